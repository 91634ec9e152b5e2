//! The tables against the notes they were written from, so that nothing drifts.
//!
//! The notes lie beside the project on the machines of those who keep it. Where they are missing the tests
//! say so and pass; in CI they must be there.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "the notes are files")]
#![allow(clippy::print_stdout, reason = "a skipped test says so")]

use std::path::PathBuf;

use gpudock_core::{
    compat::{
        architecture, cuda, driver,
        framework::{self, Framework},
        gpu::{self, Identity},
        image::{self, Machine},
        wsl,
    },
    fact::{CudaVersion, DriverVersion},
};
use serde_json::Value;

/// A file of the shared folder; `None` and a notice where the folder is missing outside of CI.
fn shared(path: &str) -> Option<String> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    if let Ok(text) = std::fs::read_to_string(&file) {
        return Some(text);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", file.display());
    println!("skipped: {} is missing", file.display());
    None
}

fn notes(path: &str) -> Option<toml::Table> {
    Some(shared(path)?.parse().unwrap())
}

fn table<'a>(notes: &'a toml::Table, name: &str) -> impl Iterator<Item = &'a toml::Value> {
    notes[name].as_array().unwrap().iter()
}

fn text<'a>(row: &'a toml::Value, key: &str) -> Option<&'a str> {
    row.get(key)?.as_str()
}

fn driver_version(text: &str) -> DriverVersion {
    text.parse().unwrap()
}

fn remembered(row: &toml::Value) -> bool {
    text(row, "confidence") == Some("recalled")
}

#[test]
fn branches() {
    let Some(notes) = notes("facts/driver_branches.toml") else { return };
    for row in table(&notes, "branch") {
        let number = u32::try_from(row["branch"].as_integer().unwrap()).unwrap();
        if remembered(row) {
            assert!(driver::branch(number).is_none(), "{number} is only remembered");
            continue;
        }
        let ours = driver::branch(number).unwrap_or_else(|| panic!("no branch {number}"));
        let smi = row.get("smi_cuda").and_then(|cuda| cuda[0].as_str());
        assert_eq!(Some(ours.cuda.as_str()), smi.or(text(row, "max_cuda")), "CUDA of {number}");
        if let Some(day) = text(row, "eol") {
            assert!(ours.ends.unwrap().0.starts_with(day), "end of {number}");
        }
        for (theirs, ours) in [
            (text(row, "latest_linux"), &ours.latest_linux),
            (text(row, "latest_windows"), &ours.latest_windows),
        ] {
            if let Some(version) = theirs {
                assert!(ours.as_ref().unwrap() >= &driver_version(version), "latest of {number}");
            }
        }
    }
    for row in table(&notes, "windows_family") {
        for end in ["windows_from", "windows_to"] {
            let windows = driver_version(&row[end].to_string());
            let linux = u32::try_from(row["linux_branch"].as_integer().unwrap()).unwrap();
            assert_eq!(driver::linux_branch_of_windows(&windows), Some(linux), "{windows}");
        }
    }
    for row in table(&notes, "wsl_pair") {
        let windows = driver_version(text(row, "windows_driver").unwrap());
        let linux = driver_version(text(row, "smi").unwrap());
        assert_eq!(driver::linux_branch_of_windows(&windows), Some(linux.major()), "{windows}");
    }
}

