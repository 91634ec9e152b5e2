//! `nvidia-smi -q`, whole or one section of it.

use super::{line::Line, token};
use crate::diagnose::facts::{Dump, Gpu};

/// A section of a log whose keys mean something to us.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum Section {
    #[default]
    Other,
    Memory,
    Mig,
    DriverModel,
    Ecc,
    Temperature,
    Power,
    Processes,
}

/// A log that is being read.
#[derive(Debug, Default)]
pub(super) struct Log {
    section: Section,
    /// Indentation of the heading of the section.
    section_indent: usize,
    /// The last line was a heading.
    after_heading: bool,
    /// Indentation was lost: only headings end a section.
    flat: bool,
    /// A list of processes began and has no row yet.
    empty_list: bool,
    /// Draws read so far for the GPU at hand, by rank.
    draw_rank: u8,
}

/// The first line of the output.
pub(super) fn is_title(body: &str) -> bool {
    body.contains("NVSMI LOG") && body.contains("===")
}

/// `GPU 00000000:0C:00.0`, alone on its line.
pub(super) fn gpu_heading(body: &str) -> Option<&str> {
    let id = body.strip_prefix("GPU ")?.trim();
    token::is_bus_id(id).then_some(id)
}

/// `Key   : value`, padded to a column as only this output does.
pub(super) fn key_value(body: &str) -> Option<(&str, &str)> {
    let at = body.find(" : ").or_else(|| body.ends_with(" :").then(|| body.len() - 2))?;
    let key = body.get(..at)?.trim_end();
    let value = body.get(at + 2..)?.trim();
    let value = value.trim_end_matches(['"', ',']).trim_end();
    (!key.is_empty() && key.len() <= 60).then_some((key, value))
}

/// A line of the output that was cut before its title: the key is padded by several spaces.
pub(super) fn is_stray_version(body: &str) -> bool {
    let Some((key, value)) = key_value(body) else { return false };
    let padded = body.get(key.len()..).is_some_and(|rest| rest.starts_with("    "));
    padded
        && matches!(key, "Driver Version" | "CUDA Version" | "KMD Version" | "CUDA UMD Version")
        && token::version_or_absent(value).is_some()
}

impl Log {
    /// Reads one line into the dump. False when it is not part of a log.
    pub(super) fn take(&mut self, line: &Line<'_>, dump: &mut Dump) -> bool {
        let body = line.body();
        if body.is_empty() {
            return true;
        }
        if let Some(id) = gpu_heading(body) {
            self.finish_list(dump);
            let name = Gpu {
                index: u32::try_from(dump.gpus.len()).ok(),
                bus_id: Some(id.to_owned()),
                span: line.span,
                ..Gpu::default()
            };
            dump.gpus.push(name);
            dump.gpu_count = u32::try_from(dump.gpus.len()).ok();
            *self = Self { flat: self.flat, ..Self::default() };
            return true;
        }
        let Some((key, value)) = key_value(body) else { return self.heading(line, body, dump) };
        self.leave_sections(line.indent());
        self.after_heading = false;
        if let Some(gpu) = dump.gpus.last_mut() {
            gpu.span.end = line.span.end;
        }
        self.value(line, key, value, dump);
        true
    }

    /// A paste ends: an empty list that was not closed says nothing.
    fn finish_list(&mut self, dump: &mut Dump) {
        if std::mem::take(&mut self.empty_list) {
            dump.process_count.get_or_insert(0);
        }
    }

    fn heading(&mut self, line: &Line<'_>, body: &str, dump: &mut Dump) -> bool {
        let words = body.bytes().all(|byte| {
            byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-' | b'.' | b'/' | b'(' | b')')
        });
        if !words || body.len() > 60 {
            return is_title(body);
        }
        let section = match body {
            "FB Memory Usage" | "Memory Usage" => Section::Memory,
            "MIG Mode" => Section::Mig,
            "Driver Model" => Section::DriverModel,
            "ECC Mode" | "Ecc Mode" => Section::Ecc,
            "Temperature" => Section::Temperature,
            "Power Readings" | "GPU Power Readings" => Section::Power,
            "Processes" | "Compute Processes" => Section::Processes,
            _ => Section::Other,
        };
        if body == "MIG Device" && !dump.gpus.is_empty() {
            dump.mig_device_count = Some(dump.mig_device_count.unwrap_or(0).saturating_add(1));
        }
        let indent = line.indent();
        let deeper = !self.flat && indent > self.section_indent;
        // Where indentation was lost, the name must tell.
        let named = self.section == Section::Power
            && (body.ends_with("Power Limit") || body.ends_with("Base Power"));
        let nested = section == Section::Other && (deeper || named);
        if nested && self.section != Section::Other {
            // `GPU Ceiling Power Limit` stands inside the power readings.
            self.after_heading = false;
            return true;
        }
        if self.section == Section::Processes && section != Section::Processes {
            self.finish_list(dump);
        }
        self.empty_list |= section == Section::Processes;
        self.section = section;
        self.section_indent = indent;
        self.after_heading = true;
        true
    }

