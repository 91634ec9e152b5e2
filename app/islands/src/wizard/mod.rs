//! The wizard: asks what the planner wants to know and shows the plan that follows.

mod answers;
mod form;
mod outcome;

use gpudock_core::plan::{self, Choices};
use leptos::{ev, html::Div, prelude::*};

use crate::{
    show::{html, keep_shown},
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
    let prerendered =
        html(&outcome::page(&Choices::default(), &plan::plan(&Choices::default()), &[], &words));
    keep_shown(place, move || {
        let choices = choices.read();
        outcome::page(&choices, &plan::plan(&choices), &unread.read(), &words)
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let _ = document().get_element_by_id("plan").map(|plan| plan.scroll_into_view());
    };
    let reset = move |_: ev::Event| choices.set(Choices::default());
    view! {
        <div class="wizard-island" node_ref=place inner_html=prerendered
            on:input=move |event| form::answer(&event, choices) on:submit=submit on:reset=reset></div>
    }
}
