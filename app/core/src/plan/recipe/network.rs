//! Proxies and package caches.

use super::{address, back_up, restore, source, step};
use crate::plan::{
    Step,
    machine::{Machine, Network, Packages},
    quote,
};

/// What stands in where the address was not answered. The plan says so.
pub(crate) const EXAMPLE_PROXY: &str = "http://proxy.example.com:3128";
const EXAMPLE_CACHE: &str = "http://apt-cacher.example.com:3142";

/// The proxy of the machine, if it is behind one.
pub(crate) fn proxy(machine: &Machine<'_>) -> Option<String> {
    (machine.network == Network::Proxy).then(|| address(machine.answer("proxy", EXAMPLE_PROXY)))
}

/// Address of a repository for apt's sources. apt-cacher-ng refuses to tunnel HTTPS; it takes the
/// address of an HTTPS repository behind its own name and `HTTPS///`.
pub(super) fn cached(machine: &Machine<'_>, base: &str) -> String {
    match (machine.network, base.strip_prefix("https://")) {
        (Network::AptCacherNg, Some(rest)) => {
            format!("{}/HTTPS///{rest}", address(machine.answer("proxy", EXAMPLE_CACHE)))
        }
        _ => base.to_owned(),
    }
}

/// The proxy for the shell and for the package manager. The engine's own is in `daemon.json`.
pub(super) fn packages(machine: &Machine<'_>) -> Option<Step> {
    let proxy = proxy(machine)?;
    let quoted = quote::bash(&proxy);
    let exported = step("proxy", &source::DOCKER_PROXY)
        .gap("proxy", &proxy)
        .run(format!("export http_proxy={quoted} https_proxy={quoted}"));
    Some(match machine.packages() {
        Packages::Apt => exported.write(
            "/etc/apt/apt.conf.d/95gpudock-proxy",
            &format!(
                "Acquire::http::Proxy {0};\nAcquire::https::Proxy {0};\n",
                quote::json(&proxy)
            ),
        ),
        Packages::Dnf4 | Packages::Dnf5 => {
            append(exported, "/etc/dnf/dnf.conf", &format!("proxy={proxy}"))
        }
        Packages::Zypper => append(
            exported,
            "/etc/sysconfig/proxy",
            &format!("PROXY_ENABLED=yes\nHTTP_PROXY={quoted}\nHTTPS_PROXY={quoted}"),
        ),
        // pacman and tdnf fetch with the environment they are given, and sudo would drop these two.
        _ => {
            let path = "/etc/sudoers.d/gpudock-proxy";
            let kept = "Defaults env_keep += \"http_proxy https_proxy\"";
            exported
                .run(format!(
                    "printf '%s\\n' {} | sudo install -m 0440 /dev/stdin {path}",
                    quote::bash(kept)
                ))
                .check(format!("sudo visudo -cf {path}"))
                .undo(format!("sudo rm -f {path}"))
                .file(path, Some("root:root 0440"), format!("{kept}\n"))
        }
    })
}

/// Adds lines to a file that has others, once.
fn append(step: Step, path: &str, lines: &str) -> Step {
    let quoted = quote::bash(lines);
    let first = quote::bash(lines.lines().last().unwrap_or_default());
    step.run(back_up(path))
        .run(format!(
            "if ! grep -qxF {first} {path}; then printf '%s\\n' {quoted} | sudo tee -a {path} >/dev/null; fi"
        ))
        .undo(restore(path))
}
