//! The scripts for PowerShell.

use std::fmt::Write as _;

use super::{comments, has_blocker, header, introduction};
use crate::{
    fact::{Message, Say},
    plan::{After, Command, Place, Plan, Shell, quote},
};

fn powershell_only(commands: &[Command]) -> impl Iterator<Item = &str> {
    commands
        .iter()
        .filter(|command| command.shell == Shell::PowerShell)
        .map(|command| command.text.as_str())
}

fn start(plan: &Plan, say: &dyn Say) -> String {
    let mut out = String::new();
    comments(&mut out, header(plan, say));
    out.push_str("$ErrorActionPreference = 'Stop'\n");
    out
}

fn write_host(out: &mut String, key: &'static str, say: &dyn Say) {
    let text = quote::comment(&say.say(&Message::new(key)));
    if text.is_ascii() {
        let _ = writeln!(out, "Write-Host {}", quote::powershell(&text));
        return;
    }
    // Windows PowerShell reads a file without byte order mark in the code page of the machine, where
    // some bytes of other letters are quotes.
    let mut escaped = String::new();
    for unit in text.replace('\\', "\\\\").encode_utf16() {
        match u8::try_from(unit) {
            Ok(byte) if byte.is_ascii() => escaped.push(char::from(byte)),
            _ => {
                let _ = write!(escaped, "\\u{unit:04x}");
            }
        }
    }
    let quoted = quote::powershell(&escaped);
    let _ = writeln!(out, "Write-Host ([regex]::Unescape({quoted}))");
}

/// The part of the plan that is typed on Windows; nothing on Linux.
pub(super) fn script(plan: &Plan, say: &dyn Say) -> Option<String> {
    let mut out = start(plan, say);
    if has_blocker(plan) {
        out.push_str("\nif ($env:GPUDOCK_ANYWAY -ne 'yes') {\n");
        write_host(&mut out, "emit.blocked", say);
        out.push_str("exit 1\n}\n");
    }
    let mut number = 0;
    for step in &plan.steps {
        let mut commands = powershell_only(&step.commands).peekable();
        if commands.peek().is_none() {
            continue;
        }
        number += 1;
        introduction(&mut out, number, step, say);
        for command in commands {
            out.push_str(command);
            out.push('\n');
        }
        if step.after == After::Reboot {
            write_host(&mut out, "emit.reboot_windows", say);
        }
    }
    if number == 0 {
        return None;
    }
    if plan.steps.iter().any(|step| step.place == Place::Wsl) {
        out.push('\n');
        write_host(&mut out, "emit.wsl_next", say);
    }
    Some(out)
}

/// The checks on the Windows side.
pub(super) fn verify(plan: &Plan, say: &dyn Say) -> Option<String> {
    let mut out = start(plan, say);
    let mut any = false;
    for step in &plan.steps {
        let looks = if step.changes() { &[][..] } else { &step.commands[..] };
        let mut checks = powershell_only(looks)
            .filter(|command| !command.starts_with("Start-Process"))
            .chain(powershell_only(&step.check))
            .peekable();
        if checks.peek().is_none() {
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

/// Takes back what was done on the Windows side.
pub(super) fn undo(plan: &Plan, say: &dyn Say) -> Option<String> {
    let mut out = start(plan, say);
    let mut any = false;
    for step in plan.steps.iter().rev() {
        let mut commands = powershell_only(&step.undo).peekable();
        if commands.peek().is_none() {
            continue;
        }
        any = true;
        out.push('\n');
        comments(&mut out, [say.say(&Message::of_step(step, "title"))]);
        for command in commands {
            out.push_str(command);
            out.push('\n');
        }
    }
    any.then_some(out)
}
