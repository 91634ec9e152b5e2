//! Which English text a translation follows.
//!
//! A revision is a digest and no number, because a number must be raised by hand and then says what somebody
//! remembered: the text itself decides whether its translations are still translations of it.

use sha2::{Digest as _, Sha256};

/// Digits of a revision. Unit: hexadecimal digits.
const LENGTH: usize = 12;

/// The revision of an English text: what a reader reads of it. Day, place in the manual and how lines end on the
/// author's machine are no part of it.
pub(crate) fn of(title: &str, description: &str, body: &str) -> String {
    let mut digest = Sha256::new();
    for part in [title, description, body.trim()] {
        digest.update(part.replace("\r\n", "\n"));
        digest.update([0]);
    }
    let number =
        digest.finalize().iter().take(8).fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
    let mut text = format!("{number:016x}");
    text.truncate(LENGTH);
    text
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn the_words_decide_and_line_ends_do_not() {
        assert_eq!(of("a", "b", "c\nd\n"), of("a", "b", "\nc\r\nd"));
        assert_ne!(of("a", "b", "c"), of("a", "b", "d"));
        assert_ne!(of("a", "b", "c"), of("ab", "", "c"));
        assert_eq!(of("", "", "").len(), super::LENGTH);
    }
}
