//! `gpudock daemon-json`: the file as it comes out, the difference, the check, and what is refused.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may")]

mod common;

use std::fs;

use common::gpudock;

const FILE: &str = "{\n  \"log-driver\": \"json-file\",\n  \"mtu\": 1450\n}\n";

#[test]
fn writes_the_merged_file() {
    let run = gpudock(["daemon-json"], FILE.as_bytes()).exits(0);
    assert!(
        run.text()
            .starts_with("{\n  \"log-driver\": \"json-file\",\n  \"mtu\": 1450,\n  \"runtimes\"")
    );
    let again = gpudock(["daemon-json", "-"], &run.out).exits(0);
    assert_eq!(again.out, run.out);
}

#[test]
fn every_flag_arrives() {
    let flags = [
        "daemon-json",
        "--set-as-default",
        "--cdi",
        "--runtime-name",
        "gpu",
        "--runtime-path",
        "/opt/bin/nvidia-container-runtime",
    ];
    let file = gpudock(flags, b"").exits(0).json();
    assert_eq!(file["default-runtime"], "gpu");
    assert_eq!(file["features"]["cdi"], true);
    assert_eq!(file["runtimes"]["gpu"]["path"], "/opt/bin/nvidia-container-runtime");
    gpudock(["daemon-json", "--runtime-name", ""], b"").exits(2);
}

#[test]
fn reads_a_file_and_leaves_it_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("daemon.json");
    fs::write(&path, FILE).unwrap();
    let name = path.to_str().unwrap();
    assert_eq!(gpudock(["daemon-json", name], b"").exits(0).json()["mtu"], 1450);
    assert_eq!(fs::read_to_string(&path).unwrap(), FILE);
    let absent = folder.path().join("absent.json");
    let run = gpudock(["daemon-json", absent.to_str().unwrap()], b"").exits(0);
    assert!(run.json()["runtimes"]["nvidia"].is_object());
    assert!(run.err.contains("does not exist yet"), "{}", run.err);
}

#[test]
fn shows_the_difference_that_patch_applies() {
    let run = gpudock(["daemon-json", "--diff"], FILE.as_bytes()).exits(0);
    assert!(run.text().contains("-  \"mtu\": 1450\n+  \"mtu\": 1450,\n+  \"runtimes\": {\n"));
    let merged = gpudock(["daemon-json"], FILE.as_bytes()).out;
    assert!(gpudock(["daemon-json", "--diff"], &merged).exits(0).out.is_empty());
}

#[test]
fn takes_out_what_it_added() {
    let merged = gpudock(["daemon-json", "--set-as-default", "--cdi"], FILE.as_bytes()).exits(0);
    let run = gpudock(["daemon-json", "--remove", "--cdi"], &merged.out).exits(0);
    assert_eq!(run.text(), FILE);
}

#[test]
fn says_where_a_file_is_broken_and_what_to_fix() {
    let run = gpudock(["daemon-json"], "{\n  “mtu”: 1450\n}".as_bytes()).exits(2);
    assert!(run.err.contains("Line 2, column 3"), "{}", run.err);
    assert!(run.err.contains("typographic quote"), "{}", run.err);
    assert!(run.err.contains("\n      “mtu”: 1450\n      ^"), "{}", run.err);
    assert!(run.out.is_empty());
    let french = gpudock(["daemon-json", "--lang", "fr"], b"{\"a\": 1,}").exits(2);
    assert!(french.err.contains("Supprimez la virgule"), "{}", french.err);
    let utf16: Vec<u8> = "{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(gpudock(["daemon-json"], &utf16).exits(2).err.contains("UTF-16"));
}

#[test]
fn warns_of_what_dockerd_will_refuse_all_the_same() {
    let run = gpudock(["daemon-json"], br#"{"default-runtime":"kata"}"#).exits(0);
    assert!(run.err.contains("kata is not defined under runtimes"), "{}", run.err);
}

#[test]
fn checks_without_merging() {
    let run = gpudock(["daemon-json", "--check"], br#"{"runtime":{},"mtu":1}"#).exits(1);
    let problems = run.json();
    assert_eq!(problems[0]["problem"]["kind"]["misspelt"]["meant"], "runtimes");
    assert_eq!(problems[0]["problem"]["effect"], "refused");
    assert_eq!(
        gpudock(["daemon-json", "--check"], FILE.as_bytes()).exits(0).json(),
        serde_json::json!([])
    );
}
