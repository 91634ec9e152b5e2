//! Everyone can use it.

use std::env;

use anyhow::{Context, Result, ensure};
use gpudock_e2e::{Browser, Site, Theme, Visit, Width, shared};
use serde_json::Value;

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

/// What axe-core finds on the page as it stands, one line a rule.
async fn violations(visit: &Visit, axe: &str) -> Result<Vec<String>> {
    visit.page.execute(axe, vec![]).await?;
    let run = "const done = arguments[arguments.length - 1]; \
               axe.run(document, { resultTypes: ['violations'] }).then(found => done(found.violations.map(one => \
               `${one.id}: ${one.nodes.map(node => node.target.join(' ')).slice(0, 4).join(' | ')}`)), error => done([String(error)]))";
    let found = visit.page.execute_async(run, vec![]).await?;
    let lines = found.json().as_array().cloned().unwrap_or_default();
    Ok(lines.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// axe-core's script; the test command installs it and says where it is.
fn axe() -> Result<Option<String>> {
    let Some(file) = env::var_os("GPUDOCK_AXE") else {
        ensure!(env::var_os("CI").is_none(), "GPUDOCK_AXE is not set");
        return Ok(None);
    };
    std::fs::read_to_string(&file).map(Some).with_context(|| file.display().to_string())
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_on_any_page_light_or_dark() -> Result<()> {
    let Some(axe) = axe()? else { return Ok(()) };
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let mut all = Vec::new();
    for (theme, width) in [(Theme::Light, Width::Desk), (Theme::Dark, Width::Phone)] {
        let visit = browser.visit(width).await?;
        visit.prefer(theme).await?;
        for page in site.pages()? {
            visit.open(&site.http(&page)).await?;
            for line in violations(&visit, &axe).await? {
                all.push(format!("{page} ({}): {line}", theme.name()));
            }
        }
        visit.close().await?;
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn axe_finds_nothing_in_a_verdict_or_a_plan() -> Result<()> {
    let Some(axe) = axe()? else { return Ok(()) };
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let mut all = Vec::new();
    for theme in [Theme::Light, Theme::Dark] {
        let visit = browser.visit(Width::Desk).await?;
        visit.prefer(theme).await?;
        for capture in ["captures/h200/smi.txt", "captures/docker-h200/060-d29-bare-gpus-all.txt"] {
            visit.open(&site.http("fr/diagnose.html")).await?;
            visit.find("html[data-ready]").await?;
            visit.paste("#paste", &shared(capture)?).await?;
            visit.until("document.querySelector('[data-verdict]') !== null").await?;
            all.extend(violations(&visit, &axe).await?);
        }
        visit
            .open(&site.http(
                "zh/setup.html#os=ubuntu&release=24.04&arch=x86_64&engine=docker&gpu=Tesla%20K80",
            ))
            .await?;
        visit.find("[data-output='script']").await?;
        all.extend(violations(&visit, &axe).await?);
        visit.close().await?;
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
    Ok(())
}
