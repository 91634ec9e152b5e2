//! What wizard and diagnosis share: the tree they show, and its recurring parts.

mod code;
mod prose;
mod tree;
#[cfg(all(test, feature = "hydrate", target_arch = "wasm32"))]
mod tree_in_browser;

pub(crate) use code::{Hook, after, code, commands};
pub(crate) use prose::{prose, source};
#[cfg(feature = "hydrate")]
pub(crate) use tree::lay;
pub(crate) use tree::{Element, Node, el, html, icon, of};

/// Keeps what an element shows in step with what `draw` says. The first drawing is already in the page.
pub(crate) fn keep_shown(
    place: leptos::prelude::NodeRef<leptos::html::Div>,
    draw: impl Fn() -> Vec<Node> + 'static,
) {
    #[cfg(feature = "hydrate")]
    leptos::prelude::Effect::new(move || {
        use leptos::prelude::Get as _;
        if let Some(place) = place.get() {
            lay(&draw(), &place);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (place, draw);
}
