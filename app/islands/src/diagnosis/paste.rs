//! The box, its buttons and the samples.

use gloo_events::{EventListener, EventListenerOptions};
use gpudock_words::Catalogue;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use super::{Desk, intake};
use crate::show::{Node, el, icon, of};

/// Where the tab keeps the paste, so that a reload does not lose it.
const KEPT: &str = "gpudock.paste";
/// A longer text is not kept. Unit: bytes.
const KEPT_AT_MOST: usize = 1 << 20;

/// The samples of the page: key of the catalogue, and id in the data block. Putting one into the box is the work of
/// the page's script.
pub const SAMPLES: &[&str] =
    &["healthy", "no-toolkit", "mismatch", "no-spec", "no-daemon", "old-image"];

/// The box itself.
pub(crate) fn area() -> Option<web_sys::HtmlTextAreaElement> {
    document().get_element_by_id("paste").and_then(|area| area.dyn_into().ok())
}

/// What is in the box already, typed while the browser code was on its way, or left by a reload.
pub(crate) fn waiting() -> String {
    let typed = area().map(|area| area.value()).unwrap_or_default();
    if typed.is_empty() {
        storage().and_then(|storage| storage.get_item(KEPT).ok().flatten()).unwrap_or_default()
    } else {
        typed
    }
}

/// What the tab keeps; nothing in a frame that another page has locked up.
fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

/// Remembers the text for this tab, or forgets it.
pub(crate) fn keep(text: &str) {
    let Some(storage) = storage() else { return };
    // A full or forbidden storage loses the text on reload, and nothing else.
    let _ = if text.is_empty() || text.len() > KEPT_AT_MOST {
        storage.remove_item(KEPT)
    } else {
        storage.set_item(KEPT, text)
    };
}

pub(crate) fn form(desk: Desk, words: &Catalogue) -> Node {
    let area = el("textarea")
        .with("id", "paste")
        .with("name", "paste")
        .with("rows", "10")
        .with("spellcheck", "false")
        .with("autocomplete", "off")
        .with("autocapitalize", "off")
        .with("aria-describedby", "paste-note")
        .with("placeholder", words.text("diagnose.placeholder"));
    let mut form = of("form", "paste")
        .with("data-drop", "")
        .child(of("label", "paste-label").with("for", "paste").child(words.text("diagnose.paste")))
        .child(area)
        .child(bar(desk, words));
    if let Some(percent) = desk.progress.get() {
        let bar = of("progress", "progress").with("max", "100").with("value", percent.to_string());
        form = form.child(bar.with("aria-label", words.text("diagnose.reading")));
    }
    form.into()
}

fn bar(desk: Desk, words: &Catalogue) -> Node {
    let note = of("p", "paste-note")
        .with("id", "paste-note")
        .child(icon("icon icon-check"))
        .child(words.text("diagnose.stays"));
    let file = of("input", "hidden-visually").with("type", "file").with("multiple", "");
    let open = of("label", "button")
        .with("data-quiet", "")
        .child(words.text("diagnose.open_files"))
        .child(file);
    let button = |action: &'static str, key: &str, shown: bool| {
        of("button", "button")
            .with("data-quiet", "")
            .with("type", "button")
            .with("data-action", action)
            .flag("hidden", !shown)
            .child(words.text(key))
    };
    of("div", "paste-bar")
        .child(note)
        .child(open)
        .child(button("clear", "diagnose.clear", !desk.text.read().is_empty()))
        .child(button("undo-clear", "diagnose.undo_clear", desk.cleared.read().is_some()))
        .into()
}

pub(crate) fn samples(words: &Catalogue) -> Node {
    let buttons = SAMPLES.iter().map(|name| {
        // The address says which one is shown, and the way back leads to the text before.
        let link =
            of("a", "chip").with("href", format!("#sample={name}")).with("data-sample", *name);
        let label = words.text(&format!("diagnose.sample.{name}"));
        el("li").child(link.child(label)).into()
    });
    of("section", "samples")
        .with("aria-labelledby", "samples-title")
        .child(el("h2").with("id", "samples-title").child(words.text("diagnose.samples")))
        .child(el("ul").all(buttons))
        .into()
}

/// Hears everything that happens to the box, wherever in the page the event arises: files may be dropped
/// beside it, too.
/// Hears everything that happens to the box, wherever in the page the event arises.
pub(crate) fn listen(desk: Desk) {
    for name in ["input", "click", "submit", "gpudock:file", "gpudock:slice", "gpudock:end"] {
        let options = EventListenerOptions::enable_prevent_default();
        let hear = move |event: &web_sys::Event| heard(event, desk);
        EventListener::new_with_options(&document(), name, options, hear).forget();
    }
}

fn heard(event: &web_sys::Event, desk: Desk) {
    let detail =
        || js_sys::Reflect::get(event, &"detail".into()).ok().and_then(|it| it.as_string());
    match event.type_().as_str() {
        "input" => {
            if let Some(area) = target::<web_sys::HtmlTextAreaElement>(event) {
                intake::take(desk, area.value());
            }
        }
        "click" => clicked(event, desk),
        "gpudock:file" => intake::begin(desk, detail().unwrap_or_default()),
        "gpudock:slice" => intake::slice(desk, &detail().unwrap_or_default()),
        // Without a word, the file is given up.
        "gpudock:end" if detail().is_none() => desk.file.set_value(None),
        "gpudock:end" => intake::end(desk),
        _ => event.prevent_default(),
    }
}

fn target<T: wasm_bindgen::JsCast>(event: &web_sys::Event) -> Option<T> {
    event.target().and_then(|target| target.dyn_into().ok())
}

fn clicked(event: &web_sys::Event, desk: Desk) {
    let button = target::<web_sys::Element>(event)
        .and_then(|element| element.closest("[data-action]").ok().flatten());
    match button.and_then(|button| button.get_attribute("data-action")).as_deref() {
        Some("clear") => {
            desk.cleared.set(Some(desk.text.get_untracked()));
            intake::fill(desk, String::new());
        }
        Some("undo-clear") => {
            if let Some(text) = desk.cleared.get_untracked() {
                intake::fill(desk, text);
            }
        }
        _ => {}
    }
}
