//! What stands beside a word, looked at before whole signatures are compared: most words are ruled out by it.

/// A word of the first literal by which a signature is found, and its offset in the letters.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Anchor {
    /// The word as it stands in the signature.
    pub(super) word: &'static str,
    /// Letters and digits before it.
    pub(super) offset: usize,
    /// The letters and digits before it, nearest first, and those behind it; none where the signature
    /// begins, or where anything may follow.
    pub(super) beside: [Letters; 2],
}

/// Letters on each side of a word that are looked at before all are compared.
const BESIDE: usize = 4;
/// How far they are looked for. Unit: bytes.
const NEARBY: usize = 16;

/// Longer than any escape sequence or entity. Unit: bytes.
pub(super) const ESCAPE: usize = 32;

/// A few letters and digits, lower-cased; zero where there is none, or where any may stand.
pub(super) type Letters = [u8; BESIDE];

/// No letter of one is another letter of the other.
fn agree(one: Letters, other: Letters) -> bool {
    one.iter().zip(other).all(|(one, other)| *one == other || *one == 0 || other == 0)
}

/// What stands on both sides of a word of the paste: letters and digits, lower-cased, as far as no escape
/// and no entity may stand there.
#[derive(Debug)]
pub(super) struct Beside([Letters; 2]);

impl Beside {
    /// Looks around the `length` bytes from `at` on. None where they are but a part of a longer word.
    pub(super) fn of(paste: &[u8], at: usize, length: usize) -> Option<Self> {
        let in_word =
            |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
        let behind = paste.get(at + length..).unwrap_or_default();
        if in_word(behind.first()) {
            return None;
        }
        let before = paste.get(at.saturating_sub(NEARBY)..at).unwrap_or_default();
        let escaped = escape(before).is_some();
        if !escaped && in_word(before.last()) {
            return None;
        }
        let behind = behind.get(..NEARBY).unwrap_or(behind);
        let left = if escaped { [0; BESIDE] } else { letters(before.iter().rev()) };
        Some(Self([left, letters(behind.iter().take(escape(behind).unwrap_or(NEARBY)))]))
    }
}

/// The first few letters and digits.
fn letters<'a>(bytes: impl Iterator<Item = &'a u8>) -> Letters {
    let mut letters = [0; BESIDE];
    let found = bytes.filter(|byte| byte.is_ascii_alphanumeric());
    letters.iter_mut().zip(found).for_each(|(place, byte)| *place = byte.to_ascii_lowercase());
    letters
}

impl Anchor {
    /// Whether the word can be that of the signature, by what stands beside it.
    pub(super) fn may_stand(&self, beside: &Beside) -> bool {
        let ([left, right], [seen_left, seen_right]) = (self.beside, beside.0);
        agree(left, seen_left) && agree(right, seen_right)
    }
}

/// Where something begins whose letters are not of the text: an escape sequence, an entity, `\n`.
pub(super) fn escape(bytes: &[u8]) -> Option<usize> {
    // A terminal's escape, `^`, `\`, `&`, `[`; by their lowest bits first, since nearly no byte is one of them.
    const LOW: u64 = 1 << 0x1b | 1 << 0x1e | 1 << 0x1c | 1 << 0x26;
    let introduces = |byte: &u8| {
        LOW >> (byte & 63) & 1 == 1 && matches!(byte, 0x1b | b'^' | b'\\' | b'&' | b'[')
    };
    let first = bytes.iter().position(introduces)?;
    (first..bytes.len()).find(|at| match bytes.get(*at..).unwrap_or_default() {
        [b'\\', next, ..] => b"nrtuxe0".contains(next),
        [b'&', next, ..] => *next == b'#' || next.is_ascii_alphabetic(),
        // `[1;31m`, whose escape character was lost.
        [b'[', codes @ ..] => {
            let code = |byte: &&u8| byte.is_ascii_digit() || **byte == b';';
            let length = codes.iter().take_while(code).count();
            length > 0 && codes.get(length).is_none_or(|byte| *byte == b'm')
        }
        [byte, ..] => introduces(byte),
        [] => false,
    })
}
