//! A playbook for Ansible: a task for each step, and the restart in between.

use std::fmt::Write as _;

use super::{comments, header, many::scalar};
use crate::{
    fact::{Message, Say},
    plan::{
        After, Plan, Shell, Step,
        machine::{Machine, Packages},
        quote, recipe,
    },
};

/// What a task prints where there was nothing to do.
const UNCHANGED: &str = "gpudock: unchanged";

/// The playbook.
///
/// Source: Ansible documentation, modules `ansible.builtin.shell` and `ansible.builtin.reboot`; `!unsafe`
/// keeps braces in a command from being taken for a template.
pub(super) fn text(plan: &Plan, machine: &Machine<'_>, say: &dyn Say) -> String {
    let mut out = String::new();
    comments(&mut out, header(plan, say));
    out.push_str("---\n- name: GPU Dock\n  hosts: all\n  become: true\n  gather_facts: false\n");
    out.push_str(&environment(machine));
    out.push_str("  tasks:");
    for step in &plan.steps {
        task(&mut out, step, say);
    }
    if plan.steps.iter().any(|step| step.after == After::Reboot) {
        let _ =
            write!(out, "\n  handlers:\n    - name: {RESTART}\n      ansible.builtin.reboot:\n");
    }
    out
}

/// What one step of a script leaves to the next.
fn environment(machine: &Machine<'_>) -> String {
    let mut out = String::new();
    if machine.packages() == Packages::Apt {
        out.push_str("    DEBIAN_FRONTEND: noninteractive\n");
    }
    if let Some(proxy) = recipe::proxy(machine) {
        let proxy = quote::json(&proxy);
        let _ = write!(out, "    http_proxy: !unsafe {proxy}\n    https_proxy: !unsafe {proxy}\n");
    }
    if out.is_empty() { out } else { format!("  environment:\n{out}") }
}

fn task(out: &mut String, step: &Step, say: &dyn Say) {
    let commands: Vec<&str> = step
        .commands
        .iter()
        .filter(|command| command.shell == Shell::Bash)
        .map(|command| command.text.as_str())
        .collect();
    if commands.is_empty() {
        return;
    }
    // Whoever runs it is root already.
    let mut script = String::from("set -euo pipefail\nsudo() { \"$@\"; }\n");
    if let Some(condition) = &step.unless {
        let _ =
            write!(script, "if {{ {condition}; }}; then\n    echo '{UNCHANGED}'\n    exit 0\nfi\n");
    }
    script.push_str(&commands.join("\n"));
    // Names are templates too.
    let title = say.say(&Message::of_step(step, "title")).replace('{', "(").replace('}', ")");
    let _ = write!(
        out,
        "\n    - name: {}\n      ansible.builtin.shell:\n        executable: /bin/bash\n        cmd: !unsafe {}\n",
        quote::json(&title),
        scalar(&script, 10)
    );
    match (step.changes(), &step.unless) {
        (false, _) => out.push_str("      changed_when: false\n"),
        (true, None) => out.push_str("      changed_when: true\n"),
        (true, Some(_)) => {
            let result = format!("gpudock_{}", step.id.replace('-', "_"));
            let _ = write!(
                out,
                "      register: {result}\n      changed_when: \"'{UNCHANGED}' not in {result}.stdout\"\n"
            );
        }
    }
    if step.after == After::Reboot {
        // A handler that does not wait for the end of the play.
        let about = say.say(&Message::new("show.after.reboot")).replace('`', "");
        let _ = write!(
            out,
            "      notify: {RESTART}\n\n    - name: {}\n      ansible.builtin.meta: flush_handlers\n",
            quote::json(&about)
        );
    }
}

/// Name of the handler.
const RESTART: &str = "Restart";
