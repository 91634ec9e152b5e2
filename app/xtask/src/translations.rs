//! What each translation follows. The generator knows: it reads the guides.

use anyhow::Result;

use crate::workspace;

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    let mut cargo = workspace::program("cargo")?;
    cargo.args(["run", "--quiet", "-p", "gpudock-site", "--", "translations"]).args(arguments);
    workspace::run(&mut cargo)
}
