#![allow(clippy::struct_excessive_bools, reason = "a flag of the command line is a bool by nature")]

use std::{ffi::OsString, path::PathBuf};

use clap::{
    Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum,
    builder::PossibleValuesParser,
};
use gpudock_core::plan::{
    Choices, OutputKind, Shell,
    question::{Answer, Question, questions},
};
use gpudock_words::Lang;

/// Guides, wizard and diagnosis of GPU Dock, in a terminal.
#[derive(Parser)]
#[command(name = "gpudock", version, about, after_help = EXIT_CODES)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) verb: Verb,
    /// Write JSON even to a terminal.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Write human text even to a file or a pipe.
    #[arg(long, global = true, conflicts_with = "json")]
    pub(crate) text: bool,
    /// Language of sentences.
    #[arg(long, global = true, value_parser = PossibleValuesParser::new(Lang::all().map(Lang::code)))]
    pub(crate) lang: Option<String>,
}

const EXIT_CODES: &str = "Exit status: 0 fine, 1 problems found, 2 unusable input or usage.";

#[derive(Subcommand)]
pub(crate) enum Verb {
    /// Say what is wrong with a GPU setup, from what its programs print.
    Diagnose(Diagnose),
    /// Write the diagnosis as Markdown for an issue, without names, addresses and serial numbers.
    Report(Diagnose),
    /// Print the command that collects what the diagnosis wants: `gpudock collect | ssh HOST sh | gpudock diagnose`.
    Collect(Collect),
    /// Say what to do on a machine.
    Plan(Plan),
    /// Add NVIDIA's runtime to a daemon.json and lose nothing of it.
    DaemonJson(DaemonJson),
    /// Say whether a machine satisfies `NVIDIA_REQUIRE_*` expressions.
    Require(Require),
    /// Write out the knowledge base, every row with its source.
    Rules,
}

#[derive(Args)]
pub(crate) struct Diagnose {
    /// What the programs printed, plain or gzipped; several files describe one machine. `-` and nothing
    /// mean standard input.
    pub(crate) files: Vec<PathBuf>,
}

#[derive(Args)]
pub(crate) struct Collect {
    /// For Windows instead of Linux.
    #[arg(long)]
    pub(crate) powershell: bool,
}

#[derive(Args)]
pub(crate) struct Plan {
    /// Answer from what the machine's programs printed; flags win over it.
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// Answer from a permalink of the wizard, or the part behind its `#`; flags win over it.
    #[arg(long, value_name = "LINK")]
    pub(crate) from_link: Option<String>,
    /// Stream every reachable combination, one JSON object a line.
    #[arg(long)]
    pub(crate) all: bool,
    /// Write only the setup script.
    #[arg(long, group = "part")]
    script: bool,
    /// Write only daemon.json.
    #[arg(long, group = "part")]
    daemon_json: bool,
    /// Write only the compose file.
    #[arg(long, group = "part")]
    compose: bool,
    /// Write only this text of the plan.
    #[arg(long, group = "part", value_name = "WHAT",
        value_parser = PossibleValuesParser::new(OutputKind::ALL.map(OutputKind::name)))]
    emit: Option<String>,
    /// Write only the permalink of the wizard.
    #[arg(long, group = "part")]
    link: bool,
    /// The shell of a script, where a plan has two (Windows and the Linux inside WSL).
    #[arg(long)]
    pub(crate) shell: Option<ShellName>,
    /// The flags that are questions of the wizard, in its order.
    #[arg(skip)]
    pub(crate) answers: Vec<(&'static str, String)>,
}

/// The part of a plan that is written alone.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Part {
    Output(OutputKind),
    Link,
}

/// A shell, by its name on the command line.
#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum ShellName {
    Bash,
    #[value(name = "powershell")]
    PowerShell,
}

impl From<ShellName> for Shell {
    fn from(name: ShellName) -> Self {
        match name {
            ShellName::Bash => Self::Bash,
            ShellName::PowerShell => Self::PowerShell,
        }
    }
}

