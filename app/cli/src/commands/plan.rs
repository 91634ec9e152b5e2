use std::fs;

use gpudock_core::{
    advise::choices_from,
    compat::rules,
    diagnose::{Severity, diagnose},
    fact::{Date, Message, Say, Source},
    plan::{
        BadAnswer, Choices, Command, Conflict, Output, OutputKind, Plan, Shell, Step, Weight,
        all_choices, emit,
        question::{Answer, questions},
    },
};
use serde::Serialize;

use crate::{
    Outcome, Unusable,
    arguments::{self, Part},
    input::{self, Text},
    terminal::{FAINT, Form, STRONG, Terminal, after, remark, style_of},
};

/// What `--json` writes, one object for each combination with `--all`.
#[derive(Serialize)]
struct Report<'a> {
    rules_version: &'static str,
    choices: &'a Choices,
    /// The shell of `script`, `verify` and `undo`.
    shell: Shell,
    script: Option<&'a str>,
    daemon_json: Option<&'a str>,
    compose: Option<&'a str>,
    /// Whatever else there is to write, by path or name.
    files: Vec<NamedText<'a>>,
    /// Commands that show whether it worked.
    verify: Vec<&'a str>,
    undo: Option<&'a str>,
    conflicts: Vec<Told<'a>>,
    link: String,
}

#[derive(Serialize)]
struct NamedText<'a> {
    path: &'a str,
    text: &'a str,
}

#[derive(Serialize)]
struct Told<'a> {
    id: &'static str,
    weight: Weight,
    between: &'a [&'static str],
    title: String,
    why: String,
    ways_out: String,
    source: &'static Source,
    verified: Date,
}

/// Plans for the machine that the flags describe.
pub(crate) fn run(options: &arguments::Plan, terminal: &mut Terminal) -> Result<Outcome, Unusable> {
    if options.all {
        for choices in all_choices() {
            if terminal.is_closed() {
                break;
            }
            let plan = gpudock_core::plan::plan(&choices);
            let outputs = emit::outputs(&plan, &terminal.words);
            let report = report(&plan, &outputs, terminal);
            terminal.json_line(&report);
        }
        return Ok(Outcome::Fine);
    }
    let choices = choices(options, terminal)?;
    let plan = gpudock_core::plan::plan(&choices);
    let outputs = emit::outputs(&plan, &terminal.words);
    match (options.part(), terminal.form) {
        (Some(part), _) => write_part(part, options, &plan, &outputs, terminal)?,
        (None, Form::Json) => {
            let report = report(&plan, &outputs, terminal);
            terminal.json(&report);
        }
        (None, Form::Text) => tell(&plan, terminal),
    }
    let blocked = plan.conflicts.iter().any(|conflict| conflict.weight == Weight::Blocker);
    Ok(if blocked { Outcome::Problems } else { Outcome::Fine })
}

/// The answers: those of a link, over them what a paste says, over them the flags.
fn choices(options: &arguments::Plan, terminal: &Terminal) -> Result<Choices, Unusable> {
    let mut choices = Choices::default();
    if let Some(link) = &options.from_link {
        let query = link.split_once('#').map_or(link.as_str(), |(_, query)| query);
        let (read, rest) = Choices::from_query(query);
        choices = read;
        for bad in &rest {
            match bad.name.as_str() {
                "rules" => rules_since(&bad.value, terminal),
                _ => remark(&refused(bad, terminal)),
            }
        }
    }
    if let Some(file) = &options.from {
        let text = Text::decode(input::read(file)?);
        for (name, value) in choices_from(&diagnose(&text.text)).iter() {
            choices = choices.with(name, value);
        }
    }
    for (name, value) in &options.answers {
        let is_text =
            questions().iter().any(|q| q.name == *name && matches!(q.answer, Answer::Text));
        let read;
        let value = if is_text {
            read =
                fs::read_to_string(value).map_err(|error| Unusable(format!("{value}: {error}")))?;
            &read
        } else {
            value
        };
        choices.set(name, value).map_err(|bad| Unusable(refused(&bad, terminal)))?;
    }
    Ok(choices)
}

/// Says what changed after the rules that a link was made with.
fn rules_since(then: &str, terminal: &Terminal) {
    if then == rules::VERSION {
        return;
    }
    let message =
        Message::new("wizard.rules_changed").with("then", then).with("now", rules::VERSION);
    remark(&terminal.words.say(&message));
    for version in rules::since(then) {
        for change in version.changes {
            let said = terminal.words.text(&format!("rules.change.{change}"));
            remark(&format!("{} {said}", version.version));
        }
    }
}

/// Says which answers there are instead.
fn refused(bad: &BadAnswer, terminal: &Terminal) -> String {
    let message = match questions().iter().find(|question| question.name == bad.name) {
        None => Message::new("cli.plan.no_question"),
        Some(question) => {
            let values = match question.answer {
                Answer::OneOf(values) | Answer::Version(values) => {
                    values(&Choices::default()).join("`, `")
                }
                Answer::Line(example) => example.to_owned(),
                Answer::Text | Answer::Flag => "yes`, `no".to_owned(),
            };
            Message::new("cli.plan.no_answer").with("values", values)
        }
    };
    terminal.words.say(&message.with("name", &bad.name).with("value", &bad.value))
}

