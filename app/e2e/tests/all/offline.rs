//! The site as a reader's browser keeps it: whole, of one release, whatever happens to the next one.
//!
//! The host of these tests is a decade ahead of the browser's clock (its dates say so), so that every test
//! here is also one with a clock in the past.

use std::{env, fs, path::PathBuf, time::Duration};

use anyhow::{Context as _, Result, bail, ensure};
use gpudock_e2e::{Browser, Delivery, Host, NEXT, Site, Visit, Width, shared};
use serde_json::{Value, json};

use crate::diagnose::diagnosed;

/// A page whose policy lets it fetch what stands beside it.
const PAGE: &str = "diagnose.html";

/// Opens a page, reads a little, and waits until the site is kept.
async fn kept(visit: &Visit, host: &Host) -> Result<()> {
    visit.open(&host.page("index.html")).await?;
    visit.value("dispatchEvent(new Event('scroll'))").await?;
    visit.until("(await navigator.serviceWorker.ready).active.state === 'activated'").await
}

/// Opens a page and says which release answered, once for the page and once for what it fetches: they must
/// be the same.
async fn release(visit: &Visit, host_page: &str) -> Result<&'static str> {
    // A version that takes over loads the page once more. ChromeDriver can miss the end of a load that another
    // one replaced; whether the page is there, and of which release, is asked of the page.
    visit.page.set_page_load_timeout(Duration::from_secs(20)).await?;
    if let Err(error) = visit.open(host_page).await {
        ensure!(error.chain().any(|cause| cause.to_string().contains("timed out")), error);
    }
    visit.find("#main").await?;
    let both = visit
        .value(&format!(
            "[document.title, await (await fetch('llms.txt')).text()].map(text => text.includes('{NEXT}'))"
        ))
        .await?;
    visit.find("html[data-ready]").await.context("the browser code of another release")?;
    match both.as_array().map(Vec::as_slice) {
        Some([Value::Bool(false), Value::Bool(false)]) => Ok("this"),
        Some([Value::Bool(true), Value::Bool(true)]) => Ok("next"),
        other => bail!("a mix of two releases: {other:?}"),
    }
}

/// Lets the browser look for a new worker, as it does by itself on every visit, and waits for its end.
const UPDATE: &str = "await navigator.serviceWorker.ready.then(r => r.update()).then(async r => { \
    const next = r.installing; \
    if (next) await new Promise(end => next.onstatechange = () => next.state === 'installing' || end()); \
    return next ? next.state : r.waiting ? 'waiting' : 'none' }).catch(error => String(error))";

/// Names of the caches of the origin.
const CACHES: &str = "(await caches.keys()).length";

