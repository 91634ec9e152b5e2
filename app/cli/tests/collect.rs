//! `gpudock collect`: what it prints runs anywhere, changes nothing, names nobody, and is read well.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may")]

mod common;

use std::{
    fs,
    os::unix::fs::{PermissionsExt as _, symlink},
    path::Path,
    process::{Command, Output},
};

use common::gpudock;
use gpudock_core::{collect::script, plan::Shell};
use tempfile::TempDir;

/// What even a bare machine has.
const BASIC: &[&str] = &[
    "sh", "cat", "env", "grep", "head", "id", "ls", "sed", "sleep", "tail", "timeout", "tr",
    "uname",
];

/// A folder of programs: the basic ones of this machine, and others that print a text.
fn machine(programs: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for name in BASIC {
        let found = ["/usr/bin", "/bin"].map(|place| Path::new(place).join(name));
        let found = found.into_iter().find(|path| path.exists()).unwrap();
        symlink(found, folder.path().join(name)).unwrap();
    }
    for (name, text) in programs {
        let path = folder.path().join(name);
        // It may stand in for a basic one.
        let _ = fs::remove_file(&path);
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    folder
}

/// Runs the script where nothing is but these programs.
fn collected(shell: &str, programs: &[(&str, &str)]) -> Output {
    run(shell, &script(Shell::Bash), programs)
}

fn run(shell: &str, script: &str, programs: &[(&str, &str)]) -> Output {
    let machine = machine(programs);
    let path = machine.path().join("collect.sh");
    // Programs of the machine that runs the test must not be found.
    let text = script
        .lines()
        .filter(|line| !line.starts_with("PATH="))
        .fold(String::new(), |text, line| text + line + "\n");
    fs::write(&path, text).unwrap();
    let output = Command::new(shell)
        .arg(&path)
        .env_clear()
        .env("PATH", machine.path())
        .env("USER", "janedoe")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{shell}");
    output
}

fn print(text: &str) -> String {
    format!("cat <<'END'\n{}\nEND", text.trim_end())
}

#[test]
fn the_script_is_plain_sh() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("collect.sh");
    fs::write(&path, script(Shell::Bash)).unwrap();
    let Ok(read) = Command::new("shellcheck").args(["-f", "gcc", "-s", "sh"]).arg(&path).output()
    else {
        assert!(std::env::var("CI").is_err(), "shellcheck is missing");
        println!("skipped: shellcheck is missing");
        return;
    };
    assert!(read.status.success(), "{}", String::from_utf8_lossy(&read.stdout));
}

#[test]
fn a_bare_machine_gets_an_answer() {
    for shell in ["/bin/sh", "/bin/bash"] {
        let output = collected(shell, &[]);
        let text = String::from_utf8(output.stdout.clone()).unwrap();
        assert!(
            text.contains("$ uname -a\n") && text.contains("$ cat /etc/os-release\n"),
            "{text}"
        );
        let report = gpudock(["diagnose"], &output.stdout).exits(1).json();
        assert_eq!(report["findings"][0]["id"], "smi-command-not-found", "{report:#}");
        assert!(!report["facts"]["kernel"].is_null() && !report["facts"]["os_id"].is_null());
    }
}

