//! What was read, whoever judged it.

use gpudock_core::diagnose::{Facts, summary};
use gpudock_words::Catalogue;

use crate::show::{Node, el, of};

pub(crate) fn facts(facts: &Facts, words: &Catalogue) -> Option<Node> {
    let rows: Vec<Node> = summary(facts)
        .into_iter()
        .map(|(name, value)| {
            let label = words.text(&format!("diagnose.fact.{name}"));
            el("div").child(el("dt").child(label)).child(el("dd").child(value)).into()
        })
        .collect();
    let title = el("h2").with("id", "facts-title").child(words.text("diagnose.facts"));
    (!rows.is_empty()).then(|| {
        of("section", "card")
            .with("aria-labelledby", "facts-title")
            .child(title)
            .child(of("dl", "facts").all(rows))
            .into()
    })
}
