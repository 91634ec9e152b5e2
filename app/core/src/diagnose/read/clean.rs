//! Takes the damage of copying out of a line: colour codes, entities, full-width punctuation, escapes.

use super::{
    line::{Line, Piece},
    trigger::Topics,
};
use crate::fact::Span;

/// How a line was written down.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Writing {
    /// As a terminal shows it.
    Plain,
    /// Inside a JSON or programming-language string: `\t` is a tab, `\"` a quote.
    Escaped,
}

/// Cleans one line that starts at byte `start` of the paste.
pub(super) fn clean(raw: &str, start: usize, writing: Writing, topics: Topics) -> Line<'_> {
    if Bytes::of(raw).plain(raw) {
        // A timestamp hides the words that are looked for where a line begins.
        let topics = if is_stamped(raw) { Topics::ALL } else { topics };
        return Line::untouched(raw, start, topics);
    }
    let mut cleaner = Cleaner { raw, start, writing, text: String::new(), pieces: Vec::new() };
    cleaner.run();
    let span = Span::new(start, start + raw.len());
    Line::rewritten(cleaner.text, cleaner.pieces, span)
}

/// What the bytes of a line are, taken together.
#[derive(Clone, Copy)]
struct Bytes(u8);

/// A line that holds one may need cleaning.
const SUSPECT: u8 = 1;
/// `[`, with which a colour code may begin.
const BRACKET: u8 = 2;
/// What rows and borders are drawn with.
const DRAWN: u8 = 4;

static KINDS: [u8; 256] = {
    let mut kinds = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        let control = byte < 0x20 && byte != 0x09;
        if control || byte >= 0x7f {
            kinds[byte] = SUSPECT;
        }
        byte += 1;
    }
    kinds[b'&' as usize] = SUSPECT;
    kinds[b'\\' as usize] = SUSPECT;
    kinds[b'^' as usize] = SUSPECT;
    kinds[b'[' as usize] = BRACKET;
    kinds[b'|' as usize] = DRAWN;
    kinds[b'+' as usize] = DRAWN;
    kinds
};

impl Bytes {
    fn of(raw: &str) -> Self {
        let kind = |byte: u8| KINDS.get(usize::from(byte)).copied().unwrap_or_default();
        Self(raw.bytes().fold(0, |all, byte| all | kind(byte)))
    }

    /// Nothing in the line can need cleaning.
    fn plain(self, raw: &str) -> bool {
        let colour = |at: usize| raw.get(at..).and_then(bare_colour).is_some();
        self.0 & SUSPECT == 0
            && (self.0 & BRACKET == 0 || !memchr::memchr_iter(b'[', raw.as_bytes()).any(colour))
    }
}

/// Whether a line is what it looks like, and no row, border or string literal of anything.
pub(super) fn is_prose(raw: &str) -> bool {
    let bytes = Bytes::of(raw);
    let text = raw.trim_ascii();
    let drawn = bytes.0 & DRAWN != 0 || text.ends_with(['-', '=', '>']);
    !drawn && !text.starts_with('"') && !is_stamped(text) && bytes.plain(raw)
}

/// `[16:22:04] `, or something else in brackets with a number.
fn is_stamped(raw: &str) -> bool {
    matches!(raw.trim_ascii_start().as_bytes(), [b'[', b'0'..=b'9', ..])
}

struct Cleaner<'t> {
    raw: &'t str,
    start: usize,
    writing: Writing,
    text: String,
    pieces: Vec<Piece>,
}

impl Cleaner<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(character) = self.raw.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = self.raw.get(at..).unwrap_or_default();
            let length = character.len_utf8();
            at += match replacement(character, rest, self.writing) {
                Change::Keep => {
                    self.keep(at, character);
                    length
                }
                Change::Drop(bytes) => bytes.max(length),
                Change::Replace(with, bytes) => {
                    self.replace(at, with, bytes.max(length));
                    bytes.max(length)
                }
            };
        }
    }

    fn keep(&mut self, at: usize, character: char) {
        let original = self.start + at;
        let clean = self.text.len();
        let continues = self.pieces.last().is_some_and(|piece| {
            piece.replaces == 0 && piece.original + (clean - piece.clean) == original
        });
        if !continues {
            self.pieces.push(Piece { clean, original, replaces: 0 });
        }
        self.text.push(character);
    }

    fn replace(&mut self, at: usize, with: char, bytes: usize) {
        let (clean, original) = (self.text.len(), self.start + at);
        self.pieces.push(Piece { clean, original, replaces: bytes });
        self.text.push(with);
    }
}

