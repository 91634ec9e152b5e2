//! What is known by its shape: addresses, UUIDs, serial numbers, secrets.

use super::{Hidden, Kind, is_word, lines};
use crate::fact::Span;

/// Everything that has a telling shape. Places may overlap.
pub(super) fn find(text: &str) -> Vec<Hidden> {
    let mut found = Vec::new();
    let mut columns = Columns::default();
    let mut in_key = false;
    for (start, line) in lines(text) {
        let mut tell = |kind, at: usize, length: usize| {
            if length > 0 {
                found.push(Hidden { kind, span: Span::new(start + at, start + at + length) });
            }
        };
        if line.contains("PRIVATE KEY-----") {
            in_key = line.contains("BEGIN ");
        } else if in_key {
            tell(Kind::Secret, 0, line.len());
        }
        if let Some((at, length)) = columns.cell(line) {
            tell(Kind::Serial, at, length);
        }
        serial(line, &mut tell);
        secret(line, &mut tell);
        words(line, &mut tell);
    }
    found
}

/// Looks at every place where a word begins.
fn words(line: &str, tell: &mut dyn FnMut(Kind, usize, usize)) {
    let bytes = line.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let begins = !at.checked_sub(1).and_then(|at| bytes.get(at)).is_some_and(|b| is_word(*b));
        if begins && (byte.is_ascii_alphanumeric() || *byte == b':') {
            let (before, rest) =
                (bytes.get(..at).unwrap_or_default(), bytes.get(at..).unwrap_or_default());
            let known = uuid(rest)
                .map(|length| (Kind::Uuid, length))
                .or_else(|| mac(rest).map(|length| (Kind::Mac, length)))
                .or_else(|| ipv4(before, rest).map(|length| (Kind::Ip, length)))
                .or_else(|| ipv6(before, rest).map(|length| (Kind::Ip, length)))
                .or_else(|| token(rest).map(|length| (Kind::Secret, length)))
                .or_else(|| mail(before, rest).map(|length| (Kind::Mail, length)));
            if let Some((kind, length)) = known {
                tell(kind, at, length);
                at += length;
                continue;
            }
        }
        at += 1;
    }
}

/// Length of the bytes at the front that satisfy a test.
fn run(bytes: &[u8], test: fn(&u8) -> bool) -> usize {
    bytes.iter().take_while(|byte| test(byte)).count()
}

fn ends(rest: &[u8], length: usize) -> bool {
    !rest.get(length).is_some_and(|byte| is_word(*byte))
}

/// `8ee42ca3-8b2a-a50d-8f50-8f0a1e6a1d43`, but not the mask for one.
fn uuid(rest: &[u8]) -> Option<usize> {
    let mut at = 0;
    for (index, length) in [8, 4, 4, 4, 12].into_iter().enumerate() {
        if index > 0 {
            (rest.get(at) == Some(&b'-')).then_some(())?;
            at += 1;
        }
        (run(rest.get(at..)?, u8::is_ascii_hexdigit) == length).then_some(())?;
        at += length;
    }
    let zero = rest.get(..at)?.iter().all(|byte| matches!(byte, b'0' | b'-'));
    (!zero && ends(rest, at)).then_some(at)
}

/// `52:54:00:12:34:56`, `52-54-00-12-34-56`.
fn mac(rest: &[u8]) -> Option<usize> {
    let sign = *rest.get(2).filter(|sign| matches!(sign, b':' | b'-'))?;
    for pair in 0..6 {
        let part = rest.get(pair * 3..pair * 3 + 2)?;
        part.iter().all(u8::is_ascii_hexdigit).then_some(())?;
        (pair == 5 || rest.get(pair * 3 + 2) == Some(&sign)).then_some(())?;
    }
    (ends(rest, 17) && rest.get(17) != Some(&sign)).then_some(17)
}

