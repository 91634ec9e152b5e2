//! The driver: kernel module, libraries, `nvidia-smi`.

use super::{Failure, Layer, ROW, When, source};
use crate::diagnose::Severity;

const MODULE: Failure = Failure { layer: Layer::KernelModule, source: &source::OPEN_MODULE, ..ROW };
const USER: Failure = Failure { layer: Layer::Driver, source: &source::PASTES, ..ROW };

/// What fails when the kernel module is not there.
const WITHOUT_MODULE: &[&str] = &[
    "smi-cannot-communicate",
    "no-devices-found",
    "toolkit-driver-not-loaded",
    "kernel-module-not-loaded",
    "device-nodes-missing",
    "modprobe-failed",
    "cuda-no-device",
    "persistence-daemon-failed",
    "toolkit-module-load",
    "no-nvidia-driver",
    "container-hook-failed",
];

pub(super) const ROWS: &[Failure] = &[
    Failure {
        id: "secure-boot-unsigned-module",
        slug: Some("module_load_failed"),
        texts: &[
            "could not insert 'nvidia{}': Key was rejected by service",
            "could not insert 'nvidia{}': Required key not available",
        ],
        weak: &[
            (When::Near(&["nvidia"]), "Loading of module with unavailable key is rejected"),
            (When::Near(&["nvidia"]), "Loading of unsigned module is rejected"),
            (When::Near(&["nvidia"]), "unsigned module loading is restricted"),
            (When::Near(&["nvidia"]), "was not signed by a key that is trusted by the kernel"),
        ],
        explains: WITHOUT_MODULE,
        source: &source::KMOD,
        ..MODULE
    },
    Failure {
        id: "open-kernel-module-required",
        texts: &["requires use of the NVIDIA open kernel modules"],
        explains: &[
            "smi-cannot-communicate",
            "no-devices-found",
            "rm-init-adapter",
            "modprobe-failed",
            "kernel-module-not-loaded",
            "toolkit-driver-not-loaded",
            "container-hook-failed",
        ],
        ..MODULE
    },
    Failure {
        id: "gpu-too-old-for-open-module",
        texts: &[
            "because it does not include the required GPU System Processor",
            "nvidia.ko because it does not include the required GPU",
        ],
        explains: &[
            "smi-cannot-communicate",
            "no-devices-found",
            "modprobe-failed",
            "kernel-module-not-loaded",
        ],
        ..MODULE
    },
    Failure {
        id: "gpu-not-in-driver-release",
        texts: &[
            "installed in this system is not supported by the {}driver release",
            "Please see 'Appendix A - Supported NVIDIA GPU Products'",
            "NVRM: ignoring the legacy GPU",
        ],
        weak: &[(When::Near(&["nvrm"]), "installed in this system is not supported by the")],
        explains: &[
            "smi-cannot-communicate",
            "no-devices-found",
            "modprobe-failed",
            "kernel-module-not-loaded",
        ],
        ..MODULE
    },
    Failure {
        id: "nouveau-loaded",
        texts: &[
            "Kernel driver in use: nouveau",
            "The NVIDIA probe routine was not called for",
            "The Nouveau kernel driver is currently in use by your system",
        ],
        explains: WITHOUT_MODULE,
        ..MODULE
    },
    Failure {
        id: "gpu-bound-to-vfio",
        texts: &["Kernel driver in use: vfio-pci", "Kernel driver in use: pci-stub"],
        explains: WITHOUT_MODULE,
        ..MODULE
    },
    Failure {
        id: "dkms-build-failed",
        weak: &[
            (When::Near(&["nvidia"]), "Bad return status for module build on kernel"),
            (When::Near(&["nvidia"]), "kernel package linux-headers"),
        ],
        texts: &[
            "Consult /var/lib/dkms/nvidia/{}make.log for more information",
            "package post-installation script subprocess returned error exit status 10",
            "Error! Build of nvidia.ko failed for",
        ],
        explains: &[
            "smi-cannot-communicate",
            "module-not-found",
            "kernel-module-not-loaded",
            "toolkit-driver-not-loaded",
        ],
        source: &source::DKMS,
        ..MODULE
    },
    Failure {
        id: "kernel-headers-missing",
        texts: &[
            "Your kernel headers for kernel",
            "Please install your distribution's kernel headers package matching",
            "Unable to find the kernel source tree for the currently running kernel",
        ],
        explains: &[
            "dkms-build-failed",
            "smi-cannot-communicate",
            "module-not-found",
            "kernel-module-not-loaded",
        ],
        source: &source::DKMS,
        ..MODULE
    },
    Failure {
        id: "module-not-found",
        slug: Some("module_load_failed"),
        texts: &[
            "modprobe: FATAL: Module nvidia{}not found",
            "Module nvidia{}not found in directory",
        ],
        explains: WITHOUT_MODULE,
        source: &source::KMOD,
        ..MODULE
    },
    Failure {
        id: "modprobe-failed",
        slug: Some("module_load_failed"),
        texts: &[
            "could not insert 'nvidia{}': No such device",
            "could not insert 'nvidia",
            "NVRM: No NVIDIA GPU found",
            "NVRM: None of the NVIDIA devices were initialized",
        ],
        explains: &[
            "smi-cannot-communicate",
            "kernel-module-not-loaded",
            "toolkit-driver-not-loaded",
            "no-devices-found",
        ],
        source: &source::KMOD,
        ..MODULE
    },
    Failure {
        id: "kernel-module-not-loaded",
        texts: &["/proc/driver/nvidia/version: No such file or directory"],
        explains: &[
            "smi-cannot-communicate",
            "toolkit-driver-not-loaded",
            "cuda-no-device",
            "device-nodes-missing",
        ],
        source: &source::CAPTURED,
        ..MODULE
    },
    Failure {
        id: "device-nodes-missing",
        texts: &["cannot access '/dev/nvidia*': No such file or directory"],
        source: &source::CAPTURED,
        ..MODULE
    },
    Failure {
        id: "device-node-missing",
        texts: &[
            "error gathering device information while adding custom device \"/dev/nvidia{node}\": no such file",
            "cannot access '/dev/nvidiactl': No such file or directory",
            "cannot access '/dev/nvidia-uvm': No such file or directory",
        ],
        source: &source::CAPTURED,
        ..MODULE
    },
    Failure {
        id: "device-node-number",
        severity: Severity::Warning,
        texts: &["cannot access '/dev/nvidia#': No such file or directory"],
        source: &source::CAPTURED,
        ..MODULE
    },
    Failure {
        id: "nvrm-api-mismatch",
        slug: Some("nvrm_api_mismatch"),
        texts: &[
            "API mismatch: the client has the version {client}, but {} this kernel module has the version",
            "API mismatch: the client {} has the version {client}, but {} this kernel module has",
            "NVRM: API mismatch",
        ],
        weak: &[
            (When::Near(&["nvrm"]), "this kernel module has the version"),
            (
                When::Near(&["nvrm"]),
                "kernel module and all NVIDIA driver components have the same version",
            ),
        ],
        explains: &[
            "nvml-driver-library-mismatch",
            "container-nvml-mismatch",
            "cuda-803",
            "container-hook-failed",
            "smi-cannot-communicate",
            "cuda-no-device",
        ],
        ..MODULE
    },
    Failure {
        id: "taint-harmless",
        severity: Severity::Info,
        texts: &[
            "nvidia: loading out-of-tree module taints kernel",
            "nvidia: module license 'NVIDIA' taints kernel",
        ],
        weak: &[(
            When::Near(&["nvidia"]),
            "module verification failed: signature and/or required key missing",
        )],
        ..MODULE
    },
    Failure {
        id: "persistence-daemon-failed",
        severity: Severity::Warning,
        texts: &[
            "Failed to start NVIDIA Persistence Daemon",
            "nvidia-persistenced failed to initialize",
            "Failed to query NVIDIA devices. Please ensure that the NVIDIA device files",
        ],
        source: &source::PASTES,
        ..MODULE
    },
    Failure {
        id: "bbswitch-gpu-off",
        texts: &["bbswitch: disabling discrete graphics"],
        explains: &["smi-cannot-communicate", "modprobe-failed", "no-devices-found"],
        source: &source::CATALOGUE,
        ..MODULE
    },
    Failure {
        id: "nvidia-smi-hangs",
        texts: &["INFO: task nvidia-smi{}blocked for more than", "INFO: task nvc:[driver]"],
        source: &source::CATALOGUE,
        ..MODULE
    },
    Failure {
        id: "nvml-driver-library-mismatch",
        slug: Some("nvml_driver_library_mismatch"),
        texts: &[
            "Failed to initialize NVML: Driver/library version mismatch",
            "nvmlInit() returned 18",
        ],
        explains: &[
            "container-nvml-mismatch",
            "cuda-803",
            "cuda-no-device",
            "container-hook-failed",
        ],
        source: &source::NVML,
        ..USER
    },
    Failure {
        id: "nvml-unknown-error",
        slug: Some("nvml_unknown_error"),
        texts: &["Failed to initialize NVML: Unknown Error"],
        weak: &[(When::Near(&["nvidia"]), "NVML: Unknown Error")],
        source: &source::TOOLKIT,
        ..USER
    },
    Failure {
        id: "nvml-insufficient-permissions",
        slug: Some("nvml_insufficient_permissions"),
        texts: &[
            "Failed to initialize NVML: Insufficient Permissions",
            "nvml error: insufficient permissions",
            "NVML: Insufficient Permissions",
        ],
        source: &source::TOOLKIT,
        ..USER
    },
    Failure {
        id: "nvml-na",
        slug: Some("nvml_na"),
        texts: &["Failed to initialize NVML: N/A", "Failed to properly shut down NVML: N/A"],
        source: &source::CATALOGUE,
        ..USER
    },
    Failure {
        id: "nvml-not-found",
        texts: &[
            "Failed to initialize NVML: Not Found",
            "Failed to initialize NVML: Driver Not Loaded",
            "Failed to initialize NVML: Function Not Found",
            "Failed to initialize NVML: Timeout",
            "NVML Shared Library Not Found",
        ],
        source: &source::NVML,
        ..USER
    },
    Failure {
        id: "smi-cannot-communicate",
        slug: Some("smi_cannot_communicate"),
        texts: &[
            "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver",
            "NVIDIA-SMI has failed because it could not communicate with the NVIDIA driver",
        ],
        explains: &[
            "toolkit-driver-not-loaded",
            "no-nvidia-driver",
            "cuda-no-device",
            "persistence-daemon-failed",
        ],
        ..USER
    },
    Failure {
        id: "smi-libnvidia-ml-missing",
        texts: &[
            "NVIDIA-SMI couldn't find libnvidia-ml.so library in your system",
            "Please also try adding directory that contains libnvidia-ml.so to your system PATH",
        ],
        source: &source::CAPTURED,
        ..USER
    },
    Failure {
        id: "smi-command-not-found",
        slug: Some("command_not_found"),
        source: &source::CAPTURED,
        gaps: &["program"],
        ..USER
    },
    Failure {
        id: "command-not-found",
        slug: Some("command_not_found"),
        severity: Severity::Info,
        source: &source::CAPTURED,
        gaps: &["program"],
        layer: Layer::Program,
        ..USER
    },
    Failure {
        id: "no-devices-found",
        slug: Some("no_devices_found"),
        texts: &["No devices were found", "No devices found."],
        ..USER
    },
    Failure {
        id: "vgpu-no-supported-devices",
        slug: Some("no_vgpu_devices"),
        severity: Severity::Info,
        texts: &["No supported devices in vGPU mode"],
        ..USER
    },
    Failure {
        id: "cuda-version-na",
        slug: Some("cuda_version_na"),
        severity: Severity::Warning,
        texts: &["CUDA Version: N/A", "CUDA UMD Version: N/A"],
        ..USER
    },
    Failure {
        id: "cuda-version-err",
        slug: Some("cuda_version_err"),
        severity: Severity::Warning,
        texts: &["CUDA Version: ERR!", "CUDA UMD Version: ERR!"],
        ..USER
    },
    Failure {
        id: "driver-version-na",
        slug: Some("driver_version_na"),
        severity: Severity::Info,
        texts: &["Driver Version: N/A"],
        ..USER
    },
    Failure {
        id: "smi-bad-option",
        severity: Severity::Warning,
        texts: &[
            "Failed to parse --{option} flags",
            "is not a valid field to query",
            "Invalid combination of input arguments",
            "Unknown option or parse error",
        ],
        source: &source::CAPTURED,
        ..USER
    },
    Failure {
        id: "mig-no-instances",
        severity: Severity::Warning,
        texts: &["No MIG devices found"],
        explains: &["cuda-no-device"],
        source: &source::CATALOGUE,
        ..USER
    },
    Failure {
        id: "fabric-manager-not-running",
        slug: Some("cuda_init_failed"),
        texts: &[
            "system not yet initialized",
            "CUDA_ERROR_SYSTEM_NOT_READY",
            "cudaErrorSystemNotReady",
        ],
        explains: &["torch-device-count", "cuda-no-device"],
        source: &source::CUDA,
        ..USER
    },
    Failure {
        id: "fabric-manager-version",
        texts: &[
            "don't match with driver version {}. Please update with matching NVIDIA driver package",
        ],
        explains: &["fabric-manager-not-running"],
        source: &source::CATALOGUE,
        ..USER
    },
    Failure {
        id: "fabric-manager-nothing-to-do",
        severity: Severity::Info,
        texts: &["NV_WARN_NOTHING_TO_DO", "Detected Pre-NVL5 system"],
        source: &source::CATALOGUE,
        ..USER
    },
    Failure {
        id: "vgpu-unlicensed",
        severity: Severity::Warning,
        texts: &["License Status : Unlicensed", "Licensing not supported for GPUs in the system"],
        source: &source::CATALOGUE,
        ..USER
    },
];
