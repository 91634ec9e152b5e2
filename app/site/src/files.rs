//! What is written, and where. A file whose content has not changed is left alone.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use sha2::{Digest as _, Sha256};

/// The files of the site by path below its root, before they are written.
#[derive(Default)]
pub(crate) struct Files {
    contents: BTreeMap<String, Vec<u8>>,
}

impl Files {
    /// Adds a file; a second one of the same path replaces the first.
    pub(crate) fn add(&mut self, path: impl Into<String>, content: impl Into<Vec<u8>>) {
        self.contents.insert(path.into(), content.into());
    }

    /// The content of a file.
    pub(crate) fn get(&self, path: &str) -> Option<&[u8]> {
        self.contents.get(path).map(Vec::as_slice)
    }

    /// Every path with its content.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.contents.iter().map(|(path, content)| (path.as_str(), content.as_slice()))
    }

    /// The HTML files among them.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|end| end == "html"))
    }

    /// Writes them below `folder`.
    ///
    /// # Errors
    /// The first file that cannot be written.
    pub(crate) fn write(&self, folder: &Path) -> io::Result<()> {
        let mut made: Option<PathBuf> = None;
        for (path, content) in &self.contents {
            let path = folder.join(path);
            if fs::read(&path).is_ok_and(|old| old == *content) {
                continue;
            }
            if let Some(parent) = path.parent()
                && made.as_deref() != Some(parent)
            {
                fs::create_dir_all(parent)?;
                made = Some(parent.to_owned());
            }
            fs::write(path, content)?;
        }
        Ok(())
    }

    /// Removes whatever else stands below `folder`: what an earlier build left.
    ///
    /// # Errors
    /// The first file or folder that cannot be read or removed.
    pub(crate) fn sweep(&self, folder: &Path) -> io::Result<()> {
        self.sweep_below(folder, "")
    }

    fn sweep_below(&self, folder: &Path, prefix: &str) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type()?.is_dir() {
                self.sweep_below(&entry.path(), &format!("{path}/"))?;
            } else if self.get(&path).is_none() {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

/// A short name for a content, for file names: the same bytes, the same name.
pub(crate) fn fingerprint(content: &[u8]) -> String {
    let number =
        Sha256::digest(content).iter().take(8).fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
    format!("{number:016x}")
}

/// Bytes as people write a digest.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut all, byte| {
        // Writing into a string cannot fail.
        let _ = write!(all, "{byte:02x}");
        all
    })
}

/// `sha256-…`, as a content-security policy names an inline script or style.
pub(crate) fn integrity(content: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}
