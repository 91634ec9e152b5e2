//! Findings answered with the planner's own commands: the one place where diagnosis and plan meet.
//!
//! No command is spelled here. A finding names the steps of a plan that repair it; the plan for the machine
//! that the paste describes says how.

use serde::Serialize;

use crate::{
    diagnose::{Diagnosis, Facts, Finding},
    plan::{After, Choices, Command, Repair, Step, repair, steps},
};

/// What to type next for one finding, on the machine the paste describes.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Advice {
    /// Commands that only look: how to confirm the finding.
    pub confirm: Vec<Command>,
    /// Commands that repair it, for this distribution and engine.
    pub fix: Vec<Command>,
    /// What is needed before the repair takes effect.
    pub after: Option<After>,
}

/// The commands for one finding. Empty where no command can help (a power cable, a BIOS setting).
pub fn advise(finding: &Finding, diagnosis: &Diagnosis) -> Advice {
    let facts = &diagnosis.reading.facts;
    // Compose makes containers anew by name; of others the text does not tell the command.
    let compose = facts.compose_file.is_some() || facts.compose.is_some();
    let repairs = repairs_of(finding.id).filter(|repair| *repair != Repair::Recreate || compose);
    answer(finding.id, repairs, &choices_from(diagnosis))
}

/// The commands for a finding on a machine that the wizard's answers describe: for a page about the finding,
/// where nothing was pasted.
pub fn advise_on(id: &str, choices: &Choices) -> Advice {
    answer(id, repairs_of(id), choices)
}

fn answer(id: &str, repairs: impl Iterator<Item = Repair>, choices: &Choices) -> Advice {
    let mut advice = Advice::default();
    for wanted in repairs {
        advice.add(&repair(wanted, choices));
    }
    if let Some((_, wanted)) = STEPS.iter().find(|(ids, _)| ids.contains(&id)) {
        let mut choices = choices.clone();
        for (_, question, value) in IMPLIED.iter().filter(|(ids, ..)| ids.contains(&id)) {
            // A machine that is not asked this has nothing left to remove.
            let _ = choices.set(question, value);
        }
        for step in steps(&choices).iter().filter(|step| wanted.contains(&step.id)) {
            advice.add(step);
        }
    }
    advice
}

impl Advice {
    fn add(&mut self, step: &Step) {
        for command in step.check.iter().chain(&step.commands) {
            let list = if command.changes { &mut self.fix } else { &mut self.confirm };
            // Two steps may end with the same look.
            if !list.contains(command) {
                list.push(command.clone());
            }
        }
        if step.after != After::Nothing && self.after != Some(After::Reboot) {
            self.after = Some(step.after);
        }
    }
}

/// What repairs a machine that was set up before.
fn repairs_of(id: &str) -> impl Iterator<Item = Repair> {
    REPAIRS.iter().filter(move |(ids, _)| ids.contains(&id)).map(|(_, repair)| *repair)
}

/// Findings, and what repairs them without setting anything up.
const REPAIRS: &[(&[&str], Repair)] = &[
    (
        &[
            "nvml-driver-library-mismatch",
            "container-nvml-mismatch",
            "nvrm-api-mismatch",
            "module-driver-differ",
            "gpu-lost",
            "gpu-fallen-off-bus",
            "gpu-requires-reset",
            "xid-recovery-action",
        ],
        Repair::Reboot,
    ),
    (
        &[
            "cdi-spec-other-driver",
            "cdi-spec-stale",
            "cdi-spec-broken",
            "cdi-unresolvable-devices",
            "cdi-hook-missing",
            "gpu-request-without-effect",
            "toolkit-no-refresh-in-wsl",
        ],
        Repair::Specification,
    ),
    (
        &[
            "nvml-unknown-error",
            "compose-gpus-too-new",
            "gpu-request-without-effect",
            "container-capability-missing",
            "container-device-blocked",
        ],
        Repair::Recreate,
    ),
    (&["mig-no-instances"], Repair::MigInstances),
    (
        &[
            "wsl-kernel-too-old",
            "wsl-kernel-old",
            "wsl-kernel-component-missing",
            "wsl-command-too-old",
        ],
        Repair::UpdateWsl,
    ),
    (
        &["wsl-linux-driver-installed", "nvml-blocked-by-os", "wsl-dxg-missing", "wsl-no-adapters"],
        Repair::RestartWsl,
    ),
];

