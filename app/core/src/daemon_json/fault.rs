//! Why a text is no `daemon.json`, where, and what to do about it.

use serde::Serialize;

use crate::fact::{Message, Span};

/// What is wrong. Each has a sentence that says what to fix.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum FaultKind {
    /// UTF-16, as Windows PowerShell's `>` and `Out-File` write it.
    Utf16,
    /// Bytes that are no UTF-8.
    NotUtf8,
    /// `“ ”` instead of `"`.
    TypographicQuote {
        /// The quote.
        found: char,
    },
    /// `'` instead of `"`.
    SingleQuote,
    /// `，` or `：` of a Chinese or Japanese keyboard.
    FullWidth {
        /// The character.
        found: char,
    },
    /// `//`, `/*` or `#`: JSON has no comments.
    Comment,
    /// A comma before a closing bracket.
    TrailingComma,
    /// Two commas, or one at the beginning.
    ExtraComma,
    /// No comma between two entries.
    CommaMissing,
    /// No colon behind a key.
    ColonMissing,
    /// `=` instead of `:`.
    EqualsSign,
    /// No value where one must stand.
    ValueMissing,
    /// Something else where a key must stand.
    KeyMissing,
    /// A key without quotes.
    KeyWithoutQuotes,
    /// A text without quotes.
    TextWithoutQuotes,
    /// `True`, `yes`, `None`.
    WrongWord {
        /// What JSON calls it.
        meant: &'static str,
    },
    /// A number in a form that JSON does not have.
    BadNumber,
    /// A quote that is not closed on its line.
    UnclosedString,
    /// A backslash that begins no escape, as in `C:\path`.
    BadEscape,
    /// A tab or another control character between quotes.
    ControlInString {
        /// Its code point.
        code: u32,
    },
    /// A character that looks like a space, or like nothing.
    Invisible {
        /// Its code point.
        code: u32,
    },
    /// The text ends inside a bracket.
    Unclosed {
        /// Line of the bracket that is open.
        line: usize,
    },
    /// `]` where `}` must stand, or the other way round.
    WrongBracket,
    /// A second object behind the first.
    SecondObject,
    /// Anything else behind the end.
    AfterTheEnd,
    /// More brackets inside brackets than dockerd follows.
    TooDeep,
    /// The whole text is a value, but no object.
    NotAnObject,
    /// A key holds something else than an object.
    MustBeObject {
        /// The key.
        key: String,
    },
    /// The runtime has a `runtimeType`, beside which dockerd takes no `path`.
    HasRuntimeType {
        /// Name of the runtime.
        name: String,
    },
    /// Any other character.
    Unexpected,
}

/// What is wrong, and where.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Fault {
    /// What.
    pub kind: FaultKind,
    /// Where, in bytes of the text.
    pub span: Span,
    /// Line, counted from 1.
    pub line: usize,
    /// Column, counted from 1 in characters.
    pub column: usize,
    /// What stands there.
    pub found: String,
}

/// How much of the text a message repeats. Unit: characters.
const LONGEST_FOUND: usize = 40;

impl Fault {
    pub(super) fn at(text: &str, kind: FaultKind, span: Span) -> Self {
        let (line, column) = position(text, span.start);
        let here = text.get(span.range()).unwrap_or_default();
        let found = here.chars().take(LONGEST_FOUND).filter(|c| !c.is_control()).collect();
        Self { kind, span, line, column, found }
    }

    /// What is wrong and what to fix; gaps `line`, `column` and what the sentence needs.
    pub fn message(&self) -> Message {
        let message = Message::new(format!("daemon_json.fault.{}", self.kind.key()))
            .with("line", self.line)
            .with("column", self.column)
            .with("found", self.found.replace('`', "'"));
        match &self.kind {
            FaultKind::WrongWord { meant } => message.with("meant", meant),
            FaultKind::ControlInString { code } | FaultKind::Invisible { code } => {
                message.with("code", format!("U+{code:04X}"))
            }
            FaultKind::Unclosed { line } => message.with("opened", line),
            FaultKind::MustBeObject { key } => message.with("key", key),
            FaultKind::HasRuntimeType { name } => message.with("name", name),
            _ => message,
        }
    }
}

impl FaultKind {
    const fn key(&self) -> &'static str {
        match self {
            Self::Utf16 => "utf16",
            Self::NotUtf8 => "not_utf8",
            Self::TypographicQuote { .. } => "typographic_quote",
            Self::SingleQuote => "single_quote",
            Self::FullWidth { .. } => "full_width",
            Self::Comment => "comment",
            Self::TrailingComma => "trailing_comma",
            Self::ExtraComma => "extra_comma",
            Self::CommaMissing => "comma_missing",
            Self::ColonMissing => "colon_missing",
            Self::EqualsSign => "equals_sign",
            Self::ValueMissing => "value_missing",
            Self::KeyMissing => "key_missing",
            Self::KeyWithoutQuotes => "key_without_quotes",
            Self::TextWithoutQuotes => "text_without_quotes",
            Self::WrongWord { .. } => "wrong_word",
            Self::BadNumber => "bad_number",
            Self::UnclosedString => "unclosed_string",
            Self::BadEscape => "bad_escape",
            Self::ControlInString { .. } => "control_in_string",
            Self::Invisible { .. } => "invisible",
            Self::Unclosed { .. } => "unclosed",
            Self::WrongBracket => "wrong_bracket",
            Self::SecondObject => "second_object",
            Self::AfterTheEnd => "after_the_end",
            Self::TooDeep => "too_deep",
            Self::NotAnObject => "not_an_object",
            Self::MustBeObject { .. } => "must_be_object",
            Self::HasRuntimeType { .. } => "has_runtime_type",
            Self::Unexpected => "unexpected",
        }
    }
}

/// Line and column of a byte, both counted from 1. A line ends with LF, CR LF or CR.
pub(super) fn position(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let ends = before.replace("\r\n", "\n");
    let line = ends.matches(['\n', '\r']).count() + 1;
    let column = ends.rsplit(['\n', '\r']).next().unwrap_or_default().chars().count() + 1;
    (line, column)
}

/// The text of a file.
///
/// # Errors
/// [`FaultKind::Utf16`] and [`FaultKind::NotUtf8`].
pub fn decode(bytes: &[u8]) -> Result<&str, Fault> {
    let start = |kind| {
        Err(Fault {
            kind,
            span: Span::new(0, bytes.len().min(2)),
            line: 1,
            column: 1,
            found: String::new(),
        })
    };
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [b'{', 0, ..] | [0, b'{', ..] => {
            return start(FaultKind::Utf16);
        }
        _ => {}
    }
    str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let valid = bytes.get(..at).and_then(|valid| str::from_utf8(valid).ok());
        let mut fault = Fault::at(valid.unwrap_or_default(), FaultKind::NotUtf8, Span::new(at, at));
        fault.span.end = at + error.error_len().unwrap_or(1);
        fault
    })
}
