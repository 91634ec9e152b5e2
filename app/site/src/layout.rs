//! What stands around every page: head, masthead, footer.

use gpudock_core::compat::rules;
use gpudock_words::{Catalogue, Lang};
use leptos::prelude::*;

use crate::{
    address::Address,
    listing::FEED,
    policy::policy,
    render::{render, without_marks},
    script::Browser,
    search::Search,
    shell::{Shell, Slots},
};

/// Whether a page holds an island, and which.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Scope {
    /// Text only: no browser code.
    Reading,
    /// The same, with diagrams.
    Drawn,
    /// Text only, with doors, cards or a verdict: the home page, lists of pages, the page not found.
    Front,
    /// A table of the knowledge base, or a list of everything: text only, as long as it is.
    Table,
    /// The wizard: its browser code, its style and the sentences of the page's language.
    Wizard,
    /// The diagnosis: the same, with its own browser code.
    Diagnosis,
}

/// A page before it has anything around it.
pub(crate) struct Page {
    pub(crate) address: Address,
    pub(crate) lang: Lang,
    /// Without the name of the site.
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) scope: Scope,
    /// Everything between masthead and footer.
    pub(crate) html: String,
    /// What its islands need.
    pub(crate) data: Vec<Block>,
}

/// Data inside a page, for an island.
pub(crate) struct Block {
    pub(crate) id: &'static str,
    /// MIME type.
    pub(crate) kind: &'static str,
    /// The data; `<` is written as an escape, so that nothing in it can end the block.
    pub(crate) text: String,
}

impl Block {
    /// Any value.
    pub(crate) fn json(id: &'static str, value: &serde_json::Value) -> Self {
        let text = value.to_string().replace('<', "\\u003c");
        Self { id, kind: "application/json", text }
    }

    /// The sentences whose key begins with one of these.
    pub(crate) fn words(words: &Catalogue, says: &[&str]) -> Self {
        let text = words.to_lines(|key| says.iter().any(|start| key.starts_with(start)));
        Self { id: "words", kind: "text/plain", text }
    }
}

impl Page {
    /// The data of its islands.
    pub(crate) fn blocks(&self) -> String {
        let mut html = String::new();
        for Block { id, kind, text } in &self.data {
            html.extend(["<script type=\"", kind, "\" id=\"", id, "\">", text, "</script>"]);
        }
        html
    }
}

/// What all pages share.
pub(crate) struct Layout {
    pub(crate) shell: Shell,
    pub(crate) wizard: Browser,
    pub(crate) diagnosis: Browser,
    pub(crate) head_script: String,
    /// The script that ends a page, in the single file too.
    pub(crate) page_script: String,
    /// The script that ends a page with an island: the same, and what keeps the site for reading offline.
    pub(crate) island_script: String,
    /// The script that ends every other page: fetches all of that when somebody moves.
    pub(crate) reading_script: String,
    /// The script that the page at the root has besides.
    pub(crate) root_script: String,
    /// The style of every page.
    pub(crate) style: String,
    /// The style of the first page, of lists and of tables: the first bundle and that of the home page.
    pub(crate) home_style: String,
    /// The style of guides with diagrams: the first bundle and that of the diagrams.
    pub(crate) picture_style: String,
    /// The style of the wizard: the first bundle and its own.
    pub(crate) wizard_style: String,
    /// The style of the diagnosis: the first bundle and its own.
    pub(crate) diagnosis_style: String,
    /// The mark, as inline SVG.
    pub(crate) mark: String,
    /// The icon of the tab, as SVG.
    pub(crate) icon: String,
    pub(crate) search: Search,
    /// The file that filters and sorts tables.
    pub(crate) table_script: String,
}

impl Layout {
    /// The whole file.
    pub(crate) fn lay_out(&self, page: &Page, words: &Catalogue) -> String {
        let head = self.head(page, words);
        let body = self.body(page, words);
        let lang = page.lang.tag();
        self.shell.fill(&Slots { lang, direction: page.lang.direction(), head: &head, body: &body })
    }

