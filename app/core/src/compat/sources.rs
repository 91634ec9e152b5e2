//! Every source a row can name.

use crate::fact::{Date, FIRST_READ, Source};

macro_rules! sources {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $title:literal $(, $url:literal)?;)*) => {
        $($(#[$doc])* pub static $name: Source = Source { id: $id, title: $title, url: sources!(@url $($url)?) };)*

        /// All of them, for the reference page and `rules.json`.
        pub static ALL: &[&Source] = &[$(&$name),*];
    };
    (@url) => { None };
    (@url $url:literal) => { Some($url) };
}

/// Sources read again since the first ones were, by id: the day on which the address last led to what its
/// title says.
const READ_AGAIN: &[(&str, Date)] = &[];

/// The day on which a source was last read, and its address known good.
#[must_use]
pub fn known_good(source: &Source) -> Date {
    let again = READ_AGAIN.iter().find(|(id, _)| *id == source.id);
    again.map_or(FIRST_READ, |(_, day)| *day)
}

sources! {
    /// Captures of our own: real Docker, podman and NVIDIA tools on a real H200.
    CAPTURES = "captures", "GPU Dock captures: Docker 29 and 26, podman, compose and NVIDIA tools on an H200, 2026-11-20";
    /// Help pages of the mirror of the University of Science and Technology of China.
    USTC = "ustc-mirror", "USTC mirror help: Docker CE, libnvidia-container", "https://mirrors.ustc.edu.cn/help/libnvidia-container.html";
    /// Help page of Tsinghua University's mirror. It has no packages of NVIDIA's for containers.
    TUNA = "tuna-mirror", "TUNA mirror help: Docker CE", "https://mirrors.tuna.tsinghua.edu.cn/help/docker-ce/";
    /// Current release notes: floors, branches of 13.3 and 13.4.
    CUDA_NOTES = "cuda-release-notes", "NVIDIA CUDA Toolkit 13.4 Update 1 Release Notes", "https://docs.nvidia.com/cuda/cuda-toolkit-release-notes/";
    /// Release notes with the whole table of toolkits and drivers.
    CUDA_TABLE = "cuda-release-notes-table", "NVIDIA CUDA Toolkit Release Notes, table of toolkit and corresponding driver versions (12.x and 13.2 editions)", "https://docs.nvidia.com/cuda/cuda-toolkit-release-notes/";
    /// Installer file names carry the driver that was really inside.
    CUDA_INSTALLERS = "cuda-installers", "NVIDIA CUDA installer file names, as listed by Jimver/cuda-toolkit (2026-03-29)", "https://github.com/Jimver/cuda-toolkit";
    /// Manifests of the redistributables: exact driver components.
    CUDA_REDIST = "cuda-redist", "NVIDIA CUDA redistributable manifests and index (read to 2026-11-04)", "https://developer.download.nvidia.com/compute/cuda/redist/";
    /// What a driver of the same major can run.
    MINOR = "cuda-minor-compatibility", "NVIDIA CUDA Compatibility, Minor Version Compatibility", "https://docs.nvidia.com/deploy/cuda-compatibility/minor-version-compatibility.html";
    /// The `cuda-compat` matrix.
    FORWARD = "cuda-forward-compatibility", "NVIDIA CUDA Compatibility, Forward Compatibility (R615 edition)", "https://docs.nvidia.com/deploy/cuda-compatibility/forward-compatibility.html";
    /// First CUDA of 8.6, as a compiler that must know it says.
    CLANG = "clang-cuda", "LLVM clang, CUDA version needed per GPU architecture (D88668)", "https://reviews.llvm.org/D88668";
    /// First CUDA of 10.3 and 12.1.
    PYTORCH_CUDA13 = "pytorch-cuda13", "PyTorch issue 159779, enabling CUDA 13.0 binaries", "https://github.com/pytorch/pytorch/issues/159779";
    /// Thor's two numbers.
    NVCOMPDX = "nvcompdx", "NVIDIA nvCOMPDx release notes (Thor: sm_101 up to CUDA 12.9, sm_110 from 13.0)", "https://docs.nvidia.com/cuda/nvcompdx/release_notes.html";
    /// Release and end-of-life dates of branches.
    ENDOFLIFE = "endoflife-driver", "endoflife.date, NVIDIA driver (2026-08-22)", "https://endoflife.date/nvidia";
    /// Release and end-of-life dates of systems and engines.
    ENDOFLIFE_SYSTEMS = "endoflife-systems", "endoflife.date, operating systems and Docker Engine (2026-08-22)", "https://endoflife.date/";
    /// NVIDIA's own table of supported branches.
    LIFECYCLE = "driver-lifecycle", "NVIDIA Data Center Drivers, supported drivers and CUDA toolkit versions (R615 edition)", "https://docs.nvidia.com/datacenter/tesla/drivers/";
    /// A PDF of 2021 with ends of old branches.
    BRANCHES_2021 = "driver-branches-2021", "NVIDIA data center driver branches, March 2021 (PDF)";
    /// The list of legacy branches.
    LEGACY_FORUM = "driver-legacy", "NVIDIA developer forum, list of legacy drivers";
    /// What nvidia-smi itself printed.
    SMI_PASTES = "nvidia-smi-output", "nvidia-smi output published in public repositories";
    /// Announcement that ended Fermi and 32-bit.
    FERMI_END = "fermi-end", "NVIDIA support announcement on Fermi and 32-bit operating systems";
    /// Architecture against toolkit and branch.
    MATRIX = "architecture-matrix", "NVIDIA CUDA toolkit, driver and architecture matrix (R580 edition)", "https://docs.nvidia.com/datacenter/tesla/drivers/cuda-toolkit-driver-and-architecture-matrix.html";
    /// Compute capability of current products.
    CUDA_GPUS = "cuda-gpus", "NVIDIA CUDA GPU Compute Capability", "https://developer.nvidia.com/cuda-gpus";
    /// Compute capability of old products.
    CUDA_LEGACY_GPUS = "cuda-legacy-gpus", "NVIDIA Legacy CUDA GPU Compute Capability", "https://developer.nvidia.com/cuda-legacy-gpus";
    /// Names exactly as the driver prints them.
    OPEN_MODULES = "open-gpu-kernel-modules", "NVIDIA/open-gpu-kernel-modules README, compatible GPUs (595.45.04)", "https://github.com/NVIDIA/open-gpu-kernel-modules";
    /// Chip names by PCI id.
    PCI_IDS = "pci-ids", "PCI ID repository 2025-07-11, as shipped in NVIDIA/go-nvlib", "https://github.com/NVIDIA/go-nvlib";
    /// Which flavour of kernel module a GPU needs.
    KERNEL_MODULES = "kernel-modules", "NVIDIA Driver Installation Guide, kernel modules (R620 edition)", "https://docs.nvidia.com/datacenter/tesla/driver-installation-guide/kernel-modules.html";
    /// The move to open modules.
    OPEN_BLOG = "open-modules-blog", "NVIDIA developer blog, transition to open-source GPU kernel modules", "https://developer.nvidia.com/blog/nvidia-transitions-fully-towards-open-source-gpu-kernel-modules/";
    /// Brand names of NVML.
    NVML = "nvml", "NVIDIA NVML header, device brands, with Product Brand lines of nvidia-smi -q", "https://docs.nvidia.com/deploy/nvml-api/";
    /// Sources of the images themselves.
    IMAGES = "cuda-images", "NVIDIA container-images/cuda, tag lists and Dockerfiles (2025-12-15)", "https://gitlab.com/nvidia/container-images/cuda";
    /// Tags newer than the newest list that could be read.
    IMAGES_LATER = "cuda-images-later", "nvidia/cuda tags used in public Dockerfiles, 2026";
    /// The end-of-life policy of images.
    IMAGE_POLICY = "cuda-image-policy", "NVIDIA container-images/cuda, support policy and end-of-life chart", "https://gitlab.com/nvidia/container-images/cuda/-/blob/master/doc/support-policy.md";
    /// NVIDIA's guide for WSL.
    WSL_NVIDIA = "wsl-nvidia", "NVIDIA CUDA on WSL User Guide", "https://docs.nvidia.com/cuda/wsl-user-guide/";
    /// Microsoft's page for the same.
    WSL_MICROSOFT = "wsl-microsoft", "Microsoft Learn, Enable NVIDIA CUDA on WSL (2026-07-22)", "https://learn.microsoft.com/windows/ai/directml/gpu-cuda-in-wsl";
    /// Kernel release notes of WSL.
    WSL_KERNELS = "wsl-kernels", "Microsoft Learn, WSL kernel release notes", "https://learn.microsoft.com/windows/wsl/kernel-release-notes";
    /// Which kernel a release of WSL carries.
    WSL_RELEASES = "wsl-releases", "microsoft/WSL, packages.config of each release and wsl --version output", "https://github.com/microsoft/WSL";
    /// Installation pages of WSL.
    WSL_INSTALL = "wsl-install", "Microsoft Learn, install WSL and basic commands (2026-07-30)", "https://learn.microsoft.com/windows/wsl/install";
    /// Docker Desktop and GPUs.
    DESKTOP = "docker-desktop-gpu", "Docker docs, GPU support in Docker Desktop for Windows", "https://docs.docker.com/desktop/features/gpu/";
    /// Source of the engine.
    MOBY = "moby", "moby/moby, daemon/devices_nvidia_linux.go and release notes up to 29.7.2", "https://github.com/moby/moby";
    /// Installing the engine.
    DOCKER_INSTALL = "docker-install", "Docker docs, Engine installation, with docker/docker-ce-packaging (2026-08-20)", "https://docs.docker.com/engine/install/";
    /// Compose files.
    COMPOSE = "compose-spec", "compose-spec and docker/compose v5.5.0 (2026-08-17)", "https://github.com/compose-spec/compose-spec";
    /// GPU access in Compose.
    COMPOSE_GPU = "compose-gpu", "Docker docs, GPU access with Docker Compose", "https://docs.docker.com/compose/how-tos/gpu-support/";
    /// Release notes of the toolkit.
    TOOLKIT_NOTES = "toolkit-release-notes", "NVIDIA Container Toolkit release notes (2026-08-21)", "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/release-notes.html";
    /// CDI in the toolkit's documentation.
    TOOLKIT_CDI = "toolkit-cdi", "NVIDIA Container Toolkit, Container Device Interface (2026-08-21)", "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/cdi-support.html";
    /// Platforms the toolkit is tested on.
    TOOLKIT_PLATFORMS = "toolkit-platforms", "NVIDIA Container Toolkit, supported platforms (2026-08)", "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/supported-platforms.html";
    /// Installing the toolkit.
    TOOLKIT_INSTALL = "toolkit-install", "NVIDIA Container Toolkit, installation guide (2026-08-13)", "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/install-guide.html";
    /// Its source.
    TOOLKIT_SOURCE = "toolkit-source", "NVIDIA/nvidia-container-toolkit v1.20.0", "https://github.com/NVIDIA/nvidia-container-toolkit";
    /// Flaws of the toolkit and the versions that fix them.
    TOOLKIT_SECURITY = "toolkit-security", "CVE-2024-0132, CVE-2025-23359 and CVE-2025-23266 (CVE records, NVIDIA GPU Operator security page)", "https://docs.nvidia.com/datacenter/cloud-native/gpu-operator/latest/security.html";
    /// Its package repository.
    TOOLKIT_PACKAGES = "toolkit-packages", "NVIDIA/libnvidia-container, package repository (index of 2026-09-18)", "https://nvidia.github.io/libnvidia-container/";
    /// The library that checks requirements on the hook.
    LIBNVIDIA = "libnvidia-container", "NVIDIA/libnvidia-container, src/cli/dsl.c", "https://github.com/NVIDIA/libnvidia-container";
    /// Installing the driver.
    DRIVER_GUIDE = "driver-guide", "NVIDIA Driver Installation Guide (R610 edition, 2026-05, and R620 kernel modules page)", "https://docs.nvidia.com/datacenter/tesla/driver-installation-guide/";
    /// Why the driver unloads a GPU, and the daemon that prevents it.
    PERSISTENCE = "driver-persistence", "NVIDIA Driver Persistence, Persistence Daemon", "https://docs.nvidia.com/deploy/driver-persistence/persistence-daemon.html";
    /// What each Xid means.
    XID_CATALOG = "xid-catalog", "NVIDIA, Analyzing Xid Errors with the Xid Catalog", "https://docs.nvidia.com/deploy/xid-errors/analyzing-xid-catalog.html";
    /// What MPS shares between programs.
    MPS = "mps", "NVIDIA Multi-Process Service", "https://docs.nvidia.com/deploy/mps/";
    /// Debian's own packages.
    DEBIAN = "debian-packages", "Debian package index (2026-11)";
    /// Reports of kernels on which an old driver does not build.
    KERNEL_REPORTS = "kernel-reports", "void-linux/void-packages #55238 and #53759, NixOS/nixpkgs #538659, pop-os threads";
    /// PyTorch's builds.
    PYTORCH = "pytorch", "pytorch/test-infra binary build matrix and PyTorch RELEASE.md (2026-08-21)", "https://github.com/pytorch/pytorch/blob/main/RELEASE.md";
    /// TensorFlow's tested builds.
    TENSORFLOW = "tensorflow", "TensorFlow, tested build configurations (2026-03-11)", "https://www.tensorflow.org/install/source#gpu";
    /// JAX.
    JAX = "jax", "JAX installation guide (2026-08)", "https://docs.jax.dev/en/latest/installation.html";
    /// How much GPU memory JAX takes, and the variables that change it.
    JAX_MEMORY = "jax-memory", "JAX, GPU memory allocation (2026-07-10)", "https://docs.jax.dev/en/latest/201/gpu-memory.html";
    /// NGC containers by month.
    NGC = "ngc", "NVIDIA PyTorch container release notes and Triton compatibility table (2026-08-19)", "https://docs.nvidia.com/deeplearning/frameworks/pytorch-release-notes/";
    /// Podman.
    PODMAN = "podman", "containers/podman documentation (5.8)", "https://docs.podman.io/";
    /// Driver repositories of openSUSE and SLES.
    SUSE = "suse-nvidia", "Installation of NVIDIA drivers on openSUSE and SLE (SUSE maintainer, 2026-02-22)", "https://sndirsch.github.io/";
    /// Modules of NixOS.
    NIXPKGS = "nixpkgs", "NixOS/nixpkgs, nvidia-container-toolkit module", "https://github.com/NixOS/nixpkgs";
    /// System extensions of Flatcar.
    FLATCAR = "flatcar", "flatcar/flatcar-website (2026-08-21)", "https://github.com/flatcar/flatcar-website";
    /// Ready-made scripts that install on Amazon Linux, Arch and others.
    PUBLIC_SCRIPTS = "public-scripts", "Installation scripts in public repositories, 2026";
    /// Docker as a snap.
    DOCKER_SNAP = "docker-snap", "canonical/docker-snap (2026-05-01)", "https://github.com/canonical/docker-snap";
}
