//! Pictures of the built pages, to look at.

use anyhow::Result;

use crate::{tools, workspace};

pub(crate) fn run(pages: &[String]) -> Result<()> {
    let mut command = workspace::program("cargo")?;
    command
        .args(["run", "--quiet", "-p", "gpudock-e2e", "--bin", "gpudock-shots", "--"])
        .args(pages);
    command
        .env("GPUDOCK_DIST", workspace::root().join("dist"))
        .env("CHROME_PATH", tools::chromium());
    workspace::run(command.env("GPUDOCK_SHOTS", workspace::target().join("shots")))
}
