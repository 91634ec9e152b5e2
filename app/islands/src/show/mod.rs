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
pub(crate) use tree::{Element, Node, el, icon, of};

/// Runs now, and again whenever a signal that it read changes. In the browser only.
pub(crate) fn whenever(run: impl Fn() + 'static) {
    // One kind of effect for all of them: each kind brings the reactive graph's code anew.
    #[cfg(feature = "hydrate")]
    {
        let run: Box<dyn Fn()> = Box::new(run);
        leptos::prelude::Effect::new(run);
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = run;
}

/// The first drawing, for the page that is being written; the browser finds it there.
pub(crate) fn prerendered(draw: impl FnOnce() -> Vec<Node>) -> String {
    if cfg!(feature = "hydrate") { String::new() } else { tree::html(&draw()) }
}

/// Keeps what an element shows in step with what `draw` says. The first drawing is already in the page.
pub(crate) fn keep_shown(
    place: leptos::prelude::NodeRef<leptos::html::Div>,
    draw: impl Fn() -> Vec<Node> + 'static,
) {
    #[cfg(feature = "hydrate")]
    whenever(move || {
        use leptos::prelude::Get as _;
        if let Some(place) = place.get() {
            lay(&draw(), &place);
        }
    });
    #[cfg(not(feature = "hydrate"))]
    let _ = (place, draw);
}
