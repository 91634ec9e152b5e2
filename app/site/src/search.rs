//! The search: an index in each language and the script that asks it. Both are fetched when the search is first
//! opened, as scripts, because a page opened from a file may fetch nothing else.

use std::{collections::BTreeSet, env, path::Path, process::Command};

use anyhow::{Context as _, ensure};
use gpudock_core::{compat::export::Table, diagnose::Known};
use gpudock_guide::Page as Guide;
use gpudock_words::{Catalogue, Lang};
use serde_json::{Map, Value, json};

use crate::{
    files::{Files, fingerprint},
    page::{prose::plain, table::spoken, trouble},
    style,
};

/// What the search is made of.
pub(crate) struct Search {
    script: String,
    indexes: Vec<(Lang, String)>,
}

impl Search {
    /// What the link carries: the index of the language and the script, from a page below the root of the site.
    pub(crate) fn names(&self, lang: Lang, root: &str) -> String {
        let index = self.indexes.iter().find(|(own, _)| *own == lang);
        let index = index.map_or("", |(_, name)| name.as_str());
        format!("{root}{index} {root}{}", self.script)
    }

    /// The script.
    pub(crate) fn script<'a>(&self, files: &'a Files) -> &'a [u8] {
        files.get(&self.script).unwrap_or_default()
    }

    /// What a first query fetches in a language: the paths of both files.
    pub(crate) fn fetched(&self) -> impl Iterator<Item = [&str; 2]> {
        self.indexes.iter().map(|(_, index)| [self.script.as_str(), index.as_str()])
    }
}

/// How much of a row of a table is searched in and shown. Unit: characters.
const GLIMPSE: usize = 40;

/// What is searched in.
pub(crate) struct Corpus<'a> {
    pub(crate) guides: &'a [Guide],
    pub(crate) tables: &'a [Table],
    pub(crate) known: &'a [Known],
}

/// Adds the script and an index for each language.
///
/// # Errors
/// What the bundler says; or that it is not installed.
pub(crate) fn add(files: &mut Files, source: &Path, corpus: &Corpus<'_>) -> anyhow::Result<Search> {
    let tools = tools(source);
    let sheet = style::bundle(&source.join("style/search.css"))?;
    let text = script(source, &tools, &sheet)?;
    let script = format!("search-{}.js", fingerprint(text.as_bytes()));
    files.add(&script, text);
    let licence = tools.join("minisearch/LICENSE.txt");
    files.add(
        "search-licence.txt",
        std::fs::read(&licence).with_context(|| licence.display().to_string())?,
    );
    let indexes = Lang::all().map(|lang| {
        let text = index(lang, &found(lang, corpus));
        let name = format!("search-{}-{}.js", lang.code(), fingerprint(text.as_bytes()));
        files.add(&name, text);
        (lang, name)
    });
    Ok(Search { script, indexes: indexes.collect() })
}

/// Where `cargo xtask` put the npm packages.
fn tools(source: &Path) -> std::path::PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR").map_or_else(|| source.join("target"), Into::into);
    target.join("tools/npm/node_modules")
}

/// Our modules and the library they use, as one classic script.
fn script(source: &Path, tools: &Path, style: &str) -> anyhow::Result<String> {
    let program = tools.join(".bin/esbuild");
    let run = Command::new(&program)
        .arg(source.join("app/site/src/search/palette.js"))
        .args([
            "--bundle",
            "--minify",
            "--format=iife",
            "--target=es2022",
            "--charset=utf8",
            "--mangle-props=^_",
        ])
        .arg(format!("--define:STYLE={}", json!(style)))
        .arg("--banner:js=/*! Contains MiniSearch, (c) Luca Ongaro, MIT: search-licence.txt */")
        .env("NODE_PATH", tools)
        .output()
        .with_context(|| format!("{}: `cargo xtask build` installs it", program.display()))?;
    ensure!(run.status.success(), "esbuild: {}", String::from_utf8_lossy(&run.stderr));
    Ok(String::from_utf8(run.stdout)?)
}

/// A page as the search knows it. The single file reads the same from its pages: `found` in `single/page.js`.
struct Found {
    /// Below the folder of its language.
    page: String,
    /// What stands above its title in a list of results.
    place: String,
    /// `[name, title, text, error texts, parts, prefix]`, cut where nothing more follows. A part is `[anchor,
    /// heading, text]`; its anchor is 0 where it is the prefix and the heading in small letters.
    row: Vec<Value>,
}

