//! A machine: a Debian root of its own, in which commands run as on a host that was just installed.

use std::{
    collections::{BTreeMap, hash_map::DefaultHasher},
    fmt::Write as _,
    fs,
    hash::{Hash, Hasher},
    os::unix::fs::{MetadataExt, PermissionsExt},
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

use crate::hosts::{Hosts, NAMES};

/// Who types the commands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Typist {
    /// root, on a machine without sudo.
    Root,
    /// An ordinary user, with sudo.
    User,
}

/// What manages its packages, besides the Debian below.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Manager {
    /// apt and dpkg.
    Apt,
    /// dnf, zypper and rpm, with a database of their own.
    Rpm,
}

pub struct Machine {
    root: TempDir,
    web: TempDir,
    pub hosts: Hosts,
    typist: Typist,
    manager: Manager,
    /// Fingerprint of the key that signs the stand-ins.
    pub fingerprint: String,
}

/// Root and release that stand for a machine of dnf and zypper.
pub const RPM: (&str, &str) = ("rpm", "");

/// What the undo leaves, and why that is no trace of a plan.
const NOISE: &[(&str, &str)] = &[
    ("/proc", "not on disk"),
    ("/dev", "not on disk"),
    ("/sys", "not on disk"),
    ("/run", "gone at the next start"),
    ("/tmp", "gone at the next start; the stand-ins write their records there"),
    ("/var/log", "what was done is not undone in the logs"),
    ("/var/cache", "archives and caches of apt and debconf"),
    ("/var/lib/apt", "lists and marks of apt"),
    ("/var/lib/dpkg", "compared as a list of packages instead"),
    ("/var/lib/rpm", "likewise"),
    ("/root/.rpmdb", "likewise"),
    ("/var/lib/dnf", "history and marks of dnf"),
    ("/var/lib/zypp", "history and marks of zypper"),
    ("/var/lib/YaST2", "likewise"),
    ("/etc/ld.so.cache", "made anew from what is installed"),
    ("/etc/group", "Docker's own packages leave the group they made"),
    ("/etc/gshadow", "likewise"),
    ("/root/.gnupg", "gpg makes the folder of whoever calls it"),
    ("/root/.config/procps", "likewise"),
    ("/home/dock/.gnupg", "gpg makes the folder of whoever calls it"),
];