/// A dotted quad that is no version: behind a label or `://`, with a port or a network, or beginning with a number
/// that no version of these programs does. Loopback and masks say nothing.
fn ipv4(before: &[u8], rest: &[u8]) -> Option<usize> {
    let (mut at, mut octets) = (0, [0_u16; 4]);
    for (index, octet) in octets.iter_mut().enumerate() {
        if index > 0 {
            (rest.get(at) == Some(&b'.')).then_some(())?;
            at += 1;
        }
        let digits = run(rest.get(at..)?, u8::is_ascii_digit);
        *octet = std::str::from_utf8(rest.get(at..at + digits)?).ok()?.parse().ok()?;
        (*octet <= 255 && digits <= 3).then_some(())?;
        at += digits;
    }
    let next = rest.get(at);
    let digit_after = rest.get(at + 1).is_some_and(u8::is_ascii_digit);
    let goes_on = matches!(next, Some(b'.')) && digit_after;
    if matches!(octets[0], 0 | 127 | 255) || !ends(rest, at) || goes_on || before.ends_with(b".") {
        return None;
    }
    let with_port = matches!(next, Some(b':' | b'/')) && digit_after;
    let labelled = [&b"://"[..], b"@", b"inet ", b"ddress: ", b"ddr:", b"IP: ", b"host "]
        .iter()
        .any(|label| before.ends_with(label));
    let version = next == Some(&b'-') || before.ends_with(b"-") || before.ends_with(b"v") || {
        let tail = before.get(before.len().saturating_sub(12)..).unwrap_or_default();
        tail.to_ascii_lowercase().windows(6).any(|word| word == b"ersion")
    };
    (with_port || labelled || (octets[0] >= 10 && !version)).then_some(at)
}

/// `fe80::5054:ff:fe12:3456`, `2001:db8:0:0:0:0:0:1`; not `::1`, nor a path of a program's names.
fn ipv6(before: &[u8], rest: &[u8]) -> Option<usize> {
    let length = run(rest, |byte| byte.is_ascii_hexdigit() || *byte == b':');
    let text = std::str::from_utf8(rest.get(..length)?).ok()?.trim_end_matches(':');
    let groups = || text.split(':').filter(|group| !group.is_empty());
    let short = text.matches("::").count() == 1;
    let shaped = groups().all(|group| group.len() <= 4)
        && groups().any(|group| group.bytes().any(|byte| byte.is_ascii_digit()))
        && if short { (2..=7).contains(&groups().count()) } else { groups().count() == 8 };
    (shaped && !before.ends_with(b":") && ends(rest, text.len())).then_some(text.len())
}

/// Beginnings of tokens that their makers chose to be recognised by.
const TOKENS: &[&str] = &[
    "ghp_",
    "gho_",
    "ghs_",
    "ghu_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "dckr_pat_",
    "hf_",
    "nvapi-",
    "npm_",
    "pypi-",
    "sk-",
    "xoxb-",
    "xoxp-",
    "AKIA",
    "ASIA",
    "AIza",
    "eyJ",
];

