//! Everything the site consists of, made and checked.

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, anyhow, bail};
use gpudock_core::{
    compat::export::{self, Table},
    diagnose::{Known, known},
};
use gpudock_guide::{Diagnostic, Page as Guide, SourceFile, Surroundings};
use gpudock_islands::picture;
use gpudock_words::{Catalogue, Lang};

use crate::{
    address::Address,
    budget,
    files::{Files, fingerprint},
    layout::{Layout, Page},
    links, listing, offline, page, script, search, single,
    staging::{Staging, kept},
    style,
};

/// Makes every page and writes them beside what Trunk left; the report says how many and how heavy.
///
/// # Errors
/// A source that cannot be read; or every broken link, every unknown island and every page above its
/// budget, all at once.
pub(crate) fn write(source: &Path, staging: &Path) -> anyhow::Result<String> {
    let (files, report) = make(source, staging)?;
    Staging::open(staging)?.0.keep(source)?;
    files.write(staging)?;
    Ok(report)
}

/// The same with the browser code of the last build, into its `dist/`.
///
/// # Errors
/// As [`write`]; or that there was no build yet.
pub(crate) fn again(source: &Path) -> anyhow::Result<String> {
    let (files, report) = make(source, &kept(source))?;
    let dist = source.join("dist");
    files.write(&dist)?;
    files.sweep(&dist)?;
    Ok(report)
}

/// Puts the text of some guides, in every language, into their pages in `dist/`: what somebody who writes wants to
/// see at once. Whatever lists or holds them, [`again`] makes.
///
/// # Errors
/// Defects of these guides; a page that is not there yet.
pub(crate) fn guides_again(source: &Path, slugs: &[String]) -> anyhow::Result<String> {
    let wanted = |slug: &str| slugs.iter().any(|wanted| wanted == slug);
    let all = guides(&source.join("content"), &export::tables(), &known(), wanted)?;
    let mut written = Vec::new();
    for lang in Lang::all() {
        let words = Catalogue::of(lang);
        let own: Vec<&Guide> = all.iter().filter(|guide| guide.lang == lang).collect();
        let sidebar = page::guides::sidebar(&words, &own);
        for guide in own.iter().filter(|guide| wanted(&guide.slug)) {
            let page = page::guides::page(guide, &words, &sidebar);
            let path = source.join("dist").join(page.address.file(lang));
            let old = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let new = page::guides::replaced(&old, &page.html)
                .with_context(|| format!("{} is no guide", path.display()))?;
            fs::write(&path, new).with_context(|| path.display().to_string())?;
            written.push(page.address.file(lang));
        }
    }
    Ok(written.join(", "))
}

/// Every file of the folder; the single file is written at once.
fn make(source: &Path, staging: &Path) -> anyhow::Result<(Files, String)> {
    let mut files = Files::default();
    let tables = export::tables();
    let known = known();
    let guides = guides(&source.join("content"), &tables, &known, |_| true)?;
    let corpus = search::Corpus { guides: &guides, tables: &tables, known: &known };
    let layout = layout(source, staging, &corpus, &mut files)?;
    files.add("embed.js", script::embedded()?);
    files.add("gpu-dock-embed.js", script::elements()?);
    files.add("rules.json", page::reference::rules_json()?);
    for table in &tables {
        files.add(format!("reference/{}.csv", table.id), table.to_csv());
    }
    let (mut pages, mut all) = (Vec::new(), Vec::new());
    for lang in Lang::all() {
        let words = Catalogue::of(lang);
        for page in pages_of(lang, &words, &guides, &tables, &known) {
            let path = page.address.file(lang);
            files.add(&path, layout.lay_out(&page, &words));
            pages.push((path, page.scope));
            all.push(page);
        }
    }
    for lang in Lang::all() {
        let feed = Address::new(listing::FEED).file(lang);
        files.add(feed, listing::feed(lang));
    }
    for guide in &guides {
        for alias in &guide.aliases {
            let former = page::guides::address(alias).file(guide.lang);
            files.add(former, page::moved::html(guide, &Catalogue::of(guide.lang)));
        }
    }
    files.add("llms.txt", listing::llms(&all));
    // A map of the site names whole addresses; the site itself works at any.
    if let Ok(host) = env::var("GPUDOCK_SITE_URL") {
        files.add("sitemap.xml", listing::sitemap(&all, &host));
    }
    let offline = offline::add(&mut files, &layout, &source.join("dist"))?;
    let report = check(&files, &pages, &layout)?;
    let single = single::write(source, &layout, &all, &files)?;
    Ok((files, format!("{report}; {single}; {offline}")))
}

