//! The NVIDIA Container Toolkit: repository and packages.

use super::{address, apt, source, step};
use crate::plan::{
    Step,
    machine::{Architecture, Engine, Machine, Network, Packages},
    quote,
};

const OFFICIAL: &str = "https://nvidia.github.io/libnvidia-container";
const KEYRING: &str = "/usr/share/keyrings/nvidia-container-toolkit-keyring.gpg";
/// The name NVIDIA's own instructions use, so that following them later replaces this file instead of
/// standing beside it.
const LIST: &str = "/etc/apt/sources.list.d/nvidia-container-toolkit.list";
const REPO: &str = "/etc/yum.repos.d/nvidia-container-toolkit.repo";

/// The four packages of one version. Since 1.18 their versions must match exactly.
pub const PACKAGES: &[&str] = &[
    "nvidia-container-toolkit",
    "nvidia-container-toolkit-base",
    "libnvidia-container-tools",
    "libnvidia-container1",
];

/// Repository and packages, by the package manager of the machine.
pub(crate) fn steps(machine: &Machine<'_>) -> Vec<Step> {
    match machine.packages() {
        Packages::Apt => apt_steps(machine),
        Packages::Dnf4 | Packages::Dnf5 | Packages::Tdnf => dnf_steps(machine),
        Packages::Zypper => zypper_steps(machine),
        Packages::Pacman => vec![
            step("toolkit", &source::ARCH)
                .gap("packages", "nvidia-container-toolkit")
                .run("sudo pacman -S --needed --noconfirm nvidia-container-toolkit")
                .check("nvidia-ctk --version")
                .undo("sudo pacman -R --noconfirm nvidia-container-toolkit"),
        ],
        Packages::Nix | Packages::None => Vec::new(),
    }
}

/// Address of the repository, over the mirror or cache that was named.
fn base(machine: &Machine<'_>) -> String {
    match (machine.network, machine.public_mirror()) {
        (Network::Mirror, Some(mirror)) => mirror.toolkit.unwrap_or(OFFICIAL).to_owned(),
        (Network::Mirror, None) => address(machine.answer("mirror-toolkit", OFFICIAL)),
        _ => OFFICIAL.to_owned(),
    }
}

fn apt_steps(machine: &Machine<'_>) -> Vec<Step> {
    vec![apt_repository(machine), apt_packages(machine)]
}

pub(super) fn apt_repository(machine: &Machine<'_>) -> Step {
    let base = base(machine);
    let key = quote::bash(&format!("{base}/gpgkey"));
    let source_address = super::network::cached(machine, &base);
    let line = format!("deb [signed-by={KEYRING}] {source_address}/stable/deb/$(ARCH) /");
    step("toolkit-repository", &source::TOOLKIT)
        .gap("address", &base)
        .run(apt::PREREQUISITES)
        .run(format!("curl -fsSL {key} | sudo gpg --dearmor --yes -o {KEYRING}"))
        .write(LIST, &line)
        .run("sudo apt-get update")
        .check(format!("gpg --show-keys --with-colons {KEYRING} | grep -c C95B321B61E88C1809C4F759DDCAE044F796ECB0"))
        .expect("1")
        .undo(format!("sudo rm -f {KEYRING}\nsudo apt-get update"))
}

fn apt_packages(machine: &Machine<'_>) -> Step {
    let names = wanted(machine, '=');
    let all = PACKAGES.join(" ");
    finish(
        step("toolkit", &source::TOOLKIT).run(apt::install(&names)).undo(apt::purge(&all)),
        &names,
    )
}

/// What is installed: unpinned the one package that pulls the others, pinned all four.
fn wanted(machine: &Machine<'_>, separator: char) -> String {
    let cdi_only = matches!(machine.engine, Engine::Podman);
    match &machine.toolkit_version {
        Some(version) => {
            let version = version.as_str();
            let pinned = |name: &&str| format!("{name}{separator}{version}-1");
            PACKAGES.iter().map(pinned).collect::<Vec<_>>().join(" ")
        }
        None if cdi_only => "nvidia-container-toolkit-base".to_owned(),
        None => "nvidia-container-toolkit".to_owned(),
    }
}

fn finish(step: Step, names: &str) -> Step {
    step.gap("packages", names).check("nvidia-ctk --version")
}

