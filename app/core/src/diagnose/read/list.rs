//! `nvidia-smi -L`, and the other outputs that name a GPU the same way (`nvlink -s`).

use super::line::Line;
use crate::diagnose::facts::{Dump, Gpu};

/// `GPU 0: NVIDIA H200 (UUID: GPU-…)`: index and name.
pub(super) fn gpu(body: &str) -> Option<(u32, &str)> {
    let rest = body.strip_prefix("GPU ")?;
    let (index, rest) = rest.split_once(':')?;
    let (name, _) = rest.split_once("(UUID:").or_else(|| rest.split_once("(GPU-"))?;
    let name = name.trim();
    (!name.is_empty()).then_some((index.trim().parse().ok()?, name))
}

/// `  MIG 1g.10gb     Device  0: (UUID: MIG-…)`.
pub(super) fn is_mig(body: &str) -> bool {
    body.strip_prefix("MIG ").is_some_and(|rest| {
        rest.contains("Device") && (rest.contains("(UUID: MIG") || rest.contains("(MIG-"))
    })
}

/// Adds what the line names. False when it names nothing.
pub(super) fn take(line: &Line<'_>, dump: &mut Dump) -> bool {
    let body = line.body();
    if let Some((index, name)) = gpu(body) {
        let gpu = Gpu {
            index: Some(index),
            name: Some(line.seen(name)),
            span: line.span,
            ..Gpu::default()
        };
        dump.gpus.push(gpu);
        dump.gpu_count = u32::try_from(dump.gpus.len()).ok();
        return true;
    }
    if is_mig(body) {
        dump.mig_device_count = Some(dump.mig_device_count.unwrap_or(0).saturating_add(1));
        return true;
    }
    false
}

/// The line begins a list of its own, since its index does not continue the one before it.
pub(super) fn restarts(body: &str, dump: &Dump) -> bool {
    gpu(body).is_some_and(|(index, _)| {
        dump.gpus.last().and_then(|gpu| gpu.index).is_some_and(|last| index <= last)
    })
}
