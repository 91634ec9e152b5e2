//! What plans emit, given to the programs that will read it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::case_sensitive_file_extension_comparisons,
    reason = "a test may, and the names are ours"
)]

mod common;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Command,
};

use gpudock_core::{
    fact::{Message, Say},
    plan::{
        Choices, all_choices, conflict_ids, emit, plan,
        question::{Answer, SYSTEMS, questions},
        quote,
    },
};
use gpudock_words::{Catalogue, Lang};
use proptest::prelude::*;

/// A program of the machine. Nothing where it is missing.
fn program(name: &str) -> Option<Command> {
    let there = Command::new(name).arg("--version").output().is_ok();
    if !there {
        common::missing(name);
    }
    there.then(|| Command::new(name))
}

/// Scripts that together hold every distinct paragraph of every script. Paragraphs follow each other and
/// share nothing, so what is right in one script is right in all.
fn cover(catalogue: &dyn Say) -> (usize, BTreeMap<String, String>) {
    let (mut count, mut seen, mut cover) = (0, BTreeSet::new(), BTreeMap::new());
    for choices in all_choices() {
        count += 1;
        for output in emit::outputs(&plan(&choices), catalogue) {
            if !output.name.ends_with(".sh") {
                continue;
            }
            let mut new = false;
            for paragraph in output.text.split("\n\n") {
                let code: String =
                    paragraph.lines().filter(|line| !line.starts_with('#')).collect();
                new |= seen.insert((output.name, code));
            }
            if new {
                cover.insert(format!("{:05}-{}", cover.len(), output.name), output.text);
            }
        }
    }
    (count, cover)
}

#[test]
fn every_bash_script_is_accepted_by_bash_and_shellcheck() {
    for lang in Lang::all() {
        let (count, cover) = cover(&Catalogue::of(lang));
        assert!(count > 10_000, "{count}");
        println!(
            "{}: {count} combinations, {} scripts hold every paragraph",
            lang.code(),
            cover.len()
        );
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in &cover {
            fs::write(folder.path().join(name), text).unwrap();
        }
        let Some(_) = program("bash") else { return };
        for name in cover.keys() {
            let read =
                Command::new("bash").arg("-n").arg(folder.path().join(name)).output().unwrap();
            assert!(read.status.success(), "{name}: {}", String::from_utf8_lossy(&read.stderr));
        }
        // The words differ, the commands do not.
        if lang == Lang::default() {
            shellcheck(folder.path(), &cover);
        }
    }
}

fn shellcheck(folder: &Path, cover: &BTreeMap<String, String>) {
    let names: Vec<&String> = cover.keys().collect();
    for some in names.chunks(40) {
        let Some(mut shellcheck) = program("shellcheck") else { return };
        let files = some.iter().map(|name| folder.join(name));
        let read = shellcheck.args(["-f", "gcc", "-s", "bash"]).args(files).output().unwrap();
        assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stdout));
    }
}

#[test]
fn every_sentence_of_the_planner_is_there_in_every_language() {
    let mut messages = BTreeSet::new();
    for question in questions() {
        messages.insert(format!("ask.{}.label", question.name));
        messages.insert(format!("ask.{}.help", question.name));
        if let Answer::OneOf(values) = question.answer {
            for value in values(&Choices::default()) {
                messages.insert(format!("ask.{}.{value}", question.name));
            }
        }
    }
    for id in conflict_ids() {
        for part in ["title", "why", "ways_out"] {
            messages.insert(format!("conflict.{id}.{part}"));
        }
    }
    let catalogues: Vec<Catalogue> = Lang::all().map(Catalogue::of).collect();
    let mut steps = BTreeSet::new();
    for choices in all_choices() {
        for step in plan(&choices).steps {
            if !steps.insert(step.id) {
                continue;
            }
            for part in ["title", "why", "expect"] {
                let message = Message::of_step(&step, part);
                messages.insert(message.key.to_string());
                for catalogue in &catalogues {
                    let said = catalogue.say(&message);
                    assert!(!said.contains('{'), "a gap of {} is not filled: {said}", message.key);
                }
            }
        }
    }
    for catalogue in &catalogues {
        for key in &messages {
            assert!(catalogue.get(key).is_some(), "{}: {key}", catalogue.lang().code());
        }
    }
}

#[test]
fn every_conflict_fills_its_sentences() {
    let queries = [
        "gpu=3.5&image=nvidia/cuda:12.6.3-base-ubuntu24.04&driver=595.71&kernel=6.12",
        "driver=535.1&image=nvidia/cuda:13.4.2-base-ubuntu24.04&route=cdi",
        "gpu=6.1&modules=open&os=debian&release=11",
        "gpu=12.0&modules=proprietary&daemon-json={,}",
        "route=cdi&engine-version=24.0.9&compose-version=1.29.2",
        "route=cdi&engine-version=25.0.3&engine=rootless&os=ubuntu&release=20.04",
        "engine-version=18.09&os=ubuntu&release=25.10",
        "os=windows&gpus=0,1&release=10&engine=docker",
        "kernel=6.12.3&driver=470.256.02",
    ];
    for lang in Lang::all() {
        let catalogue = Catalogue::of(lang);
        for query in queries {
            let conflicts = plan(&Choices::from_query(query).0).conflicts;
            assert!(!conflicts.is_empty(), "{query}");
            for conflict in conflicts {
                for part in ["title", "why", "ways_out"] {
                    let said = catalogue.say(&Message::of_conflict(&conflict, part));
                    assert!(!said.contains('{'), "{query}: {said}");
                }
            }
        }
    }
}

