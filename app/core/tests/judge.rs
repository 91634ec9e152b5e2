//! Machine states, reasoned by hand: driver × GPU × image × WSL, with the verdict and the finding that has to
//! be said. Floors and limits are those of NVIDIA's tables, one version below and one at each of them.

use gpudock_core::{
    diagnose::{Dump, Facts, Gpu, Reading, Verdict, judge::judge_on},
    fact::{Seen, Span},
};

fn seen<T>(value: T) -> Seen<T> {
    Seen::new(value, Span::new(0, 1))
}

fn machine(gpu: &str, driver: &str, image: &str, wsl: &str) -> Reading {
    let card = Gpu { name: Some(seen(gpu.to_owned())), ..Gpu::default() };
    let dump = Dump {
        driver_version: Some(seen(driver.to_owned())),
        gpu_count: Some(1),
        gpus: vec![card],
        ..Dump::default()
    };
    let text = |value: &str| (!value.is_empty()).then(|| seen(value.to_owned()));
    let facts = Facts {
        dumps: vec![dump],
        images: text(image).into_iter().collect(),
        wsl_kernel: text(wsl),
        ..Facts::default()
    };
    Reading { facts, ..Reading::default() }
}

use Verdict::{Broken, Works, WorksWithLimits};

const H200: &str = "NVIDIA H200";
const A100: &str = "NVIDIA A100-SXM4-80GB";
const RTX_4090: &str = "NVIDIA GeForce RTX 4090";
const RTX_5090: &str = "NVIDIA GeForce RTX 5090";
const GTX_1080: &str = "NVIDIA GeForce GTX 1080";
const V100: &str = "Tesla V100-SXM2-32GB";
const WSL2: &str = "5.15.167.4-microsoft-standard-WSL2";

