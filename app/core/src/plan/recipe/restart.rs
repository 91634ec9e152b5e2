//! What has to start anew. A reload is not enough: dockerd looks for the toolkit's programs only when
//! it starts.

use super::source;
use crate::plan::{
    After, Step,
    machine::{Engine, Machine},
};

/// Restarts the engine. Podman has no daemon.
pub(super) fn step(machine: &Machine<'_>) -> Option<Step> {
    let (command, check) = match machine.engine {
        Engine::Docker => {
            ("sudo systemctl restart docker", "sudo docker info --format '{{json .Runtimes}}'")
        }
        Engine::Rootless => {
            ("systemctl --user restart docker", "docker info --format '{{json .Runtimes}}'")
        }
        Engine::Containerd => {
            ("sudo systemctl restart containerd", "sudo systemctl is-active containerd")
        }
        Engine::Podman | Engine::Desktop | Engine::Snap => return None,
    };
    Some(
        super::step("restart", &source::TOOLKIT)
            .run(command)
            .check(check)
            .undo(command)
            .after(After::RestartEngine),
    )
}
