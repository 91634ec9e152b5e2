//! The example on the home page: a real dump, judged while the site is built.

use gpudock_core::{
    diagnose::{Verdict, diagnose},
    fact::{Message, Say as _, Seen, Span},
};
use gpudock_words::Catalogue;
use leptos::prelude::*;

use crate::layout::icon;

/// Captured on a machine with one H200.
const DUMP: &str = include_str!("demo.txt");

/// The dump with the places that were read, and what follows from it.
pub(crate) fn demo(words: &Catalogue) -> impl IntoView + use<> {
    let text = |key: &str| words.text(&format!("home.demo.{key}"));
    let diagnosis = diagnose(DUMP);
    let dump = diagnosis.reading.facts.dumps.into_iter().next().unwrap_or_default();
    let gpu = dump.gpus.into_iter().next().unwrap_or_default().name;
    let seen = [gpu, dump.driver_version, dump.cuda_version];
    let read = |at: usize| {
        seen.get(at).and_then(Option::as_ref).map(|seen| seen.value.clone()).unwrap_or_default()
    };
    let why = Message::new("home.demo.read")
        .with("gpu", read(0))
        .with("driver", read(1))
        .with("cuda", read(2));
    let (hook, key) = match diagnosis.verdict {
        Verdict::Works => ("works", "works"),
        Verdict::WorksWithLimits => ("works-with-limits", "works_with_limits"),
        Verdict::Broken => ("broken", "broken"),
        Verdict::Unknown => ("unknown", "unknown"),
    };
    view! {
        <section class="demo" aria-labelledby="demo">
            <h2 id="demo">{text("title")}</h2>
            <div class="demo-pair">
                <figure class="code">
                    <figcaption><span class="code-title">"nvidia-smi"</span></figcaption>
                    <pre tabindex="0"><code>{marked(&seen)}</code></pre>
                </figure>
                <div class="result" data-verdict=hook>
                    <div class="verdict">
                        <h3 class="verdict-word">{text(&format!("verdict.{key}"))}</h3>
                        <p class="verdict-why">{words.say(&why)}</p>
                        <p class="verdict-actions">
                            <a class="button" data-quiet="" href="diagnose.html">{icon("diagnose")}{text("try")}</a>
                        </p>
                    </div>
                </div>
            </div>
        </section>
    }
}

/// The dump with a mark around each value that was read.
fn marked(seen: &[Option<Seen<String>>]) -> Vec<AnyView> {
    let mut spans: Vec<Span> = seen.iter().flatten().map(|seen| seen.span).collect();
    spans.sort_by_key(|span| span.start);
    let (mut views, mut done) = (Vec::new(), 0);
    for span in spans {
        let (Some(before), Some(value)) =
            (DUMP.get(done..span.start), DUMP.get(span.start..span.end))
        else {
            continue;
        };
        views.push(before.into_any());
        views.push(
            view! { <mark data-evidence="read" data-severity="ok">{value}</mark> }.into_any(),
        );
        done = span.end;
    }
    views.push(DUMP.get(done..).unwrap_or_default().trim_end().into_any());
    views
}
