//! Fences that the planner answers.

use gpudock_core::plan::{self, Choices, Command, OutputKind, Plan, Shell, Step};
use gpudock_words::Catalogue;

use super::Unanswered;
use crate::attributes::Attributes;

/// Code that came from the planner.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Block {
    /// Name for the highlighter.
    pub(crate) language: &'static str,
    /// Path of a file; nothing for commands.
    pub(crate) title: Option<String>,
    pub(crate) text: String,
}

/// Attributes of a fence that are no answers of the wizard.
const OWN: &[&str] = &["show", "part", "output", "mark"];

fn planned(attributes: &Attributes<'_>) -> Result<Plan, Unanswered> {
    let mut choices = Choices::default();
    for (name, value) in attributes.pairs.iter().filter(|(name, _)| !OWN.contains(name)) {
        choices.set(name, value).map_err(|bad| Unanswered::Bad(bad.to_string()))?;
    }
    Ok(plan::plan(&choices))
}

/// Blocks of a `plan` fence: the steps named by `show`, and of each the `part`: `commands` (the
/// default), `files`, `check` or `undo`.
pub(crate) fn steps(attributes: &Attributes<'_>) -> Result<Vec<Block>, Unanswered> {
    let plan = planned(attributes)?;
    let shown = attributes
        .get("show")
        .ok_or_else(|| Unanswered::Bad("a plan fence says which steps to `show`".to_owned()))?;
    let mut blocks = Vec::new();
    for id in shown.split(',') {
        let step = plan.steps.iter().find(|step| step.id == id).ok_or_else(|| {
            let ids: Vec<_> = plan.steps.iter().map(|step| step.id).collect();
            Unanswered::Bad(format!("this plan has no step `{id}`, but: {}", ids.join(", ")))
        })?;
        part(step, attributes.get("part").unwrap_or("commands"), &mut blocks)?;
    }
    if blocks.is_empty() {
        return Err(Unanswered::Bad(format!("nothing to show in `{shown}`")));
    }
    Ok(blocks)
}

fn part(step: &Step, part: &str, blocks: &mut Vec<Block>) -> Result<(), Unanswered> {
    match part {
        "commands" => {
            type_in(&step.commands, blocks);
            // The commands write the files; a step without commands leaves that to its reader.
            if step.commands.is_empty() {
                files(step, blocks);
            }
        }
        "files" => files(step, blocks),
        "check" => type_in(&step.check, blocks),
        "undo" => type_in(&step.undo, blocks),
        other => {
            let why = format!("`{other}` is none of commands, files, check, undo");
            return Err(Unanswered::Bad(why));
        }
    }
    Ok(())
}

fn files(step: &Step, blocks: &mut Vec<Block>) {
    for file in &step.files {
        blocks.push(Block {
            language: language_of(&file.path),
            title: Some(file.path.clone()),
            text: file.text.clone(),
        });
    }
}

/// Commands of one shell stand in one block.
fn type_in(commands: &[Command], blocks: &mut Vec<Block>) {
    for command in commands {
        let language = match command.shell {
            Shell::Bash => "bash",
            Shell::PowerShell => "powershell",
        };
        match blocks.last_mut() {
            Some(block) if block.language == language && block.title.is_none() => {
                block.text.push_str(command.text.trim_end());
            }
            _ => blocks.push(Block {
                language,
                title: None,
                text: command.text.trim_end().to_owned(),
            }),
        }
        if let Some(block) = blocks.last_mut() {
            block.text.push('\n');
        }
    }
}

/// The block of an `emit` fence: the output named by `output`.
pub(crate) fn emitted(
    attributes: &Attributes<'_>,
    words: &Catalogue,
) -> Result<Vec<Block>, Unanswered> {
    let plan = planned(attributes)?;
    let wanted = attributes.get("output").unwrap_or_default();
    let kind = OutputKind::ALL.into_iter().find(|kind| kind.name() == wanted);
    if kind.is_none() {
        return Err(Unanswered::Bad(format!("`{wanted}` is no output")));
    }
    let outputs = plan::emit::outputs(&plan, words);
    let output = outputs.into_iter().find(|output| Some(output.kind) == kind);
    let output =
        output.ok_or_else(|| Unanswered::Bad(format!("this plan has no output `{wanted}`")))?;
    let mut text = output.text;
    if kind == Some(OutputKind::Compose) {
        // Date and permalink are for whoever finds the file; a guide says both elsewhere.
        text = text.lines().skip_while(|line| line.starts_with('#')).collect::<Vec<_>>().join("\n");
    }
    Ok(vec![Block {
        language: language_of(output.name),
        title: Some(output.name.to_owned()),
        text,
    }])
}

fn language_of(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension.to_ascii_lowercase().as_str() {
        "json" => "json",
        "yaml" | "yml" => "yaml",
        "sh" | "bash" => "bash",
        "ps1" => "powershell",
        "toml" => "toml",
        "repo" | "sources" | "conf" | "service" | "wslconfig" => "ini",
        _ if name.starts_with("Dockerfile") => "dockerfile",
        _ => "text",
    }
}
