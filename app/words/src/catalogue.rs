use std::{collections::BTreeMap, fmt};

use gpudock_core::fact::{Message, Say};

use crate::Lang;

/// The sentences of one language, or of the part of it that a page needs.
#[derive(Clone, Debug)]
pub struct Catalogue {
    lang: Lang,
    entries: Entries,
}

#[derive(Clone, Debug)]
enum Entries {
    #[cfg(feature = "embedded")]
    Embedded(&'static [(&'static str, &'static str)]),
    Owned(BTreeMap<String, String>),
}

/// The data inside a page is no catalogue: the page is damaged or of another version.
#[derive(Debug)]
pub struct NotACatalogue(serde_json::Error);

impl fmt::Display for NotACatalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the sentences inside this page cannot be read: {}", self.0)
    }
}

impl std::error::Error for NotACatalogue {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl Catalogue {
    /// Everything there is in a language.
    #[cfg(feature = "embedded")]
    pub fn of(lang: Lang) -> Self {
        Self { lang, entries: Entries::Embedded(crate::ENTRIES[lang.0]) }
    }

    /// No entries at all: every sentence shows as its key.
    pub fn empty(lang: Lang) -> Self {
        Self { lang, entries: Entries::Owned(BTreeMap::new()) }
    }

    /// The entries a page carries, as [`Catalogue::to_json`] wrote them.
    ///
    /// # Errors
    /// [`NotACatalogue`] where the text is not an object of strings.
    pub fn from_json(lang: Lang, json: &str) -> Result<Self, NotACatalogue> {
        serde_json::from_str(json)
            .map(|entries| Self { lang, entries: Entries::Owned(entries) })
            .map_err(NotACatalogue)
    }

    /// The entries whose key `wanted` accepts, for a page to carry.
    pub fn to_json(&self, wanted: impl Fn(&str) -> bool) -> String {
        let entries: BTreeMap<_, _> = self.entries().filter(|(key, _)| wanted(key)).collect();
        serde_json::to_string(&entries).unwrap_or_default()
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
            Entries::Owned(entries) => entries.get(key).map(String::as_str),
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
        let json = r#"{"a.b": "driver {driver} is older than {floor}", "c": "{\"features\": {}}"}"#;
        Catalogue::from_json(Lang::default(), json).unwrap()
    }

    #[test]
    fn gaps_are_filled_and_other_braces_kept() {
        let message = Message::new("a.b").with("driver", "470.1").with("floor", "525");
        assert_eq!(catalogue().say(&message), "driver 470.1 is older than 525");
        assert_eq!(catalogue().say(&Message::new("c")), r#"{"features": {}}"#);
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
        assert_eq!(catalogue().to_json(|key| key == "c"), r#"{"c":"{\"features\": {}}"}"#);
    }
}
