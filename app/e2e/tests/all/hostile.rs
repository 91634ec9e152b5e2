//! What people paste by mistake, or on purpose.

use std::fmt::Write as _;

use anyhow::Result;
use gpudock_e2e::{Browser, Site, Width, shared};

fn noise(bytes: usize) -> String {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let mut text = String::with_capacity(bytes + 64);
    while text.len() < bytes {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        let _ = write!(text, "{state:016x} ");
        if state.is_multiple_of(7) {
            text.push('\n');
        }
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn bad_input_gets_a_sentence_and_is_kept() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let smi = shared("captures/h200/smi.txt")?;
    let half: String = smi.chars().take(smi.chars().count() / 3).collect();
    let cases = [
        ("noise", noise(20_000)),
        ("binary", (0..4000_u32).filter_map(|n| char::from_u32(n % 256)).collect()),
        ("truncated", half),
        (
            "markup",
            "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
                .to_owned(),
        ),
        ("blanks", "  \n\t\n ".to_owned()),
    ];
    let visit = browser.visit(Width::Phone).await?;
    for (name, text) in cases {
        visit.open(&site.http("diagnose.html")).await?;
        visit.page.execute("sessionStorage.clear()", vec![]).await?;
        visit.open(&site.http("diagnose.html")).await?;
        visit.find("html[data-ready]").await?;
        visit.paste("#paste", &text).await?;
        if name != "blanks" {
            visit.until("document.querySelector('[data-verdict]') !== null").await?;
            let verdict =
                visit.find("[data-verdict]").await?.attr("data-verdict").await?.unwrap_or_default();
            assert!(
                ["unknown", "works", "works-with-limits"].contains(&verdict.as_str()),
                "{name}: {verdict}"
            );
            assert!(!visit.text("[data-verdict]").await?.trim().is_empty(), "{name}: no sentence");
        }
        let kept = visit.value("document.querySelector('#paste').value").await?;
        let kept = kept.as_str().unwrap_or_default();
        assert_eq!(
            kept.len(),
            text.replace("\r\n", "\n").replace('\r', "\n").len(),
            "{name}: text lost"
        );
        assert_ne!(visit.page.title().await?, "owned", "{name}: pasted text ran");
        assert_eq!(
            visit
                .value(
                    "document.querySelectorAll('main script:not([type]), main img[src=x]').length"
                )
                .await?,
            0
        );
    }
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn ten_megabytes_of_noise_do_not_freeze_the_page() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    visit.open(&site.http("diagnose.html")).await?;
    visit.find("html[data-ready]").await?;
    visit.paste("#paste", &noise(10_000_000)).await?;
    visit.until("document.querySelector('[data-verdict]')?.dataset.verdict === 'unknown'").await?;
    assert_eq!(visit.complaints().await?, [""; 0]);
    visit.close().await
}
