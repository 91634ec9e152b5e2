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
    /// Some line of the object was marked as a quote: the paste itself is no file.
    marked: bool,
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
    /// A file is being collected.
    pub(super) fn collects(&self) -> bool {
        self.json.is_some() || self.compose.is_some()
    }

    /// A file is being collected, or announced.
    pub(super) fn waits(&self) -> bool {
        self.named || self.collects()
    }

    pub(super) fn take(&mut self, line: &Line<'_>, body: &str, facts: &mut Facts) {
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
            self.marked |= is_marked(line);
            json.add(line, body);
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

    /// Puts the bytes of the paste in the place of the cleaned ones: a curly quote or a byte order mark
    /// may be the very thing that is wrong with the file.
    pub(super) fn restore(&self, paste: &str, facts: &mut Facts) {
        let Some(file) = facts.daemon_json.as_mut().filter(|_| !self.marked) else { return };
        // These are of a terminal or a web page, and no file holds them.
        let foreign = ["\0", "\u{1b}", "&quot;", "&#", "<br"];
        let raw = paste.get(file.span.range());
        if let Some(raw) = raw.filter(|raw| !foreign.iter().any(|mark| raw.contains(mark))) {
            raw.clone_into(&mut file.value);
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
    /// Adds a line and follows its braces; those inside strings do not count. What follows the last brace
    /// (a prompt, where the file lacks a line end) is not part of the file.
    fn add(&mut self, line: &Line<'_>, body: &str) {
        // The first line begins at its brace; later ones keep their indentation, but not what stands before it.
        let text = if self.text.is_empty() { body } else { own(line, body) };
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        let (mut string, mut escape) = (false, false);
        for (at, byte) in text.bytes().enumerate() {
            match byte {
                _ if escape => escape = false,
                b'\\' if string => escape = true,
                b'"' => string = !string,
                b'{' if !string => self.depth = self.depth.saturating_add(1),
                b'}' if !string => {
                    self.depth = self.depth.saturating_sub(1);
                    if self.depth == 0 {
                        let object = text.get(..=at).unwrap_or(text);
                        self.text.push_str(object);
                        self.span.end = line.span_of(object).end;
                        return;
                    }
                }
                _ => {}
            }
        }
        self.text.push_str(text);
        self.span.end = line.span.end;
    }
}

/// What stands before the text of a line, without the file's own blanks and quotes.
fn mark<'l>(line: &'l Line<'_>) -> &'l str {
    let before = line.text.get(..line.indent()).unwrap_or_default();
    before.trim_end_matches([' ', '\t', '"', '\''])
}

/// Something other than the file's own quotes stands before the line.
fn is_marked(line: &Line<'_>) -> bool {
    !mark(line).trim_start_matches([' ', '\t', '"', '\'']).is_empty()
}

/// The line as it stands in the file.
fn own<'l>(line: &'l Line<'_>, body: &str) -> &'l str {
    let start = if is_marked(line) { mark(line).len() } else { 0 };
    line.text.get(start..line.indent() + body.len()).unwrap_or(&line.text)
}

/// A shell waits for the next command: the file before it is over, complete or not.
fn is_prompt(body: &str) -> bool {
    let before = body.split(['$', '#']).next().unwrap_or_default();
    (body.contains("$ ") || body.contains("# ")) && before.contains('@') && !before.contains('"')
}