/// Findings, and the steps that answer them. A finding that is not here has no command that helps.
const STEPS: &[(&[&str], &[&str])] = &[
    (
        &[
            "smi-command-not-found",
            "smi-cannot-communicate",
            "kernel-module-not-loaded",
            "module-not-found",
            "modprobe-failed",
            "nouveau-loaded",
            "dkms-build-failed",
            "kernel-headers-missing",
            "toolkit-libnvidia-ml-missing",
            "toolkit-driver-not-loaded",
            "no-nvidia-driver",
            "open-kernel-module-required",
            "gpu-too-old-for-open-module",
            "gpu-not-in-driver-release",
            "image-needs-newer-driver",
            "torch-needs-newer-driver",
            "container-cuda-requirement",
            "cuda-driver-insufficient",
            "driver-branch-ended",
        ],
        &["driver-repository", "driver", "driver-check", "windows-driver", "windows-driver-check"],
    ),
    (&["secure-boot-unsigned-module"], &["secure-boot-key"]),
    (
        &[
            "nvml-blocked-by-os",
            "wsl-dxg-missing",
            "wsl-no-adapters",
            "wsl1-distro",
            "wsl-driver-old",
            "wsl-cuda-500",
            "nvml-na",
        ],
        &["windows-driver", "wsl", "wsl-gpu"],
    ),
    (&["wsl-systemd-off"], &["wsl-systemd"]),
    (&["desktop-wsl-integration-off"], &["desktop", "desktop-verify"]),
    (
        &[
            "docker-no-device-driver",
            "docker-cdi-no-vendor",
            "docker-amd-cdi-not-found",
            "docker-unknown-runtime-nvidia",
            "docker-runtime-binary-missing",
            "toolkit-not-installed",
            "toolkit-hook-missing",
            "cdi-hook-missing",
            "container-cli-too-old",
            "package-not-found",
        ],
        &["toolkit-repository", "toolkit", "daemon-json", "restart", "verify"],
    ),
    (
        &["apt-signed-by-conflict", "apt-unsupported-distribution"],
        &["leftovers", "toolkit-repository"],
    ),
    (&["apt-no-pubkey", "apt-key-removed", "apt-key-deprecated"], &["toolkit-repository"]),
    (&["nvidia-docker2-left"], &["leftovers", "toolkit-repository", "toolkit", "restart"]),
    (
        &["cdi-unresolvable-devices", "cdi-spec-stale", "cdi-spec-broken", "cdi-spec-other-driver"],
        &["toolkit", "cdi", "podman-hook", "verify"],
    ),
    (&["docker-cdi-driver-unavailable"], &["daemon-json", "cdi", "restart"]),
    (
        &[
            "dockerd-config-invalid",
            "dockerd-config-wrong-type",
            "dockerd-unknown-directive",
            "dockerd-runtime-entry",
            "dockerd-default-runtime-unknown",
            "docker-runtime-path-wrong",
            "docker-cdi-feature-off",
            "nvidia-ctk-config-error",
            "nvidia-ctk-permission",
        ],
        &["daemon-json", "restart"],
    ),
    (&["docker-not-restarted"], &["restart", "verify"]),
    (
        &["toolkit-too-old-for-cdi", "toolkit-versions-differ", "toolkit-without-compat"],
        &["toolkit-repository", "toolkit", "restart"],
    ),
    (
        &["kernel-may-not-build", "requirement-refuses", "requirement-refuses-needlessly"],
        &["driver-repository", "driver", "driver-check"],
    ),
    (&["docker-too-old-for-cdi"], &["engine-repository", "engine"]),
    (&["docker-rootless"], &["rootless-cgroups", "rootless-only"]),
    (&["docker-socket-permission"], &["engine-group"]),
    (
        &["docker-not-installed", "docker-too-old-for-gpus", "docker-snap"],
        &["engine-old-packages", "engine-repository", "engine"],
    ),
    (&["container-device-filter"], &["rootless-cgroups", "rootless-only"]),
    (&["container-driver-timeout", "persistence-daemon-failed"], &["persistence"]),
    (
        &[
            "container-without-gpu",
            "libcuda-not-found",
            "smi-libnvidia-ml-missing",
            "cuda-no-device",
        ],
        &["verify"],
    ),
];

/// Findings that answer a question of the wizard themselves: what older instructions left behind is there.
const IMPLIED: &[(&[&str], &str, &str)] = &[(
    &["apt-signed-by-conflict", "apt-unsupported-distribution", "nvidia-docker2-left"],
    "leftovers",
    "yes",
)];

