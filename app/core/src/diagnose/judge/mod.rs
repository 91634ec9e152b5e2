//! Facts and symptoms → findings → verdict.
//!
//! A finding is either a text that was recognised ([`super::symptom::table`]) or a rule that held.
//! Both end in one list, from which consequences of other findings are left out.

mod order;
pub(super) mod rule;

pub(super) use rule::{Machine, forward, is_wsl, machines};

use super::{
    Diagnosis, Finding, Reading, Severity, Symptom, Verdict,
    symptom::table::{self, Failure},
};
use crate::compat::rules::VERIFIED;

/// A finding before consequences are left out and the rest is put in order.
#[derive(Debug)]
struct Candidate {
    explains: &'static [&'static str],
    finding: Finding,
}

/// Judges what was read, as of the day of the rules.
pub fn judge(reading: Reading) -> Diagnosis {
    judge_on(reading, VERIFIED.0)
}

/// Judges what was read. `today` is written `YYYY-MM-DD`; it decides which driver branches have ended.
pub fn judge_on(reading: Reading, today: &str) -> Diagnosis {
    let mut candidates = of_symptoms(&reading.symptoms);
    for found in rule::apply(&reading, today) {
        // A rule may say what a text said already: one finding, both proofs.
        let said = candidates.iter_mut().find(|other| {
            other.finding.id == found.finding.id && found.finding.gaps == other.finding.gaps
        });
        match said {
            Some(other) => {
                other.finding.severity = other.finding.severity.min(found.finding.severity);
                other.finding.evidence.extend(found.finding.evidence);
            }
            None => candidates.push(found),
        }
    }
    order::leave_out_consequences(&mut candidates);
    let findings = order::by_what_to_do_first(candidates);
    Diagnosis { verdict: verdict(&findings, &reading), findings, reading }
}

/// Every id that a finding can have.
pub fn ids() -> impl Iterator<Item = &'static str> {
    let failures = table::failures().map(|failure| failure.id);
    let only_rules = rule::rules().map(|rule| rule.id).filter(|id| table::failure(id).is_none());
    failures.chain(only_rules)
}

/// One finding for each failure that was recognised, with all its places.
fn of_symptoms(symptoms: &[Symptom]) -> Vec<Candidate> {
    table::failures()
        .filter_map(|failure| {
            let seen: Vec<_> = symptoms.iter().filter(|symptom| symptom.id == failure.id).collect();
            (!seen.is_empty()).then(|| candidate(failure, &seen))
        })
        .collect()
}

fn candidate(failure: &'static Failure, seen: &[&Symptom]) -> Candidate {
    let finding = Finding {
        id: failure.id,
        severity: failure.severity,
        gaps: failure.gaps.iter().map(|name| (*name, values(seen, name))).collect(),
        evidence: seen.iter().map(|symptom| symptom.span).collect(),
        slug: seen.iter().find_map(|symptom| symptom.slug.clone()),
        layer: failure.layer,
        source: failure.source,
        verified: failure.verified,
    };
    Candidate { explains: failure.explains, finding }
}

/// The different values a gap has, in order: `13, 31`.
fn values(seen: &[&Symptom], name: &str) -> String {
    let mut values: Vec<&str> = Vec::new();
    for (gap, value) in seen.iter().flat_map(|symptom| &symptom.gaps) {
        if *gap == name && !value.is_empty() && !values.contains(&value.as_str()) {
            values.push(value);
        }
    }
    if values.is_empty() { "?".to_owned() } else { values.join(", ") }
}

/// The one written rule; see [`Verdict`].
fn verdict(findings: &[Finding], reading: &Reading) -> Verdict {
    let worst = findings.iter().map(|finding| finding.severity).min();
    match worst {
        Some(Severity::Error) => Verdict::Broken,
        Some(Severity::Warning) => Verdict::WorksWithLimits,
        _ if reading.facts.dumps.iter().any(|dump| !dump.gpus.is_empty()) => Verdict::Works,
        _ => Verdict::Unknown,
    }
}
