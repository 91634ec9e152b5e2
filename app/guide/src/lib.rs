//! Markdown guides to pages.
//!
//! [`compile`] takes every source at once, because a guide is only right beside its translations and
//! the guides it links to. It touches no disk and knows no layout: a [`Page`] holds the body of `<main>`.

mod anchors;
mod article;
mod attributes;
mod compile;
mod diagnostic;
mod front_matter;
mod literal;
mod page;
mod parity;
mod position;
mod reference;
mod render;
mod revision;
mod typography;

pub use compile::{compile, compile_only};
pub use diagnostic::{Diagnostic, DiagnosticKind, Parity};
pub use page::{Heading, Neighbour, Page, Passage, Translation};

/// A file below `content/`: Markdown, or a drawing.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SourceFile {
    /// Path below `content/`, with slashes: `linux/fr.md`, `start/stack.svg`.
    pub path: String,
    /// The whole text.
    pub text: String,
}

/// What stands around the guides and can be linked to.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Surroundings {
    /// Pages that are no guides, relative to the folder of a language: `setup.html`,
    /// `reference/cuda.html`. Guides link to them as `site:setup.html#os=ubuntu`.
    pub pages: Vec<String>,
}
