//! The command that started the container, against what the program inside then said.

use super::{Case, Hit, Layer, ROW, Rule};
use crate::{
    compat::sources,
    diagnose::{Request, Severity, Symptom, Way},
    fact::{CudaVersion, Seen},
};

const HERE: Rule = Rule { layer: Layer::Image, source: &sources::CAPTURES, ..ROW };

/// What a program says when the container has no GPU, or no library for it.
const WITHOUT_GPU: &[&str] = &[
    "cuda-driver-insufficient",
    "no-nvidia-driver",
    "libcuda-not-found",
    "cuda-no-device",
    "smi-libnvidia-ml-missing",
];

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "container-without-gpu",
        explains: &[
            "cuda-driver-insufficient",
            "no-nvidia-driver",
            "libcuda-not-found",
            "cuda-no-device",
        ],
        find: not_requested,
        ..HERE
    },
    Rule {
        id: "container-capability-missing",
        explains: &[
            "container-without-gpu",
            "smi-libnvidia-ml-missing",
            "libcuda-not-found",
            "no-nvidia-driver",
        ],
        find: capability,
        ..HERE
    },
    Rule {
        id: "gpu-request-without-effect",
        explains: &["container-without-gpu"],
        find: without_effect,
        ..HERE
    },
    Rule {
        id: "cuda-visible-devices",
        layer: Layer::Program,
        explains: &["cuda-no-device"],
        source: &sources::CAPTURES,
        find: visible_devices,
        ..HERE
    },
    Rule { id: "container-device-blocked", explains: &["cuda-no-device"], find: blocked, ..HERE },
    Rule {
        id: "libcuda-older-than-driver",
        explains: &["cuda-driver-insufficient"],
        find: older_library,
        ..HERE
    },
];

impl Case<'_> {
    /// The last command before a text: the one that said it.
    fn request_of(&self, symptom: &Symptom) -> Option<&Seen<Request>> {
        let mut latest = self.reading.facts.requests.iter().rev();
        latest.find(|request| request.span.start <= symptom.span.start)
    }

    /// Texts of these failures, each with the command that led to it.
    fn said_by(&self, ids: &[&str]) -> Vec<(&Symptom, &Seen<Request>)> {
        let symptoms = self.reading.symptoms.iter().filter(|symptom| ids.contains(&symptom.id));
        symptoms.filter_map(|symptom| Some((symptom, self.request_of(symptom)?))).collect()
    }
}

/// The command asks for no GPU, and the program finds none.
fn not_requested(case: &Case<'_>) -> Vec<Hit> {
    let default = &case.reading.facts.docker_default_runtime;
    if default.as_ref().is_some_and(|runtime| runtime.value == "nvidia") {
        return Vec::new();
    }
    // Without a library in sight nvidia-smi was built into the image: that is said by itself.
    let program = &WITHOUT_GPU[..4];
    case.said_by(program)
        .into_iter()
        .filter(|(_, request)| request.value.way == Way::None)
        .map(|(symptom, request)| Hit::new(Severity::Error).at(symptom.span).at(request.span))
        .collect()
}

/// Capabilities that the command names, if it names any.
fn capabilities(request: &Request) -> Option<&str> {
    request.capabilities.as_deref().or_else(|| request.variable("NVIDIA_DRIVER_CAPABILITIES"))
}

/// `nvidia-smi` comes with `utility`, `libcuda` with `compute`.
fn capability(case: &Case<'_>) -> Vec<Hit> {
    let needed = |id: &str| match id {
        "container-without-gpu" | "smi-libnvidia-ml-missing" => "utility",
        _ => "compute",
    };
    let ids = [
        "container-without-gpu",
        "smi-libnvidia-ml-missing",
        "libcuda-not-found",
        "no-nvidia-driver",
    ];
    case.said_by(&ids)
        .into_iter()
        .filter(|(_, request)| matches!(request.value.way, Way::Gpus | Way::Runtime))
        .filter_map(|(symptom, request)| {
            let given = capabilities(&request.value).filter(|given| !given.is_empty())?;
            let needed = needed(symptom.id);
            let has =
                given.split(',').any(|one| matches!(one.trim(), "all") || one.trim() == needed);
            (!has).then(|| {
                Hit::new(Severity::Error)
                    .with("given", given)
                    .with("needed", needed)
                    .at(request.span)
                    .at(symptom.span)
            })
        })
        .collect()
}

