//! The wizard's page.

use gpudock_islands::Wizard;
use gpudock_words::{Catalogue, Lang};
use leptos::prelude::*;

use crate::{
    address::Address,
    layout::{Block, Page, Scope},
    render::render,
};

/// Sentences that the wizard can say.
const SAYS: &[&str] =
    &["ask.", "step.", "conflict.", "emit.", "wizard.", "show.", "language.", "rules.change."];

pub(crate) fn page(lang: Lang, words: &Catalogue) -> Page {
    let html = render(|| {
        provide_context(words.clone());
        view! {
            <main id="main" class="wizard">
                <header class="hero">
                    <h1>{words.text("wizard.title")}</h1>
                    <p class="lead">
                        {words.text("wizard.lead")}" "
                        <a href="diagnose.html">{words.text("wizard.paste_instead")}</a>
                    </p>
                    <noscript><p class="empty">{words.text("wizard.no_script")}" "
                        <a href="guides/index.html">{words.text("site.nav.guides")}</a></p></noscript>
                </header>
                <Wizard />
            </main>
        }
    });
    Page {
        address: Address::new("setup.html"),
        lang,
        title: words.text("wizard.title"),
        description: words.text("wizard.lead"),
        scope: Scope::Wizard,
        html,
        data: vec![Block::words(words, SAYS)],
    }
}
