//! Windows and WSL.

use super::{Case, Hit, Layer, ROW, Rule};
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
];

/// WSL 1 translates system calls and has no GPU. Its kernel calls itself `4.4.0-…-Microsoft`.
fn wsl1(case: &Case<'_>) -> Vec<Hit> {
    let facts = &case.reading.facts;
    let kernels = [&facts.wsl_kernel, &facts.kernel].into_iter().flatten();
    let mut hits: Vec<_> = kernels
        .filter(|kernel| kernel.value.starts_with("4.4.") && kernel.value.contains("-Microsoft"))
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

/// The numbers a release begins with: `5.15.167.4` of `5.15.167.4-microsoft-standard-WSL2`.
fn number(release: &str) -> Option<KernelVersion> {
    let end = release.find(|c: char| c != '.' && !c.is_ascii_digit()).unwrap_or(release.len());
    release.get(..end)?.trim_end_matches('.').parse().ok()
}

/// Two vendors name two minima: below the lower one nothing works, between them it should not be trusted.
fn kernel(case: &Case<'_>, wanted: Kernel, severity: Severity) -> Vec<Hit> {
    let Some(seen) = &case.reading.facts.wsl_kernel else { return Vec::new() };
    let Some(version) = number(&seen.value) else { return Vec::new() };
    // 4.4 is WSL 1, which is another finding.
    if version.major() == 4 && version.minor() == 4 || wsl::kernel(&version) != wanted {
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
