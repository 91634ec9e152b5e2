//! Where a page stands: the way down to it.

use gpudock_words::Catalogue;
use leptos::prelude::*;

/// The way from the top to the page, the page itself left out: its heading follows. Each step is a link and
/// its words.
pub(super) fn crumbs(steps: &[(&str, String)], words: &Catalogue) -> impl IntoView + use<> {
    let steps = steps.iter().map(|(href, said)| {
        view! { <li><a href=(*href).to_owned()>{said.clone()}</a></li> }
    });
    view! {
        <nav class="crumbs" aria-label=words.text("site.crumbs")>
            <ol class="crumbs-way">{steps.collect::<Vec<_>>()}</ol>
        </nav>
    }
}
