//! The NVIDIA driver of a Linux host, one recipe a distribution.

use super::{apt, back_up, restore, source, step};
use crate::{
    fact::Source,
    plan::{
        After, Step,
        machine::{Architecture, Driver, Machine, Modules, Packages, System},
    },
};

const REPOSITORIES: &str = "https://developer.download.nvidia.com/compute/cuda/repos";

/// Installs the driver where none is known to be there, or only looks at the one that is.
pub(super) fn steps(machine: &Machine<'_>) -> Vec<Step> {
    let Some(system) = machine.system else { return Vec::new() };
    if machine.architecture == Architecture::Jetson {
        return Vec::new();
    }
    let mut steps = match machine.driver {
        Driver::Installed(_) => Vec::new(),
        Driver::Unknown | Driver::Absent => install(machine, system),
    };
    steps.push(look());
    steps
}

fn look() -> Step {
    step("driver-check", &crate::compat::sources::CAPTURES)
        .look("nvidia-smi")
        .expect("Driver Version")
}

/// Whether the machine wants the proprietary modules: asked for, or too old for the open ones.
pub(super) fn proprietary(machine: &Machine<'_>) -> bool {
    machine.modules == Modules::Proprietary && !machine.gpu.needs_open()
        || machine.gpu.needs_proprietary()
}

fn install(machine: &Machine<'_>, system: &System) -> Vec<Step> {
    let mut steps = match system.os {
        "ubuntu" | "mint" => vec![ubuntu()],
        "pop-os" => vec![simple(
            &source::POP_OS,
            "sudo apt-get update\nsudo apt-get install -y system76-driver-nvidia",
            "sudo apt-get remove -y system76-driver-nvidia",
        )],
        "debian" => debian(machine, system),
        "rhel" | "rocky" | "alma" | "oracle" | "centos-stream" => enterprise(machine, system),
        "fedora" => fedora(machine, system),
        "opensuse" | "sles" => suse(machine, system),
        "amazon" => amazon(),
        "azure-linux" => vec![simple(
            &source::DRIVER,
            "sudo tdnf install -y azurelinux-repos-extended\nsudo tdnf install -y nvidia-open",
            "sudo tdnf remove -y nvidia-open",
        )],
        "arch" => vec![simple(
            &source::ARCH,
            "sudo pacman -S --needed --noconfirm nvidia-open nvidia-utils",
            "sudo pacman -R --noconfirm nvidia-open nvidia-utils",
        )],
        _ => Vec::new(),
    };
    if machine.choices.get("secure-boot") == Some("enabled") && builds_modules(system) {
        // One restart for both: the driver cannot answer before its key is known.
        for step in &mut steps {
            step.after = After::Nothing;
        }
        steps.push(enroll(system));
    }
    steps
}

/// The step every distribution shares: skipped where a driver answers, a restart afterwards.
fn driver(source: &'static Source) -> Step {
    step("driver", source).unless("nvidia-smi >/dev/null 2>&1").after(After::Reboot)
}

fn simple(source: &'static Source, install: &str, remove: &str) -> Step {
    driver(source).run(install).undo(remove)
}

/// Ubuntu's own packages: modules built and signed by Canonical, and the tool picks the branch that
/// fits the GPU.
fn ubuntu() -> Step {
    driver(&source::UBUNTU_DRIVERS)
        .run("sudo apt-get update\nsudo apt-get install -y ubuntu-drivers-common")
        .look("sudo ubuntu-drivers list")
        .run("sudo ubuntu-drivers install")
        .undo("sudo apt-get remove -y --autoremove 'nvidia-driver-*' 'linux-modules-nvidia-*'")
}

/// Address of the package that adds NVIDIA's repository to apt, for `debian12` and `x86_64`.
pub fn cuda_keyring(folder: &str, architecture: &str) -> String {
    format!("{REPOSITORIES}/{folder}/{architecture}/cuda-keyring_1.1-1_all.deb")
}

