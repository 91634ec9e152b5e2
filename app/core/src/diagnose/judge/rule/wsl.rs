//! Windows and WSL.

use super::{Case, Hit, Layer, ROW, Rule, numbers};
use crate::{
    compat::{
        Platform, sources,
        wsl::{self, Kernel},
    },
    diagnose::Severity,
    fact::KernelVersion,
};

const HERE: Rule = Rule { layer: Layer::Windows, source: &sources::WSL_NVIDIA, ..ROW };

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "wsl1-distro",
        explains: &["wsl-dxg-missing", "nvml-blocked-by-os", "smi-command-not-found"],
        source: &sources::WSL_MICROSOFT,
        find: wsl1,
        ..HERE
    },
    Rule {
        id: "wsl-kernel-too-old",
        explains: &["wsl-dxg-missing", "nvml-blocked-by-os", "wsl-no-adapters"],
        find: |case| kernel(case, Kernel::TooOld, Severity::Error),
        ..HERE
    },
    Rule {
        id: "wsl-kernel-old",
        source: &sources::WSL_MICROSOFT,
        find: |case| kernel(case, Kernel::Between, Severity::Warning),
        ..HERE
    },
    Rule {
        id: "windows-build-too-old",
        explains: &["wsl-dxg-missing", "nvml-blocked-by-os", "wsl-command-too-old"],
        source: &sources::WSL_MICROSOFT,
        find: windows_build,
        ..HERE
    },
    Rule { id: "wsl-driver-old", find: driver, ..HERE },
    Rule {
        id: "wsl-tcc-mode",
        explains: &["wsl-no-adapters", "nvml-blocked-by-os"],
        find: tcc,
        ..HERE
    },
    Rule { id: "wsl-gpu-too-old", find: too_old_for_wsl, ..HERE },
    Rule {
        id: "wsl-linux-driver-installed",
        layer: Layer::Driver,
        explains: &["nvml-driver-library-mismatch", "smi-cannot-communicate", "nvml-not-found"],
        find: linux_driver,
        ..HERE
    },
];

/// WSL 1 translates system calls and has no GPU.
fn wsl1(case: &Case<'_>) -> Vec<Hit> {
    let facts = &case.reading.facts;
    let kernels = [&facts.wsl_kernel, &facts.kernel].into_iter().flatten();
    let mut hits: Vec<_> = kernels
        .filter(|kernel| wsl::is_first(&kernel.value))
        .map(|kernel| Hit::new(Severity::Error).with("name", &kernel.value).at(kernel.span))
        .take(1)
        .collect();
    let real =
        || facts.wsl_distributions.iter().filter(|row| !row.value.0.starts_with("docker-desktop"));
    if hits.is_empty() {
        let all = real().all(|row| row.value.1 == 1);
        let severity = if all { Severity::Error } else { Severity::Info };
        hits.extend(
            real()
                .filter(|row| row.value.1 == 1)
                .map(|row| Hit::new(severity).with("name", &row.value.0).at(row.span)),
        );
    }
    hits
}

/// A GPU in TCC mode does not exist for WSL. On Windows itself it is a choice.
fn tcc(case: &Case<'_>) -> Vec<Hit> {
    let all_cards = || case.machines.iter().flat_map(|machine| &machine.gpus);
    let is_tcc = |model: &Option<String>| model.as_deref() == Some("TCC");
    let all = all_cards().all(|card| is_tcc(&card.gpu.driver_model));
    let severity = match (case.is_wsl(), all) {
        (true, true) => Severity::Error,
        (true, false) => Severity::Warning,
        (false, _) => Severity::Info,
    };
    all_cards()
        .filter(|card| is_tcc(&card.gpu.driver_model))
        .map(|card| Hit::new(severity).with("gpu", card.name).at(card.span()))
        .collect()
}

