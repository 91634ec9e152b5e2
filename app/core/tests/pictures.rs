//! The stack and the chart of a paste.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use gpudock_core::{
    diagnose::{LayerState, Runs, chart, diagnose, stack},
    fact::CudaVersion,
};

const LINUX: &str = include_str!("paste/session-working.txt");
const TABLE: &str = include_str!("paste/580-linux-table.txt");

/// State of a layer.
fn state(text: &str, id: &str) -> LayerState {
    let layers = stack(&diagnose(text));
    layers.iter().find(|layer| layer.id == id).unwrap_or_else(|| panic!("{id} is missing")).state
}

#[test]
fn what_was_not_seen_is_not_called_fine() {
    for (id, expected) in [
        ("hardware", LayerState::Ok),
        ("driver", LayerState::Ok),
        ("kernel_module", LayerState::Ok),
        ("toolkit", LayerState::Unknown),
        ("framework", LayerState::Unknown),
    ] {
        assert_eq!(state(TABLE, id), expected, "{id}");
    }
    assert!(stack(&diagnose(LINUX)).iter().all(|layer| layer.state != LayerState::Error));
}

#[test]
fn the_layer_to_repair_is_the_broken_one() {
    for (text, broken) in [
        (
            "Failed to initialize NVML: Driver/library version mismatch\n",
            &["kernel_module", "driver"][..],
        ),
        (
            "could not select device driver \"\" with capabilities: [[gpu]]\n",
            &["toolkit", "engine"],
        ),
        ("bash: nvidia-ctk: command not found\n", &["toolkit"]),
        (
            "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n",
            &["engine"],
        ),
    ] {
        let layers = stack(&diagnose(text));
        let wrong: Vec<_> =
            layers.iter().filter(|layer| layer.state == LayerState::Error).collect();
        assert_eq!(wrong.len(), 1, "{text}: {layers:?}");
        assert!(broken.contains(&wrong[0].id), "{text}: {}", wrong[0].id);
        assert!(wrong[0].finding.is_some());
    }
}

#[test]
fn windows_has_its_own_layers() {
    let text = format!("WSL version: 2.6.3.0\nKernel version: 6.6.87.2-1\n{TABLE}");
    let ids: Vec<_> = stack(&diagnose(&text)).iter().map(|layer| layer.id).collect();
    assert!(ids.contains(&"windows_driver") && ids.contains(&"wsl_kernel"));
    assert!(!ids.contains(&"kernel_module"));
}

fn table(driver: &str, cuda: &str, gpu: &str) -> String {
    format!(
        "| NVIDIA-SMI {driver}    Driver Version: {driver}    CUDA Version: {cuda}     |\n\
         |   0  {gpu:<26} On  | 00000000:81:00.0 Off |                    0 |\n\
         | N/A   33C    P0    43W / 300W |      0MiB / 81920MiB |      0%      Default |\n"
    )
}

fn way(text: &str, release: &str) -> Runs {
    let release: CudaVersion = release.parse().unwrap();
    let chart = chart(&diagnose(text)).unwrap();
    chart.releases.iter().find(|(own, _)| **own == release).unwrap().1
}

#[test]
fn each_release_runs_in_one_way_and_for_one_reason() {
    let data_centre = table("535.183.01", "12.2", "NVIDIA A100-SXM4-80GB");
    for (release, expected) in [
        ("12.2", Runs::Native),
        ("11.0", Runs::Native),
        ("12.4", Runs::Minor),
        ("13.0", Runs::Forward),
        ("10.2", Runs::Ptx),
    ] {
        assert_eq!(way(&data_centre, release), expected, "A100: {release}");
    }
    let gamer = table("535.183.01", "12.2", "NVIDIA GeForce RTX 3090");
    assert_eq!(way(&gamer, "13.0"), Runs::Driver);
    let pascal = table("580.95.05", "13.0", "NVIDIA GeForce GTX 1080 Ti");
    assert_eq!(way(&pascal, "13.0"), Runs::Dropped);
    assert_eq!(way(&pascal, "12.9"), Runs::Native);
    let chart = chart(&diagnose(&data_centre)).unwrap();
    assert_eq!(chart.newest_native().map(ToString::to_string).as_deref(), Some("12.2"));
    let reasons: Vec<_> = chart.reasons().map(|(way, _)| way).collect();
    // There is no package for the newest release.
    let all = [Runs::Native, Runs::Minor, Runs::Forward, Runs::Ptx, Runs::Driver];
    assert_eq!(reasons, all);
}

#[test]
fn no_driver_no_chart() {
    assert!(chart(&diagnose("bash: nvidia-smi: command not found\n")).is_none());
    let newer = chart(&diagnose(&table("999.10", "19.0", "NVIDIA H100 PCIe"))).unwrap();
    assert!(newer.releases.iter().all(|(_, way)| *way != Runs::Driver), "newer is never too old");
}
