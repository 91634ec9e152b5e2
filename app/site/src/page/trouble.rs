//! Troubleshooting: a page for each thing the diagnosis can find, and their list by layer.
//!
//! Everything on them comes from where the diagnosis takes it: the table of failures, the rules, the catalogue,
//! and the planner's commands, here for a few typical machines.

use gpudock_core::{
    advise::{Advice, advise_on},
    diagnose::{Known, Severity, symptom::table::Layer},
    fact::{Message, Say as _},
    plan::{Choices, Command},
};
use gpudock_words::{Catalogue, Lang};
use leptos::prelude::*;

use super::{
    commands::commands,
    crumbs::crumbs,
    guides::shelf,
    prose::{plain, prose},
    table::titled,
};
use crate::{
    address::Address,
    layout::{Page, Scope, icon},
    render::render,
};

/// A machine that commands are shown for.
struct Machine {
    /// Tabs of this name are opened together.
    tab: &'static str,
    answers: &'static [(&'static str, &'static str)],
    /// Whether a finding can be made there.
    meets: fn(&Known) -> bool,
}

/// One machine for each way in which commands differ: Debian's packages, Red Hat's, Podman, Windows.
const MACHINES: &[Machine] = &[
    Machine {
        tab: "apt",
        answers: &[("os", "ubuntu"), ("release", "24.04"), ("engine", "docker")],
        meets: |known| known.layer != Layer::Windows && !is_podman(known),
    },
    Machine {
        tab: "dnf",
        answers: &[("os", "rocky"), ("release", "9"), ("engine", "docker")],
        meets: |known| {
            known.layer != Layer::Windows && !is_podman(known) && !known.id.starts_with("apt-")
        },
    },
    Machine { tab: "podman", answers: &[("os", "fedora"), ("engine", "podman")], meets: is_podman },
    Machine {
        tab: "windows",
        answers: &[("os", "windows"), ("release", "11"), ("engine", "docker-desktop")],
        meets: |known| {
            let linux_only = [Layer::Hardware, Layer::KernelModule, Layer::Package];
            !linux_only.contains(&known.layer) && !is_podman(known)
        },
    },
];

fn is_podman(known: &Known) -> bool {
    known.id.starts_with("podman-")
}

impl Machine {
    fn choices(&self) -> Choices {
        self.answers
            .iter()
            .fold(Choices::default(), |choices, (name, value)| choices.with(name, value))
    }

    /// `Ubuntu 24.04, Docker Engine`, in the words of the wizard.
    fn name(&self, words: &Catalogue) -> String {
        let said = |name: &str| {
            let value = self.answers.iter().find(|(own, _)| *own == name).map(|(_, value)| *value);
            value.map(|value| words.get(&format!("ask.{name}.{value}")).unwrap_or(value).to_owned())
        };
        let system = [said("os"), said("release")].into_iter().flatten().collect::<Vec<_>>();
        let engine = said("engine").unwrap_or_default();
        format!("{} · {engine}", system.join(" "))
    }
}

/// The address of a finding's page.
pub(crate) fn address(id: &str) -> Address {
    Address::new(format!("troubleshooting/{id}.html"))
}

/// A sentence of a finding about no machine in particular: the kinds of its values stand for them.
pub(crate) fn said(id: &str, part: &str, words: &Catalogue) -> String {
    let sentence = words.text(&format!("finding.{id}.{part}"));
    let mut out = String::with_capacity(sentence.len());
    let mut rest = sentence.as_str();
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let gap =
            behind.split_once('}').and_then(|(name, after)| Some((kind(name, words)?, after)));
        if let Some((kind, after)) = gap {
            out.push_str(&kind);
            rest = after;
        } else {
            out.push('{');
            rest = behind;
        }
    }
    out.push_str(rest);
    out
}

/// What kind of value a gap holds: `‹version›`.
fn kind(gap: &str, words: &Catalogue) -> Option<String> {
    words.get(&format!("trouble.gap.{gap}")).map(|word| format!("‹{word}›"))
}

/// An error text as people meet it, with what varies left open.
pub(crate) fn printed(text: &str, words: &Catalogue) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['#', '{']) {
        out.push_str(&rest[..at]);
        let behind = &rest[at + 1..];
        let gap = rest[at..].starts_with('{').then(|| behind.split_once('}')).flatten();
        if let Some((name, after)) = gap {
            out.push_str(kind(name, words).as_deref().unwrap_or("…"));
            rest = after;
        } else {
            out.push('…');
            rest = behind;
        }
    }
    out.push_str(rest);
    out
}

