//! The row that names the versions.

use super::super::{line::Line, token};
use crate::diagnose::facts::Dump;

/// Position just after `NVIDIA-SMI` and its separator, where the line is a header.
///
/// A paste may begin in the middle of the name (`DIA-SMI 442.50`).
fn after_name(text: &str) -> Option<&str> {
    let at = text.find("-SMI")?;
    let before = text.get(..at)?;
    let word = before.rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    if !"NVIDIA".ends_with(word) || (word.is_empty() && !before.trim().is_empty()) {
        return None;
    }
    let rest = text.get(at + 4..)?;
    let rest = rest.trim_start_matches([' ', '\t', ':']);
    Some(rest)
}

const DRIVER: [&str; 2] = ["Driver Version", "KMD Version"];

/// The line names the versions of a table.
pub(in super::super) fn is_header(text: &str) -> bool {
    let Some(rest) = after_name(text) else { return false };
    DRIVER.iter().any(|label| token::after_label(rest, label).is_some())
}

/// The dump that a header begins.
pub(in super::super) fn header(line: &Line<'_>) -> Dump {
    let text = line.text.as_ref();
    let mut dump = Dump { span: line.span, ..Dump::default() };
    let Some(rest) = after_name(text) else { return dump };
    let value = |label: &str| {
        let value = token::version_or_absent(token::after_label(rest, label)?)?;
        Some(line.seen(value))
    };
    let smi = rest.split_whitespace().next().and_then(|word| {
        let word = word.trim_end_matches(',');
        // Driver 304 cuts its own version off to fit: `4.304...`.
        let cut = word.strip_suffix("...").is_some_and(token::is_version);
        if cut { Some(word) } else { token::leading_version(word) }
    });
    dump.smi_version = smi.map(|version| line.seen(version));
    dump.driver_version = value("Driver Version");
    dump.kmd_version = value("KMD Version");
    dump.cuda_version = value("CUDA UMD Version").or_else(|| value("CUDA Version"));
    dump
}
