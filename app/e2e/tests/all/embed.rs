//! The wizard and the diagnosis in a page of somebody else's, on another origin.

use anyhow::Result;
use axum::{Router, response::Html};
use gpudock_e2e::{Browser, Site, Visit, Width, shared};

use crate::diagnose::diagnosed;

/// A page of another origin with this body; ends with the test's runtime.
async fn wiki(body: String) -> Result<String> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/", listener.local_addr()?);
    let page = format!("<!DOCTYPE html><title>Wiki</title><link rel=icon href=data:,>{body}");
    let router = Router::new().fallback(move || async move { Html(page) });
    tokio::spawn(async move { axum::serve(listener, router).await });
    Ok(address)
}

async fn inside(visit: &Visit, address: &str) -> Result<()> {
    visit.open(address).await?;
    visit.find("iframe").await?;
    visit.page.enter_frame(0).await?;
    Ok(())
}

const ALONE: &str = "[...document.querySelectorAll('.masthead, .colophon, .hero')].every(part => getComputedStyle(part).display === 'none')";

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_shows_the_diagnosis_alone_and_says_its_height() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let frame = site.http("diagnose.html?embed&theme=dark&lang=fr");
    let wiki = wiki(format!(
        "<iframe src=\"{frame}\" style=\"width:600px;height:100px\"></iframe><script>\
         window.heard = []; addEventListener('message', event => heard.push(event.data))</script>"
    ))
    .await?;
    let visit = browser.visit(Width::Desk).await?;
    inside(&visit, &wiki).await?;
    visit.until("document.documentElement.lang === 'fr'").await?;
    visit.until("document.documentElement.dataset.theme === 'dark'").await?;
    visit.until(ALONE).await?;
    diagnosed(&visit, &shared("captures/h200/smi.txt")?, "works").await?;
    let height = visit.value("Math.ceil(document.body.getBoundingClientRect().height)").await?;
    visit.page.enter_default_frame().await?;
    visit.until(&format!("heard.at(-1)?.height === {height}")).await?;
    // Nothing but the height is told, whatever was pasted.
    visit.until("heard.length > 1 && heard.every(told => Object.keys(told).sort().join() === 'gpudock,height')").await?;
    assert_eq!(visit.complaints().await?, [""; 0]);
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_without_any_right_but_scripts_still_answers() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let frame = site.http("diagnose.html?embed");
    let wiki = wiki(format!("<iframe sandbox=\"allow-scripts\" src=\"{frame}\"></iframe>")).await?;
    let visit = browser.visit(Width::Desk).await?;
    inside(&visit, &wiki).await?;
    diagnosed(&visit, &shared("captures/h200/smi.txt")?, "works").await?;
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_custom_element_opens_the_wizard_with_its_answers() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let script = site.http("gpu-dock-embed.js");
    let wiki = wiki(format!(
        "<script src=\"{script}\"></script>\
         <gpu-dock-wizard lang=\"zh\" theme=\"light\" answers=\"os=ubuntu&amp;release=24.04\"></gpu-dock-wizard>"
    ))
    .await?;
    let visit = browser.visit(Width::Desk).await?;
    inside(&visit, &wiki).await?;
    visit.find("html[data-ready]").await?;
    visit.until("document.documentElement.lang === 'zh-Hans'").await?;
    visit.until(ALONE).await?;
    visit.until("document.querySelector(\"[name='os'][value='ubuntu']\").checked").await?;
    visit.until("document.querySelector(\"[name='release'][value='24.04']\").checked").await?;
    let height = visit.value("Math.ceil(document.body.getBoundingClientRect().height)").await?;
    visit.page.enter_default_frame().await?;
    visit.until(&format!("document.querySelector('iframe').offsetHeight === {height}")).await?;
    // Whoever puts it elsewhere, or asks for another language, gets that.
    visit.value("document.querySelector('gpu-dock-wizard').setAttribute('lang', 'fr')").await?;
    visit.page.enter_frame(0).await?;
    visit.until("document.documentElement.lang === 'fr'").await?;
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn from_a_file_the_question_stands_behind_the_hash() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    visit.open(&site.file("setup.html#embed&theme=dark&os=ubuntu")).await?;
    visit.find("html[data-embed][data-theme='dark'][data-ready]").await?;
    visit.until(ALONE).await?;
    visit.until("document.querySelector(\"[name='os'][value='ubuntu']\").checked").await?;
    // What the frame asked for is no wrong answer.
    let words = visit.text("main").await?;
    assert!(!words.contains("theme="), "{words}");
    visit.close().await
}
