//! A container that systemd starts through Podman.

use std::fmt::Write as _;

use super::{comments, header};
use crate::{
    fact::{Message, Say},
    plan::{
        Plan,
        machine::{Engine, Machine},
        quote, recipe,
    },
};

/// The unit; nothing for another engine.
///
/// Source: podman-systemd.unit(5), keys `AddDevice` and `SecurityLabelDisable`, both since Podman 4.4.
pub(super) fn text(plan: &Plan, machine: &Machine<'_>, say: &dyn Say) -> Option<String> {
    machine.system?;
    if machine.engine != Engine::Podman {
        return None;
    }
    let mut out = String::new();
    comments(&mut out, header(plan, say));
    comments(&mut out, [say.say(&Message::new("emit.quadlet"))]);
    let image = qualified(&recipe::purpose::image(machine).name);
    let _ = write!(
        out,
        "[Unit]\nDescription=GPU Dock\n\n[Container]\nImage={}\n",
        quote::systemd(&image)
    );
    for name in recipe::device_names(machine) {
        let _ = writeln!(out, "AddDevice={}", quote::systemd(&name));
    }
    if let Some(size) = machine.choices.get("shm") {
        let _ = writeln!(out, "PodmanArgs=--shm-size {}", quote::systemd(size.trim()));
    }
    out.push_str(
        "SecurityLabelDisable=true\nExec=nvidia-smi -L\n\n[Service]\nType=oneshot\n\n[Install]\nWantedBy=default.target\n",
    );
    Some(out)
}

/// The image with its registry: a unit has nobody to ask which one is meant.
fn qualified(image: &str) -> String {
    match image.split_once('/') {
        None => format!("docker.io/library/{image}"),
        Some((host, _)) if host.contains(['.', ':']) || host == "localhost" => image.to_owned(),
        Some(_) => format!("docker.io/{image}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_image_names_its_registry() {
        assert_eq!(qualified("ubuntu:24.04"), "docker.io/library/ubuntu:24.04");
        assert_eq!(qualified("nvidia/cuda:13"), "docker.io/nvidia/cuda:13");
        assert_eq!(qualified("nvcr.io/nvidia/jax:26.06-py3"), "nvcr.io/nvidia/jax:26.06-py3");
        assert_eq!(qualified("localhost:5000/x"), "localhost:5000/x");
    }
}
