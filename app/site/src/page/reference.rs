//! The knowledge base, as plain tables.

use gpudock_core::compat::{rules, sources};
use gpudock_words::{Catalogue, Lang};
use leptos::prelude::*;

use crate::{
    address::Address,
    layout::{Page, Scope},
    render::render,
};

/// The list of tables, and the sources behind them.
pub(crate) fn index(lang: Lang, words: &Catalogue) -> Page {
    let text = |key: &str| words.text(key);
    let html = render(|| {
        let sources = sources::ALL.iter().map(|source| {
            let title = match source.url {
                Some(url) => view! { <a href=url>{source.title}</a> }.into_any(),
                None => source.title.into_any(),
            };
            view! { <li id=source.id>{title}</li> }
        });
        view! {
            <div class="page page-wide">
                <main id="main">
                    <article class="prose">
                        <h1>{text("site.reference.title")}</h1>
                        <p class="lead">{text("site.reference.lead")}</p>
                        <h2 id="sources">{text("site.reference.sources")}</h2>
                        <ul>{sources.collect::<Vec<_>>()}</ul>
                    </article>
                </main>
            </div>
        }
    });
    Page {
        address: Address::new("reference/index.html"),
        lang,
        title: text("site.reference.title"),
        description: text("site.reference.lead"),
        scope: Scope::Front,
        html,
        data: Vec::new(),
    }
}

/// The knowledge base for programs.
pub(crate) fn rules_json() -> String {
    let sources: Vec<_> = sources::ALL
        .iter()
        .map(
            |source| serde_json::json!({"id": source.id, "title": source.title, "url": source.url}),
        )
        .collect();
    serde_json::json!({"version": rules::VERSION, "verified": rules::VERIFIED.0, "sources": sources})
        .to_string()
}
