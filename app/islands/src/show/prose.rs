use gpudock_core::fact::{Date, Source};
use gpudock_words::{Catalogue, Part, parts};
use leptos::prelude::*;

/// A sentence; what stands between backticks is code. Text, never HTML.
pub(crate) fn prose(sentence: &str) -> AnyView {
    parts(sentence)
        .map(|part| match part {
            Part::Text(text) => text.to_owned().into_any(),
            Part::Code(text) => view! { <code>{text.to_owned()}</code> }.into_any(),
        })
        .collect::<Vec<_>>()
        .into_any()
}

/// A day, readable for people and machines.
pub(crate) fn time(date: Date) -> AnyView {
    view! { <time datetime=date.0>{date.0}</time> }.into_any()
}

/// Where a statement comes from, and when it was last checked.
pub(crate) fn source(source: &'static Source, verified: Date, words: &Catalogue) -> AnyView {
    let title = match source.url {
        Some(url) => view! { <a href=url rel="noreferrer">{source.title}</a> }.into_any(),
        None => source.title.into_any(),
    };
    view! {
        <p class="source">
            <i class="icon icon-source" aria-hidden="true"></i>
            <span>{title} " · " {words.text("show.verified")} " " {time(verified)}</span>
        </p>
    }
    .into_any()
}
