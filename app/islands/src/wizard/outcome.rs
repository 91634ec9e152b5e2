//! The plan on the page: what cannot work, what to do, and everything written down.

use gpudock_core::{
    fact::{Message, Say as _},
    plan::{
        After, Choices, Command, Conflict, OutputKind, Plan, Shell, Step, Weight,
        emit::outputs,
        question::{Answer, questions},
    },
};
use leptos::prelude::*;

use crate::{
    show::{Hook, code, prose, source},
    words::Words,
};

/// Steps and blockers, in a few words.
pub(crate) fn count(plan: &Plan, words: &Words) -> String {
    let blockers = blockers(plan);
    let key = match (is_asked(plan), blockers) {
        (false, _) => return words.text("wizard.nothing_asked"),
        (true, 0) => "wizard.count",
        (true, _) => "wizard.count_blocked",
    };
    words.say(&Message::new(key).with("steps", plan.steps.len()).with("blockers", blockers))
}

/// The bar at the foot of small screens.
pub(crate) fn summary(plan: &Plan, words: &Words) -> AnyView {
    view! { <span class="summary-count">{count(plan, words)}</span> }.into_any()
}

fn blockers(plan: &Plan) -> usize {
    plan.conflicts.iter().filter(|conflict| conflict.weight == Weight::Blocker).count()
}

fn is_asked(plan: &Plan) -> bool {
    plan.choices.iter().next().is_some()
}

/// What was answered, to be seen beside the plan.
pub(crate) fn answers(choices: &Choices, words: &Words) -> AnyView {
    let given = questions().iter().filter_map(|question| {
        let value = choices.get(question.name)?;
        let shown = match question.answer {
            Answer::OneOf(_) => words.text(&format!("ask.{}.{value}", question.name)),
            Answer::Flag => words.text(&format!("ask.flag.{value}")),
            Answer::Text => "…".to_owned(),
            Answer::Version(_) | Answer::Line(_) => value.to_owned(),
        };
        let label = words.text(&format!("ask.{}.label", question.name));
        Some(view! { <li><span>{prose(&label)}</span>" "<b>{prose(&shown)}</b></li> })
    });
    let given: Vec<_> = given.collect();
    (!given.is_empty()).then(|| view! { <ul class="choices">{given}</ul> }).into_any()
}

/// Conflicts, steps, outputs.
pub(crate) fn outcome(plan: &Plan, words: &Words) -> AnyView {
    if !is_asked(plan) {
        return view! { <div class="empty"><p>{words.text("wizard.empty")}</p></div> }.into_any();
    }
    let conflicts: Vec<_> = plan.conflicts.iter().map(|one| conflict(one, words)).collect();
    let steps: Vec<_> = plan.steps.iter().map(|one| step(one, words)).collect();
    let outputs: Vec<_> = outputs(plan, &**words)
        .into_iter()
        .map(|output| {
            let (kind, language) = kind_of(output.kind, output.name);
            let about = words.text(&format!("wizard.output.{kind}"));
            view! {
                <details class="output">
                    <summary>
                        <span class="output-name">{output.name}</span>" "
                        <span class="output-about">{about}</span>
                    </summary>
                    {code(output.text, Some(output.name.to_owned()), language, Hook::Output(kind), words)}
                </details>
            }
            .into_any()
        })
        .collect();
    view! {
        {conflicts}
        <ol class="steps">{steps}</ol>
        <section class="outputs" aria-labelledby="outputs-title">
            <h2 id="outputs-title">{words.text("wizard.outputs")}</h2>
            {outputs}
        </section>
    }
    .into_any()
}

fn kind_of(kind: OutputKind, name: &str) -> (&'static str, &'static str) {
    let shell = if name.ends_with("ps1") { "powershell" } else { "bash" };
    match kind {
        OutputKind::Script => ("script", shell),
        OutputKind::DaemonJson => ("daemon-json", "json"),
        OutputKind::Compose => ("compose", "yaml"),
        OutputKind::Dockerfile => ("dockerfile", "dockerfile"),
        OutputKind::Verify => ("verify", shell),
        OutputKind::Undo => ("undo", shell),
    }
}

fn conflict(conflict: &Conflict, words: &Words) -> AnyView {
    let (weight, key) = match conflict.weight {
        Weight::Blocker => ("blocker", "wizard.blocker"),
        Weight::Warning => ("warning", "wizard.warning"),
    };
    let say = |part: &str| prose(&words.say(&Message::of_conflict(conflict, part)));
    view! {
        <section class="conflict" data-weight=weight data-conflict=conflict.id>
            <h3 class="conflict-title">
                <span class="hidden-visually">{words.text(key)}" "</span>{say("title")}
            </h3>
            <p>{say("why")}</p>
            <p class="conflict-ways">{say("ways_out")}</p>
            {source(conflict.source, conflict.verified, words)}
        </section>
    }
    .into_any()
}

/// Commands, one block each.
pub(crate) fn commands(commands: &[Command], words: &Words) -> AnyView {
    commands
        .iter()
        .map(|command| {
            let language = match command.shell {
                Shell::Bash => "bash",
                Shell::PowerShell => "powershell",
            };
            code(command.text.clone(), None, language, Hook::Command, words)
        })
        .collect::<Vec<_>>()
        .into_any()
}

/// What is needed before something takes effect.
pub(crate) fn after(after: After, words: &Words) -> AnyView {
    let name = match after {
        After::Nothing => return ().into_any(),
        After::RestartEngine => "restart-engine",
        After::RestartWsl => "restart-wsl",
        After::Reboot => "reboot",
        After::LogIn => "log-in",
    };
    view! { <p class="after" data-after=name>{prose(&words.text(&format!("show.after.{name}")))}</p> }
        .into_any()
}

fn step(step: &Step, words: &Words) -> AnyView {
    let say = |part: &str| prose(&words.say(&Message::of_step(step, part)));
    let files: Vec<_> = step
        .files
        .iter()
        .map(|file| code(file.text.clone(), Some(file.path.clone()), "text", Hook::File, words))
        .collect();
    let check = (!step.check.is_empty()).then(|| {
        let expect = step.expect.clone().map(|expect| {
            view! {
                <p class="check-expect">{words.text("show.expect")}" "<code>{expect}</code></p>
            }
        });
        view! {
            <div class="check">
                <p class="check-title">{words.text("show.check")}</p>
                {commands(&step.check, words)}
                {expect}
            </div>
        }
    });
    let undo = (!step.undo.is_empty()).then(|| {
        view! {
            <details class="undo">
                <summary>{words.text("show.undo")}</summary>
                {commands(&step.undo, words)}
            </details>
        }
    });
    view! {
        <li class="step" id=format!("step-{}", step.id)>
            <h3 class="step-title">{say("title")}</h3>
            <p class="step-why">{say("why")}</p>
            {commands(&step.commands, words)}
            {files}
            {after(step.after, words)}
            {check}
            {undo}
            {source(step.source, step.verified, words)}
        </li>
    }
    .into_any()
}
