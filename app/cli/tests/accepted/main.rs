//! Everything a plan emits besides bash, given to the programs that will read it: Docker's, Podman's,
//! containerd's, cloud-init's and Ansible's own, and a grammar of PowerShell.

#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may")]
#![allow(unreachable_pub, reason = "modules of a test")]

#[path = "../common/mod.rs"]
mod common;
mod docker;
mod hosts;
mod powershell;
mod units;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use gpudock_core::plan::{Choices, all_choices, emit, plan};
use gpudock_words::{Catalogue, Lang};

/// By name: texts that together hold every distinct paragraph of that output over every combination, in
/// every language where words are more than comments. Paragraphs follow each other and share nothing, so
/// what is right in one text is right in all; comments hold the permalink and differ everywhere.
fn texts() -> &'static BTreeMap<&'static str, Vec<String>> {
    static TEXTS: OnceLock<BTreeMap<&'static str, Vec<String>>> = OnceLock::new();
    TEXTS.get_or_init(|| {
        let (mut texts, mut seen) = (BTreeMap::<_, Vec<String>>::new(), BTreeSet::new());
        for lang in Lang::all() {
            let words = Catalogue::of(lang);
            for choices in all_choices().chain(of_compose()) {
                for output in emit::outputs(&plan(&choices), &words) {
                    // A paragraph is told from the next by its words, and a hash tells them apart as well.
                    let mut new = false;
                    for paragraph in output.text.split("\n\n") {
                        let code =
                            paragraph.lines().filter(|line| !line.trim_start().starts_with('#'));
                        new |= seen.insert((output.name, code.collect::<String>()));
                    }
                    if new {
                        texts.entry(output.name).or_default().push(output.text);
                    }
                }
            }
        }
        for (name, texts) in &texts {
            println!("{name}: {} texts hold every paragraph", texts.len());
        }
        texts
    })
}

/// What is typed and decides how a compose file, a Dockerfile or a unit is written.
fn of_compose() -> Vec<Choices> {
    let mut all = vec![Choices::default().with("os", "debian").with("release", "13")];
    let answers: [(&str, &[&str]); 8] = [
        ("engine", &["docker", "rootless", "podman"]),
        ("purpose", &["compose", "dockerfile"]),
        ("route", &["auto", "gpus", "runtime", "cdi"]),
        ("compose-version", &["", "1.29.2", "2.26.1", "2.30.0", "2.40.3", "5.5.0"]),
        ("gpus", &["", "0,2", "GPU-8f6fd0d8-1d4b-4b3e-8b0f-000000000000"]),
        ("shm", &["", "8gb"]),
        ("capabilities", &["", "compute,utility,video"]),
        ("image", &["", "nvcr.io/nvidia/pytorch:26.06-py3", "a b'\"$(x)`\\é"]),
    ];
    for (name, values) in answers {
        all = all
            .iter()
            .flat_map(|choices| values.iter().map(|value| choices.clone().with(name, value)))
            .collect();
    }
    all
}

/// The texts of a name, which there have to be.
fn texts_of(name: &str) -> &'static [String] {
    let found = texts().get(name).map(Vec::as_slice).unwrap_or_default();
    assert!(!found.is_empty(), "no plan emits {name}");
    found
}

/// Writes texts as files, each in a folder of its own under its own name.
fn written(folder: &Path, name: &str) -> Vec<PathBuf> {
    texts_of(name)
        .iter()
        .enumerate()
        .map(|(number, text)| {
            let folder = folder.join(number.to_string());
            fs::create_dir_all(&folder).unwrap();
            let path = folder.join(name);
            fs::write(&path, text).unwrap();
            path
        })
        .collect()
}

/// Runs a program that has to be content; returns what it printed.
#[track_caller]
fn content(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (said(&output.stdout), said(&output.stderr));
    assert!(output.status.success(), "{command:?}\n{out}{err}");
    out + &err
}

/// Runs a program that must not be content: a check that accepts everything checks nothing.
#[track_caller]
fn refuses(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    assert!(!output.status.success(), "accepted: {command:?}");
}

/// A program of the virtual environment.
fn python(name: &str) -> Option<Command> {
    let found = common::tool("GPUDOCK_PYTHON", "python/bin")?.join(name);
    if found.exists() {
        return Some(Command::new(found));
    }
    common::missing(name);
    None
}

/// A file of the unpacked Debian packages.
fn unpacked(path: &str) -> Option<PathBuf> {
    let found = common::tool("GPUDOCK_UNPACKED", "debian")?.join(path);
    if found.exists() {
        return Some(found);
    }
    common::missing(path);
    None
}
