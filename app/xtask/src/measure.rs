//! Lighthouse on the built site, as a phone on a slow network meets it: the median of some runs.

use std::{fs, path::Path};

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;

use crate::{console, serve, tools, workspace};

/// What is measured when no page is named: one of each kind, in every language.
const PAGES: &[&str] =
    &["index.html", "guides/linux.html", "setup.html", "diagnose.html", "reference/gpus.html"];
const LANGUAGES: &[&str] = &["", "fr/", "zh/"];
const RUNS: usize = 5;

/// What Lighthouse counts out of 100.
const CATEGORIES: [&str; 4] = ["performance", "accessibility", "best-practices", "seo"];

const FLAGS: &str = "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run \
    --disable-background-networking --disable-component-update --disable-sync \
    --host-resolver-rules='MAP * ~NOTFOUND , EXCLUDE 127.0.0.1'";

/// One run on one page.
struct Run {
    scores: [u64; 4],
    /// Largest contentful paint. Unit: ms.
    lcp: f64,
    /// Total blocking time. Unit: ms.
    tbt: f64,
    /// Cumulative layout shift: no unit.
    cls: f64,
    /// Audits that cost points.
    lost: Vec<String>,
}

pub(crate) fn run(arguments: &[String]) -> Result<()> {
    tools::for_measuring()?;
    let (runs, pages) = wanted(arguments)?;
    let dist = workspace::root().join("dist");
    ensure!(dist.join("index.html").is_file(), "no built site: run `cargo xtask build` first");
    let address = serve::in_background(&dist)?;
    console::line(&format!("median of {runs}: performance/accessibility/best practices/SEO"));
    let mut below = Vec::new();
    for page in pages {
        let mut all = Vec::new();
        for _ in 0..runs {
            all.push(lighthouse(&format!("{address}/{page}")).with_context(|| page.clone())?);
        }
        let row = Run {
            scores: [0, 1, 2, 3].map(|at| median(all.iter().map(|run| run.scores[at]))),
            lcp: middle(all.iter().map(|run| run.lcp)),
            tbt: middle(all.iter().map(|run| run.tbt)),
            cls: middle(all.iter().map(|run| run.cls)),
            lost: all.into_iter().next_back().map(|run| run.lost).unwrap_or_default(),
        };
        let scores = row.scores.map(|score| score.to_string()).join("/");
        console::line(&format!(
            "{page:28} {scores:16} LCP {:.0} ms  TBT {:.0} ms  CLS {:.4}  {}",
            row.lcp,
            row.tbt,
            row.cls,
            row.lost.join(" ")
        ));
        if row.scores != [100; 4] || row.cls > 0.0 {
            below.push(page);
        }
    }
    if !below.is_empty() {
        bail!("below 100, or moving while it loads: {}", below.join(", "));
    }
    Ok(())
}

/// `--runs N`, and pages.
fn wanted(arguments: &[String]) -> Result<(usize, Vec<String>)> {
    let (mut runs, mut pages) = (RUNS, Vec::new());
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        if argument == "--runs" {
            runs = rest.next().context("--runs wants a number")?.parse()?;
        } else {
            pages.push(argument.clone());
        }
    }
    if pages.is_empty() {
        let of =
            |page: &&str| LANGUAGES.iter().map(|lang| format!("{lang}{page}")).collect::<Vec<_>>();
        pages = PAGES.iter().flat_map(of).collect();
    }
    ensure!(runs > 0, "--runs wants at least 1");
    Ok((runs, pages))
}

fn lighthouse(address: &str) -> Result<Run> {
    let npm = workspace::tools().join("npm/node_modules");
    let report = workspace::target().join(format!("lighthouse-{}.json", std::process::id()));
    let mut command = workspace::program(npm.join(".bin/node"))?;
    command.arg(npm.join("lighthouse/cli/index.js")).arg(address);
    command.args(["--quiet", "--output=json", "--only-categories"]).arg(CATEGORIES.join(","));
    command.arg(format!("--chrome-flags={FLAGS}")).arg("--output-path").arg(&report);
    workspace::run(command.env("CHROME_PATH", tools::chromium()))?;
    let read = read(&report);
    fs::remove_file(&report)?;
    read
}

fn read(report: &Path) -> Result<Run> {
    let report: Value = serde_json::from_slice(&fs::read(report)?)?;
    let number = |audit: &str| report["audits"][audit]["numericValue"].as_f64();
    let mut lost = Vec::new();
    for category in CATEGORIES {
        for audit in report["categories"][category]["auditRefs"].as_array().into_iter().flatten() {
            let id = audit["id"].as_str().unwrap_or_default();
            let score = report["audits"][id]["score"].as_f64().unwrap_or(1.0);
            if audit["weight"].as_f64().unwrap_or_default() > 0.0 && score < 0.995 {
                lost.push(format!("{id}={score:.2}"));
            }
        }
    }
    // A whole number from 0 to 100.
    let score = |name: &str| {
        report["categories"][name]["score"].as_f64().map(|score| (score * 100.0).round())
    };
    let mut scores = [0; 4];
    for (place, category) in scores.iter_mut().zip(CATEGORIES) {
        let score = score(category).with_context(|| format!("no score for {category}"))?;
        *place = format!("{score:.0}").parse()?;
    }
    Ok(Run {
        scores,
        lcp: number("largest-contentful-paint").context("nothing was painted")?,
        tbt: number("total-blocking-time").unwrap_or_default(),
        cls: number("cumulative-layout-shift").unwrap_or_default(),
        lost,
    })
}

fn median(values: impl Iterator<Item = u64>) -> u64 {
    let mut values: Vec<u64> = values.collect();
    values.sort_unstable();
    values.get(values.len() / 2).copied().unwrap_or_default()
}

fn middle(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_unstable_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