/// The wizard's answers as far as a paste gives them.
pub fn choices_from(diagnosis: &Diagnosis) -> Choices {
    let facts = &diagnosis.reading.facts;
    let mut choices = Choices::default();
    for (name, value) in answers(facts) {
        // An answer the wizard does not know is no answer.
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let _ = choices.set(name, &value);
        }
    }
    choices
}

fn answers(facts: &Facts) -> Vec<(&'static str, Option<String>)> {
    let wsl = facts.wsl_kernel.is_some() || facts.wsl.is_some();
    let (os, release) = if wsl { windows(facts) } else { linux(facts) };
    let dump = facts.dumps.iter().find(|dump| !dump.gpus.is_empty()).or(facts.dumps.first());
    let first_gpu = dump.and_then(|dump| dump.gpus.first());
    let text = |seen: &Option<crate::fact::Seen<String>>| {
        seen.as_ref().map(|seen| seen.value.clone()).filter(|value| !value.contains("N/A"))
    };
    vec![
        ("os", os),
        ("release", release),
        ("wsl", wsl.then(|| wsl_distribution(facts)).flatten()),
        ("arch", architecture(facts)),
        ("gpu", first_gpu.and_then(|gpu| text(&gpu.name)).filter(|name| !name.contains("..."))),
        ("driver", dump.and_then(|dump| text(&dump.driver_version).or(text(&dump.kmd_version)))),
        ("kernel", text(&facts.kernel).filter(|_| !wsl)),
        ("modules", text(&facts.kernel_module_flavour)),
        ("secure-boot", text(&facts.secure_boot)),
        ("engine", engine(facts)),
        ("engine-version", text(&facts.docker).or(text(&facts.podman))),
        ("image", facts.images.first().map(|image| image.value.clone())),
        ("compose-version", text(&facts.compose)),
        ("toolkit-version", text(&facts.toolkit)),
        ("daemon-json", text(&facts.daemon_json)),
    ]
}

/// `ID` of os-release → the wizard's name.
const SYSTEMS: &[(&str, &str)] = &[
    ("almalinux", "alma"),
    ("ol", "oracle"),
    ("centos", "centos-stream"),
    ("opensuse-leap", "opensuse"),
    ("opensuse-tumbleweed", "opensuse"),
    ("amzn", "amazon"),
    ("azurelinux", "azure-linux"),
    ("linuxmint", "mint"),
    ("pop", "pop-os"),
];

fn linux(facts: &Facts) -> (Option<String>, Option<String>) {
    let Some(id) = facts.os_id.as_ref().map(|id| id.value.as_str()) else {
        return (None, None);
    };
    let os = SYSTEMS.iter().find(|(theirs, _)| *theirs == id).map_or(id, |(_, ours)| ours);
    let release = facts.os_release.as_ref().map(|release| match os {
        // The wizard asks for the major of these.
        "rhel" | "rocky" | "alma" | "oracle" | "centos-stream" | "sles" | "debian" | "mint" => {
            release.value.split('.').next().unwrap_or_default().to_owned()
        }
        _ => release.value.clone(),
    });
    let release = if id == "opensuse-tumbleweed" { Some("tumbleweed".to_owned()) } else { release };
    (Some(os.to_owned()), release)
}

fn windows(facts: &Facts) -> (Option<String>, Option<String>) {
    let build = facts.windows_build.as_ref().and_then(|build| {
        let text = build.value.strip_prefix("10.0.").unwrap_or(&build.value);
        text.split('.').next()?.parse::<u32>().ok()
    });
    let release = build.map(|build| {
        if build >= crate::compat::wsl::WINDOWS_11 { "11".to_owned() } else { "10".to_owned() }
    });
    (Some("windows".to_owned()), release)
}

fn wsl_distribution(facts: &Facts) -> Option<String> {
    let id = facts.os_id.as_ref()?.value.as_str();
    let release = facts.os_release.as_ref().map(|release| release.value.as_str());
    Some(match (id, release) {
        ("ubuntu", Some(release)) => format!("ubuntu-{release}"),
        ("debian", _) => "debian".to_owned(),
        _ => "other".to_owned(),
    })
}

fn architecture(facts: &Facts) -> Option<String> {
    if facts.jetson.is_some() {
        return Some("jetson".to_owned());
    }
    Some(match facts.architecture.as_ref()?.value.as_str() {
        "aarch64" | "arm64" => "arm64".to_owned(),
        "amd64" | "x86_64" => "x86_64".to_owned(),
        other => other.to_owned(),
    })
}

