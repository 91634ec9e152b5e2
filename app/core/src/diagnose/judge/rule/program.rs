//! What runs inside: PyTorch builds, the CUDA toolkit on the host.

use super::{Case, Hit, Layer, ROW, Rule};
use crate::{
    compat::{
        architecture::{self, Compiled},
        cuda::{self, Compatibility, Forward},
        sources,
    },
    diagnose::Severity,
    fact::CudaVersion,
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
        find: dropped,
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

/// The CUDA of `2.11.0+cu130`: the last digit is the minor.
fn built_for(torch: &str) -> Option<CudaVersion> {
    let digits = torch.split_once("+cu")?.1;
    let digits = digits.split(|c: char| !c.is_ascii_digit()).next()?;
    let (major, minor) = digits.split_at_checked(digits.len().checked_sub(1)?)?;
    format!("{major}.{minor}").parse().ok()
}

fn needs_newer_driver(case: &Case<'_>) -> Vec<Hit> {
    let Some(torch) = &case.reading.facts.torch else { return Vec::new() };
    let Some(release) = built_for(&torch.value) else { return Vec::new() };
    case.machines
        .iter()
        .filter(|machine| !machine.is_jetson())
        .filter_map(|machine| {
            let driver = machine.driver.as_ref()?;
            let answer =
                cuda::compatibility(&release, &driver.value, machine.platform, Forward::Refused);
            let Compatibility::No { needs } = answer else { return None };
            let hit = Hit::new(Severity::Error)
                .with("torch", &torch.value)
                .with("driver", &driver.value)
                .with("needs", needs);
            Some(hit.at(torch.span).at(driver.span))
        })
        .collect()
}

fn dropped(case: &Case<'_>) -> Vec<Hit> {
    let Some(torch) = &case.reading.facts.torch else { return Vec::new() };
    let Some(release) = built_for(&torch.value) else { return Vec::new() };
    let cards = case.machines.iter().flat_map(|machine| &machine.gpus);
    cards
        .filter_map(|card| {
            let capability = card.identity.capability()?;
            let Compiled::Dropped(last) = architecture::compiled_for(capability, &release) else {
                return None;
            };
            let hit = Hit::new(Severity::Error)
                .with("torch", &torch.value)
                .with("gpu", card.name)
                .with("limit", last);
            Some(hit.at(torch.span).at(card.span()))
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