fn token(rest: &[u8]) -> Option<usize> {
    let start = TOKENS.iter().find(|start| rest.starts_with(start.as_bytes()))?;
    let length =
        run(rest, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'));
    let digits = rest.get(..length)?.iter().any(u8::is_ascii_digit);
    (length >= start.len() + 12 && digits).then_some(length)
}

/// `jane.doe@example.org`; not a unit of systemd.
fn mail(before: &[u8], rest: &[u8]) -> Option<usize> {
    let local = run(rest, |byte| {
        byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'%' | b'+' | b'-')
    });
    (rest.get(local) == Some(&b'@')).then_some(())?;
    let behind = rest.get(local + 1..)?;
    let length = run(behind, |byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-'));
    let domain = std::str::from_utf8(behind.get(..length)?).ok()?.trim_end_matches(['.', '-']);
    let (_, top) = domain.rsplit_once('.')?;
    let unit = ["service", "socket", "target", "slice", "scope", "timer", "mount"].contains(&top);
    let shaped = top.len() >= 2 && top.bytes().all(|byte| byte.is_ascii_alphabetic());
    (shaped && !unit && !before.ends_with(b"://")).then_some(local + 1 + domain.len())
}

/// `Serial Number : 1320220034567`, `<serial>…</serial>`, `serial=…`.
fn serial(line: &str, tell: &mut dyn FnMut(Kind, usize, usize)) {
    const LABEL: &[u8] = b"serial";
    let bytes = line.as_bytes();
    for at in 0..bytes.len().saturating_sub(LABEL.len()) {
        if !bytes.get(at..at + LABEL.len()).is_some_and(|word| word.eq_ignore_ascii_case(LABEL)) {
            continue;
        }
        let behind = line.get(at + LABEL.len()..).unwrap_or_default();
        let rest = ["_number", " number", "-number", " no.", "number"]
            .iter()
            .find_map(|word| {
                let own = behind.get(..word.len())?;
                own.eq_ignore_ascii_case(word).then(|| behind.get(word.len()..)).flatten()
            })
            .unwrap_or(behind)
            .trim_start_matches(['"', ' ', '\t']);
        let Some(value) = rest.strip_prefix([':', '=', '>']) else { continue };
        let value = value.trim_start_matches([' ', '\t', '"']);
        let length = run(value.as_bytes(), |byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        let own = value.get(..length).unwrap_or_default();
        if own.bytes().any(|byte| byte.is_ascii_digit()) && own != "0" {
            tell(Kind::Serial, line.len() - value.len(), length);
        }
    }
}

/// Which column of a csv output holds serial numbers.
#[derive(Default)]
struct Columns {
    /// Its number, and how many there are.
    serial: Option<(usize, usize)>,
}

impl Columns {
    /// The cell of a row; a heading is taken note of.
    fn cell(&mut self, line: &str) -> Option<(usize, usize)> {
        let count = line.split(',').count();
        let named = line.split(',').position(|cell| matches!(cell.trim(), "serial" | "gpu_serial"));
        if let Some(column) = named {
            self.serial = Some((column, count));
            return None;
        }
        let (column, columns) = self.serial?;
        if count != columns {
            self.serial = None;
            return None;
        }
        let cell = line.split(',').nth(column)?;
        let value = cell.trim();
        let digits = value.bytes().filter(u8::is_ascii_digit).count();
        (digits > 4).then(|| (value.as_ptr().addr() - line.as_ptr().addr(), value.len()))
    }
}

/// Words at the end of a key whose value is secret.
const SECRETS: &[&str] = &[
    "token",
    "secret",
    "password",
    "passwd",
    "passphrase",
    "api_key",
    "apikey",
    "api-key",
    "access_key",
    "secret_key",
    "private_key",
    "credentials",
    "\"auth",
    "identitytoken",
    "_authtoken",
];

/// `TOKEN=…`, `"password": "…"`, `Bearer …`, `https://jane:…@…`.
fn secret(line: &str, tell: &mut dyn FnMut(Kind, usize, usize)) {
    let lower = line.to_ascii_lowercase();
    for word in SECRETS {
        for (at, _) in lower.match_indices(word) {
            let behind = line.get(at + word.len()..).unwrap_or_default();
            let rest = behind.trim_start_matches(['"', '\'']).trim_start_matches(' ');
            let Some(value) = rest.strip_prefix(['=', ':']) else { continue };
            tell_value(line, value, tell);
        }
    }
    for (word, _) in lower.match_indices("bearer ") {
        tell_value(line, line.get(word + 7..).unwrap_or_default(), tell);
    }
    for (at, _) in line.match_indices("://") {
        let behind = line.get(at + 3..).unwrap_or_default();
        let length = behind.find(['/', ' ', '"', '\'', '@']).unwrap_or(behind.len());
        if behind.get(length..).is_some_and(|rest| rest.starts_with('@')) {
            tell(Kind::Secret, at + 3, length);
        }
    }
}

/// A value behind its key; a variable, a mask or a single mark is none.
fn tell_value(line: &str, value: &str, tell: &mut dyn FnMut(Kind, usize, usize)) {
    let value = value.trim_start_matches([' ', '"', '\'']);
    let length = value.find([' ', '"', '\'', ',', ';', '&', ')']).unwrap_or(value.len());
    if length >= 4 && !value.starts_with(['$', '[', '<', '{', '*', '%']) {
        tell(Kind::Secret, line.len() - value.len(), length);
    }
}
