//! The scripts for bash.

use std::fmt::Write as _;

use super::{comments, has_blocker, header, introduction};
use crate::{
    fact::{Message, Say},
    plan::{After, Command, Place, Plan, Shell, Step, quote},
};

/// Steps whose commands are bash, in order.
fn steps(plan: &Plan) -> impl Iterator<Item = &Step> {
    plan.steps
        .iter()
        .filter(|step| step.commands.iter().any(|command| command.shell == Shell::Bash))
}

/// The whole plan as one script; nothing where the plan has no step for bash. It can be run again:
/// what is done is skipped, and after a restart it goes on.
pub(super) fn script(plan: &Plan, say: &dyn Say) -> Option<String> {
    steps(plan).next()?;
    let mut out = start(plan, say);
    let connected: Vec<&Step> = steps(plan).filter(|step| step.place == Place::Connected).collect();
    if connected.is_empty() {
        for (number, step) in steps(plan).enumerate() {
            write(&mut out, number + 1, step, say);
        }
        return Some(out);
    }
    two_machines(&mut out, plan, connected.len(), say);
    Some(out)
}

/// One script for both machines: its first word says on which one it runs.
fn two_machines(out: &mut String, plan: &Plan, connected: usize, say: &dyn Say) {
    let usage = quote::bash(&say.say(&Message::new("emit.usage")));
    let _ = write!(
        out,
        "\ncase \"${{1:-}}\" in\ndownload | install) ;;\n*)\n    printf '%s\\n' {usage} >&2\n    exit 2\n    ;;\nesac\n"
    );
    for (machine, place) in [("download", true), ("install", false)] {
        let _ = write!(out, "\nif [ \"$1\" = {machine} ]; then\n");
        let here = steps(plan).filter(|step| (step.place == Place::Connected) == place);
        for (number, step) in here.enumerate() {
            let offset = if place { 1 } else { connected + 1 };
            write(out, number + offset, step, say);
        }
        out.push_str("\nfi\n");
    }
}

/// First lines of every script. SC2016 warns of `$` between single quotes, which is what is meant here:
/// apt, dpkg and dnf expand it themselves, and what a person typed is never expanded.
///
/// root needs no sudo, and a machine with only root may have none.
fn top(plan: &Plan, about: Option<&'static str>, say: &dyn Say) -> String {
    let mut out = String::from("#!/usr/bin/env bash\n");
    comments(&mut out, header(plan, say));
    out.push_str("# shellcheck disable=SC2016\n");
    comments(&mut out, about.map(|key| say.say(&Message::new(key))));
    // Keys and lists must be readable to apt's own user, whatever the administrator's umask.
    out.push_str(
        "set -euo pipefail\numask 022\n\n\
         if [ \"$(id -u)\" -eq 0 ] && ! command -v sudo >/dev/null 2>&1; then\n    sudo() { \"$@\"; }\nfi\n",
    );
    out
}

fn start(plan: &Plan, say: &dyn Say) -> String {
    let mut out = top(plan, None, say);
    if has_blocker(plan) {
        let blocked = quote::bash(&say.say(&Message::new("emit.blocked")));
        let _ = write!(
            out,
            "\nif [ \"${{GPUDOCK_ANYWAY:-}}\" != yes ]; then\n    printf '%s\\n' {blocked} >&2\n    exit 1\nfi\n"
        );
    }
    out
}

fn write(out: &mut String, number: usize, step: &Step, say: &dyn Say) {
    introduction(out, number, step, say);
    let guarded = step.unless.is_some();
    if let Some(condition) = &step.unless {
        let _ = writeln!(out, "if ! {{ {condition}; }}; then");
    }
    for command in bash_only(&step.commands) {
        out.push_str(command);
        out.push('\n');
    }
    if guarded && !step.undo.is_empty() {
        let _ =
            write!(out, "sudo install -d -m 0755 {MARKS}\nsudo touch {MARKS}/{}.done\n", step.id);
    }
    pause(out, step, say);
    if guarded {
        out.push_str("fi\n");
    }
}

/// Where the script notes which of the steps it could skip were its own work, for the undo.
const MARKS: &str = "/var/backups/gpudock";

/// Ends the run where something outside the script has to happen first.
fn pause(out: &mut String, step: &Step, say: &dyn Say) {
    let key = match step.after {
        After::Reboot => "emit.reboot",
        After::RestartWsl => "emit.restart_wsl",
        After::Nothing | After::RestartEngine | After::LogIn => return,
    };
    let text = quote::bash(&say.say(&Message::new(key)));
    let _ = write!(out, "printf '%s\\n' {text}\nexit 0\n");
}

fn bash_only(commands: &[Command]) -> impl Iterator<Item = &str> {
    commands
        .iter()
        .filter(|command| command.shell == Shell::Bash)
        .map(|command| command.text.as_str())
}

/// The checks of all steps, in order.
pub(super) fn verify(plan: &Plan, say: &dyn Say) -> Option<String> {
    let mut out = top(plan, None, say);
    let mut any = false;
    for step in plan.steps.iter().filter(|step| step.place != Place::Connected) {
        let looks = if step.changes() { &[][..] } else { &step.commands[..] };
        let checks: Vec<&str> = bash_only(looks).chain(bash_only(&step.check)).collect();
        if checks.is_empty() {
            continue;
        }
        any = true;
        out.push('\n');
        comments(&mut out, [say.say(&Message::of_step(step, "title"))]);
        if let Some(expect) = &step.expect {
            comments(&mut out, [format!("=> {expect}")]);
        }
        for check in checks {
            out.push_str(check);
            out.push('\n');
        }
    }
    any.then_some(out)
}

/// Takes everything back, last step first. What was there before the script stays.
pub(super) fn undo(plan: &Plan, say: &dyn Say) -> Option<String> {
    let mut out = top(plan, Some("emit.undo"), say);
    let mut any = false;
    // The engine starts anew once, when everything else is back.
    let (restarts, others): (Vec<&Step>, Vec<&Step>) = plan
        .steps
        .iter()
        .rev()
        .filter(|step| step.place != Place::Connected)
        .partition(|step| step.after == After::RestartEngine);
    for step in others.into_iter().chain(restarts) {
        let commands: Vec<&str> = bash_only(&step.undo).collect();
        if commands.is_empty() {
            continue;
        }
        any = true;
        out.push('\n');
        comments(&mut out, [say.say(&Message::of_step(step, "title"))]);
        let mark = format!("{MARKS}/{}.done", step.id);
        if step.unless.is_some() {
            let _ = writeln!(out, "if [ \"${{GPUDOCK_ALL:-}}\" = yes ] || [ -e {mark} ]; then");
        }
        for command in commands {
            out.push_str(command);
            out.push('\n');
        }
        if step.unless.is_some() {
            let _ = write!(out, "sudo rm -f {mark}\nfi\n");
        }
    }
    let _ = write!(
        out,
        "\nif [ -d {MARKS} ]; then sudo rmdir --ignore-fail-on-non-empty {MARKS}; fi\n"
    );
    any.then_some(out)
}
