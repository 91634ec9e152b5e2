//! Files pasted whole: `daemon.json` and compose files.

use super::super::line::Line;
use crate::{
    diagnose::facts::Facts,
    fact::{Seen, Span},
};

/// A file that is being collected.
#[derive(Debug, Default)]
pub(super) struct Capture {
    json: Option<Json>,
    compose: Option<Seen<String>>,
    /// The last command showed `daemon.json`: whatever object follows is that file.
    named: bool,
}

#[derive(Debug)]
struct Json {
    text: String,
    span: Span,
    depth: u32,
    named: bool,
}

/// Longer than any configuration by hand. Unit: bytes.
const LONGEST: usize = 64 * 1024;

/// Keys of `daemon.json` that no other pasted object has.
const KEYS: [&str; 14] = [
    "\"runtimes\"",
    "\"default-runtime\"",
    "\"exec-opts\"",
    "\"data-root\"",
    "\"log-driver\"",
    "\"log-opts\"",
    "\"registry-mirrors\"",
    "\"insecure-registries\"",
    "\"storage-driver\"",
    "\"cdi-spec-dirs\"",
    "\"default-cgroupns-mode\"",
    "\"live-restore\"",
    "\"containerd-snapshotter\"",
    "\"default-address-pools\"",
];

impl Capture {
    pub(super) fn take(&mut self, line: &Line<'_>, facts: &mut Facts) {
        let body = line.body();
        if self.json.is_none() {
            if body.starts_with('{') && facts.daemon_json.is_none() {
                self.json = Some(Json {
                    text: String::new(),
                    span: line.span_of(body),
                    depth: 0,
                    named: std::mem::take(&mut self.named),
                });
            } else if !body.is_empty() {
                self.named = body.contains("daemon.json");
            }
        }
        if let Some(json) = &mut self.json {
            json.add(line);
            if json.depth == 0 || json.text.len() > LONGEST || is_prompt(body) {
                self.hand_in(facts);
            }
        }
        self.compose(line, body, facts);
    }

    fn compose(&mut self, line: &Line<'_>, body: &str, facts: &mut Facts) {
        if let Some(file) = &mut self.compose {
            let flush = !line.text.starts_with([' ', '\t', '-', '#']) && !body.is_empty();
            let section =
                body.ends_with(':') || body.starts_with("version:") || body.starts_with("name:");
            if (flush && !section) || file.value.len() > LONGEST {
                facts.compose_file = self.compose.take();
                return;
            }
            file.value.push('\n');
            file.value.push_str(&line.text);
            file.span.end = line.span.end;
        } else if body == "services:" && facts.compose_file.is_none() {
            self.compose = Some(Seen::new(line.text.to_string(), line.span));
        }
    }

    /// The paste is over.
    pub(super) fn finish(&mut self, facts: &mut Facts) {
        self.hand_in(facts);
        if let Some(file) = self.compose.take() {
            facts.compose_file = Some(file);
        }
    }

    fn hand_in(&mut self, facts: &mut Facts) {
        let Some(json) = self.json.take() else { return };
        if json.named || KEYS.iter().any(|key| json.text.contains(key)) {
            facts.daemon_json = Some(Seen::new(json.text, json.span));
        }
    }
}

impl Json {
    /// Adds a line and follows its braces; those inside strings do not count.
    fn add(&mut self, line: &Line<'_>) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(&line.text);
        self.span.end = line.span.end;
        let (mut string, mut escape) = (false, false);
        for byte in line.text.bytes() {
            match byte {
                _ if escape => escape = false,
                b'\\' if string => escape = true,
                b'"' => string = !string,
                b'{' if !string => self.depth = self.depth.saturating_add(1),
                b'}' if !string => self.depth = self.depth.saturating_sub(1),
                _ => {}
            }
        }
    }
}

/// A shell waits for the next command: the file before it is over, complete or not.
fn is_prompt(body: &str) -> bool {
    let before = body.split(['$', '#']).next().unwrap_or_default();
    (body.contains("$ ") || body.contains("# ")) && before.contains('@') && !before.contains('"')
}
