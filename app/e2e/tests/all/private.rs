//! Nothing leaves the page.

use anyhow::Result;
use gpudock_e2e::{Browser, Site, Width, shared};

#[tokio::test(flavor = "multi_thread")]
async fn no_page_asks_another_origin_for_anything() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    let pages = site.pages()?;
    assert!(pages.len() > 20, "only {} pages were built", pages.len());
    let here = site.http("");
    for page in pages {
        visit.open(&site.http(&page)).await?;
        for address in visit.requests().await? {
            let local = address.starts_with(&here)
                || address.starts_with("data:")
                || address.starts_with("blob:");
            assert!(local, "{page} asks for {address}");
        }
        // The icon no page may leave to the browser's guess is the only thing not found.
        assert_eq!(visit.complaints().await?, [""; 0], "{page}");
    }
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_paste_in_it_the_page_asks_for_nothing_more() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    visit.open(&site.http("diagnose.html")).await?;
    visit.find("html[data-ready]").await?;
    visit.requests().await?;
    visit.paste("#paste", &shared("captures/h200/smi.txt")?).await?;
    visit.until("document.querySelector('[data-verdict]')?.dataset.verdict === 'works'").await?;
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    // An icon inside the style sheet is no request, though the log lists it.
    let mut asked = visit.requests().await?;
    asked.retain(|address| !address.starts_with("data:"));
    assert_eq!(asked, [""; 0]);
    let address = visit.page.current_url().await?.to_string();
    assert!(!address.contains("H200"), "the paste stands in {address}");
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guide_loads_no_wasm_and_little_else() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Phone).await?;
    visit.open(&site.http("guides/linux.html")).await?;
    let requests = visit.requests().await?;
    assert!(requests.iter().all(|address| !address.contains(".wasm")), "{requests:?}");
    let fetched = requests.iter().filter(|address| !address.starts_with("data:")).count();
    assert!(fetched <= 3, "{requests:?}");
    visit.close().await
}
