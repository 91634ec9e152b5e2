//! Package managers, keys and the network.

use super::{Failure, Layer, ROW, When, source};
use crate::diagnose::Severity;

const HERE: Failure = Failure { layer: Layer::Package, source: &source::CATALOGUE, ..ROW };

pub(super) const ROWS: &[Failure] = &[
    Failure {
        id: "apt-unsupported-distribution",
        texts: &[
            "Unsupported distribution! {}Check https://nvidia.github.io",
            "Unsupported distribution or misconfigured repository settings",
            "E: Type '<!doctype' is not known on line",
        ],
        ..HERE
    },
    Failure {
        id: "apt-signed-by-conflict",
        texts: &["Conflicting values set for option Signed-By regarding source"],
        ..HERE
    },
    Failure {
        id: "apt-no-pubkey",
        texts: &["NO_PUBKEY {key}"],
        weak: &[(
            When::Near(&["nvidia", "docker"]),
            "couldn't be verified because the public key is not available",
        )],
        ..HERE
    },
    Failure {
        id: "apt-key-deprecated",
        severity: Severity::Info,
        texts: &[
            "apt-key is deprecated. Manage keyring files in",
            "Key is stored in legacy trusted.gpg keyring",
        ],
        ..HERE
    },
    Failure { id: "apt-key-removed", slug: Some("command_not_found"), gaps: &["program"], ..HERE },
    Failure {
        id: "apt-sha1-rejected",
        texts: &[
            "Sub-process /usr/bin/sqv returned an error code",
            "SHA1 is not considered secure since",
        ],
        ..HERE
    },
    Failure {
        id: "package-not-found",
        texts: &[
            "Unable to locate package nvidia-{package}",
            "Unable to locate package docker-{package}",
            "Package 'docker-ce' has no installation candidate",
            "No match for argument: nvidia-{package}",
            "Unable to find a match: nvidia-{package}",
            "Unable to find a match: docker-{package}",
            "No provider of 'nvidia-{package}' found",
        ],
        ..HERE
    },
    Failure {
        id: "apt-unmet-dependencies",
        weak: &[
            (
                When::Near(&["nvidia", "cuda", "docker"]),
                "The following packages have unmet dependencies",
            ),
            (
                When::Near(&["nvidia", "cuda", "docker"]),
                "Unable to correct problems, you have held broken packages",
            ),
        ],
        ..HERE
    },
    Failure {
        id: "driver-package-in-container",
        weak: &[(When::Near(&["nvidia", "libcuda"]), "Invalid cross-device link")],
        ..HERE
    },
    Failure {
        id: "runfile-module-in-use",
        texts: &[
            "An NVIDIA kernel module '{module}' appears to already be loaded in your kernel",
            "An NVIDIA kernel module '{module}' appears to be already loaded",
            "You appear to be running an X server",
        ],
        ..HERE
    },
    Failure {
        id: "rpm-repomd-signature",
        weak: &[
            (When::Near(&["nvidia", "libnvidia"]), "repomd.xml GPG signature verification error"),
            (When::Near(&["nvidia"]), "Failed to download metadata for repo"),
        ],
        ..HERE
    },
    Failure {
        id: "repository-unreachable",
        texts: &[
            "Could not resolve host: nvidia.github.io",
            "Failed to connect to nvidia.github.io",
            "Could not connect to nvidia.github.io",
        ],
        weak: &[(
            When::Near(&["nvidia.github.io", "download.docker.com"]),
            "OpenSSL SSL_connect: Connection reset by peer",
        )],
        ..HERE
    },
    Failure { id: "gpg-no-valid-data", texts: &["gpg: no valid OpenPGP data found"], ..HERE },
    Failure {
        id: "registry-unreachable",
        texts: &[
            "net/http: request canceled while waiting for connection",
            "net/http: TLS handshake timeout",
            "failed to resolve reference",
        ],
        ..HERE
    },
    Failure {
        id: "tls-proxy-certificate",
        texts: &[
            "x509: certificate signed by unknown authority",
            "SSL certificate problem: unable to get local issuer certificate",
            "Certificate verification failed: The certificate is NOT trusted",
            "x509: certificate has expired or is not yet valid",
        ],
        explains: &["registry-unreachable", "repository-unreachable"],
        ..HERE
    },
    Failure {
        id: "dnf5-config-manager",
        texts: &[
            "Unknown argument \"--add-repo\" for command \"config-manager\"",
            "Unknown argument \"--set-enabled\" for command \"config-manager\"",
            "No such command: config-manager",
        ],
        ..HERE
    },
];
