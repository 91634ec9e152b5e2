//! All sources at once: what a guide is depends on its translations and on the guides it links to.

use std::collections::{BTreeMap, BTreeSet};

use gpudock_words::Lang;
use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use crate::{
    Neighbour, Page, SourceFile, Surroundings, Translation,
    anchors::{anchors, same_tree},
    article::{self, Article},
    attributes::Attributes,
    diagnostic::{Diagnostic, DiagnosticKind, Diagnostics},
    literal, parity,
    reference::{Part, parts},
    render::{Rendered, World, highlight::Highlighter, render},
};

/// The languages of one guide.
struct Guide<'a> {
    english: Article<'a>,
    /// In the order of the languages, English left out.
    others: Vec<Article<'a>>,
    anchors: Vec<String>,
}

/// Compiles all guides: pages in the order of the manual, the languages of a guide together.
///
/// A file that ends in `.svg` is a drawing for the guide of its folder; `picture/<name>.<language>.svg` is the
/// finished markup of a picture that any guide asks for with a `picture of=<name>` fence.
///
/// # Errors
/// Every [`Diagnostic`] of every file at once, sorted by place.
pub fn compile(
    files: &[SourceFile],
    surroundings: &Surroundings,
) -> Result<Vec<Page>, Vec<Diagnostic>> {
    compile_only(files, surroundings, |_| true)
}

/// [`compile`] for somebody who waits: of the guides that are not `wanted` there is no text, only what others show of
/// them. What is wrong within those texts is not looked for.
///
/// # Errors
/// As [`compile`].
pub fn compile_only(
    files: &[SourceFile],
    surroundings: &Surroundings,
    wanted: impl Fn(&str) -> bool,
) -> Result<Vec<Page>, Vec<Diagnostic>> {
    let mut diagnostics = Diagnostics::default();
    let (drawings, texts): (Vec<_>, Vec<_>) = files
        .iter()
        .partition(|file| file.path.rsplit_once('.').is_some_and(|(_, end)| end == "svg"));
    let articles: Vec<_> =
        texts.into_iter().filter_map(|file| Article::read(file, &mut diagnostics)).collect();
    for article in &articles {
        spelled_out(article, &mut diagnostics);
    }
    let mut guides = gather(articles, &mut diagnostics);
    guides.sort_by_key(|guide| (guide.english.front.order, guide.english.slug));
    renamed(&guides, &mut diagnostics);
    let world = World {
        guides: guides.iter().map(|guide| (guide.english.slug, guide.anchors.clone())).collect(),
        surroundings,
        drawings: drawings.into_iter().map(|file| (file.path.as_str(), file)).collect(),
    };
    let mut highlighter = Highlighter::default();
    let mut pages = Vec::new();
    for guide in &guides {
        for article in std::iter::once(&guide.english).chain(&guide.others) {
            let rendered = if wanted(article.slug) {
                render(article, &guide.anchors, &world, &mut highlighter, &mut diagnostics)
            } else {
                Rendered::default()
            };
            pages.push(page(guide, article, rendered));
        }
    }
    line_up(&mut pages);
    match diagnostics.sorted() {
        Some(found) => Err(found),
        None => Ok(pages),
    }
}

/// Puts the languages of each guide together and notes what they do not share.
fn gather<'a>(articles: Vec<Article<'a>>, diagnostics: &mut Diagnostics) -> Vec<Guide<'a>> {
    let mut by_slug: BTreeMap<&str, BTreeMap<Lang, Article<'a>>> = BTreeMap::new();
    for article in articles {
        by_slug.entry(article.slug).or_default().insert(article.lang, article);
    }
    let mut guides = Vec::new();
    for mut languages in by_slug.into_values() {
        if let Some(any) = languages.values().next() {
            for lang in Lang::all().filter(|lang| !languages.contains_key(lang)) {
                let kind = DiagnosticKind::MissingTranslation(lang.code().to_owned());
                diagnostics.note(any.file, 0, kind);
            }
        }
        let Some(english) = languages.remove(&Lang::default()) else { continue };
        original(&english, diagnostics);
        let others: Vec<_> = languages.into_values().collect();
        for other in &others {
            translated(other, diagnostics);
            // Below a differing heading everything would differ.
            if same_tree(&english, other, diagnostics) {
                parity::compare(&english, other, diagnostics);
            }
        }
        let anchors = anchors(&english, diagnostics);
        guides.push(Guide { english, others, anchors });
    }
    guides
}

/// What the English front matter must say.
fn original(article: &Article<'_>, diagnostics: &mut Diagnostics) {
    let front = &article.front;
    let missing = [("order", front.order.is_none()), ("section", front.section.is_none())];
    for (name, _) in missing.into_iter().filter(|(_, missing)| *missing) {
        let kind = DiagnosticKind::BadFrontMatter(format!("the English file gives `{name}`"));
        diagnostics.note(article.file, 0, kind);
    }
    if front.follows.is_some() {
        let why = "`follows` is for translations".to_owned();
        diagnostics.note(article.file, 0, DiagnosticKind::BadFrontMatter(why));
    }
}