fn engine(facts: &Facts) -> Option<String> {
    let holds = |list: &Option<crate::fact::Seen<Vec<String>>>, word: &str| {
        list.as_ref().is_some_and(|list| list.value.iter().any(|entry| entry.contains(word)))
    };
    let says = |seen: &Option<crate::fact::Seen<String>>, word: &str| {
        seen.as_ref().is_some_and(|seen| seen.value.contains(word))
    };
    let name = if says(&facts.docker_os, "Docker Desktop") {
        "docker-desktop"
    } else if says(&facts.docker_root, "/var/snap") {
        "snap"
    } else if holds(&facts.docker_security, "rootless") {
        "rootless"
    } else if facts.docker.is_some() {
        "docker"
    } else if facts.podman.is_some() {
        "podman"
    } else if facts.nerdctl.is_some() {
        "containerd"
    } else {
        return None;
    };
    Some(name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        diagnose::{diagnose, judge},
        plan::Shell,
    };

    #[test]
    fn every_answered_finding_exists() {
        let repaired = REPAIRS.iter().flat_map(|(ids, _)| ids.iter());
        for id in STEPS.iter().flat_map(|(ids, _)| ids.iter()).chain(repaired) {
            assert!(judge::ids().any(|known| known == *id), "{id}");
        }
    }

    #[test]
    fn commands_are_for_this_distribution() {
        let error = "docker: Error response from daemon: could not select device driver \"\" with capabilities: [[gpu]].\n";
        for (system, program) in [
            ("ID=ubuntu\nVERSION_ID=\"24.04\"\n", "apt-get"),
            ("ID=\"rocky\"\nVERSION_ID=\"9.4\"\n", "dnf"),
        ] {
            let text = format!(
                "$ cat /etc/os-release\nNAME=x\n{system}$ docker run --gpus all x\n{error}"
            );
            let diagnosis = diagnose(&text);
            let finding = diagnosis.findings.first().unwrap();
            assert_eq!(finding.id, "docker-no-device-driver");
            let advice = advise(finding, &diagnosis);
            assert!(advice.fix.iter().all(|command| command.shell == Shell::Bash));
            assert!(
                advice.fix.iter().any(|command| command.text.contains(program)),
                "{program}: {advice:?}"
            );
            assert_eq!(advice.after, Some(After::RestartEngine));
        }
    }

    #[test]
    fn a_conflict_between_lists_is_answered_with_the_removal_of_the_old_one() {
        let (fix, _) = fix(
            "NAME=x\nID=ubuntu\nVERSION_ID=\"22.04\"\nE: Conflicting values set for option Signed-By regarding source https://nvidia.github.io/libnvidia-container/stable/ubuntu18.04/amd64/ /: /usr/share/keyrings/nvidia-container-toolkit-keyring.gpg != \n",
        );
        assert!(fix.contains("nvidia-docker.list"), "{fix}");
        assert!(!fix.contains("systemctl restart"), "{fix}");
    }

    #[test]
    fn a_power_cable_has_no_command() {
        let diagnosis = diagnose("NVRM: GPU does not have the necessary power cables connected.");
        assert_eq!(advise(&diagnosis.findings[0], &diagnosis), Advice::default());
    }

    /// The commands that repair the leading finding of a paste.
    fn fix(text: &str) -> (String, Option<After>) {
        let diagnosis = diagnose(text);
        let advice = advise(&diagnosis.findings[0], &diagnosis);
        let lines: Vec<_> = advice.fix.iter().map(|command| command.text.as_str()).collect();
        (lines.join("\n"), advice.after)
    }

    #[test]
    fn what_was_set_up_before_is_repaired() {
        let mismatch = fix("Failed to initialize NVML: Driver/library version mismatch\n");
        assert_eq!(mismatch, ("sudo reboot".to_owned(), Some(After::Reboot)));
        let (old_kernel, after) = fix("4.19.104-microsoft-standard\n");
        assert!(old_kernel.contains("wsl --update\nwsl --shutdown"), "{old_kernel}");
        assert_eq!(after, Some(After::RestartWsl));
        let (stale, _) = fix(
            "Docker version 29.7.2, build 0b9d198\nID=ubuntu\nVERSION_ID=\"24.04\"\nNAME=x\ndocker: Error response from daemon: failed to fulfil mount request: open /usr/lib/libEGL_nvidia.so.570.86.10: no such file or directory\n",
        );
        assert!(stale.contains("nvidia-ctk cdi generate"), "{stale}");
        assert_eq!(stale.matches("nvidia-ctk cdi generate").count(), 1, "{stale}");
    }
}
