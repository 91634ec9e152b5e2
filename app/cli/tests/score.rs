//! Scores the program against what NVIDIA's own tools answered, where those answers stand beside the project.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may")]

mod common;

use std::fs;

use common::{gpudock, shared};
use serde_json::{Map, Value, json};

fn rows(text: &str) -> impl Iterator<Item = Value> {
    text.lines().map(|line| serde_json::from_str(line).unwrap())
}

#[test]
fn requirements_as_libnvidia_container_answers_them() {
    let Some(path) = shared("vectors/nvidia_require.jsonl") else { return };
    let images: Value = shared("facts/cuda_image_requirements.json")
        .map(|path| serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap())
        .unwrap_or_default();
    let (mut right, mut total, mut wrong) = (0, 0, Vec::new());
    // Requirements of Tegra are checked by another program.
    for row in rows(&fs::read_to_string(path).unwrap()).filter(|row| row["category"] != "tegra") {
        let mut arguments = vec!["require".to_owned()];
        for (name, value) in row["properties"].as_object().unwrap() {
            if let Some(value) = value.as_str() {
                arguments.extend([format!("--{name}"), value.to_owned()]);
            }
        }
        arguments.push("--".to_owned());
        arguments.extend(row["expressions"].as_array().unwrap().iter().map(|expression| {
            let image = expression["image_require"].as_u64();
            let image = image.and_then(|at| images.get(usize::try_from(at).ok()?));
            image.map_or(expression, |image| &image["require"]).as_str().unwrap().to_owned()
        }));
        let expected = match row["error_kind"].as_str() {
            Some("ok") => 0,
            Some("unsatisfied") => 1,
            _ => 2,
        };
        total += 1;
        if gpudock(arguments, b"").code == expected {
            right += 1;
        } else {
            wrong.push(row["id"].to_string());
        }
    }
    println!("require: {right}/{total} right");
    assert!(total > 400 && wrong.is_empty(), "wrong: {wrong:?}");
}

/// The flags of ours that say the same; nothing where nvidia-ctk was asked for something else.
fn flags(arguments: &Value) -> Option<Vec<String>> {
    let mut ours = Vec::new();
    for argument in arguments.as_array()?.iter().skip(2).filter_map(Value::as_str) {
        let (name, value) = argument.split_once('=').unwrap_or((argument, ""));
        match (name, value) {
            ("--config", _) | ("--runtime", "docker") => {}
            ("--set-as-default" | "--nvidia-set-as-default", "") => {
                ours.push("--set-as-default".to_owned());
            }
            ("--cdi.enabled" | "--enable-cdi", "") => ours.push("--cdi".to_owned()),
            ("--nvidia-runtime-name", name) => {
                ours.extend(["--runtime-name".to_owned(), name.to_owned()]);
            }
            ("--nvidia-runtime-path", path) => {
                ours.extend(["--runtime-path".to_owned(), path.to_owned()]);
            }
            _ => return None,
        }
    }
    Some(ours)
}

/// The value nvidia-ctk would write if it lost nothing.
fn lossless(before: &Value, ours: &[String]) -> Value {
    let value_of = |flag: &str| {
        ours.iter().position(|other| other == flag).and_then(|at| ours.get(at + 1)).cloned()
    };
    let name = value_of("--runtime-name").unwrap_or_else(|| "nvidia".to_owned());
    let mut after = before.as_object().cloned().unwrap_or_default();
    if ours.iter().any(|flag| flag == "--set-as-default") {
        after.insert("default-runtime".to_owned(), json!(name));
    }
    if ours.iter().any(|flag| flag == "--cdi") {
        let mut features =
            after.get("features").and_then(Value::as_object).cloned().unwrap_or_default();
        features.insert("cdi".to_owned(), json!(true));
        after.insert("features".to_owned(), Value::Object(features));
    }
    let runtimes = after.entry("runtimes").or_insert_with(|| Value::Object(Map::new()));
    let entry = runtimes.as_object_mut().unwrap().entry(name).or_insert(Value::Null);
    let asked = value_of("--runtime-path");
    let program = asked.clone().unwrap_or_else(|| "nvidia-container-runtime".to_owned());
    match entry.as_object_mut() {
        None => *entry = json!({ "args": [], "path": program }),
        Some(entry) if asked.is_some() || entry.get("path").is_none() => {
            entry.insert("path".to_owned(), json!(program));
        }
        Some(_) => {}
    }
    Value::Object(after)
}

#[test]
fn daemon_json_as_nvidia_ctk_writes_it_without_its_losses() {
    let Some(path) = shared("vectors/nvidia_ctk_docker.jsonl") else { return };
    let (mut right, mut total, mut wrong) = (0, 0, Vec::new());
    for row in rows(&fs::read_to_string(path).unwrap()) {
        let Some(ours) = flags(&row["args"]) else { continue };
        // Rows about links and permissions are about the file system; rows in base64 are no UTF-8.
        let label = row["input_label"].as_str().unwrap();
        if label.starts_with("fs-") || row["input"]["base64"].is_string() {
            continue;
        }
        let given = row["input"]["text"].as_str().unwrap_or_default();
        let run = gpudock(["daemon-json".to_owned()].iter().chain(&ours), given.as_bytes());
        let plain = given.trim_start_matches('\u{feff}').trim();
        let before = match plain {
            "" => Ok(Value::Null),
            text => serde_json::from_str::<Value>(text),
        };
        let good = match before {
            Ok(before @ (Value::Object(_) | Value::Null)) if run.code == 0 => {
                serde_json::from_slice::<Value>(&run.out).unwrap() == lossless(&before, &ours)
            }
            Ok(Value::Object(_)) => row["outcome"] != "ok" && run.code == 2,
            _ => run.code == 2 && !run.err.is_empty(),
        };
        total += 1;
        if good {
            right += 1;
        } else {
            wrong.push(format!("{label} {ours:?}: exit {}", run.code));
        }
    }
    println!("daemon-json: {right}/{total} right");
    assert!(total > 100 && wrong.is_empty(), "wrong: {wrong:#?}");
}
