//! Files that were pasted whole: `daemon.json` and compose files.

use super::{Case, Hit, Layer, ROW, Rule, version};
use crate::{
    compat::{
        compose::{self, Form},
        sources,
    },
    daemon_json::{self, Effect},
    diagnose::Severity,
    fact::{ComposeVersion, Span},
};

const HERE: Rule = Rule { layer: Layer::Engine, ..ROW };

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "daemon-json-refused",
        explains: &["docker-service-failed", "docker-daemon-unreachable"],
        find: |case| daemon_json(case, Effect::Refused),
        ..HERE
    },
    Rule { id: "daemon-json-unknown-key", find: |case| daemon_json(case, Effect::Unsure), ..HERE },
    Rule { id: "daemon-json-ignored", find: |case| daemon_json(case, Effect::Ignored), ..HERE },
    Rule {
        id: "compose-gpus-too-new",
        layer: Layer::Compose,
        explains: &["container-without-gpu"],
        source: &sources::COMPOSE,
        find: compose_gpus,
        ..HERE
    },
];

/// Texts of a daemon that does not run.
const DOWN: &[&str] = &[
    "docker-service-failed",
    "docker-daemon-unreachable",
    "dockerd-config-invalid",
    "dockerd-config-wrong-type",
    "dockerd-unknown-directive",
    "dockerd-runtime-entry",
    "dockerd-default-runtime-unknown",
];

/// A running daemon notices a broken file when it starts the next time: until then it is a warning.
fn daemon_json(case: &Case<'_>, effect: Effect) -> Vec<Hit> {
    let Some(file) = &case.reading.facts.daemon_json else { return Vec::new() };
    let down = DOWN.iter().any(|id| case.shows(id));
    let severity = match effect {
        Effect::Refused if down => Severity::Error,
        Effect::Refused | Effect::Unsure => Severity::Warning,
        Effect::Ignored => Severity::Info,
    };
    daemon_json::check(&file.value)
        .into_iter()
        .filter(|problem| problem.effect == effect)
        .take(1)
        .map(|problem| {
            let here =
                Span::new(file.span.start + problem.span.start, file.span.start + problem.span.end);
            // A file that was cleaned has other bytes than the paste.
            let raw = file.span.end - file.span.start == file.value.len();
            let place = if raw && here.end <= file.span.end && here.start < here.end {
                here
            } else {
                file.span
            };
            Hit::new(severity).with("line", problem.line).with("column", problem.column).at(place)
        })
        .collect()
}

/// `gpus:` in a compose file, and the form it has.
fn gpus_key(file: &str) -> Option<Form> {
    file.lines().find_map(|line| {
        let value = line.trim().strip_prefix("gpus:")?.trim();
        Some(if value.is_empty() || value.starts_with('[') {
            Form::GpusList
        } else {
            Form::GpusAll
        })
    })
}

/// An older Compose accepts the key and gives the container no GPU.
fn compose_gpus(case: &Case<'_>) -> Vec<Hit> {
    let facts = &case.reading.facts;
    let (Some(file), Some(seen)) = (&facts.compose_file, &facts.compose) else { return Vec::new() };
    let (Some(form), Some(own)) = (gpus_key(&file.value), version::<ComposeVersion>(seen)) else {
        return Vec::new();
    };
    if compose::takes(&own.value, form) {
        return Vec::new();
    }
    let needs = compose::FORMS.iter().find(|row| row.form == form).map(|row| &row.since);
    let Some(needs) = needs else { return Vec::new() };
    let hit = Hit::new(Severity::Error).with("compose", &own.value).with("needs", needs);
    vec![hit.at(file.span).at(seen.span)]
}
