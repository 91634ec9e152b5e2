//! Data the page carries for its islands.

/// Text of `<script type="application/json" id="…">`; empty where the page has none.
pub(crate) fn block(id: &str) -> String {
    leptos::prelude::document()
        .get_element_by_id(id)
        .and_then(|element| element.text_content())
        .unwrap_or_default()
}
