//! The box, its buttons and the samples.

use gloo_storage::{SessionStorage, Storage as _};
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast as _;

use super::{Desk, intake};
use crate::words::Words;

/// Where the tab keeps the paste, so that a reload does not lose it.
const KEPT: &str = "gpudock.paste";
/// A longer text is not kept. Unit: bytes.
const KEPT_AT_MOST: usize = 1 << 20;

/// The samples of the page: key of the catalogue, and id in the data block.
const SAMPLES: &[&str] =
    &["healthy", "no-toolkit", "mismatch", "no-spec", "no-daemon", "old-image"];

/// What is in the box already, typed while the browser code was on its way, or left by a reload.
#[cfg(feature = "hydrate")]
pub(crate) fn waiting() -> String {
    let typed = document()
        .get_element_by_id("paste")
        .and_then(|element| element.dyn_into::<web_sys::HtmlTextAreaElement>().ok())
        .map(|area| area.value())
        .unwrap_or_default();
    if typed.is_empty() {
        SessionStorage::raw().get_item(KEPT).ok().flatten().unwrap_or_default()
    } else {
        typed
    }
}

/// Nobody typed anything into a page that is being written.
#[cfg(not(feature = "hydrate"))]
pub(crate) fn waiting() -> String {
    String::new()
}

/// Remembers the text for this tab, or forgets it.
pub(crate) fn keep(text: &str) {
    let storage = SessionStorage::raw();
    // A full or forbidden storage loses the text on reload, and nothing else.
    let _ = if text.is_empty() || text.len() > KEPT_AT_MOST {
        storage.remove_item(KEPT)
    } else {
        storage.set_item(KEPT, text)
    };
}

pub(crate) fn form(desk: Desk, words: &Words) -> impl IntoView + use<> {
    let dragging = RwSignal::new(None::<&str>);
    let input = move |event: ev::Event| intake::take(desk, event_target_value(&event));
    let over = move |event: ev::DragEvent| {
        event.prevent_default();
        dragging.set(Some(""));
    };
    let words_for_drop = words.clone();
    let drop = move |event: ev::DragEvent| {
        event.prevent_default();
        dragging.set(None);
        if let Some(files) = event.data_transfer().and_then(|data| data.files()) {
            intake::files(desk, &files, words_for_drop.clone());
        }
    };
    let progress = move || {
        desk.progress.get().map(|percent| {
            view! { <progress class="progress" max="100" value=percent.to_string()></progress> }
        })
    };
    view! {
        <form class="paste" data-drop data-dragging=move || dragging.get()
            on:submit=|event| event.prevent_default()
            on:dragover=over on:dragleave=move |_| dragging.set(None) on:drop=drop>
            <label class="paste-label" for="paste">{words.text("diagnose.paste")}</label>
            <textarea id="paste" name="paste" rows="10" spellcheck="false" autocomplete="off"
                autocapitalize="off" aria-describedby="paste-note"
                placeholder=words.text("diagnose.placeholder")
                on:input=input prop:value=move || desk.text.get()></textarea>
            {bar(desk, words)}
            <p class="paste-note" role="status">{move || desk.note.get()}</p>
            {progress}
        </form>
    }
}

/// Below the box: files, clear, undo.
fn bar(desk: Desk, words: &Words) -> impl IntoView + use<> {
    let for_files = words.clone();
    let chosen = move |event: ev::Event| {
        let input =
            event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        if let Some(input) = input
            && let Some(files) = input.files()
        {
            intake::files(desk, &files, for_files.clone());
            input.set_value("");
        }
    };
    let clear = move |_| {
        desk.cleared.set(Some(desk.text.get_untracked()));
        intake::take(desk, String::new());
    };
    let undo = move |_| {
        if let Some(text) = desk.cleared.get_untracked() {
            intake::take(desk, text);
        }
    };
    view! {
        <div class="paste-bar">
            <p class="paste-note" id="paste-note">
                <i class="icon icon-check" aria-hidden="true"></i>{words.text("diagnose.stays")}
            </p>
            <label class="button" data-quiet>{words.text("diagnose.open_files")}
                <input type="file" class="hidden-visually" multiple on:change=chosen /></label>
            <button class="button" data-quiet type="button" data-clear data-action="clear"
                hidden=move || desk.text.read().is_empty() on:click=clear>
                {words.text("diagnose.clear")}</button>
            <button class="button" data-quiet type="button" data-action="undo-clear"
                hidden=move || desk.cleared.read().is_none() on:click=undo>
                {words.text("diagnose.undo_clear")}</button>
        </div>
    }
}

pub(crate) fn samples(desk: Desk, words: &Words) -> impl IntoView + use<> {
    let buttons = SAMPLES.iter().map(|name| {
        let label = words.text(&format!("diagnose.sample.{name}"));
        let show = move |_| intake::take(desk, sample(name));
        view! {
            <li><button class="chip" type="button" data-sample=*name on:click=show>{label}</button></li>
        }
    });
    view! {
        <section class="samples" aria-labelledby="samples-title">
            <h2 id="samples-title">{words.text("diagnose.samples")}</h2>
            <ul>{buttons.collect::<Vec<_>>()}</ul>
        </section>
    }
}

/// Real output of a real machine, carried by the page.
fn sample(name: &str) -> String {
    document()
        .get_element_by_id("samples")
        .and_then(|element| element.text_content())
        .and_then(|json| js_sys::JSON::parse(&json).ok())
        .and_then(|samples| js_sys::Reflect::get(&samples, &name.into()).ok())
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}
