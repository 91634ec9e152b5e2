//! `nvidia-smi --query-gpu=… --format=csv` and `--query-compute-apps=…`, any columns.

use super::{line::Line, token};
use crate::{
    diagnose::facts::{Dump, Gpu},
    fact::Seen,
};

/// A csv output that is being read.
#[derive(Debug)]
pub(super) struct Csv {
    columns: Vec<Column>,
    /// Rows are processes, not GPUs.
    processes: bool,
    samples: Samples,
}

/// Tells the GPUs of a query from the samples of a loop, which prints the same ones again and again.
#[derive(Debug, Default)]
struct Samples {
    /// The command asked for a loop.
    asked: bool,
    /// What identifies the GPUs seen so far.
    identities: Vec<String>,
    /// When the last row was taken. Unit: seconds of the day.
    last: Option<f64>,
    /// The first sample is over: every row is one of the same GPUs.
    over: bool,
}

/// Rows of one sample follow each other within milliseconds, samples at least a tenth of a second apart.
/// Unit: seconds.
const BETWEEN_SAMPLES: f64 = 0.09;
/// No machine has more GPUs; more rows that nothing tells apart are samples.
const MOST_GPUS: usize = 16;

impl Samples {
    /// Whether a row shows a GPU that no row before it showed.
    fn is_new(&mut self, columns: &[Column], fields: &[&str], gpus: usize) -> bool {
        let field = |wanted| columns.iter().zip(fields).find(|(column, _)| **column == wanted);
        let identity = [Column::Uuid, Column::BusId, Column::Index, Column::Serial]
            .into_iter()
            .filter_map(field)
            .find(|(_, field)| !field.starts_with('[') && !field.is_empty());
        if let Some((_, identity)) = identity {
            let new = !self.identities.iter().any(|seen| seen == identity);
            if new {
                self.identities.push((*identity).to_owned());
            }
            return new;
        }
        let time = field(Column::Timestamp).and_then(|(_, field)| seconds_of_day(field));
        let paused = match (self.last, time) {
            (Some(last), Some(now)) => !(0.0..BETWEEN_SAMPLES).contains(&(now - last)),
            _ => self.asked && gpus > 0,
        };
        let count = field(Column::Count).and_then(|(_, field)| field.parse().ok());
        self.last = time;
        self.over |= paused || count.is_some_and(|count: usize| gpus >= count.max(1));
        !self.over
    }
}

/// `2026/11/20 23:14:59.537`.
fn seconds_of_day(field: &str) -> Option<f64> {
    let mut parts = field.split_whitespace().last()?.split(':').map(token::decimal);
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    Some((hours * 60.0 + minutes) * 60.0 + seconds)
}

/// A column we understand.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Column {
    Index,
    Name,
    BusId,
    DriverVersion,
    KmdVersion,
    CudaVersion,
    MemoryTotal,
    MemoryUsed,
    Temperature,
    PowerDraw,
    PowerDrawInstant,
    PowerLimit,
    EnforcedPowerLimit,
    Persistence,
    Ecc,
    Mig,
    ComputeMode,
    DriverModel,
    ComputeCapability,
    Pid,
    Uuid,
    Serial,
    Timestamp,
    Count,
    Other,
}

fn column(field: &str) -> Column {
    let name = field.split(" [").next().unwrap_or_default().trim();
    match name {
        "index" => Column::Index,
        "name" | "gpu_name" => Column::Name,
        "pci.bus_id" | "gpu_bus_id" => Column::BusId,
        "driver_version" => Column::DriverVersion,
        "kmd_version" => Column::KmdVersion,
        "cuda_version" | "cuda_umd_version" | "cuda_driver_version" => Column::CudaVersion,
        "memory.total" => Column::MemoryTotal,
        "memory.used" => Column::MemoryUsed,
        "temperature.gpu" => Column::Temperature,
        "power.draw" => Column::PowerDraw,
        "power.draw.instant" => Column::PowerDrawInstant,
        "power.limit" => Column::PowerLimit,
        "enforced.power.limit" => Column::EnforcedPowerLimit,
        "persistence_mode" => Column::Persistence,
        "ecc.mode.current" => Column::Ecc,
        "mig.mode.current" => Column::Mig,
        "compute_mode" => Column::ComputeMode,
        "driver_model.current" => Column::DriverModel,
        "compute_cap" => Column::ComputeCapability,
        "pid" => Column::Pid,
        "uuid" | "gpu_uuid" => Column::Uuid,
        "serial" | "gpu_serial" => Column::Serial,
        "timestamp" => Column::Timestamp,
        "count" => Column::Count,
        _ => Column::Other,
    }
}

