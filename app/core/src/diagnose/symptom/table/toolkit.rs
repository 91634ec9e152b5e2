//! NVIDIA Container Toolkit, its hook, its runtime, CDI specifications.

use super::{Failure, Layer, ROW, When, source};
use crate::diagnose::Severity;

const HERE: Failure = Failure { layer: Layer::Toolkit, source: &source::CAPTURED, ..ROW };

pub(super) const ROWS: &[Failure] = &[
    Failure {
        id: "toolkit-libnvidia-ml-missing",
        slug: Some("container_libnvidia_ml_missing"),
        texts: &[
            "load library failed: libnvidia-ml.so",
            "failed to initialize NVML: ERROR_LIBRARY_NOT_FOUND",
            "Failed to initialize NVML: could not load NVML library",
        ],
        explains: &["container-hook-failed", "toolkit-driver-not-loaded"],
        ..HERE
    },
    Failure {
        id: "toolkit-driver-not-loaded",
        slug: Some("container_driver_error"),
        texts: &[
            "nvml error: driver not loaded",
            "failed to construct device spec generators: failed to initialize NVML: Driver Not Loaded",
            "libnvsandboxutils is not available\nfailed to initialize nvml: Driver Not Loaded",
            "driver error: failed to process request",
            "driver rpc error: failed to process request",
        ],
        explains: &["container-hook-failed", "nvml-not-found"],
        ..HERE
    },
    Failure {
        id: "container-nvml-mismatch",
        slug: Some("container_nvml_mismatch"),
        texts: &[
            "nvml error: driver/library version mismatch",
            "failed to construct device spec generators: failed to initialize NVML: Driver/library version mismatch",
            "libnvsandboxutils is not available\nfailed to initialize nvml: Driver/library version mismatch",
        ],
        explains: &["container-hook-failed"],
        ..HERE
    },
    Failure {
        id: "container-driver-timeout",
        texts: &[
            "driver rpc error: timed out",
            "driver error: timed out",
            "nvcgo rpc error: timed out",
        ],
        explains: &["container-hook-failed"],
        source: &source::LIBNVIDIA,
        ..HERE
    },
    Failure {
        id: "container-cuda-requirement",
        slug: Some("container_cuda_requirement"),
        texts: &[
            "unsatisfied condition: {condition}, please update your driver",
            "unsatisfied condition: {condition}",
        ],
        gaps: &["condition"],
        explains: &["container-hook-failed"],
        ..HERE
    },
    Failure {
        id: "container-requirement-invalid",
        texts: &["requirement error: invalid expression"],
        explains: &["container-hook-failed"],
        ..HERE
    },
    Failure {
        id: "container-ldcache",
        slug: Some("container_ldcache"),
        texts: &[
            "nvidia-container-cli: ldcache error: {reason}",
            "ldcache error: open failed",
            "ldcache error: process",
        ],
        explains: &["container-hook-failed"],
        source: &source::LIBNVIDIA,
        ..HERE
    },
    Failure {
        id: "container-file-exists",
        texts: &["mount error: file creation failed: {file}: file exists"],
        gaps: &["file"],
        explains: &["container-hook-failed"],
        source: &source::TOOLKIT,
        ..HERE
    },
    Failure {
        id: "container-device-filter",
        texts: &[
            "unable to find any existing device filters attached to the cgroup",
            "unable to generate new device filter program from existing programs",
            "failed to add device rules",
            "container error: cgroup subsystem devices not found",
        ],
        explains: &["container-hook-failed"],
        source: &source::LIBNVIDIA,
        ..HERE
    },
    Failure {
        id: "container-host-file-missing",
        texts: &["nvidia-container-cli: mount error: stat failed: {file}: no such file"],
        gaps: &["file"],
        explains: &["container-hook-failed"],
        source: &source::LIBNVIDIA,
        ..HERE
    },
    Failure {
        id: "device-unknown",
        texts: &[
            "device error: {device}: unknown device",
            "device error: unknown device id: {device}",
            "failed to construct device spec generators: failed to get device handle from index",
            "identifier is not a valid UUID or index",
        ],
        explains: &["container-hook-failed", "cdi-unresolvable-devices"],
        ..HERE
    },
    Failure {
        id: "container-cli-too-old",
        texts: &["nvidia-container-cli{}unrecognized option '{option}'"],
        gaps: &["option"],
        explains: &["container-hook-failed"],
        source: &source::LIBNVIDIA,
        ..HERE
    },
    Failure {
        id: "container-detection-error",
        texts: &["nvidia-container-cli: detection error"],
        explains: &["container-hook-failed"],
        source: &source::LIBNVIDIA,
        ..HERE
    },
    Failure {
        id: "imex-channel",
        texts: &["error parsing IMEX info: unsupported IMEX channel value"],
        explains: &["container-hook-failed"],
        source: &source::LIBNVIDIA,
        ..HERE
    },
    Failure {
        id: "hook-direct-not-supported",
        texts: &[
            "invoking the NVIDIA Container Runtime Hook directly (e.g. specifying the docker --gpus flag) is not supported",
        ],
        explains: &["container-hook-failed"],
        ..HERE
    },
    Failure {
        id: "unsupported-capabilities",
        texts: &["unsupported capabilities found in '{wanted}' (allowed"],
        gaps: &["wanted"],
        explains: &["container-hook-failed"],
        ..HERE
    },
    Failure {
        id: "toolkit-config-broken",
        texts: &[
            "error getting hook config: failed to load config",
            "couldn't open required configuration file: failed to load",
        ],
        explains: &["container-hook-failed", "docker-runtime-failed"],
        ..HERE
    },
    Failure {
        id: "toolkit-hook-missing",
        texts: &[
            "exec: \"nvidia-container-runtime-hook\": executable file not found in",
            "exec: \"nvidia-container-cli\": executable file not found in",
        ],
        explains: &["container-hook-failed", "cdi-unresolvable-devices"],
        ..HERE
    },
    Failure {
        id: "cdi-hook-missing",
        texts: &[
            "error running createContainer hook #{}: fork/exec {path}: no such file or directory",
        ],
        gaps: &["path"],
        explains: &["container-hook-failed"],
        ..HERE
    },
    Failure {
        id: "cdi-spec-stale",
        texts: &[
            "failed to fulfil mount request: open {path}: no such file or directory",
            "failed to stat CDI host device {path}: no such file or directory",
            "crun: cannot stat {path}: No such file or directory",
        ],
        gaps: &["path"],
        ..HERE
    },
    Failure {
        id: "cdi-spec-broken",
        severity: Severity::Warning,
        texts: &[
            "CDI: Error associated with spec file",
            "CDI cache initialization failed",
            "failed to parse CDI Spec",
            "conflicting device \"nvidia.com",
        ],
        source: &source::CDI,
        ..HERE
    },
    Failure {
        id: "cdi-unresolvable-devices",
        slug: Some("cdi_unresolvable_devices"),
        texts: &["unresolvable CDI devices {device}"],
        gaps: &["device"],
        ..HERE
    },
    Failure { id: "cdi-device-list", texts: &["nvidia.com/gpu={}is not an absolute path"], ..HERE },
    Failure {
        id: "nvidia-ctk-config-error",
        texts: &[
            "unable to load config for runtime {runtime}: invalid character",
            "unable to load config for runtime {runtime}: EOF",
            "unable to load config for runtime",
        ],
        ..HERE
    },
    Failure {
        id: "nvidia-ctk-bad-argument",
        texts: &[
            "unrecognized runtime '{value}'",
            "invalid discovery mode: {value}",
            "does not support drop-in configs",
        ],
        ..HERE
    },
    Failure {
        id: "nvidia-ctk-permission",
        texts: &[
            "unable to flush config: {} permission denied",
            "failed to write spec: {} permission denied",
        ],
        ..HERE
    },
    Failure {
        id: "toolkit-not-installed",
        slug: Some("command_not_found"),
        gaps: &["program"],
        ..HERE
    },
    Failure {
        id: "toolkit-module-load",
        slug: Some("module_load_failed"),
        severity: Severity::Info,
        texts: &["could not load kernel module nvidia"],
        ..HERE
    },
    Failure {
        id: "runtime-no-low-level-binary",
        texts: &[
            "no runtime binary found from candidate list",
            "error constructing low-level runtime",
        ],
        source: &source::TOOLKIT,
        ..HERE
    },
    Failure {
        id: "device-plugin-no-driver",
        texts: &[
            "invalid device discovery strategy",
            "Incompatible strategy detected auto",
            "If this is a GPU node, did you configure the NVIDIA Container Toolkit",
        ],
        explains: &["no-devices-found"],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "container-hook-failed",
        texts: &["nvidia-container-cli: initialization error: {reason}"],
        weak: &[
            (When::Near(&["nvidia"]), "error running hook: exit status"),
            (When::Near(&["nvidia", "legacy"]), "error running prestart hook"),
            (When::Near(&["nvidia"]), "error running hook"),
            (When::Near(&["nvidia"]), "running prestart hook # caused"),
        ],
        ..HERE
    },
];
