//! Benchmarks: ratios between programs measured in the same run.

use anyhow::Result;

use crate::{console, workspace};

pub(crate) fn run() -> Result<()> {
    console::step("benchmarks of the core (criterion)");
    workspace::run(workspace::program("cargo")?.args(["bench", "-p", "gpudock-core"]))
}
