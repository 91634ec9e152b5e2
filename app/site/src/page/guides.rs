//! The manual: its list and its pages.

use gpudock_core::fact::{Message, Say as _};
use gpudock_guide::{Heading, Neighbour, Page as Guide, Translation};
use gpudock_words::{Catalogue, Lang};
use leptos::prelude::*;

use super::crumbs::crumbs;
use crate::{
    address::Address,
    layout::{Page, Scope},
    render::render,
};

/// The list of all guides.
pub(crate) fn index(lang: Lang, words: &Catalogue, guides: &[&Guide]) -> Page {
    let text = |key: &str| words.text(key);
    let html = render(|| {
        let sections = sections(guides).into_iter().map(|(section, guides)| {
            let entries = guides.iter().map(|guide| {
                let minutes =
                    Message::new("site.guides.minutes").with("minutes", guide.reading_minutes);
                view! {
                    <li>
                        <a href=format!("{}.html", guide.slug)>{titled(&guide.title)}</a>
                        <p>{titled(&guide.description)}</p>
                        <small>{words.say(&minutes)}</small>
                    </li>
                }
            });
            shelf(section, &text(&format!("guide.section.{section}")), entries.collect())
        });
        let trouble = vec![view! {
            <li>
                <a href="../troubleshooting/index.html">{text("trouble.title")}</a>
                <p>{text("trouble.lead")}</p>
            </li>
        }];
        view! {
            <main id="main" class="listing">
                <header class="hero">
                    <h1>{text("site.guides.title")}</h1>
                    <p class="lead">{text("site.guides.lead")}</p>
                </header>
                {sections.collect::<Vec<_>>()}
                {shelf("troubleshooting", &text("trouble.title"), trouble)}
            </main>
        }
    });
    Page {
        address: Address::new("guides/index.html"),
        lang,
        title: text("site.guides.title"),
        description: text("site.guides.lead"),
        scope: Scope::Front,
        html,
        data: Vec::new(),
    }
}

/// A section of a list of pages: its name, and beside it what stands in it.
pub(super) fn shelf<V: IntoView + 'static>(
    id: &str,
    name: &str,
    entries: Vec<V>,
) -> impl IntoView + use<V> {
    view! {
        <section class="shelf" aria-labelledby=id.to_owned()>
            <h2 id=id.to_owned()>{name.to_owned()}</h2>
            <ol class="entries">{entries}</ol>
        </section>
    }
}

/// A sentence with its options marked as code: a line must not end within `--gpus`.
fn titled(sentence: &str) -> Vec<AnyView> {
    let mut parts = Vec::new();
    let mut rest = sentence;
    while let Some(at) = rest.find("--") {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| c != '-' && !c.is_ascii_alphanumeric());
        let (option, behind) = from.split_at(end.unwrap_or(from.len()));
        parts.push(before.to_owned().into_any());
        parts.push(view! { <code>{option.to_owned()}</code> }.into_any());
        rest = behind;
    }
    parts.push(rest.to_owned().into_any());
    parts
}

/// Guides by section, in the order of the manual.
fn sections<'a>(guides: &[&'a Guide]) -> Vec<(&'a str, Vec<&'a Guide>)> {
    let mut sections: Vec<(&str, Vec<&Guide>)> = Vec::new();
    for guide in guides {
        match sections.iter_mut().find(|(name, _)| *name == guide.section) {
            Some((_, members)) => members.push(guide),
            None => sections.push((&guide.section, vec![guide])),
        }
    }
    sections
}

/// The list beside every guide, rendered once a language; the page marks itself in it.
pub(crate) fn sidebar(words: &Catalogue, guides: &[&Guide]) -> String {
    render(|| {
        let sections = sections(guides).into_iter().map(|(section, guides)| {
            let entries = guides.iter().map(|guide| {
                view! { <li><a href=format!("{}.html", guide.slug)>{guide.title.clone()}</a></li> }
            });
            view! {
                <p class="fold-title">{words.text(&format!("guide.section.{section}"))}</p>
                <ul>{entries.collect::<Vec<_>>()}</ul>
            }
        });
        view! {
            <nav class="sidebar" aria-label=words.text("site.nav.guides")>
                <details class="fold">
                    <summary>{words.text("site.guides.all")}</summary>
                    {sections.collect::<Vec<_>>()}
                </details>
            </nav>
        }
    })
}

/// Where a guide stands.
pub(crate) fn address(slug: &str) -> Address {
    Address::new(format!("guides/{slug}.html"))
}

/// Where the text of a guide begins and ends in its page.
const OPENED: &str = "<div class=\"page\">";
const CLOSED: &str = "</main></div>";

/// A whole file with another text in it; nothing where there is no text.
pub(crate) fn replaced(file: &str, html: &str) -> Option<String> {
    let start = file.find(OPENED)?;
    let end = file.rfind(CLOSED)? + CLOSED.len();
    Some(format!("{}{html}{}", file.get(..start)?, &file[end..]))
}

