//! References: where a guide names what the core knows, and the core answers.
//!
//! * `{{fact driver-floor cuda=12 platform=linux}}` inside a sentence, code or a fence: one value.
//! * a ```` ```plan os=ubuntu release=24.04 show=toolkit ```` fence: commands and files of the planner's steps.
//! * a ```` ```emit os=ubuntu output=daemon-json ```` fence: a whole emitted file.

mod fact;
mod known;
mod plan;

use std::ops::Range;

pub(crate) use fact::fact;
pub(crate) use known::{addresses, asks_for_gpu, bare, known, plain};
pub(crate) use plan::{Block, emitted, steps};

use crate::diagnostic::DiagnosticKind;

/// Why a reference has no answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Unanswered {
    /// The registry has no such name.
    Unknown(String),
    /// The name is known; what it was asked is wrong: why.
    Bad(String),
}

impl From<Unanswered> for DiagnosticKind {
    fn from(unanswered: Unanswered) -> Self {
        match unanswered {
            Unanswered::Unknown(name) => Self::UnknownReference(name),
            Unanswered::Bad(why) => Self::BadReference(why),
        }
    }
}

const OPEN: &str = "{{fact ";
const CLOSE: &str = "}}";

/// A stretch of text: as it stands, or the inside of a reference; with its bytes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Part<'a> {
    Text(&'a str, Range<usize>),
    Reference(&'a str, Range<usize>),
}

/// Splits text at its references. `{{json .}}` and other foreign braces are text.
pub(crate) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find(OPEN).map(|at| from + at) {
        let inner = open + OPEN.len();
        let Some(close) = text[inner..].find(CLOSE).map(|at| inner + at) else { break };
        if open > from {
            found.push(Part::Text(&text[from..open], from..open));
        }
        found.push(Part::Reference(&text[inner..close], open..close + CLOSE.len()));
        from = close + CLOSE.len();
    }
    if from < text.len() {
        found.push(Part::Text(&text[from..], from..text.len()));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_facts_are_references() {
        let text = "a {{fact x y=1}} {{json .Runtimes}} {{fact open";
        let found = parts(text);
        assert_eq!(found[0], Part::Text("a ", 0..2));
        assert_eq!(found[1], Part::Reference("x y=1", 2..16));
        assert_eq!(found[2], Part::Text(" {{json .Runtimes}} {{fact open", 16..text.len()));
        assert_eq!(found.len(), 3);
    }
}