#[test]
fn what_real_programs_printed_is_read_well() {
    const SMI: &str = include_str!("../../core/tests/paste/580-linux-table.txt");
    const LIST: &str = include_str!("../../core/tests/paste/580-linux-list.txt");
    const VERSION: &str = include_str!("../../core/tests/paste/docker-29-version.txt");
    const INFO: &str = include_str!("../../core/tests/paste/docker-29-info-cdi.txt");
    const CDI: &str = include_str!("../../core/tests/paste/toolkit-1.20-cdi-list.txt");
    let answer = |text: &str| {
        text.lines()
            .filter(|line| !line.starts_with(['$', '[']))
            .fold(String::new(), |all, line| all + line + "\n")
    };
    let smi = format!(
        "case \"$*\" in -L)\n{}\n;;\n'')\n{}\n;;\n*) exit 2 ;;\nesac",
        print(&answer(LIST)),
        print(&answer(SMI)),
    );
    let docker = format!(
        "case \"$1\" in version)\n{}\n;;\ninfo)\n{}\n;;\n*) exit 1 ;;\nesac",
        print(&answer(VERSION)),
        print(&answer(INFO)),
    );
    let ctk = format!(
        "case \"$1\" in cdi)\n{}\n;;\n*) echo 'NVIDIA Container Toolkit CLI version 1.20.0' ;;\nesac",
        print(&answer(CDI)),
    );
    let programs = [
        ("nvidia-smi", smi.as_str()),
        ("docker", &docker),
        ("nvidia-ctk", &ctk),
        (
            "uname",
            "[ \"$1\" = -n ] && echo lab7.example.org || echo 'Linux lab7.example.org 6.8.0-45-generic #45-Ubuntu SMP x86_64 GNU/Linux'",
        ),
    ];
    let output = collected("/bin/sh", &programs);
    let report = gpudock(["diagnose"], &output.stdout).exits(0).json();
    let facts = &report["facts"];
    assert_eq!(facts["kernel"], "6.8.0-45-generic");
    assert_eq!(facts["docker"], "29.7.2");
    assert_eq!(facts["toolkit"], "1.20.0");
    assert_eq!(facts["dumps"][0]["driver_version"], "580.159.04");
    assert!(facts["cdi_devices"].as_array().is_some_and(|devices| !devices.is_empty()));
}

#[test]
fn names_and_numbers_are_masked() {
    let smi = print(
        "GPU 0: NVIDIA H200 (UUID: GPU-8ee42ca3-8b2a-a50d-8f50-8f0a1e6a1d43)\n\
         Serial Number : 1650522003820\n/home/someone/venv/bin/python janedoe lab7\n\
         52:54:00:12:34:56 tcp://10.2.3.4:2375 jane@example.org http://me:hunter22@proxy",
    );
    let programs = [
        ("nvidia-smi", smi.as_str()),
        (
            "uname",
            "[ \"$1\" = -n ] && echo lab7 || echo 'Linux lab7 6.8.0-45-generic #45 SMP x86_64 GNU/Linux'",
        ),
    ];
    let text = String::from_utf8(collected("/bin/sh", &programs).stdout).unwrap();
    for word in [
        "8ee42ca3",
        "1650522003820",
        "someone",
        "janedoe",
        "lab7",
        "52:54:00",
        "10.2.3.4",
        "example.org",
        "hunter22",
    ] {
        assert!(!text.contains(word), "{word} survives in {text}");
    }
    assert!(text.contains("NVIDIA H200") && text.contains("6.8.0-45-generic"), "{text}");
}

#[test]
fn a_program_that_hangs_does_not_hang_the_rest() {
    // The limit is made shorter by a `timeout` of our own, which hands on to the real one.
    let timeout = "shift\nexec /usr/bin/timeout 0.2 \"$@\"";
    let programs = [("nvidia-smi", "exec sleep 600"), ("docker", "echo fine"), ("limit", timeout)];
    let text = script(Shell::Bash).replace("timeout 15", "limit 15");
    let text = String::from_utf8(run("/bin/sh", &text, &programs).stdout).unwrap();
    assert!(text.contains("$ nvidia-smi\n[exit 124]") && text.contains("fine"), "{text}");
}

#[test]
fn it_is_printed_as_one_command() {
    let bash = gpudock(["collect"], b"").exits(0).text();
    assert!(bash.starts_with("# GPU Dock") && bash.ends_with("\nGPUDOCK\n"), "{bash}");
    let windows = gpudock(["collect", "--powershell", "--lang", "fr"], b"").exits(0).text();
    assert!(windows.contains("ProcessStartInfo") && windows.contains("numéros de série"));
}
