//! Anchors: the same in every language, because they come from the English headings.

use std::collections::BTreeSet;

use crate::{
    article::Article,
    diagnostic::{DiagnosticKind, Diagnostics},
};

/// One anchor a heading, in order: `{#id}` where it is given, otherwise the English words.
pub(crate) fn anchors(english: &Article<'_>, diagnostics: &mut Diagnostics) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::with_capacity(english.headings.len());
    for heading in &english.headings {
        let id = heading.id.clone().unwrap_or_else(|| slug(&heading.text));
        if !seen.insert(id.clone()) {
            let kind = DiagnosticKind::DuplicateAnchor(id.clone());
            diagnostics.note(english.file, heading.at, kind);
        }
        found.push(id);
    }
    found
}

/// Notes every place at which the headings of a translation are not those of the English text.
/// Returns whether they are the same, so that anchors can be given by position.
pub(crate) fn same_tree(
    english: &Article<'_>,
    other: &Article<'_>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let pairs = english.headings.len().max(other.headings.len());
    for at in 0..pairs {
        let (theirs, ours) = (english.headings.get(at), other.headings.get(at));
        let level = |heading: Option<&crate::article::RawHeading>| heading.map(|h| h.level);
        if level(theirs) != level(ours) {
            let line = |heading: Option<&crate::article::RawHeading>| {
                heading.map_or_else(String::new, crate::article::RawHeading::line)
            };
            let kind = DiagnosticKind::HeadingTree { english: line(theirs), here: line(ours) };
            let place = ours.map_or(other.file.text.len(), |heading| heading.at);
            diagnostics.note(other.file, place, kind);
            return false;
        }
        if let Some(heading) = ours.filter(|heading| heading.id.is_some()) {
            let why = "anchors are given in the English file only".to_owned();
            diagnostics.note(other.file, heading.at, DiagnosticKind::BadFence(why));
        }
    }
    true
}

/// `daemon.json, key by key` becomes `daemon-json-key-by-key`.
pub(crate) fn slug(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !matches!(c, '\'' | '’') && !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(out.trim_end_matches('-').len());
    out
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn words_joined_by_hyphens() {
        assert_eq!(slug("daemon.json, key by key"), "daemon-json-key-by-key");
        assert_eq!(slug("What's `--gpus`?"), "whats-gpus");
        assert_eq!(slug("…"), "");
    }
}
