//! Which findings are said, and in which order.

use super::Candidate;
use crate::diagnose::{Finding, Severity};

/// Leaves out what another finding explains: a version mismatch explains the hook's error below it.
/// The cause of something broken is as serious as what it broke, whatever it would be on its own.
pub(super) fn leave_out_consequences(candidates: &mut Vec<Candidate>) {
    // A cause may itself have a cause: until nothing rises any more. Severities only rise, so this ends.
    while let Some((cause, severity)) = too_mild(candidates) {
        candidates[cause].finding.severity = severity;
    }
    let explained: Vec<&str> =
        candidates.iter().flat_map(|candidate| candidate.explains).copied().collect();
    candidates.retain(|candidate| !explained.contains(&candidate.finding.id));
}

/// A candidate that explains a more serious one, and how serious that is.
fn too_mild(candidates: &[Candidate]) -> Option<(usize, Severity)> {
    candidates.iter().enumerate().find_map(|(place, cause)| {
        candidates
            .iter()
            .filter(|other| cause.explains.contains(&other.finding.id))
            .map(|other| other.finding.severity)
            .filter(|severity| *severity < cause.finding.severity)
            .min()
            .map(|severity| (place, severity))
    })
}

/// What has to be repaired comes first, and of that what lies deepest; then in the order of the text.
pub(super) fn by_what_to_do_first(mut candidates: Vec<Candidate>) -> Vec<Finding> {
    candidates.sort_by_key(|candidate| {
        let place = candidate.finding.evidence.first().map(|span| span.start);
        (candidate.finding.severity, candidate.finding.layer, place)
    });
    candidates.into_iter().map(|candidate| candidate.finding).collect()
}
