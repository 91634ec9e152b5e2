use std::{
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

use gpudock_core::{
    daemon_json::{
        CdiFeature, DefaultRuntime, Effect, Fault, Merged, Request, check, decode, merge, remove,
    },
    fact::{Message, Say},
};
use serde_json::json;
use similar::TextDiff;

use crate::{
    Outcome, Unusable,
    arguments::DaemonJson,
    input,
    terminal::{Form, Terminal, complain, remark},
};

/// Merges a daemon.json, or checks it.
pub(crate) fn run(options: &DaemonJson, terminal: &mut Terminal) -> Result<Outcome, Unusable> {
    if options.runtime_name.is_empty() {
        return Err(Unusable(terminal.words.text("cli.daemon_json.no_name")));
    }
    let file = options.file.clone().unwrap_or_else(|| PathBuf::from("-"));
    let bytes = read(&file, terminal)?;
    let text = decode(&bytes).map_err(|fault| unusable(&fault, "", terminal))?;
    if options.check {
        return Ok(tell_problems(text, terminal));
    }
    let request = Request {
        name: options.runtime_name.clone(),
        path: options.runtime_path.clone(),
        default: if options.set_as_default { DefaultRuntime::Set } else { DefaultRuntime::Keep },
        cdi: if options.cdi { CdiFeature::Enable } else { CdiFeature::Keep },
    };
    let change = if options.remove { remove } else { merge };
    let merged = change(text, &request).map_err(|fault| unusable(&fault, text, terminal))?;
    if options.diff {
        let name = file.display().to_string();
        let diff = TextDiff::from_lines(text, &merged.text);
        let diff =
            diff.unified_diff().header(&format!("a/{name}"), &format!("b/{name}")).to_string();
        terminal.write(diff);
    } else {
        terminal.write(&merged.text);
    }
    tell_changes(&merged, terminal);
    Ok(Outcome::Fine)
}

/// A file that is not there yet is an empty one.
fn read(file: &Path, terminal: &Terminal) -> Result<Vec<u8>, Unusable> {
    let absent = |error: io::Error| error.kind() == io::ErrorKind::NotFound;
    if file != Path::new("-") && fs::metadata(file).err().is_some_and(absent) {
        let message = Message::new("cli.daemon_json.no_file").with("file", file.display());
        remark(&terminal.words.say(&message));
        return Ok(Vec::new());
    }
    input::read(file)
}

/// The sentence, and below it the line with a mark under the place.
fn unusable(fault: &Fault, text: &str, terminal: &Terminal) -> Unusable {
    let mut said = terminal.words.say(&fault.message());
    if let Some(line) = text.split(['\n', '\r']).nth(lines_before(text, fault.span.start)) {
        let mark = fault.column.saturating_sub(1);
        // A line of one huge object would hide the sentence above it.
        if line.chars().count() <= 160 {
            let line = input::printable(line);
            let _ = write!(said, "\n    {line}\n    {:mark$}^", "");
        }
    }
    Unusable(said)
}

fn lines_before(text: &str, at: usize) -> usize {
    text.get(..at).unwrap_or_default().matches(['\n', '\r']).count()
}

/// What was done, for people; what is still wrong, for everybody.
fn tell_changes(merged: &Merged, terminal: &Terminal) {
    if terminal.form == Form::Text {
        if merged.changes.is_empty() {
            remark(&terminal.words.text("daemon_json.change.nothing"));
        }
        for change in &merged.changes {
            remark(&terminal.words.say(&change.message()));
        }
    }
    for problem in check(&merged.text) {
        remark(&terminal.words.say(&problem.message()));
    }
}

fn tell_problems(text: &str, terminal: &mut Terminal) -> Outcome {
    let problems = check(text);
    match terminal.form {
        Form::Json => {
            let told: Vec<_> = problems
                .iter()
                .map(|problem| {
                    let message = terminal.words.say(&problem.message());
                    json!({ "problem": problem, "message": message })
                })
                .collect();
            terminal.json(&told);
        }
        Form::Text => {
            for problem in &problems {
                let said = terminal.words.say(&problem.message());
                match problem.effect {
                    Effect::Refused => complain(&said),
                    Effect::Unsure | Effect::Ignored => remark(&said),
                }
            }
        }
    }
    if problems.is_empty() { Outcome::Fine } else { Outcome::Problems }
}
