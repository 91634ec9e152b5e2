//! Hosts serve one file for whatever they do not find, so this one speaks every language.

use gpudock_words::{Catalogue, Lang};
use leptos::prelude::*;

use super::home::door;
use crate::{
    address::Address,
    layout::{Page, Scope},
    render::render,
};

pub(crate) fn page(lang: Lang, words: &Catalogue) -> Page {
    let others = Lang::all().filter(|other| *other != lang).map(|other| {
        let words = Catalogue::of(other);
        let home = Address::new("index.html").translation(lang, other);
        view! {
            <p class="lead" lang=other.tag()>
                {words.text("site.lost.title")}" · "
                <a href=home hreflang=other.tag()>{words.text("site.lost.home")}</a>
            </p>
        }
    });
    let html = render(|| {
        view! {
            <main id="main" class="lost">
                <p class="lost-code">"404"</p>
                <h1>{words.text("site.lost.title")}</h1>
                <p class="lead">{words.text("site.lost.lead")}</p>
                <div class="doors">{door("setup", words)} {door("diagnose", words)}</div>
                {others.collect::<Vec<_>>()}
            </main>
        }
    });
    Page {
        address: Address::new("404.html"),
        lang,
        title: words.text("site.lost.title"),
        description: words.text("site.lost.lead"),
        scope: Scope::Front,
        html,
        data: Vec::new(),
    }
}
