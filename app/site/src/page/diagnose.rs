//! The diagnosis' page.

use gpudock_core::fact::{Message, Say as _};
use gpudock_islands::Diagnosis;
use gpudock_words::{Catalogue, Lang};
use leptos::prelude::*;

use crate::{
    address::Address,
    layout::{Block, Page, Scope},
    render::render,
};

/// Sentences that the diagnosis can say.
const SAYS: &[&str] =
    &["finding.", "diagnose.", "show.", "picture.stack.", "picture.chart.", "fact."];

/// Output of a real machine, working and broken: what the sample buttons paste.
fn samples() -> serde_json::Value {
    serde_json::json!({
        "healthy": include_str!("../../samples/healthy.txt"),
        "no-toolkit": include_str!("../../samples/no-toolkit.txt"),
        "mismatch": include_str!("../../samples/mismatch.txt"),
        "no-spec": include_str!("../../samples/no-spec.txt"),
        "no-daemon": include_str!("../../samples/no-daemon.txt"),
        "old-image": include_str!("../../samples/old-image.txt"),
    })
}

/// What is said while files are read, and afterwards. The script that reads them fills it in.
fn intake(words: &Catalogue) -> impl IntoView + use<> {
    let about = |part: &str| {
        let key = format!("diagnose.file.{part}");
        words.say(&Message::new(key).with("file", "{file}"))
    };
    view! {
        <div class="intake" data-reading=about("reading") data-picture=about("picture") data-binary=about("binary")
            data-unreadable=about("unreadable") data-damaged=about("damaged")>
            <p role="status"></p>
            <progress class="progress" max="1" hidden="" aria-label=words.text("diagnose.reading")></progress>
            <button class="button" data-quiet="" type="button" data-action="cancel" hidden="">
                {words.text("diagnose.file.cancel")}
            </button>
        </div>
    }
}

pub(crate) fn page(lang: Lang, words: &Catalogue) -> Page {
    let html = render(|| {
        provide_context(words.clone());
        view! {
            <main id="main" class="diagnosis">
                <header class="hero">
                    <h1>{words.text("diagnose.title")}</h1>
                    <p class="lead">{words.text("diagnose.lead")}</p>
                    <noscript><p class="empty">{words.text("diagnose.no_script")}" "
                        <a href="guides/index.html">{words.text("site.nav.guides")}</a></p></noscript>
                </header>
                <Diagnosis />
                {intake(words)}
            </main>
        }
    });
    Page {
        address: Address::new("diagnose.html"),
        lang,
        title: words.text("diagnose.title"),
        description: words.text("diagnose.lead"),
        scope: Scope::Diagnosis,
        html,
        data: vec![Block::words(words, SAYS), Block::json("samples", &samples())],
    }
}
