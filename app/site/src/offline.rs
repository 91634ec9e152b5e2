//! The site kept by the browser: a service worker, the one file it answers from, and what an installed
//! site is called. Nothing of the site needs any of it.
//!
//! One file, because one digest then decides whether a version is there: it is whole, or it is not that version.

use std::{collections::BTreeMap, fs, io::Write as _, path::Path};

use anyhow::{Context as _, anyhow};
use flate2::{Compression, write::GzEncoder};
use gpudock_words::{Catalogue, Lang};
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::{
    files::{Files, fingerprint, hex},
    layout::Layout,
    script,
};

/// Stands around the number of a part that many pages share. No page contains it: HTML forbids it.
const MARK: &str = "\u{2}";
/// The worker must stand at the top: it answers for what is beside it and below.
const WORKER: &str = "sw.js";
const MANIFEST: &str = "manifest.webmanifest";
/// What each language may add to what a reader's browser fetches in the background, once a release. Unit: bytes.
const BUDGET: usize = 533_000;

/// What every page of a folder ends with, besides the script that all copies of the site have.
///
/// # Errors
/// A script that does not minify.
pub(crate) fn register() -> anyhow::Result<String> {
    script::minified(include_str!("offline/register.js"))
}

/// Adds the worker, its file and the manifest, for all files there are so far. `before` is the folder of an
/// earlier build: what is in it need not be packed again.
///
/// # Errors
/// A script that does not minify, or a file above its budget.
pub(crate) fn add(files: &mut Files, layout: &Layout, before: &Path) -> anyhow::Result<String> {
    files.add("keep.js", script::minified(include_str!("offline/keep.js"))?);
    let members = members(files, layout)?;
    let name = format!("offline-{}.pack", source(&members));
    let pack = packed_before(before, &name).unwrap_or_else(|| pack(&members));
    let budget = BUDGET * Lang::all().count();
    if pack.len() > budget {
        return Err(anyhow!("{name}: {} bytes, {budget} at most", pack.len()));
    }
    let worker = script::minified(include_str!("offline/worker.js"))?
        .replace("{{pack}}", &name)
        .replace("{{digest}}", &hex(&Sha256::digest(&pack)));
    let report = format!("{name} {} B", pack.len());
    files.add(WORKER, worker);
    files.add(name, pack);
    files.add(MANIFEST, manifest());
    Ok(report)
}

/// What an installed site is called, and where it begins.
fn manifest() -> String {
    let words = Catalogue::of(Lang::default());
    let icon = json!({ "src": "favicon.svg", "sizes": "any", "type": "image/svg+xml" });
    json!({
        "name": words.text("site.name"),
        "short_name": words.text("site.name"),
        "description": words.text("site.home.lead"),
        "lang": Lang::default().tag(),
        "start_url": "index.html",
        "scope": "./",
        "display": "standalone",
        "icons": [icon],
    })
    .to_string()
}

/// Everything that the worker answers with, by name: the pages of each language without what they share, what
/// they share, tables, and the other files as they are.
fn members(files: &Files, layout: &Layout) -> anyhow::Result<BTreeMap<String, Vec<u8>>> {
    let parts = parts(layout);
    let mut pages: BTreeMap<String, BTreeMap<&str, String>> = BTreeMap::new();
    let mut texts = BTreeMap::new();
    let mut members = BTreeMap::new();
    for (path, content) in files.iter() {
        let end = Path::new(path).extension().and_then(|end| end.to_str()).unwrap_or_default();
        // A page opened from a file has no worker.
        if path.ends_with(".wasm.js") || end == "xml" {
            continue;
        }
        match end {
            "html" => {
                let html = String::from_utf8_lossy(content);
                let lang = Lang::all().find(|lang| path.starts_with(&format!("{}/", lang.code())));
                let group =
                    lang.map_or("pages".to_owned(), |lang| format!("pages {}", lang.code()));
                pages.entry(group).or_default().insert(path, without(&html, &parts));
            }
            "csv" | "json" | "txt" => {
                texts.insert(path, String::from_utf8_lossy(content));
            }
            _ => {
                members.insert(path.to_owned(), content.to_vec());
            }
        }
    }
    for (group, pages) in pages {
        members.insert(group, serde_json::to_vec(&pages)?);
    }
    members.insert("texts".to_owned(), serde_json::to_vec(&texts)?);
    members.insert("parts".to_owned(), serde_json::to_vec(&parts)?);
    Ok(members)
}

