//! Which findings are said, and in which order.

use super::Candidate;
use crate::diagnose::Finding;

/// Leaves out what another finding explains: a version mismatch explains the hook's error below it.
pub(super) fn leave_out_consequences(candidates: &mut Vec<Candidate>) {
    let explained: Vec<&str> =
        candidates.iter().flat_map(|candidate| candidate.explains).copied().collect();
    candidates.retain(|candidate| !explained.contains(&candidate.finding.id));
}

/// What has to be repaired comes first, and of that what lies deepest; then in the order of the text.
pub(super) fn by_what_to_do_first(mut candidates: Vec<Candidate>) -> Vec<Finding> {
    candidates.sort_by_key(|candidate| {
        let place = candidate.finding.evidence.first().map(|span| span.start);
        (candidate.finding.severity, candidate.finding.layer, place)
    });
    candidates.into_iter().map(|candidate| candidate.finding).collect()
}
