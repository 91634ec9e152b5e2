//! Operating systems: releases with their end of life, package manager, repositories of NVIDIA and Docker.

use super::sources::{
    DOCKER_INSTALL, DRIVER_GUIDE, ENDOFLIFE_SYSTEMS, FLATCAR, NIXPKGS, PUBLIC_SCRIPTS, SUSE,
};
use crate::fact::{Cited, Date, Row, Source};

/// What installs packages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Packages {
    /// `apt-get`.
    Apt,
    /// `dnf` of the 4 series.
    Dnf4,
    /// `dnf` of the 5 series, whose `config-manager` has another syntax.
    Dnf5,
    /// `tdnf` of Azure Linux.
    Tdnf,
    /// `zypper`.
    Zypper,
    /// `pacman`.
    Pacman,
    /// A module in the system's configuration.
    Nix,
    /// The system is an image: extensions, not packages.
    Image,
}

/// Where Docker Engine comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Docker {
    /// `download.docker.com/linux/<name>`, with packages for this release today.
    Repository(&'static str),
    /// The same, but no longer built for this release: what is there gets no updates.
    Frozen(&'static str),
    /// Docker offers none; the distribution has its own package.
    Own,
}

impl Docker {
    /// Machine name, kebab-case.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Repository(_) => "repository",
            Self::Frozen(_) => "frozen",
            Self::Own => "own",
        }
    }
}

/// A release of a system.
#[derive(Clone, Debug)]
pub struct Release {
    /// As in `VERSION_ID`; `rolling` for systems without releases.
    pub release: &'static str,
    /// Codename that repositories use (`noble`).
    pub codename: Option<&'static str>,
    /// End of free support for everybody. Missing means: rolling, or not announced.
    pub ends: Option<Date>,
    /// End of extended support (Ubuntu Pro, Debian LTS, paid extensions).
    pub extended_ends: Option<Date>,
    /// Directory of NVIDIA's driver repository (`ubuntu2404`). Missing means: NVIDIA's guide lists none.
    pub cuda_repository: Option<&'static str>,
    /// Where Docker Engine comes from.
    pub docker: Docker,
    /// Whether NVIDIA lists the release as tested with the container toolkit. Others work all the same.
    pub toolkit_tested: bool,
    /// Where the end of life was read.
    pub cited: Cited,
}

/// A system and its releases, newest first.
#[derive(Clone, Debug)]
pub struct System {
    /// `ID` of `/etc/os-release`.
    pub id: &'static str,
    /// Name as its makers print it.
    pub name: &'static str,
    /// What installs packages.
    pub packages: Packages,
    /// The system whose packages it takes, where it is a derivative.
    pub base: Option<&'static str>,
    /// Releases, newest first.
    pub releases: &'static [Release],
}

impl Release {
    const fn codename(mut self, codename: &'static str) -> Self {
        self.codename = Some(codename);
        self
    }

    const fn extended(mut self, day: &'static str) -> Self {
        self.extended_ends = Some(Date(day));
        self
    }

    const fn cuda(mut self, directory: &'static str) -> Self {
        self.cuda_repository = Some(directory);
        self
    }

    const fn tested(mut self) -> Self {
        self.toolkit_tested = true;
        self
    }

    const fn from(mut self, source: &'static Source) -> Self {
        self.cited = Cited::seen(source);
        self
    }

    /// Where the release stands on a day, written `YYYY-MM-DD`.
    pub fn standing(&self, today: &str) -> Standing {
        let over = |day: Option<Date>| day.is_some_and(|day| day.0 < today);
        match (over(self.ends), self.extended_ends) {
            (false, _) => Standing::Supported,
            (true, Some(extended)) if extended.0 >= today => Standing::Extended,
            (true, _) => Standing::Ended,
        }
    }
}

/// Where a release stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Standing {
    /// It gets updates.
    Supported,
    /// Only those with an extended offer get updates.
    Extended,
    /// Nobody gets updates.
    Ended,
}

const fn release(release: &'static str, ends: &'static str, docker: Docker) -> Release {
    Release {
        release,
        codename: None,
        ends: if ends.is_empty() { None } else { Some(Date(ends)) },
        extended_ends: None,
        cuda_repository: None,
        docker,
        toolkit_tested: false,
        cited: Cited::seen(&ENDOFLIFE_SYSTEMS),
    }
}

