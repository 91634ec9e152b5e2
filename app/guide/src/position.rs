//! From a byte to the line and column a person looks for.

/// Line and column of a byte of the text, both from 1, the column in characters.
pub(crate) fn position(text: &str, offset: usize) -> (u32, u32) {
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = &text[..end];
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.matches('\n').count() + 1;
    let column = before[start..].chars().count() + 1;
    (u32::try_from(line).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::position;

    #[test]
    fn columns_count_characters() {
        let text = "é驱\nab";
        assert_eq!(position(text, 0), (1, 1));
        assert_eq!(position(text, 5), (1, 3));
        assert_eq!(position(text, 7), (2, 2));
        assert_eq!(position(text, 1), (1, 1));
        assert_eq!(position(text, 99), (2, 3));
    }
}
