//! `nvidia-smi --version`.

use super::{line::Line, log::key_value, token};
use crate::diagnose::facts::Dump;

/// The first line of the output.
pub(super) fn begins(body: &str) -> bool {
    body.strip_prefix("NVIDIA-SMI version").is_some_and(|rest| rest.trim_start().starts_with(':'))
}

/// Reads one line. False when it is none of the output's.
pub(super) fn take(line: &Line<'_>, dump: &mut Dump) -> bool {
    let Some((key, value)) = key_value(line.body()).or_else(|| line.body().split_once(':')) else {
        return false;
    };
    // From 610 on a retired label says `Deprecated, see "KMD version" instead`: no value at all.
    let version = token::version_or_absent(value).map(|version| line.seen(version));
    match key.trim().to_ascii_lowercase().as_str() {
        "nvidia-smi version" => dump.smi_version = version,
        "driver version" => dump.driver_version = version,
        "kmd version" => dump.kmd_version = version,
        "cuda umd version" => dump.cuda_version = version,
        "cuda version" if dump.cuda_version.is_none() => dump.cuda_version = version,
        "nvml version" | "cuda version" => {}
        _ => return false,
    }
    true
}
