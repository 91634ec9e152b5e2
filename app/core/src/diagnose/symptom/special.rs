//! Error texts that are a number or a cell rather than a sentence.

use super::{Symptom, xid};
use crate::fact::Span;

/// Which of them a word can begin.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// `NVRM: Xid (PCI:0000:05:00): 79`.
    Xid,
    /// A table cell that says `ERR!`.
    ErrCell,
    /// A value of `-q`, XML or CSV that says `Unknown Error`.
    UnknownErrorValue,
    /// A value that says `GPU requires reset`.
    RequiresReset,
    /// `program: command not found`, in any shell.
    CommandNotFound,
}

/// The texts that lead to them.
pub(super) const TEXTS: &[(&str, Kind)] = &[
    ("xid (", Kind::Xid),
    ("xid\t(", Kind::Xid),
    ("xid(", Kind::Xid),
    ("xid  ", Kind::Xid),
    ("err!", Kind::ErrCell),
    ("unknown error", Kind::UnknownErrorValue),
    ("requires reset", Kind::RequiresReset),
    ("command not found", Kind::CommandNotFound),
    ("not found", Kind::CommandNotFound),
    ("not recognized as", Kind::CommandNotFound),
    (FISH, Kind::CommandNotFound),
];

/// Reads what stands around one of the [`TEXTS`]. `at` is its first byte.
pub(super) fn read(kind: Kind, text: &str, at: usize) -> Option<Symptom> {
    let (before, after) = (text.get(..at)?, text.get(at..)?);
    match kind {
        Kind::Xid => xid::read(before, after, at),
        Kind::ErrCell => err_cell(before, after, at),
        Kind::UnknownErrorValue => unknown_error_value(before, after, at),
        Kind::RequiresReset => requires_reset(before, after, at),
        Kind::CommandNotFound => command_not_found(before, after, at),
    }
}

fn symptom(id: &'static str, slug: &str, start: usize, end: usize) -> Symptom {
    Symptom { id, slug: Some(slug.to_owned()), gaps: Vec::new(), span: Span::new(start, end) }
}

/// The last `length` bytes or fewer, from a character boundary on.
fn tail(text: &str, length: usize) -> &str {
    let mut from = text.len().saturating_sub(length);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text.get(from..).unwrap_or_default()
}

fn starts_with(text: &str, start: &str) -> bool {
    text.get(..start.len()).is_some_and(|text| text.eq_ignore_ascii_case(start))
}

fn ends_with(text: &str, end: &str) -> bool {
    text.len()
        .checked_sub(end.len())
        .and_then(|from| text.get(from..))
        .is_some_and(|text| text.eq_ignore_ascii_case(end))
}

/// `ERR!` in any cell but the CUDA version, which is a failure of its own.
fn err_cell(before: &str, after: &str, at: usize) -> Option<Symptom> {
    if !after.starts_with("ERR!") {
        return None;
    }
    let before = tail(before, 40).trim_end_matches([' ', '\t', ':']);
    (!ends_with(before, "version")).then(|| symptom("gpu-err-fields", "gpu_err_fields", at, at + 4))
}

/// A value, not a sentence: `Key   : Unknown Error`, `<tag>Unknown Error<`, `[Unknown Error]`.
fn unknown_error_value(before: &str, after: &str, at: usize) -> Option<Symptom> {
    const TEXT: &str = "Unknown Error";
    if !after.starts_with(TEXT) || !is_value(before, after.get(TEXT.len()..)?) {
        return None;
    }
    Some(symptom("unknown-error-fields", "unknown_error_fields", at, at + TEXT.len()))
}

fn is_value(before: &str, after: &str) -> bool {
    let line = tail(before, 80).rsplit('\n').next().unwrap_or_default();
    let of_list = line.trim_end().strip_suffix(':').is_some_and(|key| key.ends_with([' ', '\t']));
    let of_xml = line.ends_with('>') && after.starts_with('<');
    let of_csv = line.ends_with('[') && after.starts_with(']');
    of_list || of_xml || of_csv
}

fn requires_reset(before: &str, after: &str, at: usize) -> Option<Symptom> {
    const TEXT: &str = "requires reset";
    let head = before.strip_suffix("GPU ")?;
    if !starts_with(after, TEXT) || !is_value(head, after.get(TEXT.len()..)?) {
        return None;
    }
    let span = Span::new(head.len(), at + TEXT.len());
    Some(Symptom { id: "gpu-requires-reset", slug: None, gaps: Vec::new(), span })
}