/// What all pages share, with the files it stands in.
fn layout(
    source: &Path,
    staging: &Path,
    corpus: &search::Corpus<'_>,
    files: &mut Files,
) -> anyhow::Result<Layout> {
    let read = |path: &str| fs::read_to_string(source.join(path)).with_context(|| path.to_owned());
    let (built, shell) = Staging::open(staging)?;
    let diagnosis = script::browser("diagnosis", &built.diagnosis, &built, files)?;
    let wizard = script::browser("wizard", &built.wizard, &built, files)?;
    let main_style = style::bundle(&source.join("style/main.css"))?;
    let with = |name: &str| -> anyhow::Result<String> {
        let more = style::bundle(&source.join(format!("style/{name}.css")))?;
        Ok(format!("{main_style}{more}"))
    };
    let table_script = script::table()?;
    let table_file = format!("table-{}.js", fingerprint(table_script.as_bytes()));
    files.add(&table_file, table_script);
    let page_script = format!("{};{}", script::begin()?, script::page()?);
    let asked_for = format!("{};{}", script::page()?, offline::register()?);
    let asked_file = format!("page-{}.js", fingerprint(asked_for.as_bytes()));
    let layout = Layout {
        shell,
        wizard,
        diagnosis,
        head_script: script::head()?,
        island_script: format!("{page_script};{}", offline::register()?),
        reading_script: format!("{};{}", script::begin()?, script::lazy(&asked_file)?),
        root_script: script::root()?,
        page_script,
        home_style: with("home")?,
        picture_style: with("picture")?,
        wizard_style: with("wizard")?,
        diagnosis_style: with("diagnosis")?,
        style: main_style.clone(),
        mark: read("style/mark.svg")?,
        icon: read("style/favicon.svg")?,
        table_script: table_file,
        search: search::add(files, source, corpus)?,
    };
    files.add(&asked_file, asked_for);
    files.add("favicon.svg", layout.icon.as_str());
    Ok(layout)
}

/// The pictures that guides ask for by name, in every language.
fn pictures() -> Vec<SourceFile> {
    let mut sources = Vec::new();
    for lang in Lang::all() {
        let words = Catalogue::of(lang);
        let drawn = [
            ("layers", picture::layers(&words)),
            ("route", picture::route(&words)),
            ("wsl", picture::wsl(&words)),
        ];
        for (name, text) in drawn {
            sources.push(SourceFile { path: format!("picture/{name}.{}.svg", lang.code()), text });
        }
    }
    sources
}

/// The guides below a folder, compiled beside the pages of the site.
///
/// # Errors
/// Files that cannot be read; every defect of the guides, at once.
pub(crate) fn guides_of(content: &Path) -> anyhow::Result<Vec<Guide>> {
    guides(content, &export::tables(), &known(), |_| true)
}

/// Reads and compiles `content/`.
fn guides(
    content: &Path,
    tables: &[Table],
    known: &[Known],
    wanted: impl Fn(&str) -> bool,
) -> anyhow::Result<Vec<Guide>> {
    let mut sources = pictures();
    for folder in entries(content)? {
        if !folder.is_dir() {
            continue;
        }
        for file in entries(&folder)? {
            let path = file.strip_prefix(content)?.to_string_lossy().replace('\\', "/");
            if file.extension().is_some_and(|end| end == "md" || end == "svg") {
                let text = fs::read_to_string(&file).with_context(|| path.clone())?;
                sources.push(SourceFile { path, text });
            }
        }
    }
    let pages = [
        "index.html",
        "setup.html",
        "diagnose.html",
        "reference/index.html",
        "troubleshooting/index.html",
        "about.html",
    ];
    let tables = tables.iter().map(|table| format!("reference/{}.html", table.id));
    let findings = known.iter().map(|known| page::trouble::address(known.id).file(Lang::default()));
    let pages = pages.map(str::to_owned).into_iter().chain(tables).chain(findings);
    let surroundings = Surroundings { pages: pages.collect() };
    gpudock_guide::compile_only(&sources, &surroundings, wanted).map_err(|diagnostics| {
        let lines: Vec<_> = diagnostics.iter().map(|one| shown(one, &sources)).collect();
        anyhow!("{} problems\n{}", lines.len(), lines.join("\n"))
    })
}

/// A defect with the line it is in, and a mark below its column.
fn shown(defect: &Diagnostic, sources: &[SourceFile]) -> String {
    let file = sources.iter().find(|source| source.path == defect.file);
    let number = usize::try_from(defect.line).unwrap_or(usize::MAX);
    let line = file.and_then(|file| file.text.lines().nth(number.saturating_sub(1)));
    let line = line.unwrap_or_default();
    let column = usize::try_from(defect.column).unwrap_or_default();
    // Han takes the place of two letters in a terminal.
    let before = line.chars().take(column.saturating_sub(1));
    let blanks: usize = before.map(|char| if char >= '\u{2e80}' { 2 } else { 1 }).sum();
    format!("content/{defect}\n    {line}\n    {}^", " ".repeat(blanks))
}

