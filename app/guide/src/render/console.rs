//! Terminal blocks: prompt, command and output told apart, so that copying takes only the commands.

use std::fmt::Write as _;

use super::{escape::escape, highlight::Highlighter};

const PROMPTS: &[(&str, &str)] = &[("$ ", "bash"), ("# ", "bash"), ("PS> ", "powershell")];

/// A terminal block.
#[derive(Debug, Eq, PartialEq)]
pub(crate) struct Terminal {
    /// HTML of each line.
    pub(crate) lines: Vec<String>,
    /// The commands alone.
    pub(crate) commands: String,
}

/// Commands of a terminal block, prompts and output left out.
pub(crate) fn commands(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut continued = false;
    for line in code.lines() {
        let command = if continued { Some(line) } else { prompted(line).map(|(_, rest, _)| rest) };
        continued = command.is_some_and(|text| text.ends_with('\\'));
        found.extend(command);
    }
    found
}

fn prompted(line: &str) -> Option<(&str, &str, &'static str)> {
    PROMPTS.iter().find_map(|(prompt, shell)| {
        line.strip_prefix(prompt).map(|rest| (&line[..prompt.len()], rest, *shell))
    })
}

/// Reads a terminal block: a line with a prompt is a command, so is the line after a trailing `\`, and
/// everything else is output.
pub(crate) fn terminal(code: &str, highlighter: &mut Highlighter) -> Terminal {
    let mut lines = Vec::new();
    let mut shell = None;
    for line in code.lines() {
        let mut out = String::new();
        let (command, language) = match (shell, prompted(line)) {
            (Some(language), _) => (Some(line), language),
            (None, Some((prompt, rest, language))) => {
                let _ = write!(out, "<b class=\"p\">{}</b>", escape(prompt));
                (Some(rest), language)
            }
            (None, None) => (None, ""),
        };
        if let Some(command) = command {
            let html = highlighter.lines(language, &format!("{command}\n"));
            out.push_str(&html.concat());
            shell = command.ends_with('\\').then_some(language);
        } else if !line.is_empty() {
            let _ = write!(out, "<b class=\"p\">{}</b>", escape(line));
        }
        lines.push(out);
    }
    Terminal { lines, commands: commands(code).join("\n") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copying_takes_only_the_commands() {
        let code = "$ docker run \\\n  --rm ubuntu\nhello\n# exit\n";
        let read = terminal(code, &mut Highlighter::default());
        assert_eq!(read.commands, "docker run \\\n  --rm ubuntu\nexit");
        assert_eq!(read.lines[2], "<b class=\"p\">hello</b>");
        assert!(read.lines[0].starts_with("<b class=\"p\">$ </b>"));
    }
}
