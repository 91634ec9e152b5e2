//! Error texts, recognised wherever they stand in a paste.
//!
//! One pass looks for the rarest words of all signatures at once; where one stands, the letters around it are
//! compared. What people's tools do to a text on its way (colours, quotes, wrapping, HTML) lies between
//! letters and is not compared.

mod beside;
mod index;
mod pattern;
mod special;
pub mod table;
mod window;
mod xid;

use serde::Serialize;

use crate::fact::Span;
use beside::Anchor;
use index::{INDEX, Lead};
use table::{Signature, When};
use window::Window;

/// One recognised error text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Symptom {
    /// Id of the failure, the same as that of the finding it leads to.
    pub id: &'static str,
    /// Slug of the shared vocabulary (`nvml_unknown_error`, `xid:79`), where one exists.
    pub slug: Option<String>,
    /// What the text itself says (a version, a bus id, a device name).
    pub gaps: Vec<(&'static str, String)>,
    /// The text.
    pub span: Span,
}

/// Most places kept of one failure: a log repeats itself thousands of times.
const PLACES: usize = 8;
/// Most symptoms kept in all; more different ones than that are noise.
const MOST: usize = 2048;

/// Finds every known error text, in order. Of a failure that repeats, the first few places.
pub fn scan(text: &str) -> Vec<Symptom> {
    if memchr::memchr(0, text.as_bytes()).is_none() {
        return scan_letters(text);
    }
    // UTF-16 read as bytes puts a NUL behind every letter.
    let mut found = scan_letters(&text.replace('\0', ""));
    restore(text, &mut found);
    found
}

fn scan_letters(text: &str) -> Vec<Symptom> {
    let mut scan = Scan::new(text);
    for place in INDEX.places(text.as_bytes()) {
        scan.meet(place.at, place.needle);
    }
    scan.finish()
}

/// The words by which error texts are found. Their order numbers them.
pub(super) fn words() -> impl Iterator<Item = &'static str> {
    INDEX.words()
}

/// Error texts of a paste without NULs, found by the [`words`] that somebody else comes across.
pub(super) struct Scan<'t> {
    text: &'t str,
    kept: Kept,
    window: Window,
}

impl<'t> Scan<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let kept = Kept { found: Vec::new(), places: vec![0; INDEX.len()] };
        Self { text, kept, window: Window::default() }
    }

    /// Looks around the word of this number, whose first byte is the one at `at`.
    pub(super) fn meet(&mut self, at: usize, word: usize) {
        INDEX.leads(self.text.as_bytes(), at, word, |lead| match lead {
            Lead::Special(kind) => {
                if let Some(symptom) = special::read(kind, self.text, at) {
                    self.kept.add(symptom);
                }
            }
            Lead::Signature { position, anchor } => {
                let places = self.kept.places.get(position).copied().unwrap_or_default();
                if places < 2 * PLACES
                    && let Some(symptom) =
                        compare(self.text, at, position, anchor, &mut self.window)
                {
                    self.kept.add(symptom);
                    if let Some(places) = self.kept.places.get_mut(position) {
                        *places += 1;
                    }
                }
            }
        });
    }

    /// Every error text, in order.
    pub(super) fn finish(self) -> Vec<Symptom> {
        absorb(self.kept.found)
    }
}

/// Whether the signature stands where one of its words does.
fn compare(
    text: &str,
    at: usize,
    position: usize,
    anchor: Anchor,
    window: &mut Window,
) -> Option<Symptom> {
    let (signature, pattern) = INDEX.signature(position)?;
    let paste = text.as_bytes();
    if !pattern.may_go_on(paste, at, anchor.offset) || !pattern.may_begin(paste, at, anchor.offset)
    {
        return None;
    }
    window.cover(paste, at, pattern.reach(anchor.offset));
    let hit = pattern.at(text, window, window.index_of(at)?, anchor.offset)?;
    signature.when.holds(text, hit.span).then(|| signature.symptom(hit))
}

/// What was found so far.
struct Kept {
    found: Vec<Symptom>,
    /// How often each signature was found, by any of its words. One that repeats is not compared any more.
    places: Vec<usize>,
}

