//! Text → tokens of JSON, and the common mistakes by name.

use super::fault::FaultKind;
use crate::fact::Span;

/// One token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    OpenObject,
    CloseObject,
    OpenArray,
    CloseArray,
    Colon,
    Comma,
    Null,
    Bool(bool),
    Number,
    String(String),
    End,
}

impl Token {
    pub(super) const fn begins_value(&self) -> bool {
        matches!(
            self,
            Self::OpenObject
                | Self::OpenArray
                | Self::Null
                | Self::Bool(_)
                | Self::Number
                | Self::String(_)
        )
    }
}

type Scanned = Result<(Token, Span), (FaultKind, Span)>;

/// The token at or behind `at`.
pub(super) fn next(text: &str, at: usize) -> Scanned {
    let rest = text.get(at..).unwrap_or_default();
    let start = at + rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    let rest = text.get(start..).unwrap_or_default();
    let Some(first) = rest.chars().next() else {
        return Ok((Token::End, Span::new(start, start)));
    };
    let one = |token| Ok((token, Span::new(start, start + 1)));
    match first {
        '{' => one(Token::OpenObject),
        '}' => one(Token::CloseObject),
        '[' => one(Token::OpenArray),
        ']' => one(Token::CloseArray),
        ':' => one(Token::Colon),
        ',' => one(Token::Comma),
        '"' => string(rest, start),
        '-' | '0'..='9' => number(rest, start),
        _ if first.is_ascii_alphabetic() || first == '_' || first == '$' => word(rest, start),
        _ => Err(stranger(rest, first, start)),
    }
}

/// A character with which no token begins.
fn stranger(rest: &str, first: char, start: usize) -> (FaultKind, Span) {
    let line = rest.lines().next().unwrap_or_default().len();
    let one = Span::new(start, start + first.len_utf8());
    match first {
        '/' if rest.starts_with("//") || rest.starts_with("/*") => {
            (FaultKind::Comment, Span::new(start, start + line))
        }
        '#' | ';' => (FaultKind::Comment, Span::new(start, start + line)),
        '\'' | '`' => (FaultKind::SingleQuote, one),
        '“' | '”' | '„' | '‟' | '«' | '»' | '‘' | '’' | '‚' | '＂' | '″' => {
            (FaultKind::TypographicQuote { found: first }, one)
        }
        '，' | '：' | '｛' | '｝' | '［' | '］' | '、' => {
            (FaultKind::FullWidth { found: first }, one)
        }
        '=' => (FaultKind::EqualsSign, one),
        '+' | '.' => (FaultKind::BadNumber, one),
        '<' if rest.starts_with("<<<<<<<") => {
            (FaultKind::Unexpected, Span::new(start, start + line))
        }
        _ if is_invisible(first) => (FaultKind::Invisible { code: first as u32 }, one),
        _ => (FaultKind::Unexpected, one),
    }
}

/// Looks like a space or like nothing, and is neither of the four that JSON allows.
pub(super) fn is_invisible(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

fn word(rest: &str, start: usize) -> Scanned {
    let is_part = |c: char| c.is_alphanumeric() || "_-.$/".contains(c);
    let end = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let (word, behind) = rest.split_at(end);
    let span = Span::new(start, start + end);
    let meant = match word {
        "null" => return Ok((Token::Null, span)),
        "true" => return Ok((Token::Bool(true), span)),
        "false" => return Ok((Token::Bool(false), span)),
        _ if behind.trim_start().starts_with([':', '=']) => {
            return Err((FaultKind::KeyWithoutQuotes, span));
        }
        _ => match word.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" => Some("true"),
            "false" | "no" | "off" => Some("false"),
            "null" | "none" | "nil" | "undefined" => Some("null"),
            "nan" | "infinity" | "inf" => return Err((FaultKind::BadNumber, span)),
            _ => None,
        },
    };
    Err(match meant {
        Some(meant) => (FaultKind::WrongWord { meant }, span),
        None => (FaultKind::TextWithoutQuotes, span),
    })
}

fn number(rest: &str, start: usize) -> Scanned {
    let end = rest
        .find(|c: char| !c.is_ascii_alphanumeric() && !"+-._".contains(c))
        .unwrap_or(rest.len());
    let number = rest.get(..end).unwrap_or_default();
    let span = Span::new(start, start + end);
    if is_number(number) { Ok((Token::Number, span)) } else { Err((FaultKind::BadNumber, span)) }
}

fn is_number(text: &str) -> bool {
    let text = text.strip_prefix('-').unwrap_or(text);
    let digits =
        |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let whole = digits(text);
    if whole == 0 || (whole > 1 && text.starts_with('0')) {
        return false;
    }
    let mut rest = &text[whole..];
    if let Some(fraction) = rest.strip_prefix('.') {
        let length = digits(fraction);
        if length == 0 {
            return false;
        }
        rest = &fraction[length..];
    }
    if let Some(exponent) = rest.strip_prefix(['e', 'E']) {
        let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        return !exponent.is_empty() && digits(exponent) == exponent.len();
    }
    rest.is_empty()
}

fn string(rest: &str, start: usize) -> Scanned {
    let mut resolved = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((at, c)) = chars.next() {
        let here = Span::new(start + at, start + at + c.len_utf8());
        match c {
            '"' => return Ok((Token::String(resolved), Span::new(start, here.end))),
            '\\' => {
                let (c, length) = escape(&rest[at + 1..])
                    .ok_or((FaultKind::BadEscape, Span::new(here.start, here.end)))?;
                resolved.push(c);
                // Escapes are ASCII: a byte is a character.
                for _ in 0..length {
                    chars.next();
                }
            }
            '\n' | '\r' => return Err((FaultKind::UnclosedString, Span::new(start, here.start))),
            c if c < ' ' => return Err((FaultKind::ControlInString { code: c as u32 }, here)),
            c => resolved.push(c),
        }
    }
    Err((FaultKind::UnclosedString, Span::new(start, start + rest.len())))
}

/// The character an escape stands for, and how many bytes follow the backslash.
fn escape(rest: &str) -> Option<(char, usize)> {
    let c = match rest.bytes().next()? {
        b'"' => '"',
        b'\\' => '\\',
        b'/' => '/',
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return unicode_escape(rest),
        _ => return None,
    };
    Some((c, 1))
}

/// `uXXXX`, or the two of a surrogate pair; half a pair becomes U+FFFD, as in Go.
fn unicode_escape(rest: &str) -> Option<(char, usize)> {
    let unit = |at: usize| {
        let digits = rest.get(at..at + 4)?;
        let all_hex = digits.bytes().all(|b| b.is_ascii_hexdigit());
        all_hex.then(|| u16::from_str_radix(digits, 16).ok()).flatten()
    };
    let first = unit(1)?;
    if let Some(c) = char::from_u32(first.into()) {
        return Some((c, 5));
    }
    if rest.get(5..7) == Some("\\u")
        && let Some(second) = unit(7)
        && let Some(Ok(c)) = char::decode_utf16([first, second]).next()
    {
        return Some((c, 11));
    }
    Some((char::REPLACEMENT_CHARACTER, 5))
}