type State = (&'static str, &'static str, &'static str, &'static str, Verdict, &'static str);

/// GPU, driver, image, WSL kernel → verdict, and a finding that is said.
#[rustfmt::skip]
const STATES: &[State] = &[
    // The driver alone.
    (H200, "580.159.04", "", "", Works, "driver-runs-cuda"),
    (H200, "535.309.01", "", "", Works, "driver-branch-ended"),
    (H200, "550.163.01", "", "", Works, "driver-branch-ended"),
    (A100, "470.256.02", "", "", Works, "driver-branch-ended"),
    (H200, "580.65.06", "", "", Works, "driver-runs-cuda"),
    (H200, "595.99.02", "", "", Works, "driver-runs-cuda"),
    (H200, "700.10.01", "", "", Works, "driver-newer-than-rules"),
    (GTX_1080, "580.95.05", "", "", Works, "gpu-last-branch"),
    (V100, "580.95.05", "", "", Works, "gpu-last-branch"),
    ("NVIDIA Quantum X9000", "595.99.02", "", "", Works, "gpu-unknown"),
    // CUDA 13 images: the floor is branch 580 as a whole.
    (RTX_4090, "580.65.06", "nvidia/cuda:13.0.1-base-ubuntu24.04", "", Works, "image-runs"),
    (RTX_4090, "575.57.08", "nvidia/cuda:13.0.1-base-ubuntu24.04", "", Broken, "image-needs-newer-driver"),
    (RTX_4090, "580.65.05", "nvidia/cuda:13.1.0-base-ubuntu24.04", "", Works, "image-minor-version"),
    (RTX_4090, "580.159.04", "nvidia/cuda:13.1.0-base-ubuntu24.04", "", Works, "image-minor-version"),
    (RTX_4090, "590.48.01", "nvidia/cuda:13.1.0-base-ubuntu24.04", "", Works, "image-runs"),
    // Data-centre GPUs may go forward, on the branches of NVIDIA's matrix; GeForce may not.
    (A100, "535.309.01", "nvidia/cuda:13.0.1-base-ubuntu24.04", "", WorksWithLimits, "image-forward-compatibility"),
    (A100, "570.211.01", "nvidia/cuda:13.0.1-base-ubuntu24.04", "", WorksWithLimits, "image-forward-compatibility"),
    (A100, "550.163.01", "nvidia/cuda:13.0.1-base-ubuntu24.04", "", Broken, "image-needs-newer-driver"),
    (RTX_4090, "535.309.01", "nvidia/cuda:13.0.1-base-ubuntu24.04", "", Broken, "image-needs-newer-driver"),
    // CUDA 12 images: floor 525.60.13.
    (RTX_4090, "525.60.13", "nvidia/cuda:12.8.1-base-ubuntu22.04", "", Works, "image-minor-version"),
    (RTX_4090, "525.60.12", "nvidia/cuda:12.8.1-base-ubuntu22.04", "", Broken, "image-needs-newer-driver"),
    (RTX_4090, "525.147.05", "nvidia/cuda:12.0.1-base-ubuntu22.04", "", Works, "image-runs"),
    (RTX_4090, "570.211.01", "nvidia/cuda:12.8.1-base-ubuntu22.04", "", Works, "image-runs"),
    (RTX_4090, "570.211.01", "nvidia/cuda:12.9.1-base-ubuntu22.04", "", Works, "image-minor-version"),
    (A100, "520.61.05", "nvidia/cuda:12.2.2-base-ubuntu22.04", "", Broken, "image-needs-newer-driver"),
    // CUDA 11 images: floor 450.80.02.
    (A100, "450.80.02", "nvidia/cuda:11.8.0-base-ubuntu22.04", "", Works, "image-minor-version"),
    (A100, "450.80.01", "nvidia/cuda:11.8.0-base-ubuntu22.04", "", Broken, "image-needs-newer-driver"),
    (A100, "520.61.05", "nvidia/cuda:11.8.0-base-ubuntu22.04", "", Works, "image-runs"),
    // The architecture is a question of its own.
    (GTX_1080, "580.95.05", "nvidia/cuda:13.0.1-base-ubuntu24.04", "", Broken, "image-architecture-dropped"),
    (GTX_1080, "580.95.05", "nvidia/cuda:12.9.1-base-ubuntu24.04", "", Works, "image-runs"),
    (V100, "580.95.05", "nvidia/cuda:13.0.1-base-ubuntu24.04", "", Broken, "image-architecture-dropped"),
    (RTX_5090, "580.95.05", "nvidia/cuda:12.4.1-base-ubuntu22.04", "", WorksWithLimits, "image-older-than-gpu"),
    (RTX_5090, "580.95.05", "nvidia/cuda:12.8.1-base-ubuntu22.04", "", Works, "image-runs"),
    (RTX_4090, "580.95.05", "nvidia/cuda:11.7.1-base-ubuntu22.04", "", WorksWithLimits, "image-older-than-gpu"),
    (RTX_4090, "580.95.05", "nvidia/cuda:11.8.0-base-ubuntu22.04", "", Works, "image-runs"),
    // Newer than the rules is never broken.
    (H200, "700.10.01", "nvidia/cuda:13.0.1-base-ubuntu24.04", "", Works, "image-runs"),
    (H200, "580.159.04", "nvidia/cuda:15.0.0-base-ubuntu26.04", "", Works, "image-newer-than-rules"),
    // WSL kernels: error below the lower minimum, warning below the higher.
    (RTX_4090, "581.80", "", WSL2, Works, "driver-runs-cuda"),
    (RTX_4090, "581.80", "", "6.6.87.2-microsoft-standard-WSL2", Works, "driver-runs-cuda"),
    (RTX_4090, "581.80", "", "4.19.104-microsoft-standard", Broken, "wsl-kernel-too-old"),
    (RTX_4090, "581.80", "", "4.19.120-microsoft-standard", Broken, "wsl-kernel-too-old"),
    (RTX_4090, "581.80", "", "4.19.121-microsoft-standard", WorksWithLimits, "wsl-kernel-old"),
    (RTX_4090, "581.80", "", "5.10.16.3-microsoft-standard-WSL2", WorksWithLimits, "wsl-kernel-old"),
    (RTX_4090, "581.80", "", "5.10.43.2-microsoft-standard-WSL2", WorksWithLimits, "wsl-kernel-old"),
    (RTX_4090, "581.80", "", "5.10.43.3-microsoft-standard-WSL2", Works, "driver-runs-cuda"),
    (RTX_4090, "581.80", "", "4.4.0-19041-Microsoft", Broken, "wsl1-distro"),
    // Under WSL forward compatibility does not exist, even for a data-centre GPU.
    (A100, "551.61", "nvidia/cuda:13.0.1-base-ubuntu24.04", WSL2, Broken, "image-needs-newer-driver"),
    (RTX_4090, "581.80", "nvidia/cuda:13.0.1-base-ubuntu24.04", WSL2, Works, "image-runs"),
    (RTX_4090, "471.41", "", WSL2, WorksWithLimits, "wsl-driver-old"),
];

#[test]
fn each_state_is_judged_as_reasoned() {
    let mut wrong = Vec::new();
    for (gpu, driver, image, wsl, verdict, id) in STATES {
        let diagnosis = judge_on(machine(gpu, driver, image, wsl), "2026-11-20");
        let ids: Vec<_> = diagnosis.findings.iter().map(|finding| finding.id).collect();
        if diagnosis.verdict != *verdict || !ids.contains(id) {
            wrong.push(format!(
                "{gpu} {driver} {image} {wsl}: {:?} {ids:?}, expected {verdict:?} {id}",
                diagnosis.verdict
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_branch_ends_on_its_day() {
    let ended = |today| {
        let diagnosis = judge_on(machine(H200, "580.159.04", "", ""), today);
        diagnosis.findings.iter().any(|finding| finding.id == "driver-branch-ended")
    };
    assert!(!ended("2026-11-20"));
    assert!(ended("2028-09-01"));
}

#[test]
fn wsl_differs_by_design_and_linux_does_not() {
    let judged = |smi: &str, driver: &str, wsl: &str| {
        let mut reading = machine(RTX_4090, driver, "", wsl);
        reading.facts.dumps[0].smi_version = Some(seen(smi.to_owned()));
        let diagnosis = judge_on(reading, "2026-11-20");
        diagnosis.findings.iter().any(|finding| finding.id == "smi-driver-differ")
    };
    assert!(!judged("580.102.01", "581.80", WSL2));
    assert!(!judged("580.102.01", "581.80", ""));
    assert!(!judged("580.159.04", "580.159.04", ""));
    assert!(!judged("580.159", "580.159.04", ""));
    assert!(judged("535.261.03", "580.159.04", ""));
}

#[test]
fn nothing_read_is_unknown() {
    assert_eq!(judge_on(Reading::default(), "2026-11-20").verdict, Verdict::Unknown);
}