/// The title without the full stop a heading does not have.
pub(crate) fn title(id: &str, words: &Catalogue) -> String {
    said(id, "title", words).trim_end_matches(['.', '。']).to_owned()
}

/// The list of everything that can be found, by layer.
pub(crate) fn index(lang: Lang, words: &Catalogue, all: &[Known]) -> Page {
    let text = |key: &str| words.text(&format!("trouble.{key}"));
    let layers = layers(all);
    let html = render(|| {
        let sections = layers.iter().map(|(layer, members)| {
            let entries = members.iter().map(|known| {
                view! { <li><a href=format!("{}.html", known.id)>{prose(&title(known.id, words))}</a></li> }
            });
            shelf(layer.id(), &layer_name(*layer, words), entries.collect())
        });
        view! {
            <main id="main" class="listing">
                <header class="hero">
                    <h1>{text("title")}</h1>
                    <p class="lead">{text("lead")}</p>
                    {to_diagnosis(words)}
                </header>
                {sections.collect::<Vec<_>>()}
            </main>
        }
    });
    Page {
        address: Address::new("troubleshooting/index.html"),
        lang,
        title: text("title"),
        description: text("lead"),
        // Looked through as a whole, like a table, so it stays one page.
        scope: Scope::Table,
        html,
        data: Vec::new(),
    }
}

/// Findings by layer, in the order in which the layers stand on each other.
pub(super) fn layers(all: &[Known]) -> Vec<(Layer, Vec<&Known>)> {
    let mut layers: Vec<(Layer, Vec<&Known>)> = Vec::new();
    for known in all {
        match layers.last_mut() {
            Some((layer, members)) if *layer == known.layer => members.push(known),
            _ => layers.push((known.layer, vec![known])),
        }
    }
    layers
}

pub(super) fn layer_name(layer: Layer, words: &Catalogue) -> String {
    words.text(&format!("trouble.layer.{}", layer.id()))
}

/// The page of one finding.
pub(crate) fn page(lang: Lang, words: &Catalogue, known: &Known) -> Page {
    let title = title(known.id, words);
    let html = render(|| {
        let text = |key: &str| words.text(&format!("trouble.{key}"));
        let layer = format!("index.html#{}", known.layer.id());
        let way = [("index.html", text("title")), (layer.as_str(), layer_name(known.layer, words))];
        let advice = advice(known, words);
        view! {
            <div class="page page-trouble"><main id="main"><article class="prose">
                {crumbs(&way, words)}
                <h1>{prose(&title)}</h1>
                {known.severity.map(|severity| badge(severity, words))}
                <p class="lead">{prose(&said(known.id, "cause", words))}</p>
                <h2 id="texts">{text("texts")}</h2>
                {texts(known, words)}
                <h2 id="confirm">{text("confirm")}</h2>
                <p>{prose(&said(known.id, "confirm", words))}</p>
                {by_machine(&advice, |advice| &advice.confirm, words)}
                <h2 id="fix">{text("fix")}</h2>
                <p>{prose(&said(known.id, "fix", words))}</p>
                {fix(&advice, words)}
                {consequences(known, words)}
                <p class="source">
                    {icon("source")}
                    <span>
                        {titled(known.source, words)}" · "{words.text("show.verified")}" "
                        <time datetime=known.verified.0>{known.verified.0}</time>
                    </span>
                </p>
            </article>{to_diagnosis(words)}</main></div>
        }
    });
    let title = plain(&title);
    let description =
        Message::new("trouble.description").with("title", plain(&said(known.id, "title", words)));
    Page {
        address: address(known.id),
        lang,
        description: words.say(&description),
        title,
        scope: Scope::Front,
        html,
        data: Vec::new(),
    }
}

fn badge(severity: Severity, words: &Catalogue) -> impl IntoView + use<> {
    let name = match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
        Severity::Ok => "ok",
    };
    let said = words.text(&format!("show.severity.{name}"));
    view! { <p><span class="badge" data-severity=name>{said}</span></p> }
}

fn texts(known: &Known, words: &Catalogue) -> AnyView {
    if known.texts.is_empty() {
        return view! { <p>{words.text("trouble.no_text")}</p> }.into_any();
    }
    let lines: Vec<_> = known.texts.iter().map(|text| printed(text, words)).collect();
    view! { <figure class="code"><pre tabindex="0"><code>{lines.join("\n")}</code></pre></figure> }
        .into_any()
}

/// What to type on each machine; machines with the same commands stand together.
fn advice(known: &Known, words: &Catalogue) -> Vec<(&'static str, String, Advice)> {
    let met = MACHINES.iter().filter(|machine| (machine.meets)(known));
    met.map(|machine| (machine.tab, machine.name(words), advise_on(known.id, &machine.choices())))
        .collect()
}

