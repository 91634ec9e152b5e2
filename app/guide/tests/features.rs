//! One tiny guide a feature: what stands in `<main>`.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use gpudock_guide::{Page, SourceFile, Surroundings, Translation, compile, compile_only};
use support::{compiled, english, file, guide, translation};

fn page(files: &[SourceFile], lang: &str) -> Page {
    let pages = compiled(files).unwrap_or_else(|found| {
        let lines: Vec<_> = found.iter().map(ToString::to_string).collect();
        panic!("{}", lines.join("\n"))
    });
    let source = format!("t/{lang}.md");
    pages.into_iter().find(|page| page.source == source).unwrap()
}

/// The English page of a body contains each of the pieces.
#[track_caller]
fn check(body: &str, expected: &[&str]) {
    let page = page(&guide(body), "en");
    for piece in expected {
        assert!(page.html.contains(piece), "no `{piece}` in:\n{}", page.html);
    }
}

#[test]
fn headings_have_anchors_and_a_link() {
    check(
        "## What it *does*\n\n### Again {#here}\n",
        &[
            "<h2 id=\"what-it-does\">What it <em>does</em><a class=\"anchor\" href=\"#what-it-does\" aria-label=\"Link to “What it does”\"></a></h2>",
            "<h3 id=\"here\">Again<a ",
        ],
    );
}

#[test]
fn anchors_are_english_in_every_language() {
    let files = [
        file("t/en.md", english("## First part\n\n[a](#second)\n\n## Second\n")),
        file("t/fr.md", translation("## Première partie\n\n[a](#second)\n\n## Seconde\n")),
        file("t/zh.md", translation("## 第一部分\n\n[a](#second)\n\n## 第二部分\n")),
    ];
    let page = page(&files, "zh");
    let toc: Vec<_> = page.toc.iter().map(|h| (h.level, h.id.as_str(), h.text.as_str())).collect();
    assert_eq!(toc, [(2, "first-part", "第一部分"), (2, "second", "第二部分")]);
    assert!(page.html.contains("<h2 id=\"first-part\">第一部分<a "));
}

#[test]
fn code_is_highlighted_titled_and_marked() {
    check(
        "```json title=\"/etc/x.json\" mark=2\n{\n  \"a\": 1\n}\n```\n",
        &[
            "<figure class=\"code\" data-lang=\"json\"><figcaption><span class=\"code-title\">/etc/x.json</span>",
            "<button class=\"copy needs-js\" type=\"button\" data-copy data-done=\"Copied\">",
            "<mark>  <b class=\"o\">&quot;a&quot;</b>: <b class=\"n\">1</b></mark>",
        ],
    );
}

#[test]
fn every_language_of_code_is_known() {
    for language in [
        "bash",
        "powershell",
        "json",
        "yaml",
        "dockerfile",
        "toml",
        "ini",
        "diff",
        "python",
        "text",
    ] {
        check(&format!("```{language}\nx = 1\n```\n"), &[&format!("data-lang=\"{language}\"")]);
    }
}

#[test]
fn copying_a_terminal_takes_only_commands() {
    check(
        "```console\n$ echo \"a\"\na\n$ id\n```\n",
        &[
            "data-copy=\"echo &quot;a&quot;&#10;id\"",
            "<b class=\"p\">$ </b>",
            "<b class=\"p\">a</b>",
        ],
    );
}

#[test]
fn alerts() {
    check(
        "> [!WARNING]\n> Mind the gap.\n",
        &[
            "<aside class=\"alert\" data-kind=\"warning\"><p class=\"alert-title\">Warning</p>",
            "<p>Mind the gap.</p>\n</aside>",
        ],
    );
}

#[test]
fn tabs() {
    check(
        "/// tabs os\n\n/// tab apt Ubuntu, Debian\n\none\n\n/// tab dnf Fedora\n\ntwo\n\n///\n\nafter\n",
        &[
            "<div class=\"tabs\" data-tabs=\"os\">",
            "<details name=\"tabs-1\" data-tab=\"apt\" open><summary>Ubuntu, Debian</summary><div class=\"tab\">\n<p>one</p>",
            "<details name=\"tabs-1\" data-tab=\"dnf\"><summary>Fedora</summary>",
            "<p>two</p>\n</div></details>\n</div>\n<p>after</p>",
        ],
    );
}

#[test]
fn tables_scroll_in_their_box() {
    check(
        "## Routes\n\n| a | b |\n|---|---|\n| 1 | 2 |\n",
        &[
            "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"Table: Routes\">\n<table>",
        ],
    );
}

#[test]
fn footnotes_are_numbered_as_used() {
    check(
        "a[^z] b[^y]\n\n[^y]: second\n[^z]: first\n",
        &[
            "a<sup><a id=\"fnref-1\" href=\"#fn-1\" role=\"doc-noteref\">1</a></sup>",
            "<li id=\"fn-1\"><p>first <a href=\"#fnref-1\" role=\"doc-backlink\"",
            "<li id=\"fn-2\"><p>second ",
        ],
    );
}

#[test]
fn definition_lists() {
    check(
        "Driver\n: The kernel module.\n",
        &["<dl>\n<dt>Driver</dt>\n<dd>The kernel module.</dd>"],
    );
}

