//! The example on the home page: a real paste, judged while the site is built.

use gpudock_core::{
    advise::advise,
    diagnose::{Diagnosis, Finding, Severity, Verdict, diagnose},
    fact::{Message, Say as _, Seen, Span},
};
use gpudock_words::Catalogue;
use leptos::prelude::*;

use super::prose::prose;
use crate::layout::icon;

/// Captured on a machine with one H200, before the NVIDIA Container Toolkit was installed.
const PASTE: &str = include_str!("demo.txt");

/// The paste with the places that were read, what follows from it, and what to type.
pub(crate) fn demo(words: &Catalogue) -> impl IntoView + use<> {
    let text = |key: &str| words.text(&format!("home.demo.{key}"));
    let diagnosis = diagnose(PASTE);
    let (hook, key) = match diagnosis.verdict {
        Verdict::Works => ("works", "works"),
        Verdict::WorksWithLimits => ("works-with-limits", "works_with_limits"),
        Verdict::Broken => ("broken", "broken"),
        Verdict::Unknown => ("unknown", "unknown"),
    };
    let first = diagnosis.findings.first().map(|finding| found(finding, &diagnosis, words));
    view! {
        <section class="demo" aria-labelledby="demo">
            <h2 id="demo">{text("title")}</h2>
            <div class="demo-pair">
                <div class="echo">
                    <pre tabindex="0" role="region" aria-label=text("paste")>{marked(&diagnosis)}</pre>
                </div>
                <div class="result" data-verdict=hook>
                    <div class="verdict">
                        <h3 class="verdict-word">{text(&format!("verdict.{key}"))}</h3>
                        {first}
                    </div>
                    <p><a class="button" href="diagnose.html">{icon("diagnose")}{text("try")}</a></p>
                </div>
            </div>
        </section>
    }
}

/// The leading finding and the commands that repair it.
fn found(finding: &Finding, diagnosis: &Diagnosis, words: &Catalogue) -> impl IntoView + use<> {
    let said = |part: &str| {
        let key = format!("finding.{}.{part}", finding.id);
        prose(&words.say(&Message { key: key.into(), gaps: finding.gaps.clone() }))
    };
    let typed: Vec<String> =
        advise(finding, diagnosis).fix.into_iter().map(|command| command.text).collect();
    let repair = (!typed.is_empty()).then(|| {
        view! {
            <figure class="code">
                <figcaption>
                    <span class="code-title">{words.text("diagnose.repair")}</span>
                    <button class="copy needs-js" type="button" data-copy="" data-done=words.text("show.copied")>
                        {icon("copy")}<span>{words.text("show.copy")}</span>
                    </button>
                </figcaption>
                <pre tabindex="0"><code>{typed.join("\n")}</code></pre>
            </figure>
        }
    });
    view! {
        <p class="verdict-why"><strong>{said("title")}</strong>" "{said("cause")}</p>
        {repair}
    }
}

/// What was read, and what proves the first finding: places in the paste, with the severity they are shown in.
fn places(diagnosis: &Diagnosis) -> Vec<(Span, &'static str)> {
    let dump = diagnosis.reading.facts.dumps.first();
    let gpu = dump.and_then(|dump| dump.gpus.first()).and_then(|gpu| gpu.name.as_ref());
    let driver = dump.and_then(|dump| dump.driver_version.as_ref());
    let cuda = dump.and_then(|dump| dump.cuda_version.as_ref());
    let seen = [diagnosis.reading.facts.os_release.as_ref(), driver, cuda, gpu];
    let read = seen.into_iter().flatten().map(|seen: &Seen<String>| (seen.span, "ok"));
    let wrong = diagnosis.findings.iter().filter(|one| one.severity == Severity::Error);
    let proof = wrong.flat_map(|one| one.evidence.iter().map(|span| (*span, "error")));
    let mut places: Vec<_> = read.chain(proof).collect();
    places.sort_by_key(|(span, _)| span.start);
    places
}

/// The paste line by line, with a mark around each of its places; a place lies within one line.
fn marked(diagnosis: &Diagnosis) -> Vec<AnyView> {
    let places = places(diagnosis);
    let mut start = 0;
    PASTE
        .split_inclusive('\n')
        .map(|line| {
            let end = start + line.len();
            let (mut pieces, mut done) = (Vec::new(), start);
            for (span, severity) in
                places.iter().filter(|(span, _)| (start..end).contains(&span.start))
            {
                let (Some(before), Some(value)) =
                    (PASTE.get(done..span.start), PASTE.get(span.start..span.end))
                else {
                    continue;
                };
                pieces.push(before.into_any());
                pieces.push(
                    view! { <mark data-evidence="demo" data-severity=*severity>{value}</mark> }
                        .into_any(),
                );
                done = span.end;
            }
            pieces.push(PASTE.get(done..end).unwrap_or_default().into_any());
            start = end;
            // The frame of a table is broken by a line break, a sentence is not.
            let wraps = (!line.starts_with(['|', '+'])).then_some("");
            view! { <span class="line" data-wrap=wraps>{pieces}</span> }.into_any()
        })
        .collect()
}
