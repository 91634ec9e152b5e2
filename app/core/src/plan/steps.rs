//! What follows from the choices.

use serde::Serialize;

use super::Choices;
use crate::fact::{Date, Message, Source};

/// The shell a command is typed into.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Shell {
    /// Bash on Linux or inside WSL.
    Bash,
    /// PowerShell on Windows.
    PowerShell,
}

/// One command line, ready to be typed. Everything a user answered is already quoted for the shell.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Command {
    /// The shell it is for.
    pub shell: Shell,
    /// The text; several lines where one command needs them.
    pub text: String,
    /// Whether it changes the machine, or only looks.
    pub changes: bool,
}

/// A file the plan writes or explains.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct File {
    /// Absolute path, or a name in the current folder.
    pub path: String,
    /// Owner and mode where they matter (`root:root 0644`).
    pub owner: Option<&'static str>,
    /// The whole content.
    pub text: String,
}

/// What is needed before a step takes effect.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum After {
    /// Nothing.
    Nothing,
    /// The container engine restarts: running containers stop, unless live-restore is on.
    RestartEngine,
    /// Every session of WSL ends (`wsl --shutdown`).
    RestartWsl,
    /// The machine restarts.
    Reboot,
    /// The user logs in again.
    LogIn,
}

/// Where the commands of a step are typed.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// On the machine that gets the GPU containers.
    Machine,
    /// In the Linux distribution inside WSL.
    Wsl,
    /// On another machine of the same release that reaches the internet.
    Connected,
}

/// One step. Title, reason and expectation are `step.<id>.title`, `.why` and `.expect` in the catalogues.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Step {
    /// Stable id, kebab-case.
    pub id: &'static str,
    /// What fills the gaps of its sentences.
    pub gaps: Vec<(&'static str, String)>,
    /// Commands, in order.
    pub commands: Vec<Command>,
    /// Files it writes.
    pub files: Vec<File>,
    /// Where the commands are typed.
    pub place: Place,
    /// A condition in the step's shell that says it was done before. A script then leaves it out; a
    /// reader can.
    pub unless: Option<String>,
    /// What is needed afterwards.
    pub after: After,
    /// Commands that show whether it worked.
    pub check: Vec<Command>,
    /// What a good check prints, literally, where that is known.
    pub expect: Option<String>,
    /// Commands that take it back.
    pub undo: Vec<Command>,
    /// Where the step comes from.
    pub source: &'static Source,
    /// When it was last verified.
    pub verified: Date,
}

impl Step {
    /// Whether it changes the machine, or only looks.
    pub fn changes(&self) -> bool {
        self.commands.iter().any(|command| command.changes)
    }
}

/// How much a conflict weighs.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// This cannot work.
    Blocker,
    /// This works, but not as one might expect.
    Warning,
}

/// Answers that do not go together, and the rule between them. Its sentences are `conflict.<id>.title`,
/// `.why` and `.ways_out`.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Conflict {
    /// Stable id of the rule, kebab-case.
    pub id: &'static str,
    /// How much it weighs.
    pub weight: Weight,
    /// Names of the answers that clash.
    pub between: Vec<&'static str>,
    /// What fills the gaps.
    pub gaps: Vec<(&'static str, String)>,
    /// Where the rule comes from.
    pub source: &'static Source,
    /// When it was last verified.
    pub verified: Date,
}

/// Everything to do, in order.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Plan {
    /// What was asked.
    pub choices: Choices,
    /// What does not go together; blockers first.
    pub conflicts: Vec<Conflict>,
    /// What to do.
    pub steps: Vec<Step>,
}

/// What an emitted text is. The kebab-case name is its `data-output` hook.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum OutputKind {
    /// The whole plan as one script.
    Script,
    /// Docker's configuration file.
    DaemonJson,
    /// A compose file.
    Compose,
    /// A Dockerfile.
    Dockerfile,
    /// A service of Podman's, as systemd reads it.
    Quadlet,
    /// A drop-in of containerd's configuration.
    Containerd,
    /// What a machine does at its first start.
    CloudInit,
    /// A playbook.
    Ansible,
    /// Commands that prove the result.
    Verify,
    /// Commands that take everything back.
    Undo,
}

impl OutputKind {
    /// Every kind, in the order in which a page shows them.
    pub const ALL: [Self; 10] = [
        Self::Script,
        Self::DaemonJson,
        Self::Compose,
        Self::Dockerfile,
        Self::Quadlet,
        Self::Containerd,
        Self::CloudInit,
        Self::Ansible,
        Self::Verify,
        Self::Undo,
    ];

    /// The name of its hook, of its sentence (`wizard.output.<name>`) and of `gpudock plan --emit`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Script => "script",
            Self::DaemonJson => "daemon-json",
            Self::Compose => "compose",
            Self::Dockerfile => "dockerfile",
            Self::Quadlet => "quadlet",
            Self::Containerd => "containerd",
            Self::CloudInit => "cloud-init",
            Self::Ansible => "ansible",
            Self::Verify => "verify",
            Self::Undo => "undo",
        }
    }
}

/// A plan written down in one form.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Output {
    /// What it is.
    pub kind: OutputKind,
    /// File name for a download (`gpudock-setup.sh`, `daemon.json`).
    pub name: &'static str,
    /// The text.
    pub text: String,
}

impl Message {
    /// Sentence of a step: `part` is `title`, `why` or `expect`.
    pub fn of_step(step: &Step, part: &str) -> Self {
        Self { key: format!("step.{}.{part}", step.id).into(), gaps: step.gaps.clone() }
    }

    /// Sentence of a conflict: `part` is `title`, `why` or `ways_out`.
    pub fn of_conflict(conflict: &Conflict, part: &str) -> Self {
        Self { key: format!("conflict.{}.{part}", conflict.id).into(), gaps: conflict.gaps.clone() }
    }
}
