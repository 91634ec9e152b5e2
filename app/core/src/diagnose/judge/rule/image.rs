//! Images against the driver and the architecture: three questions, three answers.

use super::{Case, Hit, Layer, ROW, Rule, machine::Machine};
use crate::{
    compat::{
        architecture::{self, Compiled},
        cuda::{self, Compatibility, Forward},
        gpu::Kind,
        sources,
    },
    diagnose::Severity,
    fact::{CudaVersion, Seen},
};

const HERE: Rule = Rule { layer: Layer::Image, ..ROW };

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "image-needs-newer-driver",
        explains: &["cuda-driver-insufficient", "container-cuda-requirement"],
        source: &sources::CUDA_NOTES,
        find: |case| by_driver(case, "image-needs-newer-driver"),
        ..HERE
    },
    Rule {
        id: "image-forward-compatibility",
        source: &sources::FORWARD,
        find: |case| by_driver(case, "image-forward-compatibility"),
        ..HERE
    },
    Rule {
        id: "image-minor-version",
        source: &sources::MINOR,
        find: |case| by_driver(case, "image-minor-version"),
        ..HERE
    },
    Rule {
        id: "image-runs",
        source: &sources::CUDA_TABLE,
        find: |case| by_driver(case, "image-runs"),
        ..HERE
    },
    Rule {
        id: "image-newer-than-rules",
        source: &sources::CUDA_NOTES,
        find: |case| by_driver(case, "image-newer-than-rules"),
        ..HERE
    },
    Rule {
        id: "image-architecture-dropped",
        explains: &["no-kernel-image"],
        source: &sources::MATRIX,
        find: dropped,
        ..HERE
    },
    Rule { id: "image-older-than-gpu", source: &sources::MATRIX, find: not_yet, ..HERE },
];

/// The CUDA versions of the `nvidia/cuda` images that the text names.
fn images(case: &Case<'_>) -> Vec<Seen<(String, CudaVersion)>> {
    let images = case.reading.facts.images.iter();
    images
        .filter_map(|image| {
            let tag = image.value.split_once("nvidia/cuda:")?.1;
            let digits = tag.find(|c: char| c != '.' && !c.is_ascii_digit()).unwrap_or(tag.len());
            let cuda = tag.get(..digits)?.parse().ok()?;
            Some(Seen::new((image.value.clone(), cuda), image.span))
        })
        .collect()
}

/// Whether every GPU of the machine may use `cuda-compat`.
pub(in crate::diagnose) fn forward(machine: &Machine<'_>) -> Forward {
    let all = |wanted: &[Forward]| {
        !machine.gpus.is_empty()
            && machine
                .gpus
                .iter()
                .all(|card| card.kind.map(Kind::forward).is_some_and(|f| wanted.contains(&f)))
    };
    if all(&[Forward::Allowed]) {
        Forward::Allowed
    } else if all(&[Forward::Allowed, Forward::SomeCards]) {
        Forward::SomeCards
    } else {
        Forward::Refused
    }
}

/// One rule's part of what the drivers mean for the images.
pub(super) fn by_driver(case: &Case<'_>, id: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for image in images(case) {
        for machine in case.machines.iter().filter(|machine| !machine.is_jetson()) {
            let Some(driver) = &machine.driver else { continue };
            let (name, release) = &image.value;
            let answer =
                cuda::compatibility(release, &driver.value, machine.platform, forward(machine));
            let (severity, is, gap) = match answer {
                Compatibility::Native => (Severity::Ok, "image-runs", None),
                Compatibility::MinorVersion { native_from } => {
                    let from = native_from.map_or_else(|| "?".to_owned(), |d| d.to_string());
                    (Severity::Info, "image-minor-version", Some(("native", from)))
                }
                Compatibility::Forward { package } => (
                    Severity::Warning,
                    "image-forward-compatibility",
                    Some(("package", package.name())),
                ),
                Compatibility::No { needs } => (
                    Severity::Error,
                    "image-needs-newer-driver",
                    Some(("needs", needs.to_string())),
                ),
                Compatibility::Unknown => (Severity::Info, "image-newer-than-rules", None),
            };
            if is == id {
                let mut hit = Hit::new(severity).with("image", name).with("driver", &driver.value);
                hit.gaps.extend(gap);
                hits.push(hit.at(image.span).at(driver.span));
            }
        }
    }
    hits
}

fn by_architecture(
    case: &Case<'_>,
    severity: Severity,
    of: fn(Compiled) -> Option<&'static CudaVersion>,
) -> Vec<Hit> {
    let mut hits = Vec::new();
    for image in images(case) {
        for card in case.machines.iter().flat_map(|machine| &machine.gpus) {
            let Some(capability) = card.identity.capability() else { continue };
            if let Some(limit) = of(architecture::compiled_for(capability, &image.value.1)) {
                let hit = Hit::new(severity)
                    .with("image", &image.value.0)
                    .with("gpu", card.name)
                    .with("capability", capability)
                    .with("limit", limit);
                hits.push(hit.at(image.span).at(card.span()));
            }
        }
    }
    hits
}

/// The image's libraries have no code for the GPU any more.
fn dropped(case: &Case<'_>) -> Vec<Hit> {
    by_architecture(case, Severity::Error, |compiled| match compiled {
        Compiled::Dropped(last) => Some(last),
        _ => None,
    })
}

/// The image is older than the GPU: only programs that carry PTX run, after a long start.
fn not_yet(case: &Case<'_>) -> Vec<Hit> {
    by_architecture(case, Severity::Warning, |compiled| match compiled {
        Compiled::NotYet(first) => Some(first),
        _ => None,
    })
}