#[test]
fn links_are_relative() {
    check(
        "[a](guide:other#driver) [b](site:setup.html#os=ubuntu) [c](guide:other)\n",
        &["href=\"other.html#driver\"", "href=\"../setup.html#os=ubuntu\"", "href=\"other.html\""],
    );
}

#[test]
fn facts_are_filled_in_prose_code_and_fences() {
    let version = gpudock_core::compat::rules::VERSION;
    check(
        "Rules {{fact rules-version}}, `v{{fact rules-version}}`\n\n```text\nx {{fact rules-version}} {{json .}}\n```\n",
        &[
            &format!("<p>Rules {version}, <code>v{version}</code></p>"),
            &format!("x {version} {{{{json .}}}}"),
        ],
    );
}

#[test]
fn figures_are_filled_from_the_fence() {
    let body = "```figure src=a.svg alt=\"Box\" caption=\"One box\"\nbox = Host & guest\n```\n";
    let mut files = guide(body);
    let svg = "<svg viewBox=\"0 0 9 9\"><text>{box}</text></svg>";
    files.push(file("t/a.svg", svg.to_owned()));
    let page = page(&files, "en");
    assert_eq!(
        page.html,
        "<figure class=\"picture\"><svg role=\"img\" aria-label=\"Box\" viewBox=\"0 0 9 9\"><text>Host &amp; guest</text></svg><figcaption>One box</figcaption></figure>\n"
    );
}

#[test]
fn a_search_finds_each_heading_with_its_text() {
    let page =
        page(&guide("lead\n\n## Driver\n\nfirst `code`\nline\n\n```bash\necho hi\n```\n"), "en");
    let found: Vec<_> = page
        .passages
        .iter()
        .map(|p| (p.id.as_str(), p.heading.as_str(), p.text.as_str()))
        .collect();
    assert_eq!(found, [("", "", "lead"), ("driver", "Driver", "first code line echo hi")]);
}

#[test]
fn a_translation_knows_what_it_follows() {
    let mut files = [
        file("t/en.md", english("x\n")),
        file("t/fr.md", translation("x\n")),
        file("t/zh.md", translation("x\n")),
    ];
    let revision = page(&files, "en").revision;
    files[2].text = files[2].text.replace("follows = \"0\"", &format!("follows = \"{revision}\""));
    assert_eq!(page(&files, "en").translation, Translation::Original);
    assert_eq!(page(&files, "fr").translation, Translation::Stale { follows: "0".to_owned() });
    assert_eq!(page(&files, "zh").translation, Translation::Current);
    // Nobody has to raise a number: a word more in English is enough. A day alone is none.
    files[0].text = files[0].text.replace("2026-11-21", "2026-11-22");
    assert_eq!(page(&files, "zh").translation, Translation::Current);
    files[0].text.push_str("\ny\n");
    assert_eq!(page(&files, "zh").translation, Translation::Stale { follows: revision });
}

#[test]
fn pages_follow_the_order_of_the_manual() {
    let mut files = guide("x\n");
    files[0].text = files[0].text.replace("order = 1", "order = 9");
    let pages = compiled(&files).unwrap();
    let slugs: Vec<_> = pages.iter().map(|p| (p.slug.as_str(), p.lang.code())).collect();
    assert_eq!(slugs[..4], [("other", "en"), ("other", "fr"), ("other", "zh"), ("t", "en")]);
    assert_eq!(pages[0].next.as_ref().unwrap().slug, "t");
    assert_eq!(pages[5].previous.as_ref().unwrap().slug, "other");
    assert!(pages[0].previous.is_none() && pages[5].next.is_none());
}

#[test]
fn only_what_is_wanted_is_rendered() {
    let files = guide("x\n");
    let surroundings = Surroundings { pages: Vec::new() };
    let pages = compile_only(&files, &surroundings, |slug| slug == "t").unwrap();
    let whole = compile(&files, &surroundings).unwrap();
    assert_eq!(pages.len(), whole.len());
    for (page, whole) in pages.iter().zip(&whole) {
        assert_eq!(page.title, whole.title);
        assert_eq!(page.html == whole.html, page.slug == "t", "{}", page.source);
    }
}

#[test]
fn plans_show_the_commands_of_the_planner() {
    check(
        "```plan os=ubuntu release=24.04 engine=docker show=toolkit-repository,toolkit\n```\n\n```plan os=ubuntu release=24.04 engine=docker show=toolkit-repository part=files\n```\n\n```emit os=ubuntu engine=docker output=daemon-json\n```\n",
        &[
            "<b class=\"f\">sudo </b>apt-get install <b class=\"o\">-y </b>nvidia-container-toolkit</code>",
            "<span class=\"code-title\">/etc/apt/sources.list.d/nvidia-container-toolkit.list</span>",
            "<figure class=\"code\" data-lang=\"json\"><figcaption><span class=\"code-title\">daemon.json</span>",
        ],
    );
}

#[test]
fn a_picture_comes_from_the_site_in_the_language_of_the_page() {
    let mut files = guide("```picture of=route\n```\n");
    for lang in ["en", "fr", "zh"] {
        files.push(file(&format!("picture/route.{lang}.svg"), format!("<figure>{lang}</figure>")));
    }
    assert!(page(&files, "fr").html.contains("<figure>fr</figure>"));
    let unknown = compiled(&guide("```picture of=nothing\n```\n")).unwrap_err();
    assert!(unknown.iter().all(|one| one.to_string().contains("there is no picture of `nothing`")));
}
