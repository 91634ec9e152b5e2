//! Driver branches: what each supports, until when, and for which GPUs it is the last.

use super::{
    Platform,
    architecture::Architecture::{self, Fermi, Kepler, Maxwell, Pascal, Volta},
    sources::{
        BRANCHES_2021, CUDA_REDIST, CUDA_TABLE, ENDOFLIFE, FERMI_END, LEGACY_FORUM, SMI_PASTES,
    },
};
use crate::fact::{Cited, CudaVersion, Date, DriverVersion, Row, Source};

/// How long NVIDIA keeps a branch. Missing in a row where sources disagree or say nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// Long-term support branch: three years.
    LongTerm,
    /// Production branch: one year.
    Production,
    /// New feature branch: until the next one.
    NewFeature,
    /// Kept only for GPUs that newer branches dropped.
    Legacy,
}

impl Kind {
    /// Machine name, kebab-case.
    pub const fn id(self) -> &'static str {
        match self {
            Self::LongTerm => "long-term",
            Self::Production => "production",
            Self::NewFeature => "new-feature",
            Self::Legacy => "legacy",
        }
    }
}
use Kind::{Legacy, LongTerm, NewFeature, Production};

/// A driver branch: the number before the first dot of the Linux driver version.
#[derive(Clone, Debug)]
pub struct Branch {
    /// The number (`580`).
    pub number: u32,
    /// How long it is kept.
    pub kind: Option<Kind>,
    /// First release.
    pub released: Option<Date>,
    /// End of life. A source that names only a month counts as its last day.
    pub ends: Option<Date>,
    /// NVIDIA's own statement as `YYYY-MM`, where it has one; it can differ from [`Self::ends`].
    pub nvidia_ends: Option<&'static str>,
    /// Newest Linux driver that was seen.
    pub latest_linux: Option<DriverVersion>,
    /// Newest Windows driver that was seen.
    pub latest_windows: Option<DriverVersion>,
    /// Architectures that no newer branch supports.
    pub last_for: &'static [Architecture],
    /// Newest CUDA the branch supports, which `nvidia-smi` prints from 410.72 on.
    ///
    /// Branch 430 printed 10.1 or 10.2 by build: the lower one stands here.
    pub cuda: CudaVersion,
    /// Where it was read.
    pub cited: Cited,
}

impl Branch {
    const fn kind(mut self, kind: Kind) -> Self {
        self.kind = Some(kind);
        self
    }

    const fn released(mut self, day: &'static str) -> Self {
        self.released = Some(Date(day));
        self
    }

    const fn ends(mut self, day: &'static str) -> Self {
        self.ends = Some(Date(day));
        self
    }

    const fn nvidia_ends(mut self, month: &'static str) -> Self {
        self.nvidia_ends = Some(month);
        self
    }

    const fn last_for(mut self, architectures: &'static [Architecture]) -> Self {
        self.last_for = architectures;
        self
    }

    /// Where the branch stands on a day, written `YYYY-MM-DD`.
    ///
    /// Where two sources give two ends, the branch counts as ended only after both. A branch without a
    /// date has ended when a branch above it has; above every dated branch it counts as supported.
    pub fn standing(&self, today: &str) -> Standing {
        let ended = |branch: &Self| {
            branch.ends.is_some_and(|day| day.0 < today)
                && branch
                    .nvidia_ends
                    .is_none_or(|month| today.get(..7).is_some_and(|now| month < now))
        };
        let over = if self.ends.is_some() {
            ended(self)
        } else {
            BRANCHES.iter().any(|other| other.number > self.number && ended(other))
        };
        if over { Standing::Ended } else { Standing::Supported }
    }
}

