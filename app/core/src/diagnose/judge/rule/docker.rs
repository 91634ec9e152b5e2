//! The engine: which one it is, and what it knows of NVIDIA.

use super::{Case, Hit, Layer, ROW, Rule, version};
use crate::{
    compat::{
        docker::{self, Cdi},
        sources,
    },
    diagnose::{Request, Severity, Way},
    fact::{EngineVersion, Seen},
};

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
    Rule {
        id: "docker-not-restarted",
        explains: &["docker-no-device-driver", "docker-cdi-no-vendor"],
        find: not_restarted,
        ..HERE
    },
    Rule {
        id: "docker-too-old-for-gpus",
        source: &sources::DOCKER_INSTALL,
        find: too_old_for_gpus,
        ..HERE
    },
    Rule { id: "docker-client-too-old", source: &sources::MOBY, find: old_client, ..HERE },
    Rule {
        id: "docker-too-old-for-cdi",
        explains: &["docker-cdi-driver-unavailable", "cdi-device-list"],
        source: &sources::MOBY,
        find: too_old_for_cdi,
        ..HERE
    },
    Rule {
        id: "docker-cdi-feature-off",
        explains: &["docker-cdi-driver-unavailable"],
        source: &sources::MOBY,
        find: feature_off,
        ..HERE
    },
    Rule { id: "docker-rootless", source: &sources::TOOLKIT_INSTALL, find: rootless, ..HERE },
    Rule { id: "docker-several-contexts", find: several_contexts, ..HERE },
];

/// Docker Desktop for Linux runs its engine in a virtual machine that has no GPU.
fn desktop_on_linux(case: &Case<'_>) -> Vec<Hit> {
    let facts = &case.reading.facts;
    let windows = case.is_wsl()
        || facts.windows_build.is_some()
        || facts.os.as_ref().is_some_and(|os| os.value.contains("Windows"));
    let linux_host = facts.os_id.is_some() || facts.kernel_module.is_some();
    let os = facts.docker_os.as_ref().filter(|os| os.value.contains("Docker Desktop"));
    let context = facts.docker_context.as_ref().filter(|context| context.value == "desktop-linux");
    let Some(seen) = os.or(context).filter(|_| linux_host && !windows) else { return Vec::new() };
    vec![Hit::new(Severity::Error).at(seen.span)]
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

/// The runtime is registered and `--gpus` finds no driver: a reload is half a restart.
fn not_restarted(case: &Case<'_>) -> Vec<Hit> {
    let failed = ["docker-no-device-driver", "docker-cdi-no-vendor"];
    let Some(failed) = failed.iter().find_map(|id| case.symptom(id)) else { return Vec::new() };
    let runtimes = case.reading.facts.docker_runtimes.iter();
    runtimes
        .filter(|runtimes| runtimes.value.iter().any(|runtime| runtime == "nvidia"))
        .map(|runtimes| Hit::new(Severity::Error).at(failed.span).at(runtimes.span))
        .collect()
}

/// The first command of Docker that asks in this way.
fn request<'a>(case: &'a Case<'_>, way: Way) -> Option<&'a Seen<Request>> {
    let mut requests = case.reading.facts.requests.iter();
    requests.find(|seen| seen.value.program == "docker" && seen.value.way == way)
}

fn too_old_for_gpus(case: &Case<'_>) -> Vec<Hit> {
    let (Some(engine), Some(request)) = (case.docker(), request(case, Way::Gpus)) else {
        return Vec::new();
    };
    if engine.value >= docker::GPUS_FLAG {
        return Vec::new();
    }
    vec![Hit::new(Severity::Error).at(engine.span).at(request.span)]
}

/// From 29.0 on the engine speaks API 1.44 and newer, which clients before 25.0 do not.
fn old_client(case: &Case<'_>) -> Vec<Hit> {
    let client = case.reading.facts.docker_client.as_ref().and_then(version::<EngineVersion>);
    let (Some(engine), Some(client)) = (case.docker(), client) else { return Vec::new() };
    if engine.value < docker::REFUSES_OLD_CLIENTS || client.value >= docker::OLDEST_CLIENT {
        return Vec::new();
    }
    vec![Hit::new(Severity::Error).at(client.span).at(engine.span)]
}

/// Before 25.0 a CDI name is taken for the path of a device.
fn too_old_for_cdi(case: &Case<'_>) -> Vec<Hit> {
    let (Some(engine), Some(request)) = (case.docker(), request(case, Way::Device)) else {
        return Vec::new();
    };
    if docker::cdi(&engine.value) != Cdi::None {
        return Vec::new();
    }
    let hit = Hit::new(Severity::Error)
        .with("docker", &engine.value)
        .with("needs", &docker::FIRST_WITH_CDI);
    vec![hit.at(engine.span).at(request.span)]
}

/// CDI has to be switched on in these versions. Whether it is, only the failure or the file tells.
fn feature_off(case: &Case<'_>) -> Vec<Hit> {
    let facts = &case.reading.facts;
    let (Some(engine), Some(request)) = (case.docker(), request(case, Way::Device)) else {
        return Vec::new();
    };
    let asks = matches!(docker::cdi(&engine.value), Cdi::Experimental | Cdi::Feature);
    if !asks || facts.cdi_devices.is_some() {
        return Vec::new();
    }
    let failed = case.symptom("docker-cdi-driver-unavailable");
    let file = facts.daemon_json.as_ref().filter(|file| !file.value.contains("\"cdi\""));
    let hit = match (failed, file) {
        (Some(failed), _) => Hit::new(Severity::Error).at(failed.span),
        (None, Some(file)) => Hit::new(Severity::Warning).at(file.span),
        (None, None) => return Vec::new(),
    };
    let hit = hit.with("docker", &engine.value).with("default", &docker::CDI_BY_DEFAULT);
    vec![hit.at(engine.span).at(request.span)]
}

/// A daemon of a user has a configuration of its own, and may not write device rules.
fn rootless(case: &Case<'_>) -> Vec<Hit> {
    let facts = &case.reading.facts;
    let severity =
        if case.shows("container-device-filter") { Severity::Warning } else { Severity::Info };
    let says = |options: &&Seen<Vec<String>>| {
        options.value.iter().any(|option| option.contains("rootless"))
    };
    facts
        .docker_security
        .iter()
        .filter(says)
        .map(|options| Hit::new(severity).at(options.span))
        .collect()
}

/// Commands go to the context in use; the toolkit was configured for one of the engines.
fn several_contexts(case: &Case<'_>) -> Vec<Hit> {
    let facts = &case.reading.facts;
    let (Some(all), Some(own)) = (&facts.docker_contexts, &facts.docker_context) else {
        return Vec::new();
    };
    if all.value.len() < 2 {
        return Vec::new();
    }
    let others: Vec<&str> =
        all.value.iter().map(String::as_str).filter(|name| *name != own.value).collect();
    let severity = if case.request_fails() && own.value != "default" {
        Severity::Warning
    } else {
        Severity::Info
    };
    let hit = Hit::new(severity).with("context", &own.value).with("others", others.join(", "));
    vec![hit.at(own.span).at(all.span)]
}
