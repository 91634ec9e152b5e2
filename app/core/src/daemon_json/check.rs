use serde::Serialize;

use super::{
    document::{Document, Id, Kind, Member},
    fault::{Fault, FaultKind, position},
    known::{self, Meant},
};
use crate::fact::{Message, Span};

/// What dockerd does about a problem.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    /// It does not start.
    Refused,
    /// It does not start, unless it is newer than these rules.
    Unsure,
    /// It starts, and something has no effect, or not the expected one.
    Ignored,
}

/// What is wrong.
///
/// Sources: captures J29 and J26 (dockerd 29.7 and 26.1 started with such files); moby,
/// `daemon/runtime_unix.go`; read 2026-11-20.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProblemKind {
    /// It is not JSON, or no object.
    Fault(Fault),
    /// A mark at the beginning: dockerd takes it, `nvidia-ctk` does not.
    ByteOrderMark,
    /// A key of the file is misspelt. For an object dockerd names the keys inside it.
    Misspelt {
        /// As written.
        found: String,
        /// What dockerd knows.
        meant: &'static str,
    },
    /// A key of the file that the rules of this date do not know. dockerd refuses keys it does not know,
    /// notes like `_comment` among them.
    UnknownKey {
        /// As written.
        key: String,
    },
    /// A key stands twice in one object; the last counts.
    Duplicate {
        /// Keys from the outside in, joined by dots.
        key: String,
    },
    /// A value is of a type that dockerd does not take there.
    WrongType {
        /// Keys from the outside in, joined by dots.
        key: String,
        /// Name of the type in JSON.
        expected: &'static str,
        /// Name of the type in JSON.
        found: &'static str,
    },
    /// `default-runtime` names a runtime that is not defined.
    DefaultRuntimeUnknown {
        /// The name.
        name: String,
    },
    /// A runtime has neither `path` nor `runtimeType`.
    RuntimeWithoutPath {
        /// Name of the runtime.
        name: String,
    },
    /// A runtime has both `path` and `runtimeType`.
    PathAndType {
        /// Name of the runtime.
        name: String,
    },
    /// A runtime with a `path` has `options`.
    PathAndOptions {
        /// Name of the runtime.
        name: String,
    },
    /// A runtime with a `runtimeType` has `runtimeArgs`.
    TypeAndArgs {
        /// Name of the runtime.
        name: String,
    },
    /// `runc` is built in and cannot be defined.
    Reserved {
        /// Name of the runtime.
        name: String,
    },
    /// A key of a runtime that dockerd does not know.
    UnknownRuntimeKey {
        /// Name of the runtime.
        name: String,
        /// The key.
        key: String,
    },
    /// Arguments under `args`, which dockerd does not read; it reads `runtimeArgs`.
    ArgsIgnored {
        /// Name of the runtime.
        name: String,
    },
}

/// What is wrong, and where.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Problem {
    /// What.
    pub kind: ProblemKind,
    /// What dockerd does about it.
    pub effect: Effect,
    /// Where, in bytes of the text.
    pub span: Span,
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1 in characters.
    pub column: usize,
}

/// Finds what dockerd will refuse or ignore, most of which `dockerd --validate` does not tell. In the order
/// of the text.
///
/// What dockerd accepts in place of a file (nothing, white space, `null`) has no problems.
pub fn check(text: &str) -> Vec<Problem> {
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = text.len() - plain.len();
    let mut found = Found { text, mark, problems: Vec::new() };
    if mark > 0 {
        found.problem(ProblemKind::ByteOrderMark, Span::new(0, 0));
    }
    if !plain.trim().is_empty() && plain.trim() != "null" {
        match Document::parse(plain) {
            Ok(document) => found.all(&document),
            Err(fault) => found.fault(fault),
        }
    }
    found.problems.sort_by_key(|problem| problem.span);
    found.problems
}

struct Found<'t> {
    text: &'t str,
    /// Bytes before the text that was parsed.
    mark: usize,
    problems: Vec<Problem>,
}

