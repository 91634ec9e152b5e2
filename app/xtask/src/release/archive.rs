//! A zip whose bytes depend on nothing but names and contents: sorted, one moment for all, plain rights.

use std::{
    collections::BTreeMap,
    env, fs,
    io::{Cursor, Write as _},
    path::Path,
};

use anyhow::{Context, Result};
use time::{OffsetDateTime, PrimitiveDateTime};
use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::workspace;

/// The moment the sources were last changed: what every file of a package says of itself.
/// Unit: seconds since 1970, UTC.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Moment(pub(super) u64);

impl Moment {
    /// `SOURCE_DATE_EPOCH` where it is set, otherwise the last commit, otherwise the oldest date a zip knows.
    ///
    /// # Errors
    /// `SOURCE_DATE_EPOCH` is no number.
    pub(crate) fn of_sources() -> Result<Self> {
        if let Ok(given) = env::var("SOURCE_DATE_EPOCH") {
            return Ok(Self(given.trim().parse().context("SOURCE_DATE_EPOCH is no number")?));
        }
        let commit = workspace::program("git")
            .and_then(|mut git| workspace::output(git.args(["log", "-1", "--format=%ct"])));
        Ok(commit.ok().and_then(|text| text.trim().parse().ok()).map_or(Self(315_532_800), Self))
    }

    /// As zip files write it: no time zone, steps of two seconds, nothing before 1980.
    fn in_zip(self) -> DateTime {
        let seconds = i64::try_from(self.0).unwrap_or_default();
        OffsetDateTime::from_unix_timestamp(seconds)
            .ok()
            .and_then(|moment| PrimitiveDateTime::new(moment.date(), moment.time()).try_into().ok())
            .unwrap_or_default()
    }
}

/// Files of a zip, all below one folder.
pub(super) struct Archive {
    folder: String,
    moment: Moment,
    files: BTreeMap<String, (u32, Vec<u8>)>,
}

impl Archive {
    pub(super) fn new(folder: String, moment: Moment) -> Self {
        Self { folder, moment, files: BTreeMap::new() }
    }

    /// A file that is read.
    pub(super) fn file(&mut self, name: &str, content: Vec<u8>) {
        self.files.insert(name.to_owned(), (0o644, content));
    }

    /// A file that is run.
    pub(super) fn program(&mut self, name: &str, content: Vec<u8>) {
        self.files.insert(name.to_owned(), (0o755, content));
    }

    /// Everything below a folder.
    pub(super) fn folder(&mut self, folder: &Path) -> Result<()> {
        self.below(folder, "")
    }

    fn below(&mut self, folder: &Path, prefix: &str) -> Result<()> {
        for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let name = format!("{prefix}{name}");
            if path.is_dir() {
                self.below(&path, &format!("{name}/"))?;
            } else {
                self.file(&name, fs::read(&path)?);
            }
        }
        Ok(())
    }

    /// The zip.
    pub(super) fn bytes(self) -> Result<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, (rights, content)) in &self.files {
            super::nothing_of_this_machine(name, content)?;
            let options = SimpleFileOptions::default()
                .compression_method(CompressionMethod::Deflated)
                .compression_level(Some(9))
                .last_modified_time(self.moment.in_zip())
                .unix_permissions(*rights);
            zip.start_file(format!("{}/{name}", self.folder), options)?;
            zip.write_all(content)?;
        }
        Ok(zip.finish()?.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_files_give_equal_bytes_whatever_their_order() {
        let packed = |names: [&str; 2]| {
            let mut archive = Archive::new("gpudock".to_owned(), Moment(1_795_219_200));
            for name in names {
                archive.file(name, name.repeat(100).into_bytes());
            }
            archive.program("gpudock", vec![7; 100]);
            archive.bytes().unwrap()
        };
        let bytes = packed(["a.html", "fr/a.html"]);
        assert_eq!(bytes, packed(["fr/a.html", "a.html"]));
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let program = zip.by_name("gpudock/gpudock").unwrap();
        assert_eq!(program.unix_mode().map(|mode| mode & 0o777), Some(0o755));
        assert_eq!(program.last_modified().unwrap().to_string(), "2026-11-21 00:00:00");
    }
}
