//! The knowledge base: its tables and the sources behind them.

use gpudock_core::{
    compat::{
        export::{KnowledgeBase, Table},
        sources,
    },
    fact::{Message, Say as _},
};
use gpudock_words::{Catalogue, Lang};
use leptos::prelude::*;

use super::{
    guides::shelf,
    prose::{plain, prose},
    table::titled,
};
use crate::{
    address::Address,
    layout::{Page, Scope},
    render::render,
};

/// The list of tables, and the sources behind them.
pub(crate) fn index(lang: Lang, words: &Catalogue, tables: &[Table]) -> Page {
    let text = |key: &str| words.text(key);
    let html = render(|| {
        let sources = sources::ALL.iter().map(|source| {
            view! { <li id=source.id>{titled(source, words)}</li> }
        });
        let groups = groups(tables).into_iter().map(|(group, tables)| {
            let entries = tables.into_iter().map(|table| {
                let (title, about) = said(table, words);
                let rows = Message::new("site.reference.rows").with("rows", table.rows.len());
                view! {
                    <li>
                        <a href=format!("{}.html", table.id)>{prose(&title)}</a>
                        <p>{prose(&about)}</p>
                        <small>{words.say(&rows)}</small>
                    </li>
                }
            });
            shelf(
                &format!("tables-{group}"),
                &text(&format!("rules.group.{group}")),
                entries.collect(),
            )
        });
        view! {
            <main id="main" class="listing">
                <header class="hero">
                    <h1>{text("site.reference.title")}</h1>
                    <p class="lead">{text("site.reference.lead")}</p>
                </header>
                {groups.collect::<Vec<_>>()}
                <section class="shelf" aria-labelledby="sources">
                    <h2 id="sources">{text("site.reference.read")}</h2>
                    <ul class="entries">{sources.collect::<Vec<_>>()}</ul>
                </section>
            </main>
        }
    });
    Page {
        address: Address::new("reference/index.html"),
        lang,
        title: text("site.reference.title"),
        description: text("site.reference.lead"),
        scope: Scope::Front,
        html,
        data: Vec::new(),
    }
}

/// Title and introduction of a table.
fn said(table: &Table, words: &Catalogue) -> (String, String) {
    let text = |part: &str| words.text(&format!("rules.table.{}.{part}", table.id));
    (text("title"), text("about"))
}

/// Tables by group, in their order.
fn groups(tables: &[Table]) -> Vec<(&'static str, Vec<&Table>)> {
    let mut groups: Vec<(&'static str, Vec<&Table>)> = Vec::new();
    for table in tables {
        match groups.last_mut() {
            Some((group, members)) if *group == table.group => members.push(table),
            _ => groups.push((table.group, vec![table])),
        }
    }
    groups
}

/// The list beside every table, rendered once a language; the page marks itself in it.
pub(crate) fn sidebar(words: &Catalogue, tables: &[Table]) -> String {
    render(|| {
        let groups = groups(tables).into_iter().map(|(group, tables)| {
            let entries = tables.into_iter().map(|table| {
                let (title, _) = said(table, words);
                view! { <li><a href=format!("{}.html", table.id)>{plain(&title)}</a></li> }
            });
            view! {
                <p class="fold-title">{words.text(&format!("rules.group.{group}"))}</p>
                <ul>{entries.collect::<Vec<_>>()}</ul>
            }
        });
        view! {
            <nav class="sidebar" aria-label=words.text("site.reference.title")>
                <details class="fold">
                    <summary>{words.text("site.reference.all")}</summary>
                    {groups.collect::<Vec<_>>()}
                </details>
            </nav>
        }
    })
}

/// The knowledge base for programs.
///
/// # Errors
/// Never for what the tables hold today: none of their keys is anything but text.
pub(crate) fn rules_json() -> serde_json::Result<String> {
    serde_json::to_string(&KnowledgeBase::current())
}
