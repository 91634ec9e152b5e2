//! The proof that a release is reproducible: the sources in two folders, built from nothing in each, and the
//! packages compared.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use super::archive::Moment;
use crate::{console, tools, workspace};

/// Different in length, depth and letters.
const FOLDERS: [&str; 2] = ["one", "another/place/much further down"];

pub(super) fn check() -> Result<()> {
    tools::for_releasing()?;
    let place = workspace::target().join("reproducible");
    if place.exists() {
        fs::remove_dir_all(&place)?;
    }
    let moment = Moment::of_sources()?.0.to_string();
    let mut sums = Vec::new();
    for folder in FOLDERS {
        let folder = place.join(folder);
        console::step(&format!("a release from nothing in {}", folder.display()));
        copy_sources(&folder)?;
        // The tools themselves are pinned, and no part of what is compared.
        fs::create_dir_all(folder.join("target"))?;
        link(&workspace::tools(), &folder.join("target/tools"))?;
        let mut release = workspace::program("cargo")?;
        release.args(["xtask", "release"]).current_dir(&folder);
        release.env_remove("CARGO_TARGET_DIR").env("SOURCE_DATE_EPOCH", &moment);
        workspace::run(&mut release)?;
        sums.push(fs::read_to_string(folder.join("target/packages/SHA256SUMS"))?);
    }
    ensure!(
        sums[0] == sums[1],
        "two folders, two results (both are left in {}):\n{}\n{}",
        place.display(),
        sums[0],
        sums[1]
    );
    fs::remove_dir_all(&place)?;
    console::line(&format!("the same bytes in both folders:\n{}", sums[0]));
    Ok(())
}

/// What git would commit, as it stands now.
fn copy_sources(to: &Path) -> Result<()> {
    let mut git = workspace::program("git")?;
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    for file in workspace::output(&mut git)?.split_terminator('\0') {
        let from = workspace::root().join(file);
        if !from.is_file() {
            continue; // Deleted, and not yet committed.
        }
        let to = to.join(file);
        if let Some(folder) = to.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::copy(from, &to).with_context(|| to.display().to_string())?;
    }
    Ok(())
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> Result<()> {
    Ok(std::os::unix::fs::symlink(fs::canonicalize(from)?, to)?)
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> Result<()> {
    anyhow::bail!("the comparison of two folders runs where the tests run: on Debian and its like")
}
