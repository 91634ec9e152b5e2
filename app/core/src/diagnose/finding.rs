//! What the judge says.

use serde::Serialize;

use super::{Reading, symptom::table::Layer};
use crate::fact::{Date, Source, Span};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing GPU-related will work until this is solved.
    Error,
    /// Works, but not as the user expects, or not for long.
    Warning,
    /// Worth knowing.
    Info,
    /// Checked and fine.
    Ok,
}

/// The answer that reads in one second.
///
/// One rule makes it: any error → `Broken`; else any warning → `WorksWithLimits`; else enough was read
/// to judge (a driver and a GPU, or a container that ran) → `Works`; else `Unknown`.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything that was read fits together.
    Works,
    /// It runs, within limits that the findings name.
    WorksWithLimits,
    /// Something must be repaired first.
    Broken,
    /// The text does not say enough.
    Unknown,
}

/// One thing the judge found.
///
/// Its sentences live in the catalogues under `finding.<id>.title`, `.cause`, `.confirm` and `.fix`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Finding {
    /// Stable id, kebab-case; also the name of its page and of its `data-finding` hook.
    pub id: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What fills the gaps of its sentences.
    pub gaps: Vec<(&'static str, String)>,
    /// The places in the text that prove it, most telling first. Never empty for an error that was read.
    pub evidence: Vec<Span>,
    /// Slug of the shared vocabulary of error texts, where one exists.
    #[serde(skip)]
    pub slug: Option<String>,
    /// The layer of the stack that has to be repaired.
    #[serde(skip)]
    pub layer: Layer,
    /// Where the rule comes from.
    pub source: &'static Source,
    /// When the rule was last verified.
    pub verified: Date,
}

/// A judged paste.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Diagnosis {
    /// The one-second answer.
    pub verdict: Verdict,
    /// In the order in which to act: root causes first, symptoms they explain left out.
    pub findings: Vec<Finding>,
    /// What was read.
    pub reading: Reading,
}
