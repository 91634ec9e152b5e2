//! The wizard: asks what the planner wants to know and shows the plan that follows.

mod answers;
mod form;
mod outcome;

use gpudock_core::plan::{self, Choices};
use leptos::{html::Div, prelude::*};

use crate::{
    show::{keep_shown, prerendered},
    words::words,
};

/// Asks, and shows the plan that follows. A plain form until the browser code is there.
#[island]
pub fn Wizard() -> impl IntoView {
    let words = words();
    // Before anything is laid over it: what was typed while the browser code was on its way.
    let (typed, unread) = answers::given();
    let choices = RwSignal::new(typed);
    let unread = RwSignal::new(unread);
    answers::keep_in_address(choices, unread);
    let place = NodeRef::<Div>::new();
    let before = Choices::default();
    let first = prerendered(|| outcome::page(&before, &plan::plan(&before), &[], &words));
    keep_shown(place, move || {
        let choices = choices.read();
        outcome::page(&choices, &plan::plan(&choices), &unread.read(), &words)
    });
    if cfg!(feature = "hydrate") {
        form::listen(choices);
    }
    view! { <div class="wizard-island" node_ref=place inner_html=first></div> }
}
