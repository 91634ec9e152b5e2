//! Blocks of commands, with their button.

use gpudock_core::plan::{Command, Shell};
use gpudock_words::Catalogue;
use leptos::prelude::*;

use crate::layout::icon;

/// Commands in their order; those of one shell that follow each other stand in one block.
pub(super) fn commands(typed: &[Command], words: &Catalogue) -> Vec<AnyView> {
    let mut blocks: Vec<(Shell, String)> = Vec::new();
    for command in typed {
        match blocks.last_mut() {
            Some((shell, text)) if *shell == command.shell => {
                text.extend(["\n", command.text.trim_end()]);
            }
            _ => blocks.push((command.shell, command.text.trim_end().to_owned())),
        }
    }
    blocks.into_iter().map(|(shell, text)| block(shell, text, words).into_any()).collect()
}

fn block(shell: Shell, text: String, words: &Catalogue) -> impl IntoView + use<> {
    let language = match shell {
        Shell::Bash => "bash",
        Shell::PowerShell => "powershell",
    };
    view! {
        <figure class="code" data-lang=language>
            <figcaption>
                <button class="copy needs-js" type="button" data-copy="" data-done=words.text("show.copied")>
                    {icon("copy")}<span>{words.text("show.copy")}</span>
                </button>
            </figcaption>
            <pre tabindex="0"><code>{text}</code></pre>
        </figure>
    }
}
