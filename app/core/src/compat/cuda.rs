//! CUDA against driver: what runs natively, by minor-version compatibility, by forward compatibility, or not.
//!
//! These are three separate questions. Whether the GPU's architecture is supported is a fourth one:
//! [`super::architecture::compiled_for`].

use super::{
    Platform, driver,
    sources::{CUDA_INSTALLERS, CUDA_NOTES, CUDA_REDIST, CUDA_TABLE, FORWARD},
};
use crate::fact::{Cited, CudaVersion, DriverVersion, Row, Source};

/// A release of the CUDA toolkit and the driver that came with it.
///
/// The corresponding driver is what every feature of the release needs. It is not the floor: see [`Floor`].
#[derive(Clone, Debug)]
pub struct Toolkit {
    /// Version (`12.8.1`).
    pub version: CudaVersion,
    /// Corresponding Linux driver; the bare branch where the toolkit ships none.
    pub linux: DriverVersion,
    /// Corresponding Windows driver. Missing means: the toolkit ships none, or it is not known.
    pub windows: Option<DriverVersion>,
    /// Where it was read.
    pub cited: Cited,
}

impl Row for Toolkit {
    fn id(&self) -> String {
        format!("cuda-{}", self.version)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn row(
    version: &'static str,
    linux: &'static str,
    windows: &'static str,
    source: &'static Source,
) -> Toolkit {
    Toolkit {
        version: CudaVersion::of(version),
        linux: DriverVersion::of(linux),
        windows: if windows.is_empty() { None } else { Some(DriverVersion::of(windows)) },
        cited: Cited::seen(source),
    }
}

/// Every toolkit from 8.0 on, oldest first. Where the release notes and the installer disagree
/// (11.2.0, 11.5.0, 11.7.1, 11.8.0, 12.2.1, 12.8.0), the driver inside the installer stands here; for 9.1
/// the first of the two printed values, which is the lower.
#[rustfmt::skip]
pub static TOOLKITS: &[Toolkit] = &[
    row("8.0.44", "367.48", "369.30", &CUDA_TABLE),
    row("8.0.61", "375.26", "376.51", &CUDA_TABLE),
    row("9.0.76", "384.81", "385.54", &CUDA_TABLE),
    row("9.1.85", "387.26", "388.19", &CUDA_TABLE),
    row("9.2.88", "396.26", "397.44", &CUDA_TABLE),
    row("9.2.148", "396.37", "398.26", &CUDA_TABLE),
    row("10.0.130", "410.48", "411.31", &CUDA_TABLE),
    row("10.1.105", "418.39", "418.96", &CUDA_TABLE),
    row("10.1.243", "418.87.00", "426.00", &CUDA_INSTALLERS),
    row("10.2.89", "440.33", "441.22", &CUDA_TABLE),
    row("11.0.1", "450.36.06", "451.22", &CUDA_TABLE),
    row("11.0.2", "450.51.05", "451.48", &CUDA_TABLE),
    row("11.0.3", "450.51.06", "451.82", &CUDA_TABLE),
    row("11.1.0", "455.23", "456.38", &CUDA_TABLE),
    row("11.1.1", "455.32", "456.81", &CUDA_TABLE),
    row("11.2.0", "460.27.04", "460.89", &CUDA_INSTALLERS),
    row("11.2.1", "460.32.03", "461.09", &CUDA_TABLE),
    row("11.2.2", "460.32.03", "461.33", &CUDA_TABLE),
    row("11.3.0", "465.19.01", "465.89", &CUDA_TABLE),
    row("11.3.1", "465.19.01", "465.89", &CUDA_TABLE),
    row("11.4.0", "470.42.01", "471.11", &CUDA_TABLE),
    row("11.4.1", "470.57.02", "471.41", &CUDA_TABLE),
    row("11.4.2", "470.57.02", "471.41", &CUDA_TABLE),
    row("11.4.3", "470.82.01", "472.50", &CUDA_TABLE),
    row("11.4.4", "470.82.01", "472.50", &CUDA_TABLE),
    row("11.5.0", "495.29.05", "496.13", &CUDA_INSTALLERS),
    row("11.5.1", "495.29.05", "496.13", &CUDA_TABLE),
    row("11.5.2", "495.29.05", "496.13", &CUDA_TABLE),
    row("11.6.0", "510.39.01", "511.23", &CUDA_TABLE),
    row("11.6.1", "510.47.03", "511.65", &CUDA_TABLE),
    row("11.6.2", "510.47.03", "511.65", &CUDA_TABLE),
    row("11.7.0", "515.43.04", "516.01", &CUDA_TABLE),
    row("11.7.1", "515.65.01", "516.94", &CUDA_INSTALLERS),
    row("11.8.0", "520.61.05", "522.06", &CUDA_INSTALLERS),
    row("12.0.0", "525.60.13", "527.41", &CUDA_TABLE),
    row("12.0.1", "525.85.12", "528.33", &CUDA_TABLE),
    row("12.1.0", "530.30.02", "531.14", &CUDA_TABLE),
    row("12.1.1", "530.30.02", "531.14", &CUDA_TABLE),
    row("12.2.0", "535.54.03", "536.25", &CUDA_TABLE),
    row("12.2.1", "535.86.10", "536.67", &CUDA_INSTALLERS),
    row("12.2.2", "535.104.05", "537.13", &CUDA_TABLE),
    row("12.3.0", "545.23.06", "545.84", &CUDA_TABLE),
    row("12.3.1", "545.23.08", "546.12", &CUDA_TABLE),
    row("12.3.2", "545.23.08", "546.12", &CUDA_INSTALLERS),
    row("12.4.0", "550.54.14", "551.61", &CUDA_TABLE),
    row("12.4.1", "550.54.15", "551.78", &CUDA_TABLE),
    row("12.5.0", "555.42.02", "555.85", &CUDA_TABLE),
    row("12.5.1", "555.42.06", "555.85", &CUDA_TABLE),
    row("12.6.0", "560.28.03", "560.76", &CUDA_TABLE),
    row("12.6.1", "560.35.03", "560.94", &CUDA_TABLE),
    row("12.6.2", "560.35.03", "560.94", &CUDA_TABLE),
    row("12.6.3", "560.35.05", "561.17", &CUDA_TABLE),
    row("12.8.0", "570.86.10", "571.96", &CUDA_INSTALLERS),
    row("12.8.1", "570.124.06", "572.61", &CUDA_TABLE),
    row("12.9.0", "575.51.03", "576.02", &CUDA_TABLE),
    row("12.9.1", "575.57.08", "576.57", &CUDA_TABLE),
    row("13.0.0", "580.65.06", "", &CUDA_TABLE),
    row("13.0.1", "580.82.07", "", &CUDA_TABLE),
    row("13.0.2", "580.95.05", "", &CUDA_TABLE),
    row("13.0.3", "580.126.20", "", &CUDA_REDIST),
    row("13.1.0", "590.44.01", "", &CUDA_TABLE),
    row("13.1.1", "590.48.01", "", &CUDA_TABLE),
    row("13.1.2", "590.48.01", "", &CUDA_REDIST),
    row("13.2.0", "595.45.04", "", &CUDA_TABLE),
    row("13.2.1", "595.58.03", "", &CUDA_TABLE),
    row("13.2.2", "595.71.05", "", &CUDA_TABLE),
    row("13.3.0", "610.43.02", "", &CUDA_REDIST),
    row("13.3.1", "610.43.02", "", &CUDA_REDIST),
    row("13.4.1", "615", "", &CUDA_NOTES),
    row("13.4.2", "615", "", &CUDA_NOTES),
    row("13.5", "620", "", &CUDA_REDIST),
];

/// The oldest driver that runs every release of a CUDA major (minor-version compatibility).
#[derive(Clone, Debug)]
pub struct Floor {
    /// CUDA major (`12`).
    pub major: u32,
    /// Oldest Linux driver.
    pub linux: DriverVersion,
    /// Oldest Windows driver; it counts inside WSL too.
    pub windows: DriverVersion,
    /// Where it was read.
    pub cited: Cited,
}

impl Row for Floor {
    fn id(&self) -> String {
        format!("driver-floor-cuda-{}", self.major)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn floor_row(
    major: u32,
    linux: &'static str,
    windows: &'static str,
    source: &'static Source,
) -> Floor {
    Floor {
        major,
        linux: DriverVersion::of(linux),
        windows: DriverVersion::of(windows),
        cited: Cited::seen(source),
    }
}

/// Floors, oldest major first. Before CUDA 11 each release needs its own corresponding driver.
#[rustfmt::skip]
pub static FLOORS: &[Floor] = &[
    floor_row(11, "450.80.02", "452.39", &CUDA_TABLE),
    floor_row(12, "525.60.13", "528.33", &CUDA_TABLE),
    floor_row(13, "580", "580", &CUDA_NOTES),
];

/// The floor of a CUDA major. Missing means: older than 11, or newer than these rules.
pub fn floor(major: u32) -> Option<&'static Floor> {
    FLOORS.iter().find(|floor| floor.major == major)
}

impl Floor {
    /// The floor on a platform.
    pub fn on(&self, platform: Platform) -> &DriverVersion {
        match platform {
            Platform::Linux => &self.linux,
            Platform::Windows => &self.windows,
        }
    }
}

/// CUDA releases by minor, from 9.0 on: the rows of the compatibility chart. There is no toolkit 12.7.
#[rustfmt::skip]
pub static RELEASES: &[CudaVersion] = &[
    minor("9.0"), minor("9.1"), minor("9.2"), minor("10.0"), minor("10.1"), minor("10.2"),
    minor("11.0"), minor("11.1"), minor("11.2"), minor("11.3"), minor("11.4"), minor("11.5"), minor("11.6"), minor("11.7"), minor("11.8"),
    minor("12.0"), minor("12.1"), minor("12.2"), minor("12.3"), minor("12.4"), minor("12.5"), minor("12.6"), minor("12.8"), minor("12.9"),
    minor("13.0"), minor("13.1"), minor("13.2"), minor("13.3"), minor("13.4"), minor("13.5"),
];

const fn minor(text: &'static str) -> CudaVersion {
    CudaVersion::of(text)
}

/// `(12, 8)` of `12.8.1`: the part that decides compatibility.
pub fn release_of(version: &CudaVersion) -> (u32, u32) {
    (version.major(), version.minor())
}

/// The newest release these rules know.
pub fn newest_release() -> &'static CudaVersion {
    &RELEASES[RELEASES.len() - 1]
}

/// The oldest driver that came with any toolkit of that release: from here on it runs natively.
///
/// On Windows the bare branch stands in where no toolkit shipped a Windows driver (13.0 and newer).
pub fn native_from(cuda: &CudaVersion, platform: Platform) -> Option<DriverVersion> {
    let release = release_of(cuda);
    let first = TOOLKITS.iter().find(|toolkit| release_of(&toolkit.version) == release)?;
    match (platform, &first.windows) {
        (Platform::Linux, _) => Some(first.linux.clone()),
        (Platform::Windows, Some(windows)) => Some(windows.clone()),
        (Platform::Windows, None) => first.linux.major().to_string().parse().ok(),
    }
}

/// Whether a GPU may use the `cuda-compat` libraries; [`super::gpu::Kind::forward`] says it for a product.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Forward {
    /// Data-centre GPUs, and Jetson with packages of its own.
    Allowed,
    /// Only some cards of the class (NGC-ready RTX); not to be promised.
    SomeCards,
    /// Never: GeForce and TITAN, and everything under WSL. Trying ends in CUDA error 804.
    Refused,
}

/// How a CUDA release runs on a driver.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Compatibility {
    /// The driver supports the release itself.
    Native,
    /// Same major, older driver: programs run; what needs a newer driver fails, and so does PTX that has
    /// to be compiled on the spot. Holds the driver that would run it natively, where that is known.
    MinorVersion {
        /// Native from this driver on.
        native_from: Option<DriverVersion>,
    },
    /// Only with this package of newer user-mode libraries, on GPUs that may use it.
    Forward {
        /// `cuda-compat-13-0`.
        package: &'static ForwardPackage,
    },
    /// It does not run; this driver or a newer one is needed.
    No {
        /// The oldest driver that runs it.
        needs: DriverVersion,
    },
    /// Newer than these rules, or a driver they do not know.
    Unknown,
}

