//! What the eye sees, as far as a program can tell.

use anyhow::Result;
use gpudock_e2e::{Browser, Site, Width};

#[tokio::test(flavor = "multi_thread")]
async fn no_page_scrolls_sideways_at_320_pixels() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Narrow).await?;
    let mut wide = Vec::new();
    for page in site.pages()? {
        visit.open(&site.http(&page)).await?;
        let width = visit.value("document.documentElement.scrollWidth").await?;
        if width.as_u64().unwrap_or(u64::MAX) > 320 {
            wide.push(format!("{page}: {width}"));
        }
    }
    assert_eq!(wide, [""; 0]);
    visit.close().await
}
