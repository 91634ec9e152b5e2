//! The diagnosis: takes what people paste, and answers at once.

mod chart;
mod echo;
mod facts;
mod findings;
mod intake;
mod paste;
mod stack;

use std::sync::Arc;

use gpudock_core::{
    advise::choices_from,
    compat::rules,
    diagnose::{Diagnosis as Judged, Excerpt, Sieve, Verdict},
};
use gpudock_words::Catalogue;
use leptos::{html::Div, prelude::*};
pub use paste::SAMPLES;

use crate::{
    show::{Node, el, keep_shown, of, prerendered},
    words::words,
};

/// A paste and what was found in it.
#[derive(Clone)]
pub(crate) struct Case {
    /// What was judged of the text in the box; evidence points into it.
    pub(crate) excerpt: Arc<Excerpt>,
    /// The verdict with its findings.
    pub(crate) judged: Arc<Judged>,
}

/// What the parts of the page share.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    /// What stands in the box.
    pub(crate) text: RwSignal<String>,
    /// The answer; none before there is a text.
    pub(crate) case: RwSignal<Option<Case>>,
    /// What was cleared and can come back.
    pub(crate) cleared: RwSignal<Option<String>>,
    /// Work that takes longer than a blink. Unit: percent.
    pub(crate) progress: RwSignal<Option<u8>>,
    /// The file that is being read, by name.
    pub(crate) file: StoredValue<Option<(String, Sieve)>>,
    /// Counts the texts, so that work on an older one stops.
    pub(crate) turn: RwSignal<u32>,
}

/// Reads what is pasted and shows verdict, findings and the lines that prove them.
#[island]
pub fn Diagnosis() -> impl IntoView {
    let words = words();
    let desk = Desk {
        text: RwSignal::new(String::new()),
        case: RwSignal::new(None),
        cleared: RwSignal::new(None),
        progress: RwSignal::new(None),
        file: StoredValue::new(None),
        turn: RwSignal::new(0),
    };
    let place = NodeRef::<Div>::new();
    let first = prerendered(|| page(desk, &words));
    if cfg!(feature = "hydrate") {
        let waiting = paste::waiting();
        if !waiting.is_empty() {
            intake::fill(desk, waiting);
        }
        paste::listen(desk);
    }
    keep_shown(place, move || page(desk, &words));
    view! { <div class="diagnosis-island" node_ref=place inner_html=first></div> }
}

/// The whole island: the box, the samples, the answer.
fn page(desk: Desk, words: &Catalogue) -> Vec<Node> {
    let mut nodes = vec![paste::form(desk, words), paste::samples(words)];
    if let Some(case) = &*desk.case.read() {
        nodes.push(result(case, words));
    }
    nodes
}

/// Value of `data-verdict` and name of the sentences that say it.
fn name_of(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Works => "works",
        Verdict::WorksWithLimits => "works-with-limits",
        Verdict::Broken => "broken",
        Verdict::Unknown => "unknown",
    }
}

fn result(case: &Case, words: &Catalogue) -> Node {
    let name = name_of(case.judged.verdict);
    let say = |part: &str| words.text(&format!("diagnose.verdict.{name}.{part}"));
    let mut verdict = of("div", "verdict")
        .with("role", "status")
        .child(of("h2", "verdict-word").with("id", "verdict").child(say("word")))
        .child(of("p", "verdict-why").child(say("why")));
    let query = choices_from(&case.judged).to_query();
    if !query.is_empty() {
        let link = of("a", "button")
            .with("data-action", "to-wizard")
            .with("href", format!("setup.html#{query}&rules={}", rules::VERSION))
            .child(words.text("diagnose.to_wizard"));
        verdict = verdict.child(of("p", "verdict-actions").child(link));
    }
    let body = of("div", "result-body").child(findings::findings(case, words)).child(
        of("div", "result-side").child(stack::stack(case, words)).child(echo::echo(case, words)),
    );
    let more = of("div", "result-more")
        .all(facts::facts(&case.judged.reading.facts, words))
        .all(chart::chart(case, words));
    el("section")
        .with("class", "result")
        .with("data-verdict", name)
        .with("aria-labelledby", "verdict")
        .child(verdict)
        .child(body)
        .child(more)
        .into()
}
