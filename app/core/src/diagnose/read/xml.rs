//! `nvidia-smi -q -x`.

use super::{line::Line, token};
use crate::diagnose::facts::{Dump, Gpu};

/// An XML log that is being read: the names of the elements that are open.
#[derive(Debug, Default)]
pub(super) struct Xml {
    path: Vec<String>,
    /// The document ended.
    pub(super) closed: bool,
    draw_rank: u8,
}

/// The document element or, where the top was cut off, a GPU.
pub(super) fn begins(text: &str) -> bool {
    text.contains("<nvidia_smi_log>") || text.contains("<gpu id=\"")
}

/// Deeper nesting than any release prints.
const DEEPEST: usize = 32;

impl Xml {
    /// Reads one line into the dump. False when it holds no element.
    pub(super) fn take(&mut self, line: &Line<'_>, dump: &mut Dump) -> bool {
        let mut rest = line.text.as_ref();
        let mut any = false;
        while let Some(open) = memchr::memchr(b'<', rest.as_bytes()) {
            let Some(tag_and_rest) = rest.get(open + 1..) else { break };
            let Some(close) = memchr::memchr(b'>', tag_and_rest.as_bytes()) else { break };
            let (tag, after) = tag_and_rest.split_at(close);
            rest = after.get(1..).unwrap_or_default();
            any = true;
            self.tag(line, tag, rest, dump);
        }
        any || line.body().is_empty()
    }

    fn tag(&mut self, line: &Line<'_>, tag: &str, rest: &str, dump: &mut Dump) {
        if tag.starts_with(['!', '?']) {
            return;
        }
        if let Some(name) = tag.strip_prefix('/') {
            self.close(name, line, dump);
            return;
        }
        let name = tag.split([' ', '\t', '/']).next().unwrap_or_default();
        if name == "gpu" {
            let id = tag.split('"').nth(1).filter(|id| token::is_bus_id(id));
            dump.gpus.push(Gpu {
                index: u32::try_from(dump.gpus.len()).ok(),
                bus_id: id.map(str::to_owned),
                span: line.span,
                ..Gpu::default()
            });
            dump.gpu_count = u32::try_from(dump.gpus.len()).ok();
            self.path.clear();
            self.draw_rank = 0;
        }
        if name == "mig_device" && self.inside("mig_devices") {
            dump.mig_device_count = Some(dump.mig_device_count.unwrap_or(0).saturating_add(1));
        }
        if name == "mig_devices" {
            dump.mig_device_count.get_or_insert(0);
        }
        if name == "process_info" && self.inside("processes") {
            dump.process_count = Some(dump.process_count.unwrap_or(0).saturating_add(1));
        }
        if tag.ends_with('/') {
            self.close(name, line, dump);
        }
        // Of the page it was copied from.
        let page = matches!(name, "br" | "p" | "pre" | "code" | "span" | "div");
        if page || tag.ends_with('/') || self.path.len() >= DEEPEST {
            return;
        }
        self.path.push(name.to_owned());
        let end = memchr::memchr(b'<', rest.as_bytes());
        if let Some(value) = end.and_then(|end| rest.get(..end)).map(str::trim)
            && !value.is_empty()
        {
            self.value(line, name, value, dump);
        }
    }

    fn close(&mut self, name: &str, line: &Line<'_>, dump: &mut Dump) {
        let name = name.trim();
        if let Some(at) = self.path.iter().rposition(|open| open == name) {
            self.path.truncate(at);
        }
        match name {
            "processes" => {
                dump.process_count.get_or_insert(0);
            }
            "nvidia_smi_log" => self.closed = true,
            "gpu" => {
                if let Some(gpu) = dump.gpus.last_mut() {
                    gpu.span.end = line.span.end;
                }
            }
            _ => {}
        }
    }

    fn inside(&self, name: &str) -> bool {
        self.path.iter().any(|open| open == name)
    }

    fn value(&mut self, line: &Line<'_>, name: &str, value: &str, dump: &mut Dump) {
        if self.inside("mig_device") {
            return;
        }
        let version = || token::version_or_absent(value).map(|version| line.seen(version));
        let parent = self.path.iter().rev().nth(1).map_or("", String::as_str);
        if dump.gpus.is_empty() {
            match name {
                "driver_version" => dump.driver_version = version(),
                "kmd_version" => dump.kmd_version = version(),
                "cuda_umd_version" => dump.cuda_version = version(),
                "cuda_version" if dump.cuda_version.is_none() => dump.cuda_version = version(),
                _ => {}
            }
            return;
        }
        let Some(gpu) = dump.gpus.last_mut() else { return };
        let text = || Some(value.to_owned());
        match (parent, name) {
            (_, "product_name") => gpu.name = Some(line.seen(value)),
            (_, "persistence_mode") => gpu.persistence = text(),
            (_, "compute_mode") => gpu.compute_mode = text(),
            (_, "pci_bus_id") if token::is_bus_id(value) => gpu.bus_id = text(),
            ("mig_mode", "current_mig") => gpu.mig_mode = text(),
            ("ecc_mode", "current_ecc") => gpu.ecc = text(),
            ("driver_model", "current_dm") if matches!(value, "WDDM" | "TCC" | "MCDM") => {
                gpu.driver_model = text();
            }
            ("fb_memory_usage", "total") => gpu.memory_total_mib = token::memory_mib(value),
            ("fb_memory_usage", "used") => gpu.memory_used_mib = token::memory_mib(value),
            ("temperature", "gpu_temp") => gpu.temp_c = token::number_with_unit(value, "C"),
            ("power_readings" | "gpu_power_readings", _) => {
                power(&mut self.draw_rank, name, value, gpu);
            }
            _ => {}
        }
    }
}

fn power(draw_rank: &mut u8, name: &str, value: &str, gpu: &mut Gpu) {
    let watts = token::number_with_unit(value, "W");
    let rank = match name {
        "power_draw" => 3,
        "instant_power_draw" => 2,
        "average_power_draw" => 1,
        "power_limit" | "current_power_limit" => {
            gpu.power_cap_w = watts;
            return;
        }
        _ => return,
    };
    if watts.is_some() && rank > *draw_rank {
        *draw_rank = rank;
        gpu.power_w = watts;
    }
}
