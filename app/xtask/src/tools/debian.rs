//! Tools that only the system's package manager has.

use std::{env, fs, path::PathBuf, process::Command};

use anyhow::{Context, Result, bail};

use crate::{console, workspace};

/// Package, and the program (or file) that shows it is there.
const PACKAGES: &[(&str, &str)] = &[
    ("chromium", "/usr/bin/chromium"),
    ("chromium-driver", "/usr/bin/chromedriver"),
    ("firefox-esr", "/usr/bin/firefox-esr"),
    ("fonts-noto-cjk", "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"),
    ("fonts-dejavu-core", "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"),
    ("shellcheck", "/usr/bin/shellcheck"),
    ("mmdebstrap", "/usr/bin/mmdebstrap"),
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
    let Some(mut apt) = as_root("apt-get")? else {
        bail!("these packages are missing, install them and run this again: {}", missing.join(" "));
    };
    console::step(&format!("installing {} (about a minute)", missing.join(", ")));
    workspace::run(apt.args(["update", "-qq"]))?;
    let Some(mut apt) = as_root("apt-get")? else { return Ok(()) };
    workspace::run(apt.args(["install", "-y", "-qq", "--no-install-recommends"]).args(&missing))
}

/// A program with root's rights, or nothing where there is no way to have them without asking.
pub(super) fn as_root(name: &str) -> Result<Option<Command>> {
    if workspace::find(name).is_none() {
        return Ok(None);
    }
    let root = workspace::output(workspace::program("id")?.arg("-u"))?.trim() == "0";
    let mut command = if root {
        workspace::program(name)?
    } else if workspace::find("sudo").is_some()
        && workspace::program("sudo")?
            .args(["-n", "true"])
            .output()
            .is_ok_and(|out| out.status.success())
    {
        let mut sudo = workspace::program("sudo")?;
        sudo.args(["-n", name]);
        sudo
    } else {
        return Ok(None);
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(Some(command))
}

/// The Debian mirror that this machine uses: none is named here.
pub(super) fn mirror() -> Result<String> {
    let mut texts = fs::read_to_string("/etc/apt/sources.list").unwrap_or_default();
    for file in fs::read_dir("/etc/apt/sources.list.d").context("no apt sources on this machine")? {
        texts.push('\n');
        texts.push_str(&fs::read_to_string(file?.path()).unwrap_or_default());
    }
    texts
        .lines()
        .filter_map(|line| line.strip_prefix("URIs:").or_else(|| line.strip_prefix("deb ")))
        .flat_map(str::split_whitespace)
        .find(|word| word.starts_with("http") && word.trim_end_matches('/').ends_with("/debian"))
        .map(str::to_owned)
        .context("no Debian source among this machine's apt sources")
}
