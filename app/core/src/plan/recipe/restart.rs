//! What has to start anew. A reload is not enough: dockerd looks for the toolkit's programs only when
//! it starts.

use super::source;
use crate::plan::{
    After, Step,
    machine::{Engine, Machine},
};

/// Restarts the engine. Podman has no daemon.
pub(super) fn step(machine: &Machine<'_>) -> Option<Step> {
    let (program, command, check) = match machine.engine {
        Engine::Docker => (
            "dockerd",
            "sudo systemctl restart docker",
            "sudo docker info --format '{{json .Runtimes}}'",
        ),
        Engine::Rootless => (
            "dockerd",
            "systemctl --user restart docker",
            "docker info --format '{{json .Runtimes}}'",
        ),
        Engine::Containerd => (
            "containerd",
            "sudo systemctl restart containerd",
            "sudo systemctl is-active containerd",
        ),
        Engine::Podman | Engine::Desktop | Engine::Snap => return None,
    };
    Some(
        super::step("restart", &source::TOOLKIT)
            .run(command)
            .check(check)
            .undo(format!("if command -v {program} >/dev/null 2>&1; then {command}; fi"))
            .after(After::RestartEngine),
    )
}
