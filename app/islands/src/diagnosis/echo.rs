//! The pasted text with the places that prove a finding marked: text and marks, never HTML.

use gpudock_core::{
    diagnose::{Finding, Severity},
    fact::{Message, Say as _},
};
use gpudock_words::Catalogue;

use super::{Case, findings::severity};
use crate::show::{Node, el, of};

/// Lines shown before and after a marked one.
const AROUND: usize = 4;
/// A text of up to so many lines is shown whole.
const WHOLE: usize = 120;

pub(crate) fn echo(case: &Case, words: &Catalogue) -> Node {
    let marks = marks(case);
    let lines = lines(&case.text);
    let shown = shown(&lines, &marks);
    let mut seen = Vec::new();
    let mut views = Vec::new();
    let mut next = 0;
    for at in shown {
        if at > next {
            views.push(left_out(at - next, words));
        }
        next = at + 1;
        views.push(line(&case.text, lines[at], &marks, &mut seen));
    }
    if next < lines.len() {
        views.push(left_out(lines.len() - next, words));
    }
    of("section", "echo")
        .with("aria-labelledby", "echo-title")
        .child(el("h2").with("id", "echo-title").child(words.text("diagnose.echo")))
        .child(el("pre").with("tabindex", "0").all(views))
        .into()
}

/// A stretch of the text that proves a finding. Unit of the ends: bytes.
#[derive(Clone, Copy)]
struct Mark<'a> {
    start: usize,
    end: usize,
    finding: &'a Finding,
}

/// Evidence that can be shown: inside the text and between characters.
fn marks(case: &Case) -> Vec<Mark<'_>> {
    let findings = case.judged.findings.iter().filter(|one| one.severity != Severity::Ok);
    findings
        .flat_map(|finding| finding.evidence.iter().map(move |span| (finding, span)))
        .filter(|(_, span)| case.text.get(span.range()).is_some_and(|text| !text.is_empty()))
        .map(|(finding, span)| Mark { start: span.start, end: span.end, finding })
        .collect()
}

/// Start and end of every line, its end included.
fn lines(text: &str) -> Vec<(usize, usize)> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let start = at;
            at += line.len();
            (start, at)
        })
        .collect()
}

/// Numbers of the lines to show: all of a short text, the telling ones of a long one.
fn shown(lines: &[(usize, usize)], marks: &[Mark<'_>]) -> Vec<usize> {
    if lines.len() <= WHOLE {
        return (0..lines.len()).collect();
    }
    let mut shown: Vec<usize> = (0..AROUND).collect();
    for mark in marks {
        let first = lines.partition_point(|(_, end)| *end <= mark.start);
        let last = lines.partition_point(|(start, _)| *start < mark.end).min(first + WHOLE);
        shown.extend(first.saturating_sub(AROUND)..(last + AROUND).min(lines.len()));
    }
    shown.sort_unstable();
    shown.dedup();
    shown
}

fn left_out(count: usize, words: &Catalogue) -> Node {
    let said = words.say(&Message::new("diagnose.left_out").with("lines", count));
    of("span", "line").with("data-left-out", "").child(format!("… {said}\n")).into()
}

/// One line, cut at the ends of its marks; what several findings rest on lies in one mark inside the other.
fn line<'a>(
    text: &str,
    (start, end): (usize, usize),
    marks: &[Mark<'a>],
    seen: &mut Vec<&'a str>,
) -> Node {
    let here: Vec<&Mark<'a>> =
        marks.iter().filter(|mark| mark.start < end && mark.end > start).collect();
    let mut cuts = vec![start, end];
    for mark in &here {
        cuts.extend([mark.start.clamp(start, end), mark.end.clamp(start, end)]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let pieces = cuts
        .windows(2)
        .filter_map(|pair| text.get(pair[0]..pair[1]).map(|piece| (pair[0], piece)))
        .map(|(at, piece)| {
            let over = here.iter().filter(|mark| mark.start <= at && at < mark.end);
            let first = over.clone().next().map(|mark| {
                let back = format!("#finding-{}", mark.finding.id);
                el("a").with("href", back).child(piece.to_owned()).into()
            });
            let inner = first.unwrap_or_else(|| piece.to_owned().into());
            over.fold(inner, |inner: Node, mark| {
                let id = mark.finding.id;
                let mut outer = el("mark")
                    .with("data-evidence", id)
                    .with("data-severity", severity(mark.finding.severity));
                if !seen.contains(&id) {
                    seen.push(id);
                    outer = outer.with("id", format!("evidence-{id}"));
                }
                outer.child(inner).into()
            })
        });
    // The frame of a table is broken by a line break, a sentence is not.
    let framed = text.get(start..end).is_some_and(|line| line.starts_with(['|', '+']));
    of("span", "line").flag("data-wrap", !framed).all(pieces).into()
}
