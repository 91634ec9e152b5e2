//! Every machine and every answer that was promised can be chosen, and gets a plan.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may")]

use gpudock_core::plan::{
    Choices, Step, Weight, plan,
    question::{Answer, questions},
};

/// System, releases, and whether its steps install something (a pointer elsewhere does not).
const MACHINES: &[(&str, &str, bool)] = &[
    ("ubuntu", "20.04 22.04 24.04 26.04", true),
    ("debian", "11 12 13", true),
    ("rhel", "8 9 10", true),
    ("rocky", "8 9 10", true),
    ("alma", "8 9 10", true),
    ("oracle", "8 9 10", true),
    ("centos-stream", "8 9 10", true),
    ("fedora", "42 43 44", true),
    ("opensuse", "15.6 16.0 tumbleweed", true),
    ("sles", "15 16", true),
    ("amazon", "2023", true),
    ("azure-linux", "3", true),
    ("arch", "", true),
    ("mint", "21 22", true),
    ("pop-os", "22.04 24.04", true),
    ("nixos", "", true),
    ("flatcar", "", false),
    ("other", "", false),
    ("windows", "10 11", true),
];

fn chosen(query: &str) -> Choices {
    let (choices, rest) = Choices::from_query(query);
    assert_eq!(rest, [], "{query} cannot be chosen");
    choices
}

/// Whether a question that applies beside the other answers offers a value.
fn is_offered(choices: &Choices, name: &str, value: &str) -> bool {
    let question = questions().iter().find(|question| question.name == name).unwrap();
    let offers = match question.answer {
        Answer::OneOf(values) | Answer::Version(values) => values(choices).contains(&value),
        Answer::Flag => matches!(value, "yes" | "no"),
        Answer::Line(_) | Answer::Text => true,
    };
    (question.applies)(choices) && offers
}

#[test]
fn every_machine_is_offered_and_planned() {
    for (os, releases, installs) in MACHINES {
        for release in releases.split(' ') {
            for arch in ["x86_64", "arm64"] {
                let query = format!("os={os}&release={release}&arch={arch}");
                let choices = chosen(query.trim_end_matches("&release="));
                assert!(is_offered(&choices, "os", os), "{query}");
                assert!(release.is_empty() || is_offered(&choices, "release", release), "{query}");
                let plan = plan(&choices);
                assert!(!plan.steps.is_empty(), "{query}");
                assert_eq!(plan.steps.iter().any(Step::changes), *installs, "{query}");
            }
        }
    }
    for distribution in ["ubuntu-22.04", "ubuntu-24.04", "ubuntu-26.04", "debian", "other"] {
        for engine in ["docker-desktop", "docker", "rootless", "podman"] {
            let query = format!("os=windows&release=11&wsl={distribution}&engine={engine}");
            let choices = chosen(&query);
            assert!(is_offered(&choices, "wsl", distribution), "{query}");
            assert!(!plan(&choices).steps.is_empty(), "{query}");
        }
    }
}

#[test]
fn every_end_of_life_system_still_gets_commands_and_a_warning() {
    for system in [
        "ubuntu&release=20.04",
        "debian&release=11",
        "centos-stream&release=8",
        "fedora&release=42",
    ] {
        let plan = plan(&chosen(&format!("os={system}")));
        assert!(plan.conflicts.iter().any(|conflict| conflict.id == "release-ended"), "{system}");
        assert!(
            plan.conflicts.iter().all(|conflict| conflict.weight == Weight::Warning),
            "{system}"
        );
        assert!(plan.steps.iter().any(Step::changes), "{system}");
    }
}

