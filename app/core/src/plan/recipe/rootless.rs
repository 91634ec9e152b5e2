//! Docker without root.

use super::{source, step};
use crate::plan::{
    Step,
    machine::{Engine, Machine, Network, Packages},
};

/// The daemon of the user, and what the legacy hook needs where CDI is too new for the engine.
pub(super) fn steps(machine: &Machine<'_>) -> Vec<Step> {
    if machine.engine != Engine::Rootless {
        return Vec::new();
    }
    let extras = match machine.packages() {
        Packages::Apt => {
            "sudo apt-get install -y uidmap dbus-user-session docker-ce-rootless-extras"
        }
        Packages::Dnf4 | Packages::Dnf5 => {
            "sudo dnf install -y shadow-utils fuse-overlayfs docker-ce-rootless-extras"
        }
        _ => "command -v dockerd-rootless-setuptool.sh",
    };
    let mut set_up = step("rootless", &source::DOCKER_ROOTLESS)
        .unless("systemctl --user is-active docker >/dev/null 2>&1");
    if machine.network != Network::Airgap {
        set_up = set_up.run(extras);
    }
    let mut steps = vec![
        set_up
            .run("dockerd-rootless-setuptool.sh install")
            .run("systemctl --user enable --now docker\nsudo loginctl enable-linger \"$(id -un)\"")
            .run("docker context use rootless")
            .check("docker info --format '{{.SecurityOptions}}'")
            .expect("name=rootless")
            .undo("dockerd-rootless-setuptool.sh uninstall\ndocker context use default"),
    ];
    if machine.engine_older_than("29.2") {
        steps.push(
            step("rootless-cgroups", &source::TOOLKIT)
                .run("sudo nvidia-ctk config --set nvidia-container-cli.no-cgroups --in-place")
                .check("grep -n '^no-cgroups = true' /etc/nvidia-container-runtime/config.toml")
                .undo(
                    "sudo nvidia-ctk config --set nvidia-container-cli.no-cgroups=false --in-place",
                ),
        );
    }
    steps
}

/// The rootful daemon that the packages start stays out of the way.
pub(super) fn disable_rootful() -> Step {
    step("rootless-only", &source::DOCKER_ROOTLESS)
        .run("sudo systemctl disable --now docker.service docker.socket")
        .check("systemctl is-enabled docker.service || true")
        .expect("disabled")
        .undo("sudo systemctl enable --now docker.service docker.socket")
}
