//! The two or three lines of one GPU.

use super::{
    super::{line::Line, token},
    NameColumn,
};
use crate::diagnose::facts::Gpu;

/// The line opens a GPU record, even without any header before it.
pub(in super::super) fn is_gpu_row(text: &str) -> bool {
    super::row(text).is_some_and(|row| gpu_cell(&super::cells(row)).is_some())
}

/// Which cell holds index and name: the one before the bus id. Not always the first, since
/// `docker compose logs` puts a service and a bar before each line.
pub(super) fn gpu_cell(cells: &[&str]) -> Option<usize> {
    let pairs = cells.iter().zip(cells.iter().skip(1));
    pairs.take(4).position(|(name, address)| {
        let mut words = name.split_whitespace();
        let index = words.next().is_some_and(|word| token::is_integer(word) && word.len() <= 3);
        // Names begin with a letter; `ERR!` does too.
        let named = words.next().is_some_and(|word| word.starts_with(|c: char| c.is_alphabetic()));
        index && named && name.split_whitespace().nth(1) != Some("N/A") && is_address(address)
    })
}

/// A bus id, or the `N/A` of GPUs that are not on a bus.
fn is_address(cell: &str) -> bool {
    let mut words = cell.split_whitespace();
    match words.next() {
        Some("N/A") => matches!(words.next(), Some("N/A" | "Off" | "On")) && words.next().is_none(),
        Some(word) => token::is_bus_id(word),
        None => false,
    }
}

/// Reads the first line.
pub(super) fn gpu(
    line: &Line<'_>,
    cells: &[&str],
    first: usize,
    column: NameColumn,
    ecc_column: bool,
) -> Gpu {
    let cell = cells.get(first).copied().unwrap_or_default().trim();
    let (index, rest) = cell.split_once(char::is_whitespace).unwrap_or((cell, ""));
    let (name, setting) = name_and_setting(rest.trim(), column);
    let mut gpu = Gpu {
        index: index.parse().ok(),
        name: (!name.is_empty()).then(|| line.seen(name)),
        span: line.span,
        ..Gpu::default()
    };
    match setting {
        Some(word @ ("WDDM" | "TCC" | "MCDM")) => gpu.driver_model = Some(word.to_owned()),
        Some(word @ ("On" | "Off")) => gpu.persistence = Some(word.to_owned()),
        _ => {}
    }
    let address = cells.get(first + 1).and_then(|cell| cell.split_whitespace().next());
    gpu.bus_id = address.filter(|word| token::is_bus_id(word)).map(str::to_owned);
    let closed = cells.len() > first + 3;
    let ecc = cells.get(first + 2).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    let is_ecc = |cell: &&str| {
        token::is_integer(cell) || token::is_absent(cell) || matches!(*cell, "Off" | "On")
    };
    if ecc_column && closed {
        gpu.ecc = ecc.filter(is_ecc).map(str::to_owned);
    }
    gpu
}

/// Takes the last word off the name where the column holds one.
fn name_and_setting(text: &str, column: NameColumn) -> (&str, Option<&str>) {
    if column == NameColumn::NameOnly {
        return (text, None);
    }
    let Some((name, word)) = text.rsplit_once(char::is_whitespace) else { return (text, None) };
    let known = match column {
        NameColumn::DriverModel => matches!(word, "WDDM" | "TCC" | "MCDM" | "N/A" | "ERR!"),
        _ => matches!(word, "On" | "Off" | "N/A" | "ERR!" | "WDDM" | "TCC" | "MCDM"),
    };
    if known { (name.trim_end(), Some(word)) } else { (text, None) }
}

/// Reads the second line: fan, temperature, power, memory, compute mode. False when it is no such line.
pub(super) fn readings(cells: &[&str], gpu: &mut Gpu) -> bool {
    let Some(first) = cells.iter().position(|cell| is_power(cell)) else { return false };
    let power = cells.get(first).copied().unwrap_or_default();
    let Some(slash) = power_slash(power) else { return false };
    if cells.len() <= first + 1 {
        // Cut inside its first cell: a number may have lost digits.
        return true;
    }
    let (usage, cap) = power.split_at(slash);
    gpu.temp_c = usage
        .split_whitespace()
        .take(4)
        .filter(|word| word.ends_with('C'))
        .find_map(token::leading_number);
    let watts = |word: &str| token::number_with_unit(word, "W");
    gpu.power_w = usage.split_whitespace().last().and_then(watts);
    gpu.power_cap_w = cap.get(1..).and_then(|cap| cap.split_whitespace().next()).and_then(watts);
    if let Some(memory) = cells.get(first + 1) {
        (gpu.memory_used_mib, gpu.memory_total_mib) = memory_usage(memory);
    }
    let closed = cells.len() > first + 3;
    if let Some(mode) = cells.get(first + 2).and_then(|cell| compute_mode(cell, closed)) {
        gpu.compute_mode = Some(mode.to_owned());
    }
    true
}