#[test]
fn toolkits_and_floors() {
    let Some(notes) = notes("facts/cuda_driver.toml") else { return };
    // Where the installer carries another driver than the table says, the installer is right; for 9.1
    // the lower of two printed values is.
    let corrected = ["9.1.85", "11.2.0", "11.5.0", "11.7.1", "11.8.0", "12.2.1", "12.8.0"];
    for row in table(&notes, "toolkit") {
        let Some(version) = text(row, "version") else { continue };
        if version.parse::<CudaVersion>().unwrap() < CudaVersion::of("8.0") {
            continue;
        }
        let ours = cuda::TOOLKITS
            .iter()
            .find(|toolkit| toolkit.version.as_str() == version)
            .unwrap_or_else(|| panic!("no toolkit {version}"));
        if corrected.contains(&version) {
            continue;
        }
        if let Some(linux) = text(row, "corresponding_linux") {
            assert_eq!(ours.linux.as_str(), linux, "{version}");
        }
        let windows = text(row, "corresponding_windows");
        assert_eq!(ours.windows.as_ref().map(DriverVersion::as_str), windows, "{version}");
    }
    for row in table(&notes, "installer") {
        let version = text(row, "version").unwrap();
        let Some(ours) = cuda::TOOLKITS.iter().find(|row| row.version.as_str() == version) else {
            continue;
        };
        if let Some(linux) = text(row, "linux") {
            assert!(
                ours.linux == driver_version(linux) || linux.starts_with(ours.linux.as_str()),
                "{version}: {linux} in the installer, {} here",
                ours.linux
            );
        }
        if let (Some(windows), Some(ours)) = (text(row, "windows"), &ours.windows) {
            assert_eq!(ours, &driver_version(windows), "{version} on Windows");
        }
    }
    for row in table(&notes, "major_floor") {
        let major = u32::try_from(row["cuda_major"].as_integer().unwrap()).unwrap();
        let Some(floor) = cuda::floor(major) else {
            assert!(major < 11);
            continue;
        };
        assert_eq!(Some(floor.linux.as_str()), text(row, "linux_min"));
        assert_eq!(Some(floor.windows.as_str()), text(row, "windows_min"));
    }
}

#[test]
fn the_forward_compatibility_matrix() {
    let Some(notes) = notes("facts/cuda_driver.toml") else { return };
    for row in table(&notes, "forward_compat_matrix") {
        let name = text(row, "package").unwrap();
        let ours = cuda::FORWARD_PACKAGES.iter().find(|package| package.name() == name).unwrap();
        for &target in cuda::FORWARD_TARGETS {
            let theirs = text(row, &format!("r{target}")) == Some("C");
            assert_eq!(ours.targets().any(|own| own == target), theirs, "{name} on {target}");
        }
    }
}

#[test]
fn architectures() {
    let Some(notes) = notes("facts/gpu_arch.toml") else { return };
    for row in table(&notes, "arch") {
        for capability in row["cc"].as_array().unwrap() {
            let capability = capability.as_str().unwrap().parse().unwrap();
            let ours = architecture::generation(capability)
                .unwrap_or_else(|| panic!("no architecture of {capability}"));
            let last = row.get("last_driver_branch").and_then(toml::Value::as_integer);
            assert_eq!(ours.last_branch.map(i64::from), last, "{capability}");
            let last = text(row, "last_cuda");
            assert_eq!(ours.last_cuda.as_ref().map(CudaVersion::as_str), last, "{capability}");
            if let Some(minimum) = text(row, "min_driver") {
                assert_eq!(ours.min_driver.as_ref().unwrap().as_str(), minimum, "{capability}");
            }
            let open_only = row.get("open_modules_only").is_some();
            assert_eq!(ours.modules == architecture::Modules::OpenOnly, open_only, "{capability}");
        }
    }
}

#[test]
fn products() {
    let Some(notes) = notes("facts/gpu_arch.toml") else { return };
    for row in table(&notes, "gpu").filter(|row| !remembered(row)) {
        let name = text(row, "name").unwrap();
        let capability = text(row, "cc").unwrap().parse().unwrap();
        assert_eq!(gpu::identify(name), Identity::Known(capability), "{name}");
    }
    for row in table(&notes, "cut_ambiguous") {
        let shown = text(row, "shown").unwrap();
        assert!(matches!(gpu::identify(shown), Identity::Ambiguous(_)), "{shown}");
    }
}

#[test]
fn names_of_the_corpus() {
    let Some(index) = shared("corpus/index.jsonl") else { return };
    // Not products, or printed by a driver that did not know the product.
    let unknowable = ["Graphics Device", "NVIDIA RTX 6000"];
    let mut count = 0;
    for line in index.lines() {
        let entry: Value = serde_json::from_str(line).unwrap();
        let gpus = entry["expect"]["gpus"].as_array().cloned().unwrap_or_default();
        for name in gpus.iter().filter_map(|gpu| gpu["name"].as_str()) {
            if unknowable.contains(&name) {
                continue;
            }
            count += 1;
            assert_ne!(gpu::identify(name), Identity::Unknown, "{name}");
            assert!(gpu::kind_of(name).is_some(), "{name} is of no kind");
        }
    }
    assert!(count > 50, "only {count} names");
}