fn fix(advice: &[(&'static str, String, Advice)], words: &Catalogue) -> AnyView {
    if advice.iter().all(|(_, _, advice)| advice.fix.is_empty()) {
        return ().into_any();
    }
    view! {
        {by_machine(advice, |advice| &advice.fix, words)}
        <p class="meta"><span>{words.text("trouble.typical")}</span>
            <a href="../setup.html">{words.text("trouble.setup")}</a></p>
    }
    .into_any()
}

/// The same part of the advice for every machine: once where it is the same for all, otherwise in tabs.
fn by_machine(
    advice: &[(&'static str, String, Advice)],
    part: fn(&Advice) -> &Vec<Command>,
    words: &Catalogue,
) -> Vec<AnyView> {
    let mut groups: Vec<(&'static str, String, &Vec<Command>)> = Vec::new();
    for (tab, name, advice) in advice {
        let typed = part(advice);
        match groups.iter_mut().find(|(_, _, same)| *same == typed) {
            Some((_, names, _)) => names.extend([" / ", name]),
            None => groups.push((tab, name.clone(), typed)),
        }
    }
    let everywhere = groups.len() == 1 && advice.len() == MACHINES.len() - 1;
    groups.retain(|(_, _, typed)| !typed.is_empty());
    match groups.as_slice() {
        [] => Vec::new(),
        [(_, _, typed)] if everywhere => commands(typed, words),
        _ => vec![tabs(&groups, words)],
    }
}

fn tabs(groups: &[(&'static str, String, &Vec<Command>)], words: &Catalogue) -> AnyView {
    let typed = groups.iter().flat_map(|(_, _, typed)| typed.iter());
    let group = if typed.clone().any(|command| command.changes) { "fix" } else { "confirm" };
    let panels = groups.iter().enumerate().map(|(at, (tab, name, typed))| {
        view! {
            <details name=format!("tabs-{group}") data-tab=*tab open={at == 0}>
                <summary>{name.clone()}</summary>
                <div class="tab">{commands(typed, words)}</div>
            </details>
        }
    });
    view! { <div class="tabs" data-tabs="machine">{panels.collect::<Vec<_>>()}</div> }.into_any()
}

/// Findings that the diagnosis leaves out beside this one.
fn consequences(known: &Known, words: &Catalogue) -> Option<impl IntoView + use<>> {
    let entries = known.explains.iter().map(|id| {
        view! { <li><a href=format!("{id}.html")>{prose(&title(id, words))}</a></li> }
    });
    let entries = entries.collect::<Vec<_>>();
    (!entries.is_empty()).then(|| {
        view! {
            <h2 id="after">{words.text("trouble.after")}</h2>
            <ul>{entries}</ul>
        }
    })
}

fn to_diagnosis(words: &Catalogue) -> impl IntoView + use<> {
    view! {
        <aside class="alert" data-kind="tip">
            <p class="alert-title">{words.text("trouble.paste_title")}</p>
            <p>{words.text("trouble.paste_text")}</p>
            <p><a href="../diagnose.html">{words.text("trouble.paste")}</a></p>
        </aside>
    }
}

#[cfg(test)]
mod tests {
    use gpudock_core::diagnose::known;

    use super::*;

    #[test]
    fn every_page_shows_its_texts_and_no_gap() {
        for lang in Lang::all() {
            let words = Catalogue::of(lang);
            for known in known() {
                let page = page(lang, &words, &known);
                for sentence in [&page.title, &page.description] {
                    assert!(!sentence.contains(['{', '`']), "{}: {sentence}", known.id);
                }
                let open = page.html.split("<pre").next().unwrap_or_default();
                assert!(!open.contains('{'), "{}: {open}", known.id);
                assert!(page.html.contains("class=\"source\""), "{}", known.id);
            }
        }
    }

    #[test]
    fn what_varies_in_an_error_text_is_left_open() {
        let words = Catalogue::of(Lang::default());
        assert_eq!(printed("no {runtime} at # of {}", &words), "no ‹name› at … of …");
        assert_eq!(printed("{ open", &words), "… open");
    }

    #[test]
    fn commands_stand_for_the_machines_that_can_have_it() {
        let words = Catalogue::of(Lang::default());
        let all = known();
        let of = |id: &str| {
            let known = all.iter().find(|known| known.id == id).unwrap();
            page(Lang::default(), &words, known).html
        };
        let docker = of("docker-no-device-driver");
        assert!(docker.contains("apt-get install") && docker.contains("dnf install"));
        assert!(!of("wsl-kernel-too-old").contains("apt-get"));
    }
}
