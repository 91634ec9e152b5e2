//! Footnotes: numbered in the order in which the text uses them, written at the end.

use std::{collections::BTreeMap, fmt::Write as _};

use gpudock_words::Catalogue;
use pulldown_cmark::{Event, html::push_html};

use super::escape::escape;
use crate::diagnostic::DiagnosticKind;

#[derive(Debug, Default)]
pub(crate) struct Footnotes<'e> {
    /// Labels in the order of their marks, and the byte of the first mark.
    used: Vec<(String, usize)>,
    /// Rendered text of each label, and its byte.
    written: BTreeMap<String, (String, usize)>,
    /// The label being written, and what the body had before it.
    open: Option<(String, usize, Vec<Event<'e>>)>,
}

impl<'e> Footnotes<'e> {
    /// The mark in the text.
    pub(crate) fn mark(&mut self, label: &str, at: usize) -> String {
        let number = self.used.iter().position(|(used, _)| used == label).unwrap_or_else(|| {
            self.used.push((label.to_owned(), at));
            self.used.len() - 1
        }) + 1;
        format!(
            "<sup><a id=\"fnref-{number}\" href=\"#fn-{number}\" role=\"doc-noteref\">{number}</a></sup>"
        )
    }

    /// Begins a footnote's text; keeps what the body has so far.
    pub(crate) fn open(&mut self, label: &str, at: usize, body: Vec<Event<'e>>) {
        self.open = Some((label.to_owned(), at, body));
    }

    /// Ends a footnote's text; gives the body back.
    pub(crate) fn close(&mut self, text: Vec<Event<'e>>) -> Vec<Event<'e>> {
        let Some((label, at, body)) = self.open.take() else { return text };
        let mut html = String::new();
        push_html(&mut html, text.into_iter());
        self.written.insert(label, (html, at));
        body
    }

    /// Writes the list, and answers with marks without a text and texts without a mark.
    pub(crate) fn finish(
        &mut self,
        html: &mut String,
        words: &Catalogue,
    ) -> Vec<(usize, DiagnosticKind)> {
        let mut wrong = Vec::new();
        if !self.used.is_empty() {
            let title = words.text("guide.footnotes");
            let _ = writeln!(
                html,
                "<section class=\"footnotes\" role=\"doc-endnotes\" aria-label=\"{}\"><ol>",
                escape(&title)
            );
        }
        let back = words.text("guide.footnote_back");
        for (number, (label, at)) in self.used.iter().enumerate() {
            let number = number + 1;
            let Some((text, _)) = self.written.remove(label) else {
                wrong.push((*at, DiagnosticKind::Footnote(label.clone())));
                continue;
            };
            let text = text.trim_end().trim_end_matches("</p>");
            let _ = writeln!(
                html,
                "<li id=\"fn-{number}\">{text} <a href=\"#fnref-{number}\" role=\"doc-backlink\" aria-label=\"{}\">↩</a></p></li>",
                escape(&back)
            );
        }
        if !self.used.is_empty() {
            html.push_str("</ol></section>\n");
        }
        for (label, (_, at)) in &self.written {
            wrong.push((*at, DiagnosticKind::Footnote(label.clone())));
        }
        wrong
    }
}
