//! What a copy of the site is, how old its rules are, and how to check it.

use gpudock_core::compat::rules;
use gpudock_words::{Catalogue, Lang};
use leptos::prelude::*;

use super::prose::prose;
use crate::{
    address::Address,
    layout::{Page, Scope},
    render::render,
};

pub(crate) fn page(lang: Lang, words: &Catalogue) -> Page {
    let text = |part: &str| words.text(&format!("site.about.{part}"));
    let languages = Lang::all().map(Lang::name).collect::<Vec<_>>().join(" · ");
    let html = render(|| {
        let facts = [
            ("version", rules::VERSION),
            ("verified", rules::VERIFIED.0),
            ("languages", &languages),
        ];
        let rows = facts.map(|(name, value)| {
            view! { <tr><th scope="row">{text(name)}</th><td>{value.to_owned()}</td></tr> }
        });
        view! {
            <div class="page page-wide"><main id="main">
                <article class="prose">
                    <h1>{text("title")}</h1>
                    <p class="lead">{text("lead")}</p>
                    <h2 id="what">{text("what")}</h2>
                    <p>{text("what_text")}</p>
                    <h2 id="rules">{text("rules")}</h2>
                    <p>{text("rules_text")}</p>
                    <table><tbody>{rows.into_iter().collect::<Vec<_>>()}</tbody></table>
                    <h2 id="whole">{text("whole")}</h2>
                    <p>{prose(&text("whole_folder"))}</p>
                    <pre tabindex="0"><code>"sha256sum --check --ignore-missing SHA256SUMS"</code></pre>
                    {single(words)}
                    <h2 id="licence">{text("licence")}</h2>
                    <p>{text("licence_text")}</p>
                </article>
            </main></div>
        }
    });
    Page {
        address: Address::new("about.html"),
        lang,
        title: text("title"),
        description: text("lead"),
        scope: Scope::Front,
        html,
        data: Vec::new(),
    }
}

/// What only the single file can say of itself: it fills in the checksum and shows this part.
fn single(words: &Catalogue) -> impl IntoView + use<> {
    let text = |part: &str| words.text(&format!("site.about.{part}"));
    view! {
        <div data-only="single" hidden>
            <p>{text("whole_single")}</p>
            <p><code class="checksum" data-checksum></code></p>
            <p>{text("whole_how")}</p>
            <pre tabindex="0"><code>
                "sed \"s/"<span data-checksum></span>"/$(printf %064d 0)/\" gpudock.html | sha256sum"
            </code></pre>
        </div>
    }
}
