//! Lists of installed packages: `dpkg -l`, `apt list --installed`, `rpm -qa`, `pacman -Q`.

use super::super::{line::Line, token};
use crate::{
    diagnose::facts::{Facts, Package},
    fact::Seen,
};

/// A paste of a whole `dpkg -l` names some dozens of packages that matter here.
const MOST: usize = 256;

/// Notes the package that the line says is installed.
pub(super) fn take(line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
    let Some((name, version)) =
        dpkg(body).or_else(|| apt(body)).or_else(|| rpm(body)).or_else(|| pacman(body))
    else {
        return false;
    };
    if !matters(name) || facts.packages.len() >= MOST {
        return false;
    }
    if name == "nvidia-container-toolkit" && facts.toolkit.is_none() {
        let bare = version.split(['-', '~', '+']).next().unwrap_or(version);
        facts.toolkit = Some(line.seen(bare));
    }
    let package = Package { name: name.to_owned(), version: version.to_owned() };
    facts.packages.push(Seen::new(package, line.span_of(body)));
    true
}

fn matters(name: &str) -> bool {
    [
        "nvidia",
        "cuda",
        "docker",
        "containerd",
        "podman",
        "moby",
        "linux-modules-nvidia",
        "runc",
        "crun",
    ]
    .iter()
    .any(|part| name.contains(part))
}

/// `ii  nvidia-container-toolkit  1.13.5-1  amd64  …`: installed; `un` and `rc` are not.
fn dpkg(body: &str) -> Option<(&str, &str)> {
    let mut words = body.split_whitespace();
    let state = words.next()?;
    if !matches!(state, "ii" | "hi") {
        return None;
    }
    let name = words.next()?.split(':').next()?;
    Some((name, words.next().filter(|version| has_digit(version))?))
}

/// `nvidia-driver-550/jammy-updates,now 550.120-0ubuntu0.22.04.1 amd64 [installed]`.
fn apt(body: &str) -> Option<(&str, &str)> {
    if !body.contains("[installed") {
        return None;
    }
    let (name, rest) = body.split_once('/')?;
    Some((name, rest.split_whitespace().nth(1)?))
}

/// `nvidia-container-toolkit-1.17.8-1.x86_64`.
fn rpm(body: &str) -> Option<(&str, &str)> {
    if body.contains([' ', '/', '=']) {
        return None;
    }
    let bare = [".x86_64", ".aarch64", ".noarch"].iter().find_map(|end| body.strip_suffix(end))?;
    let (rest, _release) = bare.rsplit_once('-')?;
    let (name, _) = rest.rsplit_once('-')?;
    let version = bare.get(name.len() + 1..)?;
    (has_digit(version) && !name.is_empty()).then_some((name, version))
}

/// `nvidia-container-toolkit 1.17.8-1`: two words, the second a version with a package revision.
fn pacman(body: &str) -> Option<(&str, &str)> {
    let mut words = body.split_whitespace();
    let (name, version) = (words.next()?, words.next()?);
    let (upstream, revision) = version.rsplit_once('-')?;
    let upstream = upstream.split(':').next_back()?;
    let shaped = token::leading_version(upstream).is_some()
        && revision.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    (words.next().is_none() && shaped && !name.contains([':', '=', '"'])).then_some((name, version))
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit())
}
