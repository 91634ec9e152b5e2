//! What was found, in the order in which to act.

use gpudock_core::{
    advise::advise,
    diagnose::{Finding, Severity},
    fact::{Message, Say as _},
    plan::Command,
};
use gpudock_words::Catalogue;

use super::{
    Case,
    echo::{anchor, proofs},
};
use crate::show::{Node, after, commands, el, of, prose, source};

/// Most lines that a finding points at.
const LINES: usize = 6;

/// Value of `data-severity`.
pub(crate) fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
        Severity::Ok => "ok",
    }
}

pub(crate) fn findings(case: &Case, words: &Catalogue) -> Node {
    let found = case.judged.findings.iter().map(|one| finding(one, case, words));
    if found.len() == 0 {
        let said = prose(&words.text("diagnose.nothing_found"));
        return of("div", "empty").child(el("p").all(said)).into();
    }
    of("ol", "findings").with("aria-label", words.text("diagnose.findings")).all(found).into()
}

fn finding(finding: &Finding, case: &Case, words: &Catalogue) -> Node {
    let said = |part: &str| {
        let key = format!("finding.{}.{part}", finding.id);
        let there = words.get(&key).is_some_and(|sentence| !sentence.is_empty());
        there.then(|| prose(&words.say(&Message { key: key.into(), gaps: finding.gaps.clone() })))
    };
    let name = severity(finding.severity);
    let advice = advise(finding, &case.judged);
    let fold = |title: &str, sentence: Option<Vec<Node>>, typed: &[Command]| {
        (sentence.is_some() || !typed.is_empty()).then(|| {
            of("details", "finding-more")
                .child(el("summary").child(words.text(title)))
                .all(sentence.map(|sentence| el("p").all(sentence).into()))
                .all(commands(typed, words))
        })
    };
    let fix = fold("diagnose.repair", said("fix"), &advice.fix).map(|fix| {
        let needed = advice.after.and_then(|needed| after(needed, words));
        fix.flag("open", true).all(needed).into()
    });
    let confirm = fold("show.check", said("confirm"), &advice.confirm).map(Node::from);
    let title = said("title").unwrap_or_else(|| vec![finding.id.into()]);
    of("li", "finding")
        .with("id", format!("finding-{}", finding.id))
        .with("data-finding", finding.id)
        .with("data-severity", name)
        .child(of("p", "finding-kind").child(words.text(&format!("show.severity.{name}"))))
        .child(of("h3", "finding-title").all(title))
        .all(said("cause").map(|cause| of("p", "finding-cause").all(cause).into()))
        .all(lines(finding, case, words))
        .all(fix)
        .all(confirm)
        .child(page(finding, words))
        .child(source(finding.source, finding.verified, words))
        .into()
}

/// To the page about the finding.
fn page(finding: &Finding, words: &Catalogue) -> Node {
    let link = el("a").with("href", format!("troubleshooting/{}.html", finding.id));
    of("p", "source").child(link.child(words.text("diagnose.more"))).into()
}

/// To the lines that prove it.
fn lines(finding: &Finding, case: &Case, words: &Catalogue) -> Option<Node> {
    let mut numbers = Vec::new();
    let mut links = Vec::new();
    for (proof, span) in proofs(finding, &case.excerpt.text) {
        let number = 1 + case.excerpt.line_of(span.start);
        if links.len() < LINES && !numbers.contains(&number) {
            numbers.push(number);
            let said = words.say(&Message::new("diagnose.line").with("line", number));
            let href = format!("#{}", anchor(finding.id, proof));
            links.push(el("a").with("href", href).child(said).into());
        }
    }
    (!links.is_empty()).then(|| of("p", "finding-lines").all(links).into())
}
