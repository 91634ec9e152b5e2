//! What stands around an `nvidia-smi` output: the system, Docker, the toolkit, packages, frameworks.

mod capture;
mod docker;
mod framework;
mod linux;
mod packages;
mod request;
mod toolkit;
mod windows;

use super::{line::Line, trigger::Topics};
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
    /// Whether a file is being collected, which takes every line up to its end.
    pub(super) fn collects(&self) -> bool {
        self.capture.collects()
    }

    /// Whether a reader may want a line although nothing in it calls for it.
    pub(super) fn waits(&self) -> bool {
        self.capture.waits()
            || self.request.waits()
            || self.toolkit.waits()
            || self.windows.waits()
            || self.docker.waits()
            || self.linux.waits()
    }

    /// Reads one line that no `nvidia-smi` output claimed.
    pub(super) fn take(&mut self, line: &Line<'_>, facts: &mut Facts) {
        let body = line.body();
        let concerns = |topics: Topics| line.concerns(topics);
        if self.capture.waits() || concerns(Topics::FILE) {
            self.capture.take(line, body, facts);
        }
        if self.request.waits() || concerns(Topics::COMMAND) {
            self.request.take(line, body, facts);
        }
        if body.is_empty() {
            return;
        }
        let version = concerns(Topics::VERSION);
        let known = (self.toolkit.waits() || concerns(Topics::TOOLKIT))
            && self.toolkit.take(line, body, facts)
            || (self.windows.waits() || version || concerns(Topics::WINDOWS))
                && self.windows.take(line, body, facts)
            || (self.docker.waits() || version || concerns(Topics::DOCKER))
                && self.docker.take(line, body, facts)
            || (self.linux.waits() || concerns(Topics::LINUX))
                && self.linux.take(line, body, facts)
            || (version || concerns(Topics::FRAMEWORK)) && framework::take(line, body, facts);
        if !known && concerns(Topics::PACKAGE) {
            packages::take(line, body, facts);
        }
        if concerns(Topics::IMAGE) {
            framework::images(line, facts);
        }
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
