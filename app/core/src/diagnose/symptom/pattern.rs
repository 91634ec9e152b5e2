//! Signatures of error texts, and how one is compared with a damaged paste.
//!
//! A signature is written as the program prints it. Letters and digits are compared without regard to
//! case; blanks, quotes, punctuation, escapes and line breaks are not compared at all. `#` stands for
//! a number, `{name}` for something the finding wants to know, `{}` for anything short.

use super::{
    beside::{Anchor, ESCAPE, escape},
    window::{Mark, Marks, Reach, Window},
};
use crate::fact::Span;

/// Most letters and digits a `{}` may stand for.
const GAP: usize = 120;

/// A piece of a signature.
#[derive(Debug)]
enum Piece {
    /// Letters and digits that have to stand there.
    Literal(Vec<u8>),
    /// One number.
    Number,
    /// Anything up to the next literal; with a name, the text is kept.
    Gap(Option<&'static str>),
}

/// A signature, taken apart.
#[derive(Debug)]
pub(super) struct Pattern {
    pieces: Vec<Piece>,
}

/// A place where a signature stands.
#[derive(Debug)]
pub(super) struct Found {
    /// From its first to its last character.
    pub(super) span: Span,
    /// What stood in the named gaps.
    pub(super) gaps: Vec<(&'static str, String)>,
}

/// How far back letters are looked at before all are compared. Unit: bytes.
const FAR: usize = 160;

/// Words too common in logs to be looked up each time.
const COMMON: &[&str] = &[
    "nvidia",
    "container",
    "error",
    "failed",
    "docker",
    "version",
    "driver",
    "device",
    "devices",
    "kernel",
    "module",
    "image",
    "found",
    "could",
    "cannot",
    "because",
    "cuda",
    "level",
    "file",
    "with",
    "your",
    "this",
    "that",
    "system",
    "library",
    "gpu",
    "not",
    "the",
    "and",
    "for",
    "from",
    "unable",
    "invalid",
    "unknown",
    "runtime",
    "running",
    "installed",
    "services",
    "daemon",
    "program",
    "command",
    "process",
    "start",
    "time",
    "create",
    "name",
    "path",
    "option",
    "type",
    "request",
    "config",
    "configuration",
    "connect",
    "directory",
    "info",
    "task",
    "state",
    "server",
    "service",
    "open",
    "load",
    "line",
    "mode",
    "only",
    "have",
    "must",
    "does",
    "code",
    "list",
    "find",
    "json",
];

fn is_common(word: &str) -> bool {
    COMMON.iter().any(|common| common.eq_ignore_ascii_case(word))
}

impl Pattern {
    /// Takes a signature apart.
    pub(super) fn of(text: &'static str) -> Self {
        let mut pieces = Vec::new();
        let mut literal = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.bytes().next() {
            let mut length = 1;
            let mut wild = None;
            if first == b'#' {
                wild = Some(Piece::Number);
            } else if first == b'{' {
                let name =
                    rest.get(1..).and_then(|rest| rest.split_once('}')).map(|(name, _)| name);
                length = name.map_or(1, |name| name.len() + 2);
                wild = name.map(|name| Piece::Gap((!name.is_empty()).then_some(name)));
            } else if first.is_ascii_alphanumeric() {
                literal.push(first.to_ascii_lowercase());
            } else if !first.is_ascii() {
                length = rest.chars().next().map_or(1, char::len_utf8);
            }
            if let Some(wild) = wild {
                if !literal.is_empty() {
                    pieces.push(Piece::Literal(std::mem::take(&mut literal)));
                }
                pieces.push(wild);
            }
            rest = rest.get(length..).unwrap_or_default();
        }
        if !literal.is_empty() {
            pieces.push(Piece::Literal(literal));
        }
        Self { pieces }
    }

    /// The one or two rarest-looking words before the first wildcard. Two, so that a line break in
    /// the middle of one does not hide the text.
    pub(super) fn anchors(text: &'static str) -> Vec<Anchor> {
        let head_end = text.find(['#', '{']).unwrap_or(text.len());
        let head = text.get(..head_end).unwrap_or_default();
        let marks: Vec<u8> = head.bytes().filter(u8::is_ascii_alphanumeric).collect();
        let mark =
            |at: Option<usize>| at.and_then(|at| marks.get(at)).map_or(0, u8::to_ascii_lowercase);
        let beside = |from: usize, to: usize| {
            let before = std::array::from_fn(|place| mark(from.checked_sub(place + 1)));
            [before, std::array::from_fn(|place| mark(Some(to + place)))]
        };
        let mut words = Vec::new();
        let mut offset = 0_usize;
        for word in head.split(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
            let letters = word.bytes().filter(u8::is_ascii_alphanumeric).count();
            // A word that touches the wildcard has no known end.
            let touches = head_end < text.len() && head.ends_with(word);
            if word.len() >= 4 && !touches {
                let beside = beside(offset, offset + letters);
                words.push(Anchor { word, offset, beside });
            }
            offset += letters;
        }
        words.sort_by_key(|anchor| (is_common(anchor.word), std::cmp::Reverse(anchor.word.len())));
        let rare = words.iter().filter(|anchor| !is_common(anchor.word)).count();
        words.truncate(rare.clamp(1, 2));
        words
    }

