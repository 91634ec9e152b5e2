//! The table that `nvidia-smi` prints when asked for nothing in particular, from 304 to today.

mod gpu_row;
mod header;
mod process_row;

use super::line::Line;
use crate::{
    diagnose::facts::{Dump, Gpu},
    fact::Span,
};

pub(super) use gpu_row::is_gpu_row;
pub(super) use header::{header, is_header};
pub(super) use process_row::is_process_heading;

/// Where in the output the reader is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum Section {
    /// Versions, column names and GPUs.
    #[default]
    Gpus,
    /// `MIG devices`.
    Mig,
    /// Heading of the process list.
    ProcessHeading,
    /// Rows of the process list.
    Processes,
    /// After the border that closes the process list.
    Closed,
}

/// What the column names say about the first cell's last word.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum NameColumn {
    /// The names were cut off: the word itself must tell.
    #[default]
    Unknown,
    /// `Persistence-M`.
    Persistence,
    /// `TCC/WDDM`, `Driver-Model`.
    DriverModel,
    /// Nothing but the name (driver 304, `nvidia-smi vgpu`).
    NameOnly,
}

/// What the column names announce.
#[derive(Clone, Copy, Debug, Default)]
struct Columns {
    /// They were seen; without them a cell must speak for itself.
    seen: bool,
    /// ECC errors.
    ecc: bool,
    /// A line of MIG modes.
    mig: bool,
}

/// The line that the last GPU still lacks.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum Awaits {
    #[default]
    Nothing,
    Readings,
    MigMode,
}

/// A table that is being read.
#[derive(Debug, Default)]
pub(super) struct Table {
    section: Section,
    name_column: NameColumn,
    columns: Columns,
    awaits: Awaits,
}

/// What a table made of a line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Took {
    /// It belongs to the table.
    Line,
    /// It has the shape of a row, and nothing in it is known.
    Unread,
    /// It belongs to something else.
    Nothing,
}

impl Table {
    /// The process list was closed: a row after it belongs to the next output.
    pub(super) fn is_closed(&self) -> bool {
        self.section == Section::Closed
    }

    /// Reads one line into the dump.
    pub(super) fn take(&mut self, line: &Line<'_>, dump: &mut Dump) -> Took {
        let Some(row) = row(line.body()) else {
            return self.take_border(line.body(), dump);
        };
        if row.starts_with("|==") || row.starts_with("|--") || row.starts_with("|++") {
            return self.take_border(row, dump);
        }
        let cells = cells(row);
        if self.take_heading(row, dump) {
            return Took::Line;
        }
        if let Some(first) = gpu_row::gpu_cell(&cells) {
            self.section = Section::Gpus;
            let gpu = self.gpu_row(line, &cells, first);
            dump.gpus.push(gpu);
            dump.gpu_count = u32::try_from(dump.gpus.len()).ok();
            self.awaits = Awaits::Readings;
            return Took::Line;
        }
        match self.section {
            Section::Gpus => self.take_gpu_line(line, &cells, dump),
            Section::Mig => process_row::mig_row(&cells, dump),
            Section::ProcessHeading | Section::Processes => {
                if process_row::process_row(&cells, dump) {
                    self.section = Section::Processes;
                    Took::Line
                } else {
                    Took::Unread
                }
            }
            Section::Closed => Took::Nothing,
        }
    }

    fn take_gpu_line(&mut self, line: &Line<'_>, cells: &[&str], dump: &mut Dump) -> Took {
        if self.awaits != Awaits::Readings {
            let merged = gpu_row::merged_row(line, cells);
            if let Some(gpu) = merged.or_else(|| gpu_row::hand_drawn(line, cells)) {
                dump.gpus.push(gpu);
                dump.gpu_count = u32::try_from(dump.gpus.len()).ok();
                return Took::Line;
            }
        }
        let Some(gpu) = dump.gpus.last_mut() else { return Took::Unread };
        if self.awaits == Awaits::Readings && gpu_row::readings(cells, gpu) {
            self.awaits = Awaits::MigMode;
            gpu.span.end = line.span.end;
            return Took::Line;
        }
        let mig_line = self.columns.mig || !self.columns.seen;
        if self.awaits != Awaits::Nothing && mig_line && gpu_row::mig_mode(cells, gpu) {
            self.awaits = Awaits::Nothing;
            gpu.span.end = line.span.end;
            return Took::Line;
        }
        if cells.iter().all(|cell| cell.trim().is_empty()) { Took::Line } else { Took::Unread }
    }

    /// Column names and section titles.
    fn take_heading(&mut self, row: &str, dump: &mut Dump) -> bool {
        if row.contains("MIG devices") {
            self.section = Section::Mig;
            dump.mig_device_count.get_or_insert(0);
            return true;
        }
        if is_process_heading(row) {
            self.section = Section::ProcessHeading;
            return true;
        }
        if self.section == Section::ProcessHeading
            && (row.contains("Usage") || row.contains("ID   ID") || row.contains("ID ID"))
            && !row.contains("N/A")
        {
            return true;
        }
        if self.section == Section::Mig && (row.contains("BAR1-Usage") || row.contains("ECC|")) {
            return true;
        }
        if row.contains("Bus-Id") || (row.contains("GPU") && row.contains("Fan")) {
            self.columns.seen = true;
            self.columns.ecc |= row.contains("ECC");
            if row.contains("Persistence-M") {
                self.name_column = NameColumn::Persistence;
            } else if row.contains("TCC/WDDM") || row.contains("Driver-Model") {
                self.name_column = NameColumn::DriverModel;
            } else if row.contains("Name") {
                self.name_column = NameColumn::NameOnly;
            }
            return true;
        }
        if row.contains("MIG M.") {
            self.columns.mig = true;
            return true;
        }
        row.contains("Memory-Usage") || row.contains("vGPU-Util") || row.contains("Compute M.")
    }

    /// A border, or a line that is not part of a table at all.
    fn take_border(&mut self, body: &str, dump: &mut Dump) -> Took {
        if !is_border(body) {
            return Took::Nothing;
        }
        if body.contains("==") {
            if self.section == Section::ProcessHeading {
                self.section = Section::Processes;
            }
        } else if self.section == Section::Processes {
            // A list that ends before its first row is empty.
            dump.process_count.get_or_insert(0);
            self.section = Section::Closed;
        }
        Took::Line
    }

    fn gpu_row(&self, line: &Line<'_>, cells: &[&str], first: usize) -> Gpu {
        gpu_row::gpu(line, cells, first, self.name_column, self.columns.ecc || !self.columns.seen)
    }
}

/// Only the characters borders are drawn with, and enough of them.
pub(super) fn is_border(body: &str) -> bool {
    body.len() >= 8
        && body.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b'|'))
        && (body.contains("--") || body.contains("=="))
}

/// The part of a line from its first bar on.
pub(super) fn row(text: &str) -> Option<&str> {
    let at = memchr::memchr(b'|', text.as_bytes())?;
    text.get(at..)
}

/// The cells of a row; what stands before the first bar is no cell.
fn cells(row: &str) -> Vec<&str> {
    // A hostile line of bars alone must not cost more than a row can hold.
    row.split('|').skip(1).take(32).collect()
}

/// Begins a table that shows itself by something other than its header.
pub(super) fn headless(span: Span) -> Dump {
    Dump { span, ..Dump::default() }
}
