//! What is wrong with the sources, and where.

use std::fmt;

/// One defect of the sources. All of them are reported at once.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Diagnostic {
    /// Path as it was given in [`crate::SourceFile`].
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// What is wrong.
    pub kind: DiagnosticKind,
}

/// What can be wrong with a source.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum DiagnosticKind {
    /// The path is not `<guide>/<language>.md` with a language of the catalogues.
    BadPath,
    /// No `+++` front matter at the top, or it is no TOML: the parser's message.
    BadFrontMatter(String),
    /// A guide lacks a language: its code.
    MissingTranslation(String),
}

impl fmt::Display for DiagnosticKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadPath => {
                f.write_str("a guide is `<guide>/<language>.md` with a known language")
            }
            Self::BadFrontMatter(why) => write!(f, "front matter: {why}"),
            Self::MissingTranslation(code) => write!(f, "the guide has no `{code}.md`"),
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.kind)
    }
}
