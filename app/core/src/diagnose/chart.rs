//! Every CUDA release on the machine that a paste describes: what runs, in which way, and why.

use super::{
    Diagnosis,
    judge::{self, Machine, machines},
};
use crate::{
    compat::{
        architecture::{self, Compiled},
        cuda::{self, Compatibility, Forward},
    },
    fact::{ComputeCapability, CudaVersion, DriverVersion, Message},
};

/// The way a release runs on a machine.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Way {
    /// The driver supports it.
    Native,
    /// Same major, older driver.
    Minor,
    /// Only with the package of newer user-mode libraries.
    Forward,
    /// The driver runs it, but it is older than the GPU: only programs that carry PTX run.
    Ptx,
    /// The driver is too old for it.
    Driver,
    /// It has no code for the GPU any more.
    Dropped,
    /// The rules do not know.
    Unknown,
}

impl Way {
    /// Every way, best first.
    pub const ALL: [Self; 7] = [
        Self::Native,
        Self::Minor,
        Self::Forward,
        Self::Ptx,
        Self::Driver,
        Self::Dropped,
        Self::Unknown,
    ];

    /// Name, and key of its words in the catalogues: `picture.chart.run.<id>`, `picture.chart.why.<id>`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Minor => "minor",
            Self::Forward => "forward",
            Self::Ptx => "ptx",
            Self::Driver => "no",
            Self::Dropped => "dropped",
            Self::Unknown => "unknown",
        }
    }
}

/// The releases on one machine.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Every release from 9.0 on, ascending, and how it runs.
    pub releases: Vec<(&'static CudaVersion, Way)>,
    driver: DriverVersion,
    supports: Option<CudaVersion>,
    gpu: Option<String>,
}

/// The chart of the newest machine in a paste; nothing where no driver was read, or a Jetson's, which counts
/// otherwise.
pub fn chart(diagnosis: &Diagnosis) -> Option<Chart> {
    let machines = machines(&diagnosis.reading.facts);
    let machine = machines.iter().rev().find(|machine| machine.driver.is_some())?;
    if machine.is_jetson() {
        return None;
    }
    let driver = machine.driver.as_ref()?.value.clone();
    // A paste may name the GPU in another output than the driver.
    let cards = || machines.iter().rev().find(|machine| !machine.gpus.is_empty());
    let card = cards().and_then(|machine| machine.gpus.first());
    let capability = card.and_then(|card| card.identity.capability());
    let forward = cards().map_or(Forward::Refused, judge::forward);
    let releases = cuda::RELEASES
        .iter()
        .map(|release| (release, way(release, &driver, machine, forward, capability)))
        .collect();
    Some(Chart {
        releases,
        supports: machine.branch().map(|branch| branch.cuda.clone()),
        gpu: card.map(|card| card.name.to_owned()).filter(|name| !name.is_empty()),
        driver,
    })
}

fn way(
    release: &CudaVersion,
    driver: &DriverVersion,
    machine: &Machine<'_>,
    forward: Forward,
    capability: Option<ComputeCapability>,
) -> Way {
    let compiled = capability.map(|own| architecture::compiled_for(own, release));
    if matches!(compiled, Some(Compiled::Dropped(_))) {
        return Way::Dropped;
    }
    let runs = match cuda::compatibility(release, driver, machine.platform, forward) {
        Compatibility::Native => Way::Native,
        Compatibility::MinorVersion { .. } => Way::Minor,
        Compatibility::Forward { .. } => Way::Forward,
        Compatibility::No { .. } => Way::Driver,
        Compatibility::Unknown => Way::Unknown,
    };
    let early = matches!(compiled, Some(Compiled::NotYet(_)))
        && !capability.is_some_and(|own| architecture::earlier_minor_compiles(own, release));
    if early && matches!(runs, Way::Native | Way::Minor) { Way::Ptx } else { runs }
}

impl Chart {
    /// The ways that occur, best first, each with the reason on this machine.
    pub fn reasons(&self) -> impl Iterator<Item = (Way, Message)> {
        let occurs = |way: &Way| self.releases.iter().any(|(_, own)| own == way);
        Way::ALL.into_iter().filter(occurs).map(|way| {
            let key = format!("picture.chart.why.{}", way.id());
            let last = self.supports.as_ref().map_or_else(|| "?".to_owned(), ToString::to_string);
            let gpu = self.gpu.as_deref().unwrap_or("GPU");
            let message = Message::new(key);
            (
                way,
                match way {
                    Way::Native => message.with("driver", &self.driver).with("cuda", last),
                    Way::Minor | Way::Forward | Way::Driver => message.with("driver", &self.driver),
                    Way::Ptx | Way::Dropped => message.with("gpu", gpu),
                    Way::Unknown => message,
                },
            )
        })
    }

    /// The newest release that runs without limits.
    pub fn newest_native(&self) -> Option<&'static CudaVersion> {
        let native = self.releases.iter().rev().find(|(_, way)| *way == Way::Native);
        native.map(|(release, _)| *release)
    }
}
