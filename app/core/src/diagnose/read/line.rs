//! One cleaned line that still knows where each of its bytes came from.

use std::borrow::Cow;

use super::trigger::Topics;
use crate::fact::{Seen, Span};

/// A line without the damage of copying, and the way back to the bytes of the paste.
///
/// Readers take slices of [`Line::text`]; [`Line::span_of`] says where such a slice stands in the paste.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    /// The cleaned text.
    pub(super) text: Cow<'t, str>,
    /// Where cleaned and original text differ; empty when they are the same bytes.
    pieces: Vec<Piece>,
    /// The line as it was pasted.
    pub(super) span: Span,
    /// Which readers it may concern.
    pub(super) topics: Topics,
    /// Where the text stands that follows prompts, quote marks, comment marks and timestamps.
    body: (usize, usize),
}

/// The stretch of a text without what stands before it and without space around it.
fn body_of(text: &str) -> (usize, usize) {
    let rest = super::clean::without_prefix(text);
    let start = text.len() - rest.len();
    (start, start + super::clean::without_suffix(rest).len())
}

/// A stretch of cleaned text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece {
    /// First byte in the cleaned text.
    pub(super) clean: usize,
    /// First byte in the paste.
    pub(super) original: usize,
    /// Length in the paste where this one character replaces another; zero for bytes kept as they were.
    pub(super) replaces: usize,
}

impl<'t> Line<'t> {
    /// A line that needed no cleaning.
    pub(super) fn untouched(text: &'t str, start: usize, topics: Topics) -> Self {
        let span = Span::new(start, start + text.len());
        Self { text: Cow::Borrowed(text), pieces: Vec::new(), span, topics, body: body_of(text) }
    }

    /// A line that was rewritten.
    pub(super) fn rewritten(text: String, pieces: Vec<Piece>, span: Span) -> Self {
        let body = body_of(&text);
        Self { text: Cow::Owned(text), pieces, span, topics: Topics::ALL, body }
    }

    /// Where a slice of [`Self::text`] stands in the paste.
    ///
    /// A slice that is not one of ours gets the whole line.
    pub(super) fn span_of(&self, slice: &str) -> Span {
        let origin = self.text.as_ptr().addr();
        let Some(start) = slice.as_ptr().addr().checked_sub(origin) else { return self.span };
        let end = start + slice.len();
        if end > self.text.len() {
            return self.span;
        }
        if slice.is_empty() {
            let at = self.first(start);
            return Span::new(at, at);
        }
        Span::new(self.first(start), self.last(end))
    }

    /// A value with the place of its slice.
    pub(super) fn seen(&self, slice: &str) -> Seen<String> {
        Seen::new(slice.to_owned(), self.span_of(slice))
    }

    /// The text after prompts, quote marks, comment marks and timestamps, trimmed.
    pub(super) fn body(&self) -> &str {
        self.text.get(self.body.0..self.body.1).unwrap_or_default()
    }

    /// Whether the paste holds other bytes than [`Self::text`].
    pub(super) fn is_rewritten(&self) -> bool {
        !self.pieces.is_empty()
    }

    /// Whether one of its words concerns these readers.
    pub(super) fn concerns(&self, topics: Topics) -> bool {
        self.topics.any(topics)
    }

    /// How far the body stands from the left edge. Unit: bytes.
    pub(super) fn indent(&self) -> usize {
        self.body.0
    }

    /// This line and the next as one, as they were before a narrow window broke them.
    pub(super) fn joined(mut self, next: &Line<'_>, gap: bool) -> Self {
        if self.pieces.is_empty() {
            self.pieces.push(Piece { clean: 0, original: self.span.start, replaces: 0 });
        }
        let mut text = self.text.into_owned();
        if gap {
            let between = next.span.start.saturating_sub(self.span.end).max(1);
            self.pieces.push(Piece {
                clean: text.len(),
                original: self.span.end,
                replaces: between,
            });
            text.push(' ');
        }
        let offset = text.len();
        if next.pieces.is_empty() {
            self.pieces.push(Piece { clean: offset, original: next.span.start, replaces: 0 });
        }
        let moved = next.pieces.iter().map(|piece| Piece { clean: piece.clean + offset, ..*piece });
        self.pieces.extend(moved);
        text.push_str(&next.text);
        let span = Span::new(self.span.start, next.span.end);
        Self::rewritten(text, self.pieces, span)
    }

    fn piece_at(&self, clean: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.clean <= clean);
        self.pieces.get(after.checked_sub(1)?)
    }

    /// The byte of the paste where the character at `clean` begins.
    fn first(&self, clean: usize) -> usize {
        match self.piece_at(clean) {
            None => self.span.start + clean,
            Some(piece) if piece.replaces > 0 => piece.original,
            Some(piece) => piece.original + (clean - piece.clean),
        }
    }

    /// The byte of the paste after the character that ends at `clean`.
    fn last(&self, clean: usize) -> usize {
        match clean.checked_sub(1).and_then(|before| self.piece_at(before)) {
            None => self.span.start + clean,
            Some(piece) if piece.replaces > 0 => piece.original + piece.replaces,
            Some(piece) => piece.original + (clean - piece.clean),
        }
    }
}
