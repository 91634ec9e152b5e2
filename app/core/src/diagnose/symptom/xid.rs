//! `NVRM: Xid (PCI:0000:05:00): 79, …`: the driver's own error numbers.

use super::Symptom;
use crate::fact::Span;

/// Reads what follows the word `Xid`; prose that only mentions a number has no bus id in brackets.
pub(super) fn read(_before: &str, after: &str, at: usize) -> Option<Symptom> {
    let rest = after.get("xid".len()..)?.trim_start_matches([' ', '\t']);
    let rest = rest.strip_prefix('(')?;
    let (bus, rest) = rest.split_once(')')?;
    if bus.len() > 24 || bus.contains('\n') {
        return None;
    }
    let rest = rest.trim_start_matches([' ', '\t']).strip_prefix(':')?;
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let number: u32 = rest.get(..digits)?.parse().ok()?;
    let end = at + after.len() - rest.len() + digits;
    Some(Symptom {
        id: failure(number),
        slug: Some(format!("xid:{number}")),
        gaps: vec![
            ("number", number.to_string()),
            ("bus", bus.trim_start_matches("PCI:").to_owned()),
        ],
        span: Span::new(at, end),
    })
}

/// The failure behind a number. Groups follow who has to act: the program, the driver, the hardware.
///
/// Source: NVIDIA, Analyzing Xid Errors with the Xid Catalog.
fn failure(number: u32) -> &'static str {
    match number {
        13 | 31 | 32 | 43 | 69 | 109 => "xid-program",
        45 => "xid-channel-torn-down",
        48 | 64 | 94 | 95 | 140 | 160 | 171 | 172 | 173 => "xid-memory",
        63 | 92 => "xid-memory-remapped",
        61 | 62 | 119 | 120 | 143 => "xid-firmware",
        74 | 137 | 144..=150 => "xid-nvlink",
        79 => "gpu-fallen-off-bus",
        154 => "xid-recovery-action",
        _ => "xid-other",
    }
}