impl Kept {
    /// Keeps a symptom unless another of its words found it already, or it was found often enough.
    fn add(&mut self, symptom: Symptom) {
        let mut places = 0;
        let same = |other: &&Symptom| other.id == symptom.id && other.slug == symptom.slug;
        for other in self.found.iter().filter(same) {
            if other.span == symptom.span {
                return;
            }
            places += 1;
        }
        if places < PLACES && self.found.len() < MOST {
            self.found.push(symptom);
        }
    }
}

/// Turns places in a text without NULs into places in the text as given.
fn restore(text: &str, found: &mut [Symptom]) {
    let mut wanted: Vec<usize> =
        found.iter().flat_map(|s| [s.span.start, s.span.end.saturating_sub(1)]).collect();
    wanted.sort_unstable();
    let letters = text.bytes().enumerate().filter(|(_, byte)| *byte != 0).map(|(at, _)| at);
    let mut places: Vec<(usize, usize)> = Vec::with_capacity(wanted.len());
    let mut next = wanted.into_iter().peekable();
    for (kept, original) in letters.enumerate() {
        while next.next_if_eq(&kept).is_some() {
            places.push((kept, original));
        }
        if next.peek().is_none() {
            break;
        }
    }
    let place = |kept: usize| {
        let at = places.binary_search_by_key(&kept, |(kept, _)| *kept).ok()?;
        places.get(at).map(|(_, original)| *original)
    };
    for symptom in found {
        let last = place(symptom.span.end.saturating_sub(1));
        if let (Some(start), Some(last)) = (place(symptom.span.start), last) {
            symptom.span = Span::new(start, last + 1);
        }
    }
}

impl Signature {
    fn symptom(&self, hit: pattern::Found) -> Symptom {
        Symptom {
            id: self.failure.id,
            slug: self.failure.slug.map(str::to_owned),
            gaps: hit.gaps,
            span: hit.span,
        }
    }
}

/// Leaves out what is only a part of a longer error text.
fn absorb(mut found: Vec<Symptom>) -> Vec<Symptom> {
    found.sort_by_key(|symptom| (symptom.span.start, std::cmp::Reverse(symptom.span.end)));
    let mut kept: Vec<Symptom> = Vec::with_capacity(found.len());
    let mut reach = 0;
    for symptom in found {
        // Sorted by start: whatever ends within the reach lies inside an earlier, longer one.
        if symptom.span.end > reach {
            reach = symptom.span.end;
            kept.push(symptom);
        }
    }
    kept
}

impl When {
    /// Whether what stands around a hit allows it.
    fn holds(self, text: &str, span: Span) -> bool {
        match self {
            Self::Always => true,
            Self::Near(words) => {
                let around = around(text, span, 400);
                words.iter().any(|word| contains(around, word))
            }
            Self::NotNear(words) => {
                let around = around(text, span, 400);
                !words.iter().any(|word| contains(around, word))
            }
            Self::OnLine(words) => {
                let line = line(text, span);
                words.iter().any(|word| contains(line, word))
            }
        }
    }
}

fn boundary(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

fn around(text: &str, span: Span, reach: usize) -> &str {
    let start = boundary(text, span.start.saturating_sub(reach));
    let end = boundary(text, span.end.saturating_add(reach));
    text.get(start..end).unwrap_or_default()
}

fn line(text: &str, span: Span) -> &str {
    let near = boundary(text, span.start.saturating_sub(400));
    let start = text
        .get(near..span.start)
        .and_then(|before| before.rfind('\n'))
        .map_or(near, |newline| near + newline + 1);
    let far = boundary(text, span.end.saturating_add(400));
    let end = text
        .get(span.end..far)
        .and_then(|behind| behind.find('\n'))
        .map_or(far, |newline| span.end + newline);
    text.get(start..end).unwrap_or_default()
}

/// Without regard to case; `word` is lower case.
fn contains(text: &str, word: &str) -> bool {
    text.as_bytes().windows(word.len()).any(|window| window.eq_ignore_ascii_case(word.as_bytes()))
}
