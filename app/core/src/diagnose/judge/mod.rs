//! Facts → findings → verdict.

use super::{Diagnosis, Finding, Reading, Severity, Verdict};

/// Judges what was read.
pub fn judge(reading: Reading) -> Diagnosis {
    let findings = Vec::new();
    Diagnosis { verdict: verdict(&findings, &reading), findings, reading }
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
