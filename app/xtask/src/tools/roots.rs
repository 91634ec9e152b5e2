//! Debian roots, packed: small machines in which the tests run the emitted scripts for real.

use std::{fs, path::PathBuf};

use anyhow::{Result, bail};

use super::debian;
use crate::{console, workspace};

/// Name, release, and what it has besides the least: one machine of root's with Python, one of a user's with
/// sudo and without Python, one whose packages dnf and zypper manage.
const ROOTS: &[(&str, &str, &str)] = &[
    ("bookworm", "bookworm", "ca-certificates,curl,gnupg,python3"),
    ("trixie", "trixie", "ca-certificates,curl,gnupg,sudo"),
    ("rpm", "trixie", "ca-certificates,curl,gnupg,dnf,dnf-plugins-core,zypper,rpm,createrepo-c"),
];

/// Where they stand, as `<name>.tar`. A folder would hold files of root's among the build output.
pub(crate) fn folder() -> PathBuf {
    workspace::tools().join("roots")
}

pub(super) fn make() -> Result<()> {
    fs::create_dir_all(folder())?;
    for (name, release, packages) in ROOTS {
        let tar = folder().join(format!("{name}.tar"));
        if tar.is_file() {
            continue;
        }
        console::step(&format!("making the Debian root {name} in target/tools (a minute)"));
        let Some(mut command) = debian::as_root("mmdebstrap")? else {
            bail!("a Debian root needs mmdebstrap, and root or sudo without a password");
        };
        let unfinished = tar.with_extension("part.tar");
        command.args(["--quiet", "--variant=minbase"]).arg(format!("--include={packages}"));
        command.args([
            "--aptopt=Acquire::Languages \"none\"",
            "--dpkgopt=path-exclude=/usr/share/doc/*",
        ]);
        command.args(["--dpkgopt=path-exclude=/usr/share/locale/*", release]).arg(&unfinished);
        workspace::run(command.arg(format!("deb {} {release} main", debian::mirror()?)))?;
        fs::rename(unfinished, tar)?;
    }
    Ok(())
}