/// Where the sources of the guides can be edited: what stands before `linux/fr.md`. A build is told by whoever
/// publishes it; without it there is no link.
const EDIT: &str = "GPUDOCK_EDIT_URL";

fn edit(guide: &Guide) -> Option<String> {
    let at = std::env::var(EDIT).ok().filter(|at| at.starts_with("https://"))?;
    Some(format!("{}/{}", at.trim_end_matches('/'), guide.source))
}

/// One guide.
pub(crate) fn page(guide: &Guide, words: &Catalogue, sidebar: &str) -> Page {
    let own = format!(r#"href="{}.html""#, guide.slug);
    let sidebar = sidebar.replacen(&own, &format!(r#"{own} aria-current="page""#), 1);
    let toc = render(|| contents(&guide.toc, words));
    let (top, pager) = (render(|| top(guide, words)), render(|| pager(guide, words)));
    Page {
        address: address(&guide.slug),
        lang: guide.lang,
        title: guide.title.clone(),
        description: guide.description.clone(),
        scope: if guide.html.contains("class=\"diagram") { Scope::Drawn } else { Scope::Reading },
        html: format!(
            r#"{OPENED}{sidebar}{toc}<main id="main"><article class="prose">{top}{}</article>{pager}{CLOSED}"#,
            guide.html
        ),
        data: Vec::new(),
    }
}

/// What stands above the text of a guide.
fn top(guide: &Guide, words: &Catalogue) -> impl IntoView + use<> {
    let text = |key: &str| words.text(key);
    let stale = matches!(guide.translation, Translation::Stale { .. }).then(|| {
        let english = address(&guide.slug).translation(guide.lang, Lang::default());
        view! {
            <aside class="alert" data-kind="warning">
                <p class="alert-title">{text("site.guides.stale.title")}</p>
                <p>{text("site.guides.stale.text")}" "
                    <a href=english hreflang="en" lang="en">{Lang::default().name()}</a></p>
            </aside>
        }
    });
    let minutes = Message::new("site.guides.minutes").with("minutes", guide.reading_minutes);
    let section = format!("index.html#{}", guide.section);
    let way = [
        ("index.html", text("site.nav.guides")),
        (section.as_str(), text(&format!("guide.section.{}", guide.section))),
    ];
    let (day, shown) = (guide.updated.clone(), guide.updated.clone());
    view! {
        {crumbs(&way, words)}
        <h1>{titled(&guide.title)}</h1>
        <p class="lead">{guide.description.clone()}</p>
        <p class="meta">
            <span>{text("site.guides.updated")}" "<time datetime=day>{shown}</time></span>
            <span>{words.say(&minutes)}</span>
            {edit(guide).map(|at| view! { <a href=at rel="edit">{text("site.guides.edit")}</a> })}
        </p>
        {stale}
    }
}

/// To the guides before and after.
fn pager(guide: &Guide, words: &Catalogue) -> impl IntoView + use<> {
    let neighbour = |to: &Option<Neighbour>, rel: &'static str, key: &str| {
        let word = words.text(key);
        to.clone().map(|to| {
            view! { <a rel=rel href=format!("{}.html", to.slug)><small>{word}</small>{to.title}</a> }
        })
    };
    view! {
        <nav class="pager" aria-label=words.text("site.guides.more")>
            {neighbour(&guide.previous, "prev", "site.guides.previous")}
            {neighbour(&guide.next, "next", "site.guides.next")}
        </nav>
    }
}

/// Headings of level 2 with those of level 3 below them.
fn contents(toc: &[Heading], words: &Catalogue) -> impl IntoView + use<> {
    let mut chapters: Vec<(&Heading, Vec<&Heading>)> = Vec::new();
    for heading in toc {
        match chapters.last_mut() {
            Some((_, below)) if heading.level > 2 => below.push(heading),
            _ => chapters.push((heading, Vec::new())),
        }
    }
    let link = |heading: &Heading| {
        view! { <a href=format!("#{}", heading.id)>{heading.text.clone()}</a> }
    };
    let entries = chapters
        .into_iter()
        .map(|(heading, below)| {
            let below = (!below.is_empty()).then(|| {
                let entries = below.into_iter().map(|heading| view! { <li>{link(heading)}</li> });
                view! { <ol>{entries.collect::<Vec<_>>()}</ol> }
            });
            view! { <li>{link(heading)}{below}</li> }
        })
        .collect::<Vec<_>>();
    let title = words.text("site.guides.on_this_page");
    (!entries.is_empty()).then(|| {
        view! {
            <nav class="toc" aria-label=title.clone()>
                <details class="fold">
                    <summary>{title.clone()}</summary>
                    <p class="fold-title">{title.clone()}</p>
                    <ol>{entries}</ol>
                </details>
            </nav>
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_text_leaves_what_is_around_it() {
        let file =
            |text: &str| format!("<head></head>{OPENED}<main>{text}{CLOSED}<footer></footer>");
        let html = format!("{OPENED}<main>new{CLOSED}");
        assert_eq!(replaced(&file("old"), &html), Some(file("new")));
        assert_eq!(replaced("<p>", &html), None);
    }
}
