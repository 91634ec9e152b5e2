//! `NVIDIA_REQUIRE_CUDA` as each `nvidia/cuda` image carries it.
//!
//! The value reads `cuda>=12.6` and, for branches that get by with minor-version or forward compatibility,
//! one clause a brand: `brand=tesla,driver>=470,driver<471`. From 12.5 on the clauses name no GeForce and
//! no TITAN: on those cards only the first clause is left.

use std::fmt::Write as _;

use super::super::sources::{IMAGES, IMAGES_LATER};
use crate::fact::{Cited, CudaVersion, Row};

/// The brands of a clause, in the order of the images.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Brands {
    /// `tesla` alone (10.0 to 11.4).
    Tesla,
    /// With GeForce and TITAN (11.5 to 12.4).
    GeForce,
    /// The same, in the order of one Dockerfile of 11.7.0.
    GeForceLast,
    /// Without GeForce and TITAN (from 12.5 on).
    Enterprise,
}

impl Brands {
    /// The brands, spelt as in the requirement.
    pub const fn names(self) -> &'static [&'static str] {
        match self {
            Self::Tesla => &["tesla"],
            Self::GeForce => &[
                "tesla",
                "unknown",
                "nvidia",
                "nvidiartx",
                "geforce",
                "geforcertx",
                "quadro",
                "quadrortx",
                "titan",
                "titanrtx",
            ],
            Self::GeForceLast => &[
                "tesla",
                "unknown",
                "nvidia",
                "nvidiartx",
                "quadro",
                "quadrortx",
                "titan",
                "titanrtx",
                "geforce",
                "geforcertx",
            ],
            Self::Enterprise => &[
                "unknown",
                "grid",
                "tesla",
                "nvidia",
                "quadro",
                "quadrortx",
                "nvidiartx",
                "vapps",
                "vpc",
                "vcs",
                "vws",
                "cloudgaming",
            ],
        }
    }
}

/// One alternative to `cuda>=`.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Clause {
    /// Every driver of that branch, on these brands.
    Branch(u16, Brands),
    /// Every driver from that branch on, on any brand.
    From(u16),
}

impl Clause {
    /// The branch it is about.
    pub const fn branch(self) -> u16 {
        match self {
            Self::Branch(branch, _) | Self::From(branch) => branch,
        }
    }

    /// The brands it is about; empty for all of them.
    pub const fn brands(self) -> &'static [&'static str] {
        match self {
            Self::Branch(_, brands) => brands.names(),
            Self::From(_) => &[],
        }
    }
}

use Brands::{Enterprise, GeForce, GeForceLast, Tesla};
use Clause::{Branch, From};

/// What images require beside `cuda>=`.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// CUDA versions of the images, separated by spaces.
    pub versions: &'static str,
    /// Operating systems, separated by spaces; empty for all that no earlier row names.
    pub systems: &'static str,
    /// Alternatives, in order.
    pub clauses: &'static [Clause],
    /// Where it was read.
    pub cited: Cited,
}

