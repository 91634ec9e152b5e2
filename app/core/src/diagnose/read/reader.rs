//! Decides which output a line belongs to.

use super::{
    clean,
    companion::Companion,
    csv::{self, Csv},
    line::Line,
    list,
    log::{self, Log},
    monitor::{self, Monitor},
    table::{self, Table, Took},
    trigger::Topics,
    version_output,
    wrapping::Wrapping,
    xml::{self, Xml},
};
use crate::{
    diagnose::facts::{Dump, Facts, Note},
    fact::Span,
};

/// The output that the last line belonged to; it fills the last dump.
#[derive(Debug, Default)]
enum Open {
    #[default]
    Nothing,
    Table(Table),
    Log(Log),
    Xml(Xml),
    Csv(Csv),
    List,
    Version,
    Monitor(Monitor),
}

/// Reads a paste line by line.
#[derive(Debug, Default)]
pub(super) struct Reader<'t> {
    facts: Facts,
    notes: Vec<Note>,
    open: Open,
    wrapping: Wrapping<'t>,
    /// Columns of the last query that asked for no heading.
    asked: Option<Csv>,
    /// The last query asked to be repeated.
    asked_to_loop: bool,
    companion: Companion,
    /// Lines that are still read although nothing in them calls for it.
    attention: u32,
}

/// Attention after a line that called for it. Unit: lines.
const NEARBY: u32 = 8;
/// Attention after a line of an output: other programs' lines may stand between its own. Unit: lines.
const WITHIN: u32 = 64;

/// A paste of nothing but odd lines must not grow into as many notes.
const MOST_NOTES: usize = 64;

impl<'t> Reader<'t> {
    /// Whether a line may matter although nothing in it calls for it.
    pub(super) fn waits(&self) -> bool {
        let near = self.attention > 0
            && (!matches!(self.open, Open::Nothing)
                || self.asked.is_some()
                || self.wrapping.holds()
                || self.companion.waits());
        near || self.companion.collects()
    }

    /// Learns what calls for the next line.
    pub(super) fn attend(&mut self, topics: Topics) {
        if topics != Topics::NONE {
            self.attention = self.attention.max(NEARBY);
            return;
        }
        self.attention = self.attention.saturating_sub(1);
        if self.attention == 0 {
            self.open = Open::Nothing;
        }
    }

    /// Whether a line in which nothing calls for it means nothing as things stand: most of what other programs
    /// write between and behind our lines.
    pub(super) fn ignores(&self, raw: &str) -> bool {
        let closed = match &self.open {
            Open::Nothing | Open::Table(_) => true,
            Open::Xml(xml) => xml.closed,
            _ => false,
        };
        closed
            && self.asked.is_none()
            && !self.wrapping.holds()
            && !self.companion.waits()
            && clean::is_prose(raw)
    }

    /// Takes the next line.
    pub(super) fn push(&mut self, line: Line<'t>) {
        for whole in self.wrapping.push(line).into_iter().flatten() {
            self.take(&whole);
        }
    }

    /// Everything that was read.
    pub(super) fn finish(mut self, paste: &str) -> (Facts, Vec<Note>) {
        if let Some(last) = self.wrapping.finish() {
            self.take(&last);
        }
        self.companion.finish(paste, &mut self.facts);
        let facts = &mut self.facts;
        if facts.dumps.is_empty()
            && let Some(version) = facts.kernel_module.as_ref().or(facts.stated_driver.as_ref())
        {
            let (driver_version, span) = (Some(version.clone()), version.span);
            facts.dumps.push(Dump { driver_version, span, ..Dump::default() });
        }
        (self.facts, self.notes)
    }

    fn take(&mut self, line: &Line<'_>) {
        if self.begins(line) || self.continues(line) {
            self.attention = WITHIN;
            return;
        }
        self.companion.take(line, &mut self.facts);
    }

