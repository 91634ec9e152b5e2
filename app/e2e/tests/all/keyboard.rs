//! The diagnosis without a mouse, and what a screen reader hears of it and of the wizard.

use anyhow::{Context, Result, ensure};
use gpudock_e2e::{Browser, Site, Theme, Visit, Width, shared};
use serde_json::{Value, json};
use thirtyfour::prelude::*;

/// Types keys to whatever holds the focus.
async fn type_keys(visit: &Visit, keys: impl Into<TypingData>) -> Result<()> {
    Ok(visit.page.action_chain().send_keys(keys).perform().await?)
}

/// Says what is wrong with the place of the focus: lost, without a ring, out of sight, or covered.
const FAULT: &str = "(() => { \
    const at = document.activeElement; \
    if (!at || at === document.body) return 'the focus is lost'; \
    const ring = at.matches('.option input, input.hidden-visually') ? at.closest('label') : at; \
    const name = `${ring.tagName} ${ring.className} ${ring.textContent.trim().slice(0, 40)}`; \
    const style = getComputedStyle(ring); \
    if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2) return `no ring around ${name}`; \
    const box = (ring.getClientRects()[0] ?? ring.getBoundingClientRect()); \
    const middle = (low, high, end) => (Math.max(low, 0) + Math.min(high, end)) / 2; \
    if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) return `${name} is out of sight`; \
    const top = document.elementFromPoint(middle(box.left, box.right, innerWidth), middle(box.top, box.bottom, innerHeight)); \
    return ring.contains(top) || top?.contains(ring) ? null : `${name} is covered by ${top?.className}`; })()";

/// A key that moves the focus.
#[derive(Clone, Copy)]
enum Move {
    Tab,
    /// Shift and Tab.
    Back,
    Down,
}

/// Presses a key, and looks at where the focus is then.
async fn step(visit: &Visit, key: Move) -> Result<()> {
    let chain = visit.page.action_chain();
    let chain = match key {
        Move::Tab => chain.send_keys(Key::Tab + ""),
        Move::Back => chain.key_down(Key::Shift).send_keys(Key::Tab + "").key_up(Key::Shift),
        Move::Down => chain.send_keys(Key::Down + ""),
    };
    chain.perform().await?;
    let fault = visit.value(FAULT).await?;
    ensure!(fault.is_null(), "{fault}");
    Ok(())
}

/// Presses a key until an element that matches holds the focus; it must be seen at every stop.
async fn press_until(visit: &Visit, key: Move, selector: &str) -> Result<()> {
    let here = format!("document.activeElement.matches({})", json!(selector));
    for _ in 0..120 {
        step(visit, key).await.with_context(|| format!("on the way to {selector}"))?;
        if visit.value(&here).await? == Value::Bool(true) {
            return Ok(());
        }
    }
    anyhow::bail!("{selector} is not reached")
}

async fn tab_to(visit: &Visit, selector: &str) -> Result<()> {
    press_until(visit, Move::Tab, selector).await
}

async fn tab_back_to(visit: &Visit, selector: &str) -> Result<()> {
    press_until(visit, Move::Back, selector).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_machine_is_diagnosed_without_a_mouse() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    visit.prefer(Theme::Light).await?;
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

/// Goes to a question and through its choices with the arrows, which choose as they go.
async fn choose(visit: &Visit, name: &str, value: &str) -> Result<()> {
    tab_to(visit, &format!("[name='{name}']")).await?;
    let chosen = format!("[name='{name}'][value='{value}']");
    press_until(visit, Move::Down, &chosen).await?;
    visit
        .until(&format!(
            "document.activeElement.matches({}) && document.activeElement.checked",
            json!(chosen)
        ))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plan_is_made_and_its_commands_copied_without_a_mouse() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    for width in [Width::Desk, Width::Phone] {
        let visit = browser.visit(width).await?;
        visit.prefer(Theme::Light).await?;
        visit.open(&site.http("setup.html")).await?;
        visit.find("html[data-ready]").await?;
        let take = "navigator.clipboard.writeText = async text => { window.copied = text }";
        visit.page.execute(take, vec![]).await?;
        step(&visit, Move::Tab).await?;
        visit.until("document.activeElement.matches('.skip')").await?;
        type_keys(&visit, Key::Enter + "").await?;
        for (name, value) in
            [("os", "ubuntu"), ("release", "24.04"), ("arch", "x86_64"), ("engine", "docker")]
        {
            choose(&visit, name, value).await.with_context(|| format!("{width:?}"))?;
        }
        // A line is typed; the choice before it is reached again backwards, and still stands.
        tab_back_to(&visit, "[name='driver']").await?;
        type_keys(&visit, "580.95.05").await?;
        tab_to(&visit, "[name='engine']:checked").await?;
        visit
            .until(
                "document.activeElement.value === 'docker' && location.hash.includes('580.95.05')",
            )
            .await?;
        tab_to(&visit, "#plan .step [data-copy]").await?;
        type_keys(&visit, " ").await?;
        visit.until("document.activeElement.matches('[data-copied]')").await?;
        let copied = visit.value("window.copied").await?;
        let shown = visit
            .value(
                "document.activeElement.closest('.code').querySelector('code').textContent.trim()",
            )
            .await?;
        ensure!(
            copied.as_str().is_some_and(|copied| copied.trim() == shown),
            "{copied} was copied, {shown} is shown"
        );
        // A fold is opened with the space bar, and the focus stays on it.
        tab_to(&visit, ".undo > summary").await?;
        type_keys(&visit, " ").await?;
        visit.until("document.activeElement.parentElement.open === true").await?;
        assert_eq!(visit.complaints().await?, [""; 0]);
        visit.close().await?;
    }
    Ok(())
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
        &[
            "link: Skip to content",
            "heading: Set up a GPU for containers",
            "form: ",
            "group: Operating system",
            "radio: Windows",
            "radio: Ubuntu",
            "group: Release",
            "radio: 24.04",
            "group: Processor",
            "radio: x86-64",
            "textbox: NVIDIA driver",
            "group: Container engine",
            "radio: Docker Engine",
            "region: Your plan",
            "heading: Your plan",
            "button: Copy the link",
            "heading: Install the NVIDIA driver",
            "button: Copy",
            "heading: Check the driver",
            "heading: Everything as files",
        ],
    )?;
    visit.close().await
}
