//! Windows and WSL.

use super::{Case, Hit, Layer, ROW, Rule};
use crate::{compat::sources, diagnose::Severity};

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
