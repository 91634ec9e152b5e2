//! Commands that prove the result, and commands that find out what was not answered.

use super::step;
use crate::{
    compat::sources,
    plan::{
        Step,
        machine::{Engine, Machine, Packages, Route},
        quote,
    },
};

/// The image that shows whether a container sees a GPU. It holds no CUDA: `nvidia-smi` comes from the host.
pub const IMAGE: &str = "ubuntu:24.04";

/// How to find out what the plan needs to know.
pub(super) fn identify() -> Step {
    step("identify", &sources::CAPTURES)
        .look("cat /etc/os-release")
        .look("uname -rm")
        .look("nvidia-smi")
        .look("docker version")
}

/// Runs `nvidia-smi` in a container, on the route that was chosen.
pub(super) fn engine(machine: &Machine<'_>) -> Step {
    step("verify", &sources::CAPTURES)
        .look(run(machine, IMAGE, "nvidia-smi -L", ""))
        .expect("GPU 0:")
}

/// A run of one image, as the engine and the route want it. `options` stand before the image.
pub(super) fn run(machine: &Machine<'_>, image: &str, command: &str, options: &str) -> String {
    let image = quote::bash(image);
    let (program, request) = match machine.engine {
        Engine::Podman => {
            ("podman", format!("--security-opt=label=disable {}", cdi_devices(machine)))
        }
        Engine::Containerd => ("sudo nerdctl", gpus_flag(machine)),
        Engine::Docker if machine.windows.is_none() => ("sudo docker", docker_request(machine)),
        Engine::Docker => ("sudo docker", docker_request(machine)),
        Engine::Rootless | Engine::Desktop | Engine::Snap => ("docker", docker_request(machine)),
    };
    format!("{program} run --rm {request}{options} {image} {command}")
}

fn docker_request(machine: &Machine<'_>) -> String {
    match machine.route {
        // The module for NixOS sets up CDI and nothing else.
        Route::Auto if machine.packages() == Packages::Nix => cdi_devices(machine),
        Route::Auto | Route::Gpus => gpus_flag(machine),
        Route::Cdi => cdi_devices(machine),
        Route::Runtime => {
            let gpus = quote::bash(selected(machine).unwrap_or("all"));
            format!("--runtime=nvidia -e NVIDIA_VISIBLE_DEVICES={gpus}")
        }
    }
}

/// The GPUs that were picked. WSL can only give all of them.
pub(super) fn selected<'a>(machine: &Machine<'a>) -> Option<&'a str> {
    machine.some_gpus().filter(|_| machine.windows.is_none())
}

/// `--gpus`. A list needs quotes that reach Docker, for it reads the value as a line of CSV.
fn gpus_flag(machine: &Machine<'_>) -> String {
    match selected(machine) {
        None => "--gpus all".to_owned(),
        Some(list) => {
            let list: String =
                list.chars().filter(|letter| !letter.is_whitespace() && *letter != '"').collect();
            format!("--gpus {}", quote::bash(&format!("\"device={list}\"")))
        }
    }
}

fn cdi_devices(machine: &Machine<'_>) -> String {
    device_names(machine)
        .iter()
        .map(|name| format!("--device {}", quote::bash(name)))
        .collect::<Vec<_>>()
        .join(" ")
}

/// Names of the CDI devices asked for.
pub(super) fn device_names(machine: &Machine<'_>) -> Vec<String> {
    list(machine).iter().map(|gpu| format!("nvidia.com/gpu={gpu}")).collect()
}

/// The GPUs asked for, one by one; `all` alone where none was picked.
pub(super) fn list(machine: &Machine<'_>) -> Vec<String> {
    let picked: Vec<String> = selected(machine)
        .unwrap_or_default()
        .split(',')
        .map(str::trim)
        .filter(|gpu| !gpu.is_empty())
        .map(str::to_owned)
        .collect();
    if picked.is_empty() { vec!["all".to_owned()] } else { picked }
}
