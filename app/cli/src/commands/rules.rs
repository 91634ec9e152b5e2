use gpudock_core::compat::{export, rules, sources};
use serde_json::json;

use crate::{Outcome, terminal::Terminal};

/// Writes out the knowledge base. It is for programs: people have the reference pages.
pub(crate) fn run(terminal: &mut Terminal) -> Outcome {
    let sources: Vec<_> = sources::ALL
        .iter()
        .map(|source| json!({ "id": source.id, "title": source.title, "url": source.url }))
        .collect();
    terminal.json(&json!({
        "rules_version": rules::VERSION,
        "verified": rules::VERIFIED,
        "sources": sources,
        "tables": export::tables(),
    }));
    Outcome::Fine
}