#[tokio::test(flavor = "multi_thread")]
async fn after_the_first_visit_the_whole_site_opens_offline() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let host = Host::publish(&site).await?;
    let visit = browser.visit(Width::Desk).await?;
    kept(&visit, &host).await?;
    let page = |name: &str| host.page(name);
    let [diagnosis, guide, wizard, table, lost] =
        ["fr/diagnose.html", "zh/guides/linux.html", "setup.html", "reference/gpus.csv", "no.html"]
            .map(page);
    host.go_away().await;
    visit.open(&diagnosis).await?;
    diagnosed(&visit, &shared("captures/h200/smi.txt")?, "works").await?;
    visit.open(&guide).await?;
    visit.until("document.documentElement.lang === 'zh-Hans'").await?;
    assert!(visit.text("main").await?.contains("nvidia-ctk"));
    visit.open(&wizard).await?;
    visit.find("html[data-ready]").await?;
    let fetched = format!("(await fetch('{table}')).headers.get('content-type')");
    assert_eq!(visit.value(&fetched).await?, "text/csv; charset=utf-8");
    visit.open(&lost).await?;
    visit.find("#main.lost, .lost").await?;
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_release_comes_whole_and_at_once() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let host = Host::publish(&site).await?;
    let visit = browser.visit(Width::Desk).await?;
    kept(&visit, &host).await?;
    assert_eq!(release(&visit, &host.page(PAGE)).await?, "this");
    host.publish_next(Delivery::Whole)?;
    assert_eq!(visit.value(UPDATE).await?, "installed");
    assert_eq!(release(&visit, &host.page(PAGE)).await?, "next");
    visit.until(&format!("{CACHES} === 1")).await?;
    host.go_away().await;
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn while_another_page_is_open_its_release_stays() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let host = Host::publish(&site).await?;
    let visit = browser.visit(Width::Desk).await?;
    kept(&visit, &host).await?;
    assert_eq!(release(&visit, &host.page(PAGE)).await?, "this");
    let first = visit.page.window().await?;
    visit.page.new_tab().await.map(drop)?;
    let second = visit.page.windows().await?.into_iter().find(|one| *one != first);
    visit.page.switch_to_window(second.context("no second tab")?).await?;
    host.publish_next(Delivery::Whole)?;
    assert_eq!(release(&visit, &host.page(PAGE)).await?, "this");
    assert_eq!(visit.value(UPDATE).await?, "installed");
    assert_eq!(release(&visit, &host.page(PAGE)).await?, "this");
    visit.page.close_window().await?;
    visit.page.switch_to_window(first).await?;
    assert_eq!(release(&visit, &host.page(PAGE)).await?, "next");
    host.go_away().await;
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_half_downloaded_release_is_none() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let host = Host::publish(&site).await?;
    let visit = browser.visit(Width::Desk).await?;
    kept(&visit, &host).await?;
    visit.open(&host.page(PAGE)).await?;
    host.publish_next(Delivery::Half)?;
    assert_eq!(visit.value(UPDATE).await?, "redundant");
    assert_eq!(release(&visit, &host.page(PAGE)).await?, "this");
    assert_eq!(visit.value(CACHES).await?, 1);
    host.mend();
    assert_eq!(visit.value(UPDATE).await?, "installed");
    assert_eq!(release(&visit, &host.page(PAGE)).await?, "next");
    host.go_away().await;
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_changes_nothing() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let host = Host::publish(&site).await?;
    let visit = browser.visit(Width::Desk).await?;
    kept(&visit, &host).await?;
    visit.open(&host.page(PAGE)).await?;
    let quota = |size: Option<u32>| match size {
        Some(size) => json!({ "origin": host.origin(), "quotaSize": size }),
        None => json!({ "origin": host.origin() }),
    };
    let devtools = visit.page.cdp();
    devtools.send_raw("Storage.overrideQuotaForOrigin", quota(Some(1000))).await?;
    host.publish_next(Delivery::Whole)?;
    assert_eq!(visit.value(UPDATE).await?, "redundant");
    assert_eq!(release(&visit, &host.page(PAGE)).await?, "this");
    devtools.send_raw("Storage.overrideQuotaForOrigin", quota(None)).await?;
    assert_eq!(visit.value(UPDATE).await?, "installed");
    assert_eq!(release(&visit, &host.page(PAGE)).await?, "next");
    host.go_away().await;
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_browser_killed_in_the_middle_of_an_update_opens_one_release() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let host = Host::publish(&site).await?;
    let storage = Storage::new()?;
    let visit = browser.visit_again(Width::Desk, &storage.0).await?;
    kept(&visit, &host).await?;
    visit.open(&host.page(PAGE)).await?;
    let packs = || host.asked().iter().filter(|path| path.starts_with("offline-")).count();
    let before = packs();
    host.publish_next(Delivery::Stuck)?;
    visit.value("void navigator.serviceWorker.ready.then(r => r.update())").await?;
    let mut waits = 0;
    while packs() == before {
        waits += 1;
        if waits > 400 {
            bail!("the update never began");
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    visit.value("(await navigator.serviceWorker.ready).installing !== null").await?;
    // No farewell: what a power cut or the task manager does.
    let _ = visit.page.cdp().send_raw("Browser.crash", json!({})).await;
    let _ = visit.close().await;
    let visit = browser.visit_again(Width::Desk, &storage.0).await?;
    assert_eq!(release(&visit, &host.page(PAGE)).await?, "this");
    host.mend();
    assert_eq!(visit.value(UPDATE).await?, "installed");
    assert_eq!(release(&visit, &host.page(PAGE)).await?, "next");
    host.go_away().await;
    assert_eq!(visit.value(CACHES).await?, 1);
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_reader_or_with_a_paste_nothing_is_kept() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let host = Host::publish(&site).await?;
    let visit = browser.visit(Width::Desk).await?;
    // The ten seconds that the page waits for a reader pass in a tenth of one.
    let hurry = "const real = setTimeout; setTimeout = (call, time) => real(call, time === 1e4 ? 100 : time)";
    visit.open(&host.page("guides/linux.html")).await?;
    let registered = "(await navigator.serviceWorker.getRegistrations()).length";
    assert_eq!(visit.value(registered).await?, 0);
    let script = json!({ "source": hurry });
    visit.page.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", script).await?;
    let early = "document.addEventListener('DOMContentLoaded', () => document.querySelector('#paste').value = 'GPU')";
    let script = visit
        .page
        .cdp()
        .send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": early }))
        .await?;
    visit.open(&host.page(PAGE)).await?;
    visit.find("html[data-ready]").await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(visit.value(registered).await?, 0);
    visit.page.cdp().send_raw("Page.removeScriptToEvaluateOnNewDocument", script).await?;
    visit.value("sessionStorage.clear()").await?;
    visit.open(&host.page(PAGE)).await?;
    visit.until(&format!("{registered} === 1")).await?;
    visit.until("document.querySelector('link[rel=manifest]') !== null").await?;
    host.go_away().await;
    visit.close().await
}

/// A folder that is gone with the value.
struct Storage(PathBuf);

impl Storage {
    fn new() -> Result<Self> {
        let folder = env::temp_dir().join(format!("gpudock-storage-{}", std::process::id()));
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