impl Found {
    /// The folder of the page and the name of its file.
    fn address(&self) -> (&str, &str) {
        let path = self.page.trim_end_matches(".html");
        path.rfind('/').map_or(("", path), |at| path.split_at(at + 1))
    }

    fn new(page: &str, place: &str, title: &str, text: &str) -> Self {
        let mut found = Self { page: page.to_owned(), place: place.to_owned(), row: Vec::new() };
        found.row = vec![found.address().1.into(), title.into(), text.into()];
        found
    }

    fn with(mut self, more: [Value; 3]) -> Self {
        self.row.extend(more);
        let is_empty = |value: &Value| {
            value.as_array().is_some_and(Vec::is_empty) || value.as_str().is_some_and(str::is_empty)
        };
        while self.row.len() > 3 && self.row.last().is_some_and(is_empty) {
            self.row.pop();
        }
        self
    }
}

/// What the palette says, and the folder of the language.
pub(crate) fn frame(lang: Lang) -> Map<String, Value> {
    let words = Catalogue::of(lang);
    let said = ["title", "placeholder", "hits", "hint", "nothing", "close"];
    let said: Map<_, _> = said
        .iter()
        .map(|key| ((*key).to_owned(), words.text(&format!("search.{key}")).into()))
        .collect();
    let folder = if lang == Lang::default() { String::new() } else { format!("{}/", lang.code()) };
    // `what is typed = what pages say | …`
    let same = words.text("search.same");
    let same: Value = same
        .split('|')
        .filter_map(|pair| pair.split_once('='))
        .map(|(said, meant)| json!([said.trim(), meant.trim()]))
        .collect();
    let entries = [("folder", folder.into()), ("words", said.into()), ("same", same)];
    entries.map(|(name, value)| (name.to_owned(), value)).into_iter().collect()
}

/// Everything that can be found in a language, as a script that leaves it behind. Pages of one folder and place
/// stand together, so that neither is repeated.
fn index(lang: Lang, found: &[Found]) -> String {
    let mut shelves: Vec<(&str, &str, Vec<&Vec<Value>>)> = Vec::new();
    for page in found {
        let (folder, place) = (page.address().0, page.place.as_str());
        match shelves.last_mut() {
            Some((own, same, rows)) if *own == folder && *same == place => rows.push(&page.row),
            _ => shelves.push((folder, place, vec![&page.row])),
        }
    }
    let mut index = frame(lang);
    index.insert("shelves".to_owned(), json!(shelves));
    format!("gpudockIndex={}", Value::from(index))
}

/// Every page of a language that can be found.
fn found(lang: Lang, corpus: &Corpus<'_>) -> Vec<Found> {
    let words = Catalogue::of(lang);
    let mut found = doors(&words);
    let guides = corpus.guides.iter().filter(|guide| guide.lang == lang);
    found.extend(guides.map(|guide| of_guide(guide, &words)));
    found.extend(corpus.known.iter().map(|known| of_finding(known, &words)));
    found.extend(corpus.tables.iter().map(|table| of_table(table, &words)));
    found
}

/// The pages one does something on, and the lists.
fn doors(words: &Catalogue) -> Vec<Found> {
    let text = |key: &str| plain(&words.text(key));
    let name = text("site.name");
    let doors = [
        ("setup.html", "site.door.setup.title", "site.door.setup.text"),
        ("diagnose.html", "site.door.diagnose.title", "site.door.diagnose.text"),
        ("troubleshooting/index.html", "trouble.title", "trouble.lead"),
        ("reference/index.html", "site.reference.title", "site.reference.lead"),
        ("guides/index.html", "site.guides.title", "site.guides.lead"),
    ];
    let found = |(page, title, about): (&str, &str, &str)| {
        Found::new(page, &name, &text(title), &text(about))
    };
    doors.into_iter().map(found).collect()
}

/// A guide with its headings.
fn of_guide(guide: &Guide, words: &Catalogue) -> Found {
    let (mut about, mut parts) = (guide.description.clone(), Vec::new());
    for passage in &guide.passages {
        if passage.id.is_empty() {
            about.extend([" ", &passage.text]);
        } else {
            parts.push(json!([passage.id, passage.heading, passage.text]));
        }
    }
    let page = format!("guides/{}.html", guide.slug);
    let section = words.text(&format!("guide.section.{}", guide.section));
    let place = format!("{} · {section}", words.text("site.nav.guides"));
    Found::new(&page, &place, &guide.title, &about).with([json!([]), parts.into(), json!("")])
}

