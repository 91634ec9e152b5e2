//! The questions as native controls, each named as its answer.

use gpudock_core::plan::{
    Choices,
    question::{Answer, Question, questions},
};
use leptos::{ev, prelude::*};

use crate::{show::prose, words::Words};

/// Questions that most machines need no answer to: they stand folded, below the others.
const FOLDED: &[&str] = &[
    "kernel",
    "modules",
    "secure-boot",
    "engine-version",
    "route",
    "default-runtime",
    "gpus",
    "toolkit-version",
    "leftovers",
    "daemon-json",
    "persistence",
];

pub(crate) fn form(choices: RwSignal<Choices>, words: &Words) -> impl IntoView + use<> {
    let draw = |folded: bool| {
        questions()
            .iter()
            .filter(|asked| FOLDED.contains(&asked.name) == folded)
            .map(|asked| question(asked, choices, words))
            .collect::<Vec<_>>()
    };
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let plan = document().get_element_by_id("plan");
        if let Some(plan) =
            plan.and_then(|plan| wasm_bindgen::JsCast::dyn_into::<web_sys::HtmlElement>(plan).ok())
        {
            let _ = plan.focus();
        }
    };
    let reset = move |event: ev::Event| {
        event.prevent_default();
        choices.set(Choices::default());
    };
    view! {
        <form class="questions" aria-label=words.text("wizard.questions")
            on:input=move |event| answer(&event, choices) on:submit=submit on:reset=reset>
            {draw(false)}
            <details class="more">
                <summary class="question">{words.text("wizard.more")}</summary>
                {draw(true)}
            </details>
            <p class="question-actions">
                <button class="button">{words.text("wizard.see_plan")}</button>" "
                <button class="button" data-quiet type="reset">{words.text("wizard.reset")}</button>
            </p>
        </form>
    }
}

/// One control was touched.
fn answer(event: &ev::Event, choices: RwSignal<Choices>) {
    let Some(control) = event.target() else { return };
    let text = |name: &str| {
        js_sys::Reflect::get(&control, &name.into()).ok().and_then(|value| value.as_string())
    };
    let unchecked = text("type").as_deref() == Some("checkbox") && !event_target_checked(event);
    let value = if unchecked { Some(String::new()) } else { text("value") };
    if let (Some(name), Some(value)) = (text("name"), value) {
        choices.update(|choices| {
            // A value its question does not know cannot come from our own controls.
            let _ = choices.set(&name, &value);
        });
    }
}

fn question(asked: &'static Question, choices: RwSignal<Choices>, words: &Words) -> AnyView {
    let name = asked.name;
    let label = words.text(&format!("ask.{name}.label"));
    let help = words.text(&format!("ask.{name}.help"));
    let hidden = move || !(asked.applies)(&choices.read());
    match asked.answer {
        Answer::OneOf(values) | Answer::Version(values) => {
            let options = options(asked, values, choices, words);
            view! {
                <fieldset class="question" hidden=hidden>
                    <legend>{label}</legend>
                    <p class="help">{prose(&help)}</p>
                    <div class="options">{options}</div>
                </fieldset>
            }
            .into_any()
        }
        Answer::Line(example) => view! {
            <div class="question" hidden=hidden>
                <label for=name>{label}</label>
                <p class="help" id=format!("{name}-help")>{prose(&help)}</p>
                <input class="field" id=name name=name placeholder=example autocomplete="off"
                    spellcheck="false" autocapitalize="off" aria-describedby=format!("{name}-help")
                    prop:value=move || text_of(choices, name) />
            </div>
        }
        .into_any(),
        Answer::Text => view! {
            <div class="question" hidden=hidden>
                <label for=name>{label}</label>
                <p class="help" id=format!("{name}-help")>{prose(&help)}</p>
                <textarea class="field" id=name name=name rows="4" autocomplete="off"
                    spellcheck="false" aria-describedby=format!("{name}-help")
                    prop:value=move || text_of(choices, name)></textarea>
            </div>
        }
        .into_any(),
        Answer::Flag => view! {
            <div class="question" hidden=hidden>
                <label class="option">
                    <input type="checkbox" name=name value="yes"
                        prop:checked=move || choices.read().get(name) == Some("yes") />
                    <span>{label}</span>
                </label>
                <p class="help">{prose(&help)}</p>
            </div>
        }
        .into_any(),
    }
}

fn text_of(choices: RwSignal<Choices>, name: &str) -> String {
    choices.read().get(name).unwrap_or_default().to_owned()
}

/// The values of a closed question, drawn again only when the row of values changes.
fn options(
    asked: &'static Question,
    values: fn(&Choices) -> &'static [&'static str],
    choices: RwSignal<Choices>,
    words: &Words,
) -> impl IntoView + use<> {
    let name = asked.name;
    let is_version = matches!(asked.answer, Answer::Version(_));
    let offered = Memo::new(move |_| {
        let choices = choices.read();
        let mut offered: Vec<String> =
            values(&choices).iter().map(|value| (*value).to_owned()).collect();
        // A release newer than the rules, from a permalink, keeps its place.
        if let Some(value) = choices.get(name)
            && is_version
            && !offered.iter().any(|known| known == value)
        {
            offered.push(value.to_owned());
        }
        // Where no value says "I do not know", an empty one does.
        if !offered.iter().any(|value| value == "auto" || value == "unknown") {
            offered.push(String::new());
        }
        offered
    });
    let words = words.clone();
    move || {
        offered
            .get()
            .into_iter()
            .map(|value| {
                let label = match (value.as_str(), is_version) {
                    ("", _) => words.text("ask.unknown"),
                    (value, true) => value.to_owned(),
                    (value, false) => words.text(&format!("ask.{name}.{value}")),
                };
                let mine = value.clone();
                let checked = move || choices.read().get(name).unwrap_or_default() == mine;
                view! {
                    <label class="option">
                        <input type="radio" name=name value=value prop:checked=checked />
                        <span>{prose(&label)}</span>
                    </label>
                }
            })
            .collect::<Vec<_>>()
    }
}
