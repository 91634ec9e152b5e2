//! What is wrong with the sources, and where.

use std::fmt;

use crate::{SourceFile, position::position};

/// One defect of the sources. All of them are reported at once.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Diagnostic {
    /// Path as it was given in [`SourceFile`].
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
    /// No `+++` front matter at the top, or it is not what it must be: why.
    BadFrontMatter(String),
    /// A guide lacks a language: its code.
    MissingTranslation(String),
    /// Headings differ from the English ones: what stands there, and what stands here.
    HeadingTree {
        /// English heading at this place, as `## Title`.
        english: String,
        /// This file's heading at this place.
        here: String,
    },
    /// A heading of level 1 (the title is front matter) or deeper than 4.
    HeadingLevel,
    /// Two headings of a guide have this id.
    DuplicateAnchor(String),
    /// No heading of the guide has this id.
    UnknownAnchor(String),
    /// A link names no guide.
    UnknownGuide(String),
    /// A link names no page of the site.
    UnknownPage(String),
    /// A link names no source of the knowledge base.
    UnknownSource(String),
    /// A link is none of `guide:`, `site:`, `source:`, `#anchor`.
    UnknownLink(String),
    /// A reference the registry does not have.
    UnknownReference(String),
    /// A known reference that cannot be answered: why.
    BadReference(String),
    /// A fence in a language that nothing here can highlight.
    UnknownCodeLanguage(String),
    /// A fence whose attributes or body make no sense: why.
    BadFence(String),
    /// HTML inside Markdown.
    RawHtml,
    /// An image; figures are fences.
    Image,
    /// `///` lines that do not open and close each other.
    UnbalancedTabs,
    /// A footnote that is used but not written, or written but not used.
    Footnote(String),
    /// A driver or CUDA version written out instead of referred to.
    LiteralVersion(String),
    /// A command that the planner emits, written out instead of referred to.
    LiteralCommand(String),
    /// Code blocks, links or references differ from the English file's: what English has, what is here.
    Differs {
        /// What differs.
        what: Parity,
        /// What English has and this file lacks.
        english: String,
        /// What this file has and English lacks.
        here: String,
    },
}

/// What all languages of a guide must share.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Parity {
    /// Code blocks, comments aside.
    Code,
    /// Destinations of links.
    Links,
    /// References to the knowledge base.
    References,
    /// Tabs.
    Tabs,
}

impl Parity {
    const fn name(self) -> &'static str {
        match self {
            Self::Code => "code block",
            Self::Links => "link",
            Self::References => "reference",
            Self::Tabs => "tab",
        }
    }
}

impl fmt::Display for DiagnosticKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadPath => f.write_str("not `<guide>/<language>.md` with a known language"),
            Self::BadFrontMatter(why) => write!(f, "front matter: {why}"),
            Self::MissingTranslation(code) => write!(f, "the guide has no `{code}.md`"),
            Self::HeadingTree { english, here } => {
                write!(f, "English has `{english}` here, this file has `{here}`")
            }
            Self::HeadingLevel => f.write_str("headings are `##` to `####`; the title is in front"),
            Self::DuplicateAnchor(id) => write!(f, "two headings have the anchor `#{id}`"),
            Self::UnknownAnchor(id) => write!(f, "no heading has the anchor `#{id}`"),
            Self::UnknownGuide(slug) => write!(f, "no guide is called `{slug}`"),
            Self::UnknownPage(page) => write!(f, "the site has no page `{page}`"),
            Self::UnknownSource(id) => write!(f, "the knowledge base has no source `{id}`"),
            Self::UnknownLink(link) => {
                write!(f, "`{link}` is none of `guide:`, `site:`, `source:`, `#anchor`")
            }
            Self::UnknownReference(name) => write!(f, "no reference is called `{name}`"),
            Self::BadReference(why) => write!(f, "reference: {why}"),
            Self::UnknownCodeLanguage(name) => write!(f, "no highlighting for `{name}`"),
            Self::BadFence(why) => write!(f, "code fence: {why}"),
            Self::RawHtml => f.write_str("HTML inside Markdown"),
            Self::Image => f.write_str("an image; write a ```figure fence"),
            Self::UnbalancedTabs => f.write_str("`/// tabs`, `/// tab` and `///` do not match"),
            Self::Footnote(label) => write!(f, "footnote `{label}` lacks its text or its mark"),
            Self::LiteralVersion(text) => {
                write!(f, "`{text}` is a version: refer to it with {{{{fact …}}}}")
            }
            Self::LiteralCommand(text) => {
                write!(
                    f,
                    "the planner emits `{text}`: refer to it with a ```plan or ```emit fence, or a fact"
                )
            }
            Self::Differs { what, english, here } => {
                write!(f, "a {} differs from English: there `{english}`", what.name())?;
                write!(f, ", here `{here}`")
            }
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.kind)
    }
}

/// Collects what is wrong, so that everything can be said at once.
#[derive(Debug, Default)]
pub(crate) struct Diagnostics(Vec<Diagnostic>);

impl Diagnostics {
    /// Notes a defect at a byte of a file.
    pub(crate) fn note(&mut self, file: &SourceFile, offset: usize, kind: DiagnosticKind) {
        let (line, column) = position(&file.text, offset);
        self.0.push(Diagnostic { file: file.path.clone(), line, column, kind });
    }

    /// All of them, sorted by place; `None` where there are none.
    pub(crate) fn sorted(mut self) -> Option<Vec<Diagnostic>> {
        self.0.sort();
        self.0.dedup();
        (!self.0.is_empty()).then_some(self.0)
    }
}
