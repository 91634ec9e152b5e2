//! Compose files.

use super::{Failure, Layer, ROW, When, source};
use crate::diagnose::Severity;

const HERE: Failure = Failure { layer: Layer::Compose, source: &source::CAPTURED, ..ROW };

pub(super) const ROWS: &[Failure] = &[
    Failure {
        id: "compose-capabilities-missing",
        texts: &[
            "missing property 'capabilities'",
            "device request has no capabilities",
            "devices.#.capabilities is required",
        ],
        weak: &[(When::Near(&["devices"]), "capabilities is required")],
        ..HERE
    },
    Failure {
        id: "compose-count-and-device-ids",
        texts: &[
            "\"count\" and \"device_ids\" attributes are exclusive",
            "invalid device request: cannot set both Count and DeviceIDs",
        ],
        ..HERE
    },
    Failure {
        id: "compose-unknown-property",
        texts: &[
            "additional properties '{property}' not allowed",
            "Additional property {property} is not allowed",
            "Additional properties are not allowed ('{property}' was unexpected)",
        ],
        gaps: &["property"],
        ..HERE
    },
    Failure {
        id: "compose-wrong-type",
        weak: &[
            (When::OnLine(&["device_ids", "services.", "services["]), "must be a string"),
            (
                When::OnLine(&["capabilities", "device_ids", "devices", "services."]),
                "must be a array",
            ),
            (
                When::OnLine(&["capabilities", "device_ids", "devices", "services."]),
                "must be a list",
            ),
        ],
        texts: &["the only value allowed is 'all' or a number", "gpus value must be 'all'"],
        ..HERE
    },
    Failure {
        id: "compose-yaml-invalid",
        texts: &[
            "found a tab character that violates indentation",
            "found character that cannot start any token",
        ],
        weak: &[
            (When::OnLine(&["yaml: line"]), "did not find expected key"),
            (When::OnLine(&["yaml: line"]), "mapping values are not allowed in this context"),
        ],
        ..HERE
    },
    Failure {
        id: "compose-no-file",
        texts: &["no configuration file provided: not found"],
        ..HERE
    },
    Failure { id: "compose-cdi-count", texts: &["unexpected count in CDI device request"], ..HERE },
    Failure {
        id: "compose-v1-not-installed",
        slug: Some("command_not_found"),
        gaps: &["program"],
        ..HERE
    },
    Failure {
        id: "compose-v1-problems",
        texts: &[
            "Unsupported config option for services.{}: 'runtime'",
            "Compose does not support 'deploy' configuration",
            "Not supported URL scheme http+docker",
            "docker: 'compose' is not a docker command",
        ],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "compose-version-obsolete",
        severity: Severity::Info,
        texts: &["the attribute `version` is obsolete, it will be ignored"],
        source: &source::CATALOGUE,
        ..HERE
    },
];
