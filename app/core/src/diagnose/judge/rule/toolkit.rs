//! NVIDIA Container Toolkit: its traps by version, its packages, its CDI specifications.

use super::{Case, Hit, Layer, ROW, Rule};
use crate::{
    compat::{Platform, sources, toolkit},
    diagnose::{Severity, Way},
    fact::DriverVersion,
};

const HERE: Rule = Rule { layer: Layer::Toolkit, source: &sources::TOOLKIT_NOTES, ..ROW };

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "toolkit-versions-differ",
        explains: &["container-cli-too-old"],
        find: versions_differ,
        ..HERE
    },
    Rule {
        id: "toolkit-too-old-for-cdi",
        explains: &["cdi-unresolvable-devices", "docker-cdi-driver-unavailable"],
        find: too_old_for_cdi,
        ..HERE
    },
    Rule { id: "toolkit-without-compat", find: without_compat, ..HERE },
    Rule { id: "toolkit-no-refresh-in-wsl", find: no_refresh_in_wsl, ..HERE },
    Rule { id: "nvidia-docker2-left", find: old_package, ..HERE },
    Rule { id: "cdi-spec-other-driver", source: &sources::CAPTURES, find: other_driver, ..HERE },
];

/// The four packages that are one program.
const PACKAGES: &[&str] = &[
    "nvidia-container-toolkit",
    "nvidia-container-toolkit-base",
    "libnvidia-container-tools",
    "libnvidia-container1",
];

/// Mixed versions: the toolkit passes options that an older library does not know.
fn versions_differ(case: &Case<'_>) -> Vec<Hit> {
    let packages = case.reading.facts.packages.iter();
    let ours: Vec<_> =
        packages.filter(|package| PACKAGES.contains(&package.value.name.as_str())).collect();
    let bare = |text: &str| super::numbers(text.rsplit(':').next().unwrap_or(text)).to_owned();
    let Some(first) = ours.first() else { return Vec::new() };
    let own = bare(&first.value.version);
    let Some(other) = ours.iter().find(|package| bare(&package.value.version) != own) else {
        return Vec::new();
    };
    let newest = ours.iter().filter_map(|package| bare(&package.value.version).parse().ok()).max();
    if newest.is_none_or(|newest: crate::fact::ToolkitVersion| newest < toolkit::EXACT_VERSIONS) {
        return Vec::new();
    }
    let hit = Hit::new(Severity::Warning)
        .with("package", &first.value.name)
        .with("version", own)
        .with("other", &other.value.name)
        .with("differs", bare(&other.value.version));
    vec![hit.at(first.span).at(other.span)]
}

/// `nvidia-ctk cdi generate` does not exist yet, and a container is asked for by CDI name.
fn too_old_for_cdi(case: &Case<'_>) -> Vec<Hit> {
    let Some(own) = case.toolkit().filter(|own| own.value < toolkit::CDI_GENERATE) else {
        return Vec::new();
    };
    let request = case.reading.facts.requests.iter().find(|request| {
        request.value.way == Way::Device
            || request.value.program == "podman" && request.value.way == Way::Gpus
    });
    let Some(request) = request else { return Vec::new() };
    let hit =
        Hit::new(Severity::Error).with("toolkit", &own.value).with("needs", &toolkit::CDI_GENERATE);
    vec![hit.at(own.span).at(request.span)]
}

/// Some releases do not find the compatibility libraries of an image by themselves.
fn without_compat(case: &Case<'_>) -> Vec<Hit> {
    let Some(own) = case.toolkit() else { return Vec::new() };
    let Some(fixed) = toolkit::compat_fixed_in(&own.value) else { return Vec::new() };
    super::image::by_driver(case, "image-forward-compatibility")
        .into_iter()
        .take(1)
        .map(|image| {
            let mut hit = Hit::new(Severity::Warning)
                .with("toolkit", &own.value)
                .with("fixed", fixed)
                .at(own.span);
            hit.evidence.extend(image.evidence);
            hit
        })
        .collect()
}

/// The specification does not follow the driver by itself in WSL yet.
fn no_refresh_in_wsl(case: &Case<'_>) -> Vec<Hit> {
    let Some(own) = case.toolkit().filter(|_| case.is_wsl()) else { return Vec::new() };
    if own.value < toolkit::CDI_REFRESH || own.value >= toolkit::CDI_REFRESH_WSL {
        return Vec::new();
    }
    let hit = Hit::new(Severity::Info)
        .with("toolkit", &own.value)
        .with("since", &toolkit::CDI_REFRESH_WSL);
    vec![hit.at(own.span)]
}

/// The package that the toolkit replaced; its repository no longer gets versions.
fn old_package(case: &Case<'_>) -> Vec<Hit> {
    let packages = case.reading.facts.packages.iter();
    packages
        .filter(|package| package.value.name == "nvidia-docker2")
        .take(1)
        .map(|package| {
            Hit::new(Severity::Info).with("version", &package.value.version).at(package.span)
        })
        .collect()
}

/// A specification names files of the driver it was made for. Requests by CDI fail; the runtime, which
/// makes its own, does not.
fn other_driver(case: &Case<'_>) -> Vec<Hit> {
    let facts = &case.reading.facts;
    let Some(seen) = &facts.cdi_driver else { return Vec::new() };
    let Ok(named) = seen.value.parse::<DriverVersion>() else { return Vec::new() };
    let stated = facts.kernel_module.as_ref().and_then(super::version::<DriverVersion>);
    let mut linux = case.machines.iter().filter(|machine| machine.platform == Platform::Linux);
    let loaded = stated.or_else(|| linux.find_map(|machine| machine.driver.clone()));
    let Some(loaded) = loaded.filter(|loaded| loaded.value != named) else { return Vec::new() };
    let hit =
        Hit::new(Severity::Warning).with("specification", &named).with("driver", &loaded.value);
    vec![hit.at(seen.span).at(loaded.span)]
}
