//! The GPU: its architecture against kernel module, driver and CUDA; its mode.

use super::{Case, Hit, Layer, ROW, Rule, machine::Card};
use crate::{
    compat::{
        architecture::{self, Architecture, Modules},
        gpu::{self, Identity},
        sources,
    },
    diagnose::Severity,
    fact::Span,
};

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "gpu-last-branch",
        layer: Layer::Hardware,
        source: &sources::MATRIX,
        find: last_branch,
        ..ROW
    },
    Rule {
        id: "gpu-unknown",
        layer: Layer::Hardware,
        source: &sources::CUDA_GPUS,
        find: unknown,
        ..ROW
    },
    Rule {
        id: "open-kernel-module-required",
        layer: Layer::KernelModule,
        explains: &["no-devices-found", "smi-cannot-communicate"],
        source: &sources::KERNEL_MODULES,
        find: open_module_required,
        ..ROW
    },
    Rule {
        id: "gpu-too-old-for-open-module",
        layer: Layer::KernelModule,
        explains: &["no-devices-found", "smi-cannot-communicate"],
        source: &sources::KERNEL_MODULES,
        find: too_old_for_open,
        ..ROW
    },
    Rule {
        id: "mig-no-instances",
        explains: &["cuda-no-device"],
        source: &sources::SMI_PASTES,
        find: mig,
        ..ROW
    },
];

fn cards<'a>(case: &'a Case<'_>) -> impl Iterator<Item = &'a Card<'a>> {
    case.machines.iter().flat_map(|machine| &machine.gpus)
}

/// Newer drivers and newer CUDA have left this architecture behind: stay where it is supported.
fn last_branch(case: &Case<'_>) -> Vec<Hit> {
    cards(case)
        .filter_map(|card| {
            let architecture = card.identity.architecture()?;
            let branch = architecture.last_branch()?;
            let cuda = card
                .identity
                .capability()
                .and_then(architecture::generation)
                .and_then(|row| row.last_cuda.as_ref())
                .or_else(|| last_cuda(architecture))?;
            let hit = Hit::new(Severity::Info)
                .with("gpu", card.name)
                .with("architecture", architecture)
                .with("branch", branch)
                .with("cuda", cuda);
            Some(hit.at(card.span()))
        })
        .collect()
}

/// The oldest of the last toolkits: what every chip of the architecture still has.
fn last_cuda(architecture: Architecture) -> Option<&'static crate::fact::CudaVersion> {
    architecture::GENERATIONS
        .iter()
        .filter(|row| row.architecture == architecture)
        .filter_map(|row| row.last_cuda.as_ref())
        .min()
}

/// A name these rules do not know, whole and not a placeholder.
fn unknown(case: &Case<'_>) -> Vec<Hit> {
    cards(case)
        .filter(|card| card.identity == Identity::Unknown && card.name.len() > 4)
        .filter(|card| !card.name.contains("...") && !card.name.contains("Graphics Device"))
        .filter(|card| card.name.bytes().any(|byte| byte.is_ascii_digit()))
        .filter(|card| {
            !card.name.contains("ERR!") && card.kind.is_none_or(|kind| kind.id() != "virtual")
        })
        .map(|card| Hit::new(Severity::Info).with("gpu", card.name).at(card.span()))
        .collect()
}

fn module_flavour(case: &Case<'_>) -> Option<&'static str> {
    let flavour = case.reading.facts.kernel_module_flavour.as_ref()?;
    ["open", "proprietary"].into_iter().find(|known| *known == flavour.value)
}

/// GPUs that `nvidia-smi` does not list, because it can not or was not asked.
fn unlisted(case: &Case<'_>) -> bool {
    case.shows("no-devices-found")
        || case.shows("smi-cannot-communicate")
        || case.machines.iter().all(|machine| machine.gpus.is_empty())
}

/// The name between the brackets of `lspci`: `GeForce RTX 3090` of `GA102 [GeForce RTX 3090] (rev a1)`.
fn bracketed(line: &str) -> Option<&str> {
    let (_, rest) = line.rsplit_once("NVIDIA")?;
    Some(rest.split_once('[')?.1.split_once(']')?.0)
}

/// Every GPU that the text names, with its place.
fn named(case: &Case<'_>) -> Vec<(Architecture, Span)> {
    let listed = cards(case).filter_map(|card| Some((card.identity.architecture()?, card.span())));
    let slots = case.reading.facts.pci_gpus.iter().filter_map(|slot| {
        let name = bracketed(&slot.value)?;
        Some((gpu::identify(name).architecture()?, slot.span))
    });
    listed.chain(slots).collect()
}

fn flavour_hits(case: &Case<'_>, flavour: &str, wrong_for: Modules) -> Vec<Hit> {
    let Some(seen) = &case.reading.facts.kernel_module_flavour else { return Vec::new() };
    if module_flavour(case) != Some(flavour) || !unlisted(case) || case.is_wsl() {
        return Vec::new();
    }
    let named = named(case);
    let wrong = |(architecture, _): &&(Architecture, Span)| architecture.modules() == wrong_for;
    let all = named.iter().all(|one| wrong(&one));
    let severity = if all { Severity::Error } else { Severity::Warning };
    named
        .iter()
        .filter(wrong)
        .map(|(_, span)| Hit::new(severity).at(seen.span).at(*span))
        .take(1)
        .collect()
}

/// Blackwell and what follows is driven by the open modules alone.
fn open_module_required(case: &Case<'_>) -> Vec<Hit> {
    flavour_hits(case, "proprietary", Modules::OpenOnly)
}

/// GPUs before Turing have no system processor for the open modules to talk to.
fn too_old_for_open(case: &Case<'_>) -> Vec<Hit> {
    flavour_hits(case, "open", Modules::ProprietaryOnly)
}

/// MIG is on, and nothing has been cut: CUDA sees no device.
fn mig(case: &Case<'_>) -> Vec<Hit> {
    case.machines
        .iter()
        .filter(|machine| machine.dump.mig_device_count == Some(0))
        .filter_map(|machine| {
            let is_on = |card: &&Card<'_>| {
                card.gpu.mig_mode.as_deref().is_some_and(|mode| mode.starts_with("Enabled"))
            };
            let first = machine.gpus.iter().find(is_on)?;
            let all = machine.gpus.iter().all(|card| is_on(&card));
            let severity = if all { Severity::Error } else { Severity::Warning };
            Some(Hit::new(severity).at(first.span()))
        })
        .collect()
}
