use std::{
    env,
    io::{self, IsTerminal, Write},
    process::ExitCode,
};

use anstyle::{AnsiColor, Style};
use gpudock_core::{
    diagnose::Severity,
    fact::{Message, Say},
    plan::After,
};
use gpudock_words::{Catalogue, Lang, Part, parts};
use serde::Serialize;

use crate::arguments::Arguments;

/// What standard output is to carry.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Form {
    /// For programs.
    Json,
    /// For people.
    Text,
}

/// The standard streams, and the language and form the user reads.
pub(crate) struct Terminal {
    /// The form of the answer.
    pub(crate) form: Form,
    /// The sentences.
    pub(crate) words: Catalogue,
    /// Colours are left out where the stream is no terminal or `NO_COLOR` is set.
    out: anstream::AutoStream<io::StdoutLock<'static>>,
    /// The first failure to write. Later writes are not tried.
    failed: Option<io::Error>,
}

pub(crate) const CODE: Style = AnsiColor::Cyan.on_default();
pub(crate) const STRONG: Style = Style::new().bold();
pub(crate) const FAINT: Style = Style::new().dimmed();
/// What proves a finding, within its line.
pub(crate) const PROOF: Style = Style::new().underline();

/// The sentence on what is needed before a change takes effect.
pub(crate) fn after(after: After) -> Option<&'static str> {
    match after {
        After::Nothing => None,
        After::RestartEngine => Some("cli.after.restart_engine"),
        After::RestartWsl => Some("cli.after.restart_wsl"),
        After::Reboot => Some("cli.after.reboot"),
        After::LogIn => Some("cli.after.log_in"),
    }
}

/// The colour of a severity.
pub(crate) fn style_of(severity: Severity) -> Style {
    let color = match severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Info => AnsiColor::Blue,
        Severity::Ok => AnsiColor::Green,
    };
    color.on_default().bold()
}

impl Terminal {
    pub(crate) fn of(arguments: &Arguments) -> Self {
        let form = match (arguments.json, arguments.text) {
            (true, _) => Form::Json,
            (_, true) => Form::Text,
            _ if io::stdout().is_terminal() => Form::Text,
            _ => Form::Json,
        };
        let asked = arguments.lang.as_deref().and_then(Lang::of_code);
        // A program's input must not change with the locale of whoever runs it.
        let lang = asked.or_else(|| (form == Form::Text).then(locale).flatten());
        Self {
            form,
            words: Catalogue::of(lang.unwrap_or_default()),
            out: anstream::AutoStream::auto(io::stdout().lock()),
            failed: None,
        }
    }

    /// Writes text as it is.
    pub(crate) fn write(&mut self, text: impl AsRef<[u8]>) {
        if self.failed.is_none() {
            self.failed = self.out.write_all(text.as_ref()).err();
        }
    }

    /// Writes a line.
    pub(crate) fn line(&mut self, text: impl AsRef<str>) {
        self.write(text.as_ref());
        self.write("\n");
    }

    /// Writes a value as indented JSON.
    pub(crate) fn json(&mut self, value: &impl Serialize) {
        match serde_json::to_string_pretty(value) {
            Ok(text) => self.line(text),
            Err(error) => self.failed = Some(error.into()),
        }
    }

    /// Writes a value as one line of JSON.
    pub(crate) fn json_line(&mut self, value: &impl Serialize) {
        match serde_json::to_string(value) {
            Ok(text) => self.line(text),
            Err(error) => self.failed = Some(error.into()),
        }
    }

    /// Whether nobody listens any more, so that a stream can end.
    pub(crate) fn is_closed(&self) -> bool {
        self.failed.is_some()
    }

    /// A sentence, with its code set apart by colour on a terminal.
    pub(crate) fn say(&self, message: &Message) -> String {
        colored(&self.words.say(message))
    }

    /// The exit status: `code`, unless the answer could not be written. A reader that has heard enough
    /// (`| head`) is no failure.
    pub(crate) fn close(mut self, code: u8) -> ExitCode {
        if self.failed.is_none() {
            self.failed = self.out.flush().err();
        }
        match &self.failed {
            Some(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                complain(&error.to_string());
                ExitCode::from(2)
            }
            _ => ExitCode::from(code),
        }
    }
}

/// Says on standard error why there is no answer.
pub(crate) fn complain(why: &str) {
    let style = style_of(Severity::Error);
    let _ = writeln!(anstream::stderr(), "{style}gpudock:{style:#} {}", colored(why));
}

/// Says on standard error what is worth knowing beside the answer.
pub(crate) fn remark(what: &str) {
    let style = style_of(Severity::Info);
    let _ = writeln!(anstream::stderr(), "{style}gpudock:{style:#} {}", colored(what));
}

fn colored(sentence: &str) -> String {
    parts(sentence)
        .map(|part| match part {
            Part::Text(text) => text.to_owned(),
            Part::Code(code) => format!("{CODE}{code}{CODE:#}"),
        })
        .collect()
}

/// The language of the environment, in the order in which POSIX asks its variables.
fn locale() -> Option<Lang> {
    let value = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()))?;
    Lang::of_code(value.split(['_', '.', '@', '-']).next()?)
}