/// Every answer that is typed, as hostile as can be.
fn hostile(text: &str) -> Choices {
    let mut choices = Choices::default().with("release", "24.04").with("purpose", "compose");
    for question in questions() {
        if matches!(question.answer, Answer::Line(_)) {
            choices = choices.with(question.name, text);
        }
    }
    choices
}

#[test]
fn nothing_typed_is_executed() {
    let Some(_) = program("bash") else { return };
    let folder = tempfile::tempdir().unwrap();
    let mark = folder.path().join("executed");
    let payloads = [
        "$(touch MARK)",
        "`touch MARK`",
        "'; touch MARK; '",
        "\"; touch MARK; \"",
        "\ntouch MARK\n",
        "\\'; touch MARK #",
        "x' \"$(touch MARK)\" '",
        "PYTHON\ntouch MARK\n",
        "é\u{2028}; touch MARK",
    ];
    for payload in payloads {
        let payload = payload.replace("MARK", &mark.display().to_string());
        for os in SYSTEMS {
            for network in ["proxy", "apt-cacher-ng", "mirror", "airgap"] {
                for route in ["runtime", "cdi"] {
                    let choices = hostile(&payload)
                        .with("os", os)
                        .with("network", network)
                        .with("route", route)
                        .with("engine-version", "");
                    for output in emit::outputs(&plan(&choices), &()) {
                        if output.name == "gpudock-setup.sh" {
                            run_harmlessly(&output.text);
                        }
                    }
                }
            }
        }
        assert!(!mark.exists(), "executed: {payload:?}");
    }
}

/// Runs a script in which every program is a function that does nothing, in place of the first line
/// that would stop it: what is left is the shell's own reading of the text.
fn run_harmlessly(script: &str) {
    let names = [
        "sudo",
        "curl",
        "gpg",
        "apt-get",
        "apt-cache",
        "dnf",
        "tdnf",
        "zypper",
        "pacman",
        "rpm",
        "dpkg-query",
        "docker",
        "podman",
        "nvidia-smi",
        "nvidia-ctk",
        "systemctl",
        "id",
        "loginctl",
        "mokutil",
        "nixos-rebuild",
        "dockerd-rootless-setuptool.sh",
        "mkdir",
        "tee",
        "cat",
        "uname",
        "gunzip",
        "gzip",
        "grep",
        "dockerd",
        "touch_",
        "cp",
        "mv",
        "rm",
    ];
    let mut text = String::new();
    for name in names {
        text.push_str(name);
        text.push_str("() { :; }\n");
    }
    text.push_str("GPUDOCK_ANYWAY=yes\nset -- install\nset +e\n");
    text.push_str(&script.replace("set -euo pipefail", "").replace("\nexit 0\n", "\n:\n"));
    let folder = tempfile::tempdir().unwrap();
    let read = Command::new("bash")
        .arg("-c")
        .arg(&text)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("HOME", folder.path())
        .current_dir(folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&read.stderr).into_owned();
    assert!(!said.contains("syntax error"), "{said}\n{script}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn bash_reads_back_what_was_quoted(texts in prop::collection::vec(any::<String>(), 1..24)) {
        let Some(mut bash) = program("bash") else { return Ok(()) };
        let words: Vec<String> = texts.iter().map(|text| quote::bash(text)).collect();
        let read = bash.arg("-c").arg(format!("printf '%s\\0' {}", words.join(" "))).output().unwrap();
        // No argument can hold NUL.
        let expected: String = texts.iter().map(|text| text.replace('\0', "") + "\0").collect();
        prop_assert_eq!(read.stdout, expected.into_bytes());
    }

    /// PowerShell's rule: inside single quotes, one of five quotes ends the string unless it stands twice.
    #[test]
    fn powershell_reads_back_what_was_quoted(text in any::<String>()) {
        let quoted = quote::powershell(&text);
        let quotes = ['\'', '\u{2018}', '\u{2019}', '\u{201a}', '\u{201b}'];
        let inner = quoted.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')).unwrap();
        let (mut back, mut letters) = (String::new(), inner.chars());
        while let Some(letter) = letters.next() {
            if quotes.contains(&letter) {
                prop_assert_eq!(letters.next().map(|next| quotes.contains(&next)), Some(true));
            }
            back.push(letter);
        }
        prop_assert_eq!(back, text.replace('\0', ""));
    }

    #[test]
    fn a_comment_stays_on_its_line(text in any::<String>()) {
        let line = quote::comment(&text);
        let breaks = line.contains(['\n', '\r', '\u{2028}', '\u{2029}', '\u{85}']);
        prop_assert!(!breaks);
    }

    #[test]
    fn a_permalink_restores_any_line(text in "\\PC{1,60}") {
        let choices = Choices::default().with("image", &text);
        let (back, rest) = Choices::from_query(&choices.to_query());
        prop_assert_eq!(rest.len(), 0);
        prop_assert_eq!(back, choices);
    }
}
