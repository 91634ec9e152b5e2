//! Every finding that the diagnosis can make has its four sentences in every language, and they use only
//! what the finding knows.
#![cfg(feature = "embedded")]

use gpudock_core::diagnose::{judge, symptom::table};
use gpudock_words::{Catalogue, Lang};

const PARTS: [&str; 4] = ["title", "cause", "confirm", "fix"];

#[test]
fn every_finding_has_its_sentences() {
    let mut missing = Vec::new();
    for lang in Lang::all() {
        let catalogue = Catalogue::of(lang);
        for id in judge::ids() {
            for part in PARTS {
                let key = format!("finding.{id}.{part}");
                if catalogue.get(&key).is_none_or(|text| text.trim().is_empty()) {
                    missing.push(format!("{}: {key}", lang.code()));
                }
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_sentence_has_its_finding() {
    let catalogue = Catalogue::of(Lang::default());
    for (key, _) in catalogue.entries().filter(|(key, _)| key.starts_with("finding.")) {
        let id = key.split('.').nth(1).unwrap();
        assert!(judge::ids().any(|known| known == id), "{key} belongs to no finding");
    }
}

#[test]
fn sentences_use_only_the_gaps_of_their_finding() {
    let catalogue = Catalogue::of(Lang::default());
    for failure in table::failures() {
        for part in PARTS {
            let key = format!("finding.{}.{part}", failure.id);
            let text = catalogue.get(&key).unwrap();
            for gap in text.split('{').skip(1).filter_map(|rest| rest.split_once('}')) {
                let known = gap.0.is_empty() || failure.gaps.contains(&gap.0);
                assert!(known, "{key} uses {{{}}}", gap.0);
            }
        }
    }
}
