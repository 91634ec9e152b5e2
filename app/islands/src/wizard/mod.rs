//! The wizard.
use leptos::prelude::*;
/// Asks, and shows the plan that follows.
#[island]
pub fn Wizard() -> impl IntoView {
    let count = RwSignal::new(0);
    let words = crate::words::words();
    view! { <p>{words.text("wizard.title")}</p><button on:click=move |_| count.update(|n| *n += 1)>{count}</button> }
}