/// What becomes of the character at the front of the rest of a line. Lengths are bytes of the paste.
enum Change {
    Keep,
    Drop(usize),
    Replace(char, usize),
}

fn replacement(character: char, rest: &str, writing: Writing) -> Change {
    let length = character.len_utf8();
    match character {
        '\t' => Change::Keep,
        '\u{1b}' | '\u{241b}' | '\u{9b}' => Change::Drop(escape_sequence(rest, length)),
        '^' if rest.starts_with("^[[") => Change::Drop(1 + escape_sequence(&rest[1..], 1)),
        '[' => bare_colour(rest).map_or(Change::Keep, Change::Drop),
        '\0'..='\u{1f}'
        | '\u{7f}'
        | '\u{fffd}'
        | '\u{ad}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2060}'
        | '\u{feff}' => Change::Drop(length),
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
            Change::Replace(' ', length)
        }
        '\u{ff01}'..='\u{ff5e}' => full_width(character).map_or(Change::Keep, |plain| {
            // A full-width comma or colon carries its own space.
            Change::Replace(plain, length)
        }),
        '\u{2018}'..='\u{201b}' => Change::Replace('\'', length),
        '\u{201c}'..='\u{201f}' => Change::Replace('"', length),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{2500}' | '\u{2501}' => {
            Change::Replace('-', length)
        }
        '\u{2502}' | '\u{2503}' | '\u{2551}' | '\u{a6}' => Change::Replace('|', length),
        '\u{2550}' => Change::Replace('=', length),
        '\u{250c}'..='\u{254b}' | '\u{2552}'..='\u{256c}' => Change::Replace('+', length),
        '&' => entity(rest),
        '\\' => backslash(rest, writing),
        _ => Change::Keep,
    }
}

fn full_width(character: char) -> Option<char> {
    char::from_u32(u32::from(character).checked_sub(0xfee0)?)
}

/// Length of a terminal control sequence; `introducer` is the length of its escape character.
fn escape_sequence(rest: &str, introducer: usize) -> usize {
    let bytes = rest.as_bytes();
    let kind = bytes.get(introducer).copied();
    match kind {
        Some(b'[') => {
            let parameters = bytes[introducer + 1..].iter();
            let skip = parameters.take_while(|byte| (0x20..=0x3f).contains(*byte)).count();
            let end = introducer + 1 + skip;
            match bytes.get(end) {
                Some(0x40..=0x7e) => end + 1,
                _ => end,
            }
        }
        // Operating system command and the like: up to a bell or the string terminator.
        Some(b']' | b'_' | b'P' | b'^' | b'X') => {
            let bell = rest.find('\u{7}').map(|at| at + 1);
            let terminator = rest.find("\u{1b}\\").map(|at| at + 2);
            match (bell, terminator) {
                (Some(bell), Some(terminator)) => bell.min(terminator),
                (one, other) => one.or(other).unwrap_or(introducer + 1),
            }
        }
        Some(b'(' | b')') if bytes.get(introducer + 1).is_some_and(u8::is_ascii) => introducer + 2,
        Some(0x40..=0x5f | b'=' | b'>' | b'7' | b'8' | b'c') => introducer + 1,
        _ => introducer,
    }
}

/// `[33m`, a colour code that lost its escape character.
fn bare_colour(rest: &str) -> Option<usize> {
    let codes = rest.strip_prefix('[')?;
    let length = codes.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b';').count();
    ((1..=12).contains(&length) && codes.as_bytes().get(length) == Some(&b'm'))
        .then_some(length + 2)
}

fn entity(rest: &str) -> Change {
    let window = rest.as_bytes().iter().take(9).position(|byte| *byte == b';');
    let Some(name) = window.and_then(|end| rest.get(1..end)) else { return Change::Keep };
    let character = match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "quot" | "ldquo" | "rdquo" => Some('"'),
        "apos" | "rsquo" | "lsquo" => Some('\''),
        "nbsp" => Some(' '),
        "vert" | "verbar" => Some('|'),
        _ => numeric_entity(name),
    };
    character.map_or(Change::Keep, |character| Change::Replace(character, name.len() + 2))
}

fn numeric_entity(name: &str) -> Option<char> {
    let digits = name.strip_prefix('#')?;
    let number = match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => digits.parse().ok()?,
    };
    match char::from_u32(number)? {
        '\u{a0}' => Some(' '),
        character if character.is_control() => None,
        character => Some(character),
    }
}

