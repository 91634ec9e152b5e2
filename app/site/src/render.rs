//! Leptos views to text, with no server around them.

use std::sync::Arc;

use hydration_context::SsrSharedContext;
use leptos::prelude::*;

/// Renders under an owner of its own, in islands mode: only what stands inside an island is marked for
/// the browser.
pub(crate) fn render<V: RenderHtml>(view: impl FnOnce() -> V) -> String {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let html = owner.with(|| view().to_html());
    owner.unset_with_forced_cleanup();
    html
}

/// The same text without the marks between views, which only an island's own code looks for.
pub(crate) fn without_marks(html: &str) -> String {
    html.replace("<!>", "")
}
