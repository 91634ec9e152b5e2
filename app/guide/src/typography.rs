//! What a language's typography asks of spaces, so that authors need not type invisible characters.

use gpudock_words::Lang;

/// Narrow no-break space, before `;`, `!`, `?` in French.
const NARROW: char = '\u{202F}';
/// No-break space, before `:` and inside guillemets in French, and before a unit.
const FIXED: char = '\u{A0}';
/// Units that must not part from their number.
const UNITS: &[&str] = &["Mo", "Go", "ms", "s", "W", "min", "bits", "octets"];

/// A stretch of prose with the spaces of its language; code never comes here.
pub(crate) fn spaced(text: &str, lang: Lang) -> String {
    if lang.code() != "fr" {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        match (c, rest.peek()) {
            (' ', Some(';' | '!' | '?')) => out.push(NARROW),
            (' ', Some(':' | '»' | '%')) => out.push(FIXED),
            ('«', Some(' ')) => {
                out.push('«');
                out.push(FIXED);
                rest.next();
            }
            (' ', Some(_)) if out.ends_with(|c: char| c.is_ascii_digit()) => {
                let word: String = rest.clone().take_while(|c| c.is_alphanumeric()).collect();
                out.push(if UNITS.contains(&word.as_str()) { FIXED } else { ' ' });
            }
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_spaces_do_not_break() {
        let lang = Lang::of_code("fr").unwrap();
        assert_eq!(
            spaced("Quoi ? « oui » : 5 %", lang),
            "Quoi\u{202F}? «\u{A0}oui\u{A0}»\u{A0}: 5\u{A0}%"
        );
        assert_eq!(spaced("64 Mo, 8,4 s, 3 sur 4", lang), "64\u{A0}Mo, 8,4\u{A0}s, 3 sur 4");
        assert_eq!(spaced("What ?", Lang::default()), "What ?");
    }
}
