//! What the wizard asks, in its order. The site renders these; it decides nothing.

use super::Choices;

/// One question. Its label is `ask.<name>.label`, its help `ask.<name>.help`.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// Name of the answer: form control, permalink and command-line flag.
    pub name: &'static str,
    /// How it is answered.
    pub answer: Answer,
    /// Whether the question means anything beside the other answers. A question that does not apply
    /// is left out of the form and of the permalink.
    pub applies: fn(&Choices) -> bool,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// One of some values, which can depend on the other answers. Labels are `ask.<name>.<value>`.
    OneOf(fn(&Choices) -> &'static [&'static str]),
    /// One line of text; the string is an example of it.
    Line(&'static str),
    /// A pasted text of any length, which never enters a permalink.
    Text,
    /// Yes or no.
    Flag,
}

/// Every question, in the order of the form.
pub fn questions() -> &'static [Question] {
    &[]
}
