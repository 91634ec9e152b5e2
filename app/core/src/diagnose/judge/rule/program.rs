//! What runs inside: PyTorch builds, the CUDA toolkit on the host.

use super::{Case, Hit, Layer, ROW, Rule};
use crate::{
    compat::{
        architecture::{self, Compiled},
        cuda::{self, Compatibility, Forward},
        framework,
        gpu::Kind,
        sources,
    },
    diagnose::Severity,
    fact::{ComputeCapability, CudaVersion, Span},
};

const HERE: Rule = Rule { layer: Layer::Program, source: &sources::PYTORCH, ..ROW };

pub(super) const RULES: &[Rule] = &[
    Rule { id: "torch-cpu-build", explains: &["torch-not-available"], find: cpu_build, ..HERE },
    Rule {
        id: "torch-needs-newer-driver",
        explains: &["cuda-driver-insufficient", "torch-not-available"],
        find: needs_newer_driver,
        ..HERE
    },
    Rule {
        id: "torch-architecture-dropped",
        explains: &["no-kernel-image"],
        find: |case| by_code(case, Code::Dropped),
        ..HERE
    },
    Rule {
        id: "torch-older-than-gpu",
        explains: &["no-kernel-image"],
        find: |case| by_code(case, Code::NotYet),
        ..HERE
    },
    Rule { id: "nvcc-is-another-version", source: &sources::MINOR, find: nvcc, ..HERE },
];

/// `2.11.0+cpu` has no CUDA in it, whatever the machine has.
fn cpu_build(case: &Case<'_>) -> Vec<Hit> {
    let torch = case.reading.facts.torch.iter();
    torch
        .filter(|torch| torch.value.ends_with("+cpu"))
        .map(|torch| Hit::new(Severity::Error).with("torch", &torch.value).at(torch.span))
        .collect()
}

/// The CUDA that PyTorch was built for: of its suffix, `2.11.0+cu130`, or as `collect_env` states it.
fn built_for(case: &Case<'_>) -> Option<(String, CudaVersion, Span)> {
    let facts = &case.reading.facts;
    let torch = facts.torch.as_ref();
    if let Some((torch, release)) =
        torch.and_then(|torch| Some((torch, framework::cuda_of_wheel(&torch.value)?)))
    {
        return Some((torch.value.clone(), release, torch.span));
    }
    let stated = facts.torch_cuda.as_ref()?;
    let name = torch.map_or_else(|| format!("cu{}", stated.value), |torch| torch.value.clone());
    Some((name, stated.value.parse().ok()?, stated.span))
}

fn needs_newer_driver(case: &Case<'_>) -> Vec<Hit> {
    let Some((torch, release, place)) = built_for(case) else { return Vec::new() };
    case.machines
        .iter()
        .filter(|machine| !machine.is_jetson())
        .filter_map(|machine| {
            let driver = machine.driver.as_ref()?;
            let answer =
                cuda::compatibility(&release, &driver.value, machine.platform, Forward::Refused);
            let Compatibility::No { needs } = answer else { return None };
            let hit = Hit::new(Severity::Error)
                .with("torch", &torch)
                .with("driver", &driver.value)
                .with("needs", needs);
            Some(hit.at(place).at(driver.span))
        })
        .collect()
}

/// What a build of PyTorch has for a GPU.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Code {
    /// Code that runs, or nothing that speaks against it.
    Some,
    /// Left out: the GPU is older than everything inside.
    Dropped,
    /// Made before the GPU.
    NotYet,
}

/// By the list of the wheel where it is known, else by what its CUDA compiles for.
fn code(torch: &str, release: &CudaVersion, capability: ComputeCapability) -> Code {
    match architecture::compiled_for(capability, release) {
        Compiled::Dropped(_) => return Code::Dropped,
        Compiled::NotYet(_) => return Code::NotYet,
        Compiled::Yes | Compiled::Unknown => {}
    }
    let Some(wheel) = framework::wheel_of(torch, release) else { return Code::Some };
    let oldest = wheel.capabilities.iter().min();
    if oldest.is_some_and(|oldest| capability < *oldest) { Code::Dropped } else { Code::Some }
}

fn by_code(case: &Case<'_>, wanted: Code) -> Vec<Hit> {
    let Some((torch, release, place)) = built_for(case) else { return Vec::new() };
    let cards = case.machines.iter().flat_map(|machine| &machine.gpus);
    cards
        .filter_map(|card| {
            let capability = card.identity.capability()?;
            // Jetson has wheels of its own, and a release may carry a newer minor's code for an older one.
            if card.kind == Some(Kind::Jetson) || code(&torch, &release, capability) != wanted {
                return None;
            }
            // Code for an earlier minor of the same major runs: a 4090 (8.9) takes that for 8.6.
            let earlier = wanted == Code::NotYet
                && architecture::earlier_minor_compiles(capability, &release);
            (!earlier).then(|| {
                Hit::new(Severity::Error)
                    .with("torch", &torch)
                    .with("gpu", card.name)
                    .with("capability", capability)
                    .at(place)
                    .at(card.span())
            })
        })
        .collect()
}

/// Two numbers that people take for one: the toolkit that compiles, and the newest CUDA of the driver.
fn nvcc(case: &Case<'_>) -> Vec<Hit> {
    let Some(nvcc) = &case.reading.facts.nvcc else { return Vec::new() };
    let Ok(toolkit) = nvcc.value.parse::<CudaVersion>() else { return Vec::new() };
    case.machines
        .iter()
        .filter_map(|machine| {
            let cuda = machine.cuda.as_ref()?;
            let differ = cuda::release_of(&toolkit) != cuda::release_of(&cuda.value);
            differ.then(|| {
                Hit::new(Severity::Info)
                    .with("toolkit", &toolkit)
                    .with("cuda", &cuda.value)
                    .at(nvcc.span)
                    .at(cuda.span)
            })
        })
        .collect()
}
