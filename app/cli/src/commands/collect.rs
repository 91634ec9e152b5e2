use gpudock_core::{collect::command, plan::Shell};

use crate::{Outcome, arguments::Collect, terminal::Terminal};

/// Prints the command, to be pasted or piped into a shell elsewhere.
pub(crate) fn run(options: &Collect, terminal: &mut Terminal) -> Outcome {
    let shell = if options.powershell { Shell::PowerShell } else { Shell::Bash };
    let command = command(shell, &terminal.words);
    terminal.write(command);
    Outcome::Fine
}