/// The first output of a kind for a shell; texts without a shell belong to both.
fn output(outputs: &[Output], kind: OutputKind, shell: Shell) -> Option<&Output> {
    let other = match shell {
        Shell::Bash => ".ps1",
        Shell::PowerShell => ".sh",
    };
    outputs.iter().find(|output| output.kind == kind && !output.name.ends_with(other))
}

fn report<'a>(plan: &'a Plan, outputs: &'a [Output], terminal: &Terminal) -> Report<'a> {
    let shell = emit::shell(plan);
    let find = |kind| output(outputs, kind, shell);
    let kinds = [OutputKind::Script, OutputKind::DaemonJson, OutputKind::Compose, OutputKind::Undo];
    let [script, daemon_json, compose, undo] = kinds.map(find);
    let told = [script, daemon_json, compose, undo];
    let others = outputs
        .iter()
        .filter(|output| !told.iter().flatten().any(|told| std::ptr::eq(*told, *output)))
        .map(|output| NamedText { path: output.name, text: &output.text });
    let written = plan.steps.iter().flat_map(|step| &step.files);
    let written = written.map(|file| NamedText { path: &file.path, text: &file.text });
    let text = |output: Option<&'a Output>| output.map(|output| output.text.as_str());
    Report {
        rules_version: rules::VERSION,
        choices: &plan.choices,
        shell,
        script: text(script),
        daemon_json: text(daemon_json),
        compose: text(compose),
        files: written.chain(others).collect(),
        verify: plan
            .steps
            .iter()
            .flat_map(|step| &step.check)
            .map(|command| command.text.as_str())
            .collect(),
        undo: text(undo),
        conflicts: plan.conflicts.iter().map(|conflict| told_of(conflict, terminal)).collect(),
        link: link(plan),
    }
}

fn told_of<'a>(conflict: &'a Conflict, terminal: &Terminal) -> Told<'a> {
    let said = |part| terminal.words.say(&Message::of_conflict(conflict, part));
    Told {
        id: conflict.id,
        weight: conflict.weight,
        between: &conflict.between,
        title: said("title"),
        why: said("why"),
        ways_out: said("ways_out"),
        source: conflict.source,
        verified: conflict.verified,
    }
}

fn link(plan: &Plan) -> String {
    let query = plan.choices.to_query();
    let join = if query.is_empty() { "" } else { "&" };
    format!("setup.html#{query}{join}rules={}", rules::VERSION)
}

fn write_part(
    part: Part,
    options: &arguments::Plan,
    plan: &Plan,
    outputs: &[Output],
    terminal: &mut Terminal,
) -> Result<(), Unusable> {
    let kind = match part {
        Part::Link => {
            terminal.line(link(plan));
            return Ok(());
        }
        Part::Output(kind) => kind,
    };
    let shell = options.shell.map_or_else(|| emit::shell(plan), Into::into);
    for conflict in plan.conflicts.iter().filter(|conflict| conflict.weight == Weight::Blocker) {
        remark(&terminal.words.say(&Message::of_conflict(conflict, "title")));
    }
    match output(outputs, kind, shell) {
        Some(output) => {
            terminal.write(&output.text);
            Ok(())
        }
        None => Err(Unusable(terminal.words.text("cli.plan.no_output"))),
    }
}

fn tell(plan: &Plan, terminal: &mut Terminal) {
    for conflict in &plan.conflicts {
        let (key, severity) = match conflict.weight {
            Weight::Blocker => ("cli.weight.blocker", Severity::Error),
            Weight::Warning => ("cli.weight.warning", Severity::Warning),
        };
        let (style, weight) = (style_of(severity), terminal.words.text(key));
        let title = terminal.words.say(&Message::of_conflict(conflict, "title"));
        terminal.line(format!("{style}{weight}{style:#} {STRONG}{title}{STRONG:#}"));
        for part in ["why", "ways_out"] {
            let said = terminal.say(&Message::of_conflict(conflict, part));
            terminal.line(format!("  {said}"));
        }
        terminal.line("");
    }
    for (at, step) in plan.steps.iter().enumerate() {
        tell_step(at + 1, step, terminal);
    }
    terminal.line(format!("{FAINT}{}{FAINT:#}", link(plan)));
}

fn tell_step(number: usize, step: &Step, terminal: &mut Terminal) {
    let title = terminal.words.say(&Message::of_step(step, "title"));
    terminal.line(format!("{STRONG}{number}. {title}{STRONG:#}"));
    let why = terminal.say(&Message::of_step(step, "why"));
    terminal.line(format!("   {why}"));
    write_commands(&step.commands, terminal);
    for file in &step.files {
        terminal.line(format!("   {FAINT}{}{FAINT:#}", file.path));
        for line in file.text.lines() {
            terminal.line(format!("     {line}"));
        }
    }
    if let Some(after) = after(step.after) {
        let said = terminal.say(&Message::new(after));
        terminal.line(format!("   {said}"));
    }
    if !step.check.is_empty() {
        let said = terminal.words.text("cli.plan.check");
        terminal.line(format!("   {said}"));
        write_commands(&step.check, terminal);
    }
    terminal.line("");
}

fn write_commands(commands: &[Command], terminal: &mut Terminal) {
    for line in commands.iter().flat_map(|command| command.text.lines()) {
        terminal.line(format!("     {line}"));
    }
}
