//! Looking for inputs nobody thought of: the properties with new ones, then five minutes of fuzzing a target.

use std::fs;

use anyhow::{Context, Result};

use crate::{console, tools, workspace};

const TARGETS: &[&str] = &["read", "diagnose", "daemon_json", "requirement", "plan"];

/// How many new inputs each property gets.
const CASES: &str = "100000";

pub(crate) fn run() -> Result<()> {
    console::step(&format!("{CASES} new inputs for each property"));
    let mut properties = workspace::program("cargo")?;
    properties.args(["test", "--release", "-p", "gpudock-core"]).env("PROPTEST_CASES", CASES);
    workspace::run(&mut properties)?;
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
