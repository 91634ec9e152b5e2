//! `gpudock require`: answers, exit status and words.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may")]

mod common;

use common::gpudock;

const MACHINE: [&str; 9] =
    ["require", "--cuda", "12.2", "--driver", "535.183.01", "--arch", "8.9", "--brand", "geforce"];

fn require(expressions: &[&str]) -> common::Run {
    gpudock(MACHINE.iter().chain(&["--"]).chain(expressions), b"")
}

#[test]
fn satisfied_is_0() {
    assert_eq!(require(&["cuda>=12.0", "arch>=8.0"]).exits(0).json()["satisfied"], true);
    require(&[]).exits(0);
}

#[test]
fn unsatisfied_is_1_and_names_the_clause() {
    let run = require(&["cuda>=12.4 brand=tesla,driver>=470"]).exits(1);
    assert_eq!(run.json()["clause"], "cuda>=12.4");
    assert_eq!(run.json()["failures"][1]["condition"], "brand=tesla");
    assert!(run.err.contains("cuda is 12.2 here"), "{}", run.err);
}

#[test]
fn no_expression_is_2_and_says_why() {
    let run = require(&["cuda>= 12.4"]).exits(2);
    assert!(run.err.contains("a value must follow the operator"), "{}", run.err);
    assert!(run.out.is_empty());
    require(&["cuda>=12"; 33]).exits(2);
}

#[test]
fn usage_is_2() {
    gpudock(["require", "--no-such-flag"], b"").exits(2);
    gpudock(["no-such-verb"], b"").exits(2);
    gpudock([] as [&str; 0], b"").exits(2);
    gpudock(["--help"], b"").exits(0);
}

#[test]
fn speaks_three_languages() {
    for (lang, said) in [("fr", "condition non satisfaite"), ("zh", "不满足条件")] {
        let run = gpudock(["require", "--lang", lang, "--cuda", "1", "--", "cuda>=2"], b"");
        assert!(run.exits(1).err.contains(said));
    }
}