/// Debian's own driver is the 535 or 550 branch: right for GPUs before Turing, too old for CUDA 13.
fn debian(machine: &Machine<'_>, system: &System) -> Vec<Step> {
    let headers = if machine.architecture == Architecture::Arm {
        "linux-headers-arm64"
    } else {
        "linux-headers-amd64"
    };
    let Some(folder) = system.cuda.filter(|_| !proprietary(machine)) else {
        return vec![debian_components(system), debian_own(headers)];
    };
    let architecture = machine.cuda_architecture();
    let url = cuda_keyring(folder, architecture);
    vec![
        debian_components(system),
        step("driver-repository", &source::DRIVER)
            .gap("address", REPOSITORIES)
            .unless("nvidia-smi >/dev/null 2>&1")
            .run(apt::PREREQUISITES)
            .run(format!(
                "curl -fsSL -o /tmp/cuda-keyring.deb {url}\nsudo dpkg -i /tmp/cuda-keyring.deb\nrm -f /tmp/cuda-keyring.deb"
            ))
            .run("sudo apt-get update")
            .check("apt-cache policy nvidia-open")
            .undo("sudo apt-get purge -y cuda-keyring"),
        driver(&source::DRIVER)
            .run(format!("sudo apt-get install -y {headers} nvidia-open"))
            .undo("sudo apt-get remove -y --autoremove nvidia-open"),
    ]
}

/// `contrib` and its like, in whichever of the two forms the sources have.
fn debian_components(system: &System) -> Step {
    let (deb822, list) = ("/etc/apt/sources.list.d/debian.sources", "/etc/apt/sources.list");
    // Firmware has a component of its own since Debian 12.
    let all = if system.release == "11" {
        "main contrib non-free"
    } else {
        "main contrib non-free non-free-firmware"
    };
    step("debian-components", &source::DEBIAN_PACKAGES)
        .unless("nvidia-smi >/dev/null 2>&1")
        .run(back_up(deb822))
        .run(back_up(list))
        .run(format!(
            "if [ -e {deb822} ]; then sudo sed -i -E 's/^Components:.*/Components: {all}/' {deb822}; fi"
        ))
        .run(format!(
            "if [ -e {list} ]; then sudo sed -i -E '/^deb /s/ main( .*)?$/ {all}/' {list}; fi"
        ))
        .run("sudo apt-get update")
        .check("apt-cache policy nvidia-driver")
        .undo(restore(deb822))
        .undo(restore(list))
}

fn debian_own(headers: &str) -> Step {
    driver(&source::DEBIAN_PACKAGES)
        .run(format!("sudo apt-get install -y {headers} nvidia-driver firmware-misc-nonfree"))
        .undo("sudo apt-get remove -y --autoremove nvidia-driver")
}

fn enterprise(machine: &Machine<'_>, system: &System) -> Vec<Step> {
    let Some(folder) = system.cuda else { return Vec::new() };
    let major = system.release;
    let architecture = machine.cuda_architecture();
    let url = format!("{REPOSITORIES}/{folder}/{architecture}/cuda-{folder}.repo");
    let builder = builder_repository(system.os, major, machine.architecture);
    let headers = if major == "8" {
        "sudo dnf install -y \"kernel-devel-$(uname -r)\" kernel-headers"
    } else {
        "sudo dnf install -y kernel-devel-matched kernel-headers"
    };
    let install = match (major, proprietary(machine)) {
        ("10", false) => "sudo dnf install -y nvidia-open".to_owned(),
        ("10", true) => "sudo dnf install -y cuda-drivers-580".to_owned(),
        (_, false) => {
            "sudo dnf module enable -y nvidia-driver:open-dkms\nsudo dnf install -y nvidia-open"
                .to_owned()
        }
        (_, true) => "sudo dnf module install -y nvidia-driver:580-dkms".to_owned(),
    };
    vec![
        step("driver-repository", &source::DRIVER)
            .gap("address", REPOSITORIES)
            .unless("nvidia-smi >/dev/null 2>&1")
            .run("sudo dnf install -y dnf-plugins-core")
            .run(builder)
            .run(headers)
            .run(format!("sudo dnf config-manager --add-repo {url}\nsudo dnf clean expire-cache"))
            .check(format!("dnf repolist --all | grep -i cuda-{folder}"))
            .undo(format!("sudo rm -f /etc/yum.repos.d/cuda-{folder}.repo")),
        driver(&source::DRIVER)
            .run(install)
            .undo("sudo dnf remove -y 'nvidia-driver*' 'kmod-nvidia*'"),
    ]
}

