//! A plan, written down: scripts, files for engines, and files for those who set up many hosts.

mod ansible;
mod bash;
mod cloud_init;
mod compose;
mod containerd;
mod daemon_json;
mod dockerfile;
mod many;
mod powershell;
mod quadlet;

use super::{
    Output, OutputKind, Plan, Shell, Step, Weight,
    machine::{Engine, Machine},
    quote,
};
use crate::{
    compat::rules,
    fact::{Message, Say},
};

/// Every output the plan has, in the order in which a page shows them.
pub fn outputs(plan: &Plan, say: &dyn Say) -> Vec<Output> {
    let machine = Machine::of(&plan.choices);
    let mut outputs = Vec::new();
    let mut push = |kind, name, text: Option<String>| {
        outputs.extend(text.map(|text| Output { kind, name, text }));
    };
    push(OutputKind::Script, "gpudock-setup.ps1", powershell::script(plan, say));
    push(OutputKind::Script, "gpudock-setup.sh", bash::script(plan, say));
    push(OutputKind::DaemonJson, "daemon.json", daemon_json::text(&machine));
    push(OutputKind::Compose, "compose.yaml", compose::text(plan, &machine, say));
    push(OutputKind::Dockerfile, "Dockerfile", dockerfile::text(plan, &machine, say));
    push(OutputKind::Quadlet, "gpudock.container", quadlet::text(plan, &machine, say));
    push(OutputKind::Containerd, "99-nvidia.toml", containerd::text(plan, &machine, say));
    if let Some(unattended) = many::unattended(plan, &machine) {
        let user_data = cloud_init::text(&unattended, &machine, say);
        push(OutputKind::CloudInit, "user-data.yaml", Some(user_data));
        let playbook = ansible::text(&unattended, &machine, say);
        push(OutputKind::Ansible, "gpudock.yaml", Some(playbook));
    }
    push(OutputKind::Verify, "gpudock-verify.ps1", powershell::verify(plan, say));
    push(OutputKind::Verify, "gpudock-verify.sh", bash::verify(plan, say));
    push(OutputKind::Undo, "gpudock-undo.ps1", powershell::undo(plan, say));
    push(OutputKind::Undo, "gpudock-undo.sh", bash::undo(plan, say));
    outputs
}

/// The shell of the plan's first script.
pub fn shell(plan: &Plan) -> Shell {
    if Machine::of(&plan.choices).windows.is_some() { Shell::PowerShell } else { Shell::Bash }
}

/// Lines at the top of everything emitted: date, version of the rules, permalink.
fn header(plan: &Plan, say: &dyn Say) -> Vec<String> {
    let about =
        Message::new("emit.header").with("rules", rules::VERSION).with("verified", rules::VERIFIED);
    let query = plan.choices.to_query();
    let join = if query.is_empty() { "" } else { "&" };
    let mut lines =
        vec![say.say(&about), format!("setup.html#{query}{join}rules={}", rules::VERSION)];
    for conflict in &plan.conflicts {
        lines.push(format!("! {}", say.say(&Message::of_conflict(conflict, "title"))));
    }
    lines
}

/// Writes lines as comments that nothing in them can end, wrapped at a readable width.
fn comments(out: &mut String, lines: impl IntoIterator<Item = impl AsRef<str>>) {
    for line in lines {
        let line = quote::comment(line.as_ref());
        let mut row = String::from("#");
        for word in line.split_whitespace() {
            if row.chars().count() + word.chars().count() > 96 && row.len() > 1 {
                out.push_str(row.trim_end());
                out.push('\n');
                row = String::from("#");
            }
            row.push(' ');
            row.push_str(word);
        }
        out.push_str(&row);
        out.push('\n');
    }
}

/// Number, title, reason and source of a step.
fn introduction(out: &mut String, number: usize, step: &Step, say: &dyn Say) {
    out.push('\n');
    let title = say.say(&Message::of_step(step, "title"));
    let source = match step.source.url {
        Some(url) => format!("[{}] {url}", step.verified),
        None => format!("[{}] {}", step.verified, step.source.title),
    };
    comments(out, [format!("{number}. {title}"), say.say(&Message::of_step(step, "why")), source]);
}

fn has_blocker(plan: &Plan) -> bool {
    plan.conflicts.iter().any(|conflict| conflict.weight == Weight::Blocker)
}

/// Whether compose files and Dockerfiles make sense for the machine.
fn is_docker(machine: &Machine<'_>) -> bool {
    matches!(machine.engine, Engine::Docker | Engine::Rootless | Engine::Desktop | Engine::Snap)
}