const fn system(
    id: &'static str,
    name: &'static str,
    packages: Packages,
    base: Option<&'static str>,
    releases: &'static [Release],
) -> System {
    System { id, name, packages, base, releases }
}

use Docker::{Frozen, Own, Repository};
use Packages::{Apt, Dnf4, Dnf5, Image, Nix, Pacman, Tdnf, Zypper};

/// Every system, in the order of the wizard.
#[rustfmt::skip]
pub static SYSTEMS: &[System] = &[
    system("ubuntu", "Ubuntu", Apt, None, &[
        release("26.04", "2031-04-30", Repository("ubuntu")).codename("resolute").extended("2036-04-30").cuda("ubuntu2604").tested(),
        release("24.04", "2029-05-31", Repository("ubuntu")).codename("noble").extended("2036-05-31").cuda("ubuntu2404").tested(),
        release("22.04", "2027-04-01", Repository("ubuntu")).codename("jammy").extended("2032-04-09").cuda("ubuntu2204").tested(),
        release("20.04", "2025-05-31", Frozen("ubuntu")).codename("focal").extended("2030-04-02"),
    ]),
    system("debian", "Debian", Apt, None, &[
        release("13", "2028-08-09", Repository("debian")).codename("trixie").extended("2030-06-30").cuda("debian13"),
        release("12", "2026-07-11", Repository("debian")).codename("bookworm").extended("2028-06-30").cuda("debian12"),
        release("11", "2024-08-14", Repository("debian")).codename("bullseye").extended("2026-08-31").tested(),
    ]),
    system("rhel", "Red Hat Enterprise Linux", Dnf4, None, &[
        release("10", "2035-05-31", Repository("rhel")).cuda("rhel10").tested(),
        release("9", "2032-05-31", Repository("rhel")).cuda("rhel9").tested(),
        release("8", "2029-05-31", Repository("rhel")).cuda("rhel8").tested(),
    ]),
    system("rocky", "Rocky Linux", Dnf4, Some("rhel"), &[
        release("10", "2035-05-31", Repository("centos")).cuda("rhel10"),
        release("9", "2032-05-31", Repository("centos")).cuda("rhel9").tested(),
        release("8", "2029-05-31", Repository("rhel")).cuda("rhel8"),
    ]),
    system("almalinux", "AlmaLinux", Dnf4, Some("rhel"), &[
        release("10", "2035-05-31", Repository("centos")).cuda("rhel10"),
        release("9", "2032-05-31", Repository("centos")).cuda("rhel9"),
        release("8", "2029-05-31", Repository("rhel")).cuda("rhel8"),
    ]),
    system("ol", "Oracle Linux", Dnf4, Some("rhel"), &[
        release("10", "", Repository("centos")),
        release("9", "2032-06-30", Repository("centos")).cuda("rhel9"),
        release("8", "2029-07-31", Repository("rhel")).cuda("rhel8"),
    ]),
    system("centos", "CentOS Stream", Dnf4, Some("rhel"), &[
        release("10", "2030-05-31", Repository("centos")).cuda("rhel10"),
        release("9", "2027-05-31", Repository("centos")).cuda("rhel9"),
        release("8", "2024-05-31", Frozen("centos")).cuda("rhel8").tested(),
    ]),
    system("fedora", "Fedora Linux", Dnf5, None, &[
        release("44", "2027-06-02", Repository("fedora")).cuda("fedora44"),
        release("43", "2026-12-09", Repository("fedora")),
        release("42", "2026-05-27", Frozen("fedora")),
    ]),
    system("opensuse-leap", "openSUSE Leap", Zypper, None, &[
        release("16.0", "2027-10-31", Own).cuda("suse16"),
        release("15.6", "2026-04-30", Own).cuda("opensuse15").tested(),
    ]),
    system("opensuse-tumbleweed", "openSUSE Tumbleweed", Zypper, None, &[
        release(ROLLING, "", Own).cuda("suse16").from(&SUSE),
    ]),
    system("sles", "SUSE Linux Enterprise Server", Zypper, None, &[
        release("16.0", "2027-11-30", Own).extended("2030-11-30").cuda("suse16"),
        release("15.7", "2031-07-31", Own).extended("2034-07-31").cuda("sles15").tested(),
        release("15.6", "2025-12-31", Own).extended("2028-12-31").cuda("sles15").tested(),
    ]),
    system("amzn", "Amazon Linux", Dnf4, None, &[
        release("2023", "2029-06-30", Own).cuda("amzn2023").tested(),
    ]),
    system("azurelinux", "Azure Linux", Tdnf, None, &[
        release("3.0", "", Own).cuda("azl3").from(&DRIVER_GUIDE),
    ]),
    system("arch", "Arch Linux", Pacman, None, &[release(ROLLING, "", Own).from(&PUBLIC_SCRIPTS)]),
    system("manjaro", "Manjaro", Pacman, Some("arch"), &[release(ROLLING, "", Own).from(&PUBLIC_SCRIPTS)]),
    system("linuxmint", "Linux Mint", Apt, Some("ubuntu"), &[
        release("22.3", "2029-04-30", Repository("ubuntu")).codename("noble").cuda("ubuntu2404"),
        release("22.2", "2029-04-30", Repository("ubuntu")).codename("noble").cuda("ubuntu2404"),
        release("22.1", "2029-04-30", Repository("ubuntu")).codename("noble").cuda("ubuntu2404"),
        release("22", "2029-04-30", Repository("ubuntu")).codename("noble").cuda("ubuntu2404"),
        release("21.3", "2027-04-30", Repository("ubuntu")).codename("jammy").cuda("ubuntu2204"),
    ]),
    system("pop", "Pop!_OS", Apt, Some("ubuntu"), &[
        release("24.04", "2029-05-31", Repository("ubuntu")).codename("noble").cuda("ubuntu2404"),
        release("22.04", "2027-04-25", Repository("ubuntu")).codename("jammy").cuda("ubuntu2204"),
    ]),
    system("nixos", "NixOS", Nix, None, &[release(ROLLING, "", Own).from(&NIXPKGS)]),
    system("flatcar", "Flatcar Container Linux", Image, None, &[release(ROLLING, "", Own).from(&FLATCAR)]),
];

