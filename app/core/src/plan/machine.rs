//! What the answers mean: the machine as the recipes see it.

use super::Choices;
use crate::compat::{Platform, mirror, mirror::Mirror};
use crate::fact::{ComposeVersion, DriverVersion, EngineVersion, KernelVersion, ToolkitVersion};

/// How a distribution installs packages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Packages {
    Apt,
    /// dnf 4: `config-manager --add-repo`.
    Dnf4,
    /// dnf 5: `config-manager addrepo`.
    Dnf5,
    Tdnf,
    Zypper,
    Pacman,
    /// A declaration instead of commands.
    Nix,
    /// An image that is replaced as a whole, or a system the rules do not know.
    None,
}

/// Where Docker Engine comes from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum DockerFrom {
    /// Folder of Docker's own package repository.
    Docker(&'static str),
    /// The distribution's own packages.
    Distribution(&'static [&'static str]),
    /// No package is known to the rules.
    Nowhere,
}

/// A release of a Linux distribution, as far as installing goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct System {
    pub(crate) os: &'static str,
    pub(crate) release: &'static str,
    pub(crate) packages: Packages,
    /// Suite of the apt repositories.
    pub(crate) codename: Option<&'static str>,
    pub(crate) docker: DockerFrom,
    /// Folder of NVIDIA's driver repository.
    pub(crate) cuda: Option<&'static str>,
    /// The distribution's own support has ended by the date of the rules.
    pub(crate) ended: bool,
}

const fn row(
    os: &'static str,
    release: &'static str,
    packages: Packages,
    codename: Option<&'static str>,
    docker: DockerFrom,
    cuda: Option<&'static str>,
) -> System {
    System { os, release, packages, codename, docker, cuda, ended: false }
}

const fn ended(system: System) -> System {
    System { ended: true, ..system }
}

use DockerFrom::{Distribution, Docker, Nowhere};
use Packages::{Apt, Dnf4, Dnf5, Nix, Pacman, Tdnf, Zypper};

const SUSE: DockerFrom = Distribution(&["docker", "docker-compose", "docker-buildx"]);

// Docker's and NVIDIA's folders: docs.docker.com and the driver installation guide, read 2026-11-20.
// Docker builds nothing for Rocky and Alma under those names; its rhel and centos folders serve them.
static SYSTEMS: &[System] = &[
    ended(row("ubuntu", "20.04", Apt, Some("focal"), Docker("ubuntu"), Some("ubuntu2004"))),
    row("ubuntu", "22.04", Apt, Some("jammy"), Docker("ubuntu"), Some("ubuntu2204")),
    row("ubuntu", "24.04", Apt, Some("noble"), Docker("ubuntu"), Some("ubuntu2404")),
    row("ubuntu", "26.04", Apt, Some("resolute"), Docker("ubuntu"), Some("ubuntu2604")),
    ended(row("debian", "11", Apt, Some("bullseye"), Docker("debian"), None)),
    row("debian", "12", Apt, Some("bookworm"), Docker("debian"), Some("debian12")),
    row("debian", "13", Apt, Some("trixie"), Docker("debian"), Some("debian13")),
    row("rhel", "8", Dnf4, None, Docker("rhel"), Some("rhel8")),
    row("rhel", "9", Dnf4, None, Docker("rhel"), Some("rhel9")),
    row("rhel", "10", Dnf4, None, Docker("rhel"), Some("rhel10")),
    row("rocky", "8", Dnf4, None, Docker("rhel"), Some("rhel8")),
    row("rocky", "9", Dnf4, None, Docker("centos"), Some("rhel9")),
    row("rocky", "10", Dnf4, None, Docker("centos"), Some("rhel10")),
    row("alma", "8", Dnf4, None, Docker("rhel"), Some("rhel8")),
    row("alma", "9", Dnf4, None, Docker("centos"), Some("rhel9")),
    row("alma", "10", Dnf4, None, Docker("centos"), Some("rhel10")),
    row("oracle", "8", Dnf4, None, Docker("rhel"), Some("rhel8")),
    row("oracle", "9", Dnf4, None, Docker("centos"), Some("rhel9")),
    row("oracle", "10", Dnf4, None, Docker("centos"), Some("rhel10")),
    ended(row("centos-stream", "8", Dnf4, None, Docker("rhel"), Some("rhel8"))),
    row("centos-stream", "9", Dnf4, None, Docker("centos"), Some("rhel9")),
    row("centos-stream", "10", Dnf4, None, Docker("centos"), Some("rhel10")),
    ended(row("fedora", "42", Dnf5, None, Docker("fedora"), None)),
    row("fedora", "43", Dnf5, None, Docker("fedora"), None),
    row("fedora", "44", Dnf5, None, Docker("fedora"), Some("fedora44")),
    row("opensuse", "15.6", Zypper, None, SUSE, Some("opensuse15")),
    row("opensuse", "16.0", Zypper, None, SUSE, Some("suse16")),
    row("opensuse", "tumbleweed", Zypper, None, SUSE, Some("suse16")),
    row("sles", "15", Zypper, None, SUSE, Some("sles15")),
    row("sles", "16", Zypper, None, SUSE, Some("suse16")),
    row("amazon", "2023", Dnf4, None, Distribution(&["docker"]), Some("amzn2023")),
    row("azure-linux", "3", Tdnf, None, Nowhere, Some("azl3")),
    row(
        "arch",
        "",
        Pacman,
        None,
        Distribution(&["docker", "docker-compose", "docker-buildx"]),
        None,
    ),
    row("mint", "21", Apt, Some("jammy"), Docker("ubuntu"), Some("ubuntu2204")),
    row("mint", "22", Apt, Some("noble"), Docker("ubuntu"), Some("ubuntu2404")),
    row("pop-os", "22.04", Apt, Some("jammy"), Docker("ubuntu"), Some("ubuntu2204")),
    row("pop-os", "24.04", Apt, Some("noble"), Docker("ubuntu"), Some("ubuntu2404")),
    row("nixos", "", Nix, None, Nowhere, None),
    row("flatcar", "", Packages::None, None, Nowhere, None),
    row("other", "", Packages::None, None, Nowhere, None),
];

