//! The pasted text with the places that prove a finding marked: text and marks, never HTML.

use gpudock_core::{
    diagnose::{Excerpt, Finding, Severity},
    fact::{Message, Say as _, Span},
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
    let lines = lines(&case.excerpt);
    let shown = shown(&lines, &marks);
    let mut seen = Vec::new();
    let mut views = Vec::new();
    let mut next = 0;
    for line in shown.into_iter().filter_map(|at| lines.get(at)) {
        if line.number > next {
            views.push(left_out(line.number - next, words));
        }
        next = line.number + 1;
        views.push(drawn(&case.excerpt.text, line, &marks, &mut seen));
    }
    if next < case.excerpt.lines() {
        views.push(left_out(case.excerpt.lines() - next, words));
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
    /// Which of the finding's proofs it is.
    proof: usize,
}

/// Where the first piece of a proof stands, as an anchor.
pub(crate) fn anchor(id: &str, proof: usize) -> String {
    if proof == 0 { format!("evidence-{id}") } else { format!("evidence-{id}-{}", proof + 1) }
}

/// The proofs of a finding that can be shown: inside the text and between characters.
pub(crate) fn proofs<'a>(
    finding: &'a Finding,
    text: &'a str,
) -> impl Iterator<Item = (usize, &'a Span)> {
    let shown =
        |(_, span): &(usize, &Span)| text.get(span.range()).is_some_and(|it| !it.is_empty());
    let wrong = finding.severity != Severity::Ok;
    finding.evidence.iter().enumerate().filter(move |one| wrong && shown(one))
}

fn marks(case: &Case) -> Vec<Mark<'_>> {
    let marks = case.judged.findings.iter().flat_map(|finding| {
        proofs(finding, &case.excerpt.text).map(move |(proof, span)| Mark {
            start: span.start,
            end: span.end,
            finding,
            proof,
        })
    });
    marks.collect()
}

/// A line of the excerpt, its end included. Unit of the ends: bytes.
struct Line {
    /// From 0, in the text as it stands in the box.
    number: usize,
    start: usize,
    end: usize,
}

fn lines(excerpt: &Excerpt) -> Vec<Line> {
    let mut end = 0;
    let lines = excerpt.numbered().map(|(number, text)| {
        let start = end;
        end += text.len();
        Line { number, start, end }
    });
    lines.collect()
}

/// Positions of the lines to show: all of a short text, the telling ones of a long one.
fn shown(lines: &[Line], marks: &[Mark<'_>]) -> Vec<usize> {
    if lines.len() <= WHOLE {
        return (0..lines.len()).collect();
    }
    let mut shown: Vec<usize> = (0..AROUND).collect();
    for mark in marks {
        let first = lines.partition_point(|line| line.end <= mark.start);
        let last = lines.partition_point(|line| line.start < mark.end).min(first + WHOLE);
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
fn drawn<'a>(
    text: &str,
    &Line { number, start, end }: &Line,
    marks: &[Mark<'a>],
    seen: &mut Vec<(&'a str, usize)>,
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
                if !seen.contains(&(id, mark.proof)) {
                    seen.push((id, mark.proof));
                    outer = outer.with("id", anchor(id, mark.proof));
                }
                outer.child(inner).into()
            })
        });
    // The frame of a table is broken by a line break, a sentence is not.
    let framed = text.get(start..end).is_some_and(|line| line.starts_with(['|', '+']));
    of("span", "line")
        .with("data-line", (number + 1).to_string())
        .flag("data-wrap", !framed)
        .all(pieces)
        .into()
}