/// Names that only this output has, and enough of its commonest others.
fn is_field(field: &str) -> bool {
    let name = field.split(" [").next().unwrap_or_default().trim();
    column(name) != Column::Other
        || matches!(name, "pstate" | "vbios_version")
        || [
            "utilization.",
            "clocks.",
            "memory.",
            "temperature.",
            "fan.speed",
            "ecc.",
            "pci.",
            "power.",
            "process_name",
            "used_gpu_memory",
            "used_memory",
            "display_",
            "pcie.",
            "gpu_",
            "encoder.",
        ]
        .iter()
        .any(|start| name.starts_with(start))
}

/// The dump that a heading begins: a list of processes without any row is an empty one.
pub(super) fn empty_dump(csv: &Csv, line: &Line<'_>) -> Dump {
    let process_count = csv.processes.then_some(0);
    Dump { process_count, span: line.span, ..Dump::default() }
}

/// The line of column names, or none.
pub(super) fn heading(body: &str) -> Option<Csv> {
    let fields: Vec<&str> = body.split(',').map(|field| field.trim().trim_matches('"')).collect();
    let named = fields.iter().filter(|field| is_field(field)).count();
    let shaped = fields.iter().all(|field| {
        let name = field.split(" [").next().unwrap_or_default();
        !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_'))
    });
    // A single word like `name` is too common to be a heading; `driver_version` is not.
    let telling = fields.len() >= 2 || fields.iter().any(|field| field.contains(['_', '.']));
    let tells_units = fields.iter().any(|field| field.ends_with(']'));
    let enough = named >= 1 && (named * 2 >= fields.len() || tells_units);
    (shaped && enough && telling).then(|| Csv::new(&fields))
}

/// The columns that a command line asked for without a heading.
pub(super) fn from_command(text: &str) -> Option<Csv> {
    if !text.contains("noheader") {
        return None;
    }
    let queries =
        ["--query-gpu=", "--query-gpu ", "--query-compute-apps=", "--query-compute-apps "];
    let rest = queries.iter().find_map(|query| Some(text.split_once(query)?.1))?;
    let fields = rest.trim_start().trim_start_matches(['"', '\'']);
    let fields = fields.split([' ', '"', '\'']).next()?;
    Some(Csv::new(&fields.split(',').collect::<Vec<_>>()).looping(asks_for_loop(text)))
}

/// Whether a command line asks for the same query again and again.
pub(super) fn asks_for_loop(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let smi = words.any(|word| word.ends_with("nvidia-smi") || word.ends_with("nvidia-smi.exe"));
    let loops = |word: &str| {
        let value = |flag| {
            word.strip_prefix(flag)
                .is_some_and(|rest| rest.trim_start_matches('=').parse::<u32>().is_ok())
        };
        word == "-l"
            || word == "-lms"
            || word == "--loop"
            || value("-l")
            || value("-lms")
            || value("--loop")
            || value("--loop-ms")
    };
    smi && text.contains("--query-gpu") && (words.any(loops) || text.contains("watch "))
}

/// A row without any heading that still speaks for itself: one field is a driver version, another
/// begins like a product.
pub(super) fn bare_row(body: &str) -> Option<Csv> {
    let brands = ["NVIDIA ", "Tesla ", "GeForce ", "Quadro ", "GRID ", "TITAN "];
    let is_name = |field: &str| brands.iter().any(|brand| field.starts_with(brand));
    let parts = body.split(',').map(str::trim);
    // Most lines that name a product are sentences.
    if !parts.clone().any(is_name) || !(2..=32).contains(&parts.clone().take(33).count()) {
        return None;
    }
    let fields: Vec<&str> = parts.collect();
    let guess = |field: &str| {
        if is_name(field) {
            Column::Name
        } else if token::is_driver_version(field) {
            Column::DriverVersion
        } else if token::is_bus_id(field) {
            Column::BusId
        } else if field.parse::<crate::fact::ComputeCapability>().is_ok() {
            Column::ComputeCapability
        } else {
            Column::Other
        }
    };
    let columns: Vec<Column> = fields.iter().map(|field| guess(field)).collect();
    let once = |wanted: Column| columns.iter().filter(|column| **column == wanted).count() == 1;
    let telling = once(Column::Name) && once(Column::DriverVersion);
    telling.then_some(Csv { columns, processes: false, samples: Samples::default() })
}

impl Csv {
    fn new(fields: &[&str]) -> Self {
        let columns: Vec<Column> = fields.iter().take(512).map(|field| column(field)).collect();
        let processes = columns.contains(&Column::Pid)
            || fields.iter().any(|field| field.starts_with("process_name"));
        Self { columns, processes, samples: Samples::default() }
    }

