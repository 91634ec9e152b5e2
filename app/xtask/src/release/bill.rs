//! What the packages are made of, as CycloneDX: one bill for the site's browser code, one for the command.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use super::archive::Moment;
use crate::workspace;

/// A bill of one member of the workspace.
pub(super) struct Bill {
    /// Stands in the name of its file.
    pub(super) name: &'static str,
    /// Folder below `app`.
    member: &'static str,
    /// What `cargo cyclonedx` is told besides.
    flags: &'static [&'static str],
}

/// What is shipped and compiled from other people's code.
pub(super) const BILLS: [Bill; 2] = [
    Bill {
        name: "site",
        member: "islands",
        flags: &["--features", "hydrate", "--target", "wasm32-unknown-unknown", "--no-build-deps"],
    },
    Bill { name: "cli", member: "cli", flags: &["--no-build-deps"] },
];

/// Not a name that anybody would give to a file of theirs.
const FILE: &str = "gpudock-bill";

impl Bill {
    /// The bill as JSON.
    pub(super) fn text(&self, moment: Moment) -> Result<Vec<u8>> {
        let app = workspace::root().join("app");
        let mut command = workspace::program("cargo")?;
        command.args(["cyclonedx", "--quiet", "--format", "json", "--spec-version", "1.5"]);
        command.args(["--override-filename", FILE]).args(self.flags).arg("--manifest-path");
        command.arg(app.join(self.member).join("Cargo.toml"));
        // With it the bill has this time and no random serial number.
        command.env("SOURCE_DATE_EPOCH", moment.0.to_string());
        workspace::run(&mut command)?;
        let text = fs::read_to_string(app.join(self.member).join(format!("{FILE}.json")))
            .context("cargo cyclonedx wrote no bill")?;
        remove(&app)?;
        // It names our own crates by where they stand.
        let root = format!("file://{}", workspace::root().display());
        Ok(text.replace(&root, "file:///gpudock").into_bytes())
    }
}

/// It writes a bill beside every member of the workspace.
fn remove(app: &Path) -> Result<()> {
    for member in fs::read_dir(app)? {
        let file = member?.path().join(format!("{FILE}.json"));
        if file.exists() {
            fs::remove_file(file)?;
        }
    }
    Ok(())
}
