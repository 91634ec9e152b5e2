//! What Trunk leaves for the generator, and a copy of it: pages can then be made again without Trunk, which takes as
//! long as the browser code takes to compile.

use std::{
    env, fs, io,
    path::{Path, PathBuf},
};

use anyhow::Context as _;

use crate::shell::{Built, Shell};

/// The shell with Trunk's names in it.
const SHELL: &str = "index.html";

/// The shell, and what wasm-bindgen made of each island's binary.
pub(crate) struct Staging {
    folder: PathBuf,
    pub(crate) diagnosis: Built,
    pub(crate) wizard: Built,
}

impl Staging {
    /// Reads the names in a folder.
    ///
    /// # Errors
    /// A shell that is not there, or is none.
    pub(crate) fn open(folder: &Path) -> anyhow::Result<(Self, Shell)> {
        let text = fs::read_to_string(folder.join(SHELL))
            .with_context(|| format!("{}: `cargo xtask build` makes it", folder.display()))?;
        let (shell, diagnosis) = Shell::parse(&text)?;
        let wizard = Built::beside("gpudock-wizard");
        Ok((Self { folder: folder.to_owned(), diagnosis, wizard }, shell))
    }

    /// A file of it.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub(crate) fn read(&self, name: &str) -> anyhow::Result<Vec<u8>> {
        fs::read(self.folder.join(name)).with_context(|| name.to_owned())
    }

    fn files(&self) -> [&str; 5] {
        let [diagnosis, wizard] = [&self.diagnosis, &self.wizard];
        [SHELL, &diagnosis.script, &diagnosis.wasm, &wizard.script, &wizard.wasm]
    }

    /// Moves everything but the shell, which the first page replaces, to where [`kept`] finds it.
    ///
    /// # Errors
    /// The first file that cannot be copied.
    pub(crate) fn keep(&self, source: &Path) -> io::Result<()> {
        let to = kept(source);
        if to.is_dir() {
            fs::remove_dir_all(&to)?;
        }
        fs::create_dir_all(&to)?;
        for name in self.files() {
            fs::copy(self.folder.join(name), to.join(name))?;
            if name != SHELL {
                fs::remove_file(self.folder.join(name))?;
            }
        }
        Ok(())
    }
}

/// Where the last build left its copy.
pub(crate) fn kept(source: &Path) -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| source.join("target"), Into::into);
    target.join("browser-code")
}
