//! The diagnosis: takes what people paste, and answers at once.

mod echo;
mod facts;
mod findings;
mod intake;
mod paste;

use std::sync::Arc;

use gpudock_core::{
    advise::choices_from,
    compat::rules,
    diagnose::{Diagnosis as Judged, Verdict},
};
use leptos::prelude::*;

use crate::words::{Words, words};

/// A paste and what was found in it.
#[derive(Clone)]
pub(crate) struct Case {
    /// The text that was judged; evidence points into it.
    pub(crate) text: Arc<str>,
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
    /// A sentence about a file.
    pub(crate) note: RwSignal<Option<String>>,
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
        note: RwSignal::new(None),
        turn: RwSignal::new(0),
    };
    let waiting = paste::waiting();
    Effect::new(move || {
        if !waiting.is_empty() {
            intake::take(desk, waiting.clone());
        }
    });
    let result = {
        let words = words.clone();
        move || desk.case.get().map(|case| result(&case, &words))
    };
    view! {
        {paste::form(desk, &words)}
        {paste::samples(desk, &words)}
        {result}
    }
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

fn result(case: &Case, words: &Words) -> AnyView {
    let verdict = name_of(case.judged.verdict);
    let say = |part: &str| words.text(&format!("diagnose.verdict.{verdict}.{part}"));
    let query = choices_from(&case.judged).to_query();
    let to_wizard = (!query.is_empty()).then(|| {
        let href = format!("setup.html#{query}&rules={}", rules::VERSION);
        view! {
            <p class="verdict-actions">
                <a class="button" data-action="to-wizard" href=href>{words.text("diagnose.to_wizard")}</a>
            </p>
        }
    });
    let facts = facts::facts(&case.judged.reading.facts, words);
    view! {
        <section class="result" data-verdict=verdict aria-labelledby="verdict">
            <div class="verdict" role="status">
                <h2 class="verdict-word" id="verdict">{say("word")}</h2>
                <p class="verdict-why">{say("why")}</p>
                {to_wizard}
            </div>
            <div class="result-body">
                {findings::findings(case, words)}
                {echo::echo(case, words)}
            </div>
            <div class="result-more">{facts}</div>
        </section>
    }
    .into_any()
}
