//! Card, slot, power, firmware.

use super::{Failure, Layer, ROW, When, source};
use crate::diagnose::Severity;

const HERE: Failure = Failure { layer: Layer::Hardware, source: &source::OPEN_MODULE, ..ROW };
/// Rows of [`super::super::xid`]: found by their number, not by a text.
const XID: Failure = Failure { source: &source::XID, gaps: &["number", "bus"], ..HERE };

pub(super) const ROWS: &[Failure] = &[
    Failure {
        id: "gpu-fallen-off-bus",
        texts: &[
            "GPU has fallen off the bus",
            "fallen off the bus and is not responding to commands",
        ],
        explains: &[
            "gpu-lost",
            "gpu-handle-unknown-error",
            "gpu-err-fields",
            "unknown-error-fields",
            "no-devices-found",
            "rm-init-adapter",
            "smi-cannot-communicate",
            "cuda-unknown-error",
            "cuda-no-device",
            "xid-recovery-action",
            "gpu-requires-reset",
            "xid-program",
        ],
        ..HERE
    },
    Failure { id: "xid-memory", ..XID },
    Failure { id: "xid-firmware", ..XID },
    Failure { id: "xid-nvlink", ..XID },
    Failure { id: "xid-program", severity: Severity::Warning, ..XID },
    Failure { id: "xid-memory-remapped", severity: Severity::Warning, ..XID },
    Failure { id: "xid-recovery-action", severity: Severity::Warning, ..XID },
    Failure { id: "xid-channel-torn-down", severity: Severity::Info, ..XID },
    Failure { id: "xid-other", severity: Severity::Warning, ..XID },
    Failure {
        id: "gpu-lost",
        slug: Some("gpu_lost"),
        texts: &[
            "GPU is lost. Reboot the system to recover this GPU",
            "nvml error: gpu is lost",
            "ERROR_GPU_IS_LOST",
        ],
        weak: &[
            (When::Near(&["nvml", "nvidia", "device handle"]), "GPU is lost"),
            // A cell of the table, of csv, of the log.
            (When::OnLine(&["ERR!", "[GPU is lost]", " : GPU is lost"]), "GPU is lost"),
        ],
        explains: &["gpu-err-fields", "unknown-error-fields"],
        source: &source::NVML,
        ..HERE
    },
    Failure {
        id: "gpu-handle-unknown-error",
        slug: Some("gpu_handle_unknown_error"),
        texts: &["Unable to determine the device handle for GPU{bus}: Unknown Error"],
        explains: &["gpu-err-fields", "no-devices-found"],
        gaps: &["bus"],
        source: &source::PASTES,
        ..HERE
    },
    Failure {
        id: "gpu-handle-not-found",
        texts: &["Unable to determine the device handle for GPU{bus}: Not Found"],
        gaps: &["bus"],
        source: &source::PASTES,
        ..HERE
    },
    Failure {
        id: "gpu-requires-reset",
        texts: &["[GPU requires reset]"],
        source: &source::NVML,
        ..HERE
    },
    Failure {
        id: "gpu-err-fields",
        slug: Some("gpu_err_fields"),
        severity: Severity::Warning,
        source: &source::PASTES,
        ..HERE
    },
    Failure {
        id: "unknown-error-fields",
        slug: Some("unknown_error_fields"),
        severity: Severity::Warning,
        source: &source::PASTES,
        ..HERE
    },
    Failure {
        id: "gpu-power-cables",
        texts: &["GPU does not have the necessary power cables connected"],
        explains: &["rm-init-adapter", "no-devices-found"],
        ..HERE
    },
    Failure {
        id: "inforom-corrupted",
        severity: Severity::Warning,
        texts: &["infoROM is corrupted"],
        source: &source::NVML,
        ..HERE
    },
    Failure {
        id: "pci-bar-invalid",
        texts: &[
            "This PCI I/O region assigned to your NVIDIA device is invalid",
            "The system BIOS may have misconfigured your GPU",
            "NVRM: BAR# is #M @",
        ],
        explains: &["rm-init-adapter", "no-devices-found", "smi-cannot-communicate"],
        ..HERE
    },
    Failure {
        id: "rm-init-adapter",
        texts: &[
            "RmInitAdapter failed",
            "rm_init_adapter failed, device minor number",
            "RmInitAdapter: Cannot initialize GSP firmware RM",
            "osInitNvMapping: *** Cannot attach gpu",
            "failed to wait for GFW_BOOT",
        ],
        explains: &["no-devices-found", "gpu-handle-unknown-error"],
        ..HERE
    },
    Failure {
        id: "gpu-ecc-uncorrectable",
        texts: &["uncorrectable ECC error encountered", "Remapping Failure Occurred : Yes"],
        source: &source::XID,
        ..HERE
    },
    Failure {
        id: "passthrough-reset",
        texts: &[
            "not ready #ms after bus reset; giving up",
            "vfio: Unable to power on device, stuck in D3",
            "No IOMMU detected, please activate it",
        ],
        source: &source::CATALOGUE,
        ..HERE
    },
];
