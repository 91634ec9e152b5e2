//! What can be found, before anything is pasted: the diagnosis as a list.

use super::{
    Severity,
    judge::{self, rule},
    symptom::table::{self, Layer},
};
use crate::fact::{Date, Source};

/// Something that the diagnosis can find.
///
/// Its sentences are those of its [`super::Finding`], with gaps that only a paste can fill.
#[derive(Clone, Debug)]
pub struct Known {
    /// Id of the finding.
    pub id: &'static str,
    /// Where it has to be repaired.
    pub layer: Layer,
    /// How much it matters; nothing where that depends on the machine.
    pub severity: Option<Severity>,
    /// Error texts that lead to it, as printed: `#` is a number, `{name}` and `{}` vary. Empty where only a
    /// rule leads to it.
    pub texts: Vec<&'static str>,
    /// Findings that are mere consequences of it.
    pub explains: Vec<&'static str>,
    /// Where it was read.
    pub source: &'static Source,
    /// When.
    pub verified: Date,
}

/// Everything that can be found, deeper layers first, in the order of the tables within a layer.
pub fn known() -> Vec<Known> {
    let mut all: Vec<Known> = judge::ids().filter_map(of_id).collect();
    all.sort_by_key(|known| known.layer);
    all
}

/// What is known by its text, with what a rule of the same name adds; or by a rule alone.
fn of_id(id: &'static str) -> Option<Known> {
    let rule = rule::rules().find(|rule| rule.id == id);
    let Some(failure) = table::failure(id) else {
        return rule.map(|rule| Known {
            id,
            layer: rule.layer,
            severity: None,
            texts: Vec::new(),
            explains: rule.explains.to_vec(),
            source: rule.source,
            verified: rule.verified,
        });
    };
    let weak = failure.weak.iter().map(|(_, text)| *text);
    let mut explains = failure.explains.to_vec();
    explains.extend(rule.into_iter().flat_map(|rule| rule.explains));
    explains.sort_unstable();
    explains.dedup();
    Some(Known {
        id,
        layer: failure.layer,
        severity: rule.is_none().then_some(failure.severity),
        texts: failure.texts.iter().copied().chain(weak).collect(),
        explains,
        source: failure.source,
        verified: failure.verified,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_can_be_found_is_known_once() {
        let known = known();
        let mut ids: Vec<_> = known.iter().map(|known| known.id).collect();
        ids.sort_unstable();
        let mut judged: Vec<_> = judge::ids().collect();
        judged.sort_unstable();
        assert_eq!(ids, judged);
        assert!(known.is_sorted_by_key(|known| known.layer));
        for one in &known {
            assert!(one.explains.iter().all(|id| judge::ids().any(|known| known == *id)));
        }
    }
}