    /// Begins the output that this line opens.
    fn begins(&mut self, line: &Line<'_>) -> bool {
        let text = line.text.as_ref();
        let body = line.body();
        let (smi, csv) = (line.concerns(Topics::SMI), line.concerns(Topics::CSV));
        if smi && table::is_header(text) {
            self.open(Open::Table(Table::default()), table::header(line));
        } else if smi && log::is_title(body) {
            self.open(Open::Log(Log::default()), empty(line));
        } else if smi && version_output::begins(body) {
            self.open(Open::Version, empty(line));
            self.continues(line);
        } else if line.concerns(Topics::XML)
            && !matches!(&self.open, Open::Xml(xml) if !xml.closed)
            && xml::begins(text)
        {
            self.open(Open::Xml(Xml::default()), empty(line));
            self.continues(line);
        } else if let Some(csv) = csv.then(|| csv::heading(body)).flatten() {
            let dump = csv::empty_dump(&csv, line);
            let looping = std::mem::take(&mut self.asked_to_loop);
            self.open(Open::Csv(csv.looping(looping)), dump);
        } else if let Some(monitor) = monitor::begins(body) {
            if matches!((&self.open, &monitor), (Open::Monitor(open), new)
                if std::mem::discriminant(open) == std::mem::discriminant(new))
            {
                // `dmon` repeats its heading every few lines.
                return true;
            }
            self.open(Open::Monitor(monitor), empty(line));
        } else if let Some(asked) = csv.then(|| csv::from_command(text)).flatten() {
            self.asked = Some(asked);
            self.open = Open::Nothing;
        } else {
            self.asked_to_loop |= csv && csv::asks_for_loop(text);
            return self.begins_midway(line);
        }
        true
    }

    /// Begins an output whose first lines were cut off.
    fn begins_midway(&mut self, line: &Line<'_>) -> bool {
        let body = line.body();
        if line.concerns(Topics::GPU) && list::gpu(body).is_some() {
            let restarts = self.facts.dumps.last().is_some_and(|dump| list::restarts(body, dump));
            if !matches!(self.open, Open::List) || restarts {
                self.open(Open::List, empty(line));
            }
            return self.continues(line);
        }
        let in_log = matches!(self.open, Open::Log(_) | Open::Version);
        let log = line.concerns(Topics::GPU) && log::gpu_heading(body).is_some()
            || line.concerns(Topics::VERSION) && log::is_stray_version(body);
        if log && !in_log {
            self.open(Open::Log(Log::default()), empty(line));
            return self.continues(line);
        }
        let in_table = matches!(&self.open, Open::Table(table) if !table.is_closed());
        let row = table::row(body);
        if !in_table
            && row.is_some_and(|row| table::is_gpu_row(row) || table::is_process_heading(row))
        {
            self.open(Open::Table(Table::default()), table::headless(line.span));
            return self.continues(line);
        }
        false
    }

    /// Lets the open output read the line.
    fn continues(&mut self, line: &Line<'_>) -> bool {
        let Some(dump) = self.facts.dumps.last_mut() else { return self.asked_row(line) };
        let took = match &mut self.open {
            Open::Nothing => return self.asked_row(line),
            Open::Table(table) => match table.take(line, dump) {
                Took::Line => true,
                Took::Nothing => false,
                Took::Unread => {
                    self.note("unread-line", line.span);
                    return true;
                }
            },
            Open::Log(log) => log.take(line, dump),
            Open::Xml(xml) => !xml.closed && xml.take(line, dump),
            Open::Csv(csv) => {
                let row = csv.take(line, dump);
                if !row && !line.body().is_empty() {
                    self.open = Open::Nothing;
                }
                row
            }
            Open::List => list::take(line, dump),
            Open::Version => version_output::take(line, dump),
            Open::Monitor(monitor) => monitor.take(line, dump),
        };
        if took
            && !line.body().is_empty()
            && let Some(dump) = self.facts.dumps.last_mut()
        {
            dump.span.end = dump.span.end.max(line.span.end);
        }
        took
    }

    /// A row of a csv output that was asked for without heading.
    fn asked_row(&mut self, line: &Line<'_>) -> bool {
        if line.body().is_empty() {
            return false;
        }
        let bare = || line.concerns(Topics::BRAND).then(|| csv::bare_row(line.body())).flatten();
        let asked = self.asked.take().or_else(bare);
        let Some(mut csv) = asked else { return false };
        let mut dump = empty(line);
        if !csv.take(line, &mut dump) {
            return false;
        }
        self.open(Open::Csv(csv), dump);
        true
    }

    fn open(&mut self, open: Open, dump: Dump) {
        self.open = open;
        self.facts.dumps.push(dump);
    }

    fn note(&mut self, kind: &'static str, span: Span) {
        if self.notes.len() < MOST_NOTES {
            self.notes.push(Note { kind, span });
        }
    }
}

fn empty(line: &Line<'_>) -> Dump {
    Dump { span: line.span, ..Dump::default() }
}
