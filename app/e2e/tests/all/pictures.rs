//! The pictures of a verdict: where it breaks, and what runs.

use anyhow::Result;
use gpudock_e2e::{Browser, Site, Width, shared};

use crate::{PLACES, diagnose::diagnosed};

#[tokio::test(flavor = "multi_thread")]
async fn the_broken_layer_stands_out_and_leads_to_its_finding() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let dump = shared("captures/docker-h200/060-d29-bare-gpus-all.txt")?;
    for (place, address) in PLACES {
        for page in ["diagnose.html", "fr/diagnose.html", "zh/diagnose.html"] {
            let visit = browser.visit(Width::Phone).await?;
            visit.open(&address(&site, page)).await?;
            diagnosed(&visit, &dump, "broken").await?;
            let broken = "document.querySelectorAll('.layer[data-state=error]').length";
            assert_eq!(visit.value(broken).await?, 1, "{place} {page}");
            visit.press(".layer[data-state='error'] a").await?;
            visit
                .until("document.querySelector('.finding[data-severity=error]:target') !== null")
                .await?;
            // Its program stands on top, the hardware carries everything.
            let order = "[...document.querySelectorAll('.layer')].map(one => one.dataset.layer)";
            let order = visit.value(&format!("{order}.join(' ')")).await?;
            let order = order.as_str().unwrap_or_default();
            assert!(order.starts_with("framework ") && order.ends_with(" hardware"), "{order}");
            assert_eq!(visit.complaints().await?, [""; 0], "{place} {page}");
            visit.close().await?;
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_cuda_release_says_in_words_how_it_runs() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Phone).await?;
    visit.open(&site.http("diagnose.html")).await?;
    // A driver of branch 580 with a Hopper GPU: CUDA 13.0 is its newest, 11.8 the first that compiles for it.
    diagnosed(&visit, &shared("captures/h200/smi.txt")?, "works").await?;
    let cells = "Object.fromEntries([...document.querySelectorAll('.chart-cell')]\
                 .map(cell => [cell.firstChild.data, cell.textContent.replace(/^[\\d.]+ /, '')]))";
    let said = visit.value(cells).await?;
    for (release, runs) in [
        ("13.1", "Minor-version compatibility"),
        ("13.0", "Runs"),
        ("12.4", "Runs"),
        ("11.8", "Runs"),
        ("11.7", "PTX only"),
        ("9.0", "PTX only"),
    ] {
        assert_eq!(said[release], runs, "CUDA {release}: {said}");
    }
    let key = visit.text(".chart-key").await?;
    for word in ["580.159.04", "13.0", "H200"] {
        assert!(key.contains(word), "{key}");
    }
    visit.close().await
}
