//! What stands around an `nvidia-smi` output: the system, Docker, the toolkit, packages, frameworks.

mod capture;
mod docker;
mod framework;
mod linux;
mod packages;
mod request;
mod toolkit;
mod windows;

use super::line::Line;
use crate::{diagnose::facts::Facts, fact::Seen};

/// Readers of companion text, with what they remember from line to line.
#[derive(Debug, Default)]
pub(super) struct Companion {
    docker: docker::Docker,
    linux: linux::Linux,
    windows: windows::Windows,
    toolkit: toolkit::Toolkit,
    capture: capture::Capture,
    request: request::Reader,
}

impl Companion {
    /// Reads one line that no `nvidia-smi` output claimed.
    pub(super) fn take(&mut self, line: &Line<'_>, facts: &mut Facts) {
        let body = line.body();
        self.capture.take(line, body, facts);
        self.request.take(line, body, facts);
        if body.is_empty() {
            self.windows.blank();
            return;
        }
        let known = self.toolkit.take(line, body, facts)
            || self.windows.take(line, body, facts)
            || self.docker.take(line, body, facts)
            || self.linux.take(line, body, facts)
            || framework::take(line, body, facts);
        if !known {
            packages::take(line, body, facts);
        }
        framework::images(line, facts);
    }

    /// The paste is over: files that were being collected are handed in.
    pub(super) fn finish(&mut self, paste: &str, facts: &mut Facts) {
        self.capture.finish(facts);
        self.capture.restore(paste, facts);
    }
}

/// `Label: value` or `Label : value`.
fn label(body: &str) -> Option<(&str, &str)> {
    let (key, value) = body.split_once(':')?;
    let (key, value) = (key.trim(), value.trim());
    (!key.is_empty() && !value.is_empty() && key.len() <= 60).then_some((key, value))
}

/// Keeps the first value that was seen.
fn first(place: &mut Option<Seen<String>>, line: &Line<'_>, value: &str) {
    if place.is_none() && !value.is_empty() {
        *place = Some(line.seen(value));
    }
}

/// The leading word of a value, without the comma that may follow it.
fn word(value: &str) -> &str {
    value.split([' ', ',', '\t']).next().unwrap_or(value)
}
