//! Where things stand, and how programs are started.

use std::{
    env,
    ffi::{OsStr, OsString},
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

/// The folder of the workspace's `Cargo.toml`.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// Build output; `CARGO_TARGET_DIR` moves it.
pub(crate) fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Tools that belong to this project alone.
pub(crate) fn tools() -> PathBuf {
    target().join("tools")
}

/// `PATH` with the project's own tools first.
pub(crate) fn path() -> Result<OsString> {
    let own =
        [tools().join("bin"), tools().join("npm/node_modules/.bin"), tools().join("python/bin")];
    let rest = env::var_os("PATH").unwrap_or_default();
    let all = own.into_iter().chain(env::split_paths(&rest));
    env::join_paths(all).context("PATH has an entry that cannot stand in a PATH")
}

/// A program, started in the workspace with the project's tools on its `PATH`.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Result<Command> {
    let mut command = Command::new(name);
    command.current_dir(root()).env("PATH", path()?);
    // The toolchain of this run, whatever a caller's environment pins.
    command.env_remove("RUSTFLAGS");
    Ok(command)
}

/// Runs to the end; a failure says which program it was.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let name = command.get_program().to_string_lossy().into_owned();
    let status = command.status().with_context(|| format!("cannot start {name}"))?;
    if !status.success() {
        bail!("{name} ended with {status}");
    }
    Ok(())
}

/// Runs to the end and returns what it printed on standard output.
pub(crate) fn output(command: &mut Command) -> Result<String> {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output().with_context(|| format!("cannot start {name}"))?;
    if !output.status.success() {
        bail!("{name} ended with {}: {}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// First program of that name on the `PATH`.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    let path = path().ok()?;
    env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
}