#[test]
fn image_requirements_letter_for_letter() {
    let Some(notes) = notes("facts/cuda_images.toml") else { return };
    let mut count = 0;
    for row in table(&notes, "require") {
        let (Some(value), Some(images)) = (text(row, "value"), row.get("images")) else { continue };
        let version: CudaVersion = text(row, "cuda").unwrap().parse().unwrap();
        for image in images.as_array().unwrap() {
            let (system, machine) = image.as_str().unwrap().split_once('/').unwrap();
            let machine = match machine {
                "amd64" => Machine::Amd64,
                "arm64" => Machine::Arm64,
                _ => continue,
            };
            let ours = image::requirement(&version, system, machine);
            assert_eq!(ours.as_deref(), Some(value), "{version} {system} {machine:?}");
            count += 1;
        }
    }
    assert!(count > 500, "only {count} images");
}

#[test]
fn every_requirement_string_is_one_of_ours() {
    let Some(text) = shared("facts/cuda_image_requirements.json") else { return };
    let strings: Vec<Value> = serde_json::from_str(&text).unwrap();
    for entry in &strings {
        let wanted = entry["require"].as_str().unwrap();
        for version in entry["cuda_image_versions"].as_array().unwrap() {
            let version: CudaVersion = version.as_str().unwrap().parse().unwrap();
            let systems =
                ["ubuntu18.04", "ubuntu22.04", "ubuntu16.04", "centos7", "centos8", "ubi8"];
            let found = systems.iter().any(|system| {
                [Machine::Amd64, Machine::Arm64].iter().any(|&machine| {
                    image::requirement(&version, system, machine).as_deref() == Some(wanted)
                })
            });
            assert!(found, "{version}: {wanted}");
        }
    }
    assert!(strings.len() >= 60);
}

#[test]
fn wsl_releases() {
    let Some(notes) = notes("facts/wsl.toml") else { return };
    for row in table(&notes, "wsl_release") {
        let version: gpudock_core::fact::WslVersion = text(row, "wsl").unwrap().parse().unwrap();
        let kernel = text(row, "kernel").unwrap().split('-').next().unwrap();
        let ours = wsl::kernel_of(&version).unwrap();
        assert_eq!(ours.as_str(), kernel, "kernel of WSL {version}");
    }
}

#[test]
fn frameworks() {
    let Some(notes) = notes("facts/frameworks.toml") else { return };
    for row in table(&notes, "pytorch") {
        let release = text(row, "release").unwrap();
        let ours = framework::build_of(Framework::PyTorch, release).unwrap();
        let theirs: Vec<_> =
            row["cuda"].as_array().unwrap().iter().filter_map(toml::Value::as_str).collect();
        assert_eq!(ours.cuda, theirs.join(" "), "PyTorch {release}");
        let seen = text(row, "default_confidence") == Some("seen");
        let default = text(row, "default_cuda").filter(|_| seen);
        assert_eq!(ours.default.as_ref().map(CudaVersion::as_str), default, "PyTorch {release}");
    }
    for row in table(&notes, "tensorflow") {
        let release = text(row, "version").unwrap();
        if let Some(ours) = framework::build_of(Framework::TensorFlow, release) {
            assert_eq!(Some(ours.cuda), text(row, "cuda"), "TensorFlow {release}");
            let minimum = text(row, "min_linux_driver").unwrap();
            // 2.4 is built for 11.0, whose own driver is older than the floor of all of 11.
            let oldest = ours.oldest_driver(gpudock_core::compat::Platform::Linux).unwrap();
            assert!(oldest.as_str() == minimum || release == "2.4", "TensorFlow {release}");
        }
    }
    for row in table(&notes, "ngc") {
        let month = text(row, "month").unwrap();
        let ours = framework::build_of(Framework::Ngc, month).unwrap();
        let theirs = text(row, "pytorch_cuda").or(text(row, "base_cuda")).unwrap();
        let theirs: CudaVersion = theirs.parse().unwrap();
        let ours = ours.default.as_ref().unwrap();
        assert_eq!(cuda::release_of(ours), cuda::release_of(&theirs), "NGC {month}");
    }
}
