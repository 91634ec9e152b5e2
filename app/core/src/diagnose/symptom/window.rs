//! A stretch of the paste with the damage taken out: only letters and digits, each with its place.

/// How many letters and digits a signature can want before and behind the word that led to it, those of
/// escapes among them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    pub(super) before: usize,
    pub(super) behind: usize,
}

/// Where a window ends, however few letters it shows. Unit: bytes of the paste.
const BEFORE: usize = 512;
const BEHIND: usize = 1536;
/// What a window begins with may be the rest of an escape. Unit: letters.
const UNSURE: usize = 16;

/// One letter or digit, lower-cased.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Mark {
    /// The character.
    pub(super) byte: u8,
    /// Whether something other than a letter or digit stands before it.
    pub(super) begins: bool,
    /// Whether it can be the letter of a written-out escape (`\n` in a JSON string).
    pub(super) escape: bool,
    /// Its offset in the paste.
    pub(super) at: usize,
}

/// Letters and digits of a stretch, in order.
#[derive(Debug, Default)]
pub(super) struct Window {
    marks: Vec<Mark>,
}

impl Window {
    /// Shows the surroundings of the byte at `at`.
    pub(super) fn cover(&mut self, bytes: &[u8], at: usize, reach: Reach) {
        let first = at.saturating_sub(BEFORE);
        let before = bytes.get(first..at).unwrap_or_default().iter().enumerate().rev();
        let mut letters = before.filter(|(_, byte)| byte.is_ascii_alphanumeric());
        let start = letters.nth(reach.before + UNSURE).map_or(first, |(before, _)| first + before);
        let end = at.saturating_add(BEHIND).min(bytes.len());
        self.marks.clear();
        let mut behind = 0;
        for mark in Marks::new(bytes, start, end) {
            behind += usize::from(mark.at >= at);
            if behind > reach.behind {
                break;
            }
            self.marks.push(mark);
        }
    }

    /// The letters and digits.
    pub(super) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// Index of the mark that stands at the byte `at`.
    pub(super) fn index_of(&self, at: usize) -> Option<usize> {
        self.marks.binary_search_by_key(&at, |mark| mark.at).ok()
    }
}

/// The letters and digits of a stretch, one by one.
pub(super) struct Marks<'t> {
    bytes: &'t [u8],
    at: usize,
    end: usize,
    begins: bool,
    backslash: bool,
}

impl<'t> Marks<'t> {
    pub(super) fn new(bytes: &'t [u8], start: usize, end: usize) -> Self {
        Self { bytes, at: start, end, begins: true, backslash: false }
    }
}

impl Iterator for Marks<'_> {
    type Item = Mark;

    fn next(&mut self) -> Option<Mark> {
        while self.at < self.end {
            let (at, byte) = (self.at, *self.bytes.get(self.at)?);
            if byte.is_ascii_alphanumeric() {
                let escape = self.backslash && matches!(byte, b'n' | b'r' | b't');
                let begins = std::mem::replace(&mut self.begins, escape);
                self.backslash = false;
                self.at += 1;
                return Some(Mark { byte: byte.to_ascii_lowercase(), begins, escape, at });
            }
            // UTF-16 read as bytes puts a NUL behind every letter; it parts no words.
            self.begins |= byte != 0;
            self.backslash = byte == b'\\';
            self.at += noise(self.bytes.get(at..self.end).unwrap_or_default());
        }
        None
    }
}

/// Length of what stands between two letters: an escape sequence, an HTML entity, or one byte. At least one.
pub(super) fn noise(bytes: &[u8]) -> usize {
    match bytes.first() {
        Some(b'&') => entity(bytes).unwrap_or(1),
        Some(0x1b) => control(bytes, 1).unwrap_or(1),
        // The same written out: `\x1b[31m`, `\u001b[31m`, `\033[31m`, `^[[31m`.
        Some(b'\\') => [&b"\\x1b"[..], b"\\u001b", b"\\033", b"\\e"]
            .iter()
            .find(|form| starts(bytes, form))
            .and_then(|form| control(bytes, form.len()))
            .unwrap_or(1),
        Some(b'^') if bytes.get(1) == Some(&b'[') => control(bytes, 2).unwrap_or(1),
        _ => 1,
    }
}

fn starts(bytes: &[u8], form: &[u8]) -> bool {
    bytes.get(..form.len()).is_some_and(|start| start.eq_ignore_ascii_case(form))
}

/// `[`, parameters, one letter: the rest of a terminal escape that begins `introducer` bytes earlier.
fn control(bytes: &[u8], introducer: usize) -> Option<usize> {
    if bytes.get(introducer) != Some(&b'[') {
        return None;
    }
    let rest = bytes.get(introducer + 1..)?;
    let letters = rest.iter().take(16).position(u8::is_ascii_alphabetic)?;
    Some(introducer + 1 + letters + 1)
}

/// `&quot;`, `&#39;`, `&#x27;`.
fn entity(bytes: &[u8]) -> Option<usize> {
    let end = bytes.iter().take(10).position(|byte| *byte == b';')?;
    let name = bytes.get(1..end)?;
    let named = name.len() >= 2 && name.iter().all(u8::is_ascii_alphanumeric);
    let numbered = name.first() == Some(&b'#') && name.len() >= 2;
    (named || numbered).then_some(end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters(text: &str) -> String {
        let mut window = Window::default();
        window.cover(text.as_bytes(), 0, Reach { before: 0, behind: 1000 });
        window.marks().iter().map(|mark| char::from(mark.byte)).collect()
    }

    #[test]
    fn damage_leaves_no_letters() {
        assert_eq!(letters("couldn\u{2019}t"), "couldnt");
        assert_eq!(letters("couldn&#39;t &quot;x&quot;"), "couldntx");
        assert_eq!(letters("\u{1b}[1;31mFailed\u{1b}[0m to"), "failedto");
        assert_eq!(letters(r"\u001b[31mFailed\x1b[0m ^[[1mto"), "failedto");
        assert_eq!(letters("a & b; c"), "abc");
        assert_eq!(letters("N\0V\0M\0L\0"), "nvml");
    }

    #[test]
    fn every_cut_is_survived() {
        let text = "\u{1b}[1m&quot;\\u001b[3&#x2";
        for end in 0..=text.len() {
            letters(text.get(..end).unwrap_or_default());
        }
    }
}
