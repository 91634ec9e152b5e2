//! One `nvidia-smi` output as the rules see it: typed where the text allows it.

use std::collections::BTreeMap;

use crate::{
    compat::{
        Platform,
        driver::{self, Branch},
        gpu::{self, Identity, Kind},
    },
    diagnose::{Dump, Facts, Gpu},
    fact::{CudaVersion, DriverVersion, Seen, Span},
};

/// One output.
pub(in crate::diagnose) struct Machine<'a> {
    /// As it was read.
    pub(in crate::diagnose) dump: &'a Dump,
    /// Whose driver number it prints.
    pub(in crate::diagnose) platform: Platform,
    /// The driver, where the number is one.
    pub(in crate::diagnose) driver: Option<Seen<DriverVersion>>,
    /// The newest CUDA the driver says it supports.
    pub(in crate::diagnose) cuda: Option<Seen<CudaVersion>>,
    /// Its GPUs.
    pub(in crate::diagnose) gpus: Vec<Card<'a>>,
}

/// One GPU.
pub(in crate::diagnose) struct Card<'a> {
    /// As it was read.
    pub(in crate::diagnose) gpu: &'a Gpu,
    /// Its name, as printed.
    pub(in crate::diagnose) name: &'a str,
    /// What the name, or a printed compute capability, tells.
    pub(in crate::diagnose) identity: Identity,
    /// What sort of product.
    pub(in crate::diagnose) kind: Option<Kind>,
}

impl Card<'_> {
    /// Where its name stands.
    pub(in crate::diagnose) fn span(&self) -> Span {
        self.gpu.name.as_ref().map_or(self.gpu.span, |name| name.span)
    }
}

impl Machine<'_> {
    /// The branch of the driver, where the rules know it and the driver is not a Jetson's.
    pub(in crate::diagnose) fn branch(&self) -> Option<&'static Branch> {
        if self.is_jetson() {
            return None;
        }
        driver::branch_of(&self.driver.as_ref()?.value, self.platform)
    }

    /// Jetson drivers have numbers of their own.
    pub(in crate::diagnose) fn is_jetson(&self) -> bool {
        self.gpus.iter().any(|card| card.kind == Some(Kind::Jetson) || card.name.contains("nvgpu"))
    }
}

/// Whether the text comes from inside WSL, or speaks of it.
pub(in crate::diagnose) fn is_wsl(facts: &Facts) -> bool {
    facts.wsl_kernel.is_some()
        || facts.wsl.is_some()
        || facts.kernel.as_ref().is_some_and(|kernel| {
            let kernel = kernel.value.to_ascii_lowercase();
            kernel.contains("microsoft") || kernel.contains("wsl")
        })
}

/// Outputs that say the same, kept from the beginning of a paste and as many from its end: a loop prints
/// thousands, and no rule learns from them what it does not learn from these.
const ALIKE: usize = 4;

/// The outputs of a paste.
pub(in crate::diagnose) fn machines(facts: &Facts) -> Vec<Machine<'_>> {
    let mut alike: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, dump) in facts.dumps.iter().enumerate() {
        let places = alike.entry(said(dump)).or_default();
        if places.len() == 2 * ALIKE {
            places.remove(ALIKE);
        }
        places.push(at);
    }
    let mut kept: Vec<usize> = alike.into_values().flatten().collect();
    kept.sort_unstable();
    let dumps = kept.into_iter().filter_map(|at| facts.dumps.get(at));
    dumps.map(|dump| machine(dump, facts)).collect()
}

/// Everything in an output that a rule looks at.
fn said(dump: &Dump) -> impl Ord + use<'_> {
    fn text(seen: Option<&Seen<String>>) -> Option<&str> {
        seen.map(|seen| seen.value.as_str())
    }
    let versions = [&dump.smi_version, &dump.driver_version, &dump.kmd_version, &dump.cuda_version];
    let gpus: Vec<_> = dump
        .gpus
        .iter()
        .map(|gpu| {
            let capability = gpu.compute_capability.as_ref().map(|seen| seen.value);
            (
                text(gpu.name.as_ref()),
                capability,
                gpu.mig_mode.as_deref(),
                gpu.driver_model.as_deref(),
            )
        })
        .collect();
    (versions.map(|version| text(version.as_ref())), dump.mig_device_count, gpus)
}

fn machine<'a>(dump: &'a Dump, facts: &Facts) -> Machine<'a> {
    let driver = typed(dump.driver_version.as_ref()).or_else(|| typed(dump.kmd_version.as_ref()));
    Machine {
        platform: platform(dump, driver.as_ref().map(|driver| &driver.value), facts),
        driver,
        cuda: typed(dump.cuda_version.as_ref()),
        gpus: dump.gpus.iter().map(card).collect(),
        dump,
    }
}

fn typed<T: std::str::FromStr>(seen: Option<&Seen<String>>) -> Option<Seen<T>> {
    let seen = seen?;
    Some(Seen::new(seen.value.parse().ok()?, seen.span))
}

fn card(gpu: &Gpu) -> Card<'_> {
    let name = gpu.name.as_ref().map_or("", |name| name.value.as_str());
    let identity = match &gpu.compute_capability {
        Some(capability) => Identity::Known(capability.value),
        None => gpu::identify(name),
    };
    Card { gpu, name, identity, kind: gpu::kind_of(name) }
}

/// Windows numbers its drivers otherwise, and WSL prints the number of Windows.
fn platform(dump: &Dump, driver: Option<&DriverVersion>, facts: &Facts) -> Platform {
    let says_windows = dump.gpus.iter().any(|gpu| gpu.driver_model.is_some());
    let windows_number = driver.is_some_and(|driver| {
        driver::branch(driver.major()).is_none()
            && driver::linux_branch_of_windows(driver).is_some()
            && driver.as_str().split('.').count() == 2
    });
    if says_windows || is_wsl(facts) || windows_number {
        Platform::Windows
    } else {
        Platform::Linux
    }
}
