//! Error texts: the table of failures is sound, every text is recognised through the damage people's tools
//! do to it, and the shared corpus yields exactly the error texts it states.
#![allow(clippy::disallowed_methods, reason = "a test may read the corpus; the core may not")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use gpudock_core::diagnose::symptom::{
    Symptom, scan,
    table::{Failure, failure, failures},
};

fn ids(text: &str) -> Vec<&'static str> {
    scan(text).into_iter().map(|symptom| symptom.id).collect()
}

/// A signature as a program might print it: wildcards filled.
fn printed(signature: &str) -> String {
    let mut text = String::new();
    let mut rest = signature;
    while let Some(at) = rest.find(['{', '#']) {
        text.push_str(&rest[..at]);
        if rest[at..].starts_with('#') {
            text.push('7');
            rest = &rest[at + 1..];
        } else {
            text.push_str("x1.2");
            rest = rest[at..].split_once('}').map_or("", |(_, rest)| rest);
            if rest.starts_with(|c: char| c.is_ascii_alphanumeric()) {
                text.push(' ');
            }
        }
    }
    text + rest
}

#[test]
fn rows_are_unique_and_known_to_each_other() {
    let mut seen = BTreeSet::new();
    for row in failures() {
        assert!(seen.insert(row.id), "{} stands twice", row.id);
        assert!(
            row.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
            "{} is not kebab-case",
            row.id
        );
        assert!(!row.verified.0.is_empty());
    }
    for row in failures() {
        for explained in row.explains {
            assert!(failure(explained).is_some(), "{} explains unknown {explained}", row.id);
            assert_ne!(row.id, *explained);
        }
    }
}

#[test]
fn nothing_explains_what_explains_it() {
    for row in failures() {
        for explained in row.explains.iter().filter_map(|id| failure(id)) {
            assert!(!explained.explains.contains(&row.id), "{} and {}", row.id, explained.id);
        }
    }
}

#[test]
fn a_gap_of_the_sentences_is_in_every_text() {
    for row in failures() {
        for gap in row.gaps {
            let name = format!("{{{gap}}}");
            for text in row.texts {
                assert!(text.contains(&name), "{}: {text:?} lacks {name}", row.id);
            }
        }
    }
}

fn finds(row: &Failure, text: &str) -> bool {
    ids(text).contains(&row.id)
}

#[test]
fn every_text_is_found_as_printed() {
    for row in failures() {
        for text in row.texts {
            let text = printed(text);
            assert!(!ids(&text).is_empty(), "{}: {text:?}", row.id);
        }
    }
}

#[test]
fn damage_hides_nothing() {
    type Damage = fn(&str) -> String;
    let damages: &[(&str, Damage)] = &[
        ("upper case", |t| t.to_uppercase()),
        ("lower case", |t| t.to_lowercase()),
        ("wrapped", |t| t.replace(' ', "\n")),
        ("quoted", |t| format!("> {}", t.replace(' ', "\n> "))),
        ("tabs", |t| t.replace(' ', "\t \t")),
        ("carriage returns", |t| format!("{t}\r\n")),
        ("colours", |t| format!("\u{1b}[1;31m{}\u{1b}[0m", t.replace(' ', "\u{1b}[0m \u{1b}[31m"))),
        ("entities", |t| t.replace('"', "&quot;").replace('\'', "&#39;")),
        ("curly", |t| t.replace('"', "\u{201c}").replace('\'', "\u{2019}")),
        ("json", |t| format!("{{\"stderr\": \"{}\\n\"}}", t.replace('"', "\\\""))),
        ("twice escaped", |t| t.replace('"', "\\\\\\\"")),
        ("inline code", |t| format!("`{t}`")),
        ("in a sentence", |t| format!("I get: {t}, what now?")),
        ("stamped", |t| format!("2026-11-20T23:15:45.123Z {t}")),
    ];
    for row in failures() {
        for text in row.texts.iter().map(|text| printed(text)) {
            if !finds(row, &text) {
                continue;
            }
            for (name, damage) in damages {
                let damaged = damage(&text);
                assert!(finds(row, &damaged), "{}: {name}: {damaged:?}", row.id);
            }
        }
    }
}

