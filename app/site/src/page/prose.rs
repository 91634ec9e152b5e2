//! Catalogue entries in a page: backticks mark code.

use gpudock_words::{Part, parts};
use leptos::prelude::*;

/// A sentence with its code marked.
pub(crate) fn prose(sentence: &str) -> Vec<AnyView> {
    let view = |part: Part<'_>| match part {
        Part::Text(text) => text.to_owned().into_any(),
        Part::Code(text) => view! { <code>{text.to_owned()}</code> }.into_any(),
    };
    parts(sentence).map(view).collect()
}

/// The same where no markup can stand: in an attribute or the title of a page.
pub(crate) fn plain(sentence: &str) -> String {
    sentence.replace('`', "")
}
