use gpudock_core::compat::export::KnowledgeBase;

use crate::{Outcome, terminal::Terminal};

/// Writes out the knowledge base. It is for programs: people have the reference pages.
pub(crate) fn run(terminal: &mut Terminal) -> Outcome {
    terminal.json(&KnowledgeBase::current());
    Outcome::Fine
}
