//! Text → [`Reading`]. Never fails, never panics; offsets are bytes of the text as it was given.
//!
//! ```text
//! bytes → (trigger) → lines → (joined) → clean → (wrapping) → table | log | xml | csv | list | … → Facts
//! ```
//!
//! One pass finds the words that mean anything to us ([`trigger`]). Only lines that hold one, and those that an
//! open output may want, are cleaned ([`clean`]) and offered to that output, to the outputs they might begin,
//! and to the readers of companion text that their words concern.

mod clean;
mod companion;
mod csv;
mod joined;
mod line;
mod lines;
mod list;
mod log;
mod monitor;
mod reader;
mod table;
mod token;
mod trigger;
mod version_output;
mod wrapping;
mod xml;

use super::{Reading, Symptom};
use trigger::Topics;

/// Reads any mix of terminal output.
pub fn read(text: &str) -> Reading {
    let mut reader = reader::Reader::default();
    let mut trigger = trigger::Trigger::new(text);
    let mut lines = lines::Lines::new(text);
    loop {
        if !reader.waits() {
            let Some(next) = trigger.next() else { break };
            lines.skip_to(next);
        }
        let Some((start, raw)) = lines.next() else { break };
        let topics = trigger.topics(start, start + raw.len());
        reader.attend(topics);
        if topics == Topics::NONE && reader.ignores(raw) {
            continue;
        }
        let Some(pieces) = joined::apart(raw, topics) else {
            lines::unescaped(start, raw, topics).for_each(|line| reader.push(line));
            continue;
        };
        for piece in pieces {
            let (start, raw) = (start + piece.start, raw.get(piece).unwrap_or_default());
            lines::unescaped(start, raw, Topics::ALL).for_each(|line| reader.push(line));
        }
    }
    let (facts, notes) = reader.finish(text);
    Reading { facts, symptoms: trigger.symptoms(), notes }
}

/// Where lines stand that call for a reader (a byte of each, in order), and the error texts.
pub(super) fn telling(text: &str) -> (Vec<usize>, Vec<Symptom>) {
    let mut trigger = trigger::Trigger::new(text);
    let mut lines = lines::Lines::new(text);
    let mut found = Vec::new();
    while let Some(next) = trigger.next() {
        lines.skip_to(next);
        let Some((start, raw)) = lines.next() else { break };
        trigger.topics(start, start + raw.len());
        found.push(next);
    }
    (found, trigger.symptoms())
}