/// Whether the command really asks for a GPU: the runtime does nothing without its variable.
fn asks(request: &Request) -> bool {
    match request.way {
        Way::Gpus | Way::Device => true,
        Way::Runtime => request
            .variable("NVIDIA_VISIBLE_DEVICES")
            .is_some_and(|value| !matches!(value, "" | "void" | "none")),
        Way::None | Way::ByHand => false,
    }
}

fn allows(request: &Request, needed: &str) -> bool {
    capabilities(request).is_none_or(|given| {
        given.is_empty() || given.split(',').any(|one| one.trim() == needed || one.trim() == "all")
    })
}

/// A GPU was asked for, nobody refused, and yet nothing was put into the container.
fn without_effect(case: &Case<'_>) -> Vec<Hit> {
    case.said_by(&["container-without-gpu"])
        .into_iter()
        .filter(|(_, request)| asks(&request.value) && allows(&request.value, "utility"))
        .map(|(symptom, request)| Hit::new(Severity::Error).at(request.span).at(symptom.span))
        .collect()
}

/// The GPUs that the command leaves visible to CUDA.
fn visible(request: &Request) -> Option<&str> {
    request.variable("CUDA_VISIBLE_DEVICES")
}

/// The program was told to use a GPU that is not there.
fn visible_devices(case: &Case<'_>) -> Vec<Hit> {
    case.said_by(&["cuda-no-device"])
        .into_iter()
        .filter_map(|(symptom, request)| {
            let value = visible(&request.value)?;
            let hit = Hit::new(Severity::Error).with("value", value);
            Some(hit.at(request.span).at(symptom.span))
        })
        .collect()
}

/// The container got the libraries, and its program may not open the device.
fn blocked(case: &Case<'_>) -> Vec<Hit> {
    case.said_by(&["cuda-no-device"])
        .into_iter()
        .filter(|(_, request)| asks(&request.value) && visible(&request.value).is_none())
        .map(|(symptom, request)| Hit::new(Severity::Error).at(symptom.span).at(request.span))
        .collect()
}

/// `12020` as the CUDA runtime counts: 12.2.
fn counted(text: &str) -> Option<CudaVersion> {
    let number: u32 = text.parse().ok()?;
    let (major, minor) = (number / 1000, number % 1000 / 10);
    (major > 0).then(|| format!("{major}.{minor}").parse().ok())?
}

/// The program meets an older CUDA than the driver brings: another `libcuda` is found first.
fn older_library(case: &Case<'_>) -> Vec<Hit> {
    let symptoms = case.reading.symptoms.iter();
    symptoms
        .filter(|symptom| symptom.id == "cuda-driver-insufficient")
        .filter_map(|symptom| {
            let (_, found) = symptom.gaps.iter().find(|(name, _)| *name == "found")?;
            let found = counted(found)?;
            let hit = || Hit::new(Severity::Error).with("found", &found).at(symptom.span);
            let path = case
                .request_of(symptom)
                .filter(|request| request.value.variable("LD_LIBRARY_PATH").is_some())
                .filter(|request| asks(&request.value));
            if let Some(request) = path {
                return Some(hit().at(request.span));
            }
            let newer = case.machines.iter().find_map(|machine| {
                machine
                    .driver
                    .as_ref()
                    .filter(|_| machine.branch().is_some_and(|branch| branch.cuda > found))
            })?;
            Some(hit().at(newer.span))
        })
        .collect()
}
