//! `gpudock rules`: the knowledge base for programs.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may")]

mod common;

use std::collections::BTreeSet;

use common::gpudock;

#[test]
fn the_rules_carry_their_version_and_sources() {
    for arguments in [&["rules"][..], &["rules", "--json"]] {
        let rules = gpudock(arguments, b"").exits(0).json();
        assert!(rules["rules_version"].as_str().unwrap().starts_with("20"));
        assert!(!rules["sources"].as_array().unwrap().is_empty());
    }
}

#[test]
fn every_row_has_an_id_a_source_and_a_date() {
    let rules = gpudock(["rules"], b"").exits(0).json();
    let sources: Vec<_> =
        rules["sources"].as_array().unwrap().iter().map(|source| &source["id"]).collect();
    let mut ids = BTreeSet::new();
    for table in rules["tables"].as_array().unwrap() {
        for row in table["rows"].as_array().unwrap() {
            assert!(ids.insert(row["id"].as_str().unwrap()), "{} stands twice", row["id"]);
            assert!(sources.contains(&&row["source"]), "{row}");
            assert_eq!(row["verified"].as_str().unwrap().len(), 10, "{row}");
        }
    }
    assert!(ids.len() > 300, "only {} rows", ids.len());
}