/// Two vendors name two minima: below the lower one nothing works, between them it should not be trusted.
fn kernel(case: &Case<'_>, wanted: Kernel, severity: Severity) -> Vec<Hit> {
    let Some(seen) = &case.reading.facts.wsl_kernel else { return Vec::new() };
    let Ok(version) = numbers(&seen.value).parse::<KernelVersion>() else { return Vec::new() };
    // WSL 1 is another finding.
    if wsl::is_first(&seen.value) || wsl::kernel(&version) != wanted {
        return Vec::new();
    }
    let hit = Hit::new(severity)
        .with("kernel", &version)
        .with("nvidia", &wsl::LOWEST_KERNEL)
        .with("microsoft", &wsl::SAFE_KERNEL);
    vec![hit.at(seen.span)]
}

/// The build in `10.0.22631.4602`, `22631.4602` or `22631`.
fn build(text: &str) -> Option<u32> {
    text.strip_prefix("10.0.").unwrap_or(text).split('.').next()?.trim().parse().ok()
}

fn windows_build(case: &Case<'_>) -> Vec<Hit> {
    let Some(seen) = &case.reading.facts.windows_build else { return Vec::new() };
    let Some(build) = build(&seen.value) else { return Vec::new() };
    if build >= wsl::WINDOWS_BUILD_GPU {
        return Vec::new();
    }
    let severity = if case.is_wsl() { Severity::Error } else { Severity::Info };
    let hit = Hit::new(severity).with("build", build).with("minimum", wsl::WINDOWS_BUILD_GPU);
    vec![hit.at(seen.span)]
}

/// A Windows driver from before CUDA on WSL was released.
fn driver(case: &Case<'_>) -> Vec<Hit> {
    if !case.is_wsl() {
        return Vec::new();
    }
    case.machines
        .iter()
        .filter(|machine| machine.platform == Platform::Windows)
        .filter_map(|machine| machine.driver.as_ref())
        .filter(|driver| driver.value < wsl::WINDOWS_DRIVER)
        .map(|driver| {
            Hit::new(Severity::Warning)
                .with("driver", &driver.value)
                .with("minimum", &wsl::WINDOWS_DRIVER)
                .at(driver.span)
        })
        .collect()
}

/// NVIDIA supports CUDA in WSL from Pascal on.
fn too_old_for_wsl(case: &Case<'_>) -> Vec<Hit> {
    if !case.is_wsl() {
        return Vec::new();
    }
    let cards = case.machines.iter().flat_map(|machine| &machine.gpus);
    cards
        .filter_map(|card| {
            let architecture = card.identity.architecture().filter(|a| *a < wsl::OLDEST_GPU)?;
            let hit = Hit::new(Severity::Warning)
                .with("gpu", card.name)
                .with("architecture", architecture);
            Some(hit.at(card.span()))
        })
        .collect()
}

/// Beginnings of the names of packages that bring a Linux driver's libraries or modules.
const LINUX_DRIVER: &[&str] = &[
    "nvidia-driver",
    "libnvidia-compute",
    "libnvidia-ml",
    "nvidia-utils",
    "nvidia-dkms",
    "nvidia-kernel",
    "nvidia-open",
    "nvidia-headless",
    "cuda-drivers",
    "linux-modules-nvidia",
    "xserver-xorg-video-nvidia",
];

/// WSL brings the driver's libraries in from Windows; those of a Linux package come before them.
fn linux_driver(case: &Case<'_>) -> Vec<Hit> {
    if !case.is_wsl() {
        return Vec::new();
    }
    let works = case.machines.iter().any(|machine| !machine.gpus.is_empty());
    let severity = if works { Severity::Warning } else { Severity::Error };
    let packages = case.reading.facts.packages.iter();
    packages
        .filter(|package| LINUX_DRIVER.iter().any(|start| package.value.name.starts_with(start)))
        .take(1)
        .map(|package| Hit::new(severity).with("package", &package.value.name).at(package.span))
        .collect()
}
