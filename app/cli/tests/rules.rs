//! `gpudock rules`: the knowledge base for programs.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may")]

mod common;

use common::gpudock;

#[test]
fn the_rules_carry_their_version_and_sources() {
    for arguments in [&["rules"][..], &["rules", "--json"]] {
        let rules = gpudock(arguments, b"").exits(0).json();
        assert!(rules["rules_version"].as_str().unwrap().starts_with("20"));
        assert!(!rules["sources"].as_array().unwrap().is_empty());
    }
}
