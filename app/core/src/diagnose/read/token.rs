//! The small shapes every output is made of: versions, bus ids, numbers with units.

/// Only digits and dots, beginning with a digit and holding a dot: `580.95.05`, `13.0`.
pub(super) fn is_version(text: &str) -> bool {
    let (mut digits, mut dots) = (0, 0);
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' => digits += 1,
            b'.' => dots += 1,
            _ => return false,
        }
    }
    digits > 0
        && dots > 0
        && text.starts_with(|c: char| c.is_ascii_digit())
        && !text.contains("..")
        && !text.ends_with('.')
}

/// A driver version as NVIDIA numbers them since 2012: `304.43`, `610.57.04`.
pub(super) fn is_driver_version(text: &str) -> bool {
    let major = text.split('.').next().unwrap_or_default();
    is_version(text) && major.len() == 3 && text.split('.').count() <= 4
}

/// The version at the front of a text, without what follows it (`610.62 [Deprecated; …]`).
pub(super) fn leading_version(text: &str) -> Option<&str> {
    let text = text.trim_start();
    let end =
        text.bytes().position(|byte| !byte.is_ascii_digit() && byte != b'.').unwrap_or(text.len());
    let version = text.get(..end)?.trim_end_matches('.');
    // `5xx.xx` is a placeholder, not a version.
    let followed = text.get(version.len()..).and_then(|rest| rest.chars().next());
    let placeholder = followed.is_some_and(|c| c == 'x' || c == 'X');
    let dotted_placeholder = text.get(version.len()..).is_some_and(|rest| {
        rest.starts_with(".x") || rest.starts_with(".X") || rest.starts_with("...")
    });
    (is_version(version) && !placeholder && !dotted_placeholder).then_some(version)
}

/// What `nvidia-smi` prints instead of a value.
pub(super) fn is_absent(text: &str) -> bool {
    matches!(text, "N/A" | "[N/A]" | "ERR!" | "Not Supported" | "[Not Supported]" | "Unknown Error")
}

/// A version, or the literal `N/A` or `ERR!` that stands for one.
pub(super) fn version_or_absent(text: &str) -> Option<&str> {
    let text = text.trim_start();
    for literal in ["N/A", "ERR!"] {
        if text.starts_with(literal) {
            return text.get(..literal.len());
        }
    }
    leading_version(text)
}

/// A PCI address with its domain: `00000000:0C:00.0`, `0000:02:00.0`.
pub(super) fn is_bus_id(text: &str) -> bool {
    let Some((address, function)) = text.rsplit_once('.') else { return false };
    let parts: Vec<&str> = address.split(':').collect();
    let hex = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    matches!(parts.as_slice(), [domain, bus, device]
        if hex(domain, 4..=8) && hex(bus, 2..=2) && hex(device, 2..=2))
        && hex(function, 1..=1)
}

/// The number at the front of a text: `70W`, `85MiB`, `450.00 W`.
pub(super) fn leading_number(text: &str) -> Option<f64> {
    let text = text.trim_start();
    let (sign, text) = text.strip_prefix('-').map_or((1.0, text), |rest| (-1.0, rest));
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    Some(sign * decimal(text.get(..end)?)?)
}

/// Most digits that a double holds exactly; no reading of a GPU has as many.
const DIGITS: usize = 15;

/// Digits, perhaps with a point among them: what the standard library reads from them, without its tables for
/// numbers of any length, which would be a tenth of the browser code.
pub(super) fn decimal(text: &str) -> Option<f64> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let count = whole.len() + part.len();
    let digit = |byte: u8| byte.is_ascii_digit().then(|| f64::from(byte - b'0'));
    let mut digits = whole.bytes().chain(part.bytes()).map(digit);
    let number = digits.try_fold(0.0, |number, digit| Some(number * 10.0 + digit?))?;
    let scale = part.bytes().fold(1.0, |scale, _| scale * 10.0);
    (1..=DIGITS).contains(&count).then_some(number / scale)
}

/// A number followed by this unit, with or without a space between.
pub(super) fn number_with_unit(text: &str, unit: &str) -> Option<f64> {
    let number = leading_number(text)?;
    let rest =
        text.trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == '-');
    rest.trim_start().starts_with(unit).then_some(number)
}

/// Memory in MiB, as tables, logs and csv print it. `MB` of the old tables means the same.
pub(super) fn memory_mib(text: &str) -> Option<f64> {
    let number = leading_number(text)?;
    let unit = text.trim_start().trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let unit = unit.trim_start();
    if unit.starts_with("MiB") || unit.starts_with("MB") {
        Some(number)
    } else if unit.starts_with("GiB") {
        Some(number * 1024.0)
    } else if unit.starts_with("KiB") {
        Some(number / 1024.0)
    } else {
        None
    }
}

/// All digits.
pub(super) fn is_integer(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What follows a label and its colon, wherever the label stands: `Driver Version: 535` → `535`.
pub(super) fn after_label<'a>(text: &'a str, label: &str) -> Option<&'a str> {
    let at = find_ignoring_case(text, label)?;
    let rest = text.get(at + label.len()..)?.trim_start();
    Some(rest.strip_prefix(':')?.trim_start())
}

/// Position of an ASCII needle, whatever its case.
pub(super) fn find_ignoring_case(text: &str, needle: &str) -> Option<usize> {
    let (hay, needle) = (text.as_bytes(), needle.as_bytes());
    hay.windows(needle.len().max(1)).position(|window| window.eq_ignore_ascii_case(needle))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_standard_library() {
        for text in [
            "0",
            "70",
            "85.",
            ".5",
            "450.00",
            "-3.75",
            "143771",
            "0.1",
            "999999999999.999",
            "16302.08",
        ] {
            assert_eq!(leading_number(text), text.parse().ok(), "{text}");
            assert_eq!(leading_number(&format!(" {text} W")), text.parse().ok(), "{text}");
        }
        for text in ["", ".", "-", "1.2.3", "N/A", "1234567890123456", "--1", "+1"] {
            assert_eq!(leading_number(text), None, "{text}");
        }
    }
}
