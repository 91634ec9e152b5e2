//! `gpudock diagnose`: report, evidence in bytes of the input, several files, other encodings.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may")]

mod common;

use std::{fs, io::Write};

use common::gpudock;
use flate2::{Compression, write::GzEncoder};

/// What Docker 29 printed on a machine without the toolkit.
const NO_DRIVER: &str = "$ docker run --rm --gpus all ubuntu nvidia-smi\n\
    docker: Error response from daemon: could not select device driver \"\" with capabilities: [[gpu]].\n";

const SLUG: &str = "docker_no_device_driver";

/// The text that the first finding with a place points at.
fn evidence(input: &[u8], report: &serde_json::Value) -> Vec<u8> {
    let findings = report["findings"].as_array().unwrap();
    let place = findings.iter().find_map(|finding| finding["evidence"].get(0)).unwrap();
    let at = |name: &str| usize::try_from(place[name].as_u64().unwrap()).unwrap();
    input[at("start")..at("end")].to_owned()
}

#[test]
fn reports_what_is_wrong_and_where() {
    let run = gpudock(["diagnose"], NO_DRIVER.as_bytes()).exits(1);
    let report = run.json();
    assert_eq!(report["verdict"], "broken");
    assert_eq!(report["errors"], serde_json::json!([SLUG]));
    for field in ["id", "severity", "title", "cause", "fix", "evidence", "source", "verified"] {
        assert!(!report["findings"][0][field].is_null(), "{field}");
    }
    let proof = evidence(NO_DRIVER.as_bytes(), &report);
    assert!(String::from_utf8(proof).unwrap().contains("could not select device driver"));
}

#[test]
fn evidence_is_in_bytes_of_the_input_whatever_its_encoding() {
    let text = format!("é 😀\r\n{NO_DRIVER}");
    let utf16 = |mark: &str, order: fn(u16) -> [u8; 2]| -> Vec<u8> {
        format!("{mark}{text}").encode_utf16().flat_map(order).collect()
    };
    let mut broken = b"caf\xe9 \xff\n".to_vec();
    broken.extend(NO_DRIVER.bytes());
    let plain = gpudock(["diagnose"], NO_DRIVER.as_bytes()).json();
    let expected = String::from_utf8(evidence(NO_DRIVER.as_bytes(), &plain)).unwrap();
    for (input, decode) in [
        (utf16("", u16::to_le_bytes), Some(u16::from_le_bytes as fn([u8; 2]) -> u16)),
        (utf16("\u{feff}", u16::to_le_bytes), Some(u16::from_le_bytes)),
        (utf16("", u16::to_be_bytes), Some(u16::from_be_bytes)),
        (utf16("\u{feff}", u16::to_be_bytes), Some(u16::from_be_bytes)),
        (broken, None),
    ] {
        let report = gpudock(["diagnose"], &input).exits(1).json();
        assert_eq!(report["errors"], serde_json::json!([SLUG]));
        let proof = evidence(&input, &report);
        let proof = match decode {
            Some(decode) => {
                let units: Vec<_> =
                    proof.chunks_exact(2).map(|pair| decode([pair[0], pair[1]])).collect();
                String::from_utf16(&units).unwrap()
            }
            None => String::from_utf8(proof).unwrap(),
        };
        assert_eq!(proof, expected);
    }
}

#[test]
fn several_files_describe_one_machine() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one.txt"), folder.path().join("two.txt.gz"));
    fs::write(&one, "Docker version 29.7.2, build abc").unwrap();
    let mut gzip = GzEncoder::new(fs::File::create(&two).unwrap(), Compression::default());
    gzip.write_all(NO_DRIVER.as_bytes()).unwrap();
    gzip.finish().unwrap();
    let names = [one.to_str().unwrap(), two.to_str().unwrap()];
    let report = gpudock(["diagnose", names[0], names[1]], b"").exits(1).json();
    assert_eq!(report["facts"]["docker"], "29.7.2");
    let place = &report["findings"][0]["evidence"][0];
    assert_eq!(place["file"], names[1]);
    let proof = evidence(NO_DRIVER.as_bytes(), &report);
    assert!(String::from_utf8(proof).unwrap().contains("could not select device driver"));
}

#[test]
fn a_gzip_that_is_cut_still_says_what_it_can() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::none());
    gzip.write_all(NO_DRIVER.as_bytes()).unwrap();
    gzip.write_all(&[b'x'; 1000]).unwrap();
    let packed = gzip.finish().unwrap();
    let report = gpudock(["diagnose"], &packed[..packed.len() - 500]).exits(1).json();
    assert_eq!(report["errors"], serde_json::json!([SLUG]));
}

#[test]
fn tells_people_the_line_that_proves_it() {
    let run = gpudock(["diagnose", "--text"], NO_DRIVER.as_bytes()).exits(1);
    assert!(run.text().starts_with("Broken"), "{}", run.text());
    assert!(run.text().contains("   2 | docker: Error response"), "{}", run.text());
    let chinese = gpudock(["diagnose", "--text", "--lang", "zh"], NO_DRIVER.as_bytes()).exits(1);
    assert!(chinese.text().starts_with("不可用"), "{}", chinese.text());
}

#[test]
fn a_file_that_is_not_there_is_2() {
    let run = gpudock(["diagnose", "no-such-file"], b"").exits(2);
    assert!(run.err.contains("no-such-file"), "{}", run.err);
}

#[test]
fn a_report_names_nobody_and_says_what_it_masked() {
    let paste = "jane@lab7:~$ nvidia-smi\n\
        Failed to initialize NVML: Driver/library version mismatch (/home/jane, lab7)\n";
    for (lang, word) in [("en", "user names"), ("fr", "noms d’utilisateur"), ("zh", "用户名")]
    {
        let run = gpudock(["report", "--lang", lang], paste.as_bytes()).exits(1);
        let text = run.text();
        assert!(text.starts_with("### GPU Dock: ") && text.contains("Failed to initialize NVML"));
        assert!(!text.contains("jane") && !text.contains("lab7"), "{text}");
        assert!(run.err.contains(word), "{}", run.err);
    }
}

#[test]
fn people_are_told_what_the_repair_needs_to_take_effect() {
    let paste = "Failed to initialize NVML: Driver/library version mismatch\n";
    let run = gpudock(["diagnose", "--text"], paste.as_bytes()).exits(1);
    assert!(run.text().contains("restart of the machine"), "{}", run.text());
    assert!(run.text().contains("https://"), "{}", run.text());
    assert!(!run.text().contains('\u{1b}'), "NO_COLOR is set");
}
