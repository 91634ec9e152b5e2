//! The pages as lists for programs: `llms.txt`, and `sitemap.xml` where the site's address is known.

use gpudock_core::compat::rules;
use gpudock_words::{Catalogue, Lang};
use sha2::{Digest as _, Sha256};

use crate::{address::Address, files::hex, layout::Page};

/// Served for whatever is not found; nobody should be led there.
const LOST: &str = "404.html";

/// Every page with its title, by language, as relative links.
pub(crate) fn llms(pages: &[Page]) -> String {
    let words = Catalogue::of(Lang::default());
    let mut text = format!("# {}\n\n> {}\n", words.text("site.name"), words.text("site.home.lead"));
    for lang in Lang::all() {
        text.extend(["\n## ", lang.name(), "\n\n"]);
        for page in pages.iter().filter(|page| page.lang == lang) {
            let file = page.address.file(lang);
            if !file.ends_with(LOST) {
                text.extend(["- [", &page.title, "](", &file, "): ", &page.description, "\n"]);
            }
        }
    }
    text
}

/// Every page with its translations, for a site at `host`: `https://example.org/gpudock/`.
pub(crate) fn sitemap(pages: &[Page], host: &str) -> String {
    let host =
        format!("{}/", host.trim_end_matches('/')).replace('&', "&amp;").replace('<', "&lt;");
    let link = |address: &Address, lang: Lang| format!("{host}{}", address.file(lang));
    let mut text = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" \
         xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n",
    );
    for page in pages {
        if page.address.file(page.lang).ends_with(LOST) {
            continue;
        }
        text.extend(["<url><loc>", &link(&page.address, page.lang), "</loc>"]);
        for lang in Lang::all() {
            let (tag, href) = (lang.tag(), link(&page.address, lang));
            text.extend([
                "<xhtml:link rel=\"alternate\" hreflang=\"",
                tag,
                "\" href=\"",
                &href,
                "\"/>",
            ]);
        }
        text.push_str("</url>\n");
    }
    text.push_str("</urlset>\n");
    text
}

/// The feed of a language, at its top.
pub(crate) const FEED: &str = "feed.xml";

/// What changed in the rules, as Atom: an entry for each version, newest first. Addresses are relative, as Atom
/// allows; ids, which must be absolute, are UUIDs of what they name (RFC 9562, version 8).
pub(crate) fn feed(lang: Lang) -> String {
    let words = Catalogue::of(lang);
    let title = escaped(&words.text("site.reference.feed"));
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <title>{title}</title><id>{}</id><updated>{}</updated><author><name>{}</name></author>\n\
         <link rel=\"self\" href=\"{FEED}\"/><link href=\"reference/index.html\"/>\n",
        lang.tag(),
        urn(&format!("feed {}", lang.code())),
        midnight(rules::VERSION),
        escaped(&words.text("site.name")),
    );
    for version in rules::CHANGELOG {
        let said =
            version.changes.iter().map(|change| words.text(&format!("rules.change.{change}")));
        text.extend([
            "<entry><title>",
            version.version,
            "</title><id>",
            &urn(&format!("rules {} {}", version.version, lang.code())),
            "</id><updated>",
            &midnight(version.version),
            "</updated><link href=\"reference/index.html\"/><content type=\"text\">",
            &escaped(&said.collect::<Vec<_>>().join("\n")),
            "</content></entry>\n",
        ]);
    }
    text.push_str("</feed>\n");
    text
}

/// The beginning of a version's day. A second version of a day has a letter behind it.
fn midnight(version: &str) -> String {
    format!("{}T00:00:00Z", version.get(..10).unwrap_or(version))
}

fn urn(name: &str) -> String {
    let digest = Sha256::digest(name);
    let mut bytes: Vec<u8> = digest.iter().copied().take(16).collect();
    for (at, keep, set) in [(6, 0x0f, 0x80), (8, 0x3f, 0x80)] {
        if let Some(byte) = bytes.get_mut(at) {
            *byte = *byte & keep | set;
        }
    }
    let hex = hex(&bytes);
    let parts = [0..8, 8..12, 12..16, 16..20, 20..32].map(|part| hex.get(part).unwrap_or_default());
    format!("urn:uuid:{}", parts.join("-"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::Scope;

    fn page(path: &str, lang: Lang) -> Page {
        Page {
            address: Address::new(path),
            lang,
            title: "Title".to_owned(),
            description: "About".to_owned(),
            scope: Scope::Reading,
            html: String::new(),
            data: Vec::new(),
        }
    }

    #[test]
    fn the_feed_has_an_entry_a_version_in_the_words_of_its_language() {
        let feeds: Vec<_> = Lang::all().map(feed).collect();
        for (lang, feed) in Lang::all().zip(&feeds) {
            assert_eq!(feed.matches("<entry>").count(), rules::CHANGELOG.len());
            assert!(feed.contains(&Catalogue::of(lang).text("rules.change.first")), "{feed}");
            // The name of the format, and no place of the site.
            assert_eq!(feed.matches("http").count(), 1, "{feed}");
            let ids: Vec<_> = feed.split("<id>urn:uuid:").skip(1).map(|rest| &rest[..36]).collect();
            assert!(ids.iter().all(|id| id.as_bytes()[14] == b'8'), "{ids:?}");
            let others = feeds.iter().filter(|other| ids.iter().any(|id| other.contains(id)));
            assert_eq!(others.count(), 1);
        }
    }

    #[test]
    fn lists_name_every_page_but_the_one_not_found() {
        let french = Lang::of_code("fr").unwrap();
        let pages = [page("404.html", french), page("setup.html", french)];
        assert!(llms(&pages).contains("\n- [Title](fr/setup.html): About\n"));
        let map = sitemap(&pages, "https://example.org/a&b/");
        assert!(map.contains("<loc>https://example.org/a&amp;b/fr/setup.html</loc>"));
        assert!(map.contains(r#"hreflang="en" href="https://example.org/a&amp;b/setup.html""#));
        assert!(!map.contains("404") && !llms(&pages).contains("404"));
    }
}
