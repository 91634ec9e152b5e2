//! Every capture of a real machine: the broken ones name the right failure first, the working ones none.
//!
//! `captures/expected.txt` says for each broken capture what has to be the leading finding. Each row was
//! compared with what the captures' index says was done to the machine; where a better lead is found, the
//! row is changed by that index, not by what the judge says.
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "a test may read the captures; the core may not"
)]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use gpudock_core::diagnose::{Severity, diagnose};

/// The captures beside the project, when they are there.
fn captures() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/captures/docker-h200");
    let there = path.join("index.jsonl").exists();
    assert!(there || std::env::var_os("CI").is_none(), "no captures at {}", path.display());
    there.then_some(path)
}

fn expected() -> BTreeMap<String, String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/captures/expected.txt");
    fs::read_to_string(path)
        .unwrap()
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .map(|(file, id)| (file.to_owned(), id.trim().to_owned()))
        .collect()
}

#[test]
fn each_capture_is_judged_as_a_person_would() {
    let Some(folder) = captures() else { return };
    let index = fs::read_to_string(folder.join("index.jsonl")).unwrap();
    let expected = expected();
    let mut wrong = Vec::new();
    let (mut broken, mut working) = (0, 0);
    for line in index.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let file = row["file"].as_str().unwrap();
        let text = fs::read(folder.join(file)).unwrap();
        let diagnosis = diagnose(&String::from_utf8_lossy(&text));
        let leading = diagnosis.findings.first().map_or("", |finding| finding.id);
        if let Some(id) = expected.get(file.trim_end_matches(".txt")) {
            broken += 1;
            if leading != id {
                wrong.push(format!("{file}: expected {id}, leads with {leading:?}"));
            }
            continue;
        }
        let stopped_from_outside = row["exit"] == 124;
        if row["exit"] != 0 && !stopped_from_outside {
            wrong.push(format!("{file}: exit {} and not in the table ({leading})", row["exit"]));
        }
        working += 1;
        for finding in diagnosis.findings.iter().filter(|f| f.severity == Severity::Error) {
            wrong.push(format!("{file}: works, but {} is said", finding.id));
        }
    }
    println!("{broken} broken, {working} working");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(broken, expected.len(), "the table names captures that are not there");
}
