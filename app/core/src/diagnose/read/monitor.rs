//! Outputs in columns: `topo -m`, `dmon`, `pmon`.

use super::{line::Line, token};
use crate::diagnose::facts::Dump;

/// Which of them is being read.
#[derive(Debug)]
pub(super) enum Monitor {
    /// `topo -m`: a matrix with a row for each GPU.
    Topology,
    /// `dmon`: a line for each GPU, again and again.
    Devices(Vec<u32>),
    /// `pmon`: a line for each process, again and again.
    Processes(Vec<u32>, Vec<u64>),
}

/// Looks at a line that may begin one of the outputs.
pub(super) fn begins(body: &str) -> Option<Monitor> {
    if body.starts_with("GPU0") && is_matrix_heading(body) {
        return Some(Monitor::Topology);
    }
    let columns = body.strip_prefix("gpu").filter(|rest| rest.starts_with(' '))?;
    if columns.contains("pid") && columns.contains("command") {
        Some(Monitor::Processes(Vec::new(), Vec::new()))
    } else if columns.contains("pwr") || columns.contains("mclk") || columns.contains("sm ") {
        Some(Monitor::Devices(Vec::new()))
    } else {
        None
    }
}

/// The column names of the matrix, not one of its rows.
fn is_matrix_heading(body: &str) -> bool {
    let second = body.split_whitespace().nth(1).unwrap_or_default();
    (body.contains("Affinity") && second != "X") || second == "GPU1" || second.starts_with("NIC")
}

impl Monitor {
    /// Reads one line. False when it belongs to something else.
    pub(super) fn take(&mut self, line: &Line<'_>, dump: &mut Dump) -> bool {
        let body = line.body();
        match self {
            Self::Topology => topology_row(body, dump),
            Self::Devices(indices) => {
                let Some(index) = index_row(body) else { return is_comment(body) };
                note_index(indices, index, dump);
                true
            }
            Self::Processes(indices, pids) => {
                let Some(index) = index_row(body) else { return is_comment(body) };
                note_index(indices, index, dump);
                let pid = body.split_whitespace().nth(1).and_then(|word| word.parse().ok());
                dump.process_count.get_or_insert(0);
                // Long recordings repeat few processes; a list is enough.
                if let Some(pid) = pid.filter(|pid| !pids.contains(pid) && pids.len() < 512) {
                    pids.push(pid);
                    dump.process_count = u32::try_from(pids.len()).ok();
                }
                true
            }
        }
    }
}

fn is_comment(body: &str) -> bool {
    body.starts_with("gpu") || body.starts_with("Idx") || body.is_empty()
}

fn index_row(body: &str) -> Option<u32> {
    let mut words = body.split_whitespace();
    let index = words.next().filter(|word| token::is_integer(word) && word.len() <= 3)?;
    let numbers = words.filter(|word| *word == "-" || token::leading_number(word).is_some());
    (numbers.count() >= 3).then(|| index.parse().ok())?
}

fn note_index(indices: &mut Vec<u32>, index: u32, dump: &mut Dump) {
    if !indices.contains(&index) && indices.len() < 64 {
        indices.push(index);
    }
    dump.gpu_count = u32::try_from(indices.len()).ok();
}

fn topology_row(body: &str, dump: &mut Dump) -> bool {
    let mut words = body.split_whitespace();
    let Some(number) = words.next().and_then(|word| word.strip_prefix("GPU")) else {
        let matrix = body.starts_with("NIC") || body.starts_with("mlx") || body.is_empty();
        return matrix
            || body.starts_with("Legend")
            || body.contains(" = ")
            || body.contains(": mlx");
    };
    let connection = words.next().unwrap_or_default();
    let known = matches!(connection, "X" | "SYS" | "NODE" | "PHB" | "PXB" | "PIX" | "PSB" | "SOC")
        || connection.strip_prefix("NV").is_some_and(token::is_integer);
    if token::is_integer(number) && known {
        dump.gpu_count = Some(dump.gpu_count.unwrap_or(0).saturating_add(1));
    }
    token::is_integer(number)
}