impl Found<'_> {
    fn problem(&mut self, kind: ProblemKind, span: Span) {
        let effect = match kind {
            ProblemKind::ByteOrderMark
            | ProblemKind::Duplicate { .. }
            | ProblemKind::UnknownRuntimeKey { .. }
            | ProblemKind::ArgsIgnored { .. } => Effect::Ignored,
            ProblemKind::UnknownKey { .. } => Effect::Unsure,
            _ => Effect::Refused,
        };
        let (line, column) = position(self.text.get(self.mark..).unwrap_or_default(), span.start);
        let span = Span::new(span.start + self.mark, span.end + self.mark);
        self.problems.push(Problem { kind, effect, span, line, column });
    }

    fn fault(&mut self, mut fault: Fault) {
        let span = fault.span;
        fault.span = Span::new(span.start + self.mark, span.end + self.mark);
        self.problem(ProblemKind::Fault(fault), span);
    }

    fn all(&mut self, document: &Document) {
        let root = Document::ROOT;
        if !matches!(document.kind(root), Kind::Object(_)) {
            let fault = Fault::at(document.text, FaultKind::NotAnObject, document.span(root));
            return self.fault(fault);
        }
        self.duplicates(document, root, "");
        for member in document.members(root) {
            let key = member.key.clone();
            let kind = match known::meant(&key) {
                Meant::Itself => continue,
                Meant::Other(meant) => ProblemKind::Misspelt { found: key, meant },
                Meant::Nothing => ProblemKind::UnknownKey { key },
            };
            self.problem(kind, member.key_span);
        }
        if let Some(features) = document.member(root, "features")
            && self.is(document, features.value, "features", "object")
        {
            for feature in document.members(features.value) {
                self.is(document, feature.value, &format!("features.{}", feature.key), "boolean");
            }
        }
        if let Some(runtimes) = document.member(root, "runtimes")
            && self.is(document, runtimes.value, "runtimes", "object")
        {
            self.duplicates(document, runtimes.value, "runtimes.");
            for runtime in document.members(runtimes.value) {
                self.runtime(document, runtime);
            }
        }
        self.default_runtime(document);
    }

    /// Whether a value is of a type; says so where it is of another. `null` is none at all.
    fn is(&mut self, document: &Document, value: Id, key: &str, expected: &'static str) -> bool {
        let found = type_name(document.kind(value));
        if found != expected && found != "null" {
            let kind = ProblemKind::WrongType { key: key.to_owned(), expected, found };
            self.problem(kind, document.span(value));
        }
        found == expected
    }

    fn duplicates(&mut self, document: &Document, object: Id, prefix: &str) {
        let mut members: Vec<&Member> = document.members(object).iter().collect();
        members.sort_by_key(|member| &member.key);
        for pair in members.windows(2).filter(|pair| pair[0].key == pair[1].key) {
            let key = format!("{prefix}{}", pair[1].key);
            self.problem(ProblemKind::Duplicate { key }, pair[1].key_span);
        }
    }

    fn runtime(&mut self, document: &Document, runtime: &Member) {
        let name = || runtime.key.clone();
        let prefix = format!("runtimes.{}", runtime.key);
        if runtime.key == "runc" {
            self.problem(ProblemKind::Reserved { name: name() }, runtime.key_span);
        }
        if !self.is(document, runtime.value, &prefix, "object") {
            return;
        }
        self.duplicates(document, runtime.value, &format!("{prefix}."));
        let mut path = false;
        let mut shim = false;
        let mut arguments = false;
        let mut options = false;
        for member in document.members(runtime.value) {
            let key = format!("{prefix}.{}", member.key);
            let is =
                known::RUNTIME_KEYS.iter().find(|known| known.eq_ignore_ascii_case(&member.key));
            match is.copied() {
                Some("path") if self.is(document, member.value, &key, "string") => {
                    path = document.string(member.value).is_some_and(|path| !path.is_empty());
                }
                Some("runtimeType") if self.is(document, member.value, &key, "string") => {
                    shim = document.string(member.value).is_some_and(|shim| !shim.is_empty());
                }
                Some("runtimeArgs") if self.is(document, member.value, &key, "array") => {
                    arguments = !is_empty(document.kind(member.value));
                }
                Some("options") if self.is(document, member.value, &key, "object") => {
                    options = !is_empty(document.kind(member.value));
                }
                Some(_) => {}
                // nvidia-ctk writes an empty list there; that does no harm.
                None if member.key == "args" && is_empty(document.kind(member.value)) => {}
                None if member.key == "args" => {
                    self.problem(ProblemKind::ArgsIgnored { name: name() }, member.key_span);
                }
                None => {
                    let kind =
                        ProblemKind::UnknownRuntimeKey { name: name(), key: member.key.clone() };
                    self.problem(kind, member.key_span);
                }
            }
        }
        let kind = match (path, shim) {
            (true, true) => ProblemKind::PathAndType { name: name() },
            (true, false) if options => ProblemKind::PathAndOptions { name: name() },
            (false, true) if arguments => ProblemKind::TypeAndArgs { name: name() },
            (false, false) => ProblemKind::RuntimeWithoutPath { name: name() },
            _ => return,
        };
        self.problem(kind, runtime.key_span);
    }

    fn default_runtime(&mut self, document: &Document) {
        let root = Document::ROOT;
        let Some(default) = document.member(root, "default-runtime") else { return };
        if !self.is(document, default.value, "default-runtime", "string") {
            return;
        }
        let name = document.string(default.value).unwrap_or_default();
        let runtimes = document.member(root, "runtimes");
        let defined =
            runtimes.is_some_and(|runtimes| document.member(runtimes.value, name).is_some());
        // `a.b` is looked for as a shim of containerd when a container starts.
        let shim = !name.contains('/') && name.find('.').is_some_and(|at| at > 0);
        if !(name.is_empty() || name == "runc" || defined || shim) {
            let kind = ProblemKind::DefaultRuntimeUnknown { name: name.to_owned() };
            self.problem(kind, document.span(default.value));
        }
    }
}

