//! What the planner writes, so that a guide that writes it out can be told to refer to it.

use std::{collections::BTreeSet, sync::LazyLock};

use gpudock_core::plan::{self, Choices, OutputKind, question};

/// What the planner writes and no guide may write out as well.
#[derive(Debug, Default)]
pub(crate) struct Known {
    /// Lines that install, configure, or start a container with a GPU, each as [`plain`] has it.
    pub(crate) commands: BTreeSet<String>,
    /// Lines of compose files and `daemon.json` that ask for a GPU, each as [`bare`] has it.
    pub(crate) requests: BTreeSet<String>,
    /// Where packages and keys come from: scheme, host and first folder.
    pub(crate) addresses: BTreeSet<String>,
}

/// Everything that the plans of many machines say. Networks are left out: they change addresses, which are the
/// reader's own.
pub(crate) fn known() -> &'static Known {
    static KNOWN: LazyLock<Known> = LazyLock::new(|| {
        let mut known = Known::default();
        for choices in machines() {
            let plan = plan::plan(&choices);
            for command in plan.steps.iter().flat_map(|step| &step.commands) {
                let lines = command.text.lines().map(plain);
                known.commands.extend(lines.filter(|line| installs(line) || asks_for_gpu(line)));
                known.addresses.extend(addresses(&command.text));
            }
        }
        for choices in requests() {
            let plan = plan::plan(&choices);
            for output in plan::emit::outputs(&plan, &()) {
                if matches!(output.kind, OutputKind::Compose | OutputKind::DaemonJson) {
                    let lines = output.text.lines().filter(|line| !line.starts_with('#')).map(bare);
                    known.requests.extend(lines.filter(|line| is_request(line)));
                }
            }
        }
        known
    });
    &KNOWN
}

/// Every system with its releases, each engine and route.
fn machines() -> Vec<Choices> {
    let mut found = Vec::new();
    for os in question::SYSTEMS {
        let of_system = Choices::default().with("os", os);
        let releases = question::questions().iter().find(|question| question.name == "release");
        let releases = match releases.map(|question| question.answer) {
            Some(question::Answer::Version(known)) => known(&of_system),
            _ => &[],
        };
        let releases: Vec<_> = if releases.is_empty() {
            vec![of_system]
        } else {
            releases.iter().map(|release| of_system.clone().with("release", release)).collect()
        };
        for choices in releases {
            for route in ROUTES {
                found.push(choices.clone().with("engine", "docker").with("route", route));
            }
            for engine in ["podman", "rootless"] {
                found.push(choices.clone().with("engine", engine));
            }
        }
    }
    found
}

/// How a compose file or `daemon.json` asks for GPUs.
fn requests() -> Vec<Choices> {
    let ubuntu = Choices::default().with("os", "ubuntu").with("release", "24.04");
    let composed = ubuntu.with("engine", "docker").with("purpose", "compose");
    let mut found = Vec::new();
    for route in ROUTES {
        for gpus in ["all", "0,2"] {
            let choices = composed.clone().with("route", route).with("gpus", gpus);
            found.push(choices.clone().with("compose-version", "2.40.3"));
            found.push(choices.with("default-runtime", "yes"));
        }
    }
    found
}

const ROUTES: [&str; 4] = ["auto", "gpus", "cdi", "runtime"];

/// A command line without what does not tell it from another.
pub(crate) fn plain(line: &str) -> String {
    let line = line.trim().trim_end_matches('\\');
    let words = line.split_whitespace().filter(|word| *word != "sudo" && *word != "-y");
    words.collect::<Vec<_>>().join(" ")
}

/// A line of YAML or JSON without quotes, commas and the dash of a list.
pub(crate) fn bare(line: &str) -> String {
    let line = line.trim().trim_start_matches("- ").trim_end_matches(',');
    line.replace(['"', '\''], "")
}

/// Lines worth a reference: those that fetch, install or configure, not `fi` or `reboot`.
fn installs(line: &str) -> bool {
    let verbs = ["install", "curl ", "nvidia-ctk ", "config-manager", "addrepo", "dpkg -i", "tee "];
    line.len() > 12 && verbs.iter().any(|verb| line.contains(verb))
}

/// A container started with a GPU.
pub(crate) fn asks_for_gpu(line: &str) -> bool {
    let requests = ["--gpus", "nvidia.com/gpu", "--runtime=nvidia"];
    line.contains(" run ") && requests.iter().any(|request| line.contains(request))
}

/// A line of a file that makes the difference between a GPU and none.
fn is_request(line: &str) -> bool {
    let words = ["nvidia", "NVIDIA_VISIBLE_DEVICES", "gpus:", "device_ids", "capabilities: [gpu]"];
    !line.starts_with("image:")
        && !line.starts_with("command:")
        && words.iter().any(|word| line.contains(word))
}

/// Addresses in a text, each to its first folder.
pub(crate) fn addresses(text: &str) -> Vec<String> {
    const SCHEME: &str = "https://";
    let mut found = Vec::new();
    for rest in text.split(SCHEME).skip(1) {
        let address = rest.split([' ', '\'', '"', '\n', ')']).next().unwrap_or_default();
        let mut parts = address.splitn(3, '/');
        if let (Some(host), Some(folder), Some(_)) = (parts.next(), parts.next(), parts.next()) {
            found.push(format!("{SCHEME}{host}/{folder}"));
        }
    }
    found
}