    /// Whether what the first literal holds from the letter `offset` on can stand at the byte `at`.
    pub(super) fn may_go_on(&self, paste: &[u8], at: usize, offset: usize) -> bool {
        let Some(Piece::Literal(head)) = self.pieces.first() else { return false };
        agrees(head.get(offset..).unwrap_or_default().iter(), Marks::new(paste, at, paste.len()))
    }

    /// Whether what the first literal holds before the letter `offset` can stand before the byte `at`.
    pub(super) fn may_begin(&self, paste: &[u8], at: usize, offset: usize) -> bool {
        let Some(Piece::Literal(head)) = self.pieces.first() else { return false };
        let first = at.saturating_sub(FAR);
        let before = paste.get(first..at).unwrap_or_default();
        let letters =
            before.iter().enumerate().rev().filter(|(_, byte)| byte.is_ascii_alphanumeric());
        let expected = head.get(..offset).unwrap_or_default().iter().rev();
        let mut pairs = letters.zip(expected);
        let Some(((place, _), _)) = pairs.find(|((_, byte), own)| !byte.eq_ignore_ascii_case(own))
        else {
            return true;
        };
        // The letter that differs may be one of an escape.
        match place.checked_sub(ESCAPE) {
            None if first > 0 => true,
            from => escape(before.get(from.unwrap_or(0)..).unwrap_or_default()).is_some(),
        }
    }

    /// How much of a paste has to be seen around the letter `offset` of the first literal.
    pub(super) fn reach(&self, offset: usize) -> Reach {
        let letters = |piece: &Piece| match piece {
            Piece::Literal(literal) => literal.len(),
            Piece::Number => 20,
            Piece::Gap(_) => GAP,
        };
        let all: usize = self.pieces.iter().map(letters).sum();
        // Escapes may stand at every word.
        Reach { before: 4 * offset, behind: 2 * (all - offset.min(all)) + 16 }
    }

