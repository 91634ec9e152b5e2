//! The document around the packs: policy, styles, scripts, and what is read without JavaScript.

use base64::{Engine as _, prelude::BASE64_STANDARD};
use gpudock_core::compat::rules;
use gpudock_words::{Catalogue, Lang};
use sha2::{Digest as _, Sha256};

use super::pack::Pack;
use crate::{
    files::{Files, hex, integrity},
    layout::{Layout, Page, Scope},
    script,
};

/// Where the checksum stands while it is computed.
const NO_CHECKSUM: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The guide that is read without JavaScript.
const START: &str = "guides/start.html";

/// The file without its packs.
pub(super) struct Frame {
    /// Up to where the checksum stands.
    head: String,
    /// From behind the checksum to the packs.
    middle: String,
    /// From behind the packs to the end.
    tail: String,
}

/// The style sheets of a page, by the names they have in the file.
pub(super) fn styles(scope: Scope) -> &'static [&'static str] {
    match scope {
        Scope::Reading => &["main"],
        Scope::Front | Scope::Table => &["main", "home"],
        Scope::Drawn => &["main", "picture"],
        Scope::Wizard => &["main", "wizard"],
        Scope::Diagnosis => &["main", "diagnosis"],
    }
}

impl Frame {
    /// Puts it together.
    ///
    /// # Errors
    /// A script that does not minify.
    pub(super) fn new(layout: &Layout, pages: &[Page], files: &Files) -> anyhow::Result<Self> {
        let script = program(layout)?;
        let main = layout.style.as_str();
        let rest = |style: &str| style.strip_prefix(main).unwrap_or(style).to_owned();
        let sheets = [
            ("main", main.to_owned()),
            ("home", rest(&layout.home_style)),
            ("picture", rest(&layout.picture_style)),
            ("wizard", rest(&layout.wizard_style)),
            ("diagnosis", rest(&layout.diagnosis_style)),
        ];
        let search = String::from_utf8_lossy(layout.search.script(files));
        let scripts = [&*layout.head_script, &*script, &*search];
        let policy = policy(&scripts, sheets.iter().map(|(_, style)| style.as_str()));
        let words = Catalogue::of(Lang::default());
        let codes: Vec<_> = Lang::all().map(Lang::code).collect();
        let icon = BASE64_STANDARD.encode(&layout.icon);
        let head = format!(
            "<!DOCTYPE html>\n<html lang=\"{lang}\" data-single=\"{codes}\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"gpudock-rules\" content=\"{version}\">\n\
             <link rel=\"icon\" href=\"data:image/svg+xml;base64,{icon}\">\n",
            lang = Lang::default().tag(),
            codes = codes.join(" "),
            title = words.text("site.name"),
            version = rules::VERSION,
        );
        let styles = sheets.iter().fold(String::new(), |mut all, (name, style)| {
            all.extend(["<style data-style=\"", name, "\">", style, "</style>\n"]);
            all
        });
        let middle = format!(
            "{styles}<script>{}</script>\n</head>\n<body>\n{}{}",
            layout.head_script,
            damaged(),
            without_scripts(layout, pages)
        );
        let tail = format!("<script>{script}</script>\n</body>\n</html>\n");
        Ok(Self { head, middle, tail })
    }

    /// Names everything the file is made of: equal names, equal files.
    pub(super) fn source(&self, packs: &[Pack]) -> String {
        let mut digest = Sha256::new();
        for part in [&self.head, &self.middle, &self.tail] {
            digest.update(part);
        }
        for pack in packs {
            digest.update(&pack.name);
            digest.update(&pack.content);
        }
        hex(&digest.finalize())
    }

    /// The whole file, with its checksum in it.
    pub(super) fn fill(&self, packs: &[Pack], source: &str) -> String {
        let mut html = format!("{}{}", self.head, mark(source));
        let at = html.len() + CHECKSUM.len();
        html.extend([CHECKSUM, NO_CHECKSUM, "\">\n", &self.middle]);
        html.extend(packs.iter().map(Pack::block));
        html.push_str(&self.tail);
        let checksum = hex(&Sha256::digest(&html));
        html.replace_range(at..at + NO_CHECKSUM.len(), &checksum);
        html
    }
}

const CHECKSUM: &str = "<meta name=\"gpudock-checksum\" content=\"";

fn mark(source: &str) -> String {
    format!("<meta name=\"gpudock-source\" content=\"{source}\">\n")
}

/// Whether a file on disk was made from exactly this, and stands there whole.
pub(super) fn is_made_from(html: &str, source: &str) -> bool {
    if !html.contains(&mark(source)) {
        return false;
    }
    let Some(at) = html.find(CHECKSUM).map(|at| at + CHECKSUM.len()) else { return false };
    let Some(stated) = html.get(at..at + NO_CHECKSUM.len()) else { return false };
    let mut unstated = html.to_owned();
    let stated = stated.to_owned();
    unstated.replace_range(at..at + NO_CHECKSUM.len(), NO_CHECKSUM);
    hex(&Sha256::digest(&unstated)) == stated
}