/// Styles and scripts stand in every page; gzip looks back only 32 KiB.
fn parts(layout: &Layout) -> Vec<&str> {
    let main = layout.style.as_str();
    let rest = |style| str::strip_prefix(style, main).unwrap_or_default();
    let parts = [
        main,
        rest(&layout.home_style),
        rest(&layout.picture_style),
        rest(&layout.wizard_style),
        rest(&layout.diagnosis_style),
        &layout.head_script,
        &layout.island_script,
        &layout.reading_script,
        &layout.mark,
    ];
    parts.into_iter().filter(|part| !part.is_empty()).collect()
}

fn without(html: &str, parts: &[&str]) -> String {
    parts.iter().enumerate().fold(html.to_owned(), |html, (number, part)| {
        html.replace(part, &format!("{MARK}{number}{MARK}"))
    })
}

/// Names everything that is packed.
fn source(members: &BTreeMap<String, Vec<u8>>) -> String {
    let mut all = Vec::new();
    for (name, content) in members {
        all.extend(name.bytes());
        all.extend(Sha256::digest(content));
    }
    fingerprint(&all)
}

/// Length of the list in four bytes, the list as JSON (name, begin, length), and the members, each gzip.
fn pack(members: &BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut list = BTreeMap::new();
    let mut body = Vec::new();
    for (name, content) in members {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        // Writing into memory cannot fail.
        let _ = gzip.write_all(content);
        let packed = gzip.finish().unwrap_or_default();
        list.insert(name, (body.len(), packed.len()));
        body.extend(packed);
    }
    let list = json!(list).to_string();
    let length = u32::try_from(list.len()).unwrap_or_default();
    [&length.to_be_bytes(), list.as_bytes(), &body].concat()
}

/// The same pack of an earlier build, if it stands there as its worker knows it.
fn packed_before(folder: &Path, name: &str) -> Option<Vec<u8>> {
    let pack = fs::read(folder.join(name)).ok()?;
    let worker = fs::read_to_string(folder.join(WORKER)).context(WORKER).ok()?;
    worker.contains(&hex(&Sha256::digest(&pack))).then_some(pack)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::GzDecoder;

    use super::*;

    #[test]
    fn what_the_list_names_is_where_it_says() {
        let members: BTreeMap<_, _> = [("a.js", "alert(1)"), ("pages", "{}")]
            .map(|(name, text)| (name.to_owned(), text.into()))
            .into();
        let pack = pack(&members);
        let length = usize::try_from(u32::from_be_bytes(pack[..4].try_into().unwrap())).unwrap();
        let list: BTreeMap<String, (usize, usize)> =
            serde_json::from_slice(&pack[4..4 + length]).unwrap();
        for (name, content) in &members {
            let (at, size) = list[name];
            let mut unpacked = Vec::new();
            let from = &pack[4 + length + at..][..size];
            GzDecoder::new(from).read_to_end(&mut unpacked).unwrap();
            assert_eq!(&unpacked, content);
        }
    }

    #[test]
    fn shared_parts_come_out_of_a_page_and_go_back_in() {
        let (html, parts) = ("<style>a{}b{}</style><script>c</script>", ["a{}", "b{}"]);
        let small = without(html, &parts);
        assert_eq!(small, "<style>\u{2}0\u{2}\u{2}1\u{2}</style><script>c</script>");
        let whole = parts.iter().enumerate().fold(small, |html, (number, part)| {
            html.replace(&format!("{MARK}{number}{MARK}"), part)
        });
        assert_eq!(whole, html);
    }
}
