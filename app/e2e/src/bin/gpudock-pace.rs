//! Measures the diagnosis in the browser: from a paste to its painted verdict, and what it is made of; and how long a
//! log holds the page up. Measured, not judged: another program on the machine would decide a test of this kind.

use std::{fmt::Write as _, io::Write as _, time::Duration};

use anyhow::{Context as _, Result};
use gpudock_e2e::{Browser, Site, Visit, Width, shared};
use serde_json::Value;

/// Milliseconds of what a paste is made of. What the browser does with a text before our code hears of it (laying it
/// out in the box) cannot be less; what it does afterwards is ours.
const PASTE: &str = "const [text, done] = arguments, box = document.querySelector('#paste'), now = () => performance.now(); \
    const start = now(); box.value = text; box.scrollHeight; \
    const laid = now(); box.dispatchEvent(new Event('input', { bubbles: true })); \
    const heard = now(); \
    const look = () => { if (!document.querySelector('[data-verdict]')) return setTimeout(look); \
        const answered = now(); requestAnimationFrame(() => { const { port1, port2 } = new MessageChannel(); \
        port1.onmessage = () => done([laid - start, heard - laid, answered - heard, now() - answered, now() - laid]); port2.postMessage(0); }); }; \
    look();";

const PARTS: [&str; 5] =
    ["laid out in the box", "heard", "until the verdict", "until it is painted", "ours"];

/// Counts tasks that hold the page up, from now on.
const WATCH: &str = "window.held = []; new PerformanceObserver(list => { \
    for (const task of list.getEntries()) window.held.push(Math.round(task.duration)); \
    }).observe({ type: 'longtask' }); return true";

#[tokio::main]
async fn main() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let dump = shared("captures/h200/smi.txt")?;
    let line = "Nov 20 03:14:15 host systemd[1]: session-4.scope: Deactivated successfully.\n";
    let journal = [line.repeat(((1 << 20) - dump.len()) / line.len()), dump.clone()].concat();
    for (name, text) in [
        ("2 KB dump", dump.clone()),
        ("1 MB journal", journal),
        ("1 MB of dumps", dump.repeat((1 << 20) / dump.len())),
    ] {
        let visit = opened(&browser, &site).await?;
        writeln!(std::io::stdout(), "{name} ({} bytes), best of 7:", text.len())?;
        let mut best = [f64::MAX; 5];
        for _ in 0..7 {
            visit.paste("#paste", "").await?;
            visit.until("document.querySelector('[data-verdict]') === null").await?;
            let took = visit.page.execute_async(PASTE, vec![Value::from(text.as_str())]).await?;
            let parts: Vec<f64> = serde_json::from_value(took.json().clone())?;
            for (best, part) in best.iter_mut().zip(parts) {
                *best = best.min(part);
            }
        }
        for (part, took) in PARTS.iter().zip(best) {
            writeln!(std::io::stdout(), "  {part}: {took:.1} ms")?;
        }
        visit.close().await?;
    }
    log(&browser, &site).await
}

async fn opened(browser: &Browser, site: &Site) -> Result<Visit> {
    let visit = browser.visit(Width::Desk).await?;
    visit.open(&site.http("diagnose.html")).await?;
    visit.find("html[data-ready]").await?;
    Ok(visit)
}

/// 50 MB of a journal, from a file.
async fn log(browser: &Browser, site: &Site) -> Result<()> {
    let mut text = String::with_capacity(51 << 20);
    let mut number = 0_u32;
    while text.len() < 50 << 20 {
        number += 1;
        writeln!(
            text,
            "Nov 20 03:14:15 host systemd[1]: unit-{number}.service: Deactivated successfully."
        )?;
        if number == 300_000 {
            text.push_str("Nov 20 03:14:15 host kernel: NVRM: Xid (PCI:0000:01:00): 79, pid=1, GPU has fallen off the bus.\n");
        }
    }
    let path = std::env::temp_dir().join(format!("gpudock-pace-{}.txt", std::process::id()));
    std::fs::write(&path, &text)?;
    let visit = opened(browser, site).await?;
    visit.page.execute(WATCH, vec![]).await?;
    let start = std::time::Instant::now();
    visit.find("input[type=file]").await?.send_keys(path.to_str().context("no path")?).await?;
    while visit.value("document.querySelector('[data-verdict]') === null").await?
        == Value::Bool(true)
    {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    writeln!(
        std::io::stdout(),
        "50 MB from a file: {} ms, tasks above 50 ms: {}",
        start.elapsed().as_millis(),
        visit.value("held").await?
    )?;
    std::fs::remove_file(path)?;
    visit.close().await
}
