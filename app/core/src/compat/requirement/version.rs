use std::cmp::Ordering;

/// Compares two versions as libnvidia-container does; nothing where it answers `invalid expression`.
///
/// Unlike [`crate::fact::DriverVersion`] this takes `12.` and `12..2`, ignores leading zeros of any field,
/// and stops at the first difference, so that an overlong number behind it goes unnoticed.
pub(super) fn compare(left: &str, right: &str) -> Option<Ordering> {
    let readable = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if !readable(left) || !readable(right) {
        return None;
    }
    let (mut left, mut right) = (left, right);
    while !left.is_empty() && !right.is_empty() {
        let (l, r) = (first_number(&mut left)?, first_number(&mut right)?);
        if l != r {
            return Some(l.cmp(&r));
        }
    }
    // One side has ended; zeros and dots on the other add nothing.
    let rest = |text: &str| !text.bytes().all(|b| b == b'0' || b == b'.');
    Some(rest(left).cmp(&rest(right)))
}

/// Takes a number and the dots behind it off the front. The largest 64-bit number is the original's mark
/// for an overflow, so it is refused as well.
fn first_number(text: &mut &str) -> Option<u64> {
    let end = text.find('.').unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    *text = rest.trim_start_matches('.');
    digits.parse().ok().filter(|number| *number != u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_numbers() {
        assert_eq!(compare("12.10", "12.9"), Some(Ordering::Greater));
        assert_eq!(compare("535.54.03", "535.54.3"), Some(Ordering::Equal));
        assert_eq!(compare("535", "535.0.0"), Some(Ordering::Equal));
        assert_eq!(compare("535", "535.0.1"), Some(Ordering::Less));
        assert_eq!(compare("", "0.0"), Some(Ordering::Equal));
        assert_eq!(compare("12.", "12..0"), Some(Ordering::Equal));
    }

    #[test]
    fn only_what_decides_must_be_readable() {
        assert_eq!(compare("12.2", "13.99999999999999999999"), Some(Ordering::Less));
        assert_eq!(compare("12.2", "12.99999999999999999999"), None);
        assert_eq!(compare("12", "18446744073709551614"), Some(Ordering::Less));
        assert_eq!(compare("12", "18446744073709551615"), None);
        assert_eq!(compare("12", ".12"), None);
        assert_eq!(compare("12", "12a"), None);
        assert_eq!(compare("v12", "12"), None);
    }
}
