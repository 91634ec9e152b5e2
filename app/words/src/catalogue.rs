use gpudock_core::fact::{Message, Say};

use crate::Lang;

/// The sentences of one language, or of the part of it that a page needs.
#[derive(Clone, Debug)]
pub struct Catalogue {
    lang: Lang,
    entries: Entries,
}

/// Key and sentence of every entry, sorted by key.
#[derive(Clone, Debug)]
enum Entries {
    #[cfg(feature = "embedded")]
    Embedded(&'static [(&'static str, &'static str)]),
    Owned(Vec<(String, String)>),
}

impl Catalogue {
    /// Everything there is in a language.
    #[cfg(feature = "embedded")]
    pub fn of(lang: Lang) -> Self {
        Self { lang, entries: Entries::Embedded(crate::ENTRIES[lang.0]) }
    }

    /// No entries at all: every sentence shows as its key.
    pub fn empty(lang: Lang) -> Self {
        Self { lang, entries: Entries::Owned(Vec::new()) }
    }

    /// The entries a page carries, as [`Catalogue::to_lines`] wrote them. Lines that are none of its are passed
    /// over: a damaged page shows keys for sentences.
    pub fn from_lines(lang: Lang, lines: &str) -> Self {
        let mut entries: Vec<(String, String)> = Vec::new();
        for (key, text) in lines.lines().filter_map(|line| line.split_once(' ')) {
            let key = match entries.last() {
                Some((before, _)) if key.starts_with('.') => format!("{}{key}", parent(before)),
                _ => key.to_owned(),
            };
            entries.push((key, unescaped(text)));
        }
        Self { lang, entries: Entries::Owned(entries) }
    }

    /// The entries whose key `wanted` accepts, for a page to carry: a line each, sorted by key. Where a key differs
    /// from the one before only behind its last dot, it begins with that dot. Safe inside an HTML `script`.
    ///
    /// Why not JSON: this is a tenth shorter when compressed, and a reader of JSON would be the largest part of
    /// the browser code that only reads sentences.
    pub fn to_lines(&self, wanted: impl Fn(&str) -> bool) -> String {
        let mut lines = String::new();
        let mut before = "";
        for (key, text) in self.entries().filter(|(key, _)| wanted(key)) {
            let shared = if parent(key) == parent(before) { parent(key).len() } else { 0 };
            lines.extend([&key[shared..], " ", &escaped(text), "\n"]);
            before = key;
        }
        lines
    }

    /// The language of the sentences.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The entry as it stands, gaps unfilled.
    pub fn get(&self, key: &str) -> Option<&str> {
        match &self.entries {
            #[cfg(feature = "embedded")]
            Entries::Embedded(entries) => {
                let at = entries.binary_search_by_key(&key, |(key, _)| key).ok()?;
                Some(entries[at].1)
            }
            Entries::Owned(entries) => {
                let at = entries.binary_search_by(|(known, _)| known.as_str().cmp(key)).ok()?;
                Some(&entries[at].1)
            }
        }
    }

    /// A sentence without gaps. An unknown key is said as it is: wrong, but visible and harmless.
    pub fn text(&self, key: &str) -> String {
        self.get(key).unwrap_or(key).to_owned()
    }

    /// Every key and entry.
    pub fn entries(&self) -> Box<dyn Iterator<Item = (&str, &str)> + '_> {
        match &self.entries {
            #[cfg(feature = "embedded")]
            Entries::Embedded(entries) => Box::new(entries.iter().copied()),
            Entries::Owned(entries) => {
                Box::new(entries.iter().map(|(key, text)| (key.as_str(), text.as_str())))
            }
        }
    }
}

/// A key up to its last dot; nothing where there is none.
fn parent(key: &str) -> &str {
    key.rfind('.').map_or("", |dot| &key[..dot])
}

/// What would end a line, or the block of the page around it, and the letter that stands for it behind `\`.
const ESCAPES: [(char, char); 3] = [('\n', 'n'), ('<', 'l'), ('\\', '\\')];

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for char in text.chars() {
        match ESCAPES.iter().find(|(plain, _)| *plain == char) {
            Some((_, letter)) => out.extend(['\\', *letter]),
            None => out.push(char),
        }
    }
    out
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(char) = chars.next() {
        let letter = if char == '\\' { chars.next() } else { None };
        let plain = ESCAPES.iter().find(|(_, known)| letter == Some(*known));
        out.push(plain.map_or(char, |(plain, _)| *plain));
    }
    out
}

impl Say for Catalogue {
    fn say(&self, message: &Message) -> String {
        let Some(pattern) = self.get(&message.key) else {
            return ().say(message);
        };
        let mut text = String::with_capacity(pattern.len() + 16);
        let mut rest = pattern;
        while let Some(open) = rest.find('{') {
            text.push_str(&rest[..open]);
            let filled = rest[open + 1..].split_once('}').and_then(|(name, after)| {
                let (_, value) = message.gaps.iter().find(|(gap, _)| *gap == name)?;
                Some((value, after))
            });
            if let Some((value, after)) = filled {
                text.push_str(value);
                rest = after;
            } else {
                text.push('{');
                rest = &rest[open + 1..];
            }
        }
        text.push_str(rest);
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue {
        let lines = "a.b driver {driver} is older than {floor}\n.c {\"features\": {}}\n";
        Catalogue::from_lines(Lang::default(), lines)
    }

    #[test]
    fn gaps_are_filled_and_other_braces_kept() {
        let message = Message::new("a.b").with("driver", "470.1").with("floor", "525");
        assert_eq!(catalogue().say(&message), "driver 470.1 is older than 525");
        assert_eq!(catalogue().say(&Message::new("a.c")), r#"{"features": {}}"#);
    }

    #[test]
    fn a_value_is_never_read_as_a_pattern() {
        let message = Message::new("a.b").with("driver", "{floor}").with("floor", "525");
        assert_eq!(catalogue().say(&message), "driver {floor} is older than 525");
    }

    #[test]
    fn an_unknown_key_is_visible() {
        assert_eq!(catalogue().say(&Message::new("x.y").with("z", 1)), "x.y z=1");
    }

    #[test]
    fn a_page_carries_what_it_wants() {
        let lines = catalogue().to_lines(|key| key == "a.c");
        assert_eq!(lines, "a.c {\"features\": {}}\n");
    }

    #[test]
    fn damaged_lines_are_passed_over() {
        let read = Catalogue::from_lines(Lang::default(), ".x y\n\nz\na.b \\q\\");
        assert_eq!((read.get(".x"), read.get("z")), (Some("y"), None));
        assert_eq!(read.get("a.b"), Some("\\\\"));
    }

    #[cfg(feature = "embedded")]
    #[test]
    fn a_page_reads_every_entry_as_it_was_written() {
        for lang in Lang::all() {
            let whole = Catalogue::of(lang);
            let lines = whole.to_lines(|_| true);
            assert!(!lines.contains('<'));
            let read = Catalogue::from_lines(lang, &lines);
            assert!(whole.entries().eq(read.entries()));
            assert!(whole.entries().all(|(key, text)| read.get(key) == Some(text)));
        }
    }
}
