//! The diagnosis without a mouse, and what a screen reader hears of it and of the wizard.

use anyhow::{Result, ensure};
use gpudock_e2e::{Browser, Site, Visit, Width, shared};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

/// Types keys to whatever holds the focus.
async fn type_keys(visit: &Visit, keys: impl Into<TypingData>) -> Result<()> {
    Ok(visit.page.action_chain().send_keys(keys).perform().await?)
}

/// Presses Tab until an element that matches holds the focus; it must be visible there.
async fn tab_to(visit: &Visit, selector: &str) -> Result<()> {
    for _ in 0..120 {
        type_keys(visit, Key::Tab + "").await?;
        let here = format!("document.activeElement.matches({})", json!(selector));
        if visit.value(&here).await? == Value::Bool(true) {
            let outline = "(() => { const at = document.activeElement.matches('.hidden-visually') ? document.activeElement.closest('label') : document.activeElement; \
                const style = getComputedStyle(at); return style.outlineStyle !== 'none' || style.boxShadow !== 'none' || style.borderStyle !== 'none'; })()";
            ensure!(
                visit.value(outline).await? == Value::Bool(true),
                "no focus is seen on {selector}"
            );
            return Ok(());
        }
    }
    anyhow::bail!("Tab does not reach {selector}")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_is_diagnosed_without_a_mouse() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    visit.open(&site.http("diagnose.html")).await?;
    visit.find("html[data-ready]").await?;
    // The first stop leads past the masthead.
    type_keys(&visit, Key::Tab + "").await?;
    visit.until("document.activeElement.matches('.skip')").await?;
    type_keys(&visit, Key::Enter + "").await?;
    tab_to(&visit, "#paste").await?;
    type_keys(&visit, "docker: Error response from daemon: could not select device driver \"\" with capabilities: [[gpu]].").await?;
    visit.until("document.querySelector('[data-verdict]')?.dataset.verdict === 'broken'").await?;
    // From the finding to the line that proves it, and back.
    tab_to(&visit, ".finding-lines a").await?;
    type_keys(&visit, Key::Enter + "").await?;
    visit.until("document.querySelector('mark:target') !== null").await?;
    tab_to(&visit, "mark[data-evidence] a").await?;
    type_keys(&visit, Key::Enter + "").await?;
    visit.until("document.querySelector('.finding:target') !== null").await?;
    // Cleared, and brought back.
    visit.press("[data-action='clear']").await?;
    visit.until("document.querySelector('[data-verdict]') === null").await?;
    visit.press("[data-action='undo-clear']").await?;
    visit.until("document.querySelector('[data-verdict]')?.dataset.verdict === 'broken'").await?;
    assert_eq!(visit.complaints().await?, [""; 0]);
    visit.close().await
}

/// What a screen reader says, in order: role and name of every node that has something to say.
async fn heard(visit: &Visit) -> Result<Vec<String>> {
    visit.page.cdp().send_raw("Accessibility.enable", json!({})).await?;
    let tree = visit.page.cdp().send_raw("Accessibility.getFullAXTree", json!({})).await?;
    let nodes = tree["nodes"].as_array().cloned().unwrap_or_default();
    let by_id = |id: &Value| nodes.iter().find(|node| node["nodeId"] == *id);
    let mut open: Vec<&Value> = nodes.first().into_iter().collect();
    let mut said = Vec::new();
    while let Some(node) = open.pop() {
        let (role, name) = (text(&node["role"]), text(&node["name"]));
        if node["ignored"] != Value::Bool(true)
            && !name.trim().is_empty()
            && !matches!(
                role.as_str(),
                "StaticText" | "InlineTextBox" | "RootWebArea" | "ListMarker"
            )
        {
            said.push(format!("{role}: {}", name.trim()));
        }
        let children = node["childIds"].as_array().into_iter().flatten();
        open.extend(children.rev().filter_map(by_id));
    }
    Ok(said)
}

fn text(value: &Value) -> String {
    value["value"].as_str().unwrap_or_default().to_owned()
}

/// All of `wanted` are heard, in this order.
fn in_order(said: &[String], wanted: &[&str]) -> Result<()> {
    let mut rest = said.iter();
    for want in wanted {
        ensure!(
            rest.any(|line| line.starts_with(want)),
            "{want:?} is not heard in its place:\n{}",
            said.join("\n")
        );
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_reader_hears_the_verdict_first_then_findings_and_proof() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    visit.open(&site.http("diagnose.html")).await?;
    visit.find("html[data-ready]").await?;
    visit.paste("#paste", &shared("captures/docker-h200/060-d29-bare-gpus-all.txt")?).await?;
    visit.find("[data-verdict='broken']").await?;
    let said = heard(&visit).await?;
    in_order(
        &said,
        &[
            "link: Skip to content",
            "navigation: ",
            "heading: Diagnose a GPU",
            "textbox: What the terminal printed",
            "heading: Does not work yet",
            "list: Findings",
            "link: Line ",
            "heading: Your text, with the proof marked",
        ],
    )?;
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_screen_reader_hears_each_question_with_its_choices_then_the_plan() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    visit.open(&site.http("setup.html#os=ubuntu&release=24.04&arch=x86_64&engine=docker")).await?;
    visit.find("#plan .step").await?;
    let said = heard(&visit).await?;
    in_order(
        &said,
        &["link: Skip to content", "heading: ", "group: ", "radio: ", "heading: ", "button: Copy"],
    )?;
    visit.close().await
}