impl Row for Branch {
    fn id(&self) -> String {
        format!("driver-{}", self.number)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

/// Where a branch stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// It gets fixes.
    Supported,
    /// Its end of life has passed.
    Ended,
    /// It is newer than these rules; nothing is wrong with that.
    NewerThanRules,
    /// Not a branch these rules know (a Jetson or vGPU number, a misread one).
    Unknown,
}

const fn version(text: &'static str) -> Option<DriverVersion> {
    if text.is_empty() { None } else { Some(DriverVersion::of(text)) }
}

const fn seen(source: &'static Source) -> Cited {
    Cited::seen(source)
}

const fn derived(source: &'static Source) -> Cited {
    Cited::derived(source)
}

const fn row(
    number: u32,
    cuda: &'static str,
    linux: &'static str,
    windows: &'static str,
    cited: Cited,
) -> Branch {
    Branch {
        number,
        kind: None,
        released: None,
        ends: None,
        nvidia_ends: None,
        latest_linux: version(linux),
        latest_windows: version(windows),
        last_for: &[],
        cuda: CudaVersion::of(cuda),
        cited,
    }
}

/// Every branch, oldest first: number, newest CUDA, newest Linux and Windows driver, then what else is known.
#[rustfmt::skip]
pub static BRANCHES: &[Branch] = &[
    row(340, "6.5", "340.108", "", seen(&LEGACY_FORUM)).kind(Legacy),
    row(346, "7.0", "", "", derived(&CUDA_TABLE)),
    row(352, "7.5", "", "", derived(&CUDA_TABLE)),
    row(361, "8.0", "", "", derived(&CUDA_TABLE)),
    row(367, "8.0", "", "", derived(&CUDA_TABLE)),
    row(375, "8.0", "", "", derived(&CUDA_TABLE)),
    row(384, "9.0", "", "", derived(&CUDA_TABLE)),
    row(387, "9.1", "", "", derived(&CUDA_TABLE)),
    row(390, "9.1", "390.157", "392.68", seen(&ENDOFLIFE)).kind(Legacy).ends("2022-11-22").last_for(&[Fermi]),
    row(396, "9.2", "", "", seen(&FERMI_END)),
    row(410, "10.0", "", "", seen(&SMI_PASTES)),
    row(415, "10.0", "", "", derived(&CUDA_TABLE)).kind(NewFeature),
    row(418, "10.1", "418.197.02", "427.45", seen(&ENDOFLIFE)).kind(LongTerm).ends("2022-03-01"),
    row(430, "10.1", "", "", seen(&SMI_PASTES)),
    row(435, "10.1", "", "", seen(&SMI_PASTES)),
    row(440, "10.2", "", "", seen(&BRANCHES_2021)).kind(NewFeature).ends("2020-11-30"),
    row(450, "11.0", "450.248.02", "454.23", seen(&ENDOFLIFE)).kind(LongTerm).ends("2023-07-01"),
    row(455, "11.1", "", "", seen(&BRANCHES_2021)).kind(NewFeature),
    row(460, "11.2", "460.106.00", "463.15", seen(&ENDOFLIFE)).kind(Production).ends("2022-01-01"),
    row(465, "11.3", "465.24.02", "", seen(&ENDOFLIFE)).kind(NewFeature).ends("2022-04-19"),
    row(470, "11.4", "470.256.02", "475.14", seen(&ENDOFLIFE)).kind(LongTerm).released("2021-07-19").ends("2024-07-20").last_for(&[Kepler]),
    row(495, "11.5", "495.46", "497.29", seen(&ENDOFLIFE)).kind(NewFeature).ends("2022-10-12"),
    row(510, "11.6", "510.108.03", "514.08", seen(&ENDOFLIFE)).kind(Production).ends("2023-01-01"),
    row(515, "11.7", "515.105.01", "518.03", seen(&ENDOFLIFE)).kind(Production).ends("2023-05-01"),
    row(520, "11.8", "520.61.05", "", seen(&ENDOFLIFE)).kind(NewFeature).ends("2023-10-01"),
    row(525, "12.0", "525.147.05", "529.19", seen(&ENDOFLIFE)).kind(Production).ends("2023-12-01"),
    row(530, "12.1", "530.41.03", "531.79", seen(&ENDOFLIFE)).kind(NewFeature).ends("2023-06-24"),
    row(535, "12.2", "535.309.01", "539.72", seen(&ENDOFLIFE)).kind(LongTerm).released("2023-06-14").ends("2026-06-01").nvidia_ends("2026-06"),
    row(545, "12.3", "545.29.06", "546.01", seen(&ENDOFLIFE)).kind(NewFeature).ends("2024-10-01"),
    row(550, "12.4", "550.163.01", "553.74", seen(&ENDOFLIFE)).kind(Production).ends("2025-04-17"),
    row(555, "12.5", "555.58.02", "555.99", seen(&ENDOFLIFE)).kind(NewFeature).ends("2025-06-01"),
    row(560, "12.6", "560.35.03", "560.94", seen(&ENDOFLIFE)).ends("2025-08-22"),
    row(565, "12.7", "565.57.01", "566.03", seen(&ENDOFLIFE)).ends("2025-10-01"),
    row(570, "12.8", "570.211.01", "573.76", seen(&ENDOFLIFE)).kind(Production).released("2025-01-27").ends("2026-01-27").nvidia_ends("2026-02"),
    row(575, "12.9", "575.57.08", "576.57", seen(&ENDOFLIFE)).kind(NewFeature).ends("2026-06-03"),
    row(580, "13.0", "580.178.04", "582.78", seen(&ENDOFLIFE)).kind(LongTerm).released("2025-08-04").ends("2028-08-04").nvidia_ends("2028-06").last_for(&[Maxwell, Pascal, Volta]),
    row(590, "13.1", "590.48.01", "591.59", seen(&ENDOFLIFE)).kind(NewFeature).released("2025-12-22").ends("2026-12-22"),
    row(595, "13.2", "595.99.02", "596.86", seen(&ENDOFLIFE)).kind(Production).released("2026-03-24").ends("2027-03-24").nvidia_ends("2027-03"),
    row(610, "13.3", "610.57.04", "610.88", seen(&ENDOFLIFE)).kind(NewFeature).released("2026-08-03").ends("2027-08-03").nvidia_ends("2026-08"),
    row(615, "13.4", "615.78.02", "617.14", seen(&SMI_PASTES)),
    row(620, "13.5", "620.70.06", "", seen(&CUDA_REDIST)),
];

/// The branch of that number.
pub fn branch(number: u32) -> Option<&'static Branch> {
    BRANCHES.iter().find(|branch| branch.number == number)
}

