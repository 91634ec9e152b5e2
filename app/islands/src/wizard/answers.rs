//! Answers given before the page woke, and answers in its address.

use std::cell::RefCell;

use gpudock_core::plan::{BadAnswer, Choices};
use leptos::prelude::*;

use crate::show::whenever;

/// A permalink wins over what the browser left in the form.
#[cfg(feature = "hydrate")]
pub(crate) fn given() -> (Choices, Vec<BadAnswer>) {
    let place = window().location();
    let hash = place.hash().unwrap_or_default();
    let search = answers_in(&place.search().unwrap_or_default());
    for part in [in_hash(&hash).1, &search] {
        if part.contains('=') {
            return Choices::from_query(part);
        }
    }
    (typed(), Vec::new())
}

/// What stands behind `?` without what a page around this one asks for: to stand alone, in a theme and a language.
#[cfg(feature = "hydrate")]
fn answers_in(search: &str) -> String {
    let asks = |pair: &&str| matches!(pair.split('=').next(), Some("embed" | "theme" | "lang"));
    let pairs = search.trim_start_matches('?').split('&');
    pairs.filter(|pair| !asks(pair)).collect::<Vec<_>>().join("&")
}

/// Nobody typed anything into a page that is being written.
#[cfg(not(feature = "hydrate"))]
pub(crate) fn given() -> (Choices, Vec<BadAnswer>) {
    (Choices::default(), Vec::new())
}

/// What stands in the form's controls.
#[cfg(feature = "hydrate")]
fn typed() -> Choices {
    use gpudock_core::plan::question::questions;
    use wasm_bindgen::JsCast as _;

    let mut choices = Choices::default();
    let form = document().query_selector("form.questions").ok().flatten();
    let data = form
        .and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok())
        .and_then(|form| web_sys::FormData::new_with_form(&form).ok());
    if let Some(data) = data {
        for question in questions() {
            if let Some(value) = data.get(question.name).as_string() {
                let _ = choices.set(question.name, &value);
            }
        }
    }
    choices
}

/// What stands behind `#`: the name of the page, where one file holds them all (`#/setup.html?os=ubuntu`),
/// and the answers.
fn in_hash(hash: &str) -> (&str, &str) {
    if hash.starts_with("#/") { hash.split_once('?').unwrap_or((hash, "")) } else { ("", hash) }
}

/// Writes the answers behind `#`, and reads them again when somebody else changes that.
pub(crate) fn keep_in_address(choices: RwSignal<Choices>, unread: RwSignal<Vec<BadAnswer>>) {
    use gpudock_core::compat::rules;

    let before = RefCell::new(None);
    whenever(move || {
        let query = choices.read().to_query();
        let before = before.replace(Some(query.clone()));
        // The first run sees what the address said; nothing is to be written yet.
        if before.is_some_and(|before| before != query) {
            let place = window().location();
            let hash = place.hash().unwrap_or_default();
            let (page, _) = in_hash(&hash);
            let address = match (page, query.is_empty()) {
                // Without answers the address has no `#`; what asked for this page stays.
                ("", true) => {
                    [place.pathname(), place.search()].map(Result::unwrap_or_default).concat()
                }
                ("", false) => format!("#{query}&rules={}", rules::VERSION),
                (page, true) => page.to_owned(),
                (page, false) => format!("{page}?{query}&rules={}", rules::VERSION),
            };
            if let Ok(history) = window().history() {
                let state = wasm_bindgen::JsValue::NULL;
                let _ = history.replace_state_with_url(&state, "", Some(&address));
            }
        }
    });
    if cfg!(feature = "hydrate") {
        let listener = gloo_events::EventListener::new(&window(), "hashchange", move |_| {
            let hash = window().location().hash().unwrap_or_default();
            let (_, answers) = in_hash(&hash);
            if answers.contains('=') {
                let (read, rest) = Choices::from_query(answers);
                choices.set(read);
                unread.set(rest);
            }
        });
        listener.forget();
    }
}
