//! The merge of `daemon.json` that an emitted script does on the machine itself, without our program: run for
//! real, compared with the core's, run twice, and undone.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may")]

mod common;

use std::{fs, process::Command};

use gpudock_core::plan::{Choices, OutputKind, emit, plan};
use proptest::prelude::*;
use serde_json::Value;

/// What a plan can want of the file: the runtime, a default, the CDI feature of older engines, a proxy and a
/// mirror.
const PLANS: [&str; 5] = [
    "route=auto",
    "route=runtime&default-runtime=yes",
    "route=cdi&engine-version=26.1.5",
    "route=cdi&engine-version=26.1.5&default-runtime=yes",
    "network=mirror&mirror-registry=https://mirror.example&default-runtime=yes",
];

fn choices(query: &str) -> Choices {
    Choices::from_query(&format!("os=ubuntu&release=24.04&{query}")).0
}

/// The step's own commands: merge, merge again, undo, with another place for its files. What the file was after
/// each is kept beside it.
fn script(choices: &Choices) -> String {
    let plan = plan(choices);
    let step = plan.steps.iter().find(|step| step.id == "daemon-json").unwrap();
    let text = |commands: &[gpudock_core::plan::Command]| {
        let lines: Vec<&str> = commands.iter().map(|command| command.text.as_str()).collect();
        let text = lines.join("\n").replace("/etc/docker", "\"$place\"/docker");
        text.replace("/var/backups/gpudock", "\"$place\"/kept")
    };
    let (merge, undo) = (text(&step.commands), text(&step.undo));
    let keep = |name: &str| {
        format!(
            "if [ -e \"$place/docker/daemon.json\" ]; then cp \"$place/docker/daemon.json\" \"$place.{name}\"; fi\n"
        )
    };
    format!(
        "place=$1\nsudo() {{ \"$@\"; }}\n\
         if (set -euo pipefail\n{merge}\n); then echo merged; fi\n{}\
         (set -euo pipefail\n{merge}\n)\n{}\
         set -euo pipefail\n{undo}\n",
        keep("once"),
        keep("twice"),
    )
}

fn has_python() -> bool {
    let there = Command::new("python3").arg("--version").output().is_ok();
    if !there {
        common::missing("python3");
    }
    there
}

/// What the merge made of a file, if it did not refuse; and that a second one changes nothing, nor the undo
/// leaves anything.
fn there_and_back(script: &str, given: Option<&str>, label: &str) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("place");
    fs::create_dir(&place).unwrap();
    let file = place.join("docker/daemon.json");
    if let Some(given) = given {
        fs::create_dir(place.join("docker")).unwrap();
        fs::write(&file, given).unwrap();
    }
    let run = Command::new("bash").args(["-c", script, "bash"]).arg(&place).output().unwrap();
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(run.status.success(), "{label}: the undo failed: {said}");
    let after = |name: &str| fs::read_to_string(folder.path().join(format!("place.{name}"))).ok();
    let (once, twice) = (after("once"), after("twice"));
    let has_merged = run.stdout.starts_with(b"merged");
    assert_eq!(once, twice, "{label}: a second run changed it");
    if !has_merged {
        assert_eq!(once.as_deref(), given, "{label}: refused, yet changed");
    }
    let back = fs::read(&file).ok();
    assert_eq!(back.as_deref(), given.map(str::as_bytes), "{label}: the undo left something");
    let left = fs::read_dir(&place).unwrap().count();
    assert_eq!(left, usize::from(given.is_some()), "{label}");
    once.filter(|_| has_merged)
}

/// Every key and value of the old file is in the new one, where the plan wants nothing else of it.
fn loses_nothing(old: &Value, new: &Value, label: &str) {
    if let (Value::Object(old), Value::Object(new)) = (old, new) {
        for (key, value) in old {
            let now = new.get(key).unwrap_or_else(|| panic!("{label}: {key} is lost"));
            if value.is_object() {
                loses_nothing(value, now, label);
            }
        }
    }
}

#[test]
fn every_vector_is_merged_as_by_the_core_or_refused_and_undone() {
    let Some(vectors) = common::shared("vectors/nvidia_ctk_docker.jsonl") else { return };
    if !has_python() {
        return;
    }
    let scripts = PLANS.map(|query| script(&choices(query)));
    let (mut merged, mut refused, mut labels) = (0, 0, std::collections::BTreeSet::new());
    for line in fs::read_to_string(vectors).unwrap().lines() {
        let vector: Value = serde_json::from_str(line).unwrap();
        let label = vector["input_label"].as_str().unwrap();
        let given = vector["input"]["text"].as_str().or_else(|| vector["input"].as_str());
        if !labels.insert(label.to_owned()) || (given.is_none() && !vector["input"].is_null()) {
            continue;
        }
        for (query, script) in PLANS.iter().zip(&scripts) {
            let (choices, label) = (choices(query), format!("{label}, {query}"));
            let asked = choices.clone().with("daemon-json", given.unwrap_or_default());
            let by_core = emit::outputs(&plan(&asked), &())
                .into_iter()
                .find(|output| output.kind == OutputKind::DaemonJson);
            let Some(by_host) = there_and_back(script, given, &label) else {
                refused += 1;
                continue;
            };
            merged += 1;
            let by_core = by_core.unwrap_or_else(|| panic!("{label}: the core refuses it"));
            let read = |text: &str| serde_json::from_str::<Value>(text).unwrap();
            assert_eq!(read(&by_host), read(&by_core.text), "{label}");
            if let Some(given) = given.filter(|text| !text.trim().is_empty()) {
                loses_nothing(&read(given), &read(&by_host), &label);
            }
        }
    }
    println!("{} files: {merged} merged, {refused} refused", labels.len());
    assert!(merged >= 80 && refused >= 20, "{merged} merged, {refused} refused");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn numbers_keep_their_digits_and_keys_their_names(
        numbers in prop::collection::vec("-?(0|[1-9][0-9]{0,30})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,3})?", 1..8),
        key in "\\PC{0,12}",
    ) {
        if !has_python() {
            return Ok(());
        }
        let key = serde_json::to_string(&format!("x{key}")).unwrap();
        let given = format!("{{{key}: [{}]}}", numbers.join(", "));
        let merged = there_and_back(&script(&choices("route=auto")), Some(&given), &given).unwrap();
        let words: Vec<&str> = merged.split([' ', ',', '\n', '[', ']']).collect();
        for number in &numbers {
            prop_assert!(words.contains(&number.as_str()), "{} in {}", number, merged);
        }
        let read: Value = serde_json::from_str(&key).unwrap();
        prop_assert!(merged.contains(read.as_str().unwrap()) || merged.contains(&key), "{} in {}", key, merged);
    }
}
