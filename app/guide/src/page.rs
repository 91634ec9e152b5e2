//! What a guide becomes.

use gpudock_words::Lang;

/// One guide in one language, ready for the layout.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Page {
    /// Name of the guide in every language: `linux`. Its address is `guides/<slug>.html` below the folder
    /// of the language.
    pub slug: String,
    /// The language.
    pub lang: Lang,
    /// Path of the source below `content/`: `linux/fr.md`. An edit link ends with it.
    pub source: String,
    /// Title: the page's only `<h1>`, which [`html`](Self::html) does not repeat.
    pub title: String,
    /// One or two plain sentences: meta description, card in the list of guides.
    pub description: String,
    /// Part of the manual; its name is `guide.section.<section>` in the catalogues.
    pub section: String,
    /// Place among all guides, ascending.
    pub order: u32,
    /// Day of the last change, `YYYY-MM-DD`.
    pub updated: String,
    /// Whether the text follows the English text as it is now.
    pub translation: Translation,
    /// The revision of the English text: a digest of it, for a translation to name as what it `follows`.
    pub revision: String,
    /// Former slugs, for redirects.
    pub aliases: Vec<String>,
    /// Table of contents: headings of level 2 and 3, in order.
    pub toc: Vec<Heading>,
    /// Body of `<main>` after the title: complete without JavaScript, every link relative to `guides/`.
    pub html: String,
    /// The text a search finds, one passage a heading.
    pub passages: Vec<Passage>,
    /// Minutes a reader needs, at least 1.
    pub reading_minutes: u32,
    /// The guide before this one in the manual.
    pub previous: Option<Neighbour>,
    /// The guide after this one in the manual.
    pub next: Option<Neighbour>,
}

/// State of a translation against the English text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Translation {
    /// The English text itself.
    Original,
    /// Follows the English text as it is now.
    Current,
    /// Follows another English text: a notice and a link to the English page belong on top.
    Stale {
        /// The revision it follows.
        follows: String,
    },
}

/// A heading that can be linked to.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Heading {
    /// 2 to 4.
    pub level: u8,
    /// Anchor, the same in every language.
    pub id: String,
    /// Plain text.
    pub text: String,
}

/// Text below one heading, for the search.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Passage {
    /// Anchor of the heading; empty for the text above the first one.
    pub id: String,
    /// The heading; empty above the first one.
    pub heading: String,
    /// Plain text, code included, white space collapsed.
    pub text: String,
}

/// A guide next to this one, in the same language.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Neighbour {
    /// Its slug; a link from guide to guide is `<slug>.html`.
    pub slug: String,
    /// Its title.
    pub title: String,
}
