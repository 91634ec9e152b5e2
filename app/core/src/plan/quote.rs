//! Whatever a person typed, written so that the program that reads it sees one literal value.

use std::fmt::Write as _;

/// One word of bash. Plain words stay as they are; NUL, which no argument can hold, is left out.
pub fn bash(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._/:=,@+%".contains(&byte);
    // A leading `=` or `~` would be expanded by some shells.
    if !text.is_empty() && !text.starts_with('=') && text.bytes().all(plain) {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    for letter in text.chars().filter(|letter| *letter != '\0') {
        match letter {
            '\'' => out.push_str(r"'\''"),
            letter => out.push(letter),
        }
    }
    out.push('\'');
    out
}

/// One argument of PowerShell, as a single-quoted string. PowerShell ends such a string at the
/// typographic quotes as well, so they are doubled too.
pub fn powershell(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    for letter in text.chars().filter(|letter| *letter != '\0') {
        if matches!(letter, '\'' | '\u{2018}' | '\u{2019}' | '\u{201a}' | '\u{201b}') {
            out.push(letter);
        }
        out.push(letter);
    }
    out.push('\'');
    out
}

/// A JSON string, which is a YAML double-quoted string as well.
pub fn json(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Beyond JSON's own need: characters that YAML takes for a line break or refuses bare.
            control if is_break(control) => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// A value of compose, whose `$` would be taken for a variable.
pub fn compose(text: &str) -> String {
    json(text).replace('$', "$$")
}

/// A value of a Dockerfile instruction. An instruction ends with its line, so line breaks become
/// spaces; a variable is not expanded.
pub fn dockerfile(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' | '$' => {
                out.push('\\');
                out.push(letter);
            }
            letter if is_break(letter) => out.push(' '),
            letter => out.push(letter),
        }
    }
    out.push('"');
    out
}

/// One word of a systemd unit: an image, a device, a size. What no such word holds is left out, and `%`
/// names no specifier.
pub fn systemd(text: &str) -> String {
    text.chars()
        .filter(|letter| letter.is_ascii_graphic() && !"\\\"'$`".contains(*letter))
        .collect::<String>()
        .replace('%', "%%")
}

/// A text for one line of comment: nothing in it can end the line.
pub fn comment(text: &str) -> String {
    let mut out: String =
        text.chars().map(|letter| if is_break(letter) { ' ' } else { letter }).collect();
    // In a Dockerfile and in YAML nothing more is needed; bash would join lines at a last backslash,
    // though not inside a comment. It is kept apart all the same.
    if out.ends_with('\\') {
        out.push(' ');
    }
    out
}

/// Control characters, what Unicode takes for a line break, and what YAML does not take at all.
fn is_break(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_words_stay() {
        assert_eq!(bash("nvidia/cuda:13.0.1-base"), "nvidia/cuda:13.0.1-base");
        assert_eq!(bash(""), "''");
        assert_eq!(bash("a b"), "'a b'");
        assert_eq!(bash("it's"), r"'it'\''s'");
        assert_eq!(bash("$(reboot)"), "'$(reboot)'");
        assert_eq!(bash("é"), "'é'");
    }

    #[test]
    fn powershell_doubles_every_quote_it_knows() {
        assert_eq!(powershell("a'b\u{2019}c"), "'a''b\u{2019}\u{2019}c'");
        assert_eq!(powershell("$(calc)"), "'$(calc)'");
    }

    #[test]
    fn nothing_ends_a_comment() {
        let hostile = "one\nreboot\r\nrm\u{2028}x\\";
        let line = comment(hostile);
        assert!(!line.chars().any(is_break));
        assert!(!line.ends_with('\\'));
    }

    #[test]
    fn json_reads_back() {
        for text in ["", "a\"b\\c", "\u{0}\u{1f}\u{85}\u{2028}\u{1F600}", "${HOME}\n\t"] {
            let back: String = serde_json::from_str(&json(text)).unwrap();
            assert_eq!(back, text);
        }
    }
}
