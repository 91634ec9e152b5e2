//! Data the page carries for its islands.

/// Text of a data block, `<script id="…">` of a type that is no script; empty where the page has none.
pub(crate) fn block(id: &str) -> String {
    leptos::prelude::document()
        .get_element_by_id(id)
        .and_then(|element| element.text_content())
        .unwrap_or_default()
}
