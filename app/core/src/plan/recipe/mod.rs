//! The commands themselves, one file a subject. Nothing outside this folder spells a command.

mod airgap;
mod apt;
mod cdi;
mod configure;
mod driver;
mod engine;
mod leftovers;
mod network;
mod podman;
pub(crate) mod purpose;
pub(crate) mod repair;
mod restart;
mod rootless;
pub mod source;
mod toolkit;
mod verify;
mod windows;
mod zypper;

pub(crate) use configure::wanted_daemon_json;
pub(crate) use network::proxy;

pub use driver::cuda_keyring;
pub use toolkit::PACKAGES as TOOLKIT_PACKAGES;
pub use verify::IMAGE as TEST_IMAGE;

use super::{
    After, Command, File, Shell, Step,
    machine::{Architecture, Engine, Machine, Network, Packages},
    steps::Place,
};
use crate::{compat::rules, fact::Source};

/// Every step for a machine, in order.
pub(crate) fn steps(machine: &Machine<'_>) -> Vec<Step> {
    let mut steps = if machine.windows.is_some() {
        windows::steps(machine)
    } else if machine.system.is_none() {
        vec![verify::identify()]
    } else {
        linux(machine)
    };
    if machine.windows.is_some() && machine.engine != Engine::Desktop {
        let inside = network::packages(machine).into_iter().chain(container_steps(machine));
        steps.extend(inside.map(|step| Step { place: Place::Wsl, ..step }));
    }
    steps
}

fn linux(machine: &Machine<'_>) -> Vec<Step> {
    match machine.packages() {
        Packages::Nix => return vec![toolkit::nixos(machine), verify::engine(machine)],
        Packages::None => return toolkit::pointer(machine),
        _ => {}
    }
    if machine.architecture == Architecture::Jetson {
        // JetPack brings driver, engine and toolkit: nothing is to be installed over them.
        return vec![verify::identify()];
    }
    let mut steps = Vec::new();
    // First of all, for the driver comes over the network as well.
    steps.extend(network::packages(machine));
    if machine.network != Network::Airgap {
        steps.extend(driver::steps(machine));
    }
    steps.extend(container_steps(machine));
    steps
}

/// Everything after the driver: the same on a machine and inside WSL.
fn container_steps(machine: &Machine<'_>) -> Vec<Step> {
    let mut steps = Vec::new();
    steps.extend(leftovers::step(machine));
    if machine.network == Network::Airgap {
        steps.extend(airgap::steps(machine));
    } else {
        steps.extend(engine::steps(machine));
        steps.extend(toolkit::steps(machine));
    }
    steps.extend(rootless::steps(machine));
    steps.extend(configure::steps(machine));
    steps.extend(cdi::steps(machine));
    steps.extend(podman::steps(machine));
    steps.extend(restart::step(machine));
    steps.extend(driver::persistence(machine));
    steps.push(verify::engine(machine));
    steps.extend(purpose::step(machine));
    steps
}

/// A step without commands yet.
fn step(id: &'static str, source: &'static Source) -> Step {
    Step {
        id,
        gaps: Vec::new(),
        commands: Vec::new(),
        files: Vec::new(),
        place: Place::Machine,
        unless: None,
        after: After::Nothing,
        check: Vec::new(),
        expect: None,
        undo: Vec::new(),
        source,
        verified: rules::VERIFIED,
    }
}

fn bash(text: impl Into<String>, changes: bool) -> Command {
    Command { shell: Shell::Bash, text: text.into(), changes }
}

fn powershell(text: impl Into<String>, changes: bool) -> Command {
    Command { shell: Shell::PowerShell, text: text.into(), changes }
}

/// A step is written as a sentence: what it runs, how that is checked, how it is taken back.
impl Step {
    /// A command of bash that changes the machine.
    fn run(mut self, text: impl Into<String>) -> Self {
        self.commands.push(bash(text, true));
        self
    }

    /// A command of bash that only looks.
    fn look(mut self, text: impl Into<String>) -> Self {
        self.commands.push(bash(text, false));
        self
    }

