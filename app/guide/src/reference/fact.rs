//! The registry of facts: each name, and the question to the core behind it.

use gpudock_core::compat::rules;
use gpudock_words::Catalogue;

use super::Unanswered;
use crate::attributes::Attributes;

type Answer = Result<String, Unanswered>;

/// One name of the registry.
struct Fact {
    name: &'static str,
    answer: fn(&Attributes<'_>, &Catalogue) -> Answer,
}

/// Every fact a guide can name.
const FACTS: &[Fact] = &[
    Fact { name: "rules-version", answer: |_, _| Ok(rules::VERSION.to_owned()) },
    Fact { name: "rules-verified", answer: |_, _| Ok(rules::VERIFIED.to_string()) },
];

/// Answers the inside of a `{{fact …}}`.
pub(crate) fn fact(inside: &str, words: &Catalogue) -> Answer {
    let attributes = Attributes::read(inside);
    let name = attributes.head();
    let found = FACTS.iter().find(|fact| fact.name == name);
    let fact = found.ok_or_else(|| Unanswered::Unknown(name.to_owned()))?;
    (fact.answer)(&attributes, words)
}
