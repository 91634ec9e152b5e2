//! `wsl --version`, `wsl -l -v`, `wsl --status`, `ver`, `winver`, `systeminfo`.
//!
//! The labels of `wsl --version` are translated; the order of its lines and the words `WSL`, `WSLg` and
//! `Windows` are not. What the labels are is written in `localization/strings` of WSL's own repository.

use super::{
    super::{line::Line, token},
    first, label,
};
use crate::{diagnose::facts::Facts, fact::Seen};

/// What the lines before announced.
#[derive(Debug, Default)]
pub(super) struct Windows {
    /// The line before was the first of `wsl --version`: the kernel comes next.
    kernel_next: bool,
    /// Inside the rows of `wsl -l -v`.
    distributions: bool,
}

impl Windows {
    /// The next line is known by its place. Empty ones do not count: UTF-16 leaves one after each line.
    pub(super) fn waits(&self) -> bool {
        self.kernel_next || self.distributions
    }

    pub(super) fn take(&mut self, line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
        if body.contains("NAME") && body.contains("STATE") && body.ends_with("VERSION") {
            self.distributions = true;
            return true;
        }
        if self.distributions {
            if distribution(line, facts) {
                return true;
            }
            self.distributions = false;
        }
        self.wsl_version(line, body, facts) || windows_version(line, body, facts)
    }

    fn wsl_version(&mut self, line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
        let kernel_next = std::mem::take(&mut self.kernel_next);
        let Some((label, value)) = labelled_version(line, body) else { return false };
        let words =
            |word: &str| label.split(|c: char| !c.is_ascii_alphanumeric()).any(|w| w == word);
        if words("WSLg") {
            return true;
        }
        if words("WSL") {
            first(&mut facts.wsl, line, value);
            self.kernel_next = true;
            return true;
        }
        if words("Windows") {
            first(&mut facts.windows_build, line, value);
            return true;
        }
        let four = value.split(['.', '-']).count() >= 4;
        // `wsl --status` of Windows' own WSL prints three. So does `docker info`, in other words.
        let status = facts.wsl_default_version.is_some() && label != "Kernel Version";
        if kernel_next || ((four || status) && KERNEL.iter().any(|word| label.contains(word))) {
            first(&mut facts.wsl_kernel, line, value);
            return true;
        }
        false
    }
}

/// What the kernel is called.
const KERNEL: [&str; 10] = [
    "ernel",
    "Kerneversion",
    "noyau",
    "核心",
    "内核",
    "カーネル",
    "커널",
    "ядра",
    "jádra",
    "jądra",
];

/// `Default Version` of `wsl --status` in the languages of Windows.
const DEFAULT_VERSION: [&str; 19] = [
    "Default Version",
    "Standardversion",
    "Standardversjon",
    "Standaardversie",
    "Version par défaut",
    "Versión predeterminada",
    "Versione predefinita",
    "Versão Padrão",
    "Versão predefinida",
    "Oletusversio",
    "Alapértelmezett verzió",
    "Wersja domyślna",
    "Výchozí verze",
    "Varsayılan Sürüm",
    "Версия по умолчанию",
    "默认版本",
    "預設版本",
    "既定のバージョン",
    "기본 버전",
];

/// `label: 2.6.3.0`, where the value is a version of at least three fields and nothing follows it.
///
/// UTF-16 that was read as bytes has lost a full-width colon, and labels without Latin letters.
fn labelled_version<'l>(line: &Line<'_>, body: &'l str) -> Option<(&'l str, &'l str)> {
    let at = body.rfind(|c: char| c.is_whitespace() || c == ':')?;
    let value = body.get(at..)?.trim_start_matches(|c: char| c.is_whitespace() || c == ':');
    let label = body
        .get(..body.len() - value.len())?
        .trim_end_matches(|c: char| c.is_whitespace() || c == ':');
    let mut parts = value.split('-');
    let version = parts.next()?;
    let fields = version.split('.').count();
    let suffix = parts.all(token::is_integer);
    let plain = token::is_version(version) && (3..=5).contains(&fields) && suffix;
    let parted = body.contains(':') || line.is_rewritten();
    let named = !label.is_empty() || line.is_rewritten();
    (plain && named && label.chars().count() <= 40 && parted).then_some((label, value))
}

/// `* Ubuntu-22.04    Running    2`.
fn distribution(line: &Line<'_>, facts: &mut Facts) -> bool {
    let text = line.text.trim().trim_start_matches("> ").trim_start_matches('*').trim();
    let mut words = text.split_whitespace();
    let (Some(name), Some(version)) = (words.next(), words.next_back()) else { return false };
    let version = match version {
        "1" => 1,
        "2" => 2,
        _ => return false,
    };
    if words.next().is_none() {
        return false;
    }
    if facts.wsl_distributions.len() < 64 {
        facts.wsl_distributions.push(Seen::new((name.to_owned(), version), line.span_of(text)));
    }
    true
}

/// `Microsoft Windows [Version 10.0.22631.4602]`, `OS Version: 10.0.22631 N/A Build 22631`,
/// `Version 23H2 (OS Build 22631.4602)`.
fn windows_version(line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
    if let Some(rest) = body.strip_prefix("Microsoft Windows [") {
        // The word before the number is translated.
        let version = rest.trim_end_matches(']').split_whitespace().next_back().unwrap_or_default();
        if token::is_version(version) {
            first(&mut facts.windows_build, line, version);
            return true;
        }
    }
    if let Some((_, rest)) = body.split_once("OS Build ") {
        let build = rest.split([')', ' ']).next().unwrap_or_default();
        if token::is_version(build) {
            first(&mut facts.windows_build, line, build);
            return true;
        }
    }
    let Some((key, value)) = label(body) else { return false };
    match key {
        "OS Name" => first(&mut facts.os, line, value),
        // `Betriebssystemversion:   10.0.19045 Nicht zutreffend Build 19045`.
        _ if value.starts_with("10.0.") && value.contains(" Build ") => {
            first(&mut facts.windows_build, line, super::word(value));
        }
        _ if DEFAULT_VERSION.contains(&key) && matches!(value, "1" | "2") => {
            first(&mut facts.wsl_default_version, line, value);
        }
        "Default Distribution" => {}
        _ => return false,
    }
    true
}
