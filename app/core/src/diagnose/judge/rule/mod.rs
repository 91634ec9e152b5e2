//! Rules: what follows from the facts. One row each in [`RULES`], one function each beside it.
//!
//! A rule types no version: they come from [`crate::compat`]. What `compat` does not know, a rule does not
//! judge; what is newer than `compat` is said to be newer, never broken.

mod docker;
mod driver;
mod gpu;
mod image;
mod machine;
mod program;
mod wsl;

use super::Candidate;
use crate::{
    compat::rules::VERIFIED,
    diagnose::{Finding, Reading, Severity, symptom::table::Layer},
    fact::{Date, Source, Span},
};
use machine::Machine;

/// A rule: what it is called, where it comes from, and the function that applies it.
#[derive(Clone, Copy)]
pub(super) struct Rule {
    /// Id of the finding it leads to.
    pub(super) id: &'static str,
    /// Where the finding has to be repaired.
    layer: Layer,
    /// Findings that are mere consequences.
    explains: &'static [&'static str],
    /// Where the rule was read.
    source: &'static Source,
    /// When.
    verified: Date,
    /// Applies it.
    find: fn(&Case<'_>) -> Vec<Hit>,
}

/// What a rule looks at.
struct Case<'a> {
    /// Everything that was read.
    reading: &'a Reading,
    /// The machines that `nvidia-smi` described, in order.
    machines: Vec<Machine<'a>>,
    /// The day to judge on, `YYYY-MM-DD`.
    today: &'a str,
}

impl Case<'_> {
    /// Whether the paste comes from WSL.
    fn is_wsl(&self) -> bool {
        machine::is_wsl(&self.reading.facts)
    }

    /// Whether a failure was recognised by its text.
    fn shows(&self, id: &str) -> bool {
        self.reading.symptoms.iter().any(|symptom| symptom.id == id)
    }
}

/// A rule that held.
struct Hit {
    severity: Severity,
    gaps: Vec<(&'static str, String)>,
    evidence: Vec<Span>,
}

impl Hit {
    fn new(severity: Severity) -> Self {
        Self { severity, gaps: Vec::new(), evidence: Vec::new() }
    }

    #[allow(clippy::needless_pass_by_value, reason = "takes versions and numbers as they come")]
    fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.gaps.push((name, value.to_string()));
        self
    }

    fn at(mut self, span: Span) -> Self {
        if !self.evidence.contains(&span) {
            self.evidence.push(span);
        }
        self
    }
}

const ROW: Rule = Rule {
    id: "",
    layer: Layer::Driver,
    explains: &[],
    source: &crate::compat::sources::CAPTURES,
    verified: VERIFIED,
    find: |_| Vec::new(),
};

const TABLES: &[&[Rule]] =
    &[wsl::RULES, gpu::RULES, driver::RULES, docker::RULES, image::RULES, program::RULES];

/// Every rule.
pub(super) fn rules() -> impl Iterator<Item = &'static Rule> {
    TABLES.iter().copied().flatten()
}

/// Applies every rule. The same finding about several dumps is said once, with all its places.
pub(super) fn apply(reading: &Reading, today: &str) -> Vec<Candidate> {
    let case = Case { reading, machines: machine::machines(&reading.facts), today };
    let mut candidates: Vec<Candidate> = Vec::new();
    for rule in rules() {
        for hit in (rule.find)(&case) {
            let same = candidates.iter_mut().find(|candidate| {
                candidate.finding.id == rule.id && candidate.finding.gaps == hit.gaps
            });
            if let Some(same) = same {
                same.finding.severity = same.finding.severity.min(hit.severity);
                same.finding.evidence.extend(hit.evidence);
            } else {
                candidates.push(rule.candidate(hit));
            }
        }
    }
    candidates
}

impl Rule {
    fn candidate(&self, hit: Hit) -> Candidate {
        let finding = Finding {
            id: self.id,
            severity: hit.severity,
            gaps: hit.gaps,
            evidence: hit.evidence,
            slug: None,
            source: self.source,
            verified: self.verified,
        };
        Candidate { layer: self.layer, explains: self.explains, finding }
    }
}
