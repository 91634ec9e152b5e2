//! GPU architectures: which CUDA releases compile for them and which drivers still know them.

use std::fmt;

use super::{
    driver,
    sources::{
        CLANG, CUDA_GPUS, CUDA_NOTES, KERNEL_MODULES, LEGACY_FORUM, MATRIX, NVCOMPDX, OPEN_BLOG,
        PYTORCH_CUDA13,
    },
};
use crate::fact::{Cited, ComputeCapability, CudaVersion, DriverVersion, Row, Source};

/// An architecture, oldest first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Architecture {
    /// GeForce 8 to 300: compute capability 1.x.
    Tesla,
    /// GeForce 400 and 500.
    Fermi,
    /// GeForce 600 and 700, Tesla K.
    Kepler,
    /// GeForce 750 and 900, Tesla M.
    Maxwell,
    /// GeForce 10, Tesla P.
    Pascal,
    /// TITAN V, V100.
    Volta,
    /// GeForce 16 and 20, T4.
    Turing,
    /// GeForce 30, A100, A10.
    Ampere,
    /// GeForce 40, L4, L40.
    Ada,
    /// H100, H200, GH200.
    Hopper,
    /// GeForce 50, B200, GB10, Thor.
    Blackwell,
    /// After Blackwell.
    Rubin,
}

impl Architecture {
    /// The name as NVIDIA prints it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Tesla => "Tesla",
            Self::Fermi => "Fermi",
            Self::Kepler => "Kepler",
            Self::Maxwell => "Maxwell",
            Self::Pascal => "Pascal",
            Self::Volta => "Volta",
            Self::Turing => "Turing",
            Self::Ampere => "Ampere",
            Self::Ada => "Ada Lovelace",
            Self::Hopper => "Hopper",
            Self::Blackwell => "Blackwell",
            Self::Rubin => "Rubin",
        }
    }

    /// The last driver branch that supports it. Missing means: every branch since it came out.
    pub fn last_branch(self) -> Option<u32> {
        generations(self).find_map(|generation| generation.last_branch)
    }

    /// Which kernel modules drive it.
    pub fn modules(self) -> Modules {
        generations(self).next().map_or(Either, |generation| generation.modules)
    }
}

impl fmt::Display for Architecture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

use Architecture::{
    Ada, Ampere, Blackwell, Fermi, Hopper, Kepler, Maxwell, Pascal, Rubin, Tesla, Turing, Volta,
};

/// Which flavour of the Linux kernel module a GPU works with. Means nothing under WSL.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Modules {
    /// The open modules do not know the GPU.
    ProprietaryOnly,
    /// Both work; NVIDIA recommends the open ones, which are the default from driver 560 on.
    Either,
    /// The proprietary modules do not know the GPU.
    OpenOnly,
}

impl Modules {
    /// Machine name, kebab-case.
    pub const fn id(self) -> &'static str {
        match self {
            Self::ProprietaryOnly => "proprietary-only",
            Self::Either => "either",
            Self::OpenOnly => "open-only",
        }
    }
}
use Modules::{Either, OpenOnly, ProprietaryOnly};

/// The first branch with open kernel modules.
pub const FIRST_OPEN_BRANCH: u32 = 515;

/// From this branch on the installer suggests the open modules.
pub const OPEN_DEFAULT_BRANCH: u32 = 560;

/// The last branch with proprietary modules.
pub const LAST_PROPRIETARY_BRANCH: u32 = 610;

/// Compute capabilities that share their limits.
#[derive(Clone, Debug)]
pub struct Generation {
    /// The architecture.
    pub architecture: Architecture,
    /// Its compute capabilities with these limits.
    pub capabilities: &'static [ComputeCapability],
    /// First toolkit that compiles for it. Missing means: not known from a source.
    pub first_cuda: Option<CudaVersion>,
    /// Last toolkit that compiles for it. Missing means: the newest still does.
    pub last_cuda: Option<CudaVersion>,
    /// Oldest Linux driver that knows it. Missing means: not known from a source.
    pub min_driver: Option<DriverVersion>,
    /// Last driver branch that supports it. Missing means: the newest still does.
    pub last_branch: Option<u32>,
    /// Which kernel modules drive it.
    pub modules: Modules,
    /// Where it was read.
    pub cited: Cited,
}

