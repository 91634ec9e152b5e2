//! Validators of a Debian release that has them: `dockerd --validate`, `docker-compose config`, Podman's unit
//! generator, `containerd config dump`, the schema of cloud-init. Downloaded through a private apt root and
//! unpacked, never installed.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Result, bail};

use crate::{console, workspace};

/// Debian release whose docker.io knows `--validate`.
const RELEASE: &str = "trixie";
const PACKAGES: &[&str] = &["docker.io", "docker-compose", "podman", "containerd", "cloud-init"];

/// Where the unpacked programs stand.
pub(crate) struct Validators {
    root: PathBuf,
}

impl Validators {
    /// `dockerd`, for `--validate --config-file=…`.
    pub(crate) fn dockerd(&self) -> PathBuf {
        self.root.join("usr/sbin/dockerd")
    }

    /// All of it, as `/` of a machine that had the packages.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }
}

pub(super) fn unpack() -> Result<Validators> {
    let validators = Validators { root: workspace::tools().join("debian") };
    let stamp = validators.root.join("unpacked");
    let wanted = PACKAGES.join(" ");
    if fs::read_to_string(&stamp).is_ok_and(|text| text == wanted) {
        return Ok(validators);
    }
    console::step(&format!("unpacking {} into target/tools (about 20 s)", PACKAGES.join(", ")));
    let apt = workspace::tools().join("apt");
    private_root(&apt)?;
    workspace::run(&mut apt_get(&apt, "apt-get", &["-qq", "update"])?)?;
    let archives = apt.join("archives");
    fs::create_dir_all(&archives)?;
    let mut download = apt_get(&apt, "apt-get", &["-qq", "download"])?;
    workspace::run(download.args(PACKAGES).current_dir(&archives))?;
    for file in fs::read_dir(&archives)? {
        workspace::run(
            workspace::program("dpkg-deb")?.arg("-x").arg(file?.path()).arg(&validators.root),
        )?;
    }
    fs::remove_dir_all(&apt)?;
    if !validators.dockerd().is_file() {
        bail!("dockerd is not where its package is expected to put it");
    }
    fs::write(stamp, wanted)?;
    Ok(validators)
}

/// The machine's own Debian source, asked for another release.
fn private_root(apt: &Path) -> Result<()> {
    let uri = super::debian::mirror()?;
    for folder in
        ["etc/sources.list.d", "etc/preferences.d", "state/lists/partial", "cache/archives/partial"]
    {
        fs::create_dir_all(apt.join(folder))?;
    }
    let keyring = "/usr/share/keyrings/debian-archive-keyring.gpg";
    let stanza = format!(
        "Types: deb\nURIs: {uri}\nSuites: {RELEASE}\nComponents: main\nSigned-By: {keyring}\n"
    );
    fs::write(apt.join("etc/sources.list.d/debian.sources"), stanza)?;
    Ok(())
}

fn apt_get(apt: &Path, program: &str, arguments: &[&str]) -> Result<Command> {
    let mut command = workspace::program(program)?;
    for (name, folder) in [("Dir::Etc", "etc"), ("Dir::State", "state"), ("Dir::Cache", "cache")] {
        command.arg("-o").arg(format!("{name}={}", apt.join(folder).display()));
    }
    // The machine's own way to the network (proxy, credentials) still holds; downloads need no sandbox user.
    command.args([
        "-o",
        "Dir::Etc::Parts=/etc/apt/apt.conf.d",
        "-o",
        "Dir::Etc::netrcparts=/etc/apt/auth.conf.d",
    ]);
    command.args(["-o", "Dir::State::status=/dev/null", "-o", "APT::Sandbox::User=root"]);
    command.args(arguments);
    Ok(command)
}
