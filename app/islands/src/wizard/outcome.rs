//! The plan on the page: what cannot work, what to do, and everything written down.

use gpudock_core::{
    compat::rules,
    fact::{Message, Say as _},
    plan::{
        BadAnswer, Choices, Conflict, Plan, Step, Weight,
        emit::outputs,
        question::{Answer, questions},
    },
};
use gpudock_words::Catalogue;

use super::form::form;
use crate::show::{Hook, Node, after, code, commands, el, icon, of, prose, source};

/// The whole island: questions, plan, and the bar at the foot of small screens.
pub(crate) fn page(
    choices: &Choices,
    plan: &Plan,
    unread: &[BadAnswer],
    words: &Catalogue,
) -> Vec<Node> {
    let count = count(plan, words);
    let copy = of("button", "chip needs-js")
        .with("type", "button")
        .with("data-copy-link", "")
        .with("data-done", words.text("show.copied"))
        .child(icon("icon icon-link"))
        .child(el("span").child(words.text("wizard.copy_link")));
    let head = of("header", "plan-head")
        .child(el("h2").with("id", "plan-title").child(words.text("wizard.plan")))
        .child(of("p", "plan-count").with("role", "status").child(count.clone()))
        .all(answers(choices, words))
        .child(of("p", "plan-actions").child(copy));
    let section = of("section", "plan")
        .with("id", "plan")
        .with("tabindex", "-1")
        .with("aria-labelledby", "plan-title")
        .child(head)
        .all(left_out(choices, unread, words))
        .all(outcome(plan, words));
    let body = of("div", "wizard-body").child(form(choices, words)).child(section);
    let bar = of("a", "summary needs-js")
        .with("href", "#plan")
        .child(of("span", "summary-count").child(count))
        .child(of("span", "summary-go").child(words.text("wizard.see_plan")));
    vec![body.into(), bar.into()]
}

/// Steps and blockers, in a few words.
fn count(plan: &Plan, words: &Catalogue) -> String {
    let blockers =
        plan.conflicts.iter().filter(|conflict| conflict.weight == Weight::Blocker).count();
    let key = match (is_asked(plan), blockers) {
        (false, _) => return words.text("wizard.nothing_asked"),
        (true, 0) => "wizard.count",
        (true, _) => "wizard.count_blocked",
    };
    words.say(&Message::new(key).with("steps", plan.steps.len()).with("blockers", blockers))
}

fn is_asked(plan: &Plan) -> bool {
    plan.choices.iter().next().is_some()
}

/// What was answered, to be seen beside the plan.
fn answers(choices: &Choices, words: &Catalogue) -> Option<Node> {
    let given: Vec<Node> = questions()
        .iter()
        .filter_map(|question| {
            let value = choices.get(question.name)?;
            let shown = match question.answer {
                Answer::OneOf(_) => words.text(&format!("ask.{}.{value}", question.name)),
                Answer::Flag => words.text(&format!("ask.flag.{value}")),
                Answer::Text => "…".to_owned(),
                Answer::Version(_) | Answer::Line(_) => value.to_owned(),
            };
            let label = prose(&words.text(&format!("ask.{}.label", question.name)));
            let item = el("li").child(el("span").all(label)).child(" ");
            Some(item.child(el("b").all(prose(&shown))).into())
        })
        .collect();
    (!given.is_empty()).then(|| of("ul", "choices").all(given).into())
}

/// What a permalink said that is not understood any more, and what the rules have learnt since: never dropped
/// in silence.
fn left_out(choices: &Choices, unread: &[BadAnswer], words: &Catalogue) -> Option<Node> {
    let older = unread.iter().find(|bad| bad.name == "rules" && bad.value != rules::VERSION);
    let lost: Vec<String> = unread
        .iter()
        .filter(|bad| bad.name != "rules")
        .map(|bad| format!("{}={}", bad.name, bad.value))
        .collect();
    let lost = (!lost.is_empty())
        .then(|| Message::new("wizard.not_understood").with("answers", lost.join(", ")));
    let lost = lost.map(|message| el("p").child(words.say(&message)).into());
    let said: Vec<Node> = older
        .map(|bad| rules_since(&bad.value, choices, words))
        .into_iter()
        .flatten()
        .chain(lost)
        .collect();
    let title = of("p", "alert-title").child(words.text("wizard.old_link"));
    (!said.is_empty())
        .then(|| of("aside", "alert").with("data-kind", "note").child(title).all(said).into())
}

