//! The host below the driver: which kernel module holds the GPU, and whether the kernel takes it.

use super::{Case, Hit, Layer, ROW, Rule, numbers};
use crate::{
    compat::{kernel, sources},
    diagnose::Severity,
    fact::{DriverVersion, KernelVersion, Seen},
};

const HERE: Rule = Rule { layer: Layer::KernelModule, ..ROW };

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "nouveau-loaded",
        explains: &[
            "smi-cannot-communicate",
            "no-devices-found",
            "kernel-module-not-loaded",
            "modprobe-failed",
        ],
        source: &sources::DRIVER_GUIDE,
        find: nouveau,
        ..HERE
    },
    Rule {
        id: "kernel-may-not-build",
        source: &sources::KERNEL_REPORTS,
        find: may_not_build,
        ..HERE
    },
];

/// `lsmod` lists nouveau, and nothing of NVIDIA.
fn nouveau(case: &Case<'_>) -> Vec<Hit> {
    let modules = &case.reading.facts.modules;
    if modules.iter().any(|module| module.value.starts_with("nvidia")) {
        return Vec::new();
    }
    let works = case.machines.iter().any(|machine| !machine.gpus.is_empty());
    let severity = if works { Severity::Info } else { Severity::Error };
    modules
        .iter()
        .filter(|module| module.value == "nouveau")
        .take(1)
        .map(|module| Hit::new(severity).at(module.span))
        .collect()
}

/// Packages whose version is that of a driver built on the machine.
fn packaged(case: &Case<'_>) -> Option<Seen<DriverVersion>> {
    let starts = ["nvidia-driver", "nvidia-dkms", "nvidia-kernel", "nvidia-open", "akmod-nvidia"];
    case.reading.facts.packages.iter().find_map(|package| {
        let name = &package.value.name;
        if !starts.iter().any(|start| name.starts_with(start)) {
            return None;
        }
        let version = package.value.version.rsplit(':').next()?;
        let version: DriverVersion = numbers(version).parse().ok()?;
        // A package without a driver's number, such as Debian's `nvidia-kernel-common 20220217+3`.
        (version.as_str().split('.').count() >= 2).then(|| Seen::new(version, package.span))
    })
}

/// Reports say that drivers of this branch do not build on such a kernel. A driver that answers was built.
fn may_not_build(case: &Case<'_>) -> Vec<Hit> {
    let facts = &case.reading.facts;
    let answers = case.machines.iter().any(|machine| !machine.gpus.is_empty());
    if case.is_wsl() || answers || facts.kernel_module.is_some() {
        return Vec::new();
    }
    let stated = || case.machines.iter().find_map(|machine| machine.driver.clone());
    let (Some(seen), Some(driver)) = (&facts.kernel, packaged(case).or_else(stated)) else {
        return Vec::new();
    };
    let Ok(version) = numbers(&seen.value).parse::<KernelVersion>() else { return Vec::new() };
    let Some(limit) = kernel::may_not_build(&driver.value, &version) else { return Vec::new() };
    let hit = Hit::new(Severity::Warning)
        .with("driver", &driver.value)
        .with("kernel", &version)
        .with("limit", &limit.kernel);
    vec![hit.at(seen.span).at(driver.span)]
}
