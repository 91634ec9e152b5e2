//! Windows, WSL and Docker Desktop.

use super::{Failure, Layer, ROW, When, source};
use crate::diagnose::Severity;

const HERE: Failure = Failure { layer: Layer::Windows, source: &source::WSL_TEXTS, ..ROW };

pub(super) const ROWS: &[Failure] = &[
    Failure {
        id: "nvml-blocked-by-os",
        slug: Some("nvml_blocked_by_os"),
        texts: &[
            "GPU access blocked by the operating system",
            "Failed to initialize NVML: GPU access blocked by the operating system",
            "Failed to properly shut down NVML: GPU access blocked by the operating system",
        ],
        explains: &["container-hook-failed"],
        source: &source::WSL,
        ..HERE
    },
    Failure {
        id: "wsl-dxg-missing",
        texts: &["cannot access '/dev/dxg': No such file or directory"],
        explains: &[
            "nvml-blocked-by-os",
            "no-devices-found",
            "cuda-no-device",
            "wsl-no-adapters",
            "smi-command-not-found",
        ],
        source: &source::WSL,
        ..HERE
    },
    Failure {
        id: "wsl-no-adapters",
        texts: &["WSL environment detected but no adapters were found"],
        explains: &["container-hook-failed"],
        source: &source::LIBNVIDIA,
        ..HERE
    },
    Failure {
        id: "wsl-cuda-500",
        slug: Some("cuda_init_failed"),
        texts: &[
            "CUDA_ERROR_NOT_FOUND: named symbol not found",
            "Named symbol not found (error 500)",
            "Error 500: named symbol not found",
        ],
        explains: &["torch-device-count"],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "wsl-libcuda-not-symlink",
        severity: Severity::Info,
        texts: &["/usr/lib/wsl/lib/libcuda.so.1 is not a symbolic link"],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "wsl-dxg-noise",
        severity: Severity::Info,
        texts: &["dxgk: dxgkio_{}Ioctl failed"],
        weak: &[(When::Near(&["dxg"]), "dxgkio_query_adapter_info: Ioctl failed")],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "wsl-systemd-off",
        texts: &["System has not been booted with systemd as init system"],
        explains: &["docker-daemon-unreachable"],
        source: &source::WSL_HELP,
        ..HERE
    },
    Failure {
        id: "wsl-virtualization-off",
        texts: &[
            "0x80370102",
            "HCS_E_HYPERV_NOT_INSTALLED",
            "WSL2 is unable to start since virtualization is not enabled on this machine",
            "WSL2 is not supported with your current machine configuration",
            "Please enable the Virtual Machine Platform Windows feature",
        ],
        ..HERE
    },
    Failure {
        id: "wsl-feature-missing",
        texts: &["0x80370114", "HCS_E_SERVICE_NOT_AVAILABLE"],
        ..HERE
    },
    Failure {
        id: "wsl1-notice",
        severity: Severity::Info,
        texts: &[
            "WSL1 is not supported with your current machine configuration",
            "WSL_E_WSL1_NOT_SUPPORTED",
        ],
        ..HERE
    },
    Failure {
        id: "wsl-kernel-component-missing",
        texts: &["WSL 2 requires an update to its kernel component"],
        ..HERE
    },
    Failure {
        id: "wsl-command-too-old",
        texts: &[
            "Invalid command line option: --version",
            "Invalid command line argument: --version",
            "does not support the packaged version of Windows Subsystem for Linux",
        ],
        ..HERE
    },
    Failure {
        id: "desktop-wsl-integration-off",
        texts: &[
            "The command 'docker' could not be found in this WSL # distro",
            "We recommend to activate the WSL integration in Docker Desktop settings",
            "We recommend to convert this distro to WSL 2",
        ],
        explains: &["docker-not-installed"],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "desktop-wsl-terminated",
        severity: Severity::Warning,
        texts: &[
            "WSL distro terminated abruptly",
            "WSL engine terminated abruptly",
            "A WSL distro that Docker Desktop relies on has exited unexpectedly",
        ],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "windows-code-43",
        texts: &["Windows has stopped this device because it has reported problems. (Code 43)"],
        source: &source::CATALOGUE,
        ..HERE
    },
];
