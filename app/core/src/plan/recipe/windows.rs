//! Windows: the driver, WSL, and Docker Desktop. What follows inside the distribution is Linux.

use super::{source, step};
use crate::plan::{
    After, Step,
    machine::{Driver, Engine, Machine},
    steps::Place,
};

/// Name of the distribution, as `wsl --install -d` takes it.
fn distribution(machine: &Machine<'_>) -> &'static str {
    match machine.choices.get("wsl") {
        Some("ubuntu-22.04") => "Ubuntu-22.04",
        Some("ubuntu-26.04") => "Ubuntu-26.04",
        Some("debian") => "Debian",
        _ => "Ubuntu-24.04",
    }
}

/// Everything typed into PowerShell, and the checks inside WSL that come before any container.
pub(super) fn steps(machine: &Machine<'_>) -> Vec<Step> {
    let name = distribution(machine);
    let mut steps = Vec::new();
    if !matches!(machine.driver, Driver::Installed(_)) {
        steps.push(
            step("windows-driver", &source::NVIDIA_WSL)
                .look_powershell("Start-Process 'https://www.nvidia.com/drivers'")
                .after(After::Reboot),
        );
    }
    steps.push(
        step("windows-driver-check", &source::NVIDIA_WSL)
            .look_powershell("nvidia-smi")
            .expect("Driver Version"),
    );
    steps.push(
        step("wsl", &source::MICROSOFT_WSL)
            .gap("distribution", name)
            .run_powershell("wsl --update")
            .run_powershell(format!(
                "if (-not ((wsl --list --quiet) -replace \"`0\" -contains '{name}')) {{ wsl --install -d {name} }}"
            ))
            .run_powershell(format!("wsl --set-version {name} 2"))
            .check_powershell("wsl --list --verbose")
            .expect("2")
            .undo_powershell(format!("# wsl --unregister {name}")),
    );
    steps.push(
        step("wsl-gpu", &source::NVIDIA_WSL)
            .look_powershell(format!("wsl -d {name} -- uname -r"))
            .look_powershell(format!("wsl -d {name} -- /usr/lib/wsl/lib/nvidia-smi"))
            .expect("CUDA"),
    );
    if machine.engine == Engine::Desktop {
        steps.push(desktop());
        steps.push(desktop_verify(machine));
    } else {
        steps.push(systemd(name));
    }
    steps
}

fn desktop() -> Step {
    step("desktop", &source::WINGET)
        .run_powershell(
            "if (-not (Get-Command docker -ErrorAction SilentlyContinue)) { winget install --exact --id Docker.DockerDesktop }",
        )
        .check_powershell("docker info --format '{{.OperatingSystem}}'")
        .expect("Docker Desktop")
        .undo_powershell("winget uninstall --exact --id Docker.DockerDesktop")
}

/// Docker Desktop carries the toolkit: a run is all there is to do.
fn desktop_verify(machine: &Machine<'_>) -> Step {
    let image = super::purpose::image(machine).name;
    let image = crate::plan::quote::powershell(&image);
    let mut verified = step("desktop-verify", &source::DESKTOP)
        .look_powershell(format!("docker run --rm --gpus all {} nvidia-smi", super::TEST_IMAGE))
        .expect("CUDA");
    if machine.choices.get("purpose").is_some_and(|purpose| purpose != "check") {
        verified =
            verified.look_powershell(format!("docker run --rm --gpus all {image} nvidia-smi"));
    }
    verified
}

/// systemd inside the distribution, so that Docker starts with it.
fn systemd(name: &str) -> Step {
    let inner = "grep -q '^systemd=true' /etc/wsl.conf 2>/dev/null || printf '[boot]\\nsystemd=true\\n' | sudo tee -a /etc/wsl.conf >/dev/null";
    let mut step = step("wsl-systemd", &source::MICROSOFT_WSL)
        .unless("[ \"$(ps -p 1 -o comm=)\" = systemd ]")
        .gap("distribution", name)
        .run(inner)
        .check("ps -p 1 -o comm=")
        .expect("systemd")
        .after(After::RestartWsl);
    step.place = Place::Wsl;
    step
}
