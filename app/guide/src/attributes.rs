//! `word key=value key="two words"`: what stands behind a fence or inside a reference.

use std::borrow::Cow;

/// The parts of one such line, in order.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Attributes<'a> {
    /// Parts without a value.
    pub(crate) words: Vec<Cow<'a, str>>,
    /// Parts with one.
    pub(crate) pairs: Vec<(&'a str, Cow<'a, str>)>,
}

impl<'a> Attributes<'a> {
    /// Reads a line. Never fails: an unclosed quote reaches to the end.
    pub(crate) fn read(line: &'a str) -> Self {
        let mut found = Self::default();
        let mut rest = line.trim();
        while !rest.is_empty() {
            let stop = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
            if let Some(quoted) = rest.strip_prefix('"') {
                let (value, after) = quoted.split_once('"').unwrap_or((quoted, ""));
                found.words.push(Cow::Borrowed(value));
                rest = after.trim_start();
                continue;
            }
            let (name, after) = rest.split_at(stop);
            let Some(value) = after.strip_prefix('=') else {
                found.words.push(Cow::Borrowed(name));
                rest = after.trim_start();
                continue;
            };
            let (value, after) = if let Some(quoted) = value.strip_prefix('"') {
                quoted.split_once('"').unwrap_or((quoted, ""))
            } else {
                value.split_at(value.find(char::is_whitespace).unwrap_or(value.len()))
            };
            found.pairs.push((name, Cow::Borrowed(value)));
            rest = after.trim_start();
        }
        found
    }

    /// The value of a key.
    pub(crate) fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(name, _)| *name == key).map(|(_, value)| value.as_ref())
    }

    /// The first part without a value.
    pub(crate) fn head(&self) -> &str {
        self.words.first().map_or("", |word| word.as_ref())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_pairs_and_quotes() {
        let found = Attributes::read(r#"bash title="two words" mark=2,4-5 "a b""#);
        assert_eq!(found.words, ["bash", "a b"]);
        assert_eq!(found.get("title"), Some("two words"));
        assert_eq!(found.get("mark"), Some("2,4-5"));
        assert_eq!(found.get("none"), None);
    }

    #[test]
    fn an_unclosed_quote_reaches_to_the_end() {
        assert_eq!(Attributes::read("a=\"b c").get("a"), Some("b c"));
        assert_eq!(Attributes::read("= \"").pairs.len(), 1);
    }
}