    /// Back at the indentation of a heading, its section is over; unless indentation was lost.
    fn leave_sections(&mut self, indent: usize) {
        if self.section == Section::Other || indent > self.section_indent {
            return;
        }
        if self.after_heading {
            self.flat = true;
        }
        if !self.flat && self.section != Section::Processes {
            self.section = Section::Other;
        }
    }

    fn value(&mut self, line: &Line<'_>, key: &str, value: &str, dump: &mut Dump) {
        let version = || token::version_or_absent(value).map(|version| line.seen(version));
        match key {
            "Driver Version" if dump.gpus.is_empty() => dump.driver_version = version(),
            "CUDA Version" if dump.gpus.is_empty() && dump.cuda_version.is_none() => {
                dump.cuda_version = version();
            }
            "KMD Version" if dump.gpus.is_empty() => dump.kmd_version = version(),
            "CUDA UMD Version" if dump.gpus.is_empty() => dump.cuda_version = version(),
            "Processes" | "Compute Processes" => {
                dump.process_count.get_or_insert(0);
                self.section = Section::Other;
            }
            "Process ID" => {
                self.empty_list = false;
                dump.process_count = Some(dump.process_count.unwrap_or(0).saturating_add(1));
            }
            _ => {
                let (section, rank) = (self.section, &mut self.draw_rank);
                let Some(gpu) = dump.gpus.last_mut() else { return };
                gpu_value(line, section, rank, (key, value), gpu);
            }
        }
        let inside = matches!(
            key,
            "Process ID"
                | "GPU instance ID"
                | "Compute instance ID"
                | "Type"
                | "Name"
                | "Process Type"
        ) || key.starts_with("Used");
        if self.section == Section::Processes && !inside {
            self.finish_list(dump);
        }
    }
}

fn gpu_value(
    line: &Line<'_>,
    section: Section,
    draw_rank: &mut u8,
    (key, value): (&str, &str),
    gpu: &mut Gpu,
) {
    let text = || Some(value.to_owned());
    match (section, key) {
        (_, "Product Name") => gpu.name = Some(line.seen(value)),
        (_, "Persistence Mode") => gpu.persistence = text(),
        (_, "Compute Mode") => gpu.compute_mode = text(),
        (_, "Bus Id") if token::is_bus_id(value) => gpu.bus_id = text(),
        (Section::Mig, "Current") => gpu.mig_mode = text(),
        (Section::Ecc, "Current") => gpu.ecc = text(),
        (Section::DriverModel, "Current") if matches!(value, "WDDM" | "TCC" | "MCDM") => {
            gpu.driver_model = text();
        }
        (Section::Memory, "Total") => gpu.memory_total_mib = token::memory_mib(value),
        (Section::Memory, "Used") => gpu.memory_used_mib = token::memory_mib(value),
        (_, "GPU Current Temp") | (Section::Temperature, "Gpu" | "GPU") => {
            gpu.temp_c = token::number_with_unit(value, "C");
        }
        (Section::Power, "Power Draw" | "Instantaneous Power Draw" | "Average Power Draw") => {
            // One draw is printed before 535, two since; the instantaneous one is today's.
            let rank = match key {
                "Power Draw" => 3,
                "Instantaneous Power Draw" => 2,
                _ => 1,
            };
            if let Some(watts) = token::number_with_unit(value, "W").filter(|_| rank > *draw_rank) {
                *draw_rank = rank;
                gpu.power_w = Some(watts);
            }
        }
        (Section::Power, "Current Power Limit" | "Power Limit") => {
            gpu.power_cap_w = token::number_with_unit(value, "W");
        }
        (_, "CUDA Capability" | "Compute Capability") => {
            gpu.compute_capability = value
                .parse()
                .ok()
                .map(|value_read| crate::fact::Seen::new(value_read, line.span_of(value)));
        }
        _ => {}
    }
}
