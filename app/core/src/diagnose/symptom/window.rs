//! A stretch of the paste with the damage taken out: only letters and digits, each with its place.

/// How much of the paste a window shows. Unit: bytes of the paste.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    before: usize,
    behind: usize,
    /// Bytes taken at once, so that neighbouring candidates share the work.
    length: usize,
}

/// As far as a signature can reach before and behind the word that led to it.
pub(super) const WHOLE: Reach = Reach { before: 512, behind: 1536, length: 6144 };
/// Enough to see that it is another text, which it mostly is.
pub(super) const NEAR: Reach = Reach { before: 64, behind: 64, length: 256 };
/// What a window begins with may be the rest of an escape.
const UNSURE: usize = 20;

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
    start: usize,
    end: usize,
}

impl Window {
    /// Makes sure that the surroundings of the byte at `at` are inside.
    pub(super) fn cover(&mut self, bytes: &[u8], at: usize, reach: Reach) {
        let first = at.saturating_sub(reach.before);
        let last = at.saturating_add(reach.behind).min(bytes.len());
        if self.end > self.start && self.start <= first && last <= self.end {
            return;
        }
        self.start = first;
        self.end = first.saturating_add(reach.length).max(last).min(bytes.len());
        self.marks.clear();
        self.fill(bytes);
    }

    fn fill(&mut self, bytes: &[u8]) {
        let mut at = self.start;
        let mut begins = true;
        let mut backslash = false;
        while at < self.end {
            let Some(&byte) = bytes.get(at) else { break };
            if byte.is_ascii_alphanumeric() {
                let escape = backslash && matches!(byte, b'n' | b'r' | b't');
                self.marks.push(Mark { byte: byte.to_ascii_lowercase(), begins, escape, at });
                begins = escape;
                backslash = false;
                at += 1;
                continue;
            }
            // UTF-16 read as bytes puts a NUL behind every letter; it parts no words.
            begins |= byte != 0;
            backslash = byte == b'\\';
            at += noise(&bytes[at..self.end]);
        }
    }

    /// The letters and digits.
    pub(super) fn marks(&self) -> &[Mark] {
        &self.marks
    }

    /// The marks before the one at `index` that are letters of the paste without doubt.
    pub(super) fn sure_before(&self, index: usize) -> &[Mark] {
        let unsure = if self.start == 0 { 0 } else { UNSURE };
        let first = self.marks.partition_point(|mark| mark.at < self.start + unsure);
        self.marks.get(first..index).unwrap_or_default()
    }

    /// Index of the mark that stands at the byte `at`.
    pub(super) fn index_of(&self, at: usize) -> Option<usize> {
        self.marks.binary_search_by_key(&at, |mark| mark.at).ok()
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
        window.cover(text.as_bytes(), 0, WHOLE);
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
