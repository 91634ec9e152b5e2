//! The first page: two doors.

use gpudock_islands::SAMPLES;
use gpudock_words::{Catalogue, Lang};
use leptos::prelude::*;

use super::{demo::demo, prose::prose};
use crate::{
    address::Address,
    layout::{Page, Scope, icon},
    render::render,
};

pub(crate) fn page(lang: Lang, words: &Catalogue) -> Page {
    let text = |key: &str| words.text(key);
    let html = render(|| {
        let points = ["private", "sourced", "anywhere"].map(|name| {
            view! {
                <li>
                    <strong>{text(&format!("site.home.{name}.title"))}</strong>" "
                    {text(&format!("site.home.{name}.text"))}
                </li>
            }
        });
        view! {
            <main id="main" class="home">
                <header class="hero">
                    <h1>{text("site.home.title")}</h1>
                    <p class="lead">{prose(&text("site.home.lead"))}</p>
                    <div class="dock-place" inner_html=gpudock_islands::picture::dock()></div>
                </header>
                <div class="doors">{door("setup", words)} {door("diagnose", words)}</div>
                {demo(words)}
                {samples(words)}
                <ul class="points">{points.into_iter().collect::<Vec<_>>()}</ul>
            </main>
        }
    });
    Page {
        address: Address::new("index.html"),
        lang,
        title: text("site.home.title"),
        description: text("site.home.lead"),
        scope: Scope::Front,
        html,
        data: Vec::new(),
    }
}

/// The other samples of the diagnosis: each opens there with its verdict.
fn samples(words: &Catalogue) -> impl IntoView + use<> {
    let links = SAMPLES.iter().map(|name| {
        let label = words.text(&format!("diagnose.sample.{name}"));
        view! { <li><a class="chip" href=format!("diagnose.html#sample={name}")>{label}</a></li> }
    });
    view! {
        <section class="samples" aria-labelledby="samples">
            <h2 id="samples">{words.text("diagnose.samples")}</h2>
            <ul>{links.collect::<Vec<_>>()}</ul>
        </section>
    }
}

/// A large link to what people come for.
pub(crate) fn door(name: &str, words: &Catalogue) -> impl IntoView + use<> {
    let text = |part: &str| words.text(&format!("site.door.{name}.{part}"));
    view! {
        <a class="door" href=format!("{name}.html")>
            {icon(name)}
            <span class="door-title">{text("title")}</span>
            <span class="door-text">{prose(&text("text"))}</span>
            <span class="door-go">{text("go")}</span>
        </a>
    }
}
