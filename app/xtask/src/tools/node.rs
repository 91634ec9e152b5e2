//! Tools that come as npm packages.

use std::{fs, path::PathBuf};

use anyhow::{Context, Result, bail};

use crate::{console, workspace};

/// Carries a current `wasm-opt`; Debian's is years older than the WASM that rustc writes.
const BINARYEN: &str = "132.0.0";

/// The rules of accessibility that a program can check.
const AXE: &str = "4.14.1";

/// Measures a page as a phone on a slow network meets it.
const LIGHTHOUSE: &str = "13.5.0";

/// Puts the search's modules and its library into one script; their versions as tested together.
const ESBUILD: &str = "0.28.2";

/// Finds and ranks: the library of the search.
const MINISEARCH: &str = "7.2.0";

/// Lighthouse wants a newer Node.js than some distributions have.
const NODE: &str = "22.23.3";

/// axe-core's script, for the browser tests to run inside every page.
pub(crate) fn axe() -> PathBuf {
    workspace::tools().join("npm/node_modules/axe-core/axe.min.js")
}

pub(super) fn axe_core() -> Result<()> {
    install("axe-core", AXE)
}

pub(super) fn wasm_opt() -> Result<()> {
    install("binaryen", BINARYEN)
}

pub(super) fn search() -> Result<()> {
    install("esbuild", ESBUILD)?;
    install("minisearch", MINISEARCH)
}

pub(super) fn lighthouse() -> Result<()> {
    install("node", NODE)?;
    install("lighthouse", LIGHTHOUSE)
}

fn install(name: &str, version: &str) -> Result<()> {
    let root = workspace::tools().join("npm");
    let manifest = root.join("node_modules").join(name).join("package.json");
    let wanted = format!("\"version\": \"{version}\"");
    if fs::read_to_string(&manifest).is_ok_and(|text| text.contains(&wanted)) {
        return Ok(());
    }
    if workspace::find("npm").is_none() {
        bail!("npm is missing: install Node.js with npm, then run this again");
    }
    console::step(&format!("installing {name} {version} into target/tools (seconds)"));
    fs::create_dir_all(&root).with_context(|| root.display().to_string())?;
    let mut command = workspace::program("npm")?;
    command.args(["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix"]).arg(&root);
    workspace::run(command.arg(format!("{name}@{version}")))
}