    /// What stands in the tab: the page's own title with the name of the site.
    pub(crate) fn title(page: &Page, words: &Catalogue) -> String {
        let name = words.text("site.name");
        if page.address.section() == "index" {
            format!("{name}: {}", page.title)
        } else {
            format!("{} · {name}", page.title)
        }
    }

    fn style(&self, scope: Scope) -> &str {
        match scope {
            Scope::Reading => &self.style,
            Scope::Front | Scope::Table => &self.home_style,
            Scope::Drawn => &self.picture_style,
            Scope::Wizard => &self.wizard_style,
            Scope::Diagnosis => &self.diagnosis_style,
        }
    }

    /// The browser code of a page.
    pub(crate) fn browser(&self, scope: Scope) -> Option<&Browser> {
        match scope {
            Scope::Reading | Scope::Drawn | Scope::Front | Scope::Table => None,
            Scope::Wizard => Some(&self.wizard),
            Scope::Diagnosis => Some(&self.diagnosis),
        }
    }

    fn head(&self, page: &Page, words: &Catalogue) -> String {
        let style = self.style(page.scope);
        let inline = self.scripts(page);
        let scripts: Vec<_> = std::iter::once(&*self.head_script).chain(inline).collect();
        let policy = policy(page.scope, &scripts, style);
        let title = Self::title(page, words);
        let root = page.address.to_root(page.lang);
        let alternates = Lang::all().map(|to| {
            let href = page.address.translation(page.lang, to);
            view! { <link rel="alternate" hreflang=to.tag() href=href /> }
        });
        // Only where somebody looks for news: every byte of a guide counts.
        let feed =
            matches!(page.address.path(), "index.html" | "reference/index.html").then(|| {
                let (title, href) =
                    (words.text("site.reference.feed"), page.address.to_top() + FEED);
                view! { <link rel="alternate" type="application/atom+xml" title=title href=href /> }
            });
        let meta = render(|| {
            view! {
                <meta http-equiv="Content-Security-Policy" content=policy />
                <title>{title.clone()}</title>
                <meta name="description" content=page.description.clone() />
                <meta name="referrer" content="no-referrer" />
                {open_graph("og:title", title)}
                {open_graph("og:description", page.description.clone())}
                {open_graph("og:type", "website")}
                <link rel="icon" href=format!("{root}favicon.svg") type="image/svg+xml" />
                {alternates.collect::<Vec<_>>()}
                <link rel="alternate" hreflang="x-default"
                    href=page.address.translation(page.lang, Lang::default()) />
                {feed}
            }
        });
        let meta = without_marks(&meta);
        format!("{meta}<style>{style}</style><script>{}</script>", self.head_script)
    }

    /// The scripts that end a page.
    fn scripts(&self, page: &Page) -> Vec<&str> {
        let ends = match self.browser(page.scope) {
            Some(_) => &self.island_script,
            None => &self.reading_script,
        };
        // Only there may a page offer the reader's own language instead.
        let is_root = page.address.path() == "index.html" && page.lang == Lang::default();
        std::iter::once(&**ends).chain(is_root.then_some(&*self.root_script)).collect()
    }

    /// What stands above and below a page: masthead and footer.
    pub(crate) fn around(&self, page: &Page, words: &Catalogue) -> [String; 2] {
        let above = render(|| {
            let text = |key: &str| words.text(key);
            view! {
                <a class="skip" href="#main">{text("site.skip")}</a>
                {self.masthead(page, words)}
            }
        });
        [above, render(|| footer(page, words))].map(|html| without_marks(&html))
    }

    fn body(&self, page: &Page, words: &Catalogue) -> String {
        let [above, below] = self.around(page, words);
        let content = match self.browser(page.scope) {
            Some(_) => page.html.clone(),
            None => without_marks(&page.html),
        };
        let mut html = format!("{above}{content}{below}{}", page.blocks());
        for script in self.scripts(page) {
            html.extend(["<script>", script, "</script>"]);
        }
        if let Some(Browser { script, wasm, carrier, .. }) = self.browser(page.scope) {
            let root = page.address.to_root(page.lang);
            let loader = format!(
                r#"<script defer fetchpriority="low" src="{root}{script}" data-wasm="{wasm}" data-carrier="{carrier}"></script>"#
            );
            html.push_str(&loader);
        }
        if page.html.contains("table-filter") {
            let root = page.address.to_root(page.lang);
            let script = format!("<script defer src=\"{root}{}\"></script>", self.table_script);
            html.push_str(&script);
        }
        html
    }

