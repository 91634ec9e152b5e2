//! `docker version`, `docker info`, `docker context ls`, and what Podman and Compose say of themselves.

use super::{
    super::{line::Line, token},
    first, label, linux, word,
};
use crate::{diagnose::facts::Facts, fact::Seen};

/// Which part of `docker version` or `docker info` is being read.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
enum Part {
    #[default]
    Outside,
    Client,
    /// `Server:`, before one of its components is named.
    Server,
    Engine,
    /// containerd, runc, docker-init: their versions are not Docker's.
    Component,
    Security,
    Devices,
    Contexts,
}

#[derive(Debug, Default)]
pub(super) struct Docker {
    part: Part,
    /// The version found so far is the client's.
    only_client: bool,
}

impl Docker {
    /// Inside a part whose lines have no names of their own.
    pub(super) fn waits(&self) -> bool {
        matches!(self.part, Part::Security | Part::Devices | Part::Contexts)
    }

    pub(super) fn take(&mut self, line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
        self.heading(line, body, facts)
            || self.item(line, body, facts)
            || one_line(line, body, facts)
            || self.labelled(line, body, facts)
    }

    fn heading(&mut self, line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
        let part = match body {
            "Engine:" => Part::Engine,
            "containerd:" | "runc:" | "docker-init:" => Part::Component,
            "Security Options:" => Part::Security,
            "Discovered Devices:" => Part::Devices,
            _ if body.starts_with("Client:") && body.len() < 60 => Part::Client,
            _ if body.starts_with("Server:") && body.len() < 60 => {
                if body.contains("Docker Desktop") {
                    first(&mut facts.docker_os, line, body.get(7..).unwrap_or_default().trim());
                }
                Part::Server
            }
            _ if body.starts_with("NAME") && body.contains("DOCKER ENDPOINT") => Part::Contexts,
            _ => return false,
        };
        self.part = part;
        true
    }

    /// Lines of a list under a heading.
    fn item(&mut self, line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
        match self.part {
            Part::Security if is_option(body) => {
                push(&mut facts.docker_security, line, body);
            }
            Part::Devices if body.starts_with("cdi: ") => {
                let device = body.trim_start_matches("cdi: ").trim();
                push(&mut facts.cdi_devices, line, device);
            }
            Part::Contexts => {
                if !(body.contains("unix://") || body.contains("npipe://") || body.contains("://"))
                {
                    self.part = Part::Outside;
                    return false;
                }
                let name = word(body);
                push(&mut facts.docker_contexts, line, name);
                if body.split_whitespace().nth(1) == Some("*") {
                    first(&mut facts.docker_context, line, name);
                }
            }
            Part::Security if body.starts_with("Profile:") || body.starts_with("WARNING:") => {}
            Part::Security | Part::Devices => {
                self.part = Part::Server;
                return false;
            }
            _ => return false,
        }
        true
    }

    fn labelled(&mut self, line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
        let Some((key, value)) = label(body) else { return false };
        match (key, self.part) {
            ("Version", Part::Client) if token::leading_version(value).is_some() => {
                first(&mut facts.docker_client, line, word(value));
                if facts.docker.is_none() {
                    self.only_client = true;
                    facts.docker = Some(line.seen(word(value)));
                }
            }
            ("Version", Part::Engine | Part::Server) | ("Server Version", _)
                if token::leading_version(value).is_some() =>
            {
                if std::mem::take(&mut self.only_client) || facts.docker.is_none() {
                    facts.docker = Some(line.seen(word(value)));
                }
            }
            ("Version", Part::Component) => {}
            ("Context", _) => first(&mut facts.docker_context, line, value),
            ("Runtimes", _) => {
                let runtimes = value.split_whitespace().map(str::to_owned).collect();
                facts.docker_runtimes = Some(Seen::new(runtimes, line.span_of(value)));
            }
            ("Default Runtime", _) => first(&mut facts.docker_default_runtime, line, value),
            ("Operating System", _) if self.part != Part::Outside => {
                first(&mut facts.docker_os, line, value);
                if !value.contains("Docker") {
                    first(&mut facts.os, line, value);
                }
            }
            ("Kernel Version", _) if linux::is_kernel_release(value) => {
                linux::kernel(line, value, facts);
            }
            ("Docker Root Dir", _) => {
                first(&mut facts.docker_root, line, value);
                self.part = Part::Outside;
            }
            _ => return false,
        }
        true
    }
}

/// `seccomp`, `rootless`, `cgroupns`; Docker 20 writes `name=rootless`.
fn is_option(body: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'=' | b',');
    body.starts_with(|c: char| c.is_ascii_lowercase()) && body.bytes().all(word)
}

fn push(list: &mut Option<Seen<Vec<String>>>, line: &Line<'_>, value: &str) {
    let span = line.span_of(value);
    let list = list.get_or_insert_with(|| Seen::new(Vec::new(), span));
    if list.value.len() < 256 {
        list.value.push(value.to_owned());
        list.span.end = list.span.end.max(span.end);
    }
}

/// `Docker version 29.7.2, build 0b9d198`, `Docker Compose version v2.40.3`, `podman version 5.4.2`.
fn one_line(line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
    let after = |prefix: &str| {
        let rest = body.strip_prefix(prefix)?.trim_start_matches('v');
        let version = word(rest);
        token::leading_version(version).map(|_| version)
    };
    if let Some(version) = after("Docker version ") {
        first(&mut facts.docker, line, version);
    } else if let Some(version) = after("Docker Compose version ")
        .or_else(|| after("docker-compose version "))
        .or_else(|| after("Docker Compose version: "))
    {
        first(&mut facts.compose, line, version);
    } else if let Some(version) = after("podman version ") {
        first(&mut facts.podman, line, version);
    } else if let Some(version) = after("nerdctl version ") {
        first(&mut facts.nerdctl, line, version);
    } else {
        return false;
    }
    true
}
