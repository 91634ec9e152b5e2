//! What was found, in the order in which to act.

use gpudock_core::{
    advise::advise,
    diagnose::{Finding, Severity},
    fact::{Message, Say as _},
};
use leptos::prelude::*;

use super::Case;
use crate::{
    show::{prose, source},
    wizard::{after, commands},
    words::Words,
};

/// Value of `data-severity`.
pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
        Severity::Ok => "ok",
    }
}

pub(crate) fn findings(case: &Case, words: &Words) -> AnyView {
    let found: Vec<_> = case.judged.findings.iter().map(|one| finding(one, case, words)).collect();
    if found.is_empty() {
        return view! { <div class="empty"><p>{words.text("diagnose.nothing_found")}</p></div> }
            .into_any();
    }
    view! { <ol class="findings" aria-label=words.text("diagnose.findings")>{found}</ol> }
        .into_any()
}

fn finding(finding: &Finding, case: &Case, words: &Words) -> AnyView {
    let said = |part: &str| {
        let key = format!("finding.{}.{part}", finding.id);
        let there = words.get(&key).is_some_and(|sentence| !sentence.is_empty());
        there.then(|| prose(&words.say(&Message { key: key.into(), gaps: finding.gaps.clone() })))
    };
    let name = severity(finding.severity);
    let advice = advise(finding, &case.judged);
    let confirm = (!advice.confirm.is_empty() || said("confirm").is_some()).then(|| {
        view! {
            <details class="finding-more">
                <summary>{words.text("show.check")}</summary>
                <p>{said("confirm")}</p>
                {commands(&advice.confirm, words)}
            </details>
        }
    });
    let fix = (!advice.fix.is_empty() || said("fix").is_some()).then(|| {
        view! {
            <details class="finding-more" open>
                <summary>{words.text("diagnose.repair")}</summary>
                <p>{said("fix")}</p>
                {commands(&advice.fix, words)}
                {advice.after.map(|needed| after(needed, words))}
            </details>
        }
    });
    let lines = finding.evidence.first().map(|span| {
        let line = 1 + case.text.get(..span.start).map_or(0, |before| before.matches('\n').count());
        let message = Message::new("diagnose.line").with("line", line);
        view! {
            <p class="finding-lines">
                <a href=format!("#evidence-{}", finding.id)>{words.say(&message)}</a>
            </p>
        }
    });
    view! {
        <li class="finding" id=format!("finding-{}", finding.id) data-finding=finding.id data-severity=name>
            <p class="finding-kind">{words.text(&format!("show.severity.{name}"))}</p>
            <h3 class="finding-title">{said("title").unwrap_or_else(|| finding.id.into_any())}</h3>
            <p class="finding-cause">{said("cause")}</p>
            {lines}
            {fix}
            {confirm}
            {source(finding.source, finding.verified, words)}
        </li>
    }
    .into_any()
}