    /// Whether the signature stands in `window` with the letter `offset` of its first literal at
    /// the mark `index`.
    pub(super) fn at(
        &self,
        text: &str,
        window: &Window,
        index: usize,
        offset: usize,
    ) -> Option<Found> {
        let marks = window.marks();
        let Some(Piece::Literal(head)) = self.pieces.first() else { return None };
        let first = backward(marks, index, head.get(..offset)?)?;
        if !marks.get(first)?.begins {
            return None;
        }
        let mut next = forward(marks, index, head.get(offset..)?)?;
        let mut gaps = Vec::new();
        for (position, piece) in self.pieces.iter().enumerate().skip(1) {
            next = match piece {
                Piece::Literal(literal) => forward(marks, next, literal)?,
                Piece::Number => number(marks, next)?,
                Piece::Gap(name) => {
                    let (value, end) = match self.pieces.get(position + 1) {
                        // A kept gap holds something; an anonymous one may be empty.
                        Some(Piece::Literal(literal)) => {
                            let least = usize::from(name.is_some());
                            between(text, marks, next, least, literal)?
                        }
                        _ => token(text, marks, next)?,
                    };
                    if let Some(name) = name {
                        gaps.push((*name, value));
                    }
                    end
                }
            };
        }
        // The text ends where the signature ends, not inside a longer word.
        if !matches!(self.pieces.last(), Some(Piece::Gap(_)))
            && marks.get(next).is_some_and(|mark| !mark.begins)
        {
            return None;
        }
        let (start, last) = (marks.get(first)?.at, marks.get(next.checked_sub(1)?)?.at);
        Some(Found { span: Span::new(start, last + 1), gaps })
    }
}

/// No mark contradicts the letters.
fn agrees<'a>(
    letters: impl Iterator<Item = &'a u8>,
    mut marks: impl Iterator<Item = Mark>,
) -> bool {
    for letter in letters {
        match marks.find(|mark| mark.byte == *letter || !mark.escape) {
            Some(mark) if mark.byte != *letter => return false,
            Some(_) => {}
            None => return true,
        }
    }
    true
}

/// Compares `literal` with the marks before `index`, from its end; the index of its first letter.
fn backward(marks: &[Mark], index: usize, literal: &[u8]) -> Option<usize> {
    let mut at = index;
    for expected in literal.iter().rev() {
        loop {
            at = at.checked_sub(1)?;
            let mark = marks.get(at)?;
            if mark.byte == *expected {
                break;
            }
            if !mark.escape {
                return None;
            }
        }
    }
    Some(at)
}

/// Compares `literal` with the marks from `index` on; the index behind it.
fn forward(marks: &[Mark], index: usize, literal: &[u8]) -> Option<usize> {
    let mut at = index;
    for expected in literal {
        while marks.get(at).is_some_and(|mark| mark.byte != *expected && mark.escape) {
            at += 1;
        }
        if marks.get(at)?.byte != *expected {
            return None;
        }
        at += 1;
    }
    Some(at)
}

/// One number: digits without a gap between them.
fn number(marks: &[Mark], index: usize) -> Option<usize> {
    let digits = marks
        .get(index..)?
        .iter()
        .enumerate()
        .take_while(|(position, mark)| {
            mark.byte.is_ascii_digit() && (*position == 0 || !mark.begins)
        })
        .count();
    (digits > 0).then_some(index + digits)
}

/// What stands between `index` and the next place of `literal`, at least `least` letters on.
fn between(
    text: &str,
    marks: &[Mark],
    index: usize,
    least: usize,
    literal: &[u8],
) -> Option<(String, usize)> {
    let end = (index + least..marks.len().min(index + GAP)).find(|at| {
        marks.get(*at).is_some_and(|mark| mark.begins) && forward(marks, *at, literal).is_some()
    })?;
    let value = match (marks.get(index), end.checked_sub(1).and_then(|last| marks.get(last))) {
        (Some(first), Some(last)) if end > index => {
            text.get(first.at..=last.at).unwrap_or_default().trim().to_owned()
        }
        _ => String::new(),
    };
    Some((value, end))
}

/// The next word with its dots, dashes and slashes: a version, a path, a device name.
fn token(text: &str, marks: &[Mark], index: usize) -> Option<(String, usize)> {
    let start = marks.get(index)?.at;
    let rest = text.get(start..)?;
    let length = rest
        .find(|c: char| {
            c.is_whitespace() || !c.is_ascii() || "\"'`,;()[]{}<>|\\&*".contains(c) || c == '\u{1b}'
        })
        .unwrap_or(rest.len());
    let value = rest.get(..length)?.trim_end_matches(['.', ':', '-', '/']);
    let end = start + value.len();
    let next = index + marks.get(index..)?.iter().take_while(|mark| mark.at < end).count();
    (next > index).then(|| (value.to_owned(), next))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Looks for a signature from each of its anchors.
    fn find(signature: &'static str, text: &str) -> Option<Found> {
        let pattern = Pattern::of(signature);
        let mut window = Window::default();
        window.cover(text.as_bytes(), 0, Reach { before: 0, behind: 1000 });
        Pattern::anchors(signature).into_iter().find_map(|anchor| {
            (0..window.marks().len())
                .find_map(|index| pattern.at(text, &window, index, anchor.offset))
        })
    }

    const MISMATCH: &str = "Failed to initialize NVML: Driver/library version mismatch";

    #[test]
    fn what_is_not_a_letter_does_not_matter() {
        for text in [
            "Failed to initialize NVML: Driver/library version mismatch",
            "  failed  to initialize\n> NVML:\tdriver/library ver\r\nsion mismatch.",
            "FAILED TO INITIALIZE NVML DRIVER LIBRARY VERSION MISMATCH",
            "\\nFailed to initialize NVML: Driver/library version mismatch\\n",
        ] {
            assert!(find(MISMATCH, text).is_some(), "{text:?}");
        }
        assert!(
            find(MISMATCH, "xFailed to initialize NVML: Driver/library version mismatch").is_none()
        );
        assert!(
            find(MISMATCH, "Failed to initialize NVML: Driver/library version mismatches")
                .is_none()
        );
    }

    #[test]
    fn gaps_are_kept_as_they_stand() {
        let found = find(
            "unresolvable CDI devices {device}",
            "failed: unresolvable CDI devices nvidia.com/gpu=all.\nRun",
        )
        .unwrap();
        assert_eq!(found.gaps, [("device", "nvidia.com/gpu=all".to_owned())]);
        let found = find(
            "API mismatch: the client has the version {client}, but NVRM: this kernel module has the version {module}",
            "API mismatch: the client has the version 570.172.08, but\nNVRM: this kernel module has the version 570.158.01.  Please",
        )
        .unwrap();
        assert_eq!(found.gaps[0].1, "570.172.08");
        assert_eq!(found.gaps[1].1, "570.158.01");
    }

    #[test]
    fn numbers_are_wild() {
        assert!(find("could not insert nvidia # now", "could not insert nvidia 352 now").is_some());
        assert!(find("could not insert nvidia # now", "could not insert nvidia x now").is_none());
    }

    #[test]
    fn anchors_are_rare_words() {
        let words = |text| Pattern::anchors(text).into_iter().map(|a| a.word).collect::<Vec<_>>();
        assert_eq!(words(MISMATCH), ["initialize", "mismatch"]);
        assert_eq!(words("nvidia error: {x}"), ["nvidia"]);
    }
}
