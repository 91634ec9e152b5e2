use gpudock_core::plan::{After, Command, Shell};
use gpudock_words::Catalogue;

use super::{Element, Node, el, icon, of, prose};

/// What scripts and tests find a block of code by.
#[derive(Clone, Copy)]
pub(crate) enum Hook {
    /// A command to type.
    Command,
    /// A file that a step writes.
    File,
    /// One of the plan's outputs, by its kind; it can be downloaded.
    Output(&'static str),
}

/// A block of code with its buttons. Copying and downloading are the page script's work.
pub(crate) fn code(
    text: String,
    title: Option<String>,
    language: &'static str,
    hook: Hook,
    words: &Catalogue,
) -> Node {
    let button = |icon_class: &'static str, label: &str| -> Element {
        of("button", "copy needs-js")
            .with("type", "button")
            .child(icon(icon_class))
            .child(el("span").child(words.text(label)))
    };
    let copy = button("icon icon-copy", "show.copy")
        .with("data-copy", "")
        .with("data-done", words.text("show.copied"));
    let mut caption = el("figcaption");
    if let Some(title) = &title {
        caption = caption.child(of("span", "code-title").child(title.clone()));
    }
    caption = caption.child(copy);
    let mut pre = el("pre").with("tabindex", "0");
    match hook {
        Hook::Command => pre = pre.with("data-command", ""),
        Hook::File => {}
        Hook::Output(kind) => {
            pre = pre.with("data-output", kind);
            let download = button("icon icon-download", "show.download")
                .with("data-download", title.unwrap_or_default());
            caption = caption.child(download);
        }
    }
    let pre = pre.child(el("code").child(text));
    of("figure", "code").with("data-lang", language).child(caption).child(pre).into()
}

/// Commands, one block each.
pub(crate) fn commands<'a>(
    commands: &'a [Command],
    words: &'a Catalogue,
) -> impl Iterator<Item = Node> + 'a {
    commands.iter().map(|command| {
        let language = match command.shell {
            Shell::Bash => "bash",
            Shell::PowerShell => "powershell",
        };
        code(command.text.clone(), None, language, Hook::Command, words)
    })
}

/// What is needed before something takes effect.
pub(crate) fn after(after: After, words: &Catalogue) -> Option<Node> {
    let name = match after {
        After::Nothing => return None,
        After::RestartEngine => "restart-engine",
        After::RestartWsl => "restart-wsl",
        After::Reboot => "reboot",
        After::LogIn => "log-in",
    };
    let said = prose(&words.text(&format!("show.after.{name}")));
    Some(of("p", "after").with("data-after", name).all(said).into())
}
