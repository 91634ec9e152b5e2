//! A machine without internet: what to fetch on another one, and how to bring it over.

use super::{engine, source, step, toolkit};
use crate::plan::{
    Step,
    machine::{DockerFrom, Engine, Machine, Packages},
    quote,
    steps::Place,
};

/// Folder that travels.
const FOLDER: &str = "gpudock-offline";
const IMAGES: &str = "gpudock-offline/images.tar.gz";

/// Whether packages of the system can be carried over: apt and dnf.
pub(crate) fn has_recipe(machine: &Machine<'_>) -> bool {
    matches!(machine.packages(), Packages::Apt | Packages::Dnf4 | Packages::Dnf5)
}

/// First the steps of the machine with internet, then those of the one without.
pub(super) fn steps(machine: &Machine<'_>) -> Vec<Step> {
    let Some(system) = machine.system.filter(|_| has_recipe(machine)) else { return Vec::new() };
    let toolkit_packages = "nvidia-container-toolkit nvidia-container-toolkit-base \
                            libnvidia-container-tools libnvidia-container1";
    let engine_packages = match (machine.engine, system.docker) {
        (Engine::Docker, DockerFrom::Docker(_)) => engine::DOCKER_PACKAGES.to_owned(),
        (Engine::Rootless, DockerFrom::Docker(_)) => {
            format!("{} docker-ce-rootless-extras uidmap", engine::DOCKER_PACKAGES)
        }
        (Engine::Containerd, DockerFrom::Docker(_)) => "containerd.io".to_owned(),
        (Engine::Podman, _) => "podman".to_owned(),
        _ => "docker".to_owned(),
    };
    let mut steps: Vec<Step> = Vec::new();
    if machine.packages() == Packages::Apt {
        if let (DockerFrom::Docker(folder), false) =
            (system.docker, machine.engine == Engine::Podman)
        {
            steps.push(Step { unless: None, ..engine::apt_repository(machine, system, folder) });
        }
        steps.push(toolkit::apt_repository(machine));
        steps.push(step("airgap-download", &source::DOCKER).run(format!("mkdir -p {FOLDER}")).run(
            format!("(cd {FOLDER} && apt-get download {engine_packages} {toolkit_packages})"),
        ));
    } else {
        steps.extend(Some(toolkit::rpm_repository(&toolkit::rpm_base(machine))));
        steps.push(
            step("airgap-download", &source::DOCKER)
                .run("sudo dnf install -y dnf-plugins-core")
                .run(format!("dnf download --resolve --alldeps --destdir={FOLDER} {engine_packages} {toolkit_packages}")),
        );
        if let DockerFrom::Docker(folder) = system.docker {
            let repository = engine::dnf_repository(machine, folder);
            steps.insert(0, Step { unless: None, ..repository });
        }
    }
    steps.push(images(machine));
    for step in &mut steps {
        step.place = Place::Connected;
    }
    steps.extend(install(machine));
    steps
}

fn images(machine: &Machine<'_>) -> Step {
    let asked = super::purpose::image(machine).name;
    let mut names = vec![super::TEST_IMAGE.to_owned()];
    if !names.contains(&asked) {
        names.push(asked);
    }
    let names: Vec<String> = names.iter().map(|name| quote::bash(name)).collect();
    let program = if machine.engine == Engine::Podman { "podman" } else { "docker" };
    let pulls: Vec<String> = names.iter().map(|name| format!("{program} pull {name}")).collect();
    step("airgap-images", &source::DOCKER)
        .run(pulls.join("\n"))
        .run(format!("{program} save {} | gzip > {IMAGES}", names.join(" ")))
}

fn install(machine: &Machine<'_>) -> Vec<Step> {
    let program = match machine.engine {
        Engine::Podman => "podman",
        Engine::Rootless => "docker",
        Engine::Containerd => "sudo nerdctl",
        _ => "sudo docker",
    };
    let packages = if machine.packages() == Packages::Apt {
        format!("sudo apt-get install -y --no-download ./{FOLDER}/*.deb")
    } else {
        format!("sudo dnf install -y --disablerepo='*' ./{FOLDER}/*.rpm")
    };
    let mut install =
        step("airgap-install", &source::DOCKER).run(packages).check("nvidia-ctk --version");
    if machine.engine == Engine::Docker {
        install = install.run("sudo systemctl enable --now docker");
    }
    vec![
        install,
        step("airgap-load", &source::DOCKER)
            .run(format!("gunzip -c {IMAGES} | {program} load"))
            .check(format!("{program} images")),
    ]
}