/// What a folder holds, sorted; nothing where there is no such folder.
fn entries(folder: &Path) -> anyhow::Result<Vec<PathBuf>> {
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let found = fs::read_dir(folder).with_context(|| folder.display().to_string())?;
    let mut paths = found.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

fn pages_of(
    lang: Lang,
    words: &Catalogue,
    guides: &[Guide],
    tables: &[Table],
    known: &[Known],
) -> Vec<Page> {
    let guides: Vec<&Guide> = guides.iter().filter(|guide| guide.lang == lang).collect();
    let sidebar = page::guides::sidebar(words, &guides);
    let mut pages = vec![
        page::home::page(lang, words),
        page::setup::page(lang, words),
        page::diagnose::page(lang, words),
        page::guides::index(lang, words, &guides),
        page::reference::index(lang, words, tables),
        page::trouble::index(lang, words, known),
        page::about::page(lang, words),
        page::contents::page(lang, words, &guides, tables, known),
        page::not_found::page(lang, words),
    ];
    let beside = page::reference::sidebar(words, tables);
    pages.extend(tables.iter().map(|table| page::table::page(lang, words, table, &beside)));
    pages.extend(known.iter().map(|known| page::trouble::page(lang, words, known)));
    pages.extend(guides.iter().map(|guide| page::guides::page(guide, words, &sidebar)));
    pages
}

/// Every island of every page. One that the browser code does not export would stay asleep for ever.
fn islands(files: &Files) -> BTreeSet<(&str, String)> {
    const MARK: &str = "<leptos-island data-component=\"";
    let pages = files.pages();
    pages
        .flat_map(|(path, html)| {
            let html = String::from_utf8_lossy(html).into_owned();
            let names: Vec<String> = html
                .split(MARK)
                .skip(1)
                .filter_map(|rest| rest.split('"').next().map(str::to_owned))
                .collect();
            names.into_iter().map(move |name| (path, name))
        })
        .collect()
}

/// Whether the browser code brings a standard library compiled for size, as `cargo xtask build` has it. With the
/// one that rustup ships, what its pages weigh is only reported.
fn is_built_for_size() -> bool {
    env::var_os("CARGO_UNSTABLE_BUILD_STD").is_some()
}

fn check(
    files: &Files,
    pages: &[(String, crate::layout::Scope)],
    layout: &Layout,
) -> anyhow::Result<String> {
    let mut problems = Vec::new();
    for broken in links::check(files) {
        problems.push(format!("{}: `{}`: {}", broken.file, broken.link, broken.why));
    }
    for (path, island) in islands(files) {
        let scope = pages.iter().find(|(page, _)| page == path).map(|(_, scope)| *scope);
        let browser = scope.and_then(|scope| layout.browser(scope));
        if !browser.is_some_and(|browser| browser.exports.contains(&island)) {
            problems.push(format!("{path}: its browser code has no island `{island}`"));
        }
    }
    let besides = |scope| layout.browser(scope).map(|browser| browser.on_http().to_vec());
    let weights = budget::check(files, pages, |scope| besides(scope).unwrap_or_default());
    for (path, weight, budget) in &weights.above {
        let scope = pages.iter().find(|(page, _)| page == path).map(|(_, scope)| *scope);
        if scope.is_some_and(|scope| layout.browser(scope).is_some()) && !is_built_for_size() {
            continue;
        }
        problems.push(format!("{path}: {weight} bytes of brotli, {budget} at most"));
    }
    // What the others fetch later is the same in two pieces.
    let script =
        budget::weight(format!("{}{}", layout.head_script, layout.island_script).as_bytes());
    if script > budget::SCRIPT {
        problems.push(format!("page script: {script} bytes of brotli, {} at most", budget::SCRIPT));
    }
    let mut first_query = 0;
    for fetched in layout.search.fetched() {
        let sizes = fetched.iter().filter_map(|name| files.get(name)).map(budget::weight);
        let weight: usize = sizes.sum();
        first_query = first_query.max(weight);
        if weight > budget::SEARCH {
            problems.push(format!(
                "{}: {weight} bytes of brotli, {} at most",
                fetched.join(" and "),
                budget::SEARCH
            ));
        }
    }
    if !problems.is_empty() {
        bail!("{} problems\n{}", problems.len(), problems.join("\n"));
    }
    let heaviest =
        weights.heaviest.iter().map(|(kind, path, weight)| format!("{kind} {path} {weight} B"));
    Ok(format!(
        "{} pages; heaviest (brotli): {}; page script {script} B, first search {first_query} B",
        pages.len(),
        heaviest.collect::<Vec<_>>().join(", "),
    ))
}
