//! The emitted scripts, unmodified, on Debian machines: repositories, keys, signatures, packages, merge and
//! undo are real; only the packages are stand-ins, served under the real names on the loopback interface.
//!
//! Runs where `cargo xtask tools` made the roots, as root or through `sudo` without a password.

#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may")]
#![allow(unreachable_pub, reason = "modules of a test")]

#[path = "../common/mod.rs"]
mod common;
mod hosts;
mod machine;

use std::{
    env, fs,
    os::unix::fs::PermissionsExt as _,
    path::PathBuf,
    process::{Command, Output},
};

use gpudock_core::plan::{Choices, emit, plan};
use gpudock_words::{Catalogue, Lang};
use machine::{Machine, RPM, Typist, difference};

const BOOKWORM: (&str, &str) = ("bookworm", "12");
const TRIXIE: (&str, &str) = ("trixie", "13");

/// The packed root of a release. Nothing where this machine cannot run one, which only strict runs refuse.
///
/// Where the test is not root but may become root, it runs itself again through sudo, and there is nothing
/// left to do here.
fn root(release: (&str, &str), test: &str) -> Option<PathBuf> {
    let folder = env::var_os("GPUDOCK_ROOTS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/tools/roots"),
        PathBuf::from,
    );
    let tar = folder.join(format!("{}.tar", release.0));
    if !tar.is_file() {
        common::missing(&tar.display().to_string());
        return None;
    }
    let id = Command::new("id").arg("-u").output().unwrap();
    if id.stdout == b"0\n" {
        return Some(tar);
    }
    let mut again = Command::new("sudo");
    again.arg("-n").arg(format!("GPUDOCK_ROOTS={}", folder.display()));
    let run =
        again.arg(env::current_exe().unwrap()).args(["--exact", test, "--nocapture"]).output();
    match run {
        Ok(run) if run.stdout.starts_with(b"\nrunning 1 test") => {
            let said = String::from_utf8_lossy(&run.stdout);
            assert!(run.status.success(), "{said}{}", String::from_utf8_lossy(&run.stderr));
            println!("{said}");
        }
        _ => common::missing("the right to become root (sudo without a password)"),
    }
    None
}

/// The texts for a machine, as a person downloads them.
struct Scripts {
    setup: String,
    verify: String,
    undo: String,
}

fn scripts(query: &str) -> Scripts {
    let (choices, rest) = Choices::from_query(query);
    assert_eq!(rest, []);
    let outputs = emit::outputs(&plan(&choices), &Catalogue::of(Lang::default()));
    let text = |name: &str| outputs.iter().find(|output| output.name == name).unwrap().text.clone();
    Scripts {
        setup: text("gpudock-setup.sh"),
        verify: text("gpudock-verify.sh"),
        undo: text("gpudock-undo.sh"),
    }
}