    /// The same, of a command that asked for a loop.
    pub(super) fn looping(mut self, asked: bool) -> Self {
        self.samples.asked |= asked;
        self
    }

    /// Reads one row into the dump. False when the line is none.
    pub(super) fn take(&mut self, line: &Line<'_>, dump: &mut Dump) -> bool {
        let body = line.body().trim_end_matches(['"', '\'']);
        let commas = memchr::memchr_iter(b',', body.as_bytes()).count();
        if commas + 1 < self.columns.len() || commas + 1 > self.columns.len() && !self.processes {
            return false;
        }
        let fields: Vec<&str> = body.split(',').map(str::trim).collect();
        // A process name may itself hold commas.
        let sentence = body.contains(['{', '}', '$', '=', '"']) && !self.processes;
        let many = self.processes && fields.len() > self.columns.len() && self.columns.len() > 1;
        let fits = !sentence && (fields.len() == self.columns.len() || many);
        let prose = fields.len() == 1 && body.contains(' ') && body.len() > 64;
        // `Docker version 26.1.5, build a72d7cd` has two columns too.
        let other = self.columns.iter().zip(&fields).any(|(column, field)| {
            *column == Column::DriverVersion && field.contains(' ') && !field.starts_with('[')
        });
        if !fits || prose || other || body.is_empty() {
            return false;
        }
        let mut gpu = Gpu { span: line.span, ..Gpu::default() };
        for (column, field) in self.columns.iter().zip(&fields) {
            cell(*column, field, line, &mut gpu, dump);
        }
        if self.processes {
            dump.process_count = Some(dump.process_count.unwrap_or(0).saturating_add(1));
            let known = dump.gpus.iter().any(|seen| {
                seen.bus_id == gpu.bus_id
                    && seen.name.as_ref().map(|name| &name.value)
                        == gpu.name.as_ref().map(|name| &name.value)
            });
            if known || (gpu.bus_id.is_none() && gpu.name.is_none()) {
                return true;
            }
        }
        if self.processes || self.samples.is_new(&self.columns, &fields, dump.gpus.len()) {
            dump.gpus.push(gpu);
            if dump.gpus.len() > MOST_GPUS && self.samples.identities.is_empty() && !self.processes
            {
                dump.gpus.truncate(1);
                self.samples.over = true;
            }
        }
        dump.gpu_count = u32::try_from(dump.gpus.len()).ok();
        true
    }
}

fn cell(column: Column, field: &str, line: &Line<'_>, gpu: &mut Gpu, dump: &mut Dump) {
    let text = || Some(field.to_owned());
    let version = || token::version_or_absent(field).map(|version| line.seen(version));
    match column {
        Column::Index => gpu.index = field.parse().ok(),
        Column::Name => gpu.name = Some(line.seen(field)),
        Column::BusId => gpu.bus_id = token::is_bus_id(field).then(|| field.to_owned()),
        Column::DriverVersion if dump.driver_version.is_none() => dump.driver_version = version(),
        Column::KmdVersion if dump.kmd_version.is_none() => dump.kmd_version = version(),
        Column::CudaVersion if dump.cuda_version.is_none() => dump.cuda_version = version(),
        // `nounits` leaves the bare number, in the unit that the heading names.
        Column::MemoryTotal => gpu.memory_total_mib = bare(field),
        Column::MemoryUsed => gpu.memory_used_mib = bare(field),
        Column::Temperature => gpu.temp_c = bare(field),
        Column::PowerDraw => gpu.power_w = bare(field).or(gpu.power_w),
        Column::PowerDrawInstant => gpu.power_w = gpu.power_w.or(bare(field)),
        Column::PowerLimit => gpu.power_cap_w = bare(field).or(gpu.power_cap_w),
        Column::EnforcedPowerLimit => gpu.power_cap_w = gpu.power_cap_w.or(bare(field)),
        Column::Persistence => gpu.persistence = text(),
        Column::Ecc => gpu.ecc = text(),
        Column::Mig => gpu.mig_mode = text(),
        Column::ComputeMode => gpu.compute_mode = text(),
        Column::DriverModel if matches!(field, "WDDM" | "TCC" | "MCDM") => {
            gpu.driver_model = text();
        }
        Column::ComputeCapability => {
            let read = field.parse().ok();
            gpu.compute_capability = read.map(|value| Seen::new(value, line.span_of(field)));
        }
        _ => {}
    }
}

fn bare(field: &str) -> Option<f64> {
    token::leading_number(field)
}
