//! Text → [`Reading`]. Never fails, never panics; offsets are bytes of the text as it was given.
//!
//! ```text
//! bytes → lines → (trigger) → clean → joined → table | log | xml | csv | list | … → Facts
//! ```
//!
//! A line is first asked, cheaply, whether it can mean anything to us ([`trigger`]); only then is it
//! cleaned ([`clean`]) and offered to the output that is open, to the outputs it might begin, and to
//! the readers of companion text.

mod clean;
mod companion;
mod csv;
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

use super::Reading;

/// Reads any mix of terminal output.
pub fn read(text: &str) -> Reading {
    let mut reader = reader::Reader::default();
    let trigger = trigger::Trigger::new();
    for (start, raw) in lines::Lines::new(text) {
        if !reader.attends(trigger.fires(raw.as_bytes())) {
            continue;
        }
        for line in lines::unescaped(start, raw) {
            reader.push(line);
        }
    }
    let (facts, notes) = reader.finish(text);
    Reading { facts, symptoms: super::symptom::scan(text), notes }
}
