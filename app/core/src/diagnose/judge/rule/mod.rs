//! Rules: what follows from the facts. One row each in [`RULES`], one function each beside it.
//!
//! A rule types no version: they come from [`crate::compat`]. What `compat` does not know, a rule does not
//! judge; what is newer than `compat` is said to be newer, never broken.

mod configuration;
mod docker;
mod driver;
mod gpu;
mod host;
mod image;
mod machine;
mod program;
mod request;
mod requirement;
mod toolkit;
mod wsl;

use super::Candidate;
use crate::{
    compat::rules::VERIFIED,
    diagnose::{Finding, Reading, Severity, Symptom, symptom::table::Layer},
    fact::{Date, EngineVersion, Seen, Source, Span, ToolkitVersion},
};
pub(in crate::diagnose) use image::forward;
pub(in crate::diagnose) use machine::{Machine, is_wsl, machines};

/// A rule: what it is called, where it comes from, and the function that applies it.
#[derive(Clone, Copy)]
pub(in crate::diagnose) struct Rule {
    /// Id of the finding it leads to.
    pub(in crate::diagnose) id: &'static str,
    /// Where the finding has to be repaired.
    pub(in crate::diagnose) layer: Layer,
    /// Findings that are mere consequences.
    pub(in crate::diagnose) explains: &'static [&'static str],
    /// Where the rule was read.
    pub(in crate::diagnose) source: &'static Source,
    /// When.
    pub(in crate::diagnose) verified: Date,
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
        is_wsl(&self.reading.facts)
    }

    /// Whether a failure was recognised by its text.
    fn shows(&self, id: &str) -> bool {
        self.symptom(id).is_some()
    }

    /// The first place of a failure that was recognised by its text.
    fn symptom(&self, id: &str) -> Option<&Symptom> {
        self.reading.symptoms.iter().find(|symptom| symptom.id == id)
    }

    /// The engine's version, where the engine is Docker's own.
    fn docker(&self) -> Option<Seen<EngineVersion>> {
        version(self.reading.facts.docker.as_ref()?)
    }

    /// The version of NVIDIA's toolkit.
    fn toolkit(&self) -> Option<Seen<ToolkitVersion>> {
        version(self.reading.facts.toolkit.as_ref()?)
    }

    /// Whether a container was denied its GPU before it started.
    fn request_fails(&self) -> bool {
        REQUEST_FAILS.iter().any(|id| self.shows(id))
    }
}

/// Texts of an engine that can not serve a request for a GPU.
const REQUEST_FAILS: &[&str] = &[
    "docker-no-device-driver",
    "docker-cdi-no-vendor",
    "docker-amd-cdi-not-found",
    "docker-unknown-runtime-nvidia",
    "docker-cdi-driver-unavailable",
    "cdi-unresolvable-devices",
];

/// A version without what distributions put behind it: `20.10.24` of `20.10.24+dfsg1`.
fn version<T: std::str::FromStr>(seen: &Seen<String>) -> Option<Seen<T>> {
    Some(Seen::new(numbers(&seen.value).parse().ok()?, seen.span))
}

/// The numbers a text begins with: `5.15.167.4` of `5.15.167.4-microsoft-standard-WSL2`.
fn numbers(text: &str) -> &str {
    let text = text.trim_start_matches('v');
    let end = text.find(|c: char| c != '.' && !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default().trim_end_matches('.')
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

const TABLES: &[&[Rule]] = &[
    wsl::RULES,
    gpu::RULES,
    host::RULES,
    driver::RULES,
    toolkit::RULES,
    docker::RULES,
    configuration::RULES,
    request::RULES,
    image::RULES,
    requirement::RULES,
    program::RULES,
];

/// Every rule.
pub(in crate::diagnose) fn rules() -> impl Iterator<Item = &'static Rule> {
    TABLES.iter().copied().flatten()
}

/// Applies every rule. The same finding about several dumps is said once, with all its places.
pub(super) fn apply(reading: &Reading, today: &str) -> Vec<Candidate> {
    let case = Case { reading, machines: machines(&reading.facts), today };
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
            layer: self.layer,
            source: self.source,
            verified: self.verified,
        };
        Candidate { explains: self.explains, finding }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// What a row says of a rule is no logic, and just as easily lost: it is written down a second time.
    #[test]
    fn rows_say_what_was_reviewed() {
        let mut rows = String::new();
        for rule in rules() {
            let (layer, source, explains) = (rule.layer.id(), rule.source.id, rule.explains);
            let _ = writeln!(rows, "{} {layer} {source} {} {explains:?}", rule.id, rule.verified.0);
        }
        insta::with_settings!({ snapshot_path => "../../../../tests/snapshots", prepend_module_to_snapshot => false }, {
            insta::assert_snapshot!("judge_rules", rows);
        });
    }
}