/// EPEL and the repository of build dependencies, which each rebuild names otherwise.
///
/// Source: EPEL, "Getting started"; for Oracle Linux the repository files of 8 and 9 in public build scripts
/// that enable `ol8_codeready_builder` and `ol9_codeready_builder`; read 2026-11-21; seen. 10: derived.
fn builder_repository(os: &str, major: &str, architecture: Architecture) -> String {
    let machine = if architecture == Architecture::X86 { "x86_64" } else { "aarch64" };
    match (os, major) {
        ("rhel", _) => format!(
            "sudo dnf install -y https://dl.fedoraproject.org/pub/epel/epel-release-latest-{major}.noarch.rpm\n\
             sudo subscription-manager repos --enable codeready-builder-for-rhel-{major}-{machine}-rpms"
        ),
        ("oracle", _) => format!(
            "sudo dnf install -y oracle-epel-release-el{major}\n\
             sudo dnf config-manager --set-enabled ol{major}_codeready_builder"
        ),
        (_, "8") => {
            "sudo dnf install -y epel-release\nsudo dnf config-manager --set-enabled powertools"
                .to_owned()
        }
        _ => {
            "sudo dnf install -y epel-release\nsudo dnf config-manager --set-enabled crb".to_owned()
        }
    }
}

/// NVIDIA's repository where it serves the release and the GPU, else RPM Fusion.
fn fedora(machine: &Machine<'_>, system: &System) -> Vec<Step> {
    let architecture = machine.cuda_architecture();
    if let Some(folder) = system.cuda.filter(|_| !proprietary(machine)) {
        let url = format!("{REPOSITORIES}/{folder}/{architecture}/cuda-{folder}.repo");
        return vec![
            step("driver-repository", &source::DRIVER)
                .gap("address", REPOSITORIES)
                .unless("nvidia-smi >/dev/null 2>&1")
                .run(format!("sudo dnf config-manager addrepo --overwrite --from-repofile={url}"))
                .run("sudo dnf install -y kernel-devel-matched kernel-headers")
                .check(format!("dnf repolist --all | grep -i cuda-{folder}"))
                .undo(format!("sudo rm -f /etc/yum.repos.d/cuda-{folder}.repo")),
            driver(&source::DRIVER)
                .run("sudo dnf install -y nvidia-open")
                .undo("sudo dnf remove -y nvidia-open"),
        ];
    }
    let suffix = if proprietary(machine) { "-580xx" } else { "" };
    vec![
        step("driver-repository", &source::RPMFUSION)
            .gap("address", "https://mirrors.rpmfusion.org")
            .unless("nvidia-smi >/dev/null 2>&1")
            .run(
                "fedora=$(rpm -E %fedora)\nfor part in free nonfree; do\n    sudo dnf install -y \
                 \"https://mirrors.rpmfusion.org/$part/fedora/rpmfusion-$part-release-$fedora.noarch.rpm\"\ndone",
            )
            .check("dnf repolist | grep rpmfusion")
            .undo("sudo dnf remove -y rpmfusion-free-release rpmfusion-nonfree-release"),
        driver(&source::RPMFUSION)
            .run(format!("sudo dnf install -y akmod-nvidia{suffix} xorg-x11-drv-nvidia{suffix}-cuda"))
            .check("modinfo -F version nvidia")
            .undo(format!("sudo dnf remove -y akmod-nvidia{suffix} xorg-x11-drv-nvidia{suffix}-cuda")),
    ]
}

