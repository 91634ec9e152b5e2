//! Everyone can use it.

use anyhow::Result;
use gpudock_e2e::{Browser, Site, Width};

#[tokio::test(flavor = "multi_thread")]
async fn every_page_says_its_language_and_title() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Phone).await?;
    for page in site.pages()? {
        visit.open(&site.http(&page)).await?;
        let language = match page.split('/').next() {
            Some("fr") => "fr",
            Some("zh") => "zh-Hans",
            _ => "en",
        };
        assert_eq!(visit.value("document.documentElement.lang").await?, language, "{page}");
        assert!(!visit.page.title().await?.is_empty(), "{page}");
        assert_eq!(visit.value("document.querySelectorAll('h1').length").await?, 1, "{page}");
        assert_eq!(visit.value("document.querySelectorAll('main').length").await?, 1, "{page}");
    }
    visit.close().await
}
