//! What every language of a guide must share with the English text: code, links, references, tabs.

use std::fmt::Write as _;

use pulldown_cmark::{Event, Tag};

use crate::{
    article::Article,
    attributes::Attributes,
    diagnostic::{DiagnosticKind, Diagnostics, Parity},
    reference::{Part, parts},
    render::console,
};

/// Something both must have, and where it stands.
type Mark = (String, usize);

/// Notes where a translation's code, links, references or tabs are not the English ones.
pub(crate) fn compare(english: &Article<'_>, other: &Article<'_>, diagnostics: &mut Diagnostics) {
    in_order(Parity::Code, &code(english), &code(other), other, diagnostics);
    in_order(Parity::Tabs, &tabs(english), &tabs(other), other, diagnostics);
    // Word order differs between languages, so these may move.
    in_any_order(Parity::Links, links(english), links(other), other, diagnostics);
    in_any_order(Parity::References, references(english), references(other), other, diagnostics);
}

fn in_order(
    what: Parity,
    english: &[Mark],
    here: &[Mark],
    other: &Article<'_>,
    diagnostics: &mut Diagnostics,
) {
    let text = |mark: Option<&Mark>| mark.map_or_else(String::new, |(text, _)| text.clone());
    for at in 0..english.len().max(here.len()) {
        let (theirs, ours) = (english.get(at), here.get(at));
        if text(theirs) != text(ours) {
            let place = ours.map_or(other.file.text.len(), |(_, place)| *place);
            let kind = DiagnosticKind::Differs { what, english: text(theirs), here: text(ours) };
            diagnostics.note(other.file, place, kind);
            // Everything after a missing block would differ as well.
            return;
        }
    }
}

fn in_any_order(
    what: Parity,
    mut english: Vec<Mark>,
    mut here: Vec<Mark>,
    other: &Article<'_>,
    diagnostics: &mut Diagnostics,
) {
    here.retain(|(text, _)| {
        let same = english.iter().position(|(theirs, _)| theirs == text);
        same.map(|at| english.swap_remove(at)).is_none()
    });
    for (text, place) in here {
        let kind = DiagnosticKind::Differs { what, english: String::new(), here: text };
        diagnostics.note(other.file, place, kind);
    }
    for (text, _) in english {
        let kind = DiagnosticKind::Differs { what, english: text, here: String::new() };
        diagnostics.note(other.file, other.file.text.len(), kind);
    }
}

/// Info line without its title, and the body without comments; of a terminal only the commands, of a
/// figure only its drawing.
fn code(article: &Article<'_>) -> Vec<Mark> {
    let mut found = Vec::new();
    for (info, body, place) in article.fences() {
        let attributes = Attributes::read(info);
        let mut text = attributes.head().to_owned();
        for (name, value) in &attributes.pairs {
            if !matches!(*name, "title" | "caption" | "alt") {
                let _ = write!(text, " {name}={value}");
            }
        }
        let lines: Vec<_> = match attributes.head() {
            "figure" | "text" => Vec::new(),
            "console" => console::commands(body),
            _ => body
                .lines()
                .filter(|line| !line.trim_start().starts_with(['#', '/']))
                .filter(|line| !line.trim().is_empty())
                .map(|line| line.split(" # ").next().unwrap_or(line).trim_end())
                .collect(),
        };
        for line in lines {
            text.push('\n');
            text.push_str(line);
        }
        found.push((text, place));
    }
    found
}

fn links(article: &Article<'_>) -> Vec<Mark> {
    let link = |(event, range): &crate::article::Placed<'_>| match event {
        Event::Start(Tag::Link { dest_url, .. }) => Some((dest_url.to_string(), range.start)),
        _ => None,
    };
    article.events.iter().filter_map(link).collect()
}

fn references(article: &Article<'_>) -> Vec<Mark> {
    let mut found = Vec::new();
    for (event, range) in &article.events {
        if let Event::Text(text) | Event::Code(text) = event {
            for part in parts(text) {
                if let Part::Reference(inside, place) = part {
                    found.push((inside.trim().to_owned(), range.start + place.start));
                }
            }
        }
    }
    found
}

fn tabs(article: &Article<'_>) -> Vec<Mark> {
    let mut found = Vec::new();
    for (event, range) in &article.events {
        if let Event::Text(text) = event
            && let Some(directive) = text.strip_prefix("///")
        {
            let attributes = Attributes::read(directive);
            let names: Vec<_> = attributes.words.iter().take(2).map(AsRef::as_ref).collect();
            found.push((format!("/// {}", names.join(" ")), range.start));
        }
    }
    found
}
