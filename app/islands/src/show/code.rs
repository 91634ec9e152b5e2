use gpudock_words::Catalogue;
use leptos::prelude::*;

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
) -> AnyView {
    let (command, output) = match hook {
        Hook::Command => (Some(""), None),
        Hook::File => (None, None),
        Hook::Output(kind) => (None, Some(kind)),
    };
    let name = title.clone();
    let download = output.map(|_| {
        view! {
            <button class="copy needs-js" type="button" data-download=name.unwrap_or_default()>
                <i class="icon icon-download" aria-hidden="true"></i>
                <span>{words.text("show.download")}</span>
            </button>
        }
    });
    let title = title.map(|title| view! { <span class="code-title">{title}</span> });
    view! {
        <figure class="code" data-lang=language>
            <figcaption>
                {title}
                <button class="copy needs-js" type="button" data-copy data-done=words.text("show.copied")>
                    <i class="icon icon-copy" aria-hidden="true"></i>
                    <span>{words.text("show.copy")}</span>
                </button>
                {download}
            </figcaption>
            <pre tabindex="0" data-command=command data-output=output><code>{text}</code></pre>
        </figure>
    }
    .into_any()
}
