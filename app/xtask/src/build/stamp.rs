//! Whether the site stands as it would be built: the same sources, and what came of them untouched. Contents
//! are compared, not times: a checkout or a save without a change builds nothing.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use sha2::{Digest as _, Sha256};

use crate::workspace;

/// What the site is made of, and with.
const SOURCES: &[&str] = &[
    "app/core/Cargo.toml",
    "app/core/src",
    "app/words",
    "app/guide",
    "app/islands",
    "app/site",
    "app/xtask",
    "content",
    "style",
    ".cargo",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "index.html",
    "rust-toolchain.toml",
];
/// What comes of it.
const RESULTS: &[&str] = &["dist", "dist-single"];
/// What changes the result besides.
const VARIABLES: &[&str] =
    &["GPUDOCK_SITE_URL", "GPUDOCK_EDIT_URL", "CARGO_HOME", "CARGO_TARGET_DIR"];

/// Digest of the sources as they are now.
pub(super) fn of_sources() -> Result<String> {
    let mut digest = Sha256::new();
    for name in VARIABLES {
        digest.update(env::var_os(name).unwrap_or_default().as_encoded_bytes());
        digest.update([0]);
    }
    add(&mut digest, SOURCES)?;
    Ok(format!("{:x?}", digest.finalize()))
}

/// Whether the results stand as a build of these sources left them.
pub(super) fn stands(sources: &str) -> Result<bool> {
    let kept = fs::read_to_string(place()).unwrap_or_default();
    Ok(kept.lines().next() == Some(sources) && kept == stamp(sources)?)
}

/// Remembers a build that has succeeded; its sources were read before it began.
pub(super) fn keep(sources: &str) -> Result<()> {
    fs::write(place(), stamp(sources)?).with_context(|| place().display().to_string())
}

fn stamp(sources: &str) -> Result<String> {
    let mut digest = Sha256::new();
    add(&mut digest, RESULTS)?;
    Ok(format!("{sources}\n{:x?}\n", digest.finalize()))
}

fn place() -> PathBuf {
    workspace::target().join("site-stamp")
}

fn add(digest: &mut Sha256, places: &[&str]) -> Result<()> {
    for place in places {
        below(digest, &workspace::root().join(place))?;
    }
    Ok(())
}

/// Every file below a place with its path, in an order that does not depend on the disk.
fn below(digest: &mut Sha256, place: &Path) -> Result<()> {
    if place.is_dir() {
        let entries = fs::read_dir(place)?.map(|entry| Ok(entry?.path()));
        let mut entries = entries.collect::<std::io::Result<Vec<_>>>()?;
        entries.sort();
        return entries.iter().try_for_each(|entry| below(digest, entry));
    }
    if place.is_file() {
        digest.update(place.as_os_str().as_encoded_bytes());
        let content = fs::read(place).with_context(|| place.display().to_string())?;
        digest.update(content.len().to_le_bytes());
        digest.update(content);
    }
    Ok(())
}
