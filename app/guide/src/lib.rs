//! Markdown guides to pages.
//!
//! [`compile`] takes every source at once, because a guide is only right beside its translations and
//! the guides it links to. It touches no disk and knows no layout: a [`Page`] holds the body of `<main>`.

mod diagnostic;
mod page;

pub use diagnostic::{Diagnostic, DiagnosticKind};
pub use page::{Heading, Neighbour, Page, Passage, Translation};

/// A Markdown file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SourceFile {
    /// Path below `content/`, with slashes: `linux/fr.md`.
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

/// Compiles all guides: pages in the order of the manual, languages together.
///
/// # Errors
/// Every [`Diagnostic`] of every file at once, sorted by place.
pub fn compile(
    files: &[SourceFile],
    surroundings: &Surroundings,
) -> Result<Vec<Page>, Vec<Diagnostic>> {
    let _ = (files, surroundings);
    Ok(Vec::new())
}
