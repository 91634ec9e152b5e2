//! Whatever is pasted: no panic, and every place lies on letters of the paste.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads its fixtures")]

mod pastes;

use gpudock_core::{
    diagnose::{Reading, read::read},
    fact::Span,
};
use proptest::prelude::*;

fn fixtures() -> Vec<String> {
    pastes::named().into_iter().map(|(_, text)| text).collect()
}

/// Every place that a reading names.
fn spans(reading: &Reading) -> Vec<Span> {
    let facts = &reading.facts;
    let mut spans: Vec<Span> = reading.notes.iter().map(|note| note.span).collect();
    for dump in &facts.dumps {
        spans.push(dump.span);
        let versions =
            [&dump.smi_version, &dump.driver_version, &dump.kmd_version, &dump.cuda_version];
        spans.extend(versions.into_iter().flatten().map(|seen| seen.span));
        for gpu in &dump.gpus {
            spans.push(gpu.span);
            spans.extend(gpu.name.iter().map(|seen| seen.span));
            spans.extend(gpu.compute_capability.iter().map(|seen| seen.span));
        }
    }
    let texts = [
        &facts.wsl_kernel,
        &facts.os,
        &facts.kernel,
        &facts.docker,
        &facts.toolkit,
        &facts.daemon_json,
        &facts.kernel_module,
        &facts.kernel_module_flavour,
        &facts.windows_build,
    ];
    spans.extend(texts.into_iter().flatten().map(|seen| seen.span));
    spans.extend(facts.images.iter().map(|seen| seen.span));
    spans.extend(facts.packages.iter().map(|seen| seen.span));
    spans.extend(facts.cdi_devices.iter().map(|seen| seen.span));
    spans
}

fn survives(text: &str) {
    for span in spans(&read(text)) {
        assert!(text.get(span.range()).is_some(), "{span:?} is no part of {text:?}");
    }
}

/// The longest beginning that ends on a letter.
fn cut(text: &str, at: usize) -> &str {
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    &text[..at]
}

#[test]
fn every_fixture_survives_being_cut_anywhere() {
    for text in fixtures() {
        // Long logs repeat themselves: a step keeps the test quick and still meets every kind of line.
        let step = (text.len() / 400).max(1);
        for at in (0..text.len()).step_by(step) {
            survives(cut(&text, at));
            let tail = text.len() - cut(&text, at).len();
            survives(&text[text.len() - tail..]);
        }
    }
}

proptest! {
    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..4000)) {
        survives(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn letters_that_mean_something(text in "([|+=:<>/\\\\\"\\[\\]&;\u{1b}\u{0}\u{ff5c}\u{a0}\u{2502}\u{4e2d} \n\r\tNVIDIA0-9.mGPUSMI]|GPU 0: |Version|<gpu id=\"|NVSMI LOG|====|\\\\n|\\|  0 |, ){0,400}") {
        survives(&text);
    }

    #[test]
    fn fixtures_mixed(
        first in 0..40_usize,
        second in 0..40_usize,
        at in 0..4000_usize,
        prefix in "(> |\\$ |# |2026-01-01T00:00:00Z |\t|\u{1b}\\[0m|web-1  \\| ){0,3}",
        turns in 1..4_usize,
    ) {
        let fixtures = fixtures();
        let (first, second) = (&fixtures[first % fixtures.len()], &fixtures[second % fixtures.len()]);
        let mut text = String::new();
        let mut lines = [cut(first, at).lines(), second.lines()];
        let mut turn = 0;
        loop {
            let taken: Vec<&str> = lines[turn % 2].by_ref().take(turns).collect();
            if taken.is_empty() && lines[(turn + 1) % 2].clone().next().is_none() {
                break;
            }
            for line in taken {
                text.push_str(&prefix);
                text.push_str(line);
                text.push_str(if turns == 2 { "\r\n" } else { "\n" });
            }
            turn += 1;
        }
        survives(&text);
    }
}
