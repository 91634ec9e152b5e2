//! Answers given before the page woke, and answers in its address.

use gpudock_core::plan::{BadAnswer, Choices};
use leptos::prelude::*;

/// A permalink wins over what the browser left in the form.
#[cfg(feature = "hydrate")]
pub(crate) fn given() -> (Choices, Vec<BadAnswer>) {
    let place = window().location();
    for part in [place.hash(), place.search()] {
        let part = part.unwrap_or_default();
        if part.contains('=') {
            return Choices::from_query(&part);
        }
    }
    (typed(), Vec::new())
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

/// Writes the answers behind `#`, and reads them again when somebody else changes that.
pub(crate) fn keep_in_address(choices: RwSignal<Choices>, unread: RwSignal<Vec<BadAnswer>>) {
    use gpudock_core::compat::rules;

    Effect::new(move |before: Option<String>| {
        let query = choices.read().to_query();
        // The first run sees what the address said; nothing is to be written yet.
        if before.is_some_and(|before| before != query) {
            let place = window().location();
            let address = if query.is_empty() {
                place.pathname().unwrap_or_default()
            } else {
                format!("#{query}&rules={}", rules::VERSION)
            };
            if let Ok(history) = window().history() {
                let state = wasm_bindgen::JsValue::NULL;
                let _ = history.replace_state_with_url(&state, "", Some(&address));
            }
        }
        query
    });
    Effect::new(move || {
        let listener = gloo_events::EventListener::new(&window(), "hashchange", move |_| {
            let hash = window().location().hash().unwrap_or_default();
            if hash.contains('=') {
                let (read, rest) = Choices::from_query(&hash);
                choices.set(read);
                unread.set(rest);
            }
        });
        listener.forget();
    });
}
