//! The site in `dist/`: the generator is built for this machine, the islands for the browser, and Trunk
//! puts them together.

mod stamp;

use std::{
    env,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result};

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

/// The browser code gets a standard library compiled with it, for size: short sorts and searches instead of fast
/// ones, no formatting of what would be said by a panic that nobody reads; and Leptos one type for all views. A
/// tenth of what a page weighs.
///
/// All of it is unstable in cargo and rustc, hence the first line; the toolchain is pinned, and nothing but the
/// browser code is built this way. Trunk started by hand makes the same site with the standard library that
/// rustup ships.
pub(crate) const SMALL: [(&str, &str); 3] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];

/// What [`SMALL`] wants of the compiler.
const FLAGS: [&str; 5] = [
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
    "-Zfmt-debug=none",
    "-Zlocation-detail=none",
    "--cfg=erase_components",
];

/// Builds, with the tools in place; nothing where the site stands as these sources make it.
pub(crate) fn site() -> Result<()> {
    let sources = stamp::of_sources()?;
    if stamp::stands(&sources)? {
        console::step("the site stands as these sources make it");
        return Ok(());
    }
    made()?;
    stamp::keep(&sources)
}

fn made() -> Result<()> {
    console::step("building the generator");
    workspace::run(workspace::program("cargo")?.args(["build", "-p", "gpudock-site"]))?;
    console::step("building the pages (Trunk)");
    let mut trunk = workspace::program("trunk")?;
    // For the browser code alone: the generator, which Trunk's hook runs, was built without.
    let mut flags: Vec<String> = FLAGS.map(str::to_owned).into();
    flags.extend(remapped(&[(&cargo_home()?, "/cargo")]).into_iter().filter(|f| !f.contains(' ')));
    trunk.envs(SMALL).env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.join(" "));
    workspace::run(trunk.args(["build", "--release", "--offline"]))
}

/// The command for this machine, as it is published.
pub(crate) fn command_line() -> Result<PathBuf> {
    let flags = remapped(&[(&workspace::root(), "/gpudock"), (&cargo_home()?, "/cargo")]);
    let mut cargo = workspace::program("cargo")?;
    cargo.args(["build", "--release", "--locked", "-p", "gpudock-cli"]);
    // Unlike RUSTFLAGS it bears blanks in a path.
    workspace::run(cargo.env("CARGO_ENCODED_RUSTFLAGS", flags.join("\u{1f}")))?;
    Ok(workspace::target().join("release").join(format!("gpudock{}", env::consts::EXE_SUFFIX)))
}

/// Where things stand on this machine says nothing to others: a panic's place must not name it, and the same
/// sources must give the same bytes elsewhere.
fn remapped(folders: &[(&Path, &str)]) -> Vec<String> {
    let flag = |(from, to): &(&Path, &str)| format!("--remap-path-prefix={}={to}", from.display());
    folders.iter().map(flag).collect()
}

/// Where cargo keeps the sources of dependencies.
pub(crate) fn cargo_home() -> Result<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .context("neither CARGO_HOME nor a home directory")
}

/// The target triple of this machine.
pub(crate) fn host() -> Result<String> {
    let version = workspace::output(workspace::program("rustc")?.arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: "));
    Ok(host.context("rustc does not say its host")?.to_owned())
}
