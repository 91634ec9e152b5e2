//! One read-only command that prints everything the diagnosis wants, each answer under the command it belongs to.
//!
//! The text it prints is read by [`crate::diagnose`]. Serial numbers, UUIDs, addresses, the user's and the host's
//! names are masked before anything is shown, with the masks of [`crate::scrub`]. Nothing is written, nothing is
//! started that was not running, and `sudo` is never asked: what needs root is left out.

use crate::{
    fact::{Message, Say},
    plan::{Shell, quote},
};

/// For `sh`, so that it runs on every Linux, inside WSL and inside a container.
const SH: &str = include_str!("collect.sh");
/// For Windows itself.
const POWERSHELL: &str = include_str!("collect.ps1");

/// The script, without a word that only its authors need.
pub fn script(shell: Shell) -> String {
    let source = match shell {
        Shell::Bash => SH,
        Shell::PowerShell => POWERSHELL,
    };
    let mut out = String::with_capacity(source.len());
    for line in source.lines().filter(|line| !line.trim_start().starts_with('#')) {
        out.push_str(line);
        out.push('\n');
    }
    out.trim_start().to_owned()
}

/// The script as one command to paste into a terminal: whatever shell is open there, it runs in one of its own.
pub fn command(shell: Shell, say: &dyn Say) -> String {
    let about = quote::comment(&say.say(&Message::new("collect.comment")));
    let script = script(shell);
    match shell {
        Shell::Bash => format!("# {about}\nsh <<'GPUDOCK'\n{script}GPUDOCK\n"),
        Shell::PowerShell => format!("# {about}\n& {{\n{script}}}\n"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Shell, command, script};

    #[test]
    fn a_command_is_one_word_to_the_shell_around_it() {
        let command = command(Shell::Bash, &());
        assert_eq!(command.matches("GPUDOCK").count(), 2);
        assert!(command.ends_with("\nGPUDOCK\n"));
    }

    #[test]
    fn nothing_asks_for_rights_or_writes() {
        for shell in [Shell::Bash, Shell::PowerShell] {
            let script = script(shell);
            assert!(script.is_ascii() && script.lines().count() > 50);
            for word in ["sudo", " rm ", "tee ", "mktemp", "Out-File", "Set-Content", "RunAs"] {
                assert!(!script.contains(word), "{word}");
            }
        }
    }
}
