//! Fuzzing, five minutes a target.

use anyhow::Result;

use crate::{console, workspace};

const TARGETS: &[&str] = &["read", "diagnose"];

pub(crate) fn run() -> Result<()> {
    for target in TARGETS {
        console::step(&format!("fuzzing {target} for five minutes"));
        let mut cargo = workspace::program("cargo")?;
        cargo.current_dir(workspace::root().join("app/core"));
        workspace::run(cargo.args(["fuzz", "run", target, "--", "-max_total_time=300"]))?;
    }
    Ok(())
}