impl Plan {
    /// The one part that is asked for.
    pub(crate) fn part(&self) -> Option<Part> {
        let named = self.emit.as_deref();
        let named =
            named.and_then(|name| OutputKind::ALL.into_iter().find(|kind| kind.name() == name));
        [
            (self.script, Part::Output(OutputKind::Script)),
            (self.daemon_json, Part::Output(OutputKind::DaemonJson)),
            (self.compose, Part::Output(OutputKind::Compose)),
            (self.link, Part::Link),
        ]
        .into_iter()
        .find_map(|(asked, part)| asked.then_some(part))
        .or(named.map(Part::Output))
    }
}

#[derive(Args)]
pub(crate) struct DaemonJson {
    /// The file; it is only read. `-` and nothing mean standard input.
    pub(crate) file: Option<PathBuf>,
    /// Make it the runtime of every container.
    #[arg(long)]
    pub(crate) set_as_default: bool,
    /// Turn on the feature `cdi`.
    #[arg(long)]
    pub(crate) cdi: bool,
    /// Name of the runtime.
    #[arg(long, value_name = "NAME", default_value = "nvidia")]
    pub(crate) runtime_name: String,
    /// Program of the runtime; without this an existing entry keeps its own.
    #[arg(long, value_name = "PATH")]
    pub(crate) runtime_path: Option<String>,
    /// Take out instead what the same flags would add.
    #[arg(long)]
    pub(crate) remove: bool,
    /// Write the difference instead of the file.
    #[arg(long)]
    pub(crate) diff: bool,
    /// Write the problems of the file as it is instead of merging.
    #[arg(long, conflicts_with_all = ["set_as_default", "cdi", "runtime_path", "remove", "diff"])]
    pub(crate) check: bool,
}

#[derive(Args)]
pub(crate) struct Require {
    /// Newest CUDA version that the driver supports.
    #[arg(long, value_name = "VERSION", allow_hyphen_values = true)]
    pub(crate) cuda: Option<OsString>,
    /// Driver version.
    #[arg(long, value_name = "VERSION", allow_hyphen_values = true)]
    pub(crate) driver: Option<OsString>,
    /// Compute capability.
    #[arg(long, value_name = "VERSION", allow_hyphen_values = true)]
    pub(crate) arch: Option<OsString>,
    /// Brand of the GPU, as NVML names it.
    #[arg(long, value_name = "BRAND", allow_hyphen_values = true)]
    pub(crate) brand: Option<OsString>,
    /// Values of `NVIDIA_REQUIRE_*` variables; all must hold.
    #[arg(value_name = "EXPR")]
    pub(crate) expressions: Vec<OsString>,
}

impl Arguments {
    /// Reads the command line; ends the program where it cannot be read (exit 2), or asks for help.
    pub(crate) fn read() -> Self {
        let command = Self::command().mut_subcommand("plan", |plan| {
            questions().iter().fold(plan, |plan, question| plan.arg(flag_of(question)))
        });
        let matches = command.get_matches();
        let mut arguments = Self::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
        if let (Verb::Plan(options), Some(("plan", matches))) =
            (&mut arguments.verb, matches.subcommand())
        {
            options.answers = questions()
                .iter()
                .filter_map(|question| {
                    Some((question.name, matches.get_one::<String>(question.name)?.clone()))
                })
                .collect();
        }
        arguments
    }
}

/// A question of the wizard as a flag. What it may be answered can depend on the other answers, so that
/// the planner judges the value, not the command line. A text comes from a file.
fn flag_of(question: &'static Question) -> clap::Arg {
    let flag = clap::Arg::new(question.name)
        .help_heading("Answers")
        .value_parser(clap::value_parser!(String));
    match question.answer {
        Answer::OneOf(values) => flag
            .long(question.name)
            .value_name("ANSWER")
            .help(values(&Choices::default()).join(", ")),
        Answer::Version(_) => flag.long(question.name).value_name("VERSION"),
        Answer::Line(example) => {
            flag.long(question.name).value_name("TEXT").help(format!("like {example}"))
        }
        Answer::Text => flag.long(format!("{}-from", question.name)).value_name("FILE"),
        Answer::Flag => flag
            .long(question.name)
            .value_name("yes|no")
            .num_args(0..=1)
            .default_missing_value("yes"),
    }
}