/// What changed after a version of the rules, the way to a plan by today's, and the way to one by those of then.
fn rules_since(then: &str, choices: &Choices, words: &Catalogue) -> Vec<Node> {
    let changed =
        Message::new("wizard.rules_changed").with("then", then).with("now", rules::VERSION);
    let changes = rules::since(then).iter().flat_map(|version| {
        version.changes.iter().map(move |change| {
            let said = prose(&words.text(&format!("rules.change.{change}")));
            el("li").child(format!("{} ", version.version)).all(said).into()
        })
    });
    let today = format!("setup.html#{}&rules={}", choices.to_query(), rules::VERSION);
    let link = |to: String, key: &str| el("a").with("href", to).child(words.text(key));
    vec![
        el("p").child(words.say(&changed)).into(),
        el("ul").all(changes).into(),
        el("p")
            .child(link(today, "wizard.rules_today").with("data-rules", "today"))
            .child(" ")
            .child(link("about.html".to_owned(), "wizard.rules_then").with("data-rules", "then"))
            .into(),
    ]
}

/// Conflicts, steps, outputs.
fn outcome(plan: &Plan, words: &Catalogue) -> Vec<Node> {
    if !is_asked(plan) {
        return vec![of("div", "empty").child(el("p").child(words.text("wizard.empty"))).into()];
    }
    let mut nodes: Vec<Node> = plan.conflicts.iter().map(|one| conflict(one, words)).collect();
    nodes.push(of("ol", "steps").all(plan.steps.iter().map(|one| step(one, words))).into());
    let outputs = outputs(plan, words).into_iter().map(|output| {
        let (kind, language) = (output.kind.name(), language_of(output.name));
        let about = words.text(&format!("wizard.output.{kind}"));
        let summary = el("summary")
            .child(of("span", "output-name").child(output.name))
            .child(" ")
            .child(of("span", "output-about").child(about));
        let block =
            code(output.text, Some(output.name.to_owned()), language, Hook::Output(kind), words);
        of("details", "output").child(summary).child(block).into()
    });
    let title = el("h2").with("id", "outputs-title").child(words.text("wizard.outputs"));
    let zip = of("button", "chip needs-js")
        .with("type", "button")
        .with("data-zip", "gpudock.zip")
        .child(icon("icon icon-download"))
        .child(el("span").child(words.text("wizard.zip")));
    let section = of("section", "outputs").with("aria-labelledby", "outputs-title");
    let all = of("p", "plan-actions").child(zip);
    nodes.push(section.child(title).all(outputs).child(all).into());
    nodes
}

/// What a block of code is highlighted and labelled as.
fn language_of(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("sh") => "bash",
        Some("ps1") => "powershell",
        Some("json") => "json",
        Some("yaml") => "yaml",
        Some("toml") => "toml",
        Some("container") => "ini",
        _ => "dockerfile",
    }
}

fn conflict(conflict: &Conflict, words: &Catalogue) -> Node {
    let (weight, key) = match conflict.weight {
        Weight::Blocker => ("blocker", "wizard.blocker"),
        Weight::Warning => ("warning", "wizard.warning"),
    };
    let say = |part: &str| prose(&words.say(&Message::of_conflict(conflict, part)));
    let kind = of("span", "hidden-visually").child(format!("{} ", words.text(key)));
    of("section", "conflict")
        .with("data-weight", weight)
        .with("data-conflict", conflict.id)
        .child(of("h3", "conflict-title").child(kind).all(say("title")))
        .child(el("p").all(say("why")))
        .child(of("p", "conflict-ways").all(say("ways_out")))
        .child(source(conflict.source, conflict.verified, words))
        .into()
}

fn step(step: &Step, words: &Catalogue) -> Node {
    let say = |part: &str| prose(&words.say(&Message::of_step(step, part)));
    let mut item = of("li", "step")
        .with("id", format!("step-{}", step.id))
        .child(of("h3", "step-title").all(say("title")))
        .child(of("p", "step-why").all(say("why")))
        .all(commands(&step.commands, words));
    for file in &step.files {
        let block = code(file.text.clone(), Some(file.path.clone()), "text", Hook::File, words);
        item = item.child(block);
    }
    item = item.all(after(step.after, words));
    if !step.check.is_empty() {
        let mut check = of("div", "check")
            .child(of("p", "check-title").child(words.text("show.check")))
            .all(commands(&step.check, words));
        if let Some(expect) = &step.expect {
            let said = of("p", "check-expect").child(format!("{} ", words.text("show.expect")));
            check = check.child(said.child(el("code").child(expect.clone())));
        }
        item = item.child(check);
    }
    if !step.undo.is_empty() {
        let undo = of("details", "undo")
            .child(el("summary").child(words.text("show.undo")))
            .all(commands(&step.undo, words));
        item = item.child(undo);
    }
    item.child(source(step.source, step.verified, words)).into()
}
