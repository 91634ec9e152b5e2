//! What the containers are for: images, and the command that proves each.

use super::verify;
use crate::{
    compat::{cuda, sources},
    fact::{CudaVersion, DriverVersion},
    plan::{
        Step,
        machine::{Driver, Machine},
        quote,
    },
};

/// An image the plan offers, and what it asks of driver and GPU.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Image {
    /// Reference, tag included.
    pub(crate) name: String,
    /// CUDA inside; nothing for an image without CUDA, or one whose tag does not tell.
    pub(crate) cuda: Option<CudaVersion>,
}

impl Image {
    fn of(name: &str, cuda: &'static str) -> Self {
        Self { name: name.to_owned(), cuda: Some(CudaVersion::of(cuda)) }
    }

    /// The oldest driver that runs it, by minor-version compatibility.
    pub(crate) fn driver_floor(&self, machine: &Machine<'_>) -> Option<&'static DriverVersion> {
        let floor = cuda::floor(self.cuda.as_ref()?.major())?;
        Some(floor.on(machine.platform()))
    }
}

/// The newest CUDA major that images are offered for.
const NEWEST: u32 = 13;

/// The newest CUDA major that both the driver and the GPU take; 13 where nothing is known against it.
fn newest_major(machine: &Machine<'_>) -> u32 {
    let by_gpu = machine.gpu.last_cuda().map_or(NEWEST, CudaVersion::major);
    let runs = |driver: &DriverVersion| {
        let floor = |major: &u32| {
            cuda::floor(*major).is_some_and(|row| driver >= row.on(machine.platform()))
        };
        (11..=NEWEST).rev().find(floor).unwrap_or(11)
    };
    let by_driver = match &machine.driver {
        Driver::Installed(driver) => runs(driver),
        Driver::Unknown | Driver::Absent => NEWEST,
    };
    by_gpu.min(by_driver)
}

/// The image of the plan: the one that was asked for, else one that fits the machine.
pub(crate) fn image(machine: &Machine<'_>) -> Image {
    if let Some(asked) = machine.choices.get("image") {
        let asked = asked.trim();
        return Image { name: asked.to_owned(), cuda: cuda_of(asked) };
    }
    let major = newest_major(machine);
    match (machine.choices.get("purpose").unwrap_or("check"), major) {
        ("check", _) => Image { name: verify::IMAGE.to_owned(), cuda: None },
        ("pytorch", 13) => Image::of("pytorch/pytorch:2.14.0-cuda13.0-cudnn9-runtime", "13.0"),
        ("pytorch", _) => Image::of("pytorch/pytorch:2.11.0-cuda12.8-cudnn9-runtime", "12.8"),
        ("tensorflow", _) => {
            Image { name: "tensorflow/tensorflow:latest-gpu".to_owned(), cuda: None }
        }
        ("jax", _) => Image::of("nvcr.io/nvidia/jax:26.06-py3", "13.0"),
        (_, 13) => Image::of("nvidia/cuda:13.4.2-base-ubuntu24.04", "13.4.2"),
        (_, 12) => Image::of("nvidia/cuda:12.6.3-base-ubuntu24.04", "12.6.3"),
        _ => Image::of("nvidia/cuda:11.8.0-base-ubuntu22.04", "11.8.0"),
    }
}

/// The CUDA version that a tag names: `nvidia/cuda:12.6.3-…`, `…-cuda12.8-…`, `…:cu126-…`.
fn cuda_of(image: &str) -> Option<CudaVersion> {
    let tag = image.rsplit_once(':').map(|(_, tag)| tag)?;
    let number = |text: &str| {
        let end = text.find(|letter: char| !letter.is_ascii_digit() && letter != '.');
        text.get(..end.unwrap_or(text.len()))?.trim_end_matches('.').parse().ok()
    };
    if image.contains("nvidia/cuda:") {
        return number(tag);
    }
    let at = tag.find("cuda")?;
    number(tag.get(at + 4..)?)
}

/// The command of a purpose. Compose and Dockerfile have outputs of their own.
pub(super) fn step(machine: &Machine<'_>) -> Option<Step> {
    let image = image(machine);
    let shm = machine.choices.get("shm").map_or_else(
        || " --shm-size 8g".to_owned(),
        |size| format!(" --shm-size {}", quote::bash(size.trim())),
    );
    let python = |program: &str| format!("python -c {}", quote::bash(program));
    let (command, options, expect) = match machine.choices.get("purpose")? {
        "cuda" => ("nvidia-smi".to_owned(), String::new(), "CUDA Version"),
        "pytorch" => (
            python("import torch; print(torch.cuda.is_available(), torch.cuda.get_device_name(0))"),
            shm,
            "True",
        ),
        "tensorflow" => (
            python("import tensorflow as tf; print(tf.config.list_physical_devices('GPU'))"),
            shm,
            "PhysicalDevice(name='/physical_device:GPU:0'",
        ),
        "jax" => (python("import jax; print(jax.devices())"), shm, "CudaDevice(id=0)"),
        "compose" => {
            return Some(
                step_of("purpose-compose")
                    .look("docker compose version")
                    .look("docker compose -f compose.yaml config -q")
                    .look("docker compose -f compose.yaml run --rm app nvidia-smi -L")
                    .expect("GPU 0:"),
            );
        }
        "dockerfile" => {
            return Some(
                step_of("purpose-dockerfile")
                    .run("docker build -t gpu-app .")
                    .look(verify::run(machine, "gpu-app", "", "").trim_end())
                    .expect("GPU 0:")
                    .undo("docker rmi gpu-app"),
            );
        }
        _ => return None,
    };
    let id = match machine.choices.get("purpose") {
        Some("cuda") => "purpose-cuda",
        Some("pytorch") => "purpose-pytorch",
        Some("tensorflow") => "purpose-tensorflow",
        _ => "purpose-jax",
    };
    Some(
        step_of(id)
            .gap("image", &image.name)
            .look(verify::run(machine, &image.name, &command, &options))
            .expect(expect),
    )
}

fn step_of(id: &'static str) -> Step {
    super::step(id, &sources::CAPTURES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_tells_its_cuda() {
        let cuda = |image| cuda_of(image).map(|version| version.to_string());
        assert_eq!(cuda("nvidia/cuda:12.6.3-base-ubuntu24.04").as_deref(), Some("12.6.3"));
        assert_eq!(cuda("pytorch/pytorch:2.11.0-cuda12.8-cudnn9-runtime").as_deref(), Some("12.8"));
        assert_eq!(cuda("ubuntu:24.04"), None);
        assert_eq!(cuda("nvidia/cuda"), None);
        assert_eq!(cuda("x:cudaé"), None);
    }
}
