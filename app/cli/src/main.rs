//! GPU Dock in a terminal: for the headless server where `nvidia-smi` really runs, and for scripts.
//!
//! JSON on standard output, human text where standard output is a terminal, messages on standard error.
//! Exit 0 fine, 1 problems found, 2 unusable input or usage.

mod arguments;
mod commands;
mod input;
mod terminal;

use std::process::ExitCode;

use arguments::{Arguments, Verb};
use terminal::Terminal;

/// How a run ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Outcome {
    /// Nothing is wrong.
    Fine,
    /// The input was understood, and something in it is wrong.
    Problems,
}

/// Why there is no answer: unusable input or usage. Already a sentence in the user's language.
struct Unusable(String);

impl<E: std::error::Error> From<E> for Unusable {
    fn from(error: E) -> Self {
        Self(error.to_string())
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::read();
    let mut terminal = Terminal::of(&arguments);
    let outcome = match arguments.verb {
        Verb::Diagnose(options) => commands::diagnose::run(&options, &mut terminal),
        Verb::Report(options) => commands::report::run(&options, &mut terminal),
        Verb::Collect(options) => Ok(commands::collect::run(&options, &mut terminal)),
        Verb::Plan(options) => commands::plan::run(&options, &mut terminal),
        Verb::DaemonJson(options) => commands::daemon_json::run(&options, &mut terminal),
        Verb::Require(options) => commands::require::run(&options, &mut terminal),
        Verb::Rules => Ok(commands::rules::run(&mut terminal)),
    };
    let code = match outcome {
        Ok(Outcome::Fine) => 0,
        Ok(Outcome::Problems) => 1,
        Err(Unusable(why)) => {
            terminal::complain(&why);
            2
        }
    };
    terminal.close(code)
}