impl Row for Generation {
    fn id(&self) -> String {
        let first = self.capabilities.first().map(ToString::to_string).unwrap_or_default();
        format!("architecture-{}", first.replace('.', "-"))
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn cc(major: u8, minor: u8) -> ComputeCapability {
    ComputeCapability::of(major, minor)
}

const fn cuda(text: &'static str) -> Option<CudaVersion> {
    if text.is_empty() { None } else { Some(CudaVersion::of(text)) }
}

const fn row(
    architecture: Architecture,
    capabilities: &'static [ComputeCapability],
    first_last: [&'static str; 2],
    min_driver: &'static str,
    last_branch: Option<u32>,
    modules: Modules,
    source: &'static Source,
) -> Generation {
    Generation {
        architecture,
        capabilities,
        first_cuda: cuda(first_last[0]),
        last_cuda: cuda(first_last[1]),
        min_driver: if min_driver.is_empty() { None } else { Some(DriverVersion::of(min_driver)) },
        last_branch,
        modules,
        cited: Cited::seen(source),
    }
}

/// Every generation: capabilities, first and last toolkit, oldest driver, last branch, modules.
#[rustfmt::skip]
pub static GENERATIONS: &[Generation] = &[
    row(Tesla, &[cc(1, 0), cc(1, 1), cc(1, 2), cc(1, 3)], ["", "6.5"], "", Some(340), ProprietaryOnly, &LEGACY_FORUM),
    row(Fermi, &[cc(2, 0), cc(2, 1)], ["3.0", "8.0"], "", Some(390), ProprietaryOnly, &MATRIX),
    row(Kepler, &[cc(3, 0), cc(3, 2)], ["6.0", "10.2"], "", Some(470), ProprietaryOnly, &MATRIX),
    row(Kepler, &[cc(3, 5), cc(3, 7)], ["6.0", "11.8"], "", Some(470), ProprietaryOnly, &MATRIX),
    row(Maxwell, &[cc(5, 0), cc(5, 2), cc(5, 3)], ["6.5", "12.9"], "", Some(580), ProprietaryOnly, &MATRIX),
    row(Pascal, &[cc(6, 0), cc(6, 1), cc(6, 2)], ["8.0", "12.9"], "", Some(580), ProprietaryOnly, &MATRIX),
    row(Volta, &[cc(7, 0), cc(7, 2)], ["9.0", "12.9"], "", Some(580), ProprietaryOnly, &MATRIX),
    row(Turing, &[cc(7, 5)], ["10.0", ""], "410.48", None, Either, &MATRIX),
    row(Ampere, &[cc(8, 0)], ["11.0", ""], "450.36.06", None, Either, &MATRIX),
    row(Ampere, &[cc(8, 6)], ["11.1", ""], "455.23", None, Either, &CLANG),
    row(Ampere, &[cc(8, 7)], ["", ""], "", None, Either, &CUDA_GPUS),
    row(Ada, &[cc(8, 9)], ["11.8", ""], "520.61.05", None, Either, &MATRIX),
    row(Hopper, &[cc(9, 0)], ["11.8", ""], "520.61.05", None, Either, &MATRIX),
    row(Blackwell, &[cc(10, 0)], ["12.8", ""], "570.26", None, OpenOnly, &MATRIX),
    row(Blackwell, &[cc(10, 3)], ["12.9", ""], "575.51.03", None, OpenOnly, &PYTORCH_CUDA13),
    row(Blackwell, &[cc(11, 0)], ["13.0", ""], "", None, OpenOnly, &NVCOMPDX),
    row(Blackwell, &[cc(12, 0)], ["12.8", ""], "570.26", None, OpenOnly, &KERNEL_MODULES),
    row(Blackwell, &[cc(12, 1)], ["12.9", ""], "575.51.03", None, OpenOnly, &PYTORCH_CUDA13),
    row(Rubin, &[cc(10, 7)], ["13.4", ""], "615", None, OpenOnly, &CUDA_NOTES),
];

/// Grace Hopper is a Hopper that the proprietary modules do not drive: [`Modules::OpenOnly`] by name.
pub static GRACE_HOPPER_MODULES: (Modules, Cited) = (OpenOnly, Cited::seen(&OPEN_BLOG));

fn generations(architecture: Architecture) -> impl Iterator<Item = &'static Generation> {
    GENERATIONS.iter().filter(move |generation| generation.architecture == architecture)
}

/// The limits of a compute capability.
///
/// Missing means: not known to these rules.
pub fn generation(capability: ComputeCapability) -> Option<&'static Generation> {
    GENERATIONS.iter().find(|generation| generation.capabilities.contains(&capability))
}

/// Whether toolkits of a CUDA release still, or already, compile for a GPU.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Compiled {
    /// The release supports the architecture.
    Yes,
    /// The release dropped it; the value is the last that has it.
    Dropped(&'static CudaVersion),
    /// The release is older than the architecture; the value is the first that has it.
    ///
    /// A program that carries PTX can still run; a library without it cannot.
    NotYet(&'static CudaVersion),
    /// Not known to these rules.
    Unknown,
}

/// Whether a CUDA release supports a compute capability: the third question beside driver and image.
pub fn compiled_for(capability: ComputeCapability, cuda: &CudaVersion) -> Compiled {
    let Some(row) = generation(capability) else {
        return Compiled::Unknown;
    };
    let release = (cuda.major(), cuda.minor());
    let of = |version: &CudaVersion| (version.major(), version.minor());
    match (&row.first_cuda, &row.last_cuda) {
        (_, Some(last)) if release > of(last) => Compiled::Dropped(last),
        (Some(first), _) if release < of(first) => Compiled::NotYet(first),
        (None, None) => Compiled::Unknown,
        _ => Compiled::Yes,
    }
}

/// Whether a CUDA release compiles for an earlier minor of the same major, whose code runs on the GPU too:
/// a GPU of 8.9 runs what was compiled for 8.6.
pub fn earlier_minor_compiles(capability: ComputeCapability, cuda: &CudaVersion) -> bool {
    let earlier = GENERATIONS
        .iter()
        .flat_map(|row| row.capabilities)
        .filter(|own| own.major == capability.major && own.minor < capability.minor);
    earlier.into_iter().any(|own| compiled_for(*own, cuda) == Compiled::Yes)
}

/// Whether a driver branch knows a GPU.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Driven {
    /// Nothing speaks against it.
    Yes,
    /// The branch dropped the architecture; the value is the last that has it.
    Dropped(u32),
    /// The driver is older than the architecture; the value is the first that has it.
    NotYet(&'static DriverVersion),
}

/// Whether a Linux driver version supports a compute capability.
pub fn driven_by(capability: ComputeCapability, driver: &DriverVersion) -> Driven {
    let Some(row) = generation(capability) else {
        return Driven::Yes;
    };
    match (row.last_branch, &row.min_driver) {
        (Some(last), _) if driver.major() > last => Driven::Dropped(last),
        (_, Some(first)) if driver < first => Driven::NotYet(first),
        _ => Driven::Yes,
    }
}

/// The newest branch for a compute capability.
pub fn newest_branch_for(capability: ComputeCapability) -> u32 {
    generation(capability)
        .and_then(|generation| generation.last_branch)
        .unwrap_or_else(|| driver::newest().number)
}