impl Row for Requirement {
    fn id(&self) -> String {
        let first = self.versions.split(' ').next().unwrap_or_default();
        let system = if self.systems.is_empty() { "" } else { "-" };
        format!("image-requirement-{first}{system}{}", self.systems)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn row(
    versions: &'static str,
    systems: &'static str,
    clauses: &'static [Clause],
) -> Requirement {
    Requirement { versions, systems, clauses, cited: Cited::seen(&IMAGES) }
}

const fn later(version: &'static str, clauses: &'static [Clause]) -> Requirement {
    Requirement { versions: version, systems: "", clauses, cited: Cited::derived(&IMAGES_LATER) }
}

/// Requirements of images for x86-64; special systems first.
#[rustfmt::skip]
pub static REQUIREMENTS: &[Requirement] = &[
    row("10.1", "centos8", &[Branch(396, Tesla), Branch(410, Tesla), Branch(418, Tesla)]),
    row("10.2", "centos8", &[Branch(396, Tesla), Branch(410, Tesla), Branch(418, Tesla), Branch(440, Tesla)]),
    row("11.2.0 11.2.1 11.3.0", "centos8", &[Branch(418, Tesla), Branch(440, Tesla), From(450)]),
    row("11.2.0 11.2.1", "ubuntu16.04", &[Branch(418, Tesla)]),
    row("11.4.0 11.4.1 11.4.2 11.4.3", "centos8", &[Branch(418, Tesla), Branch(440, Tesla), Branch(450, Tesla), Branch(460, Tesla)]),
    row("11.4.3", "ubuntu18.04", &[Branch(418, Tesla), Branch(450, Tesla)]),
    row("11.5.0 11.5.1 11.6.0", "centos8", &[Branch(418, Tesla), Branch(440, Tesla), Branch(450, Tesla), Branch(460, Tesla), Branch(470, Tesla)]),
    row("11.5.2", "ubuntu18.04", &[Branch(418, Tesla), Branch(450, Tesla), Branch(470, Tesla)]),
    row("11.6.2", "ubuntu18.04", &[Branch(418, Tesla), Branch(450, Tesla), Branch(470, GeForce)]),
    row("11.7.0", "ubuntu18.04", &[Branch(450, Tesla), Branch(470, GeForce), Branch(510, GeForceLast)]),
    row("11.7.1", "ubuntu18.04", &[Branch(450, Tesla), Branch(470, GeForce), Branch(510, GeForce)]),
    row("11.8.0 12.0.1", "ubuntu18.04", &[Branch(450, Tesla), Branch(470, GeForce), Branch(510, GeForce), Branch(515, GeForce)]),
    row("8.0 9.0 9.1 9.2 11.4.3", "", &[]),
    row("10.0", "", &[Branch(384, Tesla)]),
    row("10.1 10.2 11.0.3", "", &[Branch(418, Tesla)]),
    row("11.1.1 11.2.0 11.2.1 11.2.2 11.4.0 11.4.1 11.4.2", "", &[Branch(418, Tesla), Branch(450, Tesla)]),
    row("11.3.0 11.3.1", "", &[Branch(418, Tesla), From(450)]),
    row("11.5.0 11.5.1 11.6.0", "", &[Branch(418, Tesla), Branch(450, Tesla), Branch(470, GeForce)]),
    row("11.5.2 11.6.1 11.6.2 11.7.1 11.8.0 12.0.0 12.0.1", "", &[Branch(470, GeForce)]),
    row("11.7.0", "", &[Branch(450, Tesla), Branch(470, GeForce)]),
    row("12.1.0 12.1.1 12.2.0 12.2.2", "", &[Branch(470, GeForce), Branch(525, GeForce)]),
    row("12.3.0 12.3.1 12.3.2 12.4.0 12.4.1", "", &[Branch(470, GeForce), Branch(525, GeForce), Branch(535, GeForce)]),
    row("12.5.0 12.5.1 12.6.0 12.6.1 12.6.2 12.6.3", "", &[Branch(470, Enterprise), Branch(535, Enterprise), Branch(550, Enterprise)]),
    row("12.8.0 12.8.1", "", &[Branch(470, Enterprise), Branch(535, Enterprise), Branch(550, Enterprise), Branch(560, Enterprise), Branch(565, Enterprise)]),
    row("12.9.0 12.9.1", "", &[Branch(535, Enterprise), Branch(550, Enterprise), Branch(560, Enterprise), Branch(565, Enterprise), Branch(570, Enterprise)]),
    row("13.0.0 13.0.1 13.0.2", "", &[Branch(535, Enterprise), Branch(550, Enterprise), Branch(565, Enterprise), Branch(570, Enterprise), Branch(575, Enterprise)]),
    row("13.1.0 13.1.1", "", &[Branch(535, Enterprise), Branch(550, Enterprise), Branch(570, Enterprise), Branch(575, Enterprise), Branch(580, Enterprise)]),
    later("13.2.0", &[Branch(535, Enterprise), Branch(570, Enterprise), Branch(580, Enterprise), Branch(590, Enterprise)]),
    later("13.3.0", &[Branch(535, Enterprise), Branch(550, Enterprise), Branch(560, Enterprise), Branch(565, Enterprise), Branch(570, Enterprise), Branch(580, Enterprise)]),
];

/// From this release on, images for arm64 carry the same requirement as those for x86-64. Before, they
/// carry `cuda>=` alone.
const FIRST_SHARED: (u32, u32) = (12, 4);

/// Machine an image is made for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Machine {
    /// x86-64.
    Amd64,
    /// 64-bit Arm servers.
    Arm64,
}

/// The value of `NVIDIA_REQUIRE_CUDA`, letter for letter. Missing means: the value of that image was not
/// read; it starts with `cuda>=` and the image's release in any case.
pub fn requirement(cuda: &CudaVersion, system: &str, machine: Machine) -> Option<String> {
    let row = REQUIREMENTS.iter().find(|row| {
        row.versions.split(' ').any(|version| version == cuda.as_str())
            && (row.systems.is_empty() || row.systems.split(' ').any(|own| own == system))
    })?;
    let release = (cuda.major(), cuda.minor());
    // One release spells the property in capitals on arm64, which the library reads all the same.
    let property = if machine == Machine::Arm64 && release == (12, 3) { "CUDA" } else { "cuda" };
    let mut text = format!("{property}>={}.{}", release.0, release.1);
    if machine == Machine::Arm64 && release < FIRST_SHARED {
        return Some(text);
    }
    for clause in row.clauses {
        match *clause {
            Branch(branch, brands) => {
                for brand in brands.names() {
                    // Writing to a string never fails.
                    let next = branch + 1;
                    let _ = write!(text, " brand={brand},driver>={branch},driver<{next}");
                }
            }
            From(branch) => {
                let _ = write!(text, " driver>={branch}");
            }
        }
    }
    Some(text)
}
