//! The whole site in one file, for a wiki's attachment or a USB stick: every page in every language, the
//! browser code and the tables, packed inside and unpacked by the page itself.

mod document;
mod pack;
mod shared;

use std::{collections::HashMap, fs, path::Path};

use anyhow::{Context as _, ensure};
use gpudock_words::{Catalogue, Lang};
use serde_json::{Map, Value, json};

use crate::{
    files::Files,
    layout::{Layout, Page, Scope},
    search::frame,
};
use pack::Pack;
use shared::Shared;

/// Where it is written, beside `dist/`.
const PLACE: &str = "dist-single/gpudock.html";
/// What each language may add, so that with three a wiki takes the file as an attachment without complaint. Unit: bytes.
const BUDGET: usize = 500_000;

/// Makes the file and writes it below `folder`, unless it is there already.
///
/// # Errors
/// A script that does not minify, a file above its budget, a folder that cannot be written.
pub(crate) fn write(
    folder: &Path,
    layout: &Layout,
    pages: &[Page],
    files: &Files,
) -> anyhow::Result<String> {
    let path = folder.join(PLACE);
    let packs = packs(layout, pages, files)?;
    let frame = document::Frame::new(layout, pages, files)?;
    let source = frame.source(&packs);
    let old = fs::read_to_string(&path).unwrap_or_default();
    let html = if document::is_made_from(&old, &source) {
        old
    } else {
        let html = frame.fill(&packs, &source);
        fs::create_dir_all(path.parent().context("no folder")?)?;
        fs::write(&path, &html).with_context(|| PLACE.to_owned())?;
        html
    };
    let weight = html.len();
    let budget = BUDGET * Lang::all().count();
    ensure!(weight <= budget, "{PLACE}: {weight} bytes, {budget} at most");
    Ok(format!("{PLACE} {weight} B"))
}

/// Stands for the address of a page in its masthead; no address and no sentence holds it.
const GAP: &str = "{page}";

/// What the file carries: the pages of each language, the files they offer, and the browser code.
fn packs(layout: &Layout, pages: &[Page], files: &Files) -> anyhow::Result<Vec<Pack>> {
    let mut packs = Vec::new();
    let words: HashMap<_, _> = Lang::all().map(|lang| (lang.code(), Catalogue::of(lang))).collect();
    let bodies: Vec<_> =
        pages.iter().map(|page| format!("{}{}", page.html, page.blocks())).collect();
    let shared = Shared::of(bodies.iter().map(String::as_str));
    for lang in Lang::all() {
        let words = &words[lang.code()];
        let (mut of_language, mut around) = (Map::new(), Vec::new());
        for (page, body) in pages.iter().zip(&bodies).filter(|(page, _)| page.lang == lang) {
            // Masthead and footer differ by the page's own address only: with a gap for it there are few.
            let path = page.address.path();
            let both = layout.around(page, words).map(|html| html.replace(path, GAP));
            let same = around.iter().position(|own| *own == both);
            let at = same.unwrap_or(around.len());
            if same.is_none() {
                around.push(both);
            }
            let entry = json!({
                "lang": lang.tag(),
                "dir": lang.direction(),
                "title": Layout::title(page, words),
                "styles": document::styles(page.scope),
                "island": island(page.scope),
                "body": shared.without(body),
                "around": at,
            });
            of_language.insert(path.to_owned(), entry);
        }
        let pack = serde_json::to_vec(&json!({ "around": around, "pages": of_language }))?;
        packs.push(Pack::new(&format!("pages-{}", lang.code()), pack));
    }
    packs.push(Pack::new("blocks", serde_json::to_vec(shared.blocks())?));
    let offered = files.iter().filter(|(path, _)| is_offered(path));
    let offered: Map<_, _> = offered
        .map(|(path, content)| (path.to_owned(), String::from_utf8_lossy(content).into()))
        .collect();
    packs.push(Pack::new("files", serde_json::to_vec(&offered)?));
    packs.push(Pack::new("search", serde_json::to_vec(&search(layout, files))?));
    for scope in ISLANDS {
        if let (Some(name), Some(browser)) = (island(scope), layout.browser(scope)) {
            let wasm = files.get(&browser.wasm).context("no browser code")?;
            packs.push(Pack::new(&format!("wasm-{name}"), wasm.to_vec()));
        }
    }
    Ok(packs)
}

/// The script of the search, and what it says in each language.
fn search(layout: &Layout, files: &Files) -> Value {
    let script = String::from_utf8_lossy(layout.search.script(files));
    let frames = Lang::all().map(|lang| (lang.code().to_owned(), frame(lang).into()));
    json!({ "script": script, "frames": frames.collect::<Map<_, _>>() })
}

/// The pages that have browser code.
const ISLANDS: [Scope; 2] = [Scope::Wizard, Scope::Diagnosis];

/// What the browser code of a page is called in the file.
fn island(scope: Scope) -> Option<&'static str> {
    match scope {
        Scope::Reading | Scope::Drawn | Scope::Front | Scope::Table => None,
        Scope::Wizard => Some("wizard"),
        Scope::Diagnosis => Some("diagnosis"),
    }
}

/// Files that a page links to for download.
fn is_offered(path: &str) -> bool {
    [".csv", ".json"].iter().any(|end| path.ends_with(end))
}
