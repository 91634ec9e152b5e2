//! Docker and Podman: the request for a GPU, the daemon, its configuration.

use super::{Failure, Layer, ROW, When, source};
use crate::diagnose::Severity;

const HERE: Failure = Failure { layer: Layer::Engine, source: &source::CAPTURED, ..ROW };

pub(super) const ROWS: &[Failure] = &[
    Failure {
        id: "docker-no-device-driver",
        slug: Some("docker_no_device_driver"),
        texts: &[
            "could not select device driver \"\" with capabilities: [[gpu",
            "could not select device driver \"nvidia\" with capabilities: [[gpu",
        ],
        weak: &[(
            When::OnLine(&[
                "[[compute gpu]]",
                "[[utility gpu]]",
                "[[compute utility gpu]]",
                "[[utility compute gpu]]",
                "[[compute video utility gpu]]",
                "[[nvidia compute",
            ]),
            "could not select device driver \"\" with capabilities: {}gpu",
        )],
        ..HERE
    },
    Failure {
        id: "docker-cdi-driver-unavailable",
        texts: &[
            "could not select device driver \"cdi\" with capabilities",
            "no CDI device driver registered",
            "error gathering device information while adding custom device \"nvidia.com/gpu={}\": no such file or directory",
            "stat nvidia.com/gpu={}: no such file or directory",
        ],
        ..HERE
    },
    Failure {
        id: "docker-unknown-capability",
        texts: &["could not select device driver \"\" with capabilities: {capability}"],
        ..HERE
    },
    Failure {
        id: "docker-unknown-gpu-driver",
        texts: &["could not select device driver \"{name}\" with capabilities"],
        gaps: &["name"],
        ..HERE
    },
    Failure {
        id: "docker-cdi-no-vendor",
        slug: Some("cdi_no_vendor"),
        texts: &[
            "failed to discover GPU vendor from CDI: no known GPU vendor found",
            "no known GPU vendor found",
        ],
        ..HERE
    },
    Failure {
        id: "docker-amd-cdi-not-found",
        slug: Some("cdi_no_vendor"),
        texts: &["AMD CDI spec not found"],
        ..HERE
    },
    Failure {
        id: "docker-unknown-runtime-nvidia",
        slug: Some("docker_unknown_runtime_nvidia"),
        texts: &["unknown or invalid runtime name: nvidia", "Unknown runtime specified nvidia"],
        ..HERE
    },
    Failure {
        id: "docker-unknown-runtime",
        texts: &[
            "unknown or invalid runtime name: {runtime}",
            "Unknown runtime specified {runtime}",
        ],
        gaps: &["runtime"],
        ..HERE
    },
    Failure {
        id: "docker-runtime-binary-missing",
        texts: &[
            "exec: \"nvidia-container-runtime\": executable file not found in",
            "fork/exec {path}nvidia-container-runtime: no such file or directory",
        ],
        explains: &["docker-runtime-failed"],
        ..HERE
    },
    Failure {
        id: "docker-runtime-path-wrong",
        severity: Severity::Warning,
        texts: &["Failed to run [{path} features]: {}no such file or directory"],
        gaps: &["path"],
        ..HERE
    },
    Failure {
        id: "docker-runtime-failed",
        texts: &["nvidia-container-runtime did not terminate successfully"],
        weak: &[(When::Near(&["nvidia"]), "unable to retrieve OCI runtime error")],
        ..HERE
    },
    Failure {
        id: "docker-count-and-device-ids",
        texts: &["cannot set both Count and DeviceIDs on device request"],
        ..HERE
    },
    Failure {
        id: "docker-gpus-flag-misuse",
        texts: &[
            "value must be either \"all\" or an integer",
            "for \"--gpus\" flag: {reason}",
            "gpu request key '{}' can be specified only once",
        ],
        ..HERE
    },
    Failure { id: "docker-too-old-for-gpus", texts: &["unknown flag: --gpus"], ..HERE },
    Failure {
        id: "docker-socket-permission",
        texts: &[
            "permission denied while trying to connect to the docker API",
            "permission denied while trying to connect to the Docker daemon socket",
        ],
        ..HERE
    },
    Failure {
        id: "docker-daemon-unreachable",
        texts: &[
            "Cannot connect to the Docker daemon",
            "failed to connect to the docker API at",
            "error during connect: {}docker_engine",
        ],
        ..HERE
    },
    Failure {
        id: "docker-not-installed",
        slug: Some("command_not_found"),
        gaps: &["program"],
        ..HERE
    },
    Failure {
        id: "daemon-json-missing",
        severity: Severity::Info,
        texts: &["/etc/docker/daemon.json: No such file or directory"],
        ..HERE
    },
    Failure {
        id: "dockerd-config-invalid",
        texts: &[
            "unable to configure the Docker daemon with file {file}: invalid JSON: {reason}",
            "unable to configure the Docker daemon with file {file}: invalid character",
            "unable to configure the Docker daemon with file {file}: unexpected end of JSON input",
            "unable to configure the Docker daemon with file {file}: EOF",
            "unable to configure the Docker daemon with file",
        ],
        explains: &["docker-daemon-unreachable", "docker-service-failed"],
        ..HERE
    },
    Failure {
        id: "dockerd-config-wrong-type",
        texts: &[
            "unable to configure the Docker daemon with file {file}: invalid JSON: json: cannot unmarshal {} into Go struct field {field} of type",
            "unable to configure the Docker daemon with file {file}: json: cannot unmarshal {} into Go struct field {field} of type",
        ],
        gaps: &["field"],
        explains: &["docker-daemon-unreachable", "docker-service-failed"],
        ..HERE
    },
    Failure {
        id: "dockerd-unknown-directive",
        texts: &[
            "unable to configure the Docker daemon with file {}: the following directives don't match any configuration option: {directive}",
            "the following directives don't match any configuration option: {directive}",
        ],
        gaps: &["directive"],
        explains: &["docker-daemon-unreachable", "docker-service-failed", "dockerd-config-invalid"],
        ..HERE
    },
    Failure {
        id: "dockerd-flag-and-file",
        texts: &[
            "unable to configure the Docker daemon with file {}: the following directives are specified both as a flag and in the configuration file: {directive}",
            "the following directives are specified both as a flag and in the configuration file: {directive}",
        ],
        gaps: &["directive"],
        explains: &["docker-daemon-unreachable", "docker-service-failed", "dockerd-config-invalid"],
        ..HERE
    },
    Failure {
        id: "dockerd-runtime-entry",
        texts: &[
            "either a runtimeType or a path must be configured",
            "cannot configure both path and runtimeType for the same runtime",
            "runtime name 'runc' is reserved",
        ],
        explains: &["docker-daemon-unreachable", "docker-service-failed", "dockerd-config-invalid"],
        ..HERE
    },
    Failure {
        id: "dockerd-default-runtime-unknown",
        texts: &[
            "unable to configure the Docker daemon with file {}: configuration validation from file failed: specified default runtime '{runtime}' does not exist",
            "specified default runtime '{runtime}' does not exist",
        ],
        gaps: &["runtime"],
        explains: &["docker-daemon-unreachable", "docker-service-failed", "dockerd-config-invalid"],
        ..HERE
    },
    Failure {
        id: "dockerd-storage-driver",
        texts: &[
            "configured driver {driver} not available",
            "error initializing graphdriver: driver not supported",
        ],
        explains: &["docker-daemon-unreachable", "docker-service-failed"],
        ..HERE
    },
    Failure {
        id: "dockerd-iptables",
        texts: &[
            "failed to start daemon: Error initializing network controller",
            "can't initialize iptables table `nat': Table does not exist",
            "failed to create NAT chain DOCKER",
        ],
        explains: &["docker-daemon-unreachable", "docker-service-failed"],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "docker-service-failed",
        texts: &[
            "Job for docker.service failed because the control process exited with error code",
        ],
        explains: &["docker-daemon-unreachable"],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "docker-client-too-old",
        texts: &[
            "client version # is too old. Minimum supported API version is",
            "is too old. Minimum supported API version is",
        ],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "dev-char-symlinks",
        texts: &["open /dev/char/#:#: no such file or directory", "failed to set device rules"],
        source: &source::TOOLKIT,
        ..HERE
    },
    Failure {
        id: "apparmor-denial",
        texts: &["unable to apply apparmor profile", "apparmor failed to apply profile"],
        weak: &[(When::OnLine(&["nvidia", "docker"]), "apparmor=\"DENIED\"")],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "docker-invalid-reference",
        texts: &[
            "docker: invalid reference format",
            "invalid reference format: repository name must be lowercase",
        ],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "docker-snap",
        texts: &["/var/snap/docker/"],
        weak: &[(When::OnLine(&["/snap/bin/docker"]), "snap/bin/docker")],
        source: &source::CATALOGUE,
        ..HERE
    },
];
