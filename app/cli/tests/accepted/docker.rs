//! What Docker reads.

use std::{fs, process::Command};

use gpudock_core::daemon_json;

use crate::{content, python, refuses, texts_of, unpacked, written};

#[test]
fn dockerd_validates_every_daemon_json_and_so_do_we() {
    let Some(dockerd) = unpacked("usr/sbin/dockerd") else { return };
    let folder = tempfile::tempdir().unwrap();
    let validate = |file: &std::path::Path| {
        let mut command = Command::new(&dockerd);
        command.args(["--validate", "--userland-proxy-path=/bin/true"]);
        command.arg(format!("--config-file={}", file.display()));
        command
    };
    for file in written(folder.path(), "daemon.json") {
        content(&mut validate(&file));
        // What dockerd --validate does not see: unknown keys inside a runtime, a default that is none.
        let text = fs::read_to_string(&file).unwrap();
        assert_eq!(daemon_json::check(&text), [], "{text}");
    }
    let wrong = folder.path().join("wrong.json");
    fs::write(&wrong, "{\"runtime\": 1}").unwrap();
    refuses(&mut validate(&wrong));
}

#[test]
fn compose_and_its_schema_accept_every_compose_file() {
    let folder = tempfile::tempdir().unwrap();
    let files = written(folder.path(), "compose.yaml");
    let wrong = folder.path().join("wrong.yaml");
    fs::write(&wrong, "services:\n  app:\n    image: x\n    gpu: all\n").unwrap();
    if let Some(compose) = unpacked("usr/libexec/docker/cli-plugins/docker-compose") {
        let config = |file: &std::path::Path| {
            let mut command = Command::new(&compose);
            command.arg("-f").arg(file).args(["config", "-q"]);
            command
        };
        for (file, text) in files.iter().zip(texts_of("compose.yaml")) {
            // The short form is written only for a version newer than this one, and so are device names.
            if !text.contains("\n    gpus:") {
                content(&mut config(file));
            }
        }
        refuses(&mut config(&wrong));
    }
    let schema = || {
        python("check-jsonschema").map(|mut command| {
            command.args(["--builtin-schema", "vendor.compose-spec"]);
            command
        })
    };
    if let (Some(mut all), Some(mut one)) = (schema(), schema()) {
        content(all.args(&files));
        refuses(one.arg(&wrong));
    }
}

#[test]
fn hadolint_finds_no_error_in_any_dockerfile() {
    let folder = tempfile::tempdir().unwrap();
    let lint = || {
        python("hadolint").map(|mut command| {
            command.args(["--failure-threshold", "error"]);
            command
        })
    };
    let (Some(mut all), Some(mut one)) = (lint(), lint()) else { return };
    content(all.args(written(folder.path(), "Dockerfile")));
    let wrong = folder.path().join("Dockerfile");
    fs::write(&wrong, "FORM ubuntu\n").unwrap();
    refuses(one.arg(&wrong));
}