/// The cell of fan, temperature, state and power.
fn is_power(cell: &str) -> bool {
    let Some(slash) = power_slash(cell) else { return false };
    let usage = cell.get(..slash).unwrap_or_default();
    let last = usage.split_whitespace().last().unwrap_or_default();
    last.ends_with('W') || token::is_absent(last)
}

/// The slash between usage and cap, not the one inside `N/A`.
fn power_slash(cell: &str) -> Option<usize> {
    let bytes = cell.as_bytes();
    bytes.iter().enumerate().position(|(at, byte)| {
        *byte == b'/'
            && !(at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b'N')
                && bytes.get(at + 1) == Some(&b'A'))
    })
}

/// `  80%  409MB /  511MB`, `0MiB / 15360MiB`: used and total. Unit: MiB.
fn memory_usage(cell: &str) -> (Option<f64>, Option<f64>) {
    let Some((used, total)) = cell.split_once('/') else { return (None, None) };
    let used = used.split_whitespace().last().and_then(token::memory_mib);
    (used, token::memory_mib(total))
}

/// The words after the utilisation.
fn compute_mode(cell: &str, closed: bool) -> Option<&str> {
    let cell = cell.trim();
    let utilisation = cell.split_whitespace().next()?;
    let is_utilisation = utilisation.ends_with('%') || token::is_absent(utilisation);
    let mode = if is_utilisation { cell.get(utilisation.len()..)?.trim() } else { cell };
    let known = ["Default", "E. Process", "E. Thread", "Prohibited", "N/A", "ERR!", "Exclusive"];
    let exact = known.contains(&mode);
    (exact || (closed && is_utilisation && mode.starts_with(char::is_alphabetic))).then_some(mode)
}

/// Reads the third line: MIG mode alone in the last cell. False when it is no such line.
pub(super) fn mig_mode(cells: &[&str], gpu: &mut Gpu) -> bool {
    let mut filled = cells.iter().filter(|cell| !cell.trim().is_empty());
    let (Some(cell), true) = (filled.next_back(), cells.len() >= 3) else { return false };
    let word = cell.trim();
    let plain = word.trim_end_matches('*');
    let known = matches!(plain, "N/A" | "Disabled" | "Enabled" | "ERR!");
    if known {
        gpu.mig_mode = Some(word.to_owned());
    }
    known
}

/// A row drawn by hand that names a GPU without the cells of a real one.
pub(super) fn hand_drawn(line: &Line<'_>, cells: &[&str]) -> Option<Gpu> {
    let (index, rest) = cells.first()?.trim().split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    let branded = BRANDS.iter().any(|brand| rest.starts_with(brand));
    if !token::is_integer(index) || !branded {
        return None;
    }
    let name = rest.split("  ").next().unwrap_or(rest).trim();
    Some(Gpu {
        index: index.parse().ok(),
        name: Some(line.seen(name)),
        span: line.span,
        ..Gpu::default()
    })
}

/// How product names begin.
const BRANDS: [&str; 7] = ["NVIDIA ", "Tesla ", "GeForce ", "Quadro ", "GRID ", "TITAN ", "RTX "];

/// A GPU whose first and second line a tool squeezed into one: `0  N/A   47C   P5  25W /  90W`.
pub(super) fn merged_row(line: &Line<'_>, cells: &[&str]) -> Option<Gpu> {
    let cell = cells.first()?;
    let mut words = cell.split_whitespace();
    let index = words.next().filter(|word| token::is_integer(word))?;
    let fan = words.next()?;
    let temperature = words.next()?;
    let reading = |word: &str, unit: char| word.ends_with(unit) || token::is_absent(word);
    if !(reading(fan, '%') && reading(temperature, 'C') && is_power(cell)) {
        return None;
    }
    let mut gpu = Gpu { index: index.parse().ok(), span: line.span, ..Gpu::default() };
    readings(cells, &mut gpu);
    Some(gpu)
}
