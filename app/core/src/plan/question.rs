//! What the wizard asks: one table, from which the form, the permalink and the flags of the command follow.

use super::Choices;
use crate::compat::mirror;

/// One question. Its label is `ask.<name>.label`, its help `ask.<name>.help`.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// Name of the answer: form control, permalink and command-line flag.
    pub name: &'static str,
    /// How it is answered.
    pub answer: Answer,
    /// Whether the question means anything beside the other answers. A question that does not apply
    /// is left out of the form; its answer stays in the permalink.
    pub applies: fn(&Choices) -> bool,
}

/// How a question is answered.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// One of some values, which can depend on the other answers. Labels are `ask.<name>.<value>`.
    OneOf(fn(&Choices) -> &'static [&'static str]),
    /// One version of a row of versions. The values are offered; any other version is taken as well,
    /// for a release can be newer than the rules. Values are their own labels.
    Version(fn(&Choices) -> &'static [&'static str]),
    /// One line of text; the string is an example of it.
    Line(&'static str),
    /// A pasted text of any length, which never enters a permalink.
    Text,
    /// `yes` or `no`.
    Flag,
}

/// Operating systems, in the order of the form.
pub const SYSTEMS: &[&str] = &[
    "windows",
    "ubuntu",
    "debian",
    "rhel",
    "rocky",
    "alma",
    "oracle",
    "centos-stream",
    "fedora",
    "opensuse",
    "sles",
    "amazon",
    "azure-linux",
    "arch",
    "mint",
    "pop-os",
    "nixos",
    "flatcar",
    "other",
];

/// Every question, in the order of the form.
pub fn questions() -> &'static [Question] {
    QUESTIONS
}

const fn ask(name: &'static str, answer: Answer, applies: fn(&Choices) -> bool) -> Question {
    Question { name, answer, applies }
}

static QUESTIONS: &[Question] = &[
    ask("os", Answer::OneOf(|_| SYSTEMS), always),
    ask("release", Answer::Version(releases), |choices| !releases(choices).is_empty()),
    ask("wsl", Answer::OneOf(|_| WSL_DISTRIBUTIONS), on_windows),
    ask("arch", Answer::OneOf(|_| &["x86_64", "arm64", "jetson"]), always),
    ask("gpu", Answer::Line("NVIDIA GeForce RTX 4090"), always),
    ask("driver", Answer::Line("580.159.04"), always),
    ask("kernel", Answer::Line("6.8.0-45-generic"), always),
    ask("modules", Answer::OneOf(|_| &["auto", "open", "proprietary"]), on_linux),
    ask("secure-boot", Answer::OneOf(|_| &["unknown", "enabled", "disabled"]), on_linux),
    ask("engine", Answer::OneOf(|_| ENGINES), always),
    ask("engine-version", Answer::Line("29.7.2"), has_engine),
    ask("route", Answer::OneOf(|_| &["auto", "gpus", "runtime", "cdi"]), uses_docker),
    ask("default-runtime", Answer::Flag, uses_docker),
    ask("gpus", Answer::Line("all"), always),
    ask("network", Answer::OneOf(|_| NETWORKS), always),
    ask("proxy", Answer::Line("http://proxy.example.com:3128"), behind_a_proxy),
    ask("mirror-site", Answer::OneOf(|_| MIRROR_SITES), has_mirror),
    ask("mirror", Answer::Line("https://mirror.example.com/docker-ce"), has_own_mirror),
    ask(
        "mirror-toolkit",
        Answer::Line("https://mirror.example.com/libnvidia-container"),
        has_own_mirror,
    ),
    ask("mirror-registry", Answer::Line("https://registry.example.com"), has_mirror),
    ask("purpose", Answer::OneOf(|_| PURPOSES), always),
    ask("image", Answer::Line("nvidia/cuda:13.0.1-base-ubuntu24.04"), always),
    ask("capabilities", Answer::Line("compute,utility"), builds_an_image),
    ask("shm", Answer::Line("8gb"), trains),
    ask("compose-version", Answer::Line("2.40.3"), |choices| is(choices, "purpose", "compose")),
    ask("toolkit-version", Answer::Line("1.20.1"), on_linux_or_wsl),
    ask("leftovers", Answer::Flag, on_linux_or_wsl),
    ask("daemon-json", Answer::Text, uses_docker),
    ask("persistence", Answer::Flag, on_linux),
];

const WSL_DISTRIBUTIONS: &[&str] =
    &["ubuntu-24.04", "ubuntu-22.04", "ubuntu-26.04", "debian", "other"];

const ENGINES: &[&str] = &["docker", "docker-desktop", "rootless", "podman", "containerd", "snap"];

const NETWORKS: &[&str] = &["direct", "proxy", "apt-cacher-ng", "mirror", "airgap"];

/// One's own mirror, or one of [`mirror::PUBLIC`].
const MIRROR_SITES: &[&str] = &["own", "ustc", "tuna"];

const PURPOSES: &[&str] =
    &["check", "cuda", "pytorch", "tensorflow", "jax", "compose", "dockerfile"];

/// Releases the rules know of a system, newest long-lived one first.
fn releases(choices: &Choices) -> &'static [&'static str] {
    match choices.get("os").unwrap_or_default() {
        "windows" => &["11", "10"],
        "ubuntu" => &["24.04", "26.04", "22.04", "20.04"],
        "debian" => &["13", "12", "11"],
        "rhel" | "rocky" | "alma" | "oracle" | "centos-stream" => &["9", "10", "8"],
        "fedora" => &["44", "43", "42"],
        "opensuse" => &["15.6", "16.0", "tumbleweed"],
        "sles" => &["15", "16"],
        "amazon" => &["2023"],
        "azure-linux" => &["3"],
        "mint" => &["22", "21"],
        "pop-os" => &["24.04", "22.04"],
        _ => &[],
    }
}

fn is(choices: &Choices, name: &str, value: &str) -> bool {
    choices.get(name) == Some(value)
}

fn always(_: &Choices) -> bool {
    true
}

fn on_windows(choices: &Choices) -> bool {
    is(choices, "os", "windows")
}

fn on_linux(choices: &Choices) -> bool {
    !on_windows(choices)
}

/// Docker Desktop on Windows brings its own toolkit and hides its Linux.
fn on_linux_or_wsl(choices: &Choices) -> bool {
    !(on_windows(choices) && is(choices, "engine", "docker-desktop"))
}

fn has_engine(choices: &Choices) -> bool {
    choices.get("engine").is_some()
}

fn uses_docker(choices: &Choices) -> bool {
    matches!(choices.get("engine"), None | Some("docker" | "rootless" | "snap"))
}

fn behind_a_proxy(choices: &Choices) -> bool {
    matches!(choices.get("network"), Some("proxy" | "apt-cacher-ng"))
}

fn has_mirror(choices: &Choices) -> bool {
    is(choices, "network", "mirror")
}

fn has_own_mirror(choices: &Choices) -> bool {
    has_mirror(choices) && choices.get("mirror-site").and_then(mirror::public).is_none()
}

fn builds_an_image(choices: &Choices) -> bool {
    matches!(choices.get("purpose"), Some("dockerfile" | "compose"))
}

fn trains(choices: &Choices) -> bool {
    !matches!(choices.get("purpose"), None | Some("check" | "cuda" | "dockerfile"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_public_mirror_is_an_answer() {
        let known: Vec<_> = mirror::PUBLIC.iter().map(|mirror| mirror.id).collect();
        assert_eq!(MIRROR_SITES[1..], known);
    }
}
