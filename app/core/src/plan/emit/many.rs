//! What cloud-init and Ansible share: a plan that nobody watches.

use super::has_blocker;
use crate::plan::{
    After, Plan, Step,
    machine::{Driver, Engine, Machine, Network, Packages},
    quote,
};

/// The plan without what needs a person; nothing where it cannot do without one: two machines, Windows, a
/// daemon of a user's own, a password for the firmware, or a blocker to read first.
pub(super) fn unattended(plan: &Plan, machine: &Machine<'_>) -> Option<Plan> {
    let enrolls = machine.choices.get("secure-boot") == Some("enabled")
        && !matches!(machine.driver, Driver::Installed(_));
    let alone = machine.windows.is_none()
        && !matches!(machine.packages(), Packages::Nix | Packages::None)
        && matches!(machine.engine, Engine::Docker | Engine::Podman | Engine::Containerd)
        && machine.network != Network::Airgap
        && !enrolls
        && !has_blocker(plan);
    // What was built and tried with files of one's own is no part of setting up a host.
    let is_for_a_host =
        |step: &&Step| step.after != After::LogIn && !step.id.starts_with("purpose-");
    alone.then(|| Plan {
        choices: plan.choices.clone(),
        conflicts: plan.conflicts.clone(),
        steps: plan.steps.iter().filter(is_for_a_host).cloned().collect(),
    })
}

/// A text as a scalar of YAML: line by line where it can stand so, quoted where a character forbids it.
/// `indent` is the column of its lines.
pub(super) fn scalar(text: &str, indent: usize) -> String {
    let text = text.trim_end_matches('\n');
    let plain = |line: &str| quote::comment(line).trim_end() == line.trim_end();
    if !text.lines().all(plain) || text.contains('\r') {
        return quote::json(text);
    }
    let mut out = String::from("|");
    for line in text.lines() {
        out.push('\n');
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(line);
        }
    }
    out
}
