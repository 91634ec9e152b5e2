//! What people do to a text on its way must not change what is read from it.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads its fixtures")]

mod pastes;

use std::fmt::Write as _;

use gpudock_core::diagnose::{Reading, read::read};

/// A way of damaging a text that leaves everything it says.
type Damage = (&'static str, fn(&str) -> String);

const DAMAGE: [Damage; 25] = [
    ("carriage returns", |text| text.replace('\n', "\r\n")),
    ("quoted", |text| each_line(text, |line| format!("> {line}"))),
    ("commented", |text| each_line(text, |line| format!("# {line}"))),
    ("indented", |text| each_line(text, |line| format!("    {line}"))),
    ("timestamps", |text| each_line(text, |line| format!("2026-03-08T16:22:04.1234567Z {line}"))),
    ("service", |text| each_line(text, |line| format!("gpu-1  | {line}"))),
    ("colours", |text| each_line(text, |line| format!("\u{1b}[32m{line}\u{1b}[0m"))),
    ("colours without escape", |text| each_line(text, |line| format!("[33m{line}[0m"))),
    ("entities", |text| {
        text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
    }),
    ("hard spaces", |text| text.replace(' ', "\u{a0}")),
    ("full-width punctuation", |text| text.replace(':', "\u{ff1a}").replace('|', "\u{ff5c}")),
    ("escaped for Markdown", |text| text.replace('|', "\\|").replace('_', "\\_")),
    ("boxes", |text| text.replace('|', "\u{2502}")),
    ("trailing space cut", |text| each_line(text, |line| line.trim_end().to_owned())),
    ("spaces collapsed", |text| {
        each_line(text, |line| line.split_whitespace().collect::<Vec<_>>().join(" "))
    }),
    ("wrapped at 80", |text| wrapped(text, 80)),
    ("wrapped at 64", |text| wrapped(text, 64)),
    ("blank lines between", |text| text.replace('\n', "\n\n")),
    ("a JSON string", |text| format!("{{\"log\":{}}}", serde_json::to_string(text).unwrap())),
    ("a list of strings", |text| {
        serde_json::to_string_pretty(&text.lines().collect::<Vec<_>>()).unwrap()
    }),
    ("a web page", |text| each_line(text, |line| format!("{line}<br>"))),
    ("tables joined", |text| joined(text, |line| line.to_owned() + " ")),
    ("tables joined and collapsed", |text| {
        joined(text, |line| line.split_whitespace().collect::<Vec<_>>().join(" ") + " ")
    }),
    ("XML joined", |text| {
        let xml = text.contains("<nvidia_smi_log>");
        if xml { text.replace("\n\t", "").replace('\t', "") } else { text.to_owned() }
    }),
    ("UTF-16", |text| {
        text.chars().fold(String::new(), |mut out, c| {
            let _ = write!(out, "{c}\0");
            out
        })
    }),
];

/// As a window of so many columns shows a table.
fn wrapped(text: &str, width: usize) -> String {
    each_line(text, |line| {
        if !line.trim_start().starts_with(['|', '+']) {
            return line.to_owned();
        }
        let letters: Vec<char> = line.trim_end().chars().collect();
        letters.chunks(width).map(String::from_iter).collect::<Vec<_>>().join("\n")
    })
}

/// Every table on one line, as chat programs and spreadsheets leave it.
fn joined(text: &str, change: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    for line in text.lines() {
        if line.starts_with(['|', '+']) {
            out += &change(line);
        } else if !line.is_empty() || !out.ends_with("+ ") {
            // The blank line between the GPUs and the processes goes, too.
            if !(out.is_empty() || out.ends_with('\n')) {
                out.push('\n');
            }
            out = out + line + "\n";
        }
    }
    out
}

fn each_line(text: &str, change: impl Fn(&str) -> String) -> String {
    text.lines().map(|line| change(line) + "\n").collect()
}

/// Everything read, without the places.
fn said(reading: &Reading) -> serde_json::Value {
    fn strip(value: &mut serde_json::Value) {
        if let Some(object) = value.as_object_mut() {
            object.remove("span");
            object.values_mut().for_each(strip);
        }
        if let Some(list) = value.as_array_mut() {
            list.iter_mut().for_each(strip);
        }
    }
    let mut value = serde_json::to_value(&reading.facts).unwrap();
    strip(&mut value);
    value["dumps"].clone()
}

#[test]
fn damage_changes_nothing_that_is_said() {
    let mut wrong = String::new();
    for (name, text) in pastes::named() {
        let sound = said(&read(&text));
        for (damage, apply) in DAMAGE {
            if damage == "UTF-16" && text.contains('\u{1b}') {
                // Windows consoles that write UTF-16 write no colours.
                continue;
            }
            let damaged = said(&read(&apply(&text)));
            if damaged != sound {
                let _ = writeln!(wrong, "{name}, {damage}:\n  {sound}\n  {damaged}");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}
