use std::{borrow::Cow, fmt::Write as _};

use serde::Serialize;

/// A sentence before it has a language: the key of a catalogue entry and what fills its `{gaps}`.
///
/// The core says *what* is to be said; `gpudock-words` knows how.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Message {
    /// Key in the catalogues, words joined by dots: `finding.driver-too-old.title`.
    pub key: Cow<'static, str>,
    /// Name and value of each gap; values are data (a version, a bus id), never a sentence.
    pub gaps: Vec<(&'static str, String)>,
}

impl Message {
    /// A message without gaps.
    pub fn new(key: impl Into<Cow<'static, str>>) -> Self {
        Self { key: key.into(), gaps: Vec::new() }
    }

    /// The same message with one more gap filled.
    #[must_use]
    #[allow(
        clippy::needless_pass_by_value,
        reason = "callers hand over numbers and versions alike"
    )]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.gaps.push((name, value.to_string()));
        self
    }
}

/// Turns a [`Message`] into a sentence. Implemented by the catalogues; the emitters ask for one
/// because a script carries comments that a person reads.
pub trait Say {
    /// The sentence, in the language of the implementor.
    fn say(&self, message: &Message) -> String;
}

/// Says the bare key: for tests, and wherever no catalogue is at hand.
impl Say for () {
    fn say(&self, message: &Message) -> String {
        let mut text = message.key.to_string();
        for (name, value) in &message.gaps {
            let _ = write!(text, " {name}={value}");
        }
        text
    }
}
