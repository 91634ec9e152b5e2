//! Benchmarks: ratios between programs measured in the same run, and what a visitor of the diagnosis waits for.

use anyhow::Result;

use crate::{build, console, tools, workspace};

pub(crate) fn run() -> Result<()> {
    console::step("benchmarks of the core (criterion)");
    workspace::run(workspace::program("cargo")?.args(["bench", "-p", "gpudock-core"]))?;
    tools::for_building()?;
    build::site()?;
    console::step("the diagnosis in Chromium");
    let mut command = workspace::program("cargo")?;
    command.args(["run", "--quiet", "-p", "gpudock-e2e", "--bin", "gpudock-pace"]);
    command
        .env("GPUDOCK_DIST", workspace::root().join("dist"))
        .env("CHROME_PATH", tools::chromium());
    workspace::run(&mut command)
}
