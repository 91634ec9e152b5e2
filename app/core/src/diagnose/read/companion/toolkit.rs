//! NVIDIA Container Toolkit: versions, `nvidia-ctk cdi list`, `nvidia-container-cli info`.

use super::{
    super::{line::Line, token},
    first, label, word,
};
use crate::{
    diagnose::facts::{Dump, Facts, Gpu},
    fact::Seen,
};

/// What earlier lines announced.
#[derive(Debug, Default)]
pub(super) struct Toolkit {
    /// Inside `nvidia-container-cli info`; its record is the last dump.
    info: bool,
}

impl Toolkit {
    /// Inside a record.
    pub(super) fn waits(&self) -> bool {
        self.info
    }

    pub(super) fn take(&mut self, line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
        version(line, body, facts)
            || device(line, body, facts)
            || specification(line, body, facts)
            || self.record(line, body, facts)
    }

    /// A line of the record, or the end of it.
    fn record(&mut self, line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
        self.info = self.info(line, body, facts);
        self.info
    }

    /// `NVRM version:   537.13`, `CUDA version:   12.2`, then a block for each device.
    fn info(&mut self, line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
        let Some((key, value)) = label(body) else { return false };
        if key == "NVRM version" && token::is_driver_version(value) {
            self.info = true;
            facts.dumps.push(Dump {
                driver_version: Some(line.seen(value)),
                span: line.span,
                ..Dump::default()
            });
            return true;
        }
        if !self.info {
            return false;
        }
        let Some(dump) = facts.dumps.last_mut() else { return false };
        if key == "CUDA version" {
            dump.cuda_version = token::version_or_absent(value).map(|version| line.seen(version));
        } else if key == "Device Index" {
            dump.gpus.push(Gpu { index: value.parse().ok(), span: line.span, ..Gpu::default() });
            dump.gpu_count = u32::try_from(dump.gpus.len()).ok();
        } else if let Some(gpu) = dump.gpus.last_mut() {
            match key {
                "Model" => gpu.name = Some(line.seen(value)),
                "Bus Location" => gpu.bus_id = token::is_bus_id(value).then(|| value.to_owned()),
                "Architecture" => {
                    let read = value.parse().ok();
                    gpu.compute_capability = read.map(|read| Seen::new(read, line.span_of(value)));
                }
                "Device Minor" | "Brand" | "GPU UUID" => {}
                _ => return false,
            }
            gpu.span.end = line.span.end;
        } else {
            return false;
        }
        dump.span.end = line.span.end;
        true
    }
}

/// `NVIDIA Container Toolkit CLI version 1.20.0`, `cli-version: 1.17.0`.
fn version(line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
    let programs = [
        "NVIDIA Container Toolkit CLI version ",
        "NVIDIA Container Runtime Hook version ",
        "NVIDIA Container Runtime version ",
    ];
    for program in programs {
        if let Some(rest) = body.strip_prefix(program) {
            let version = word(rest);
            if token::leading_version(version).is_some() {
                first(&mut facts.toolkit, line, version);
            }
            return true;
        }
    }
    if let Some((_, rest)) = body.split_once("initializing library context (version=") {
        first(&mut facts.container_library, line, word(rest));
        return true;
    }
    match label(body) {
        Some(("cli-version" | "lib-version", value)) => {
            first(&mut facts.container_library, line, value);
            true
        }
        _ => false,
    }
}

/// A line of `nvidia-ctk cdi list` is a device and nothing else.
fn device(line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
    let whole = body.contains(".com/gpu=") || body.contains(".com/mig=");
    if !whole || body.contains([' ', '"', ',']) {
        return false;
    }
    let span = line.span_of(body);
    let list = facts.cdi_devices.get_or_insert_with(|| Seen::new(Vec::new(), span));
    if list.value.len() < 256 {
        list.value.push(body.to_owned());
        list.span.end = list.span.end.max(span.end);
    }
    true
}

/// `hostPath: /usr/lib/x86_64-linux-gnu/libcuda.so.570.86.10` of a CDI specification, YAML or JSON.
fn specification(line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
    let Some((_, path)) = body.split_once("hostPath") else { return false };
    for library in ["/libcuda.so.", "/libnvidia-ml.so."] {
        let Some((_, rest)) = path.split_once(library) else { continue };
        let version = rest.split(['"', ' ', ',', '\'']).next().unwrap_or_default();
        if token::is_driver_version(version) && version.contains('.') {
            first(&mut facts.cdi_driver, line, version);
            return true;
        }
    }
    false
}
