//! Tools that only the system's package manager has.

use std::{env, path::PathBuf, process::Command};

use anyhow::{Result, bail};

use crate::{console, workspace};

/// Package, and the program (or file) that shows it is there.
const PACKAGES: &[(&str, &str)] = &[
    ("chromium", "/usr/bin/chromium"),
    ("chromium-driver", "/usr/bin/chromedriver"),
    ("fonts-noto-cjk", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    ("shellcheck", "/usr/bin/shellcheck"),
    ("python3-venv", "/usr/share/doc/python3-venv"),
];

/// Chromium, as tests start it; `CHROME_PATH` names another.
pub(crate) fn chromium() -> PathBuf {
    env::var_os("CHROME_PATH").map_or_else(|| PathBuf::from("/usr/bin/chromium"), PathBuf::from)
}

pub(super) fn packages() -> Result<()> {
    let missing: Vec<&str> = PACKAGES
        .iter()
        .filter(|(_, file)| !PathBuf::from(file).exists())
        .map(|(package, _)| *package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let Some(mut apt) = apt_get()? else {
        bail!("these packages are missing, install them and run this again: {}", missing.join(" "));
    };
    console::step(&format!("installing {} (about a minute)", missing.join(", ")));
    workspace::run(apt.args(["update", "-qq"]))?;
    let Some(mut apt) = apt_get()? else { return Ok(()) };
    workspace::run(apt.args(["install", "-y", "-qq", "--no-install-recommends"]).args(&missing))
}

/// `apt-get` with the rights it needs, or nothing where there is no way to have them without asking.
fn apt_get() -> Result<Option<Command>> {
    if workspace::find("apt-get").is_none() {
        return Ok(None);
    }
    let root = workspace::output(workspace::program("id")?.arg("-u"))?.trim() == "0";
    let mut command = if root {
        workspace::program("apt-get")?
    } else if workspace::find("sudo").is_some()
        && workspace::program("sudo")?
            .args(["-n", "true"])
            .output()
            .is_ok_and(|out| out.status.success())
    {
        let mut sudo = workspace::program("sudo")?;
        sudo.args(["-n", "apt-get"]);
        sudo
    } else {
        return Ok(None);
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(Some(command))
}
