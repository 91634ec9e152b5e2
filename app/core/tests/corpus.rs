//! Scores the reader against the shared corpus of pasted text, where that folder stands beside the project.
//!
//! The measure is the one of `score_corpus.py`: every stated field counts, a value where the text says
//! nothing counts as invented. The corpus is read in place and never copied.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "a test reads its folder, asks whether it runs in CI and says what it counted"
)]

use std::{collections::BTreeMap, fs, path::PathBuf};

use gpudock_core::diagnose::read::read;
use serde_json::Value;

const TOP: [&str; 7] = [
    "smi_version",
    "driver_version",
    "kmd_version",
    "cuda_version",
    "gpu_count",
    "process_count",
    "mig_device_count",
];
const GPU: [&str; 13] = [
    "index",
    "name",
    "bus_id",
    "memory_total_mib",
    "memory_used_mib",
    "temp_c",
    "power_w",
    "power_cap_w",
    "persistence",
    "ecc",
    "mig_mode",
    "compute_mode",
    "driver_model",
];

/// What a comparison found.
#[derive(Default)]
struct Score {
    right: usize,
    stated: usize,
    invented: usize,
    wrong: Vec<String>,
}

impl Score {
    fn compare(&mut self, place: &str, expected: Option<&Value>, got: Option<&Value>) {
        let null = Value::Null;
        let (expected, got) = (expected.unwrap_or(&null), got.unwrap_or(&null));
        let same = match (expected.as_f64(), got.as_f64()) {
            (Some(left), Some(right)) => (left - right).abs() < 0.51,
            _ => expected == got,
        };
        if expected.is_null() {
            self.invented += usize::from(!same);
        } else {
            self.stated += 1;
            self.right += usize::from(same);
        }
        if !same {
            self.wrong.push(format!("{place}: expected {expected}, got {got}"));
        }
    }

    fn dump(&mut self, place: &str, expected: &Value, got: &Value, uncertain: &[&str]) {
        for key in TOP {
            if expected.get(key).is_some() && !uncertain.contains(&key) {
                self.compare(&format!("{place}.{key}"), expected.get(key), got.get(key));
            }
        }
        if uncertain.contains(&"gpus") {
            return;
        }
        let gpus = expected["gpus"].as_array().map(Vec::as_slice).unwrap_or_default();
        for (at, gpu) in gpus.iter().enumerate() {
            for key in GPU {
                let doubtful = uncertain.iter().any(|name| name.trim_start_matches("gpus.") == key);
                if gpu.get(key).is_some() && !doubtful {
                    let got = got["gpus"].get(at).and_then(|gpu| gpu.get(key));
                    self.compare(&format!("{place}.gpus[{at}].{key}"), gpu.get(key), got);
                }
            }
        }
    }
}

fn corpus() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(
        std::env::var("CI").as_deref() != Ok("true"),
        "the corpus is missing: {}",
        folder.display()
    );
    println!("no corpus at {}: nothing to score", folder.display());
    None
}

#[test]
fn every_stated_field_is_read_and_none_invented() {
    let Some(folder) = corpus() else { return };
    let index = fs::read_to_string(folder.join("index.jsonl")).unwrap();
    let mut kinds: BTreeMap<String, Score> = BTreeMap::new();
    let (mut pastes, mut perfect) = (0, 0);
    for row in index.lines().map(|line| serde_json::from_str::<Value>(line).unwrap()) {
        if row["suspect_fabricated"] == Value::Bool(true) {
            continue;
        }
        let file = row["file"].as_str().unwrap();
        let bytes = fs::read(folder.join("paste").join(file)).unwrap();
        let facts = serde_json::to_value(read(&String::from_utf8_lossy(&bytes)).facts).unwrap();
        let uncertain: Vec<&str> =
            row["uncertain"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let mut score = Score::default();
        let more = row["expect_more"].as_array().into_iter().flatten();
        for (at, expected) in std::iter::once(&row["expect"]).chain(more).enumerate() {
            if expected.is_object() {
                let got = facts["dumps"].get(at).cloned().unwrap_or(Value::Null);
                score.dump(&format!("{file}[{at}]"), expected, &got, &uncertain);
            }
        }
        if !uncertain.contains(&"wsl_kernel") {
            let place = format!("{file}.wsl_kernel");
            score.compare(&place, row["expect"].get("wsl_kernel"), facts.get("wsl_kernel"));
        }
        pastes += 1;
        perfect += usize::from(score.wrong.is_empty());
        let kind = kinds.entry(row["kind"].as_str().unwrap().to_owned()).or_default();
        kind.right += score.right;
        kind.stated += score.stated;
        kind.invented += score.invented;
        kind.wrong.extend(score.wrong);
    }
    let mut wrong = Vec::new();
    for (name, kind) in &kinds {
        println!("{name}: {}/{} stated, {} invented", kind.right, kind.stated, kind.invented);
        wrong.extend(kind.wrong.iter().cloned());
    }
    println!("{pastes} pastes, {perfect} perfect");
    assert!(pastes > 100, "the corpus is not whole: {pastes} pastes");
    assert!(wrong.is_empty(), "{} fields:\n{}", wrong.len(), wrong.join("\n"));
}
