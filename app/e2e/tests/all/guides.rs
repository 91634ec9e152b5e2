//! Reading needs no JavaScript, in any language.

use anyhow::Result;
use gpudock_e2e::{Browser, Site, Width};

use crate::PLACES;

#[tokio::test(flavor = "multi_thread")]
async fn a_guide_reads_without_scripts() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit_without_scripts(Width::Phone).await?;
    for (place, address) in PLACES {
        for (page, word) in [
            ("guides/linux.html", "sudo nvidia-ctk runtime configure"),
            ("fr/guides/linux.html", "sudo nvidia-ctk runtime configure"),
            ("zh/guides/linux.html", "sudo nvidia-ctk runtime configure"),
        ] {
            visit.open(&address(&site, page)).await?;
            let text = visit.text("main").await?;
            assert!(text.contains(word), "{place} {page} does not say {word:?}");
        }
    }
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_language_switch_keeps_the_page() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    for (_, address) in PLACES {
        for page in
            ["index.html", "setup.html", "diagnose.html", "guides/linux.html", "guides/index.html"]
        {
            visit.open(&address(&site, page)).await?;
            visit.find("a[hreflang='zh-Hans'][data-language]").await?;
            let target = visit
                .value("document.querySelector(\"a[hreflang='zh-Hans'][data-language]\").href")
                .await?;
            visit.open(target.as_str().unwrap_or_default()).await?;
            visit.until("document.documentElement.lang === 'zh-Hans'").await?;
            visit.until(&format!("location.pathname.endsWith('/zh/{page}')")).await?;
            let main = visit.text("main").await?;
            assert!(
                main.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)),
                "{page} is not Chinese"
            );
        }
    }
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_copy_button_takes_the_commands() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    let permission =
        serde_json::json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
    visit.page.cdp().send_raw("Browser.grantPermissions", permission).await?;
    visit.open(&site.http("guides/linux.html")).await?;
    visit.page.execute("window.copied = null; navigator.clipboard.writeText = async text => { window.copied = text }", vec![]).await?;
    visit.press("button[data-copy]").await?;
    visit.until("typeof window.copied === 'string' && window.copied.length > 0").await?;
    let copied = visit.value("window.copied").await?;
    assert!(!copied.as_str().unwrap_or_default().starts_with('$'), "a prompt was copied: {copied}");
    visit.close().await
}
