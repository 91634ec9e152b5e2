//! One table of the knowledge base, each row with its anchor, source and date.

use gpudock_core::{
    compat::{
        export::{Column, ExportRow, Table},
        sources,
    },
    fact::{Confidence, Message, Say as _, Source},
};
use gpudock_words::{Catalogue, Lang};
use leptos::prelude::*;

use super::{
    crumbs::crumbs,
    prose::{plain, prose},
};
use crate::{
    address::Address,
    layout::{Page, Scope},
    render::render,
};

/// Columns whose values are typed or written into a file as they stand.
const LITERAL: &[&str] = &["request", "package", "cuda-repository"];

/// The page of a table.
pub(crate) fn page(lang: Lang, words: &Catalogue, table: &Table, sidebar: &str) -> Page {
    let address = Address::new(format!("reference/{}.html", table.id));
    let title = words.text(&format!("rules.table.{}.title", table.id));
    let about = words.text(&format!("rules.table.{}.about", table.id));
    let own = format!(r#"href="{}.html""#, table.id);
    let sidebar = sidebar.replacen(&own, &format!(r#"{own} aria-current="page""#), 1);
    let csv = format!("{}reference/{}.csv", address.to_root(lang), table.id);
    let group = format!("index.html#tables-{}", table.group);
    let way = [
        ("index.html", words.text("site.nav.reference")),
        (group.as_str(), words.text(&format!("rules.group.{}", table.group))),
    ];
    let article = render(|| {
        view! {
            <article class="prose">
                {crumbs(&way, words)}
                <h1>{prose(&title)}</h1>
                <p class="lead">{prose(&about)}</p>
                <p><a class="button" data-quiet="" href=csv download="">
                    {words.text("site.reference.csv")}</a></p>
            </article>
        }
    });
    let (rows, sources) = (render(|| rows(table, words)), render(|| sources(table, words)));
    Page {
        address,
        lang,
        title: plain(&title),
        description: plain(&about),
        scope: Scope::Table,
        html: format!(
            r#"<div class="page page-wide">{sidebar}<main id="main">{article}{rows}{sources}</main></div>"#
        ),
        data: Vec::new(),
    }
}

/// The table itself. The last column says where a row was read and when; a row that follows from others says so.
fn rows(table: &Table, words: &Catalogue) -> impl IntoView + use<> {
    let heading = |name: &str| words.text(&format!("rules.column.{name}"));
    let titles: Vec<String> = table.columns.iter().map(|column| heading(column.name)).collect();
    let labels = Labels {
        columns: titles.iter().map(|title| plain(title)).collect(),
        source: heading("source"),
    };
    let heads = titles.iter().map(|title| view! { <th scope="col">{prose(title)}</th> });
    let body = table.rows.iter().map(|row| line(row, &table.columns, &labels, words));
    let name = plain(&words.text(&format!("rules.table.{}.title", table.id)));
    view! {
        <label class="table-filter needs-js">
            {words.text("site.reference.filter")}
            <input type="search" autocomplete="off" spellcheck="false" />
            <output></output>
        </label>
        <div class="table" data-stack="" tabindex="0" role="region" aria-label=name>
            <table>
                <thead><tr>
                    {heads.collect::<Vec<_>>()}
                    <th scope="col">{labels.source.clone()}</th>
                </tr></thead>
                <tbody>{body.collect::<Vec<_>>()}</tbody>
            </table>
        </div>
    }
}

/// What each cell is called where a row is shown as a card.
struct Labels {
    columns: Vec<String>,
    source: String,
}

fn line(
    row: &ExportRow,
    columns: &[Column],
    labels: &Labels,
    words: &Catalogue,
) -> impl IntoView + use<> {
    let mut cells = columns.iter().zip(&row.values).zip(&labels.columns);
    let first = cells.next().map(|((column, value), _)| {
        let here = format!("#{}", row.id);
        view! { <th scope="row"><a href=here>{shown(*column, value, words)}</a></th> }
    });
    let others = cells.map(|((column, value), label)| {
        view! { <td data-label=label.clone()>{shown(*column, value, words)}</td> }
    });
    let known = (row.cited.confidence == Confidence::Derived).then(|| {
        let word = words.text(&format!("rules.confidence.{}", row.cited.confidence.id()));
        view! { <br /><small>{word}</small> }
    });
    let source = row.cited.source;
    let href = source.url.map_or_else(|| format!("index.html#{}", source.id), str::to_owned);
    view! {
        <tr id=row.id.clone()>
            {first}
            {others.collect::<Vec<_>>()}
            <td data-label=labels.source.clone()><span>
                <a href=href>{source.id}</a>" "<time>{row.cited.verified.0}</time>{known}
            </span></td>
        </tr>
    }
}

/// A value as people read it. In one element: a card lays out the parts of a cell side by side.
fn shown(column: Column, value: &str, words: &Catalogue) -> AnyView {
    let value = value.to_owned();
    if value.is_empty() {
        // The style sheet draws a dash, or leaves the line of a card out.
        return ().into_any();
    }
    match column.words {
        Some(key) => {
            view! { <span>{prose(&words.text(&format!("{key}.{value}")))}</span> }.into_any()
        }
        None if LITERAL.contains(&column.name) => view! { <code>{value}</code> }.into_any(),
        None if is_day(&value) => view! { <time>{value}</time> }.into_any(),
        None => value.into_any(),
    }
}

/// The same in plain text; empty where the row does not know.
pub(crate) fn spoken(column: Column, value: &str, words: &Catalogue) -> String {
    match column.words {
        Some(key) if !value.is_empty() => plain(&words.text(&format!("{key}.{value}"))),
        _ => value.to_owned(),
    }
}

/// `2026-11-21`, or `2026-11`.
fn is_day(value: &str) -> bool {
    let number =
        |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let mut parts = value.split('-');
    parts.next().is_some_and(|year| number(year, 4))
        && parts.next().is_some_and(|month| number(month, 2))
        && parts.next().is_none_or(|day| number(day, 2))
        && parts.next().is_none()
}

/// The titles behind the short names in the rows.
fn sources(table: &Table, words: &Catalogue) -> impl IntoView + use<> {
    let mut named: Vec<&'static Source> = Vec::new();
    for row in &table.rows {
        if !named.contains(&row.cited.source) {
            named.push(row.cited.source);
        }
    }
    let entries = named.into_iter().map(|source| {
        view! { <li><a href=format!("index.html#{}", source.id)>{source.id}</a>" "{titled(source, words)}</li> }
    });
    view! {
        <article class="prose">
            <h2 id="sources">{words.text("site.reference.sources")}</h2>
            <ul>{entries.collect::<Vec<_>>()}</ul>
        </article>
    }
}

/// The title of a source as its publisher prints it, in English, linked where it has an address; the day on which
/// that was known good shows when somebody points at it.
pub(super) fn titled(source: &'static Source, words: &Catalogue) -> AnyView {
    let day = sources::known_good(source).to_string();
    let known = words.say(&Message::new("guide.link_checked").with("date", day));
    match source.url {
        Some(url) => view! { <a href=url lang="en" title=known>{source.title}</a> }.into_any(),
        None => view! { <span lang="en">{source.title}</span> }.into_any(),
    }
}
