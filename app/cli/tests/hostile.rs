//! Input that nobody should paste: an answer or a sentence, never a crash, never for long.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may")]

mod common;

use std::time::{Duration, Instant};

use common::gpudock;

/// Debug builds on a busy machine included.
const PATIENCE: Duration = Duration::from_secs(30);

/// Bytes of every value, the same each time.
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    std::iter::repeat_with(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    })
    .take(length)
    .collect()
}

fn inputs() -> Vec<(&'static str, Vec<u8>)> {
    let table = include_bytes!("fixtures/nvidia-smi-h200.txt").as_slice();
    let printable = |bytes: Vec<u8>| -> Vec<u8> { bytes.iter().map(|b| 32 + b % 95).collect() };
    vec![
        ("empty", Vec::new()),
        ("white space", b" \n\t\r\n".to_vec()),
        ("binary noise", noise(10 << 20)),
        ("printable noise on one line", printable(noise(10 << 20))),
        ("one line of bars", vec![b'|'; 10 << 20]),
        ("one line of open brackets", vec![b'{'; 10 << 20]),
        ("many line ends", vec![b'\n'; 2 << 20]),
        ("zeros", vec![0; 1 << 20]),
        ("half a table", table[..table.len() / 2].to_vec()),
        ("a table a thousand times", table.repeat(1000)),
        ("markup", b"<script>alert(1)</script><img src=x onerror=alert(1)>".to_vec()),
        ("escape sequences", b"\x1b]0;title\x07\x1b[2J NVIDIA-SMI has failed because".to_vec()),
    ]
}

#[test]
fn diagnosing_anything_ends_with_a_report() {
    for (name, input) in inputs() {
        for form in ["--json", "--text"] {
            let start = Instant::now();
            let run = gpudock(["diagnose", form], &input);
            assert!((0..=2).contains(&run.code), "{name}: {run:?}");
            assert!(start.elapsed() < PATIENCE, "{name} took {:?}", start.elapsed());
            if form == "--json" {
                assert!(run.json()["verdict"].is_string(), "{name}");
            } else {
                assert!(!run.out.contains(&0x1b), "{name} steers the terminal");
            }
            assert!(run.code != 2 || !run.err.is_empty(), "{name} ends without a word");
        }
    }
}

#[test]
fn merging_anything_ends_with_a_file_or_a_sentence() {
    for (name, input) in inputs() {
        let start = Instant::now();
        let run = gpudock(["daemon-json"], &input);
        assert!(start.elapsed() < PATIENCE, "{name} took {:?}", start.elapsed());
        match run.code {
            0 => assert!(run.json().is_object(), "{name}"),
            2 => assert!(run.out.is_empty() && !run.err.contains('\x1b'), "{name}: {}", run.err),
            code => panic!("{name}: exit {code}"),
        }
    }
}

#[test]
fn planning_from_anything_gives_a_plan() {
    let folder = tempfile::tempdir().unwrap();
    for (name, input) in inputs().into_iter().filter(|(_, input)| input.len() < 2 << 20) {
        let path = folder.path().join("paste.txt");
        std::fs::write(&path, input).unwrap();
        let run = gpudock(["plan", "--from", path.to_str().unwrap(), "--json"], b"");
        assert!(run.json()["choices"].is_object(), "{name}");
    }
}