/// What the front matter of a translation must say.
fn translated(article: &Article<'_>, diagnostics: &mut Diagnostics) {
    let front = &article.front;
    if front.follows.is_none() {
        let why = "a translation gives the English revision it `follows`".to_owned();
        diagnostics.note(article.file, 0, DiagnosticKind::BadFrontMatter(why));
    }
    if front.order.is_some() || front.section.is_some() || !front.aliases.is_empty() {
        let why = "`order`, `section` and `aliases` stand in the English file only".to_owned();
        diagnostics.note(article.file, 0, DiagnosticKind::BadFrontMatter(why));
    }
}

/// Notes versions and commands written out where a reference belongs.
fn spelled_out(article: &Article<'_>, diagnostics: &mut Diagnostics) {
    let mut version = |text: &str, start: usize| {
        for (at, version) in literal::versions(text) {
            let kind = DiagnosticKind::LiteralVersion(version.to_owned());
            diagnostics.note(article.file, start + at, kind);
        }
    };
    for said in [&article.front.title, &article.front.description] {
        version(said, article.file.text.find(said.as_str()).unwrap_or_default());
    }
    let mut repeated = Vec::new();
    let mut within = None;
    for (event, range) in &article.events {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => info.as_ref(),
                    CodeBlockKind::Indented => "",
                };
                let attributes = Attributes::read(info);
                for name in ["title", "alt", "caption"] {
                    let said = attributes.get(name).unwrap_or_default();
                    let at = article.file.text[range.clone()].find(said).unwrap_or_default();
                    version(said, range.start + at);
                }
                within = Some(attributes.head().to_owned());
            }
            Event::End(TagEnd::CodeBlock) => within = None,
            Event::Text(text) | Event::Code(text) => {
                for part in parts(text) {
                    let Part::Text(text, place) = part else { continue };
                    version(text, range.start + place.start);
                }
                let language = within.as_deref();
                let found = match (event, language) {
                    (Event::Code(_), _) => literal::commands(text),
                    (_, Some("yaml" | "json")) => literal::requests(text),
                    (_, Some(_)) => [literal::commands(text), literal::addresses(text)].concat(),
                    _ => continue,
                };
                repeated
                    .extend(found.iter().map(|(at, line)| (range.start + at, (*line).to_owned())));
            }
            _ => {}
        }
    }
    for (at, line) in repeated {
        diagnostics.note(article.file, at, DiagnosticKind::LiteralCommand(line));
    }
}

/// Notes former names that are no names, or lead to more than one guide.
fn renamed(guides: &[Guide<'_>], diagnostics: &mut Diagnostics) {
    let mut taken: BTreeSet<&str> = guides.iter().map(|guide| guide.english.slug).collect();
    for guide in guides {
        for alias in &guide.english.front.aliases {
            if !article::is_slug(alias) || !taken.insert(alias) {
                let why = format!("`{alias}` in `aliases` is no free name");
                diagnostics.note(guide.english.file, 0, DiagnosticKind::BadFrontMatter(why));
            }
        }
    }
}

fn page(guide: &Guide<'_>, article: &Article<'_>, rendered: Rendered) -> Page {
    let revision = guide.english.revision();
    let translation = match &article.front.follows {
        None => Translation::Original,
        Some(follows) if *follows == revision => Translation::Current,
        Some(follows) => Translation::Stale { follows: follows.clone() },
    };
    Page {
        slug: article.slug.to_owned(),
        lang: article.lang,
        source: article.file.path.clone(),
        title: article.front.title.clone(),
        description: article.front.description.clone(),
        section: guide.english.front.section.clone().unwrap_or_default(),
        order: guide.english.front.order.unwrap_or_default(),
        updated: article.front.updated.clone(),
        translation,
        revision,
        aliases: guide.english.front.aliases.clone(),
        toc: rendered.toc,
        html: rendered.html,
        reading_minutes: reading_minutes(rendered.passages.iter().map(|p| p.text.as_str())),
        passages: rendered.passages,
        previous: None,
        next: None,
    }
}

/// Words a reader takes in a minute, and characters of Chinese.
const WORDS_A_MINUTE: usize = 200;
const HAN_A_MINUTE: usize = 400;

fn reading_minutes<'t>(texts: impl Iterator<Item = &'t str>) -> u32 {
    let (mut words, mut han) = (0, 0);
    for text in texts {
        words += text.split_whitespace().filter(|word| word.is_ascii()).count();
        words += text.split_whitespace().filter(|word| is_latin(word)).count();
        han += text.chars().filter(|c| is_han(*c)).count();
    }
    let minutes = words.div_ceil(WORDS_A_MINUTE).max(1) + han / HAN_A_MINUTE;
    u32::try_from(minutes).unwrap_or(u32::MAX)
}

fn is_latin(word: &str) -> bool {
    !word.is_ascii() && !word.chars().any(is_han)
}

fn is_han(c: char) -> bool {
    ('\u{3400}'..='\u{9FFF}').contains(&c)
}

/// Gives every page the guides before and after it in its language.
fn line_up(pages: &mut [Page]) {
    for lang in Lang::all() {
        let mine: Vec<usize> = (0..pages.len()).filter(|at| pages[*at].lang == lang).collect();
        for pair in mine.windows(2) {
            let [before, after] = pair else { continue };
            let neighbour =
                |page: &Page| Neighbour { slug: page.slug.clone(), title: page.title.clone() };
            let (first, second) = (neighbour(&pages[*before]), neighbour(&pages[*after]));
            pages[*before].next = Some(second);
            pages[*after].previous = Some(first);
        }
    }
}
