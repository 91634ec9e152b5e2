//! Runs the real program.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    dead_code,
    unreachable_pub,
    reason = "not every test uses everything"
)]

use std::{
    env,
    ffi::OsStr,
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
};

use serde_json::Value;

/// What a run left behind.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: Vec<u8>,
    pub err: String,
}

impl Run {
    /// Standard output as text.
    pub fn text(&self) -> String {
        String::from_utf8(self.out.clone()).unwrap()
    }

    /// Standard output as JSON.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// The same, after a look at the exit status.
    #[track_caller]
    pub fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}", self.err);
        self
    }
}

/// Runs `gpudock` with arguments and standard input, in English and without colours.
pub fn gpudock<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>, input: &[u8]) -> Run {
    let mut child = Command::new(env!("CARGO_BIN_EXE_gpudock"))
        .args(arguments)
        .env("LC_ALL", "C")
        .env("NO_COLOR", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_owned();
    let writer = std::thread::spawn(move || {
        // A program that refuses its arguments reads no input.
        let _ = stdin.write_all(&input);
    });
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    // A panic exits with 101 and must never pass for an answer.
    assert!(!err.contains("panicked at"), "{err}");
    Run { code: output.status.code().unwrap_or(-1), out: output.stdout, err }
}

/// Whether a missing tool fails a test instead of being mentioned: under `cargo xtask test`, and in CI.
pub fn is_strict() -> bool {
    env::var_os("GPUDOCK_STRICT").is_some() || env::var("CI").is_ok_and(|value| value == "true")
}

/// Says that something is missing, or fails where nothing may be.
#[track_caller]
pub fn missing(what: &str) {
    assert!(!is_strict(), "{what} is missing");
    println!("skipped: {what} is missing; `cargo xtask tools` installs it");
}

/// A tool that `cargo xtask tools` installed: where the variable says, or where it puts it.
pub fn tool(variable: &str, path: &str) -> Option<PathBuf> {
    let target = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/tools");
    let found = env::var_os(variable).map_or_else(|| target.join(path), PathBuf::from);
    if !found.exists() {
        missing(path);
        return None;
    }
    Some(found)
}

/// A file of the folder `shared` beside the project. Nothing where it is missing.
pub fn shared(path: &str) -> Option<PathBuf> {
    let found = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if found.exists() {
        return Some(found);
    }
    missing(path);
    None
}
