//! What PowerShell reads, by its tree-sitter grammar: no PowerShell is packaged for Debian.

use gpudock_core::plan::quote;
use proptest::prelude::*;
use tree_sitter::{Parser, Tree};

use crate::texts_of;

fn parsed(text: &str) -> Tree {
    let mut parser = Parser::new();
    parser.set_language(&tree_sitter_powershell::LANGUAGE.into()).unwrap();
    parser.parse(text, None).unwrap()
}

/// Where the grammar stopped understanding.
fn faults(text: &str) -> Vec<String> {
    let tree = parsed(text);
    let (mut faults, mut cursor) = (Vec::new(), tree.walk());
    loop {
        let node = cursor.node();
        if node.is_error() || node.is_missing() {
            faults.push(format!("{}: {}", node.start_position(), &text[node.byte_range()]));
        }
        if cursor.goto_first_child() || cursor.goto_next_sibling() {
            continue;
        }
        loop {
            if !cursor.goto_parent() {
                return faults;
            }
            if cursor.goto_next_sibling() {
                break;
            }
        }
    }
}

#[test]
fn every_script_parses() {
    for name in ["gpudock-setup.ps1", "gpudock-verify.ps1", "gpudock-undo.ps1"] {
        for text in texts_of(name) {
            assert_eq!(faults(text), Vec::<String>::new(), "{name}\n{text}");
        }
    }
    assert!(!faults("if ($x {\n").is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    /// The grammar sees one literal string, whatever stands in it.
    #[test]
    fn what_was_quoted_is_one_literal(text in any::<String>()) {
        let quoted = quote::powershell(&text);
        let line = format!("Write-Host {quoted}");
        let tree = parsed(&line);
        let (start, end) = ("Write-Host ".len(), line.len());
        let node = tree.root_node().descendant_for_byte_range(start, end).unwrap();
        prop_assert_eq!((node.start_byte(), node.end_byte()), (start, end), "{}", tree.root_node().to_sexp());
        prop_assert!(!tree.root_node().has_error(), "{}", tree.root_node().to_sexp());
    }
}