fn said(output: &Output) -> String {
    format!(
        "{}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}

#[track_caller]
fn succeeds(output: &Output) -> String {
    let said = said(output);
    assert!(output.status.success(), "{said}");
    said
}

const DAEMON_JSON: &str = "{\n\t\"log-opts\": {\"max-size\": \"10m\"},\n\t\"mtu\": 1450\n}";

/// From a machine without a driver to a GPU in a container, and back.
fn there_and_back(machine: &Machine, scripts: &Scripts) {
    let (before, packages) = (machine.tree(), machine.packages());

    let first = succeeds(&machine.run(&scripts.setup, ""));
    assert!(first.contains("Restart the machine"), "{first}");
    assert!(machine.at("/usr/bin/nvidia-smi").exists());
    assert!(!machine.at("/usr/bin/nvidia-ctk").exists(), "it went on before the restart");

    let second = succeeds(&machine.run(&scripts.setup, ""));
    assert!(second.contains("GPU 0: Stand-in"), "{second}");
    let asked = machine.hosts.asked();
    for url in [
        "nvidia.github.io/libnvidia-container/gpgkey",
        "developer.download.nvidia.com/compute/cuda/repos/",
    ] {
        assert!(asked.iter().any(|one| one.starts_with(url)), "{url} was not fetched: {asked:#?}");
    }
    assert!(machine.log("/var/log/stand-ins").contains("installed nvidia-container-toolkit"));

    let (after, installed) = (machine.tree(), machine.packages());
    let logged = machine.log("/var/log/stand-ins");
    succeeds(&machine.run(&scripts.setup, ""));
    assert_eq!(
        difference(&after, &machine.tree()),
        Vec::<String>::new(),
        "a second run changed it"
    );
    assert_eq!(machine.packages(), installed);
    assert_eq!(machine.log("/var/log/stand-ins"), logged, "a second run installed something");

    // The key here is not NVIDIA's, and the check has to say so.
    let strange = machine.run(&scripts.verify, "");
    assert!(!strange.status.success(), "{}", said(&strange));
    let ours = scripts.verify.replace(TOOLKIT_KEY, &machine.fingerprint);
    assert_ne!(ours, scripts.verify);
    succeeds(&machine.run(&ours, ""));

    succeeds(&machine.run(&scripts.undo, ""));
    assert_eq!(
        difference(&before, &machine.tree()),
        Vec::<String>::new(),
        "the undo left something"
    );
    let left: Vec<String> =
        machine.packages().into_iter().filter(|package| !packages.contains(package)).collect();
    // Other modules may need the headers by now.
    assert!(left.iter().all(|package| package.starts_with("linux-headers-")), "{left:?}");
    succeeds(&machine.run(&scripts.undo, ""));
}

/// The key of NVIDIA's repository.
const TOOLKIT_KEY: &str = "C95B321B61E88C1809C4F759DDCAE044F796ECB0";

#[test]
fn docker_on_debian_12_typed_by_root() {
    let Some(tar) = root(BOOKWORM, "docker_on_debian_12_typed_by_root") else { return };
    let machine = Machine::new(&tar, BOOKWORM, Typist::Root, 1);
    fs::create_dir_all(machine.at("/etc/docker")).unwrap();
    fs::write(machine.at("/etc/docker/daemon.json"), DAEMON_JSON).unwrap();
    let scripts = scripts("os=debian&release=12&engine=docker");
    there_and_back(&machine, &scripts);
    assert_eq!(fs::read_to_string(machine.at("/etc/docker/daemon.json")).unwrap(), DAEMON_JSON);
    assert!(machine.log("/tmp/systemctl.log").contains("restart docker"));
}

#[test]
fn docker_on_debian_13_typed_by_a_user() {
    let Some(tar) = root(TRIXIE, "docker_on_debian_13_typed_by_a_user") else { return };
    let machine = Machine::new(&tar, TRIXIE, Typist::User, 2);
    there_and_back(&machine, &scripts("os=debian&release=13&engine=docker"));
}

/// Setup and undo of other plans, on a machine whose driver was there before.
#[test]
fn other_engines_and_networks_on_debian_13() {
    let Some(tar) = root(TRIXIE, "other_engines_and_networks_on_debian_13") else { return };
    let machine = Machine::new(&tar, TRIXIE, Typist::User, 4);
    machine.has_driver();
    let machine_of_all = "os=debian&release=13&driver=580.159.04";
    let mirror = "network=mirror&mirror=https://mirror.example/docker-ce\
                  &mirror-toolkit=https://mirror.example/toolkit&mirror-registry=https://mirror.example";
    for (query, prints) in [
        ("engine=podman".to_owned(), "podman run --rm"),
        ("engine=containerd".to_owned(), "nerdctl run --rm --gpus all"),
        ("engine=docker&route=cdi".to_owned(), "docker run --rm --device nvidia.com/gpu=all"),
        (
            "engine=docker&route=gpus&toolkit-version=1.20.1".to_owned(),
            "docker run --rm --gpus all",
        ),
        (format!("engine=docker&route=gpus&{mirror}"), "docker run --rm --gpus all"),
    ] {
        let (before, packages) = (machine.tree(), machine.packages());
        let scripts = scripts(&format!("{machine_of_all}&{query}"));
        let run = machine.run(&scripts.setup, "");
        if query.contains("mirror") {
            // What merges this file on a machine without Python is refused before anything is written.
            assert!(
                !run.status.success() && said(&run).contains("python3 is needed"),
                "{}",
                said(&run)
            );
            let asked = machine.hosts.asked();
            let asked = |url: &str| asked.iter().any(|one| one.starts_with(url));
            assert!(asked("mirror.example/docker-ce/") && asked("mirror.example/toolkit/"));
            assert!(!asked("nvidia.github.io/") && !asked("download.docker.com/"));
        } else {
            let text = succeeds(&run);
            assert!(text.contains("GPU 0: Stand-in"), "{query}: {text}");
            assert!(machine.log("/tmp/engine.log").contains(prints), "{query}");
            let after = machine.tree();
            succeeds(&machine.run(&scripts.setup, ""));
            assert_eq!(difference(&after, &machine.tree()), Vec::<String>::new(), "{query}: twice");
        }
        succeeds(&machine.run(&scripts.undo, ""));
        machine.hosts.asked();
        assert_eq!(difference(&before, &machine.tree()), Vec::<String>::new(), "{query}: undone");
        assert_eq!(machine.packages(), packages, "{query}: undone");
        fs::remove_file(machine.at("/tmp/engine.log")).ok();
    }
}

/// The machine knows none of the hosts; whatever does not ask the proxy fails.
#[test]
fn behind_a_proxy_on_debian_13() {
    let Some(tar) = root(TRIXIE, "behind_a_proxy_on_debian_13") else { return };
    let machine = Machine::new(&tar, TRIXIE, Typist::User, 7);
    machine.knows_no_hosts();
    let proxy = machine.hosts.proxy();
    for (engine, host) in
        [("podman", "developer.download.nvidia.com"), ("containerd", "download.docker.com")]
    {
        let before = machine.tree();
        let scripts =
            scripts(&format!("os=debian&release=13&engine={engine}&network=proxy&proxy={proxy}"));
        let first = succeeds(&machine.run(&scripts.setup, ""));
        assert!(first.contains("Restart the machine"), "{engine}: {first}");
        let second = succeeds(&machine.run(&scripts.setup, ""));
        assert!(second.contains("GPU 0: Stand-in"), "{engine}: {second}");
        let tunnelled = machine.hosts.tunnelled();
        for host in [host, "nvidia.github.io"] {
            assert!(tunnelled.iter().any(|name| name == host), "{engine}: {tunnelled:?}");
        }
        let after = machine.tree();
        succeeds(&machine.run(&scripts.setup, ""));
        assert_eq!(difference(&after, &machine.tree()), Vec::<String>::new(), "{engine}: twice");
        succeeds(&machine.run(&scripts.undo, ""));
        assert_eq!(difference(&before, &machine.tree()), Vec::<String>::new(), "{engine}: undone");
    }
}

/// The same for dnf and zypper, and the engine's own setting. What pacman and tdnf need is a rule for sudo.
#[test]
fn behind_a_proxy_with_dnf_and_zypper() {
    let Some(tar) = root(RPM, "behind_a_proxy_with_dnf_and_zypper") else { return };
    let machine = Machine::new(&tar, RPM, Typist::Root, 8);
    // What sudo does with these two.
    let sudo = machine.at("/usr/local/bin/sudo");
    fs::write(&sudo, "#!/bin/sh\nexec env -u http_proxy -u https_proxy \"$@\"\n").unwrap();
    fs::set_permissions(&sudo, fs::Permissions::from_mode(0o755)).unwrap();
    machine.has_driver();
    machine.knows_no_hosts();
    // As openSUSE ships it.
    fs::create_dir_all(machine.at("/etc/sysconfig")).unwrap();
    let shipped = "PROXY_ENABLED=\"no\"\nHTTP_PROXY=\"\"\nHTTPS_PROXY=\"\"\nNO_PROXY=\"localhost, 127.0.0.1\"\n";
    fs::write(machine.at("/etc/sysconfig/proxy"), shipped).unwrap();
    let proxy = machine.hosts.proxy();
    for (query, host) in [
        ("os=rocky&release=9&engine=docker", "download.docker.com"),
        ("os=opensuse&release=16.0&engine=podman", "nvidia.github.io"),
    ] {
        let before = machine.tree();
        let scripts = scripts(&format!("{query}&driver=580.159.04&network=proxy&proxy={proxy}"));
        let first = succeeds(&machine.run(&scripts.setup, ""));
        assert!(first.contains("GPU 0: Stand-in"), "{query}: {first}");
        let tunnelled = machine.hosts.tunnelled();
        assert!(tunnelled.iter().any(|name| name == host), "{query}: {tunnelled:?}");
        if query.contains("docker") {
            let config = fs::read_to_string(machine.at("/etc/docker/daemon.json")).unwrap();
            assert!(config.contains(&proxy), "{config}");
        }
        succeeds(&machine.run(&scripts.undo, ""));
        assert_eq!(difference(&before, &machine.tree()), Vec::<String>::new(), "{query}: undone");
    }
}

/// nvidia-docker2 owns daemon.json: taking it away must not take the file away.
#[test]
fn leftovers_on_debian_12() {
    let Some(tar) = root(BOOKWORM, "leftovers_on_debian_12") else { return };
    let machine = Machine::new(&tar, BOOKWORM, Typist::Root, 5);
    machine.has_driver();
    succeeds(&machine.run("apt-get install -y nvidia-docker2", ""));
    fs::create_dir_all(machine.at("/etc/docker")).unwrap();
    fs::write(machine.at("/etc/docker/daemon.json"), DAEMON_JSON).unwrap();
    let old = "/etc/apt/sources.list.d/nvidia-docker.list";
    fs::write(machine.at(old), "deb https://nvidia.github.io/nvidia-docker/debian11 /\n").unwrap();
    let scripts = scripts("os=debian&release=12&engine=docker&leftovers=yes&driver=580.159.04");
    succeeds(&machine.run(&scripts.setup, ""));
    assert!(!machine.at(old).exists());
    assert!(!machine.packages().iter().any(|package| package.starts_with("nvidia-docker2 ii")));
    let merged = fs::read_to_string(machine.at("/etc/docker/daemon.json")).unwrap();
    assert!(merged.contains("1450") && merged.contains("nvidia-container-runtime"), "{merged}");
    succeeds(&machine.run(&scripts.undo, ""));
    assert_eq!(fs::read_to_string(machine.at("/etc/docker/daemon.json")).unwrap(), DAEMON_JSON);
}

#[test]
fn a_repository_that_a_stranger_signed_is_refused() {
    let Some(tar) = root(TRIXIE, "a_repository_that_a_stranger_signed_is_refused") else { return };
    let machine = Machine::new(&tar, TRIXIE, Typist::User, 3);
    machine.has_driver();
    let architecture = machine.run("dpkg --print-architecture", "");
    let architecture = String::from_utf8(architecture.stdout).unwrap();
    machine
        .forge(&format!("nvidia.github.io/libnvidia-container/stable/deb/{}", architecture.trim()));
    let scripts = scripts("os=debian&release=13&engine=podman&driver=580.159.04");
    let refused = machine.run(&scripts.setup, "");
    assert!(
        !refused.status.success() && said(&refused).contains("is not signed"),
        "{}",
        said(&refused)
    );
    assert!(!machine.at("/usr/bin/nvidia-ctk").exists(), "installed all the same");
}

/// dnf of Debian is dnf 4, so that Fedora's commands for dnf 5 are not among these.
#[test]
fn dnf_and_zypper_there_and_back() {
    let Some(tar) = root(RPM, "dnf_and_zypper_there_and_back") else { return };
    let machine = Machine::new(&tar, RPM, Typist::Root, 6);
    machine.has_driver();
    let mirror = "network=mirror&mirror=https://mirror.example/docker-ce&mirror-toolkit=https://mirror.example/toolkit";
    for (query, host) in [
        ("os=rocky&release=9&engine=docker".to_owned(), "download.docker.com/linux/centos/9/"),
        (
            format!("os=alma&release=9&engine=docker&route=gpus&{mirror}"),
            "mirror.example/docker-ce/linux/centos/9/",
        ),
        (
            "os=amazon&release=2023&engine=docker&leftovers=yes".to_owned(),
            "mirror.example/own/docker",
        ),
        (
            "os=centos-stream&release=10&engine=podman&toolkit-version=1.20.1".to_owned(),
            "nvidia.github.io/",
        ),
        ("os=opensuse&release=16.0&engine=docker".to_owned(), "nvidia.github.io/"),
        ("os=sles&release=15&engine=podman".to_owned(), "nvidia.github.io/"),
    ] {
        let (before, packages) = (machine.tree(), machine.packages());
        let scripts = scripts(&format!("{query}&driver=580.159.04"));
        let first = succeeds(&machine.run(&scripts.setup, ""));
        assert!(first.contains("GPU 0: Stand-in"), "{query}: {first}");
        let asked = machine.hosts.asked();
        assert!(asked.iter().any(|one| one.starts_with(host)), "{query}: {asked:#?}");
        assert!(
            !query.contains("mirror=")
                || !asked.iter().any(|one| one.starts_with("nvidia.github.io/"))
        );
        let after = machine.tree();
        succeeds(&machine.run(&scripts.setup, ""));
        assert_eq!(difference(&after, &machine.tree()), Vec::<String>::new(), "{query}: twice");
        succeeds(&machine.run(&scripts.undo, ""));
        assert_eq!(difference(&before, &machine.tree()), Vec::<String>::new(), "{query}: undone");
        let left = machine.packages().into_iter().filter(|package| !packages.contains(package));
        // A plugin that other repositories need as well, and the keys that were trusted.
        let left: Vec<String> = left
            .filter(|package| !["dnf-plugins-core", "gpg-pubkey"].contains(&package.as_str()))
            .collect();
        assert_eq!(left, Vec::<String>::new(), "{query}: undone");
        machine.hosts.asked();
    }
    let architecture = env::consts::ARCH;
    machine.forge(&format!("nvidia.github.io/libnvidia-container/stable/rpm/{architecture}"));
    for os in ["os=rocky&release=9", "os=opensuse&release=16.0"] {
        let refused =
            machine.run(&scripts(&format!("{os}&engine=podman&driver=580.159.04")).setup, "");
        assert!(!refused.status.success(), "{os}: {}", said(&refused));
        assert!(!machine.at("/usr/bin/nvidia-ctk").exists(), "{os}: installed all the same");
    }
}