/// The newest branch these rules know.
pub fn newest() -> &'static Branch {
    // The table is a constant that a test proves not empty.
    &BRANCHES[BRANCHES.len() - 1]
}

/// The newest branch that still supports an architecture.
pub fn last_branch_for(architecture: Architecture) -> &'static Branch {
    BRANCHES
        .iter()
        .find(|branch| branch.last_for.contains(&architecture))
        .unwrap_or_else(|| newest())
}

/// Where a driver stands on a day, written `YYYY-MM-DD`. The version is a Linux one; for a Windows or WSL
/// number ask [`linux_branch_of_windows`] first.
pub fn standing(driver: &DriverVersion, today: &str) -> Standing {
    match branch(driver.major()) {
        Some(branch) => branch.standing(today),
        None if is_newer_than_rules(driver) => Standing::NewerThanRules,
        None => Standing::Unknown,
    }
}

/// Whether a driver, of Linux or Windows, belongs to a branch that came after these rules.
///
/// The Windows numbers of a branch run a few above it: 616 and 617 belong to R615.
pub fn is_newer_than_rules(driver: &DriverVersion) -> bool {
    driver.major() >= newest().number + 5
}

/// The Linux branch a Windows driver number belongs to; under WSL `nvidia-smi` prints the Windows number.
///
/// Every pair of the two numbers that was seen fits one rule: the highest branch that is not above the
/// Windows number. Missing means: older than these rules, or newer.
pub fn linux_branch_of_windows(windows: &DriverVersion) -> Option<u32> {
    if is_newer_than_rules(windows) {
        return None;
    }
    BRANCHES.iter().rev().map(|branch| branch.number).find(|&number| number <= windows.major())
}

/// The branch of a driver number printed on either platform.
pub fn branch_of(driver: &DriverVersion, platform: Platform) -> Option<&'static Branch> {
    match platform {
        Platform::Linux => branch(driver.major()),
        Platform::Windows => linux_branch_of_windows(driver).and_then(branch),
    }
}

/// The newest CUDA a branch supports: what `nvidia-smi` prints as `CUDA Version` or `CUDA UMD Version`.
pub fn cuda_of_branch(number: u32) -> Option<CudaVersion> {
    branch(number).map(|branch| branch.cuda.clone())
}

/// From this build on `nvidia-smi` prints a CUDA version at all.
pub const FIRST_WITH_CUDA_FIELD: DriverVersion = DriverVersion::of("410.72");

/// From this build on the header says `KMD Version` and `CUDA UMD Version`.
pub const FIRST_WITH_KMD_HEADER: DriverVersion = DriverVersion::of("610.43.02");