/// The release of systems that have none.
pub const ROLLING: &str = "rolling";

/// Where the repositories of Docker were read.
pub static DOCKER_CITED: Cited = Cited::seen(&DOCKER_INSTALL);

/// Where the directories of NVIDIA's repository were read.
pub static CUDA_REPOSITORY_CITED: Cited = Cited::seen(&DRIVER_GUIDE);

/// Where NVIDIA keeps its driver repositories: directory and machine (`x86_64`, `sbsa`) follow.
pub const CUDA_REPOSITORIES: &str = "https://developer.download.nvidia.com/compute/cuda/repos";

/// The system of an `ID` in `/etc/os-release`.
pub fn system_of(id: &str) -> Option<&'static System> {
    let id = match id {
        "opensuse" => "opensuse-leap",
        "sles_sap" | "sled" => "sles",
        "redhat" => "rhel",
        "oracle" | "oraclelinux" => "ol",
        "mint" => "linuxmint",
        "amazon" | "amazonlinux" => "amzn",
        other => other,
    };
    SYSTEMS.iter().find(|system| system.id == id)
}

/// The release of an `ID` and `VERSION_ID`: exact, or the line it belongs to (`9.6` is of `9`), or the
/// newest of a line that is named short (`15` of SLES).
pub fn find(id: &str, version: &str) -> Option<(&'static System, &'static Release)> {
    let system = system_of(id)?;
    let of = |wanted: &str| system.releases.iter().find(|release| release.release == wanted);
    let line = |wanted: &str| {
        system.releases.iter().find(|release| {
            release.release.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('.'))
        })
    };
    let release = of(ROLLING)
        .or_else(|| of(version))
        .or_else(|| of(version.split('.').next().unwrap_or(version)))
        .or_else(|| line(version))?;
    Some((system, release))
}

/// A release together with its system: a row of the reference page.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// The system.
    pub system: &'static System,
    /// One of its releases.
    pub release: &'static Release,
}

/// Every release of every system.
pub fn lines() -> impl Iterator<Item = Line> {
    SYSTEMS
        .iter()
        .flat_map(|system| system.releases.iter().map(move |release| Line { system, release }))
}

impl Row for Line {
    fn id(&self) -> String {
        format!("system-{}-{}", self.system.id, self.release.release)
    }

    fn cited(&self) -> Cited {
        self.release.cited
    }
}