/// How a CUDA release runs on a driver. `driver` is the number the platform prints: the Windows one on
/// Windows and in WSL.
pub fn compatibility(
    cuda: &CudaVersion,
    driver: &DriverVersion,
    platform: Platform,
    forward: Forward,
) -> Compatibility {
    let release = release_of(cuda);
    let known = release <= release_of(newest_release());
    let branch = driver::branch_of(driver, platform);
    if branch.is_some_and(|branch| release_of(&branch.cuda) >= release)
        || (known && driver::is_newer_than_rules(driver))
    {
        return Compatibility::Native;
    }
    if let Some(floor) = floor(release.0) {
        if driver >= floor.on(platform) {
            return Compatibility::MinorVersion { native_from: native_from(cuda, platform) };
        }
        return match forward_package(cuda, driver.major()) {
            Some(package) if platform == Platform::Linux && forward == Forward::Allowed => {
                Compatibility::Forward { package }
            }
            _ => Compatibility::No { needs: floor.on(platform).clone() },
        };
    }
    match native_from(cuda, platform) {
        // A branch that these rules skip (a Jetson number, say) still orders by its number.
        Some(native) if driver >= &native => Compatibility::Native,
        Some(native) => Compatibility::No { needs: native },
        None => Compatibility::Unknown,
    }
}

