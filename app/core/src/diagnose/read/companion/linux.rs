//! `uname`, `/proc/version`, `/etc/os-release`, the kernel module, `lsmod`, `lspci`, `mokutil`.

use super::{
    super::{line::Line, token},
    first, label,
};
use crate::diagnose::facts::Facts;

/// What earlier lines announced.
#[derive(Debug, Default)]
pub(super) struct Linux {
    /// The last command was `uname -r`: its answer has no label.
    release_asked: bool,
    /// `filename:` of `modinfo` named the NVIDIA module.
    module_info: bool,
}

const MACHINES: [&str; 7] = ["x86_64", "aarch64", "amd64", "arm64", "ppc64le", "armv7l", "riscv64"];

impl Linux {
    /// An answer is to come that has no label of its own.
    pub(super) fn waits(&self) -> bool {
        self.release_asked || self.module_info
    }

    pub(super) fn take(&mut self, line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
        if std::mem::take(&mut self.release_asked) && is_kernel_release(body) {
            kernel(line, body, facts);
            return true;
        }
        if body.ends_with("uname -r") {
            self.release_asked = true;
            return true;
        }
        uname(line, body, facts)
            || module_version(line, body, facts)
            || os_release(line, body, facts)
            || self.module_info(line, body, facts)
            || labelled(line, body, facts)
            || hardware(line, body, facts)
    }

    /// `modinfo nvidia`.
    fn module_info(&mut self, line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
        let Some((key, value)) = label(body) else { return false };
        match key {
            "filename" => {
                self.module_info = value.contains("nvidia") && value.contains(".ko");
                self.module_info
            }
            "version" if self.module_info && token::is_driver_version(value) => {
                first(&mut facts.kernel_module, line, value);
                true
            }
            "license" if self.module_info => {
                let flavour = if value.contains("MIT") { "open" } else { "proprietary" };
                if facts.kernel_module_flavour.is_none() {
                    let span = line.span_of(value);
                    facts.kernel_module_flavour =
                        Some(crate::fact::Seen::new(flavour.to_owned(), span));
                }
                true
            }
            _ => false,
        }
    }
}

/// `Linux host 6.8.0-45-generic #45-Ubuntu SMP … x86_64 GNU/Linux`, `Linux version 6.6.87.2-… (…)`.
fn uname(line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
    let Some(at) = body.find("Linux ") else {
        let alone = !body.contains(' ') && is_distribution_kernel(body);
        if alone {
            kernel(line, body, facts);
        }
        return alone;
    };
    let rest = body.get(at..).unwrap_or_default();
    let mut words = rest.split_whitespace().skip(1);
    let (Some(host), Some(release)) = (words.next(), words.next()) else { return false };
    let numbered = words.next().is_some_and(|word| word.starts_with('#'));
    if !is_kernel_release(release) || !(numbered || host == "version") {
        return false;
    }
    kernel(line, release, facts);
    if let Some(machine) = rest.split_whitespace().skip(3).find(|word| MACHINES.contains(word)) {
        first(&mut facts.architecture, line, machine);
    }
    true
}

pub(super) fn is_kernel_release(text: &str) -> bool {
    let numbers = text.split(['-', '+', '_']).next().unwrap_or_default();
    token::leading_version(numbers).is_some() && text.len() <= 64 && !text.contains(' ')
}

/// A release that only a kernel has, standing alone on its line.
fn is_distribution_kernel(text: &str) -> bool {
    let marks = [
        "-generic",
        "microsoft",
        "-azure",
        "-aws",
        "-gcp",
        "-amd64",
        "-lowlatency",
        "-tegra",
        "-arch",
        ".el7",
        ".el8",
        ".el9",
        ".el10",
        ".fc3",
        ".fc4",
        "-default",
        "-nvidia",
    ];
    is_kernel_release(text)
        && marks.iter().any(|mark| text.contains(mark))
        && !text.contains(".deb")
        && !text.contains(".rpm")
}

/// Notes a kernel release; the one of WSL is known by its name.
pub(super) fn kernel(line: &Line<'_>, release: &str, facts: &mut Facts) {
    first(&mut facts.kernel, line, release);
    let wsl = token::find_ignoring_case(release, "microsoft").is_some();
    if wsl {
        first(&mut facts.wsl_kernel, line, release);
    }
}