    /// A command of PowerShell that changes the machine.
    fn run_powershell(mut self, text: impl Into<String>) -> Self {
        self.commands.push(powershell(text, true));
        self
    }

    /// A command of PowerShell that only looks.
    fn look_powershell(mut self, text: impl Into<String>) -> Self {
        self.commands.push(powershell(text, false));
        self
    }

    fn check(mut self, text: impl Into<String>) -> Self {
        self.check.push(bash(text, false));
        self
    }

    fn check_powershell(mut self, text: impl Into<String>) -> Self {
        self.check.push(powershell(text, false));
        self
    }

    fn undo(mut self, text: impl Into<String>) -> Self {
        self.undo.push(bash(text, true));
        self
    }

    fn undo_powershell(mut self, text: impl Into<String>) -> Self {
        self.undo.push(powershell(text, true));
        self
    }

    fn unless(mut self, condition: impl Into<String>) -> Self {
        self.unless = Some(condition.into());
        self
    }

    fn expect(mut self, text: impl Into<String>) -> Self {
        self.expect = Some(text.into());
        self
    }

    fn after(mut self, after: After) -> Self {
        self.after = after;
        self
    }

    fn gap(mut self, name: &'static str, value: &str) -> Self {
        self.gaps.push((name, value.to_owned()));
        self
    }

    fn file(mut self, path: &str, owner: Option<&'static str>, text: impl Into<String>) -> Self {
        self.files.push(File { path: path.to_owned(), owner, text: text.into() });
        self
    }

    /// Writes a file of root's, and takes it away again on undo.
    fn write(self, path: &str, text: &str) -> Self {
        let quoted = super::quote::bash(text.trim_end_matches('\n'));
        self.run(format!("printf '%s\\n' {quoted} | sudo tee {path} >/dev/null"))
            .undo(format!("sudo rm -f {path}"))
            .file(path, Some("root:root 0644"), text)
    }
}

/// Where changed files are kept until the undo.
const BACKUPS: &str = "/var/backups/gpudock";

/// Keeps the first state of a file: a copy, or a mark that there was none.
fn back_up(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    format!(
        "sudo install -d -m 0755 {BACKUPS}\n\
         if [ ! -e {BACKUPS}/{name} ] && [ ! -e {BACKUPS}/{name}.absent ]; then\n    \
         if [ -e {path} ]; then sudo cp -a {path} {BACKUPS}/{name}; else sudo touch {BACKUPS}/{name}.absent; fi\n\
         fi"
    )
}

/// Brings the first state back, byte for byte.
fn restore(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    format!(
        "if [ -e {BACKUPS}/{name} ]; then\n    \
         sudo mv {BACKUPS}/{name} {path}\n\
         elif [ -e {BACKUPS}/{name}.absent ]; then\n    \
         sudo rm -f {path} {BACKUPS}/{name}.absent\n\
         fi\n\
         if [ -d {BACKUPS} ]; then sudo rmdir --ignore-fail-on-non-empty {BACKUPS}; fi"
    )
}

/// An address that was typed, as the one word it has to be.
fn address(text: &str) -> String {
    let kept = |letter: &char| !letter.is_control() && !letter.is_whitespace();
    text.chars().filter(kept).collect::<String>().trim_end_matches('/').to_owned()
}

/// Whether the packages of a system can be fetched elsewhere and carried over.
pub(crate) fn can_be_carried(machine: &Machine<'_>) -> bool {
    airgap::has_recipe(machine)
}

/// Whether the driver's modules are built on the machine.
pub(crate) fn builds_modules(machine: &Machine<'_>) -> bool {
    machine.system.is_some_and(driver::builds_modules)
}

/// CDI names of the GPUs asked for.
pub(crate) fn device_names(machine: &Machine<'_>) -> Vec<String> {
    verify::device_names(machine)
}

/// The GPUs picked one by one; nothing where all of them were asked for.
pub(crate) fn picked(machine: &Machine<'_>) -> Option<Vec<String>> {
    verify::selected(machine).map(|_| verify::list(machine))
}
