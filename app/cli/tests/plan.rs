//! `gpudock plan`: answers from flags, links and pastes; parts; all combinations.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may")]

mod common;

use common::gpudock;

const UBUNTU: [&str; 7] = ["plan", "--os", "ubuntu", "--release", "24.04", "--engine", "docker"];

fn plan(more: &[&str]) -> common::Run {
    gpudock(UBUNTU.iter().chain(more), b"")
}

#[test]
fn a_machine_gets_a_script_and_a_check() {
    let report = plan(&[]).exits(0).json();
    assert_eq!(report["choices"]["os"], "ubuntu");
    assert_eq!(report["shell"], "bash");
    assert!(report["script"].as_str().unwrap().contains("nvidia-container-toolkit"));
    assert!(!report["verify"].as_array().unwrap().is_empty());
    assert!(report["undo"].is_string());
}

#[test]
fn parts_come_alone() {
    assert!(plan(&["--script"]).exits(0).text().starts_with("#!"));
    assert!(plan(&["--daemon-json", "--route", "runtime"]).exits(0).json().is_object());
    let compose = plan(&["--compose", "--purpose", "compose"]).exits(0).text();
    assert!(compose.contains("services:"), "{compose}");
    assert_eq!(plan(&["--emit", "script"]).out, plan(&["--script"]).out);
    assert!(plan(&["--emit", "cloud-init"]).exits(0).text().starts_with("#cloud-config\n"));
    assert!(plan(&["--emit", "ansible"]).exits(0).text().contains("ansible.builtin.reboot"));
    let podman = ["--engine", "podman", "--emit", "quadlet"];
    let unit = gpudock(["plan", "--os", "ubuntu"].iter().chain(&podman), b"").exits(0).text();
    assert!(unit.contains("\nAddDevice=nvidia.com/gpu=all\n"), "{unit}");
    plan(&["--emit", "quadlet"]).exits(2);
    plan(&["--script", "--compose"]).exits(2);
}

#[test]
fn a_link_restores_every_answer_and_flags_win() {
    let link = plan(&["--link"]).exits(0).text();
    assert!(link.starts_with("setup.html#os=ubuntu&release=24.04&engine=docker&rules="), "{link}");
    let back = gpudock(["plan", "--from-link", link.trim(), "--release", "22.04", "--link"], b"");
    assert_eq!(back.exits(0).text(), link.replace("24.04", "22.04"));
}

#[test]
fn an_old_link_opens_and_says_what_changed() {
    let link = plan(&["--link"]).text();
    let old = format!("{}=2026-01-01", link.trim().rsplit_once('=').unwrap().0);
    let run = gpudock(["plan", "--from-link", &old, "--link"], b"").exits(0);
    assert_eq!(run.text(), link);
    let changes = gpudock_core::compat::rules::since("2026-01-01");
    assert!(run.err.contains("2026-01-01") && !changes.is_empty(), "{}", run.err);
    assert!(changes.iter().all(|version| run.err.contains(version.version)), "{}", run.err);
    assert_eq!(gpudock(["plan", "--from-link", link.trim(), "--link"], b"").err, "");
}

#[test]
fn a_wrong_answer_is_2_and_names_the_right_ones() {
    let run = gpudock(["plan", "--os", "amiga"], b"").exits(2);
    assert!(run.err.contains("amiga is no answer to os"), "{}", run.err);
    assert!(run.err.contains("ubuntu"), "{}", run.err);
    gpudock(["plan", "--no-such-question", "1"], b"").exits(2);
}

#[test]
fn flags_take_yes_no_or_nothing() {
    for (flag, value) in [("--default-runtime", "yes"), ("--default-runtime=no", "no")] {
        let report = plan(&[flag]).json();
        assert_eq!(report["choices"]["default-runtime"], value);
    }
}

#[test]
fn people_get_numbered_steps() {
    let text = plan(&["--text"]).exits(0).text();
    assert!(text.contains("\n2. ") && text.contains("     nvidia-smi\n"), "{text}");
}

#[test]
fn all_is_one_object_a_line() {
    let run = gpudock(["plan", "--all", "--json"], b"").exits(0);
    let text = run.text();
    let mut count = 0;
    for line in text.lines().step_by(97) {
        let report: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(report["choices"].is_object() && report["shell"].is_string());
        count += 1;
    }
    assert!(count > 100, "only {count} of every 97th combination");
}

#[test]
fn a_reader_that_stops_is_no_failure() {
    use std::{
        io::{BufRead, BufReader},
        process::{Command, Stdio},
    };
    let mut child = Command::new(env!("CARGO_BIN_EXE_gpudock"))
        .args(["plan", "--all", "--json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.len()), (Some(0), 0));
}

#[test]
fn a_paste_answers_and_flags_win_over_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("os-release");
    std::fs::write(&path, "NAME=\"Ubuntu\"\nID=ubuntu\nVERSION_ID=\"24.04\"\n").unwrap();
    let arguments = ["plan", "--from", path.to_str().unwrap()];
    let said = gpudock(arguments, b"").json();
    assert_eq!(
        (&said["choices"]["os"], &said["choices"]["release"]),
        (&"ubuntu".into(), &"24.04".into())
    );
    let over = gpudock(arguments.iter().chain(&["--release", "22.04"]), b"").json();
    assert_eq!(over["choices"]["release"], "22.04");
}
