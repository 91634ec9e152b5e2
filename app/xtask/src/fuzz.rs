//! Fuzzing, five minutes a target.

use std::fs;

use anyhow::{Context, Result};

use crate::{console, tools, workspace};

const TARGETS: &[&str] = &["read", "diagnose", "daemon_json", "requirement", "plan"];

pub(crate) fn run() -> Result<()> {
    tools::cargo_fuzz()?;
    for target in TARGETS {
        console::step(&format!("fuzzing {target} for five minutes"));
        let core = workspace::root().join("app/core");
        // What it learns stays in a folder of its own; the fixtures are only read.
        let learnt = workspace::target().join("fuzz").join(target);
        fs::create_dir_all(&learnt).with_context(|| learnt.display().to_string())?;
        let mut cargo = workspace::program("cargo")?;
        // Coverage is asked for by flags that only nightly takes. There is no `unsafe` to watch for, so the
        // sanitizers stay out: several times as many inputs in the same time.
        cargo.current_dir(&core).env("RUSTC_BOOTSTRAP", "1");
        cargo.args(["fuzz", "run", "--sanitizer", "none", target]).arg(&learnt);
        cargo.arg(core.join("tests/paste"));
        cargo.args(["--", "-max_total_time=300", "-max_len=65536", "-timeout=10"]);
        workspace::run(&mut cargo)?;
    }
    Ok(())
}
