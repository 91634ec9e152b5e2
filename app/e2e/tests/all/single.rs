//! The whole site in one file, opened by a double click.

use anyhow::Result;
use gpudock_e2e::{Browser, Site, Visit, Width, shared};

use crate::{diagnose::diagnosed, wizard::answer_ubuntu};

async fn opened(browser: &Browser, site: &Site, place: &str) -> Result<Visit> {
    let visit = browser.visit(Width::Desk).await?;
    visit.open(&site.single(place)).await?;
    visit.find("#main").await?;
    Ok(visit)
}

/// Only the file itself was asked for.
async fn asked_for_nothing(visit: &Visit) -> Result<()> {
    let mut asked = visit.requests().await?;
    asked.retain(|address| {
        !["data:", "blob:"].iter().any(|own| address.starts_with(own))
            && !address.contains("/dist-single/gpudock.html")
    });
    assert_eq!(asked, [""; 0]);
    assert_eq!(visit.complaints().await?, [""; 0]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paste_in_the_single_file_gets_its_verdict() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    for page in ["#/diagnose.html", "#/zh/diagnose.html"] {
        let visit = opened(&browser, &site, page).await?;
        diagnosed(&visit, &shared("captures/h200/smi.txt")?, "works").await?;
        asked_for_nothing(&visit).await?;
        visit.close().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paste_in_the_single_file_opens_in_its_wizard_and_comes_back() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = opened(&browser, &site, "#/fr/diagnose.html").await?;
    let paste = [shared("captures/h200/osrel.txt")?, shared("captures/h200/smi.txt")?].concat();
    diagnosed(&visit, &paste, "works").await?;
    visit.press("a[data-action='to-wizard']").await?;
    visit.until("location.hash.startsWith('#/fr/setup.html?')").await?;
    visit.until("document.querySelector(\"[name='driver']\")?.value === '580.159.04'").await?;
    visit.find("html[data-ready]").await?;
    visit.page.back().await?;
    visit.until("document.querySelector('[data-verdict]')?.dataset.verdict === 'works'").await?;
    asked_for_nothing(&visit).await?;
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wizard_of_the_single_file_has_permalinks() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = opened(&browser, &site, "#/setup.html").await?;
    answer_ubuntu(&visit).await?;
    visit.answer("driver", "535.183.01").await?;
    visit.until("location.hash.includes('driver=535.183.01')").await?;
    let link = visit.page.current_url().await?.to_string();
    assert!(link.contains("#/setup.html?os=ubuntu"), "{link}");
    visit.press(".menu summary").await?;
    visit.press("a[data-language='zh']").await?;
    visit.until("document.documentElement.lang === 'zh-Hans'").await?;
    visit.until("document.querySelector(\"[name='driver']\")?.value === '535.183.01'").await?;
    visit.until("location.hash.startsWith('#/zh/setup.html?os=ubuntu')").await?;
    asked_for_nothing(&visit).await?;
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_guides_of_the_single_file_are_read_like_pages() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = opened(&browser, &site, "").await?;
    visit.until("location.hash === '#/index.html'").await?;
    visit.press(".mainnav a[href*='guides']").await?;
    visit.until("location.hash === '#/guides/index.html'").await?;
    visit.press("main a[href='linux.html']").await?;
    visit.until("location.hash === '#/guides/linux.html'").await?;
    visit.until("document.activeElement.id === 'main' && scrollY === 0").await?;
    // An anchor keeps the page, and comes first on a fresh visit.
    visit.press(".toc ol li:last-child a").await?;
    visit.until("/^#\\/guides\\/linux\\.html#.+/.test(location.hash) && scrollY > 0").await?;
    visit.page.refresh().await?;
    visit.until("scrollY > 0").await?;
    visit.page.back().await?;
    visit.until("location.hash === '#/guides/linux.html' && scrollY === 0").await?;
    visit.page.back().await?;
    visit.until("location.hash === '#/guides/index.html'").await?;
    visit.find("main a[href='linux.html']").await?;
    // Theme and table as in the folder.
    visit.press("[data-theme-switch]").await?;
    visit.until("document.documentElement.dataset.theme === 'light'").await?;
    visit.open(&site.single("#/fr/reference/gpus.html")).await?;
    visit.until("document.documentElement.lang === 'fr' && document.title.length > 10").await?;
    visit.until("getComputedStyle(document.querySelector('table')).display !== 'inline'").await?;
    asked_for_nothing(&visit).await?;
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn every_page_of_the_folder_is_in_the_single_file() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = opened(&browser, &site, "#/guides/index.html").await?;
    for page in site.pages()? {
        visit
            .page
            .execute("location.hash = arguments[0]", vec![format!("#/{page}").into()])
            .await?;
        visit
            .until(&format!(
                "document.title.length > 0 && decodeURIComponent(location.hash) === '#/{page}'"
            ))
            .await?;
        // Another page than the one not found, unless that was asked for.
        visit.until(&format!("document.querySelector('#main') !== null && {} === document.querySelector('#main').matches('.lost')", page.ends_with("404.html"))).await?;
    }
    asked_for_nothing(&visit).await?;
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_that_cannot_unpack_is_helped() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    let script = serde_json::json!({ "source": "delete globalThis.DecompressionStream" });
    visit.page.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", script).await?;
    visit.open(&site.single("#/diagnose.html")).await?;
    assert_eq!(visit.value("typeof DecompressionStream").await?, "undefined");
    diagnosed(&visit, &shared("captures/h200/smi.txt")?, "works").await?;
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_the_single_file_says_so_and_shows_a_guide() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit_without_scripts(Width::Phone).await?;
    visit.open(&site.single("")).await?;
    let text = visit.text("main article[lang='en']").await?;
    assert!(text.contains("needs JavaScript"), "{text}");
    for language in ["en", "fr", "zh-Hans"] {
        let guide = visit.text(&format!("main article[lang='{language}']")).await?;
        assert!(guide.contains("nvidia-smi"), "no guide in {language}");
    }
    visit.close().await
}