/// Nothing but what stands in the file runs, and nothing is fetched from anywhere.
fn policy<'a>(scripts: &[&str], styles: impl Iterator<Item = &'a str>) -> String {
    let named = |text: &str| format!(" '{}'", integrity(text));
    let scripts: String = scripts.iter().map(|script| named(script)).collect();
    let styles: String = styles.map(named).collect();
    format!(
        "default-src 'none'; script-src{scripts} 'wasm-unsafe-eval'; style-src{styles}; img-src data:; \
         form-action 'none'; base-uri 'none'"
    )
}

/// The browser code as functions, so that nothing runs before its page is there; then our own.
fn program(layout: &Layout) -> anyhow::Result<String> {
    let mut islands = String::from("const islands={");
    for scope in super::ISLANDS {
        if let (Some(name), Some(browser)) = (super::island(scope), layout.browser(scope)) {
            islands.extend([name, "(){", &browser.exports, ";return wasm_bindgen},"]);
        }
    }
    let gunzip = script::minified(include_str!("gunzip.js"))?;
    let page = script::minified(include_str!("page.js"))?;
    let table = script::table()?;
    let tools = [script::zip()?, script::diagnosis()?].join(";");
    Ok(format!("{islands}}};{gunzip};{};{table};{tools};{page}", layout.page_script))
}

/// Said when a pack cannot be read.
fn damaged() -> String {
    let says = Lang::all().map(|lang| {
        let words = Catalogue::of(lang);
        format!("<p lang=\"{}\">{}</p>", lang.tag(), words.text("site.single.damaged"))
    });
    format!("<main data-damaged hidden>{}</main>\n", says.collect::<String>())
}

/// What a browser without JavaScript shows: what this is, and the first guide in every language.
fn without_scripts(layout: &Layout, pages: &[Page]) -> String {
    let name = Catalogue::of(Lang::default()).text("site.name");
    let mut html = format!("<noscript><main class=\"page\">{}<p>{name}</p>\n", layout.mark);
    for lang in Lang::all() {
        let words = Catalogue::of(lang);
        let guide = pages
            .iter()
            .find(|page| page.lang == lang && page.address.file(Lang::default()) == START);
        let article = guide.and_then(|page| page.html.split_once("<article class=\"prose\">"));
        let article = article.and_then(|(_, rest)| rest.split_once("</article>"));
        let article = article.map(|(article, _)| unlinked(article)).unwrap_or_default();
        let says = words.text("site.single.no_script");
        html.extend(["<article class=\"prose\" lang=\"", lang.tag(), "\"><p class=\"empty\">"]);
        html.extend([&says, "</p>", &article, "</article>\n"]);
    }
    html.push_str("</main></noscript>\n");
    html
}

/// The same text without the links that only lead somewhere with scripts, and without anchors, which would
/// stand there once a language.
fn unlinked(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = [" href=\"", " id=\""].iter().filter_map(|name| rest.find(name)).min() {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let value = from.split_once('"').map_or("", |(_, value)| value);
        let end = value.find('"').unwrap_or(value.len());
        if value.starts_with("https://") {
            out.extend([" href=\"", &value[..end], "\""]);
        }
        rest = value.get(end + 1..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame() -> Frame {
        Frame { head: "<head>".to_owned(), middle: "<body>".to_owned(), tail: "</body>".to_owned() }
    }

    #[test]
    fn the_checksum_is_that_of_the_file_with_zeros_in_its_place() {
        let packs = [Pack::new("files", b"{}".to_vec())];
        let source = frame().source(&packs);
        let html = frame().fill(&packs, &source);
        let stated = html.split_once(CHECKSUM).unwrap().1.split_once('"').unwrap().0.to_owned();
        assert_eq!(hex(&Sha256::digest(html.replace(&stated, NO_CHECKSUM))), stated);
        assert!(is_made_from(&html, &source));
        assert!(!is_made_from(&html.replace("</body>", ""), &source));
        assert!(!is_made_from(&html, &frame().source(&[])));
    }

    #[test]
    fn only_links_that_lead_somewhere_stay() {
        let html = r##"<h2 id="a">A</h2><a href="b.html">b</a> <a href="https://x.example/">x</a><a href="#a">a</a>"##;
        assert_eq!(
            unlinked(html),
            r#"<h2>A</h2><a>b</a> <a href="https://x.example/">x</a><a>a</a>"#
        );
    }

    #[test]
    fn the_policy_lets_nothing_out() {
        let policy = policy(&["a"], std::iter::once("b"));
        assert!(policy.starts_with("default-src 'none'"));
        assert!(!policy.contains("connect-src") && !policy.contains("unsafe-inline"), "{policy}");
    }
}