fn suse(machine: &Machine<'_>, system: &System) -> Vec<Step> {
    let folder = match (system.os, system.release) {
        ("opensuse", "tumbleweed") => "opensuse/tumbleweed",
        ("opensuse", "16.0") => "opensuse/leap/16.0",
        ("opensuse", _) => "opensuse/leap/15.6",
        (_, "16") => "suse/sle16",
        _ => "suse/sle15sp7",
    };
    let url = format!("https://download.nvidia.com/{folder}/");
    let (modules, installed, utilities) = if proprietary(machine) {
        ("nvidia-driver-G06-kmp-meta", "nvidia-driver-G06-kmp*", "nvidia-compute-utils-G06")
    } else {
        (
            "nvidia-open-driver-G07-signed-kmp-meta",
            "nvidia-open-driver-G07-signed*kmp*",
            "nvidia-compute-utils-G07",
        )
    };
    let install = "sudo zypper --non-interactive install --auto-agree-with-licenses";
    vec![
        step("driver-repository", &source::SUSE_DRIVERS)
            .gap("address", &url)
            .unless("nvidia-smi >/dev/null 2>&1")
            .run(format!(
                "zypper lr nvidia >/dev/null 2>&1 || sudo zypper addrepo --refresh {url} nvidia"
            ))
            .run("sudo zypper --non-interactive --gpg-auto-import-keys refresh nvidia")
            .check("zypper lr nvidia")
            .undo("sudo zypper removerepo nvidia"),
        driver(&source::SUSE_DRIVERS)
            .run(format!("{install} {modules}"))
            // The modules come from the distribution too, and may be behind the newest utilities.
            .run(format!(
                "version=$(rpm -qa --queryformat '%{{VERSION}}\\n' '{installed}' | cut -d _ -f 1 | sort -u | tail -n 1)\n\
                 {install} \"{utilities} == $version\""
            ))
            .undo(super::zypper::remove(&format!("{modules} {utilities}"))),
    ]
}

fn amazon() -> Vec<Step> {
    vec![
        step("driver-repository", &source::DRIVER)
            .gap("address", "amazonlinux-nvidia")
            .unless("nvidia-smi >/dev/null 2>&1")
            .run("sudo dnf install -y \"kernel-devel-$(uname -r)\" \"kernel-modules-extra-$(uname -r)\"")
            .run("sudo dnf install -y nvidia-release")
            .check("dnf repolist | grep -i nvidia")
            .undo("sudo dnf remove -y nvidia-release"),
        driver(&source::DRIVER)
            .run("sudo dnf install -y nvidia-open")
            .undo("sudo dnf remove -y nvidia-open"),
    ]
}

/// Whether the recipe builds modules on the machine, which Secure Boot refuses until their key is known.
pub(super) fn builds_modules(system: &System) -> bool {
    !matches!(system.os, "ubuntu" | "mint" | "pop-os" | "opensuse" | "sles" | "nixos")
}

/// The key of modules built on the machine. mokutil asks for a password that the firmware wants once.
fn enroll(system: &System) -> Step {
    let (make, key) = if system.packages == Packages::Dnf5 && system.cuda.is_none() {
        ("sudo kmodgenca -a\n", "/etc/pki/akmods/certs/public_key.der")
    } else {
        ("", "/var/lib/dkms/mok.pub")
    };
    step("secure-boot-key", &source::DRIVER)
        .unless("nvidia-smi >/dev/null 2>&1")
        .run(format!("{make}sudo mokutil --import {key}"))
        .check("mokutil --sb-state")
        .after(After::Reboot)
}

/// Keeps the GPU initialised between containers.
pub(super) fn persistence(machine: &Machine<'_>) -> Option<Step> {
    (machine.yes("persistence") && machine.windows.is_none()).then(|| {
        step("persistence", &source::DRIVER)
            .run("sudo systemctl enable --now nvidia-persistenced")
            .check("nvidia-smi --query-gpu=persistence_mode --format=csv,noheader")
            .expect("Enabled")
            .undo("sudo systemctl disable --now nvidia-persistenced")
    })
}