/// `NVRM version: NVIDIA UNIX x86_64 Kernel Module  570.86.10  …` and the same words in the kernel log
/// (`NVRM: loading NVIDIA UNIX Open Kernel Module for x86_64  580.159.04  …`).
fn module_version(line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
    let Some(at) = body.find("Kernel Module") else { return false };
    if !body.contains("NVIDIA") {
        return false;
    }
    let rest = body.get(at..).unwrap_or_default();
    let version = rest.split_whitespace().find(|word| token::is_driver_version(word));
    let Some(version) = version else { return false };
    first(&mut facts.kernel_module, line, version);
    if facts.kernel_module_flavour.is_none() {
        let open = body.get(..at).is_some_and(|before| before.contains("Open"));
        let flavour = if open { "open" } else { "proprietary" };
        let span = line.span_of(rest.get(.."Kernel Module".len()).unwrap_or(rest));
        facts.kernel_module_flavour = Some(crate::fact::Seen::new(flavour.to_owned(), span));
    }
    true
}

/// `KEY=value` of `/etc/os-release`.
fn os_release(line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
    let Some((key, value)) = body.split_once('=') else { return false };
    let value = value.trim().trim_matches(['"', '\'']);
    match key {
        "PRETTY_NAME" => first(&mut facts.os, line, value),
        "ID" => first(&mut facts.os_id, line, value),
        "VERSION_ID" => first(&mut facts.os_release, line, value),
        _ => return false,
    }
    true
}

/// `lsb_release -a`, `hostnamectl`, `mokutil --sb-state`, `lscpu`, `/etc/nv_tegra_release`.
fn labelled(line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
    if let Some(state) = body.strip_prefix("SecureBoot ") {
        let state = state.trim();
        if matches!(state, "enabled" | "disabled") {
            first(&mut facts.secure_boot, line, state);
            return true;
        }
    }
    if body.starts_with('R') && body.contains("(release), REVISION:") {
        first(&mut facts.jetson, line, body.split(", GCID").next().unwrap_or(body));
        return true;
    }
    let Some((key, value)) = label(body) else { return false };
    match key {
        "Description"
            if value.starts_with(|c: char| c.is_ascii_uppercase())
                && value.len() < 60
                && value.contains(|c: char| c.is_ascii_digit()) =>
        {
            first(&mut facts.os, line, value);
        }
        "Distributor ID" => {}
        "Operating System" => first(&mut facts.os, line, value),
        "Kernel" if value.starts_with("Linux ") => {
            kernel(line, value.trim_start_matches("Linux ").trim(), facts);
        }
        "Architecture" if MACHINES.contains(&value) || value == "x86-64" => {
            first(&mut facts.architecture, line, value);
        }
        _ => return false,
    }
    true
}

/// Modules that decide whose driver is in charge.
const MODULES: [&str; 7] = [
    "nvidia",
    "nvidia_uvm",
    "nvidia_drm",
    "nvidia_modeset",
    "nvidia_peermem",
    "nouveau",
    "nova_core",
];

/// `lsmod` rows and `lspci` lines.
fn hardware(line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
    let mut words = body.split_whitespace();
    let name = words.next().unwrap_or_default();
    let size = words.next().is_some_and(token::is_integer);
    let used = words.next().is_some_and(|word| word.parse::<i32>().is_ok());
    if MODULES.contains(&name) && size && used {
        if facts.modules.len() < 32 {
            facts.modules.push(line.seen(name));
        }
        return true;
    }
    let controller = ["VGA compatible controller", "3D controller", "Display controller"];
    if body.contains("NVIDIA") && controller.iter().any(|kind| body.contains(kind)) {
        if facts.pci_gpus.len() < 64 {
            facts.pci_gpus.push(line.seen(body));
        }
        return true;
    }
    if let Some(driver) = body.strip_prefix("Kernel driver in use: ") {
        first(&mut facts.pci_driver, line, driver.trim());
        return true;
    }
    false
}
