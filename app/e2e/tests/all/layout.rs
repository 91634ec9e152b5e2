//! What the eye sees, as far as a program can tell.

use anyhow::{Result, ensure};
use gpudock_e2e::{Browser, Site, Theme, Visit, Width};
use serde_json::json;

/// How far the page goes beyond the window, and what sticks out furthest. Unit: CSS pixels.
async fn beyond(visit: &Visit) -> Result<Option<String>> {
    let found = visit
        .value(
            "(() => { const width = document.documentElement.scrollWidth; \
             if (width <= innerWidth) return null; \
             const right = e => e.getBoundingClientRect().right; \
             const boxed = e => e && (getComputedStyle(e).overflowX !== 'visible' || boxed(e.parentElement)); \
             const last = [...document.querySelectorAll('main *')].filter(e => !boxed(e.parentElement)).sort((a, b) => right(b) - right(a))[0]; \
             return `${width} pixels wide, ${last?.tagName} ${last?.className} ${last?.textContent.slice(0, 40)}`; })()",
        )
        .await?;
    Ok(found.as_str().map(str::to_owned))
}

/// The pages that scroll sideways, out of a share of all.
async fn wide(site: &Site, browser: &Browser, pages: &[String]) -> Result<Vec<String>> {
    let visit = browser.visit(Width::Narrow).await?;
    let mut wide = Vec::new();
    for page in pages {
        visit.open(&site.http(page)).await?;
        wide.extend(beyond(&visit).await?.map(|what| format!("{page}: {what}")));
    }
    visit.close().await?;
    Ok(wide)
}

#[tokio::test(flavor = "multi_thread")]
async fn no_page_scrolls_sideways_at_320_pixels() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let pages = site.every_page()?;
    ensure!(pages.len() > 300, "only {} pages were built", pages.len());
    let (one, two) = pages.split_at(pages.len() / 2);
    let (one, two) = tokio::try_join!(wide(&site, &browser, one), wide(&site, &browser, two))?;
    assert_eq!([one, two].concat(), [""; 0]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn no_plan_verdict_or_search_scrolls_sideways_at_320_pixels() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Narrow).await?;
    let mut wide = Vec::new();
    for folder in ["", "fr/", "zh/"] {
        for answers in
            ["os=ubuntu&release=24.04&engine=docker&gpu=Tesla%20K80", "os=windows&release=11"]
        {
            visit.open("about:blank").await?;
            visit.open(&site.http(&format!("{folder}setup.html#{answers}"))).await?;
            visit.find("#plan .step, [data-conflict]").await?;
            let open = "document.querySelectorAll('details').forEach(fold => { fold.open = true })";
            visit.value(open).await?;
            wide.extend(beyond(&visit).await?.map(|what| format!("{folder} {answers}: {what}")));
        }
        visit.open(&site.http(&format!("{folder}diagnose.html"))).await?;
        visit.find("html[data-ready]").await?;
        for sample in ["healthy", "no-toolkit", "mismatch", "old-image"] {
            visit.press(&format!("[data-sample='{sample}']")).await?;
            visit.find("[data-verdict] .finding").await?;
            wide.extend(beyond(&visit).await?.map(|what| format!("{folder} {sample}: {what}")));
        }
        visit.press("a[data-search]").await?;
        visit.paste("#q", "nvidia-container-cli.real: initialization error").await?;
        visit.find("#hits [role='option']").await?;
        wide.extend(beyond(&visit).await?.map(|what| format!("{folder} search: {what}")));
    }
    assert_eq!(wide, [""; 0]);
    visit.close().await
}

/// Adds up what moves by itself, from the first paint on.
const OBSERVER: &str = "window.moved = 0; window.what = []; \
    new PerformanceObserver(list => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) { \
    window.moved += entry.value; for (const source of entry.sources) window.what.push(source.node?.className ?? '?'); } })\
    .observe({ type: 'layout-shift', buffered: true });";

/// Loads a page, wakes it, scrolls it, and says what moved.
async fn moved(visit: &Visit, address: &str) -> Result<Option<String>> {
    visit.open("about:blank").await?;
    visit.open(address).await?;
    if address.contains("setup.html") || address.contains("diagnose.html") {
        visit.find("html[data-ready]").await?;
    }
    let scroll = "(await (async () => { \
        const frame = () => new Promise(done => requestAnimationFrame(done)); \
        for (let at = 0; at < 6000; at += 600) { scrollTo(0, at); await frame(); await frame(); } \
        await frame(); })(), window.moved ? `${window.moved}: ${window.what}` : null)";
    Ok(visit.value(scroll).await?.as_str().map(str::to_owned))
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_moves_while_a_page_loads_or_is_scrolled() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let pages = [
        "index.html",
        "setup.html",
        "setup.html#os=ubuntu&release=24.04&arch=x86_64&engine=docker",
        "diagnose.html",
        "guides/index.html",
        "guides/linux.html",
        "troubleshooting/index.html",
        "troubleshooting/container-nvml-mismatch.html",
        "reference/drivers.html",
        "404.html",
    ];
    for width in [Width::Phone, Width::Desk] {
        let visit = browser.visit(width).await?;
        visit.prefer(Theme::Light).await?;
        let source = json!({ "source": OBSERVER });
        visit.page.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", source).await?;
        for folder in ["", "fr/", "zh/"] {
            for page in pages {
                let address = site.http(&format!("{folder}{page}"));
                // A busy machine may paint a page before the parser is through with it; what moves because of
                // the page moves each time.
                let mut what = moved(&visit, &address).await?;
                for _ in 0..3 {
                    if what.is_some() {
                        what = moved(&visit, &address).await?;
                    }
                }
                ensure!(what.is_none(), "{folder}{page} at {width:?}: {what:?}");
            }
        }
        // The count can be other than nought.
        visit.value("scrollTo(0, 0)").await?;
        visit.value("document.querySelector('main').style.marginTop = '90px'").await?;
        visit.until("window.moved > 0").await?;
        visit.close().await?;
    }
    Ok(())
}