    fn masthead(&self, page: &Page, words: &Catalogue) -> impl IntoView + use<> {
        let top = page.address.to_top();
        let section = page.address.section().to_owned();
        let text = |key: &str| words.text(key);
        let entries = [
            ("setup", "setup.html", "site.nav.setup"),
            ("diagnose", "diagnose.html", "site.nav.diagnose"),
            ("guides", "guides/index.html", "site.nav.guides"),
            ("reference", "reference/index.html", "site.nav.reference"),
        ]
        .map(|(name, path, key)| {
            let current = (name == section).then_some("page");
            view! { <a href=format!("{top}{path}") aria-current=current>{text(key)}</a> }
        });
        let search = self.search.names(page.lang, &page.address.to_root(page.lang));
        let themes = format!(
            "{}|{}|{}",
            text("site.theme.system"),
            text("site.theme.light"),
            text("site.theme.dark")
        );
        view! {
            <header class="masthead">
                <a class="brand" href=format!("{top}index.html")>
                    <span inner_html=self.mark.clone()></span>" "<span>{text("site.name")}</span>
                </a>
                <nav class="mainnav" aria-label=text("site.nav.label")>{entries.into_iter().collect::<Vec<_>>()}</nav>
                <div class="tools">
                    <a class="tool" href=format!("{top}contents.html") data-search=search
                        aria-keyshortcuts="/ Control+K">
                        {icon("search")}<span class="tool-word">{text("search.open")}</span>
                        <kbd class="needs-js" aria-hidden="true">"/"</kbd>
                    </a>
                    {languages(page, words)}
                    <button class="tool needs-js" type="button" data-theme-switch data-names=themes>
                        {icon("theme")}
                        <span class="hidden-visually">{text("site.theme.system")}</span>
                    </button>
                </div>
            </header>
        }
    }
}

/// What a messenger shows beside a link to the page.
fn open_graph(property: &'static str, content: impl Into<String>) -> impl IntoView {
    leptos::html::meta().attr("property", property).attr("content", content.into())
}

/// The language menu: the same page in the other languages.
fn languages(page: &Page, words: &Catalogue) -> impl IntoView + use<> {
    let (lang, address) = (page.lang, page.address.clone());
    let entries = Lang::all()
        .map(|to| {
            let current = (to == lang).then_some("true");
            view! {
                <li><a href=address.translation(lang, to) hreflang=to.tag() lang=to.tag()
                    data-language=to.code() aria-current=current>{to.name()}</a></li>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <details class="menu">
            <summary class="tool">
                {icon("language")}
                <span class="hidden-visually">{words.text("site.language")}</span>
                {lang.code().to_uppercase()}
            </summary>
            <ul class="menu-list">{entries}</ul>
        </details>
    }
}

fn footer(page: &Page, words: &Catalogue) -> impl IntoView + use<> {
    let (root, top) = (page.address.to_root(page.lang), page.address.to_top());
    let text = |key: &str| words.text(key);
    view! {
        <footer class="colophon">
            <p>
                <a href=format!("{top}troubleshooting/index.html")>{text("trouble.title")}</a>" · "
                {text("site.footer.rules")}" "<time datetime=rules::VERIFIED.0>{rules::VERSION}</time>
                " · "<a href=format!("{root}rules.json")>"rules.json"</a>
                " · "<a href=format!("{top}about.html")>{text("site.about.link")}</a>
            </p>
            <p>{text("site.footer.independent")}</p>
        </footer>
    }
}

/// An icon of the design system; decoration, never read aloud.
pub(crate) fn icon(name: &str) -> impl IntoView + use<> {
    view! { <i class=format!("icon icon-{name}") aria-hidden="true"></i> }
}
