//! What was asked. Values are kept as answered; [`super::plan`] resolves them.

use std::fmt;

use serde::{Serialize, Serializer};

use super::question::{Answer, Question, questions};

/// The answers given so far, by the name of their question. What is missing was not answered, and
/// stands for "I don't know".
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Choices {
    /// Sorted by name. They are few: a map would only weigh more.
    answers: Vec<(&'static str, String)>,
}

impl Serialize for Choices {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

/// An answer that its question does not know.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BadAnswer {
    /// Name as it was given.
    pub name: String,
    /// Value as it was given.
    pub value: String,
}

impl fmt::Display for BadAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no answer to `{}`", self.value, self.name)
    }
}

impl std::error::Error for BadAnswer {}

impl Choices {
    /// The answer to a question.
    pub fn get(&self, name: &str) -> Option<&str> {
        let at = self.place(name).ok()?;
        self.answers.get(at).map(|(_, value)| value.as_str())
    }

    /// Every answer given, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.answers.iter().map(|(name, value)| (*name, value.as_str()))
    }

    /// Answers a question; an empty value takes the answer back. An answer that clashes with another
    /// is taken all the same: the plan explains the clash.
    ///
    /// # Errors
    /// [`BadAnswer`] where no question has that name, or it does not know the value.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), BadAnswer> {
        let bad = || BadAnswer { name: name.to_owned(), value: value.to_owned() };
        let question = questions().iter().find(|question| question.name == name).ok_or_else(bad)?;
        if !value.is_empty() && !accepts(question, value) {
            return Err(bad());
        }
        let place = self.place(name);
        let at = place.unwrap_or_else(|at| at);
        if place.is_ok() {
            self.answers.remove(at);
        }
        if !value.is_empty() {
            self.answers.insert(at, (question.name, value.to_owned()));
        }
        Ok(())
    }

    /// Where an answer stands, or would stand.
    fn place(&self, name: &str) -> Result<usize, usize> {
        self.answers.binary_search_by_key(&name, |(name, _)| name)
    }

    /// The same choices with one answer more; a bad answer changes nothing.
    #[must_use]
    pub fn with(mut self, name: &str, value: &str) -> Self {
        let _ = self.set(name, value);
        self
    }

    /// `os=ubuntu&release=24.04`: the permalink in the order of the questions, percent-encoded.
    /// Pasted texts never enter it.
    pub fn to_query(&self) -> String {
        let mut query = String::new();
        for question in questions() {
            let Some(value) = self.get(question.name) else { continue };
            if matches!(question.answer, Answer::Text) {
                continue;
            }
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(question.name);
            query.push('=');
            encode(value, &mut query);
        }
        query
    }

    /// Reads a permalink, with or without its `#` or `?`. What is not understood (`rules`, a question
    /// of a later version, a value that is gone) is returned beside what was, in order.
    pub fn from_query(query: &str) -> (Self, Vec<BadAnswer>) {
        let mut choices = Self::default();
        let mut rest = Vec::new();
        let query = query.trim_start_matches(['#', '?']);
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if let Err(bad) = choices.set(&decode(name), &decode(value)) {
                rest.push(bad);
            }
        }
        (choices, rest)
    }
}

/// Whether a question takes a value. A closed question knows the same values whatever else was
/// answered, so that the order of a permalink does not matter.
fn accepts(question: &Question, value: &str) -> bool {
    match question.answer {
        Answer::OneOf(values) => values(&Choices::default()).contains(&value),
        Answer::Version(_) => {
            value.len() <= 32
                && value.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
        }
        Answer::Line(_) => value.len() <= 4096,
        Answer::Text => true,
        Answer::Flag => matches!(value, "yes" | "no"),
    }
}

fn encode(value: &str, query: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~,:/".contains(&byte) {
            query.push(char::from(byte));
        } else {
            query.push('%');
            for digit in [byte >> 4, byte & 15] {
                query.push(char::from(HEX[usize::from(digit)]));
            }
        }
    }
}

/// Percent-decoding that never fails: what is no escape stays as it is, what is no UTF-8 is replaced.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let hex = |offset| bytes.get(at + offset).and_then(|digit| char::from(*digit).to_digit(16));
        match (byte, hex(1), hex(2)) {
            (b'%', Some(high), Some(low)) => {
                out.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                at += 3;
            }
            (b'+', ..) => {
                out.push(b' ');
                at += 1;
            }
            _ => {
                out.push(byte);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_permalink_restores_everything_but_pasted_text() {
        let choices = Choices::default()
            .with("os", "ubuntu")
            .with("release", "24.04")
            .with("gpu", "RTX 4090 & 50 % +é\n\"'")
            .with("daemon-json", "{}");
        let query = choices.to_query();
        assert!(query.starts_with("os=ubuntu&release=24.04&gpu=RTX%204090%20%26"), "{query}");
        let (read, rest) = Choices::from_query(&format!("#{query}&rules=1"));
        assert_eq!(read.get("gpu"), choices.get("gpu"));
        assert_eq!(read.get("daemon-json"), None);
        assert_eq!(rest, [BadAnswer { name: "rules".into(), value: "1".into() }]);
    }

    #[test]
    fn the_order_of_a_permalink_does_not_matter() {
        let (one, _) = Choices::from_query("release=24.04&os=ubuntu&wsl=debian");
        let (two, _) = Choices::from_query("wsl=debian&os=ubuntu&release=24.04");
        assert_eq!(one, two);
        assert_eq!(one.to_query(), "os=ubuntu&release=24.04&wsl=debian");
    }

    #[test]
    fn what_no_question_knows_is_returned() {
        let (choices, rest) =
            Choices::from_query("os=amiga&x=%zz%E4&&engine=docker&default-runtime=1");
        assert_eq!(choices.to_query(), "engine=docker");
        assert_eq!(rest.len(), 3);
        assert_eq!(rest[1].value, "%zz\u{fffd}");
    }

    #[test]
    fn an_empty_answer_takes_it_back() {
        let choices = Choices::default().with("os", "debian").with("os", "");
        assert_eq!(choices, Choices::default());
    }
}