#[test]
fn places_are_places_of_the_text() {
    let text = "é\u{1b}[31mFailed to initialize NVML: Unknown Error\u{1b}[0m “ERR!” NVRM: Xid (PCI:0000:01:00): 79, x";
    let found = scan(text);
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(&text[found[0].span.range()], "Failed to initialize NVML: Unknown Error");
    assert_eq!(&text[found[1].span.range()], "ERR!");
    assert_eq!(&text[found[2].span.range()], "Xid (PCI:0000:01:00): 79");
}

#[test]
fn every_shell_says_command_not_found() {
    for (text, id) in [
        ("bash: nvidia-smi: command not found", "smi-command-not-found"),
        ("bash: line 1: nvidia-smi: command not found", "smi-command-not-found"),
        ("-bash: /usr/bin/nvidia-smi: command not found", "smi-command-not-found"),
        ("zsh: command not found: nvidia-smi", "smi-command-not-found"),
        ("sh: 1: nvidia-smi: not found", "smi-command-not-found"),
        ("/bin/sh: nvidia-smi: not found", "smi-command-not-found"),
        ("Command 'nvidia-smi' not found, but can be installed with:", "smi-command-not-found"),
        ("Command \u{2018}nvidia-smi\u{2019} not found, but can be", "smi-command-not-found"),
        ("fish: Unknown command: nvidia-smi", "smi-command-not-found"),
        ("'nvidia-smi' is not recognized as an internal or external", "smi-command-not-found"),
        ("nvidia-smi : The term 'nvidia-smi' is not recognized as the", "smi-command-not-found"),
        ("sudo: nvidia-ctk: command not found", "toolkit-not-installed"),
        ("bash: line 1: lsmod: command not found", "command-not-found"),
    ] {
        assert_eq!(ids(text), [id], "{text:?}");
    }
    for text in [
        "libnvidia-sandboxutils.so.1: not found",
        "Could not locate nvidia_drv.so: nvidia_drv.so: not found",
        "the page was not found",
        "manifest unknown: not found",
    ] {
        assert_eq!(ids(text), [""; 0], "{text:?}");
    }
}

#[test]
fn prose_and_look_alikes_are_left_alone() {
    for text in [
        "An Xid 79 means that the GPU is gone.",
        "Reset Required                    : No",
        "CUDA Version: 13.0",
        "No running processes found",
        "no errors, no devices missing",
        "The driver version is sufficient for the CUDA runtime version.",
        "NVML version        : 580.159",
        "W0000 unhandled: Unknown Error",
    ] {
        assert_eq!(ids(text), [""; 0], "{text:?}");
    }
}

/// The shared corpus beside the project, when it is there.
fn corpus() -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let there = path.join("index.jsonl").exists();
    assert!(there || std::env::var_os("CI").is_none(), "no corpus at {}", path.display());
    there.then_some(path)
}

fn slugs(found: &[Symptom]) -> BTreeSet<String> {
    found.iter().filter_map(|symptom| symptom.slug.clone()).collect()
}

#[test]
fn the_corpus_yields_exactly_its_error_texts() {
    let Some(corpus) = corpus() else { return };
    let index = fs::read_to_string(corpus.join("index.jsonl")).unwrap();
    let mut wrong = BTreeMap::new();
    let mut count = 0;
    for line in index.lines() {
        let row: serde_json::Value = serde_json::from_str(line).unwrap();
        let file = row["file"].as_str().unwrap();
        let uncertain =
            row["uncertain"].as_array().is_some_and(|u| u.iter().any(|key| key == "errors"));
        if uncertain || row["suspect_fabricated"] == true {
            continue;
        }
        let bytes = fs::read(corpus.join("paste").join(file)).unwrap();
        let want: BTreeSet<String> = row["expect"]["errors"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|slug| slug.as_str().unwrap().to_owned())
            .collect();
        let got = slugs(&scan(&String::from_utf8_lossy(&bytes)));
        count += 1;
        if want != got {
            wrong.insert(file.to_owned(), (want, got));
        }
    }
    println!("{count} pastes");
    assert!(wrong.is_empty(), "{wrong:#?}");
}
