//! Paste, and read the verdict.

use anyhow::Result;
use gpudock_e2e::{Browser, Site, Visit, Width, shared};

use crate::PLACES;

const WSL_WITH_OLD_KERNEL: &str = "\
$ uname -r
4.4.0-19041-Microsoft
$ nvidia-smi
+-----------------------------------------------------------------------------------------+
| NVIDIA-SMI 580.105.07             Driver Version: 581.80         CUDA Version: 13.0     |
+-----------------------------------------+------------------------+----------------------+
| GPU  Name                 Persistence-M | Bus-Id          Disp.A | Volatile Uncorr. ECC |
| Fan  Temp   Perf          Pwr:Usage/Cap |           Memory-Usage | GPU-Util  Compute M. |
|                                         |                        |               MIG M. |
|=========================================+========================+======================|
|   0  NVIDIA GeForce RTX 4090        On  |   00000000:01:00.0  On |                  Off |
|  0%   41C    P8             15W /  450W |    1120MiB /  24564MiB |      2%      Default |
|                                         |                        |                  N/A |
+-----------------------------------------+------------------------+----------------------+
";

pub(crate) async fn diagnosed(visit: &Visit, text: &str, verdict: &str) -> Result<()> {
    visit.find("html[data-ready]").await?;
    visit.paste("#paste", text).await?;
    visit
        .until(&format!(
            "document.querySelector('[data-verdict]')?.dataset.verdict === '{verdict}'"
        ))
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_dump_of_a_healthy_machine_works_everywhere() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let dump = shared("captures/h200/smi.txt")?;
    for (place, address) in PLACES {
        for page in ["diagnose.html", "fr/diagnose.html", "zh/diagnose.html"] {
            let visit = browser.visit(Width::Desk).await?;
            visit.open(&address(&site, page)).await?;
            diagnosed(&visit, &dump, "works")
                .await
                .map_err(|error| error.context(format!("{place} {page}")))?;
            let shown = visit.text("body").await?;
            for value in ["580.159.04", "H200", "13.0"] {
                assert!(shown.contains(value), "{place} {page} does not show {value}");
            }
            assert_eq!(visit.complaints().await?, [""; 0], "{place} {page}");
            visit.close().await?;
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wsl_kernel_below_the_minimum_is_a_blocker() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    for (_, address) in PLACES {
        let visit = browser.visit(Width::Phone).await?;
        visit.open(&address(&site, "diagnose.html")).await?;
        diagnosed(&visit, WSL_WITH_OLD_KERNEL, "broken").await?;
        let finding = visit.find("[data-finding][data-severity='error']").await?;
        let id = finding.attr("data-finding").await?.unwrap_or_default();
        assert!(id.contains("wsl"), "the leading finding is {id}");
        let evidence = visit.text(&format!("mark[data-evidence~='{id}']")).await?;
        assert!(evidence.contains("4.4.0"), "the proof shown is {evidence:?}");
        visit.close().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paste_survives_a_reload_and_can_be_cleared() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    visit.open(&site.http("diagnose.html")).await?;
    let dump = shared("captures/h200/smi.txt")?;
    diagnosed(&visit, &dump, "works").await?;
    visit.page.refresh().await?;
    visit.until("document.querySelector('[data-verdict]')?.dataset.verdict === 'works'").await?;
    visit.press("[data-action='clear']").await?;
    visit.until("document.querySelector('#paste').value === ''").await?;
    visit.press("[data-action='undo-clear']").await?;
    visit.until("document.querySelector('[data-verdict]')?.dataset.verdict === 'works'").await?;
    visit.press("[data-action='clear']").await?;
    visit.page.refresh().await?;
    visit.find("html[data-ready]").await?;
    visit.until("document.querySelector('#paste').value === ''").await?;
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_typed_before_the_islands_woke_is_read() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    let dump = shared("captures/h200/smi.txt")?;
    // The text is in the box before any script of the page has run to its end.
    let early = format!(
        "document.addEventListener('DOMContentLoaded', () => {{ \
           const box = document.querySelector('#paste'); if (box) box.value = {}; }})",
        serde_json::to_string(&dump)?
    );
    let script = serde_json::json!({ "source": early });
    visit.page.cdp().send_raw("Page.addScriptToEvaluateOnNewDocument", script).await?;
    visit.open(&site.http("diagnose.html")).await?;
    visit.until("document.querySelector('[data-verdict]')?.dataset.verdict === 'works'").await?;
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_answers_of_a_paste_open_in_the_wizard() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    for (_, address) in PLACES {
        let visit = browser.visit(Width::Desk).await?;
        visit.open(&address(&site, "diagnose.html")).await?;
        let paste = [shared("captures/h200/osrel.txt")?, shared("captures/h200/smi.txt")?].concat();
        diagnosed(&visit, &paste, "works").await?;
        visit.press("a[data-action='to-wizard']").await?;
        visit.until("location.pathname.endsWith('setup.html')").await?;
        visit.find("html[data-ready]").await?;
        visit.until("document.querySelector(\"[name='driver']\")?.value === '580.159.04'").await?;
        let os = "[...document.querySelectorAll(\"[name='os']\")].some(o => o.value === 'ubuntu' && (o.checked ?? true))";
        visit.until(os).await?;
        visit.close().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn findings_and_the_lines_that_prove_them_lead_to_each_other() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    visit.open(&site.http("diagnose.html")).await?;
    // Behind more lines than are shown, the number is still that of the whole text.
    let chatter = "Nov 20 03:14:15 host systemd[1]: session-4.scope: Deactivated successfully.\n";
    let error = "kernel: NVRM: Xid (PCI:0000:01:00): 79, pid=1, GPU has fallen off the bus.\n";
    for (before, behind) in [(0, 3), (400, 400), (9_000, 3)] {
        let text = [&chatter.repeat(before), error, &chatter.repeat(behind)].concat();
        diagnosed(&visit, &text, "broken").await?;
        let number = before + 1;
        visit
            .until(&format!(
                "document.querySelector('.finding-lines a').textContent.includes('{number}')"
            ))
            .await?;
        let line = "document.querySelector(document.querySelector('.finding-lines a').hash).closest('.line')";
        assert_eq!(visit.value(&format!("{line}.dataset.line")).await?, number.to_string());
        assert_eq!(visit.value(&format!("{line}.textContent")).await?, error);
    }
    for capture in ["060-d29-bare-gpus-all.txt", "087-session-no-toolkit.txt"] {
        let capture = shared(&format!("captures/docker-h200/{capture}"))?;
        let text = [capture.as_str(), error, capture.as_str(), error].concat();
        diagnosed(&visit, &text, "broken").await?;
        visit.until("document.querySelectorAll('mark[data-evidence]').length > 2").await?;
        let astray = "[...document.querySelectorAll('.result a[href^=\"#\"]')]\
            .filter(link => document.querySelectorAll(`[id='${link.hash.slice(1)}']`).length !== 1)\
            .map(link => link.hash).join(' ')";
        assert_eq!(visit.value(astray).await?, "");
        let proofs = "[...document.querySelectorAll('.finding-lines a')]\
            .every(link => document.querySelector(link.hash).dataset.evidence === link.closest('.finding').dataset.finding)";
        assert_eq!(visit.value(proofs).await?, true);
    }
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn samples_stand_in_the_address_and_the_way_back_leads_to_the_text_before() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    for page in [
        site.http("diagnose.html"),
        site.file("fr/diagnose.html"),
        site.single("#/zh/diagnose.html"),
    ] {
        let visit = browser.visit(Width::Phone).await?;
        visit.open(&page).await?;
        visit.find("html[data-ready]").await?;
        visit.paste("#paste", "my own words").await?;
        for (name, verdict) in [
            ("healthy", "works"),
            ("no-toolkit", "broken"),
            ("mismatch", "broken"),
            ("no-spec", "broken"),
            ("no-daemon", "broken"),
            ("old-image", "broken"),
        ] {
            visit.press(&format!("[data-sample='{name}']")).await?;
            visit.until(&format!("location.hash.endsWith('sample={name}')")).await?;
            let shown = "document.querySelector('[data-verdict]')?.dataset.verdict";
            visit.until(&format!("{shown} === '{verdict}'")).await?;
            visit.until(&format!("document.querySelector('#paste').value === JSON.parse(document.querySelector('#samples').textContent)['{name}']")).await?;
        }
        // The address alone brings it back, in whatever window.
        let other = browser.visit(Width::Phone).await?;
        other.open(visit.page.current_url().await?.as_str()).await?;
        other.find("[data-verdict='broken']").await?;
        // Once it is changed, it is nobody's sample.
        other.paste("#paste", "changed").await?;
        other.until("!location.href.includes('sample')").await?;
        other.close().await?;
        visit.page.back().await?;
        visit.until("location.hash.endsWith('sample=no-daemon')").await?;
        for _ in 0..5 {
            visit.page.back().await?;
        }
        visit.until("document.querySelector('#paste').value === 'my own words'").await?;
        visit.close().await?;
    }
    Ok(())
}