impl Machine {
    /// Unpacks a root, builds the repositories in it, and serves them.
    pub fn new(tar: &Path, release: (&str, &str), typist: Typist, number: u8) -> Self {
        let (root, web) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::set_permissions(root.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let unpacked =
            Command::new("tar").arg("-xpf").arg(tar).arg("-C").arg(root.path()).output().unwrap();
        assert!(unpacked.status.success(), "{}", String::from_utf8_lossy(&unpacked.stderr));
        let hosts = Hosts::start(&web.path().join("www"), number);
        let manager = if release == RPM { Manager::Rpm } else { Manager::Apt };
        let fingerprint = String::new();
        let mut machine = Self { root, web, hosts, typist, manager, fingerprint };
        let address = machine.hosts.address;
        let mut names = own_names();
        for name in NAMES {
            let _ = writeln!(names, "{address} {name}");
        }
        fs::write(machine.at("/etc/hosts"), names).unwrap();
        let trusted = machine.at("/etc/ssl/certs/ca-certificates.crt");
        let all = fs::read_to_string(&trusted).unwrap() + &machine.hosts.authority;
        fs::write(&trusted, all).unwrap();
        if typist == Typist::User {
            machine.as_root(
                "useradd --create-home dock\n\
                 printf 'dock ALL=(ALL) NOPASSWD: ALL\\n' >/etc/sudoers.d/dock",
            );
        }
        let (codename, version) = release;
        machine.build(&[codename, version]);
        machine
    }

    /// Takes the way to the hosts away, but for the one through a proxy.
    pub fn knows_no_hosts(&self) {
        fs::write(self.at("/etc/hosts"), own_names()).unwrap();
    }

    /// A path of the machine, as seen from outside.
    pub fn at(&self, path: &str) -> PathBuf {
        self.root.path().join(path.trim_start_matches('/'))
    }

    /// Everything the stand-ins wrote down under a name.
    pub fn log(&self, path: &str) -> String {
        fs::read_to_string(self.at(path)).unwrap_or_default()
    }

    fn build(&mut self, arguments: &[&str]) {
        fs::create_dir_all(self.at("/build")).unwrap();
        let script = match self.manager {
            Manager::Apt => include_str!("build.sh"),
            Manager::Rpm => include_str!("build-rpm.sh"),
        };
        fs::write(self.at("/build/build.sh"), script).unwrap();
        // The last command asks the mirror, so what is built has to stand in the web by then.
        let www = self.web.path().join("www");
        std::os::unix::fs::symlink(self.at("/build/www"), &www).unwrap();
        self.as_root(&format!("bash /build/build.sh {}", arguments.join(" ")));
        let fingerprint = fs::read_to_string(self.at("/build/fingerprint")).unwrap();
        self.fingerprint = fingerprint.trim().into();
        fs::remove_file(&www).unwrap();
        let moved =
            Command::new("cp").arg("-a").arg(self.at("/build/www")).arg(&www).status().unwrap();
        assert!(moved.success());
        fs::remove_dir_all(self.at("/build")).unwrap();
    }

    /// Puts the description of a repository that somebody else signed in the place of the right one.
    pub fn forge(&self, folder: &str) {
        let signature = match self.manager {
            Manager::Apt => "InRelease",
            Manager::Rpm => "repodata/repomd.xml.asc",
        };
        let signature = self.web.path().join("www").join(folder).join(signature);
        fs::copy(format!("{}.stranger", signature.display()), signature).unwrap();
    }

    /// Puts a text on the machine and runs it as its typist does.
    pub fn run(&self, script: &str, arguments: &str) -> Output {
        let home = if self.typist == Typist::Root { "/root" } else { "/home/dock" };
        let file = "/tmp/gpudock-script.sh";
        fs::write(self.at(file), script).unwrap();
        let line = format!("cd {home}; bash {file} {arguments}");
        let output = match self.typist {
            Typist::Root => self.chroot(&line),
            Typist::User => self.chroot(&format!("exec su dock -c '{line}'")),
        };
        fs::remove_file(self.at(file)).unwrap();
        output
    }

    fn as_root(&self, script: &str) {
        let output = self.chroot(script);
        assert!(
            output.status.success(),
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
    }

    /// A driver that was there before.
    pub fn has_driver(&self) {
        let program = self.at("/usr/bin/nvidia-smi");
        fs::write(&program, "#!/bin/sh\necho 'GPU 0: Stand-in   Driver Version: 580.00'\n")
            .unwrap();
        fs::set_permissions(program, fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Runs as root inside. Mounts and processes end with it.
    fn chroot(&self, script: &str) -> Output {
        let inside = "mount --rbind /dev \"$0/dev\" && mount -t proc proc \"$0/proc\" && \
                      exec chroot \"$0\" bash -c \"$1\"";
        Command::new("unshare")
            .args(["--mount", "--pid", "--fork", "--kill-child", "sh", "-c", inside])
            .arg(self.root.path())
            .arg(script)
            .env_clear()
            .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
            .env("HOME", "/root")
            .env("LC_ALL", "C")
            .env("DEBIAN_FRONTEND", "noninteractive")
            .output()
            .unwrap()
    }

    /// Packages, by name and state.
    pub fn packages(&self) -> Vec<String> {
        let listed = self.chroot(match self.manager {
            Manager::Apt => "dpkg-query -W -f '${Package} ${db:Status-Abbrev}\\n'",
            Manager::Rpm => "rpm -qa --queryformat '%{NAME}\\n' | sort",
        });
        String::from_utf8_lossy(&listed.stdout).lines().map(|line| line.trim().to_owned()).collect()
    }

    /// Every path outside the noise: kind, owner, mode, and content.
    pub fn tree(&self) -> BTreeMap<String, String> {
        let mut tree = BTreeMap::new();
        self.walk("", &mut tree);
        tree
    }

    fn walk(&self, folder: &str, tree: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(self.at(folder)).unwrap() {
            let entry = entry.unwrap();
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            let is_noise = |noise: &str| {
                path == noise || path.strip_prefix(noise).is_some_and(|rest| rest == "-")
            };
            if NOISE.iter().any(|(noise, _)| is_noise(noise)) {
                continue;
            }
            let data = entry.metadata().unwrap();
            let content = if data.is_symlink() {
                fs::read_link(entry.path()).unwrap().display().to_string()
            } else if data.is_file() {
                let mut hasher = DefaultHasher::new();
                fs::read(entry.path()).unwrap().hash(&mut hasher);
                format!("{:016x}", hasher.finish())
            } else {
                String::new()
            };
            let about = format!("{:o} {}:{} {content}", data.mode(), data.uid(), data.gid());
            tree.insert(path.clone(), about);
            if data.is_dir() {
                self.walk(&path, tree);
            }
        }
    }
}

/// The names that a machine has for itself.
fn own_names() -> String {
    let own = fs::read_to_string("/proc/sys/kernel/hostname").unwrap();
    format!("127.0.0.1 localhost {own}")
}

/// What differs between two trees, one path a line.
pub fn difference(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> Vec<String> {
    let gone =
        before.keys().filter(|path| !after.contains_key(*path)).map(|path| format!("- {path}"));
    let new =
        after.keys().filter(|path| !before.contains_key(*path)).map(|path| format!("+ {path}"));
    let other = before.iter().filter_map(|(path, was)| {
        let is = after.get(path)?;
        (is != was).then(|| format!("! {path}: {was} -> {is}"))
    });
    gone.chain(new).chain(other).collect()
}
