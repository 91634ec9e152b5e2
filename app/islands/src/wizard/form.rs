//! The questions as native controls, each named as its answer.

use gloo_events::{EventListener, EventListenerOptions};
use gpudock_core::plan::{
    Choices,
    question::{Answer, Question, questions},
};
use gpudock_words::Catalogue;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;

use crate::show::{Element, Node, el, of, prose};

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

pub(crate) fn form(choices: &Choices, words: &Catalogue) -> Node {
    let draw = |folded: bool| {
        questions()
            .iter()
            .filter(move |asked| FOLDED.contains(&asked.name) == folded)
            .map(|asked| question(asked, choices, words))
    };
    let more = of("details", "more")
        .child(of("summary", "question").child(words.text("wizard.more")))
        .all(draw(true));
    let see = of("button", "button").child(words.text("wizard.see_plan"));
    let reset = of("button", "button")
        .with("data-quiet", "")
        .with("type", "reset")
        .child(words.text("wizard.reset"));
    of("form", "questions")
        .with("aria-label", words.text("wizard.questions"))
        .all(draw(false))
        .child(more)
        .child(of("p", "question-actions").child(see).child(" ").child(reset))
        .into()
}

/// Hears what happens to the form.
pub(crate) fn listen(choices: RwSignal<Choices>) {
    for name in ["input", "submit", "reset"] {
        let options = EventListenerOptions::enable_prevent_default();
        let hear = move |event: &web_sys::Event| heard(event, choices);
        EventListener::new_with_options(&document(), name, options, hear).forget();
    }
}

fn heard(event: &web_sys::Event, choices: RwSignal<Choices>) {
    let target = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    let form = target.and_then(|target| target.closest("form.questions").ok().flatten());
    match (form, event.type_().as_str()) {
        (None, _) => {}
        (_, "input") => answer(event, choices),
        (_, "submit") => {
            event.prevent_default();
            let _ = document().get_element_by_id("plan").map(|plan| plan.scroll_into_view());
        }
        _ => choices.set(Choices::default()),
    }
}

/// One control was touched.
fn answer(event: &web_sys::Event, choices: RwSignal<Choices>) {
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

fn question(asked: &Question, choices: &Choices, words: &Catalogue) -> Node {
    let name = asked.name;
    let label = words.text(&format!("ask.{name}.label"));
    let help = of("p", "help").all(prose(&words.text(&format!("ask.{name}.help"))));
    let given = choices.get(name).unwrap_or_default();
    let body = match asked.answer {
        Answer::OneOf(values) | Answer::Version(values) => of("fieldset", "question")
            .child(el("legend").all(prose(&label)))
            .child(help)
            .child(of("div", "options").all(options(asked, values(choices), given, words))),
        Answer::Line(example) => line(asked, &label, help).child(
            control("input", name).with("placeholder", example).with("value", given.to_owned()),
        ),
        Answer::Text => {
            line(asked, &label, help).child(control("textarea", name).with("rows", "4"))
        }
        Answer::Flag => {
            let check = el("input")
                .with("type", "checkbox")
                .with("name", name)
                .with("value", "yes")
                .flag("checked", given == "yes");
            let option = of("label", "option").child(check).child(el("span").all(prose(&label)));
            of("div", "question").child(option).child(help)
        }
    };
    body.flag("hidden", !(asked.applies)(choices)).into()
}

fn line(asked: &Question, label: &str, help: Element) -> Element {
    of("div", "question")
        .child(el("label").with("for", asked.name).all(prose(label)))
        .child(help.with("id", format!("{}-help", asked.name)))
}

fn control(tag: &'static str, name: &'static str) -> Element {
    of(tag, "field")
        .with("id", name)
        .with("name", name)
        .with("autocomplete", "off")
        .with("spellcheck", "false")
        .with("autocapitalize", "off")
        .with("aria-describedby", format!("{name}-help"))
}

/// The values of a closed question, and one that says nothing.
fn options(asked: &Question, values: &[&str], given: &str, words: &Catalogue) -> Vec<Node> {
    let is_version = matches!(asked.answer, Answer::Version(_));
    let mut values: Vec<&str> = values.to_vec();
    // A release newer than the rules, from a permalink, keeps its place.
    if is_version && !given.is_empty() && !values.contains(&given) {
        values.push(given);
    }
    // Where no value says "I do not know", an empty one does.
    if !values.iter().any(|value| matches!(*value, "auto" | "unknown")) {
        values.push("");
    }
    let option = |value: &str| {
        let label = match (value, is_version) {
            ("", _) => words.text("ask.unknown"),
            (value, true) => value.to_owned(),
            (value, false) => words.text(&format!("ask.{}.{value}", asked.name)),
        };
        let radio = el("input")
            .with("type", "radio")
            .with("name", asked.name)
            .with("value", value.to_owned())
            .flag("checked", given == value);
        of("label", "option").child(radio).child(el("span").all(prose(&label))).into()
    };
    values.into_iter().map(option).collect()
}
