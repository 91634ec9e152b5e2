//! One file, taken apart: front matter and Markdown events with their places.

use std::ops::Range;

use gpudock_words::Lang;
use pulldown_cmark::TextMergeWithOffset;
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::{
    SourceFile,
    diagnostic::{DiagnosticKind, Diagnostics},
    front_matter::{self, FrontMatter},
    revision,
};

/// An event and its bytes in the file.
pub(crate) type Placed<'a> = (Event<'a>, Range<usize>);

/// A guide in one language, parsed.
#[derive(Debug)]
pub(crate) struct Article<'a> {
    pub(crate) file: &'a SourceFile,
    pub(crate) slug: &'a str,
    pub(crate) lang: Lang,
    pub(crate) front: FrontMatter,
    /// Markdown after the front matter.
    pub(crate) body: &'a str,
    pub(crate) events: Vec<Placed<'a>>,
    pub(crate) headings: Vec<RawHeading>,
}

/// A heading as it is written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct RawHeading {
    pub(crate) level: u8,
    /// `{#id}`, where it was given.
    pub(crate) id: Option<String>,
    /// Plain text, references unfilled.
    pub(crate) text: String,
    /// First byte.
    pub(crate) at: usize,
}

impl RawHeading {
    /// As one would write it: `## Title`.
    pub(crate) fn line(&self) -> String {
        format!("{} {}", "#".repeat(usize::from(self.level)), self.text)
    }
}

fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_DEFINITION_LIST
}

impl<'a> Article<'a> {
    /// Takes a file apart; `None`, with the reason noted, where it is no guide.
    pub(crate) fn read(file: &'a SourceFile, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Some((slug, lang)) = guide_and_language(&file.path) else {
            diagnostics.note(file, 0, DiagnosticKind::BadPath);
            return None;
        };
        let (front, body) = match front_matter::read(&file.text) {
            Ok(read) => read,
            Err(front_matter::Unreadable { at, why }) => {
                diagnostics.note(file, at, DiagnosticKind::BadFrontMatter(why));
                return None;
            }
        };
        let events: Vec<_> = TextMergeWithOffset::new(
            Parser::new_ext(&file.text[body..], options()).into_offset_iter(),
        )
        .map(|(event, range)| (event, range.start + body..range.end + body))
        .collect();
        let headings = headings(&events);
        for heading in &headings {
            if !(2..=4).contains(&heading.level) {
                diagnostics.note(file, heading.at, DiagnosticKind::HeadingLevel);
            }
        }
        let body = &file.text[body..];
        Some(Self { file, slug, lang, front, body, events, headings })
    }

    /// The revision of this text, for its translations to follow.
    pub(crate) fn revision(&self) -> String {
        revision::of(&self.front.title, &self.front.description, self.body)
    }

    /// Every fence: its info line, its body and the byte at which it begins.
    pub(crate) fn fences(&self) -> impl Iterator<Item = (&str, &str, usize)> {
        self.events.iter().enumerate().filter_map(|(at, (event, range))| {
            let Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) = event else {
                return None;
            };
            let body = match self.events.get(at + 1) {
                Some((Event::Text(body), _)) => body.as_ref(),
                _ => "",
            };
            Some((info.as_ref(), body, range.start))
        })
    }
}

/// `linux/fr.md` is the guide `linux` in French.
fn guide_and_language(path: &str) -> Option<(&str, Lang)> {
    let (slug, name) = path.split_once('/')?;
    let lang = Lang::of_code(name.strip_suffix(".md")?)?;
    is_slug(slug).then_some((slug, lang))
}

/// Whether a guide can be called that: it becomes part of an address.
pub(crate) fn is_slug(name: &str) -> bool {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !name.is_empty() && name != "index" && name.bytes().all(plain)
}

pub(crate) const fn level_number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn headings(events: &[Placed<'_>]) -> Vec<RawHeading> {
    let mut found: Vec<RawHeading> = Vec::new();
    let mut inside = false;
    for (event, range) in events {
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                inside = true;
                found.push(RawHeading {
                    level: level_number(*level),
                    id: id.as_ref().map(ToString::to_string),
                    text: String::new(),
                    at: range.start,
                });
            }
            Event::End(TagEnd::Heading(_)) => inside = false,
            Event::Text(text) | Event::Code(text) if inside => {
                if let Some(heading) = found.last_mut() {
                    heading.text.push_str(text);
                }
            }
            _ => {}
        }
    }
    found
}
