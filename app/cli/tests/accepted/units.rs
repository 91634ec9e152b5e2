//! What systemd and containerd read.

use std::{fs, process::Command};

use crate::{content, refuses, texts_of, unpacked, written};

#[test]
fn podmans_generator_makes_a_service_of_every_unit() {
    let Some(quadlet) = unpacked("usr/libexec/podman/quadlet") else { return };
    let folder = tempfile::tempdir().unwrap();
    let generate = |place: &std::path::Path| {
        let mut command = Command::new(&quadlet);
        command.args(["-dryrun", "-no-kmsg-log"]).env("QUADLET_UNIT_DIRS", place);
        command
    };
    for file in written(folder.path(), "gpudock.container") {
        let service = content(&mut generate(file.parent().unwrap()));
        assert!(
            service.contains("--device=nvidia.com/gpu=")
                || service.contains("--device nvidia.com/gpu="),
            "{service}"
        );
        assert!(
            service.contains("label=disable") || service.contains("label:disable"),
            "{service}"
        );
    }
    fs::write(folder.path().join("wrong.container"), "[Container]\nImages=x\n").unwrap();
    refuses(&mut generate(folder.path()));
}

#[test]
fn containerd_reads_every_drop_in() {
    let Some(containerd) = unpacked("usr/bin/containerd") else { return };
    let folder = tempfile::tempdir().unwrap();
    for (number, text) in texts_of("99-nvidia.toml").iter().enumerate() {
        let place = folder.path().join(number.to_string());
        fs::create_dir_all(&place).unwrap();
        let (main, drop_in) = (place.join("config.toml"), place.join("99-nvidia.toml"));
        fs::write(&drop_in, text).unwrap();
        fs::write(&main, format!("version = 2\nimports = [{:?}]\n", drop_in.display().to_string()))
            .unwrap();
        let mut dump = Command::new(&containerd);
        let all = content(dump.arg("--config").arg(&main).args(["config", "dump"]));
        let runtimes = all.split_once("containerd.runtimes.nvidia]").expect(&all).1;
        assert!(runtimes.contains("BinaryName = \"/usr/bin/nvidia-container-runtime\""), "{all}");
    }
}
