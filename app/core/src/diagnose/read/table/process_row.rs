//! MIG devices and processes: rows that are counted.

use super::{super::token, Took};
use crate::diagnose::facts::Dump;

/// The title or the column names of a process list.
pub(in super::super) fn is_process_heading(row: &str) -> bool {
    let title = row.contains("rocesses:") || row.contains("rocesses :");
    let columns = row.contains("PID") && row.contains("rocess name") && row.contains("GPU");
    (title || columns) && row.starts_with('|')
}

/// Counts one process. False when the row is none.
pub(super) fn process_row(cells: &[&str], dump: &mut Dump) -> bool {
    let Some(cell) = cells.iter().find(|cell| !cell.trim().is_empty()) else { return true };
    if cell.contains("No running") || cell.contains("Not Supported") {
        dump.process_count.get_or_insert(0);
        return true;
    }
    let mut words = cell.split_whitespace();
    let gpu = words.next().is_some_and(token::is_integer);
    // `GPU PID Type Name` before MIG, `GPU GI CI PID Type Name` since.
    let second = words.next().unwrap_or_default();
    let rest: Vec<&str> = words.take(2).collect();
    let old = token::is_integer(second);
    let instances = second == "N/A" || old;
    let pid = rest.get(1).is_some_and(|word| token::is_integer(word));
    if gpu && (old || (instances && pid)) {
        dump.process_count = Some(dump.process_count.unwrap_or(0).saturating_add(1));
        return true;
    }
    false
}

/// Counts one MIG device: GPU, GPU instance, compute instance and device in the first cell.
pub(super) fn mig_row(cells: &[&str], dump: &mut Dump) -> Took {
    let cell = cells.first().copied().unwrap_or_default();
    let words = cell.split_whitespace();
    let numbers = words.clone().filter(|word| token::is_integer(word)).count();
    if numbers == 4 && words.count() == 4 {
        dump.mig_device_count = Some(dump.mig_device_count.unwrap_or(0).saturating_add(1));
        return Took::Line;
    }
    let known = cell.trim().is_empty()
        || cell.contains("No MIG")
        || cell.contains("GPU")
        || cell.contains("ID");
    if known { Took::Line } else { Took::Unread }
}