/// The processor.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Architecture {
    X86,
    Arm,
    Jetson,
}

/// What runs the containers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Engine {
    Docker,
    Desktop,
    Rootless,
    Podman,
    Containerd,
    Snap,
}

/// How a container asks for a GPU.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Route {
    /// Everything is set up, so that each of the three works.
    Auto,
    Gpus,
    Runtime,
    Cdi,
}

/// How the machine reaches package repositories and registries.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Network {
    Direct,
    Proxy,
    AptCacherNg,
    Mirror,
    Airgap,
}

/// What is known of the driver that is there now.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Driver {
    Unknown,
    Absent,
    Installed(DriverVersion),
}

/// Whether the open or the proprietary kernel modules are asked for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Modules {
    Auto,
    Open,
    Proprietary,
}

/// The answers, resolved.
#[derive(Debug)]
pub(crate) struct Machine<'a> {
    pub(crate) choices: &'a Choices,
    /// Windows release, where the Linux is one inside WSL.
    pub(crate) windows: Option<&'a str>,
    /// The Linux that the commands run on. Nothing where the system was not answered.
    pub(crate) system: Option<&'static System>,
    /// The release is none that the rules know; `system` is the nearest.
    pub(crate) unknown_release: bool,
    pub(crate) architecture: Architecture,
    pub(crate) engine: Engine,
    pub(crate) engine_version: Option<EngineVersion>,
    pub(crate) compose_version: Option<ComposeVersion>,
    pub(crate) toolkit_version: Option<ToolkitVersion>,
    pub(crate) route: Route,
    pub(crate) network: Network,
    pub(crate) driver: Driver,
    pub(crate) kernel: Option<KernelVersion>,
    pub(crate) modules: Modules,
    pub(crate) gpu: super::gpu::Gpu,
}

impl<'a> Machine<'a> {
    pub(crate) fn of(choices: &'a Choices) -> Self {
        let windows =
            (choices.get("os") == Some("windows")).then(|| choices.get("release").unwrap_or("11"));
        let (os, release) = match windows {
            Some(_) => wsl(choices.get("wsl").unwrap_or("ubuntu-24.04")),
            None => {
                (choices.get("os").unwrap_or_default(), choices.get("release").unwrap_or_default())
            }
        };
        let (system, unknown_release) = find(os, release);
        let version = |name| choices.get(name).and_then(leading_version);
        Self {
            choices,
            windows,
            system,
            unknown_release,
            architecture: match choices.get("arch") {
                Some("arm64") => Architecture::Arm,
                Some("jetson") => Architecture::Jetson,
                _ => Architecture::X86,
            },
            engine: engine(choices, windows.is_some()),
            engine_version: version("engine-version").and_then(|text| text.parse().ok()),
            compose_version: version("compose-version").and_then(|text| text.parse().ok()),
            toolkit_version: version("toolkit-version").and_then(|text| text.parse().ok()),
            route: match choices.get("route") {
                Some("gpus") => Route::Gpus,
                Some("runtime") => Route::Runtime,
                Some("cdi") => Route::Cdi,
                _ => Route::Auto,
            },
            network: match choices.get("network") {
                Some("proxy") => Network::Proxy,
                Some("apt-cacher-ng") => Network::AptCacherNg,
                Some("mirror") => Network::Mirror,
                Some("airgap") => Network::Airgap,
                _ => Network::Direct,
            },
            driver: driver(choices),
            kernel: version("kernel").and_then(|text| text.parse().ok()),
            modules: match choices.get("modules") {
                Some("open") => Modules::Open,
                Some("proprietary") => Modules::Proprietary,
                _ => Modules::Auto,
            },
            gpu: super::gpu::of(choices.get("gpu").unwrap_or_default()),
        }
    }