const FISH: &str = "fish: Unknown command: ";

/// bash, dash, zsh, fish, Ubuntu's helper, cmd and PowerShell each say it in their own way.
fn command_not_found(before: &str, after: &str, at: usize) -> Option<Symptom> {
    let line = tail(before, 120).rsplit('\n').next().unwrap_or_default();
    let (program, start, end) = if starts_with(after, "command not found") {
        after_shell(line, after, at)?
    } else if starts_with(after, FISH) {
        let program = word_at_start(after.get(FISH.len()..)?);
        is_program(program).then_some((program, at, at + FISH.len() + program.len()))?
    } else if starts_with(after, "not found") {
        quoted_before(line, at, "not found".len())?
    } else if starts_with(after, "not recognized as") {
        let line = line.trim_end().strip_suffix("is")?;
        quoted_before(line, at, "not recognized as".len())?
    } else {
        return None;
    };
    let id = match program.rsplit(['/', '\\']).next().unwrap_or_default() {
        "nvidia-smi" | "nvidia-smi.exe" => "smi-command-not-found",
        "nvidia-ctk" | "nvidia-container-cli" => "toolkit-not-installed",
        "docker" | "docker.exe" => "docker-not-installed",
        "docker-compose" => "compose-v1-not-installed",
        "apt-key" => "apt-key-removed",
        _ => "command-not-found",
    };
    Some(Symptom {
        id,
        slug: Some("command_not_found".to_owned()),
        gaps: vec![("program", program.to_owned())],
        span: Span::new(start, end),
    })
}

/// `bash: line 1: lsmod: command not found`, and zsh's `command not found: lsmod`.
fn after_shell<'a>(line: &'a str, after: &'a str, at: usize) -> Option<(&'a str, usize, usize)> {
    const TEXT: &str = "command not found";
    let rest = after.get(TEXT.len()..)?;
    if let Some(named) = rest.strip_prefix(": ") {
        let program = word_at_start(named);
        if is_program(program) {
            return Some((program, at, at + TEXT.len() + 2 + program.len()));
        }
    }
    let head = line.trim_end().strip_suffix(':')?;
    let program = word_at_end(head);
    let start = (at - line.len()) + head.len() - program.len();
    is_program(program).then_some((program, start, at + TEXT.len()))
}

const QUOTES: [char; 5] = ['\'', '"', '`', '\u{2018}', '\u{2019}'];

/// `Command 'nvidia-smi' not found`, `sh: 1: nvidia-smi: not found`, `'nvidia-smi' is not recognized`.
fn quoted_before(line: &str, at: usize, length: usize) -> Option<(&str, usize, usize)> {
    let head = line.trim_end();
    let quoted = head.strip_suffix(QUOTES).and_then(|head| {
        let program = word_at_end(head);
        let said = head.strip_suffix(program)?.trim_end_matches(QUOTES).trim_end();
        let leads = ["command", "term", ">", "$", "#"];
        (said.is_empty() || leads.iter().any(|lead| ends_with(said, lead))).then_some(program)
    });
    let shell = || {
        let head = head.strip_suffix(':')?;
        let program = word_at_end(head);
        let said = head.get(..head.len() - program.len())?.trim_end();
        let numbered = said.strip_suffix(':')?.rsplit([' ', ':']).next()?;
        let of_shell = numbered.bytes().all(|byte| byte.is_ascii_digit())
            || ["sh", "dash", "ash", "/bin/sh"].contains(&numbered);
        (of_shell && !program.contains(".so")).then_some(program)
    };
    let program = quoted.or_else(shell).filter(|program| is_program(program))?;
    let start = (at - line.len()) + line.rfind(program)?;
    Some((program, start, at + length))
}

fn is_program(word: &str) -> bool {
    word.len() >= 2
        && word.len() <= 64
        && word.bytes().any(|byte| byte.is_ascii_alphabetic())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./\\+".contains(&byte))
}

fn word_at_start(text: &str) -> &str {
    text.split(|c: char| c.is_whitespace() || "'\"`".contains(c)).next().unwrap_or_default()
}

fn word_at_end(text: &str) -> &str {
    text.rsplit(|c: char| c.is_whitespace() || "'\"`\u{2018}".contains(c))
        .next()
        .unwrap_or_default()
}
