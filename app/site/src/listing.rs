//! The pages as lists for programs: `llms.txt`, and `sitemap.xml` where the site's address is known.

use gpudock_words::{Catalogue, Lang};

use crate::{address::Address, layout::Page};

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