/// An answer, and what of the plan shows that it was heard: a step, a conflict, or words of a command.
const ANSWERS: &[(&str, &str)] = &[
    ("driver=none", "driver"),
    ("driver=580.159.04", "driver-check"),
    ("gpu=NVIDIA GeForce GTX 1080", "gpu-out-of-support"),
    ("kernel=6.12.3&driver=470.256.02", "kernel-too-new"),
    ("modules=open&gpu=6.1", "open-needs-turing"),
    ("modules=proprietary&gpu=12.0", "blackwell-needs-open"),
    ("os=debian&secure-boot=enabled", "secure-boot-own-key"),
    ("engine=docker", "engine"),
    ("engine=docker-desktop", "desktop-on-linux"),
    ("engine=snap", "snap-docker"),
    ("engine=rootless", "rootless"),
    ("engine=podman", "podman run"),
    ("engine=containerd", "nerdctl run"),
    ("route=auto", "daemon-json"),
    ("route=gpus", "--gpus all"),
    ("route=runtime", "--runtime=nvidia"),
    ("route=cdi", "--device nvidia.com/gpu=all"),
    ("default-runtime=yes", "default-runtime"),
    ("gpus=0,2", "device=0,2"),
    ("network=direct", "download.docker.com"),
    ("network=proxy&proxy=http://p.example:3128", "Acquire::https::Proxy"),
    ("network=apt-cacher-ng&proxy=http://c.example:3142", "http://c.example:3142/HTTPS///"),
    (
        "network=mirror&mirror=https://m.example/docker-ce",
        "https://m.example/docker-ce/linux/ubuntu",
    ),
    ("network=airgap", "airgap-download"),
    ("daemon-json={,}", "daemon-json-invalid"),
    ("leftovers=yes", "leftovers"),
    ("purpose=check", "verify"),
    ("purpose=cuda", "purpose-cuda"),
    ("purpose=pytorch", "purpose-pytorch"),
    ("purpose=tensorflow", "purpose-tensorflow"),
    ("purpose=jax", "purpose-jax"),
    ("purpose=compose", "purpose-compose"),
    ("purpose=dockerfile", "purpose-dockerfile"),
    ("purpose=pytorch&shm=16gb", "--shm-size 16gb"),
    ("persistence=yes", "persistence"),
    ("toolkit-version=1.17.8", "nvidia-container-toolkit=1.17.8-1"),
    ("arch=jetson", "jetson"),
];

#[test]
fn every_answer_is_heard() {
    for (answer, sign) in ANSWERS {
        let choices = chosen(&format!("os=ubuntu&release=24.04&{answer}"));
        let plan = plan(&choices);
        let heard = plan.conflicts.iter().any(|conflict| conflict.id == *sign)
            || plan.steps.iter().any(|step| {
                let mut commands = step.commands.iter().chain(&step.check);
                step.id == *sign
                    || commands.any(|command| command.text.contains(sign))
                    || step.files.iter().any(|file| file.text.contains(sign))
            });
        assert!(heard, "{answer}: no sign of {sign}");
    }
    for question in questions() {
        let open = [
            "os",
            "release",
            "wsl",
            "arch",
            "image",
            "capabilities",
            "engine-version",
            "compose-version",
        ];
        let asked = ANSWERS.iter().any(|(answer, _)| {
            answer
                .split('&')
                .any(|pair| pair.split_once('=').is_some_and(|(name, _)| name == question.name))
        });
        assert!(
            asked || open.contains(&question.name) || question.name.starts_with("mirror-"),
            "{}",
            question.name
        );
    }
}

/// Places of the steps whose commands hold one of some texts.
fn places(steps: &[Step], texts: &[&str]) -> Vec<usize> {
    let holds = |step: &Step| {
        step.commands.iter().any(|command| texts.iter().any(|text| command.text.contains(text)))
    };
    (0..steps.len()).filter(|place| holds(&steps[*place])).collect()
}

#[test]
fn nothing_is_fetched_before_the_proxy_is_set() {
    for (os, releases, installs) in MACHINES.iter().filter(|(os, ..)| *os != "windows") {
        for release in releases.split(' ') {
            let query =
                format!("os={os}&release={release}&driver=none&network=proxy&proxy=http://p");
            let steps = plan(&chosen(&query.replace("&release=&", "&"))).steps;
            let proxy = steps.iter().position(|step| step.id == "proxy");
            let fetching = places(&steps, &["curl ", " install ", "pacman -S", "config-manager"]);
            assert!(proxy.is_some() || !installs || *os == "nixos", "{query}");
            assert!(
                proxy.is_none() || fetching.iter().all(|place| Some(*place) >= proxy),
                "{query}"
            );
        }
    }
}

#[test]
fn debians_own_driver_needs_its_components() {
    for query in ["release=11", "release=12&gpu=Tesla V100", "release=13&modules=proprietary"] {
        let steps = plan(&chosen(&format!("os=debian&driver=none&{query}"))).steps;
        let [components] = places(&steps, &["non-free"])[..1] else { panic!("{query}") };
        let driver = places(&steps, &["install -y linux-headers-amd64 nvidia-driver"]);
        assert_eq!(driver.len(), 1, "{query}");
        assert!(components < driver[0], "{query}");
    }
}

#[test]
fn nothing_is_installed_over_jetpack() {
    let steps = plan(&chosen("os=ubuntu&arch=jetson&driver=none&leftovers=yes")).steps;
    assert!(steps.iter().flat_map(|step| &step.commands).all(|command| !command.changes));
}
