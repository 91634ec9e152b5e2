//! What those read who set up many hosts.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{common, content, python, refuses, texts_of, unpacked, written};

/// A bare `import yaml`, since nothing else says what a text is to a YAML reader.
const IS_YAML: &str = "import sys, yaml\n\
class Loader(yaml.SafeLoader): pass\n\
Loader.add_constructor('!unsafe', lambda loader, node: loader.construct_scalar(node))\n\
for name in sys.argv[1:]:\n    yaml.load(open(name, encoding='utf-8'), Loader)\n";

#[test]
fn every_yaml_is_yaml() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["compose.yaml", "user-data.yaml", "gpudock.yaml"] {
        let Some(mut python) = python("python") else { return };
        content(python.args(["-c", IS_YAML]).args(written(folder.path(), name)));
    }
}

#[test]
fn cloud_inits_schema_accepts_every_user_data() {
    let schema =
        "usr/lib/python3/dist-packages/cloudinit/config/schemas/schema-cloud-config-v1.json";
    let Some(schema) = unpacked(schema) else { return };
    let folder = tempfile::tempdir().unwrap();
    let check = || {
        python("check-jsonschema").map(|mut command| {
            command.arg("--schemafile").arg(&schema);
            command
        })
    };
    let (Some(mut all), Some(mut one)) = (check(), check()) else { return };
    let files = written(folder.path(), "user-data.yaml");
    content(all.args(&files));
    for file in &files {
        assert!(fs::read_to_string(file).unwrap().starts_with("#cloud-config\n"));
    }
    let wrong = folder.path().join("wrong.yaml");
    fs::write(&wrong, "#cloud-config\nwrite_files:\n  - content: x\n").unwrap();
    refuses(one.arg(&wrong));
}

#[test]
fn what_cloud_init_writes_is_the_script_and_bash_reads_it() {
    let Some(mut read) = python("python") else { return };
    let folder = tempfile::tempdir().unwrap();
    let extract = "import sys, yaml\n\
for name in sys.argv[1:]:\n    \
    for number, file in enumerate(yaml.safe_load(open(name, encoding='utf-8'))['write_files']):\n        \
        open(f'{name}.{number}.sh', 'w', encoding='utf-8').write(file['content'])\n";
    let files = written(folder.path(), "user-data.yaml");
    content(read.args(["-c", extract]).args(&files));
    for file in &files {
        for number in [0, 1] {
            let script = format!("{}.{number}.sh", file.display());
            content(Command::new("bash").arg("-n").arg(&script));
        }
    }
    if Command::new("shellcheck").arg("--version").output().is_err() {
        return common::missing("shellcheck");
    }
    let starts = files.iter().map(|file| format!("{}.1.sh", file.display()));
    content(Command::new("shellcheck").args(starts));
}

/// Every distinct task in as few playbooks as there are heads of one: a program that needs a second for
/// each file needs no more for a long one.
fn playbooks(folder: &Path) -> Vec<PathBuf> {
    let code = |text: &str| {
        text.lines().filter(|line| !line.starts_with('#')).collect::<Vec<_>>().join("\n")
    };
    let (mut heads, mut tasks, mut handlers) = (BTreeMap::new(), BTreeSet::new(), "");
    for text in texts_of("gpudock.yaml") {
        let (head, rest) = text.split_once("  tasks:\n").unwrap();
        let rest = match rest.split_once("\n\n  handlers:") {
            Some((rest, _)) => {
                handlers = text.split_at(text.rfind("\n\n  handlers:").unwrap()).1;
                rest
            }
            None => rest,
        };
        let new: Vec<&str> = rest
            .split("\n\n    - ")
            .map(|task| task.trim().trim_start_matches("- "))
            // Names are words; every language has been read as YAML.
            .filter(|task| tasks.insert(task.split_once('\n').unwrap().1))
            .collect();
        heads.entry(code(head)).or_insert_with(Vec::new).extend(new);
    }
    println!("{} distinct tasks under {} heads", tasks.len(), heads.len());
    assert!(tasks.len() > 100, "{}", tasks.len());
    let files = heads.into_iter().filter(|(_, tasks)| !tasks.is_empty()).enumerate();
    files
        .map(|(number, (head, tasks))| {
            let path = folder.join(format!("playbook-{number}.yaml"));
            let tasks = format!(
                "
    - {}
",
                tasks.join(
                    "

    - "
                )
            );
            fs::write(&path, format!("{head}\n  tasks:{tasks}{}\n", handlers.trim_end())).unwrap();
            path
        })
        .collect()
}

#[test]
fn ansible_accepts_every_playbook() {
    let folder = tempfile::tempdir().unwrap();
    let files = playbooks(folder.path());
    let at_home = |mut command: Command| {
        command.current_dir(folder.path()).env("HOME", folder.path()).env("ANSIBLE_NOCOLOR", "1");
        command.env("LC_ALL", "C.UTF-8").env("ANSIBLE_LOCALHOST_WARNING", "false");
        // It calls its neighbours by name.
        if let Some(bin) = common::tool("GPUDOCK_PYTHON", "python/bin") {
            let path = std::env::var("PATH").unwrap_or_default();
            command.env("PATH", format!("{}:{path}", bin.display()));
        }
        command
    };
    let playbook = || {
        python("ansible-playbook").map(|mut command| {
            command.args(["--syntax-check", "-i", "localhost,"]);
            at_home(command)
        })
    };
    let lint = || {
        python("ansible-lint").map(|mut command| {
            // A command of a shell is as long as it is.
            command.args([
                "--offline",
                "--nocolor",
                "-q",
                "--profile",
                "production",
                "-x",
                "yaml[line-length]",
            ]);
            at_home(command)
        })
    };
    let (Some(mut all), Some(mut one)) = (playbook(), playbook()) else { return };
    content(all.args(&files));
    let wrong = folder.path().join("wrong.yaml");
    fs::write(&wrong, "---\n- name: X\n  hosts: all\n  tasks:\n    - nothing_known: x\n").unwrap();
    refuses(one.arg(&wrong));
    let (Some(mut all), Some(mut one)) = (lint(), lint()) else { return };
    content(all.args(&files));
    refuses(one.arg(&wrong));
}
