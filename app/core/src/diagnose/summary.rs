//! What was read, in the lines a person wants to see.

use super::{Dump, Facts, Gpu};
use crate::fact::Seen;

/// More GPUs or images than this are not listed one by one.
const MOST: usize = 16;

/// The output that counts: people paste the repair after the fault.
pub(super) fn newest(facts: &Facts) -> Option<&Dump> {
    let telling = facts.dumps.iter().rev().find(|dump| dump.driver_version.is_some());
    telling.or(facts.dumps.last())
}

/// Name of each fact (`diagnose.fact.<name>` in the catalogues) and its value, those that were read.
pub fn summary(facts: &Facts) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    let mut push = |name, value: Option<String>| rows.extend(value.map(|value| (name, value)));
    let text = |value: Option<&Seen<String>>| value.map(|seen| seen.value.clone());
    if let Some(dump) = newest(facts) {
        for gpu in dump.gpus.iter().take(MOST) {
            push("gpu", Some(describe(gpu)));
        }
        push("driver", text(dump.driver_version.as_ref().or(dump.kmd_version.as_ref())));
        push("cuda", text(dump.cuda_version.as_ref()));
        let value = |seen: &Option<Seen<String>>| seen.as_ref().map(|seen| seen.value.clone());
        if value(&dump.smi_version) != value(&dump.driver_version) {
            push("smi", text(dump.smi_version.as_ref()));
        }
        push("mig", dump.mig_device_count.map(|count| count.to_string()));
    }
    for (name, value) in [
        ("os", &facts.os),
        ("kernel", &facts.kernel),
        ("wsl_kernel", &facts.wsl_kernel),
        ("windows_build", &facts.windows_build),
        ("architecture", &facts.architecture),
        ("kernel_module", &facts.kernel_module),
        ("docker", &facts.docker),
        ("podman", &facts.podman),
        ("compose", &facts.compose),
        ("toolkit", &facts.toolkit),
        ("nvcc", &facts.nvcc),
        ("torch", &facts.torch),
        ("secure_boot", &facts.secure_boot),
    ] {
        push(name, text(value.as_ref()));
    }
    for image in facts.images.iter().take(MOST / 2) {
        push("image", Some(image.value.clone()));
    }
    rows
}

fn describe(gpu: &Gpu) -> String {
    let mut said = gpu.name.as_ref().map_or_else(|| "GPU".to_owned(), |name| name.value.clone());
    if let Some(memory) = gpu.memory_total_mib {
        said.extend([", ", &whole(memory).to_string(), " MiB"]);
    }
    said
}

/// The nearest whole number. Nobody wants the fractions of a MiB that a value printed in GiB has, and writing
/// them would bring the standard library's code for it into the page.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number out of range becomes the nearest there is"
)]
fn whole(number: f64) -> u64 {
    (number + 0.5) as u64
}
