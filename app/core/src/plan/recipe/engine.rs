//! Docker Engine, Podman and containerd: where they come from.

use super::{address, apt, source, step};
use crate::plan::{
    After, Step,
    machine::{DockerFrom, Engine, Machine, Network, Packages, System},
    quote,
};

const OFFICIAL: &str = "https://download.docker.com";
pub(super) const DOCKER_PACKAGES: &str =
    "docker-ce docker-ce-cli containerd.io docker-buildx-plugin docker-compose-plugin";
const KEYRING: &str = "/etc/apt/keyrings/docker.asc";
const SOURCES: &str = "/etc/apt/sources.list.d/docker.sources";

/// Installs the engine that was asked for. One that is there already (its version was answered) stays.
pub(crate) fn steps(machine: &Machine<'_>) -> Vec<Step> {
    let Some(system) = machine.system else { return Vec::new() };
    if machine.engine_version.is_some() {
        return Vec::new();
    }
    match machine.engine {
        Engine::Docker | Engine::Rootless => docker(machine, system),
        Engine::Podman => distribution_package(machine, "podman", "podman"),
        Engine::Containerd => docker_or_containerd(machine, system),
        Engine::Desktop | Engine::Snap => Vec::new(),
    }
}

fn docker(machine: &Machine<'_>, system: &System) -> Vec<Step> {
    match (system.docker, system.packages) {
        (DockerFrom::Docker(folder), Packages::Apt) => vec![
            old_packages(
                "docker.io docker-compose docker-compose-v2 docker-doc podman-docker containerd runc",
            ),
            apt_repository(machine, system, folder),
            docker_packages(apt::install(DOCKER_PACKAGES), apt::purge(DOCKER_PACKAGES)),
            group(machine),
        ],
        (DockerFrom::Docker(folder), _) => vec![
            dnf_repository(machine, folder),
            docker_packages(
                format!(
                    "sudo dnf install -y --allowerasing {DOCKER_PACKAGES}\nsudo systemctl enable --now docker"
                ),
                format!("sudo dnf remove -y {DOCKER_PACKAGES}"),
            ),
            group(machine),
        ],
        (DockerFrom::Distribution(packages), _) => {
            let names = packages.join(" ");
            let mut steps = distribution_package(machine, &names, "dockerd");
            for step in &mut steps {
                step.commands.push(super::bash("sudo systemctl enable --now docker", true));
            }
            steps.push(group(machine));
            steps
        }
        (DockerFrom::Nowhere, _) => Vec::new(),
    }
}

fn docker_packages(install: String, remove: String) -> Step {
    step("engine", &source::DOCKER)
        .gap("packages", DOCKER_PACKAGES)
        .unless("command -v dockerd >/dev/null 2>&1")
        .run(install)
        .check("sudo docker version --format '{{.Server.Version}}'")
        .undo(remove)
}

/// Packages that hold the same files. Only those installed are named, for apt refuses unknown names.
fn old_packages(names: &str) -> Step {
    step("engine-old-packages", &source::DOCKER)
        .gap("packages", names)
        .unless("command -v dockerd >/dev/null 2>&1")
        .run(apt::remove(names))
}

/// Address of Docker's repository, over the mirror that was named.
fn base(machine: &Machine<'_>) -> String {
    match (machine.network, machine.public_mirror()) {
        (Network::Mirror, Some(mirror)) => mirror.docker.to_owned(),
        (Network::Mirror, None) => address(machine.answer("mirror", OFFICIAL)),
        _ => OFFICIAL.to_owned(),
    }
}

pub(super) fn apt_repository(machine: &Machine<'_>, system: &System, folder: &str) -> Step {
    let base = base(machine);
    let key = quote::bash(&format!("{base}/linux/{folder}/gpg"));
    let cached = super::network::cached(machine, &base);
    let suite = system.codename.unwrap_or("stable");
    let text = format!(
        "Types: deb\nURIs: {cached}/linux/{folder}\nSuites: {suite}\nComponents: stable\n\
         Signed-By: {KEYRING}\n"
    );
    step("engine-repository", &source::DOCKER)
        .gap("address", &base)
        .unless("command -v dockerd >/dev/null 2>&1")
        .run(apt::PREREQUISITES)
        .run("sudo install -d -m 0755 /etc/apt/keyrings")
        .run(format!("curl -fsSL {key} | sudo tee {KEYRING} >/dev/null"))
        // Older instructions wrote docker.list, which would name the same repository a second time.
        .run("sudo rm -f /etc/apt/sources.list.d/docker.list")
        .write(SOURCES, &text)
        .run("sudo apt-get update")
        .check("apt-cache policy docker-ce")
        .undo(format!("sudo rm -f {KEYRING}\nsudo apt-get update"))
}

