//! Every sentence of GPU Dock, in every language.
//!
//! The catalogues are TOML, one folder a language under `catalogue/`; `build.rs` compares them, so that a
//! missing or differing entry does not compile. The site generator and the command line carry all of them
//! (feature `embedded`); a page in the browser gets its own language's entries as data inside the page.

mod catalogue;
mod markup;

pub use catalogue::Catalogue;
pub use markup::{Part, parts};

struct Language {
    code: &'static str,
    tag: &'static str,
    name: &'static str,
    direction: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/catalogues.rs"));

/// A language of the site. The first one (English) stands at the root, the others in a folder of their code.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Lang(usize);

impl Default for Lang {
    /// The language whose pages stand at the root.
    fn default() -> Self {
        Self(0)
    }
}

impl Lang {
    /// All languages, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..LANGUAGES.len()).map(Self)
    }

    /// The language of a folder or a `--lang` flag: `en`, `fr`, `zh`.
    pub fn of_code(code: &str) -> Option<Self> {
        LANGUAGES.iter().position(|language| language.code == code).map(Self)
    }

    /// Folder name, `--lang` value and file stem of translations: `zh`.
    pub fn code(self) -> &'static str {
        LANGUAGES[self.0].code
    }

    /// BCP 47 tag for `lang` and `hreflang`: `zh-Hans`.
    pub fn tag(self) -> &'static str {
        LANGUAGES[self.0].tag
    }

    /// Its own name for itself.
    pub fn name(self) -> &'static str {
        LANGUAGES[self.0].name
    }

    /// `ltr` or `rtl`.
    pub fn direction(self) -> &'static str {
        LANGUAGES[self.0].direction
    }
}