fn backslash(rest: &str, writing: Writing) -> Change {
    let next = rest.as_bytes().get(1).copied();
    let escaped = writing == Writing::Escaped;
    match next {
        Some(b't') if escaped => Change::Replace(' ', 2),
        Some(b'r') if escaped => Change::Drop(2),
        Some(b'\\') if escaped => Change::Replace('\\', 2),
        Some(b'u') if escaped => unicode_escape(rest),
        // A quote inside a quoted string, or a mark that Markdown would have eaten.
        Some(
            b'"' | b'\'' | b'|' | b'_' | b'*' | b'#' | b'>' | b'<' | b'[' | b']' | b'(' | b')'
            | b'~' | b'`' | b'-' | b'+' | b'.' | b'!' | b'&',
        ) => Change::Drop(1),
        _ => Change::Keep,
    }
}

/// `\u001b[0m` and `\u003c` inside a JSON string.
fn unicode_escape(rest: &str) -> Change {
    let code = rest.get(2..6).and_then(|hex| u32::from_str_radix(hex, 16).ok());
    match code.and_then(char::from_u32) {
        Some('\u{1b}') => Change::Drop(escape_sequence(rest, 6)),
        Some(character) if !character.is_control() => Change::Replace(character, 6),
        _ => Change::Keep,
    }
}

/// A line without what people and programs put before it.
pub(super) fn without_prefix(text: &str) -> &str {
    let mut rest = text.trim_start();
    // Prefixes nest (a quoted comment with a timestamp), but not deeply.
    for _ in 0..6 {
        let shorter = strip_mark(rest).or_else(|| strip_timestamp(rest));
        match shorter {
            Some(shorter) => rest = shorter.trim_start(),
            None => break,
        }
    }
    rest
}

/// A line without what web pages put behind it; and a row of a table without the quotes of a list.
pub(super) fn without_suffix(text: &str) -> &str {
    let mut rest = text.trim_end();
    if rest.ends_with('>') {
        let tags = ["<br>", "<br/>", "<br />", "</pre>", "</code>"];
        while let Some(shorter) = tags.iter().find_map(|tag| rest.strip_suffix(tag)) {
            rest = shorter.trim_end();
        }
    }
    if rest.starts_with(['|', '+']) { rest.trim_end_matches([',', '"', '\'']) } else { rest }
}

fn strip_mark(text: &str) -> Option<&str> {
    for mark in [">", "=>", "//", "\"", "'", "```"] {
        if let Some(rest) = text.strip_prefix(mark) {
            return Some(rest);
        }
    }
    for mark in ["# ", "* ", "- "] {
        if let Some(rest) = text.strip_prefix(mark) {
            return Some(rest);
        }
    }
    if let Some(rest) = service(text) {
        return Some(rest);
    }
    // `pre>` tags of a copied web page.
    ["<pre>", "<code>", "<br>"].iter().find_map(|tag| text.strip_prefix(tag))
}

/// `gpu-1  | `, as `docker compose logs` marks the lines of a service.
fn service(text: &str) -> Option<&str> {
    let length = text
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'));
    let (name, rest) = text.split_at(length.count());
    let bar = rest.trim_start_matches(' ');
    let named = name.starts_with(|c: char| c.is_ascii_alphabetic()) && bar.len() < rest.len();
    if named { bar.strip_prefix("| ") } else { None }
}

/// `2026-03-08T16:22:04.123Z `, `[2026-03-08 16:22:04] `, `16:22:04 `.
fn strip_timestamp(text: &str) -> Option<&str> {
    let bracketed = text.strip_prefix('[');
    let inner = bracketed.unwrap_or(text);
    let stamp = inner.bytes().take_while(|byte| {
        byte.is_ascii_digit() || matches!(byte, b'-' | b':' | b'.' | b',' | b'T' | b'Z' | b'+')
    });
    let mut length = stamp.count();
    let looks = |part: &str| {
        let bytes = part.as_bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let is = |at: usize, byte: u8| bytes.get(at) == Some(&byte);
        let date = (0..4).all(digit) && is(4, b'-') && is(7, b'-') && digit(9);
        let clock = digit(0) && digit(1) && is(2, b':') && is(5, b':') && digit(7);
        (date, clock)
    };
    let first = inner.get(..length)?;
    let (date, clock) = looks(first);
    if !date && !clock || first.ends_with(',') {
        return None;
    }
    if date && length <= 10 {
        // The time of day is a word of its own.
        let after = inner.get(length..)?.strip_prefix(' ')?;
        let time = after.find([' ', ']', '\t'])?;
        if !looks(after.get(..time)?).1 || after.get(..time)?.ends_with(',') {
            return None;
        }
        length += 1 + time;
    }
    let rest = inner.get(length..)?;
    match bracketed {
        Some(_) => rest.strip_prefix(']'),
        None => rest.starts_with([' ', '\t']).then_some(rest),
    }
}
