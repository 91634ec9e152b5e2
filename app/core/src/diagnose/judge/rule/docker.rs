//! The engine: which one it is, and what it knows of NVIDIA.

use super::{Case, Hit, Layer, ROW, Rule};
use crate::{compat::sources, diagnose::Severity};

const HERE: Rule = Rule { layer: Layer::Engine, ..ROW };

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "docker-desktop-on-linux",
        source: &sources::SMI_PASTES,
        explains: &[
            "docker-no-device-driver",
            "docker-cdi-no-vendor",
            "docker-unknown-runtime-nvidia",
        ],
        find: desktop_on_linux,
        ..HERE
    },
    Rule { id: "docker-default-runtime-nvidia", find: default_runtime, ..HERE },
];

/// Docker Desktop for Linux runs its engine in a virtual machine that has no GPU.
fn desktop_on_linux(case: &Case<'_>) -> Vec<Hit> {
    let facts = &case.reading.facts;
    let windows = case.is_wsl()
        || facts.windows_build.is_some()
        || facts.os.as_ref().is_some_and(|os| os.value.contains("Windows"));
    let linux_host = facts.os_id.is_some() || facts.kernel_module.is_some();
    let Some(os) = facts.docker_os.as_ref().filter(|os| os.value.contains("Docker Desktop")) else {
        return Vec::new();
    };
    if windows || !linux_host {
        return Vec::new();
    }
    vec![Hit::new(Severity::Error).at(os.span)]
}

/// Every container goes through NVIDIA's runtime: convenient, and fatal once the toolkit is removed.
fn default_runtime(case: &Case<'_>) -> Vec<Hit> {
    let facts = &case.reading.facts;
    facts
        .docker_default_runtime
        .iter()
        .filter(|runtime| runtime.value == "nvidia")
        .map(|runtime| Hit::new(Severity::Info).at(runtime.span))
        .collect()
}
