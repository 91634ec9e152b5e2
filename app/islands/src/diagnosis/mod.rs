//! The diagnosis.
use leptos::prelude::*;
/// Asks, and shows the plan that follows.
#[island]
pub fn Diagnosis() -> impl IntoView {
    let count = RwSignal::new(0);
    let words = crate::words::words();
    view! { <p>{words.text("diagnose.title")}</p><button on:click=move |_| count.update(|n| *n += 1)>{count}</button> }
}
