//! The site in `dist/`: the generator is built for this machine, the islands for the browser, and Trunk
//! puts them together.

use std::time::Instant;

use anyhow::Result;

use crate::{console, tools, workspace};

pub(crate) fn run() -> Result<()> {
    let start = Instant::now();
    tools::for_building()?;
    site()?;
    let dist = workspace::root().join("dist");
    console::line(&format!(
        "the site is in {} ({})",
        dist.display(),
        console::took(start.elapsed())
    ));
    Ok(())
}

/// Builds, with the tools in place.
pub(crate) fn site() -> Result<()> {
    console::step("building the generator");
    workspace::run(workspace::program("cargo")?.args(["build", "-p", "gpudock-site"]))?;
    console::step("building the pages (Trunk)");
    let mut trunk = workspace::program("trunk")?;
    workspace::run(trunk.args(["build", "--release", "--offline"]))
}