fn dnf_steps(machine: &Machine<'_>) -> Vec<Step> {
    let base = base(machine);
    let dnf = if machine.packages() == Packages::Tdnf { "tdnf" } else { "dnf" };
    let names = wanted(machine, '-');
    let all = PACKAGES.join(" ");
    vec![
        rpm_repository(&base),
        finish(
            step("toolkit", &source::TOOLKIT)
                .run(format!("sudo {dnf} install -y {names}"))
                .undo(format!("sudo {dnf} remove -y {all}")),
            &names,
        ),
    ]
}

/// The repository file, as NVIDIA publishes it: the index is signed, the packages are not.
pub(super) fn rpm_repository(base: &str) -> Step {
    step("toolkit-repository", &source::TOOLKIT)
        .gap("address", base)
        .write(REPO, &repository_file(base))
        .check(format!("grep -c '^repo_gpgcheck=1' {REPO}"))
        .expect("1")
}

/// Official or mirror address of the rpm repository.
pub(super) fn rpm_base(machine: &Machine<'_>) -> String {
    base(machine)
}

fn repository_file(base: &str) -> String {
    format!(
        "[nvidia-container-toolkit]\n\
         name=nvidia-container-toolkit\n\
         baseurl={base}/stable/rpm/$basearch\n\
         repo_gpgcheck=1\n\
         gpgcheck=0\n\
         enabled=1\n\
         gpgkey={base}/gpgkey\n\
         sslverify=1\n"
    )
}

fn zypper_steps(machine: &Machine<'_>) -> Vec<Step> {
    let base = base(machine);
    let names = wanted(machine, '-');
    let path = "/etc/zypp/repos.d/nvidia-container-toolkit.repo";
    vec![
        step("toolkit-repository", &source::TOOLKIT)
            .gap("address", &base)
            .write(path, &repository_file(&base))
            .run("sudo zypper --non-interactive --gpg-auto-import-keys refresh nvidia-container-toolkit")
            .check("zypper lr nvidia-container-toolkit"),
        finish(
            step("toolkit", &source::TOOLKIT)
                .run(format!("sudo zypper --non-interactive install {names}"))
                .undo(super::zypper::remove(&PACKAGES.join(" "))),
            &names,
        ),
    ]
}

/// `NixOS` declares what it is; nothing is installed by hand.
pub(super) fn nixos(machine: &Machine<'_>) -> Step {
    let open = !machine.gpu.needs_proprietary();
    let engine = match machine.engine {
        Engine::Podman => "virtualisation.podman.enable = true;",
        Engine::Rootless => "virtualisation.docker.rootless.enable = true;",
        _ => "virtualisation.docker.enable = true;",
    };
    // nixpkgs keeps the last branch of each dropped generation.
    let (arguments, package) = match machine.gpu.last_branch() {
        Some(branch) => (
            "config, ...",
            format!(
                "hardware.nvidia.package = config.boot.kernelPackages.nvidiaPackages.legacy_{branch};\n  "
            ),
        ),
        None => ("...", String::new()),
    };
    let text = format!(
        "{{ {arguments} }}:\n{{\n  nixpkgs.config.allowUnfree = true;\n  hardware.graphics.enable = true;\n  \
         services.xserver.videoDrivers = [ \"nvidia\" ];\n  {package}hardware.nvidia.open = {open};\n  \
         hardware.nvidia-container-toolkit.enable = true;\n  {engine}\n}}\n"
    );
    let quoted = quote::bash(text.trim_end());
    let path = "/etc/nixos/gpudock.nix";
    step("nixos-module", &source::NIXPKGS)
        .run(format!("printf '%s\\n' {quoted} | sudo tee {path} >/dev/null"))
        .look("grep -n 'gpudock.nix' /etc/nixos/configuration.nix || echo 'imports = [ ./gpudock.nix ];'")
        .run("sudo nixos-rebuild switch")
        .check("nvidia-ctk cdi list")
        .expect("nvidia.com/gpu=all")
        .undo(format!("sudo rm -f {path}"))
        .file(path, Some("root:root 0644"), text)
}

/// Systems without packages: what can be looked at, and where their own documentation goes on.
pub(super) fn pointer(machine: &Machine<'_>) -> Vec<Step> {
    if machine.is("flatcar") {
        return vec![
            step("flatcar", &source::FLATCAR)
                .look("cat /etc/flatcar/enabled-sysext.conf")
                .check("nvidia-smi"),
        ];
    }
    if machine.architecture == Architecture::Jetson {
        return vec![super::verify::identify()];
    }
    vec![super::verify::identify(), super::verify::engine(machine)]
}
