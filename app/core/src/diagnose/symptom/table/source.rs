//! Where the texts of failures were read.

use crate::fact::Source;

macro_rules! sources {
    ($($(#[$doc:meta])* $name:ident = $id:literal, $title:literal $(, $url:literal)?;)*) => {
        $($(#[$doc])* pub static $name: Source = Source { id: $id, title: $title, url: sources!(@url $($url)?) };)*

        /// All of them.
        pub static ALL: &[&Source] = &[$(&$name),*];
    };
    (@url) => { None };
    (@url $url:literal) => { Some($url) };
}

sources! {
    /// Texts collected from issue threads and documents, each seen in at least one of them.
    CATALOGUE = "failure-catalogue", "GPU Dock failure catalogue: texts seen in public issue threads, documents and sources, 2026-11-20";
    /// Xid numbers.
    XID = "xid-catalog", "NVIDIA, Analyzing Xid Errors with the Xid Catalog", "https://docs.nvidia.com/deploy/xid-errors/analyzing-xid-catalog.html";
    /// Texts of the kernel module.
    OPEN_MODULE = "open-module-source", "NVIDIA/open-gpu-kernel-modules, osinit.c, osapi.c, nv-pci.c (595.45.04)", "https://github.com/NVIDIA/open-gpu-kernel-modules";
    /// Return codes of NVML.
    NVML = "nvml-codes", "NVIDIA NVML API reference, nvmlReturn_t", "https://docs.nvidia.com/deploy/nvml-api/";
    /// Texts of modprobe.
    KMOD = "kmod", "kmod-project/kmod, tools/modprobe.c", "https://github.com/kmod-project/kmod";
    /// Texts of dkms.
    DKMS = "dkms", "dkms-project/dkms, dkms.in (3.4.3)", "https://github.com/dkms-project/dkms";
    /// Troubleshooting of the toolkit.
    TOOLKIT = "toolkit-troubleshooting", "NVIDIA Container Toolkit, Troubleshooting (2026-08-21)", "https://docs.nvidia.com/datacenter/cloud-native/container-toolkit/latest/troubleshooting.html";
    /// Texts of the library behind the hook.
    LIBNVIDIA = "libnvidia-container-source", "NVIDIA/libnvidia-container, src/cli and src/rpc.c", "https://github.com/NVIDIA/libnvidia-container";
    /// What was printed on a real machine.
    CAPTURED = "captures-failures", "GPU Dock captures: Docker 29, 26 and 20.10, podman, compose and NVIDIA tools, broken on purpose on an H200, 2026-11-20";
    /// Texts of dockerd's configuration.
    DOCKERD = "moby-config", "moby/moby, daemon/config and daemon/devices (29.7.2)", "https://github.com/moby/moby";
    /// CDI cache.
    CDI = "cdi-library", "cncf-tags/container-device-interface, pkg/cdi", "https://github.com/cncf-tags/container-device-interface";
    /// Codes of CUDA.
    CUDA = "cuda-error-codes", "NVIDIA CUDA Runtime API, error handling, and CUDA Compatibility (R615 edition)", "https://docs.nvidia.com/deploy/cuda-compatibility/";
    /// CUDA on WSL.
    WSL = "wsl-guide", "NVIDIA CUDA on WSL User Guide", "https://docs.nvidia.com/cuda/wsl-user-guide/";
    /// Texts of wsl.exe.
    WSL_TEXTS = "wsl-strings", "microsoft/WSL, localization/strings/en-US/Resources.resw", "https://github.com/microsoft/WSL";
    /// Troubleshooting of WSL.
    WSL_HELP = "wsl-troubleshooting", "Microsoft Learn, Troubleshooting Windows Subsystem for Linux", "https://learn.microsoft.com/windows/wsl/troubleshooting";
    /// Pastes of nvidia-smi in public repositories.
    PASTES = "failure-pastes", "nvidia-smi and kernel log output published in public repositories";
}