/// A finding with the error texts that lead to it, as the diagnosis has them. What to do about it stands on the
/// page; here it would only make the index heavier.
fn of_finding(known: &Known, words: &Catalogue) -> Found {
    let said = |part| plain(&trouble::said(known.id, part, words));
    let layer = words.text(&format!("trouble.layer.{}", known.layer.id()));
    let place = format!("{} · {layer}", words.text("trouble.title"));
    let page = format!("troubleshooting/{}.html", known.id);
    let title = plain(&trouble::title(known.id, words));
    Found::new(&page, &place, &title, &said("cause")).with([
        json!(known.texts),
        json!([]),
        json!(""),
    ])
}

/// A table with its rows.
fn of_table(table: &Table, words: &Catalogue) -> Found {
    let text = |part: &str| plain(&words.text(&format!("rules.table.{}.{part}", table.id)));
    let columns = table
        .columns
        .iter()
        .map(|column| plain(&words.text(&format!("rules.column.{}", column.name))));
    let about = format!("{} {}", text("about"), columns.collect::<Vec<_>>().join(" · "));
    let rows: Vec<(&str, Vec<String>)> = table
        .rows
        .iter()
        .map(|row| {
            let values = table.columns.iter().zip(&row.values);
            (
                row.id.as_str(),
                values.map(|(column, value)| plain(&spoken(*column, value, words))).collect(),
            )
        })
        .collect();
    let first = |values: &[String]| values.first().cloned().unwrap_or_default();
    let names: BTreeSet<String> = rows.iter().map(|(_, values)| first(values)).collect();
    // Where the first column repeats itself, a row is known by the first two.
    let named_by = if names.len() == rows.len() { 1 } else { 2 };
    let prefix = common_prefix(rows.iter().map(|(id, _)| *id));
    let parts: Vec<Value> = rows
        .iter()
        .map(|(id, values)| {
            let heading = values.iter().take(named_by).cloned().collect::<Vec<_>>().join(" ");
            let anchor = if anchor(prefix, &heading) == *id { json!(0) } else { json!(id) };
            json!([anchor, heading, glimpse(values.get(named_by..).unwrap_or_default())])
        })
        .collect();
    let page = format!("reference/{}.html", table.id);
    let group = words.text(&format!("rules.group.{}", table.group));
    let place = format!("{} · {group}", words.text("site.nav.reference"));
    Found::new(&page, &place, &text("title"), &about).with([json!([]), parts.into(), json!(prefix)])
}

/// As many values as there is room for.
fn glimpse(values: &[String]) -> String {
    let mut text = String::new();
    for value in values.iter().filter(|value| !value.is_empty()) {
        if text.chars().count() + value.chars().count() > GLIMPSE {
            break;
        }
        if !text.is_empty() {
            text.push_str(" · ");
        }
        text.push_str(value);
    }
    text
}

/// What all ids begin with, up to a hyphen.
fn common_prefix<'a>(mut ids: impl Iterator<Item = &'a str>) -> &'a str {
    let first = ids.next().unwrap_or_default();
    let shared = ids.fold(first.len(), |shared, id| {
        let same = first.bytes().zip(id.bytes()).take_while(|(one, other)| one == other).count();
        shared.min(same)
    });
    let end = first.get(..shared).and_then(|start| start.rfind('-')).map_or(0, |at| at + 1);
    &first[..end]
}

/// The anchor that `engine.js` gives a part without one.
fn anchor(prefix: &str, heading: &str) -> String {
    let heading = heading.chars().map(|char| match char {
        char if char.is_ascii_alphanumeric() || char == '.' => char.to_ascii_lowercase(),
        _ => '-',
    });
    format!("{prefix}{}", heading.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_that_follow_from_their_heading_are_left_out() {
        assert_eq!(common_prefix(["gpu-tesla-p4", "gpu-tesla-t4"].into_iter()), "gpu-tesla-");
        assert_eq!(common_prefix(["gpu-a10", "gpu-a100"].into_iter()), "gpu-");
        assert_eq!(common_prefix(["one"].into_iter()), "");
        assert_eq!(anchor("system-", "Ubuntu 24.04"), "system-ubuntu-24.04");
    }

    #[test]
    fn a_glimpse_ends_between_values() {
        let values = ["9.0", "", "data center", &"x".repeat(GLIMPSE)].map(str::to_owned);
        assert_eq!(glimpse(&values), "9.0 · data center");
    }
}