pub(super) fn dnf_repository(machine: &Machine<'_>, folder: &str) -> Step {
    let path = "/etc/yum.repos.d/docker-ce.repo";
    let base = base(machine);
    let file = quote::bash(&format!("{base}/linux/{folder}/docker-ce.repo"));
    let add = if machine.packages() == Packages::Dnf5 {
        format!("sudo dnf config-manager addrepo --overwrite --from-repofile={file}")
    } else {
        format!("sudo dnf config-manager --add-repo {file}")
    };
    let mut added = step("engine-repository", &source::DOCKER)
        .gap("address", &base)
        .unless("command -v dockerd >/dev/null 2>&1")
        .run("sudo dnf install -y dnf-plugins-core")
        .run(add);
    if base != OFFICIAL {
        // The file names Docker's own host, whoever serves it.
        let replace = quote::bash(&format!("s#{OFFICIAL}#{}#g", base.replace('#', "%23")));
        added = added.run(format!("sudo sed -i {replace} {path}"));
    }
    added.check("dnf repolist docker-ce-stable").undo(format!("sudo rm -f {path}"))
}

/// A package of the distribution's own.
fn distribution_package(machine: &Machine<'_>, names: &str, program: &str) -> Vec<Step> {
    let (install, remove) = match machine.packages() {
        Packages::Apt => {
            (format!("sudo apt-get update\n{}", apt::install(names)), apt::remove(names))
        }
        Packages::Dnf4 | Packages::Dnf5 => {
            (format!("sudo dnf install -y {names}"), format!("sudo dnf remove -y {names}"))
        }
        Packages::Tdnf => {
            (format!("sudo tdnf install -y {names}"), format!("sudo tdnf remove -y {names}"))
        }
        Packages::Zypper => {
            (format!("sudo zypper --non-interactive install {names}"), super::zypper::remove(names))
        }
        Packages::Pacman => (
            format!("sudo pacman -S --needed --noconfirm {names}"),
            format!("sudo pacman -R --noconfirm {names}"),
        ),
        Packages::Nix | Packages::None => return Vec::new(),
    };
    let source =
        if machine.engine == Engine::Podman { &source::PODMAN_INSTALL } else { &source::DOCKER };
    vec![
        step("engine", source)
            .gap("packages", names)
            .unless(format!("command -v {program} >/dev/null 2>&1"))
            .run(install)
            .undo(remove)
            .check(format!("command -v {program}")),
    ]
}

/// containerd for nerdctl: Docker's package of it where Docker has a repository.
fn docker_or_containerd(machine: &Machine<'_>, system: &System) -> Vec<Step> {
    let package = |install: String, remove: String| {
        step("engine", &source::DOCKER)
            .gap("packages", "containerd.io")
            .unless("command -v containerd >/dev/null 2>&1")
            .run(install)
            .check("containerd --version")
            .undo(remove)
    };
    match (system.docker, system.packages) {
        (DockerFrom::Docker(folder), Packages::Apt) => vec![
            apt_repository(machine, system, folder),
            package(apt::install("containerd.io"), apt::remove("containerd.io")),
        ],
        (DockerFrom::Docker(folder), _) => vec![
            dnf_repository(machine, folder),
            package(
                "sudo dnf install -y containerd.io\nsudo systemctl enable --now containerd"
                    .to_owned(),
                "sudo dnf remove -y containerd.io".to_owned(),
            ),
        ],
        _ => distribution_package(machine, "containerd", "containerd"),
    }
}

/// Use without sudo. The group is as powerful as root, so it is a step of its own that can be left out.
fn group(machine: &Machine<'_>) -> Step {
    if machine.engine == Engine::Rootless {
        return super::rootless::disable_rootful();
    }
    step("engine-group", &source::DOCKER)
        .unless("id -nG \"$(id -un)\" | grep -qw docker")
        .run("sudo usermod -aG docker \"$(id -un)\"")
        .check("id -nG \"$(id -un)\"")
        .expect("docker")
        .undo("sudo gpasswd -d \"$(id -un)\" docker")
        .after(After::LogIn)
}
