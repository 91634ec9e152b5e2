//! What the site holds, in one list: where the search leads without JavaScript.

use gpudock_core::{compat::export::Table, diagnose::Known};
use gpudock_guide::Page as Guide;
use gpudock_words::{Catalogue, Lang};
use leptos::prelude::*;

use super::{guides::shelf, prose::plain, trouble};
use crate::{
    address::Address,
    layout::{Page, Scope},
    render::render,
};

/// The list: guides with their chapters, tables, findings by layer.
pub(crate) fn page(
    lang: Lang,
    words: &Catalogue,
    guides: &[&Guide],
    tables: &[Table],
    known: &[Known],
) -> Page {
    let text = |key: &str| words.text(key);
    let html = render(|| {
        let manual = guides.iter().map(|guide| {
            let page = format!("guides/{}.html", guide.slug);
            let mut chapters = Vec::new();
            for heading in guide.toc.iter().filter(|heading| heading.level == 2) {
                let between = if chapters.is_empty() { "" } else { "\u{a0}· " };
                chapters.push(view! {
                    {between}<a href=format!("{page}#{}", heading.id)>{heading.text.clone()}</a>
                });
            }
            view! { <li><a href=page>{guide.title.clone()}</a><p>{chapters}</p></li> }
        });
        let tables = tables.iter().map(|table| {
            let title = words.text(&format!("rules.table.{}.title", table.id));
            view! { <li><a href=format!("reference/{}.html", table.id)>{plain(&title)}</a></li> }
        });
        let layers = trouble::layers(known).into_iter().map(|(layer, _)| {
            let name = trouble::layer_name(layer, words);
            view! { <li><a href=format!("troubleshooting/index.html#{}", layer.id())>{name}</a></li> }
        });
        view! {
            <main id="main" class="listing">
                <header class="hero">
                    <h1>{text("search.contents.title")}</h1>
                    <p class="lead">{text("search.contents.lead")}</p>
                </header>
                {shelf("guides", &text("site.nav.guides"), manual.collect())}
                {shelf("reference", &text("site.nav.reference"), tables.collect())}
                {shelf("troubleshooting", &text("trouble.title"), layers.collect())}
            </main>
        }
    });
    Page {
        address: Address::new("contents.html"),
        lang,
        title: text("search.contents.title"),
        description: text("search.contents.lead"),
        scope: Scope::Front,
        html,
        data: Vec::new(),
    }
}
