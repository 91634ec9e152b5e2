//! `daemon.json`, as it is to be.

use crate::{
    daemon_json,
    plan::{machine::Machine, recipe},
};

/// The file the plan wants, merged into the one that was pasted; nothing where Docker needs none, or
/// where the pasted text is no configuration, which a conflict says.
pub(super) fn text(machine: &Machine<'_>) -> Option<String> {
    let wanted = recipe::wanted_daemon_json(machine)?;
    let pasted = machine.choices.get("daemon-json").unwrap_or_default();
    daemon_json::settle(pasted, &wanted).ok().map(|merged| merged.text)
}