/// One `cuda-compat` package.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ForwardPackage {
    /// CUDA release it brings (`13.4`).
    pub cuda: CudaVersion,
    /// Branch it is built from; drivers of this branch and newer do not use it.
    pub branch: u32,
    /// Where it was read.
    pub cited: Cited,
}

impl ForwardPackage {
    /// Name of the package: `cuda-compat-13-4`.
    pub fn name(&self) -> String {
        format!("cuda-compat-{}-{}", self.cuda.major(), self.cuda.minor())
    }

    /// The host branches it may run on.
    pub fn targets(&self) -> impl Iterator<Item = u32> {
        FORWARD_TARGETS.iter().copied().filter(|&target| target < self.branch)
    }
}

impl Row for ForwardPackage {
    fn id(&self) -> String {
        self.name()
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn package(cuda: &'static str, branch: u32) -> ForwardPackage {
    ForwardPackage { cuda: CudaVersion::of(cuda), branch, cited: Cited::seen(&FORWARD) }
}

/// Branches that NVIDIA's matrix lists as hosts of the packages. A branch that is not listed has ended.
pub static FORWARD_TARGETS: &[u32] = &[535, 570, 580, 590, 595, 610, 615];

/// The packages of the matrix, newest first.
pub static FORWARD_PACKAGES: &[ForwardPackage] = &[
    package("13.4", 615),
    package("13.3", 610),
    package("13.2", 595),
    package("13.1", 590),
    package("13.0", 580),
    package("12.9", 575),
    package("12.8", 570),
    package("12.6", 560),
    package("12.5", 555),
    package("12.4", 550),
    package("12.3", 545),
    package("12.2", 535),
];

/// The package that brings a CUDA release to a host branch, where NVIDIA's matrix has the pair.
pub fn forward_package(cuda: &CudaVersion, branch: u32) -> Option<&'static ForwardPackage> {
    FORWARD_PACKAGES
        .iter()
        .find(|package| release_of(&package.cuda) == release_of(cuda))
        .filter(|package| package.targets().any(|target| target == branch))
}