const fn type_name(kind: &Kind) -> &'static str {
    match kind {
        Kind::Null => "null",
        Kind::Bool(_) => "boolean",
        Kind::Number => "number",
        Kind::String(_) => "string",
        Kind::Array(_) => "array",
        Kind::Object(_) => "object",
    }
}

fn is_empty(kind: &Kind) -> bool {
    match kind {
        Kind::Null => true,
        Kind::Array(elements) => elements.is_empty(),
        Kind::Object(members) => members.is_empty(),
        _ => false,
    }
}

impl Problem {
    /// What is wrong and what to fix; gaps `line`, `column` and what the sentence needs.
    pub fn message(&self) -> Message {
        let place = |message: Message| message.with("line", self.line).with("column", self.column);
        let of = |key: &'static str| place(Message::new(format!("daemon_json.problem.{key}")));
        match &self.kind {
            ProblemKind::Fault(fault) => fault.message(),
            ProblemKind::ByteOrderMark => of("byte_order_mark"),
            ProblemKind::Misspelt { found, meant } => {
                of("misspelt").with("found", found).with("meant", meant)
            }
            ProblemKind::UnknownKey { key } => of("unknown_key").with("key", key),
            ProblemKind::Duplicate { key } => of("duplicate").with("key", key),
            ProblemKind::WrongType { key, expected, found } => {
                of("wrong_type").with("key", key).with("expected", expected).with("found", found)
            }
            ProblemKind::DefaultRuntimeUnknown { name } => {
                of("default_runtime_unknown").with("name", name)
            }
            ProblemKind::RuntimeWithoutPath { name } => {
                of("runtime_without_path").with("name", name)
            }
            ProblemKind::PathAndType { name } => of("path_and_type").with("name", name),
            ProblemKind::PathAndOptions { name } => of("path_and_options").with("name", name),
            ProblemKind::TypeAndArgs { name } => of("type_and_args").with("name", name),
            ProblemKind::Reserved { name } => of("reserved").with("name", name),
            ProblemKind::UnknownRuntimeKey { name, key } => {
                of("unknown_runtime_key").with("name", name).with("key", key)
            }
            ProblemKind::ArgsIgnored { name } => of("args_ignored").with("name", name),
        }
    }
}
