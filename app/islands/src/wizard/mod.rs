//! The wizard: asks what the planner wants to know and shows the plan that follows.

mod answers;
mod form;
mod outcome;

use gpudock_core::plan::{self, BadAnswer, Choices};
use leptos::prelude::*;

pub(crate) use self::outcome::{after, commands};
use crate::words::words;

/// Asks, and shows the plan that follows. A plain form until the browser code is there.
#[island]
pub fn Wizard() -> impl IntoView {
    let words = words();
    // Before anything is rendered over it: what was typed while the browser code was on its way.
    let (typed, unread) = answers::given();
    let choices = RwSignal::new(Choices::default());
    // The first drawing must match what was prerendered; only then come the answers.
    let unread_answers = RwSignal::new(Vec::new());
    Effect::new(move || {
        choices.set(typed.clone());
        unread_answers.set(unread.clone());
    });
    answers::keep_in_address(choices, unread_answers);
    let plan = Memo::new(move |_| plan::plan(&choices.read()));
    let count = {
        let words = words.clone();
        move || outcome::count(&plan.read(), &words)
    };
    let summary = {
        let words = words.clone();
        move || outcome::summary(&plan.read(), &words)
    };
    view! {
        <div class="wizard-body">
            {form::form(choices, &words)}
            <section class="plan" id="plan" tabindex="-1" aria-labelledby="plan-title">
                <header class="plan-head">
                    <h2 id="plan-title">{words.text("wizard.plan")}</h2>
                    <p class="plan-count" role="status">{count}</p>
                    {
                        let words = words.clone();
                        move || outcome::answers(&choices.read(), &words)
                    }
                    <p class="plan-actions">
                        <button class="chip needs-js" type="button" data-copy-link
                            data-done=words.text("show.copied")>
                            <i class="icon icon-link" aria-hidden="true"></i>
                            <span>{words.text("wizard.copy_link")}</span>
                        </button>
                    </p>
                </header>
                {
                    let words = words.clone();
                    move || left_out(&unread_answers.read(), &words)
                }
                {
                    let words = words.clone();
                    move || outcome::outcome(&plan.read(), &words)
                }
            </section>
        </div>
        <a class="summary needs-js" href="#plan">{summary}
            <span class="summary-go">{words.text("wizard.see_plan")}</span></a>
    }
}

/// What a permalink said that is not understood any more: never dropped in silence.
fn left_out(unread: &[BadAnswer], words: &crate::words::Words) -> Option<AnyView> {
    use gpudock_core::{
        compat::rules,
        fact::{Message, Say as _},
    };
    let rules_then = unread.iter().find(|bad| bad.name == "rules" && bad.value != rules::VERSION);
    let older = rules_then.map(|bad| {
        let message = Message::new("wizard.rules_changed")
            .with("then", &bad.value)
            .with("now", rules::VERSION);
        view! { <p>{words.say(&message)}</p> }
    });
    let lost: Vec<String> = unread
        .iter()
        .filter(|bad| bad.name != "rules")
        .map(|bad| format!("{}={}", bad.name, bad.value))
        .collect();
    let lost = (!lost.is_empty()).then(|| {
        let message = Message::new("wizard.not_understood").with("answers", lost.join(", "));
        view! { <p>{words.say(&message)}</p> }
    });
    (older.is_some() || lost.is_some()).then(|| {
        view! {
            <aside class="alert" data-kind="note">
                <p class="alert-title">{words.text("wizard.old_link")}</p>
                {older} {lost}
            </aside>
        }
        .into_any()
    })
}
