//! What is published: the site as a zip, the single file, the command for this machine, what they are made
//! of, and the checksums. Nothing in them is to depend on the folder they were built in: see [`twice`].

mod archive;
mod bill;
mod twice;

use std::{
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest as _, Sha256};

use crate::{build, console, tools, workspace};
use archive::{Archive, Moment};

/// The one version of the program.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// What a package must carry to be passed on.
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

pub(crate) fn run(flag: Option<&str>) -> Result<()> {
    match flag {
        None => make(),
        Some("--check") => twice::check(),
        Some(other) => bail!("release knows --check only, not {other}"),
    }
}

/// Where the packages are left.
fn place() -> PathBuf {
    workspace::target().join("packages")
}

fn make() -> Result<()> {
    let start = Instant::now();
    tools::for_releasing()?;
    build::site()?;
    console::step("building the command for this machine");
    let command = build::command_line()?;
    let host = build::host()?;
    let (root, place, moment) = (workspace::root(), place(), Moment::of_sources()?);
    // What an earlier version left there is no part of this one.
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    fs::create_dir_all(&place)?;
    let name = format!("gpudock-{VERSION}");
    write(&place, &format!("{name}-site.zip"), &site(moment)?)?;
    write(&place, &format!("{name}.html"), &fs::read(root.join("dist-single/gpudock.html"))?)?;
    let mut archive = Archive::new(format!("{name}-{host}"), moment);
    archive.program("gpudock", fs::read(command)?);
    for licence in LICENCES {
        archive.file(licence, fs::read(root.join(licence))?);
    }
    write(&place, &format!("{name}-{host}.zip"), &archive.bytes()?)?;
    console::step("listing what they are made of (CycloneDX)");
    for bill in bill::BILLS {
        write(&place, &format!("{name}-{}.cdx.json", bill.name), &bill.text(moment)?)?;
    }
    let sums = checksums(&place)?;
    fs::write(place.join("SHA256SUMS"), &sums)?;
    console::line(&sums);
    console::line(&format!("in {} ({})", place.display(), console::took(start.elapsed())));
    Ok(())
}

/// The built site as one zip.
pub(crate) fn site(moment: Moment) -> Result<Vec<u8>> {
    let root = workspace::root();
    let mut archive = Archive::new(format!("gpudock-{VERSION}"), moment);
    archive.folder(&root.join("dist"))?;
    for licence in LICENCES {
        archive.file(licence, fs::read(root.join(licence))?);
    }
    archive.bytes()
}

/// Packs the built site twice: what the test command checks without building anything again.
pub(crate) fn packs_the_same() -> Result<()> {
    let moment = Moment::of_sources()?;
    let (one, other) = (site(moment)?, site(moment)?);
    ensure!(one == other, "the same folder was packed into different bytes");
    nothing_of_this_machine("the zip", &one)
}

fn write(place: &Path, name: &str, content: &[u8]) -> Result<()> {
    nothing_of_this_machine(name, content)?;
    fs::write(place.join(name), content).with_context(|| name.to_owned())
}

/// A package that names the folders it was built in differs from one built elsewhere, and says whose
/// machine it was. Packed files hide theirs: [`Archive`] looks at them before it packs.
fn nothing_of_this_machine(name: &str, content: &[u8]) -> Result<()> {
    for folder in [workspace::root(), build::cargo_home()?] {
        let folder = folder.display().to_string();
        let found = content.windows(folder.len()).any(|part| part == folder.as_bytes());
        ensure!(!found, "{name} names a folder of this machine: {folder}");
    }
    Ok(())
}

/// As `sha256sum` writes and reads them.
fn checksums(place: &Path) -> Result<String> {
    let mut names = fs::read_dir(place)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<Result<Vec<_>>>()?;
    names.sort();
    let mut text = String::new();
    for name in names {
        for byte in Sha256::digest(fs::read(place.join(&name))?) {
            write!(text, "{byte:02x}")?;
        }
        writeln!(text, "  {name}")?;
    }
    Ok(text)
}
