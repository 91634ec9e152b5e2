//! JSON as dockerd reads it (RFC 8259), kept together with the place of every part.
//!
//! Why not a library: `serde_json` forgets order, spacing and the digits of numbers, and a syntax tree that
//! keeps them (`jsonc-parser` with its `cst`) measured 34 KB brotli in the page, a third of the whole budget,
//! while its errors know nothing of typographic quotes. What is needed here is smaller: places.

use super::{
    fault::{Fault, FaultKind},
    scan::{self, Token},
};
use crate::fact::Span;

/// How deep Go's `encoding/json`, and so dockerd, follows brackets.
const DEEPEST: usize = 10_000;

/// Index of a value in its document.
pub(super) type Id = usize;

/// What a value is, as far as merging needs to know.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    Number,
    /// With its escapes resolved.
    String(String),
    Array(Vec<Id>),
    Object(Vec<Member>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Member {
    /// With its escapes resolved.
    pub(super) key: String,
    /// Quotes included.
    pub(super) key_span: Span,
    pub(super) value: Id,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Value {
    pub(super) kind: Kind,
    pub(super) span: Span,
}

/// A parsed text. Values lie in one list, so that no nesting can exhaust the stack.
#[derive(Clone, Debug)]
pub(super) struct Document<'t> {
    pub(super) text: &'t str,
    values: Vec<Value>,
}

/// What may come next.
#[derive(Clone, Copy, PartialEq)]
enum Expect {
    Value,
    FirstElement,
    FirstKey,
    Key,
    Colon,
    CommaOrEnd,
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    values: Vec<Value>,
    /// Open brackets, outermost first.
    open: Vec<Id>,
    /// The key whose value comes next.
    key: Option<(String, Span)>,
}

impl<'t> Document<'t> {
    /// Parses one value with nothing but white space around it.
    pub(super) fn parse(text: &'t str) -> Result<Self, Fault> {
        let mut parser = Parser { text, at: 0, values: Vec::new(), open: Vec::new(), key: None };
        parser.run().map_err(|(kind, span)| Fault::at(text, kind, span))?;
        Ok(Self { text, values: parser.values })
    }

    pub(super) const ROOT: Id = 0;

    pub(super) fn kind(&self, id: Id) -> &Kind {
        self.values.get(id).map_or(&Kind::Null, |value| &value.kind)
    }

    pub(super) fn span(&self, id: Id) -> Span {
        self.values.get(id).map_or_else(Span::default, |value| value.span)
    }

    /// The members of an object; none for anything else.
    pub(super) fn members(&self, id: Id) -> &[Member] {
        match self.kind(id) {
            Kind::Object(members) => members,
            _ => &[],
        }
    }

    /// The member that counts: of several with one key the last, as in Go.
    pub(super) fn member(&self, id: Id, key: &str) -> Option<&Member> {
        self.members(id).iter().rev().find(|member| member.key == key)
    }

    pub(super) fn string(&self, id: Id) -> Option<&str> {
        match self.kind(id) {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }
}

type Refused = (FaultKind, Span);

impl Parser<'_> {
    fn run(&mut self) -> Result<(), Refused> {
        let mut expect = Expect::Value;
        loop {
            let (token, span) = scan::next(self.text, self.at)?;
            self.at = span.end;
            expect = match (expect, token) {
                (Expect::Value | Expect::FirstElement, token) if token.begins_value() => {
                    self.value(token, span)?
                }
                (Expect::FirstElement, Token::CloseArray)
                | (Expect::FirstKey, Token::CloseObject) => self.close(span),
                (Expect::FirstKey | Expect::Key, Token::String(key)) => {
                    self.key = Some((key, span));
                    Expect::Colon
                }
                (Expect::Colon, Token::Colon) => Expect::Value,
                (Expect::CommaOrEnd, Token::Comma) if self.in_object() => Expect::Key,
                (Expect::CommaOrEnd, Token::Comma) if self.in_array() => Expect::Value,
                (Expect::CommaOrEnd, Token::CloseObject) if self.in_object() => self.close(span),
                (Expect::CommaOrEnd, Token::CloseArray) if self.in_array() => self.close(span),
                (Expect::CommaOrEnd, Token::End) if self.open.is_empty() => return Ok(()),
                (expect, token) => return Err(self.refuse(expect, &token, span)),
            };
        }
    }

    fn value(&mut self, token: Token, span: Span) -> Result<Expect, Refused> {
        let (kind, next) = match token {
            Token::Null => (Kind::Null, Expect::CommaOrEnd),
            Token::Bool(value) => (Kind::Bool(value), Expect::CommaOrEnd),
            Token::Number => (Kind::Number, Expect::CommaOrEnd),
            Token::String(text) => (Kind::String(text), Expect::CommaOrEnd),
            Token::OpenArray => (Kind::Array(Vec::new()), Expect::FirstElement),
            _ => (Kind::Object(Vec::new()), Expect::FirstKey),
        };
        let id = self.values.len();
        self.values.push(Value { kind, span });
        let key = self.key.take();
        if let Some(parent) = self.open.last().and_then(|parent| self.values.get_mut(*parent)) {
            match (&mut parent.kind, key) {
                (Kind::Object(members), Some((key, key_span))) => {
                    members.push(Member { key, key_span, value: id });
                }
                (Kind::Array(elements), _) => elements.push(id),
                _ => {}
            }
        }
        if next != Expect::CommaOrEnd {
            if self.open.len() >= DEEPEST {
                return Err((FaultKind::TooDeep, span));
            }
            self.open.push(id);
        }
        Ok(next)
    }

    fn close(&mut self, span: Span) -> Expect {
        if let Some(value) = self.open.pop().and_then(|id| self.values.get_mut(id)) {
            value.span.end = span.end;
        }
        Expect::CommaOrEnd
    }

    fn innermost(&self) -> Option<&Value> {
        self.open.last().and_then(|id| self.values.get(*id))
    }

    fn in_object(&self) -> bool {
        self.innermost().is_some_and(|value| matches!(value.kind, Kind::Object(_)))
    }

    fn in_array(&self) -> bool {
        self.innermost().is_some_and(|value| matches!(value.kind, Kind::Array(_)))
    }

    /// Names the mistake where a token stands that must not.
    fn refuse(&self, expect: Expect, token: &Token, span: Span) -> Refused {
        let kind = match (expect, token) {
            (_, Token::End) => match self.innermost() {
                Some(open) => {
                    let line =
                        Fault::at(self.text, FaultKind::Unclosed { line: 0 }, open.span).line;
                    FaultKind::Unclosed { line }
                }
                None => FaultKind::ValueMissing,
            },
            (Expect::CommaOrEnd, Token::OpenObject) if self.open.is_empty() => {
                FaultKind::SecondObject
            }
            (Expect::CommaOrEnd, _) if self.open.is_empty() => FaultKind::AfterTheEnd,
            (Expect::CommaOrEnd, token) if token.begins_value() => {
                // The comma is missing behind what stands before.
                let before = self.text.get(..span.start).unwrap_or_default().trim_end().len();
                return (FaultKind::CommaMissing, Span::new(before, span.end));
            }
            (Expect::CommaOrEnd, Token::CloseObject | Token::CloseArray) => FaultKind::WrongBracket,
            (Expect::Key, Token::CloseObject) | (Expect::Value, Token::CloseArray)
                if self.key.is_none() =>
            {
                let before = self.text.get(..span.start).unwrap_or_default();
                let comma = before.rfind(',').unwrap_or(span.start);
                return (FaultKind::TrailingComma, Span::new(comma, comma + 1));
            }
            (Expect::Value, Token::CloseObject | Token::Comma) if self.key.is_some() => {
                FaultKind::ValueMissing
            }
            (_, Token::Comma) => FaultKind::ExtraComma,
            (Expect::FirstKey | Expect::Key, Token::Number | Token::Bool(_) | Token::Null) => {
                FaultKind::KeyWithoutQuotes
            }
            (Expect::FirstKey | Expect::Key, _) => FaultKind::KeyMissing,
            (Expect::Colon, _) => FaultKind::ColonMissing,
            _ => FaultKind::Unexpected,
        };
        (kind, span)
    }
}
