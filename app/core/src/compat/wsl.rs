//! WSL 2: which kernel, Windows and driver it takes, and what it never does.

use super::{
    architecture::Architecture,
    sources::{CUDA_NOTES, WSL_INSTALL, WSL_KERNELS, WSL_MICROSOFT, WSL_NVIDIA, WSL_RELEASES},
};
use crate::fact::{Cited, DriverVersion, KernelVersion, Row, WslVersion};

/// A smallest kernel that a vendor asks for.
#[derive(Clone, Debug)]
pub struct KernelMinimum {
    /// Who says so: `nvidia` or `microsoft`.
    pub who: &'static str,
    /// Oldest kernel that works.
    pub minimum: KernelVersion,
    /// Oldest kernel that is recommended.
    pub recommended: Option<KernelVersion>,
    /// Where it was read.
    pub cited: Cited,
}

impl Row for KernelMinimum {
    fn id(&self) -> String {
        format!("wsl-kernel-{}", self.who)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

/// The two vendors differ; both are shown.
pub static KERNEL_MINIMA: &[KernelMinimum] = &[
    KernelMinimum {
        who: "nvidia",
        minimum: KernelVersion::of("4.19.121"),
        recommended: Some(KernelVersion::of("5.10.16.3")),
        cited: Cited::seen(&WSL_NVIDIA),
    },
    KernelMinimum {
        who: "microsoft",
        minimum: KernelVersion::of("5.10.43.3"),
        recommended: None,
        cited: Cited::seen(&WSL_MICROSOFT),
    },
];

/// Below this kernel there is no GPU in WSL: the lower of the two minima.
pub const LOWEST_KERNEL: KernelVersion = KernelVersion::of("4.19.121");

/// From this kernel on both vendors are content: the higher of the two minima.
pub const SAFE_KERNEL: KernelVersion = KernelVersion::of("5.10.43.3");

/// Oldest architecture that NVIDIA supports in WSL.
pub const OLDEST_GPU: Architecture = Architecture::Pascal;

/// Kernel that WSL 1 pretends to have.
pub const FIRST_KERNEL: KernelVersion = KernelVersion::of("4.4");

/// Whether a kernel release is that of WSL 1, which calls itself `4.4.0-19041-Microsoft`, with a capital
/// letter and the build of Windows.
pub fn is_first(release: &str) -> bool {
    let numbers = release.split('-').next().unwrap_or_default();
    numbers.parse().is_ok_and(|version: KernelVersion| {
        (version.major(), version.minor()) == (FIRST_KERNEL.major(), FIRST_KERNEL.minor())
    }) && release.contains("-Microsoft")
}

/// What a WSL kernel means for the GPU.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kernel {
    /// Below the lowest minimum: no GPU. `wsl --update`.
    TooOld,
    /// Enough for NVIDIA, below what Microsoft asks: update.
    Between,
    /// Fine.
    Enough,
}

/// Judges a WSL kernel by both minima. A kernel that begins with 4.4 is WSL 1, which has none of its own.
pub fn kernel(version: &KernelVersion) -> Kernel {
    if *version < LOWEST_KERNEL {
        Kernel::TooOld
    } else if *version < SAFE_KERNEL {
        Kernel::Between
    } else {
        Kernel::Enough
    }
}

/// A release of WSL and the kernel inside it.
#[derive(Clone, Debug)]
pub struct Release {
    /// Version of WSL.
    pub wsl: WslVersion,
    /// Kernel, without build suffix.
    pub kernel: KernelVersion,
    /// Where it was read.
    pub cited: Cited,
}

impl Row for Release {
    fn id(&self) -> String {
        format!("wsl-{}", self.wsl)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn release(wsl: &'static str, kernel: &'static str) -> Release {
    Release {
        wsl: WslVersion::of(wsl),
        kernel: KernelVersion::of(kernel),
        cited: Cited::seen(&WSL_RELEASES),
    }
}

/// Releases at which the kernel changed, oldest first; those between carry the kernel of the one before.
/// 2.8 and 2.9 are pre-releases.
pub static RELEASES: &[Release] = &[
    release("1.0.3", "5.15.79.1"),
    release("1.2.5", "5.15.90.1"),
    release("2.0.9", "5.15.133.1"),
    release("2.1.5", "5.15.146.1"),
    release("2.2.4", "5.15.153.1"),
    release("2.3.26", "5.15.167.4"),
    release("2.4.13", "5.15.167.4"),
    release("2.5.7", "6.6.87.1"),
    release("2.5.9", "6.6.87.2"),
    release("2.6.3", "6.6.87.2"),
    release("2.7.0", "6.6.114.1"),
    release("2.7.4", "6.18.26.1"),
    release("2.7.8", "6.18.33.1"),
    release("2.7.9", "6.18.33.2"),
    release("2.7.11", "6.18.33.2"),
    release("2.8.0", "6.6.114.1"),
    release("2.8.5", "6.18.26.1"),
    release("2.8.9", "6.18.26.3"),
    release("2.8.12", "6.18.35.1"),
    release("2.9.1", "6.18.35.2"),
    release("2.9.11", "6.18.40.1"),
];

/// The kernel of a release of WSL: of the last row that is not above it. Missing means: older than the
/// releases from the Store.
pub fn kernel_of(wsl: &WslVersion) -> Option<&'static KernelVersion> {
    RELEASES.iter().rev().find(|release| release.wsl <= *wsl).map(|release| &release.kernel)
}

/// A smallest version of something around WSL.
#[derive(Clone, Debug)]
pub struct Minimum {
    /// What it is the minimum of, kebab-case.
    pub what: &'static str,
    /// The version: a Windows build, a driver, a release of WSL.
    pub version: &'static str,
    /// Where it was read.
    pub cited: Cited,
}

impl Row for Minimum {
    fn id(&self) -> String {
        format!("wsl-{}", self.what)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn minimum(what: &'static str, version: &'static str, cited: Cited) -> Minimum {
    Minimum { what, version, cited }
}

/// Minima, each with its source.
pub static MINIMA: &[Minimum] = &[
    minimum("windows-build-gpu", "19044", Cited::seen(&WSL_MICROSOFT)),
    minimum("windows-build-wsl", "19041", Cited::seen(&WSL_INSTALL)),
    minimum("windows-build-desktop-10", "19045", Cited::seen(&super::sources::DESKTOP)),
    minimum("windows-build-desktop-11", "22631", Cited::seen(&super::sources::DESKTOP)),
    minimum("desktop-wsl", "2.1.5", Cited::seen(&super::sources::DESKTOP)),
    minimum("systemd", "0.67.6", Cited::seen(&WSL_INSTALL)),
    minimum("windows-driver", "495", Cited::seen(&WSL_NVIDIA)),
    minimum("windows-driver-rtx-spark", "616.41", Cited::seen(&CUDA_NOTES)),
    minimum("first-gpu-kernel", "4.19.121", Cited::seen(&WSL_KERNELS)),
];

/// Oldest Windows 10 build with GPU compute in WSL (21H2).
pub const WINDOWS_BUILD_GPU: u32 = 19044;

/// Oldest Windows 10 build for WSL 2 at all, on x86-64 from a servicing build of 1903 on.
pub const WINDOWS_BUILD_WSL: u32 = 19041;

/// First build of Windows 11.
pub const WINDOWS_11: u32 = 22000;

/// Oldest Windows builds for Docker Desktop: Windows 10 22H2 and Windows 11 23H2.
pub const WINDOWS_BUILD_DESKTOP: (u32, u32) = (19045, 22631);

/// Oldest WSL for Docker Desktop.
pub const DESKTOP_WSL: WslVersion = WslVersion::of("2.1.5");

/// Oldest WSL with systemd.
pub const SYSTEMD_WSL: WslVersion = WslVersion::of("0.67.6");

/// Oldest Windows driver branch with CUDA for WSL as a released feature. CUDA 12 and 13 ask for more: see
/// [`super::cuda::floor`].
pub const WINDOWS_DRIVER: DriverVersion = DriverVersion::of("495");

/// Something a GPU does not do inside WSL. The ids are stable; sentences stand in the catalogues.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limit {
    /// Stable id, kebab-case.
    pub id: &'static str,
    /// Where it was read.
    pub cited: Cited,
}

impl Row for Limit {
    fn id(&self) -> String {
        format!("wsl-limit-{}", self.id)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn limit(id: &'static str) -> Limit {
    Limit { id, cited: Cited::seen(&WSL_NVIDIA) }
}

/// What WSL never does.
pub static LIMITS: &[Limit] = &[
    limit("no-linux-driver"),
    limit("only-gpus-all"),
    limit("no-tcc"),
    limit("no-maxwell-or-older"),
    limit("partial-nvml"),
    limit("no-process-list"),
    limit("no-mode-changes"),
    limit("limited-unified-memory"),
    limit("no-opengl-interop"),
    Limit {
        id: "no-forward-compatibility",
        cited: Cited::derived(&super::sources::TOOLKIT_SOURCE),
    },
    Limit { id: "no-kernel-module", cited: Cited::derived(&WSL_NVIDIA) },
];
