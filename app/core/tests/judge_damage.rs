//! A broken state stays broken, whatever stands around its error text and whatever people did to the paste:
//! cut, mixed with working output, marked line by line, broken by a narrow window.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads its fixtures")]

mod pastes;

use std::sync::LazyLock;

use gpudock_core::diagnose::{Severity, Verdict, diagnose, symptom::table::failures};
use proptest::prelude::*;

static FIXTURES: LazyLock<Vec<String>> =
    LazyLock::new(|| pastes::named().into_iter().map(|(_, text)| text).collect());

/// Error texts without wildcards that alone mean that something is broken.
static ERRORS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    failures()
        .filter(|row| row.severity == Severity::Error)
        .flat_map(|row| row.texts)
        .copied()
        .filter(|text| !text.contains(['#', '{']) && diagnose(text).verdict == Verdict::Broken)
        .collect()
});

/// Lines of a text, some from the front and some from the back left out.
fn part(text: &str, from: usize, count: usize) -> Vec<&str> {
    let lines = text.lines().count().max(1);
    text.lines().skip(from % lines).take(count).collect()
}

/// Broken at spaces, as mail programs do.
fn wrapped(line: &str, width: usize) -> String {
    let (mut out, mut column) = (String::new(), 0);
    for word in line.split(' ') {
        if column > 0 && column + word.len() > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
        }
        out.push_str(word);
        column += word.len() + 1;
    }
    out
}

#[test]
fn there_is_something_to_test() {
    assert!(ERRORS.len() > 100, "{}", ERRORS.len());
    assert!(FIXTURES.iter().any(|text| diagnose(text).verdict == Verdict::Works));
}

proptest! {
    #[test]
    fn broken_stays_broken(
        (error, before, behind) in (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<prop::sample::Index>()),
        (from, count) in (0..200_usize, 0..40_usize),
        prefix in "(> |# |2026-01-01T00:00:00Z |\t|\u{1b}\\[0m|web-1  \\| |    ){0,2}",
        width in prop_oneof![Just(usize::MAX), 24..120_usize],
        end in prop_oneof![Just("\n"), Just("\r\n"), Just("\n\n")],
    ) {
        let error = *error.get(&ERRORS);
        let (before, behind) = (before.get(&FIXTURES), behind.get(&FIXTURES));
        // Whoever stamps or names each line does so before a window breaks it: no letters inside the text.
        let lettered = prefix.contains(|c: char| c.is_ascii_alphanumeric() && c != 'm' && c != '0');
        let width = if lettered { usize::MAX } else { width };
        let mut text = String::new();
        for line in part(before, from, count).into_iter().chain([error]).chain(part(behind, 0, count)) {
            for line in wrapped(line, width).lines() {
                text.push_str(&prefix);
                text.push_str(line);
                text.push_str(end);
            }
        }
        let verdict = diagnose(&text).verdict;
        prop_assert!(!matches!(verdict, Verdict::Works | Verdict::Unknown), "{verdict:?} of {text}");
    }

    #[test]
    fn a_working_paste_does_not_hide_an_error_between_its_lines(
        (error, around) in (any::<prop::sample::Index>(), any::<prop::sample::Index>()),
        at in 0..400_usize,
    ) {
        let (error, around) = (*error.get(&ERRORS), around.get(&FIXTURES));
        let mut lines: Vec<&str> = around.lines().collect();
        lines.insert(at % (lines.len() + 1), error);
        let verdict = diagnose(&lines.join("\n")).verdict;
        prop_assert!(!matches!(verdict, Verdict::Works | Verdict::Unknown), "{verdict:?} of {error}");
    }
}