    pub(crate) fn yes(&self, name: &str) -> bool {
        self.choices.get(name) == Some("yes")
    }

    pub(crate) fn packages(&self) -> Packages {
        self.system.map_or(Packages::None, |system| system.packages)
    }

    pub(crate) fn is(&self, os: &str) -> bool {
        self.system.is_some_and(|system| system.os == os)
    }

    /// Docker, rootful or rootless, of a Linux that the recipes configure.
    pub(crate) fn runs_dockerd(&self) -> bool {
        matches!(self.engine, Engine::Docker | Engine::Rootless)
    }

    /// The engine is known to be older than a version. An engine not yet installed is new.
    pub(crate) fn engine_older_than(&self, version: &'static str) -> bool {
        self.engine_version.as_ref().is_some_and(|have| *have < EngineVersion::of(version))
    }

    /// What was asked for this answer, or its default.
    pub(crate) fn answer(&self, name: &str, default: &'a str) -> &'a str {
        self.choices.get(name).unwrap_or(default)
    }

    /// The public mirror that was chosen.
    pub(crate) fn public_mirror(&self) -> Option<&'static Mirror> {
        self.choices
            .get("mirror-site")
            .filter(|_| self.network == Network::Mirror)
            .and_then(mirror::public)
    }

    /// The GPUs asked for, where that is not all of them.
    pub(crate) fn some_gpus(&self) -> Option<&'a str> {
        self.choices.get("gpus").map(str::trim).filter(|gpus| !gpus.is_empty() && *gpus != "all")
    }

    /// Whose driver numbers count: under WSL those of Windows.
    pub(crate) fn platform(&self) -> Platform {
        if self.windows.is_some() { Platform::Windows } else { Platform::Linux }
    }

    /// `x86_64` or `sbsa`: how NVIDIA's repositories call the processor.
    pub(crate) fn cuda_architecture(&self) -> &'static str {
        if self.architecture == Architecture::X86 { "x86_64" } else { "sbsa" }
    }
}

fn engine(choices: &Choices, windows: bool) -> Engine {
    match choices.get("engine") {
        Some("docker-desktop") => Engine::Desktop,
        Some("rootless") => Engine::Rootless,
        Some("podman") => Engine::Podman,
        Some("containerd") => Engine::Containerd,
        Some("snap") => Engine::Snap,
        None if windows => Engine::Desktop,
        _ => Engine::Docker,
    }
}

fn driver(choices: &Choices) -> Driver {
    match choices.get("driver") {
        Some("none") => Driver::Absent,
        Some(text) => leading_version(text)
            .and_then(|text| text.parse().ok())
            .map_or(Driver::Unknown, Driver::Installed),
        None => Driver::Unknown,
    }
}

/// The version at the start of what was typed: `6.8.0` of `6.8.0-45-generic`.
fn leading_version(text: &str) -> Option<&str> {
    let text = text.trim().trim_start_matches(['v', 'V']);
    let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.');
    let version = text.get(..end.unwrap_or(text.len()))?.trim_end_matches('.');
    (!version.is_empty()).then_some(version)
}

/// System and release of a distribution inside WSL.
fn wsl(distribution: &str) -> (&str, &str) {
    match distribution.split_once('-') {
        Some(("ubuntu", release)) => ("ubuntu", release),
        _ if distribution == "debian" => ("debian", "13"),
        _ => ("other", ""),
    }
}

/// The row of a release; for one the rules do not know, the last row of that system, and whether that
/// was so. A release that was not answered is no unknown one.
fn find(os: &str, release: &str) -> (Option<&'static System>, bool) {
    let rows = || SYSTEMS.iter().filter(|system| system.os == os);
    let point = |system: &&System| {
        system.release == release
            || release.strip_prefix(system.release).is_some_and(|rest| rest.starts_with('.'))
    };
    if let Some(system) = rows().find(point) {
        return (Some(system), false);
    }
    (rows().next_back(), !release.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_of_the_form_are_rows() {
        for question in super::super::question::questions() {
            let super::super::question::Answer::Version(releases) = question.answer else {
                continue;
            };
            for os in super::super::question::SYSTEMS.iter().filter(|os| **os != "windows") {
                let choices = Choices::default().with("os", os);
                for release in releases(&choices) {
                    let found = find(os, release);
                    assert_eq!(found.0.map(|system| system.release), Some(*release), "{os}");
                }
            }
        }
    }

    #[test]
    fn a_point_release_is_its_release() {
        assert_eq!(find("rocky", "9.7").0.map(|system| system.release), Some("9"));
        assert!(!find("debian", "12.11").1);
        assert!(find("ubuntu", "25.10").1);
        assert!(find("plan9", "4").0.is_none());
    }

    #[test]
    fn versions_are_read_from_the_front() {
        assert_eq!(leading_version("6.8.0-45-generic"), Some("6.8.0"));
        assert_eq!(leading_version(" v2.40.3"), Some("2.40.3"));
        assert_eq!(leading_version("none"), None);
        assert_eq!(leading_version("é"), None);
    }
}
