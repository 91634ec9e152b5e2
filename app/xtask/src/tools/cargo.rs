//! Tools written in Rust, built from their registry's sources into `target/tools`.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail};

use crate::{build, console, workspace};

/// The newest that builds with this toolchain.
const TRUNK: &str = "0.21.14";
const DENY: &str = "0.20.2";
/// Writes the bill of materials of a release.
const CYCLONEDX: &str = "0.5.9";
/// Drives Firefox; the distribution has none.
const GECKODRIVER: &str = "0.37.1";
const FUZZ: &str = "0.13.2";

/// The target the browser code is compiled for. `rust-toolchain.toml` names it too, but an existing
/// toolchain is not always completed from there.
pub(super) fn wasm_target() -> Result<()> {
    if workspace::find("rustup").is_none() {
        return Ok(()); // A distribution's cargo: its packages bring the target, or the build says so.
    }
    let installed =
        workspace::output(workspace::program("rustup")?.args(["target", "list", "--installed"]))?;
    if installed.lines().any(|line| line == "wasm32-unknown-unknown") {
        return Ok(());
    }
    console::step("adding the target wasm32-unknown-unknown (about 10 s)");
    workspace::run(workspace::program("rustup")?.args(["target", "add", "wasm32-unknown-unknown"]))
}

/// The source of the standard library, and the crates it is made of: Trunk is to build without a network.
pub(super) fn standard_library() -> Result<()> {
    let sysroot = workspace::output(workspace::program("rustc")?.args(["--print", "sysroot"]))?;
    let source = Path::new(sysroot.trim()).join("lib/rustlib/src/rust/library/Cargo.lock");
    if !source.exists() && workspace::find("rustup").is_some() {
        console::step("adding the source of the standard library (about 5 s)");
        workspace::run(workspace::program("rustup")?.args(["component", "add", "rust-src"]))?;
    }
    let mut fetch = workspace::program("cargo")?;
    fetch.args(["fetch", "--quiet", "--locked", "--target", "wasm32-unknown-unknown"]);
    workspace::run(fetch.envs(build::SMALL))
}

pub(super) fn trunk() -> Result<()> {
    install("trunk", TRUNK, &["--locked"], "about 4 minutes on two cores")
}

/// Must be the version of the library in `Cargo.lock`: the two exchange a format without a promise.
/// Its own lock file does not install, hence without `--locked`.
pub(super) fn wasm_bindgen() -> Result<()> {
    install("wasm-bindgen-cli", &locked("wasm-bindgen")?, &[], "about 2 minutes on two cores")
}

pub(super) fn deny() -> Result<()> {
    install("cargo-deny", DENY, &["--locked"], "about 5 minutes on two cores")
}

pub(super) fn geckodriver() -> Result<()> {
    install("geckodriver", GECKODRIVER, &["--locked"], "about 2 minutes on two cores")
}

pub(super) fn fuzz() -> Result<()> {
    install("cargo-fuzz", FUZZ, &["--locked"], "about 2 minutes on two cores")
}

pub(super) fn cyclonedx() -> Result<()> {
    install("cargo-cyclonedx", CYCLONEDX, &["--locked"], "about 2 minutes on two cores")
}

fn install(name: &str, version: &str, flags: &[&str], patience: &str) -> Result<()> {
    let root = workspace::tools();
    let installed = fs::read_to_string(root.join(".crates.toml")).unwrap_or_default();
    if installed.contains(&format!("\"{name} {version} ")) {
        return Ok(());
    }
    console::step(&format!("building {name} {version} into target/tools ({patience}, once)"));
    let mut command = workspace::program("cargo")?;
    command
        .args(["install", name, "--version", version, "--force", "--root"])
        .arg(&root)
        .args(flags);
    // One folder for what these tools share, so that a dependency is compiled once.
    command.env("CARGO_TARGET_DIR", root.join("build"));
    // They run for seconds and are built once: the time to build them is what a new machine feels.
    for (name, value) in
        [("LTO", "off"), ("OPT_LEVEL", "1"), ("CODEGEN_UNITS", "16"), ("DEBUG", "false")]
    {
        command.env(format!("CARGO_PROFILE_RELEASE_{name}"), value);
    }
    workspace::run(&mut command)?;
    fs::remove_dir_all(root.join("build")).context("target/tools/build cannot be removed")
}

/// Version of a package in `Cargo.lock`.
fn locked(name: &str) -> Result<String> {
    let file = workspace::root().join("Cargo.lock");
    let lock = fs::read_to_string(&file).with_context(|| file.display().to_string())?;
    let mut lines = lock.lines();
    while let Some(line) = lines.next() {
        if line == format!("name = \"{name}\"")
            && let Some(version) = lines.next().and_then(|line| line.strip_prefix("version = "))
        {
            return Ok(version.trim_matches('"').to_owned());
        }
    }
    bail!("Cargo.lock has no package {name}")
}
