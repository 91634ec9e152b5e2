//! The state of each layer of the stack, from the hardware at the foot to the program on top.

use super::{
    Diagnosis, Facts, Finding, Severity,
    judge::{Machine, is_wsl, machines},
    summary::newest,
    symptom::table::Layer,
};
use crate::{compat::Platform, fact::Seen};

/// How a layer is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum LayerState {
    /// Seen, and fine.
    Ok,
    /// Works, within limits.
    Warning,
    /// Must be repaired.
    Error,
    /// The text does not say.
    Unknown,
}

/// One layer of the machine that a paste describes.
#[derive(Clone, Debug, PartialEq)]
pub struct StackLayer {
    /// Name, and key of its word in the catalogues: `picture.stack.<id>`.
    pub id: &'static str,
    /// What was read there (a version, a product); empty where nothing was.
    pub detail: String,
    /// How it is.
    pub state: LayerState,
    /// The finding that made it so.
    pub finding: Option<&'static str>,
}

/// The layers, hardware first. Windows has its own driver and WSL's kernel where Linux has a kernel module.
///
/// A layer is as bad as the worst finding that has to be repaired there. Without one it is fine where something was
/// read of it, and unknown otherwise: what was not seen is not called fine.
pub fn stack(diagnosis: &Diagnosis) -> Vec<StackLayer> {
    let facts = &diagnosis.reading.facts;
    let machines = machines(facts);
    let windows =
        is_wsl(facts) || machines.iter().any(|machine| machine.platform == Platform::Windows);
    let layers: &[&'static str] = if windows { &WINDOWS } else { &LINUX };
    layers
        .iter()
        .map(|id| {
            let worst = diagnosis.findings.iter().filter(|finding| place(finding, windows) == *id);
            let worst = worst.filter(|finding| finding.severity <= Severity::Warning);
            let worst = worst.min_by_key(|finding| finding.severity);
            let detail = detail(id, facts, &machines);
            let state = match worst.map(|finding| finding.severity) {
                Some(Severity::Error) => LayerState::Error,
                Some(_) => LayerState::Warning,
                None if detail.is_some() => LayerState::Ok,
                None => LayerState::Unknown,
            };
            let finding = worst.map(|finding| finding.id);
            StackLayer { id, detail: detail.unwrap_or_default(), state, finding }
        })
        .collect()
}

const LINUX: [&str; 7] =
    ["hardware", "kernel_module", "driver", "toolkit", "engine", "image", "framework"];
const WINDOWS: [&str; 8] = [
    "hardware",
    "windows_driver",
    "wsl_kernel",
    "driver",
    "toolkit",
    "engine",
    "image",
    "framework",
];

/// Where a finding has to be repaired.
fn place(finding: &Finding, windows: bool) -> &'static str {
    match finding.layer {
        Layer::Hardware => "hardware",
        Layer::Windows if windows && finding.id.contains("kernel") => "wsl_kernel",
        Layer::Windows if windows => "windows_driver",
        Layer::KernelModule if windows => "wsl_kernel",
        Layer::Windows | Layer::KernelModule => "kernel_module",
        Layer::Driver => "driver",
        // Packages of the driver are the driver's; the others are fetched for the toolkit.
        Layer::Package if finding.id.contains("driver") || finding.id.contains("module") => {
            "driver"
        }
        Layer::Package | Layer::Toolkit => "toolkit",
        Layer::Engine | Layer::Compose => "engine",
        Layer::Image => "image",
        Layer::Program => "framework",
    }
}

/// What was read of a layer; nothing where it was not seen.
fn detail(id: &str, facts: &Facts, machines: &[Machine<'_>]) -> Option<String> {
    let text = |seen: &Option<Seen<String>>| seen.as_ref().map(|seen| seen.value.clone());
    let dump = newest(facts);
    let version = || {
        let dump = dump.filter(|dump| !dump.gpus.is_empty() || dump.smi_version.is_some())?;
        let version = dump.driver_version.as_ref().or(dump.kmd_version.as_ref())?;
        version.value.starts_with(|c: char| c.is_ascii_digit()).then(|| version.value.clone())
    };
    match id {
        "hardware" => hardware(facts, machines),
        "windows_driver" => version(),
        "wsl_kernel" => text(&facts.wsl_kernel),
        "kernel_module" => {
            let module = text(&facts.kernel_module).or_else(version);
            let flavour = text(&facts.kernel_module_flavour);
            module.map(|module| match flavour {
                Some(flavour) => format!("{module} ({flavour})"),
                None => module,
            })
        }
        "driver" => {
            let own = dump.and_then(|dump| text(&dump.smi_version)).or_else(version);
            let cuda = dump.and_then(|dump| text(&dump.cuda_version));
            own.map(|own| match cuda {
                Some(cuda) => format!("{own}, CUDA {cuda}"),
                None => own,
            })
        }
        "toolkit" => text(&facts.toolkit).or_else(|| text(&facts.container_library)),
        "engine" => {
            let named = |name: &str, seen: &Option<Seen<String>>| {
                text(seen).map(|version| format!("{name} {version}"))
            };
            named("Docker", &facts.docker)
                .or_else(|| named("Podman", &facts.podman))
                .or_else(|| named("nerdctl", &facts.nerdctl))
        }
        "image" => facts.images.first().map(|image| image.value.clone()),
        _ => text(&facts.torch).map(|version| format!("PyTorch {version}")),
    }
}

/// The GPUs by name, each once: `NVIDIA H200 ×8`.
fn hardware(facts: &Facts, machines: &[Machine<'_>]) -> Option<String> {
    let machine = machines.iter().rev().find(|machine| !machine.gpus.is_empty());
    let names: Vec<&str> = match machine {
        Some(machine) => machine.gpus.iter().map(|card| card.name).collect(),
        None => facts.pci_gpus.iter().filter_map(|gpu| product(&gpu.value)).collect(),
    };
    let mut counted: Vec<(&str, usize)> = Vec::new();
    for name in names.into_iter().map(|name| if name.is_empty() { "GPU" } else { name }) {
        match counted.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => counted.push((name, 1)),
        }
    }
    let told = counted.iter().take(4).map(|(name, count)| match count {
        1 => (*name).to_owned(),
        _ => format!("{name} ×{count}"),
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| told.join(", "))
}

/// `NVIDIA Corporation GH100 [H200 SXM 141GB]` of a line of `lspci`.
fn product(line: &str) -> Option<&str> {
    let at = line.find("NVIDIA")?;
    Some(line.get(at..)?.split(" (rev").next().unwrap_or_default())
}
