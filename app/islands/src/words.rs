//! The sentences an island says: its page's language only.

use std::sync::Arc;

use gpudock_words::{Catalogue, Lang};

/// The sentences, shared by every part of an island.
pub(crate) type Words = Arc<Catalogue>;

/// While prerendering, the page gives the whole catalogue of its language.
#[cfg(not(feature = "hydrate"))]
pub(crate) fn words() -> Words {
    leptos::prelude::use_context::<Catalogue>()
        .unwrap_or_else(|| Catalogue::empty(Lang::default()))
        .into()
}

/// In the browser, the page carries what its islands can say, in `<script id="words">`. The WASM holds no
/// sentence.
#[cfg(feature = "hydrate")]
pub(crate) fn words() -> Words {
    let document = leptos::prelude::document();
    let tag =
        document.document_element().and_then(|root| root.get_attribute("lang")).unwrap_or_default();
    let lang = Lang::all().find(|lang| lang.tag() == tag).unwrap_or_default();
    Catalogue::from_lines(lang, &crate::data::block("words")).into()
}
