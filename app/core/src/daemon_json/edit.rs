//! Changes of a text that leave the rest of it byte for byte, written the way its author writes.

use std::fmt::Write as _;

use super::document::{Document, Id, Kind, Member};
use crate::fact::Span;

/// A value to write.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum New<'a> {
    True,
    EmptyArray,
    Strings(Vec<String>),
    String(&'a str),
    Object(Vec<(&'a str, New<'a>)>),
}

/// How a new value is laid out.
enum Layout<'t> {
    /// An entry a line. `indent` is that of the line in which the value begins.
    Lines { newline: &'t str, indent: &'t str, unit: &'t str },
    /// All on one line, with what stands between entries and behind keys.
    Inline { comma: &'t str, colon: &'t str },
}

/// What nvidia-ctk uses, for files that show no habit.
const UNIT: &str = "    ";

impl New<'_> {
    fn write(&self, layout: &Layout, depth: usize, out: &mut String) {
        match self {
            Self::True => out.push_str("true"),
            Self::EmptyArray => out.push_str("[]"),
            Self::Strings(texts) => {
                out.push('[');
                for (at, text) in texts.iter().enumerate() {
                    if at > 0 {
                        out.push_str(", ");
                    }
                    write_string(text, out);
                }
                out.push(']');
            }
            Self::String(text) => write_string(text, out),
            Self::Object(entries) => {
                out.push('{');
                for (at, (key, value)) in entries.iter().enumerate() {
                    layout.between(at, depth + 1, out);
                    write_string(key, out);
                    out.push_str(layout.colon());
                    value.write(layout, depth + 1, out);
                }
                if !entries.is_empty() {
                    layout.line(depth, out);
                }
                out.push('}');
            }
        }
    }

    fn text(&self, layout: &Layout, depth: usize) -> String {
        let mut out = String::new();
        self.write(layout, depth, &mut out);
        out
    }
}

impl Layout<'_> {
    fn between(&self, at: usize, depth: usize, out: &mut String) {
        match self {
            Self::Lines { .. } => {
                if at > 0 {
                    out.push(',');
                }
                self.line(depth, out);
            }
            Self::Inline { comma, .. } if at > 0 => out.push_str(comma),
            Self::Inline { .. } => {}
        }
    }

    fn line(&self, depth: usize, out: &mut String) {
        if let Self::Lines { newline, indent, unit } = self {
            out.push_str(newline);
            out.push_str(indent);
            for _ in 0..depth {
                out.push_str(unit);
            }
        }
    }

    fn colon(&self) -> &str {
        match self {
            Self::Lines { .. } => ": ",
            Self::Inline { colon, .. } => colon,
        }
    }
}

fn write_string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => {
                let _ = write!(out, "\\u{:04x}", c as u32);
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

fn newline(text: &str) -> &'static str {
    match text.find(['\n', '\r']).and_then(|at| text.get(at..)) {
        Some(rest) if rest.starts_with("\r\n") => "\r\n",
        Some(rest) if rest.starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// The white space at the beginning of the line in which a place stands.
fn indent_of(text: &str, at: usize) -> &str {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let rest = before.get(line..).unwrap_or_default();
    rest.get(..rest.len() - rest.trim_start_matches([' ', '\t']).len()).unwrap_or_default()
}

/// Whether only white space stands before a place in its line, and there is a line before.
fn begins_line(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.trim_end_matches([' ', '\t']).ends_with(['\n', '\r'])
}

/// The white space by which the entries of the outermost object are indented.
fn unit<'t>(document: &Document<'t>) -> &'t str {
    let text = document.text;
    document
        .members(Document::ROOT)
        .iter()
        .find(|member| begins_line(text, member.key_span.start))
        .map(|member| indent_of(text, member.key_span.start))
        .filter(|unit| !unit.is_empty())
        .unwrap_or(UNIT)
}

fn splice(text: &str, span: Span, new: &str) -> String {
    let before = text.get(..span.start).unwrap_or_default();
    let behind = text.get(span.end..).unwrap_or_default();
    [before, new, behind].concat()
}

/// The text between two places, if it is what it should be: one character and no line end around it.
fn habit(text: &str, from: usize, to: usize, sign: char) -> Option<&str> {
    let between = text.get(from..to)?;
    (between.trim_matches(' ') == sign.to_string()).then_some(between)
}

fn inline<'t>(document: &Document<'t>, members: &[Member]) -> Layout<'t> {
    let text = document.text;
    let colon = members
        .last()
        .and_then(|m| habit(text, m.key_span.end, document.span(m.value).start, ':'))
        .unwrap_or(": ");
    let comma = match members {
        [.., one, last] => habit(text, document.span(one.value).end, last.key_span.start, ','),
        _ => None,
    };
    Layout::Inline { comma: comma.unwrap_or(if colon == ":" { "," } else { ", " }), colon }
}

fn lines<'t>(document: &Document<'t>, at: usize) -> Layout<'t> {
    let text = document.text;
    Layout::Lines { newline: newline(text), indent: indent_of(text, at), unit: unit(document) }
}

/// How a value that begins at a place would be written.
fn layout<'t>(document: &Document<'t>, parent: Id, at: usize) -> Layout<'t> {
    let text = document.text;
    let members = document.members(parent);
    if members.iter().any(|member| begins_line(text, member.key_span.start)) {
        lines(document, at)
    } else {
        inline(document, members)
    }
}

/// The text with one more member, at the end of an object.
pub(super) fn insert(document: &Document, object: Id, key: &str, value: &New) -> String {
    let (text, span) = (document.text, document.span(object));
    let members = document.members(object);
    let entry = [(key, value.clone())];
    let Some(last) = members.last() else {
        let in_lines = object == Document::ROOT
            || document.members(Document::ROOT).iter().any(|m| begins_line(text, m.key_span.start));
        let layout = if in_lines {
            lines(document, span.start)
        } else {
            inline(document, document.members(Document::ROOT))
        };
        return splice(text, span, &New::Object(entry.into()).text(&layout, 0));
    };
    let end = document.span(last.value).end;
    let layout = layout(document, object, last.key_span.start);
    let mut new = String::new();
    match &layout {
        Layout::Lines { .. } => {
            new.push(',');
            layout.line(0, &mut new);
        }
        Layout::Inline { comma, .. } => new.push_str(comma),
    }
    write_string(key, &mut new);
    new.push_str(layout.colon());
    value.write(&layout, 0, &mut new);
    splice(text, Span::new(end, end), &new)
}

/// The text with another value for a member of an object.
pub(super) fn replace(document: &Document, object: Id, member: &Member, value: &New) -> String {
    let layout = layout(document, object, member.key_span.start);
    splice(document.text, document.span(member.value), &value.text(&layout, 0))
}

/// The text without a member of an object.
pub(super) fn take_out(document: &Document, object: Id, member: &Member) -> String {
    let (text, span) = (document.text, document.span(object));
    let Kind::Object(members) = document.kind(object) else { return text.to_owned() };
    let at = members.iter().position(|other| other.key_span == member.key_span).unwrap_or_default();
    let gone = match (at.checked_sub(1).and_then(|at| members.get(at)), members.get(at + 1)) {
        (_, Some(next)) => Span::new(member.key_span.start, next.key_span.start),
        (Some(previous), None) => {
            Span::new(document.span(previous.value).end, document.span(member.value).end)
        }
        (None, None) => Span::new(span.start + 1, span.end.saturating_sub(1)),
    };
    splice(text, gone, "")
}
