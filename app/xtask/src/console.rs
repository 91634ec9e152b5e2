//! The only place that writes to the terminal.
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "this is a terminal program")]

use std::time::Duration;

/// A plain line.
pub(crate) fn line(text: &str) {
    println!("{text}");
}

/// A line for the person who has to act.
pub(crate) fn error(text: &str) {
    eprintln!("{text}");
}

/// What is being done right now, and why it may take a while.
pub(crate) fn step(text: &str) {
    println!("── {text}");
}

/// `1m 05s`.
pub(crate) fn took(duration: Duration) -> String {
    let seconds = duration.as_secs();
    if seconds >= 60 {
        format!("{}m {:02}s", seconds / 60, seconds % 60)
    } else {
        format!("{}.{}s", seconds, duration.subsec_millis() / 100)
    }
}
