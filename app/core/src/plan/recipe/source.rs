//! Where the commands were read.

use crate::fact::Source;

macro_rules! sources {
    ($($name:ident = $id:literal, $title:literal, $url:literal;)*) => {
        $(pub(crate) static $name: Source = Source { id: $id, title: $title, url: Some($url) };)*
        /// Every source of a step or a conflict, besides those of the knowledge base.
        pub static ALL: &[&Source] = &[$(&$name),*];
    };
}

sources! {
    TOOLKIT = "toolkit-install-guide", "Installing the NVIDIA Container Toolkit, 2026-08-13",
        "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/install-guide.html";
    CDI = "toolkit-cdi-support", "NVIDIA Container Toolkit: Support for Container Device Interface, 2026-08-21",
        "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/cdi-support.html";
    PLATFORMS = "toolkit-platforms", "NVIDIA Container Toolkit: Platform support, 2026-08",
        "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/supported-platforms.html";
    TOOLKIT_TROUBLE = "toolkit-troubleshooting", "NVIDIA Container Toolkit: Troubleshooting, 2026-08-21",
        "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/troubleshooting.html";
    DRIVER = "driver-installation-guide", "NVIDIA Driver Installation Guide, releases 610 and 620",
        "https://docs.nvidia.com/datacenter/tesla/driver-installation-guide/";
    LIFECYCLE = "driver-lifecycle", "NVIDIA data center drivers: supported drivers and lifecycle",
        "https://docs.nvidia.com/datacenter/tesla/drivers/";
    MATRIX = "architecture-matrix", "CUDA toolkit, driver and architecture matrix, edition 580",
        "https://docs.nvidia.com/datacenter/tesla/drivers/cuda-toolkit-driver-and-architecture-matrix.html";
    UBUNTU_DRIVERS = "ubuntu-server-nvidia", "Ubuntu Server documentation: NVIDIA drivers installation, 2026-06-25",
        "https://documentation.ubuntu.com/server/how-to/graphics/install-nvidia-drivers/";
    SUSE_DRIVERS = "suse-nvidia-g07", "Installation of NVIDIA drivers on openSUSE and SLE (G07), 2026-02-22",
        "https://sndirsch.github.io/";
    RPMFUSION = "rpmfusion-nvidia", "RPM Fusion: Howto NVIDIA",
        "https://rpmfusion.org/Howto/NVIDIA";
    DEBIAN_PACKAGES = "debian-packages", "Debian package index, 2026-11",
        "https://packages.debian.org/";
    DOCKER = "docker-engine-install", "Docker documentation: Install Docker Engine",
        "https://docs.docker.com/engine/install/";
    DOCKER_ROOTLESS = "docker-rootless", "Docker documentation: Rootless mode",
        "https://docs.docker.com/engine/security/rootless/";
    DOCKER_PROXY = "docker-proxy", "Docker documentation: Daemon proxy configuration",
        "https://docs.docker.com/engine/daemon/proxy/";
    DESKTOP = "docker-desktop-gpu", "Docker documentation: GPU support in Docker Desktop for Windows",
        "https://docs.docker.com/desktop/features/gpu/";
    COMPOSE = "compose-gpu", "Docker documentation: Run Docker Compose services with GPU access",
        "https://docs.docker.com/compose/how-tos/gpu-support/";
    SNAP = "docker-snap", "canonical/docker-snap, 2026-05-01",
        "https://github.com/canonical/docker-snap";
    MOBY = "moby", "moby/moby, docker-v29.7.2",
        "https://github.com/moby/moby/releases/tag/docker-v29.7.2";
    NVIDIA_WSL = "cuda-wsl-guide", "CUDA on WSL User Guide, CUDA 13.4",
        "https://docs.nvidia.com/cuda/wsl-user-guide/";
    MICROSOFT_WSL = "microsoft-wsl", "Microsoft documentation: Windows Subsystem for Linux, 2026-07-30",
        "https://learn.microsoft.com/windows/wsl/";
    ACNG = "apt-cacher-ng", "apt-cacher-ng 3.7.5 user manual",
        "https://www.unix-ag.uni-kl.de/~bloch/acng/";
    NIXPKGS = "nixpkgs-nvidia", "NixOS/nixpkgs: nvidia-container-toolkit module",
        "https://github.com/NixOS/nixpkgs";
    POP_OS = "pop-os-driver", "pop-os/system76-driver: the package system76-driver-nvidia",
        "https://github.com/pop-os/system76-driver";
    WINGET = "winget-docker-desktop", "microsoft/winget-pkgs: Docker.DockerDesktop",
        "https://github.com/microsoft/winget-pkgs/tree/master/manifests/d/Docker/DockerDesktop";
    FLATCAR = "flatcar-nvidia", "Flatcar documentation: using NVIDIA GPUs, 2026-08-21",
        "https://www.flatcar.org/docs/latest/";
    ARCH = "arch-packages", "archlinux/archinstall #4343, 2026-03",
        "https://github.com/archlinux/archinstall/pull/4343";
    PODMAN_INSTALL = "podman-install", "Podman documentation: Installation",
        "https://podman.io/docs/installation";
    PODMAN = "podman-run", "Podman documentation: podman run --device, 5.8",
        "https://docs.podman.io/en/latest/markdown/podman-run.1.html";
}
