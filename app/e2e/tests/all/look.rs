//! The key pages look as they were last accepted: `cargo xtask shots --accept` renews `app/e2e/reference`.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};
use gpudock_e2e::{Browser, Picture, Site, Theme, VIEWS, Width, look_at_all, references, take};

/// Compares every view of one width and theme with its picture; what differs is stored under `target/look`.
async fn changed(
    site: &Site,
    browser: &Browser,
    width: Width,
    theme: Theme,
) -> Result<Vec<String>> {
    let shown = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/look");
    fs::create_dir_all(&shown)?;
    let mut changed = Vec::new();
    let compare = |name: &str, now: Picture| {
        let before = Picture::open(&references().join(name))?;
        let file = shown.join(name);
        if let Some(difference) = before.compare(&now).with_context(|| name.to_owned())? {
            before.store_difference(&now, &difference, &file)?;
            changed.push(format!("{name}: {difference}"));
        } else if file.exists() {
            fs::remove_file(&file)?;
        }
        Ok(())
    };
    look_at_all(site, browser, width, theme, compare).await?;
    Ok(changed)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_key_pages_look_as_they_were_accepted() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let look = |width, theme| changed(&site, &browser, width, theme);
    // Two windows at a time.
    let phone =
        tokio::try_join!(look(Width::Phone, Theme::Light), look(Width::Phone, Theme::Dark))?;
    let desk = tokio::try_join!(look(Width::Desk, Theme::Light), look(Width::Desk, Theme::Dark))?;
    let all = [phone.0, phone.1, desk.0, desk.1].concat();
    ensure!(
        all.is_empty(),
        "before, now and what differs stand in target/look; if it is meant, `cargo xtask shots --accept`\n{}",
        all.join("\n")
    );
    let stored = fs::read_dir(references())?.count();
    ensure!(stored == VIEWS.len() * 12, "{stored} pictures are stored");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_page_is_seen_and_the_smoothing_of_letters_is_not() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    for width in [Width::Phone, Width::Desk] {
        let visit = browser.visit(width).await?;
        visit.prefer(Theme::Light).await?;
        visit.open(&site.http("guides/linux.html")).await?;
        let before = take(&visit, width).await?;
        let again = take(&visit, width).await?;
        ensure!(before.compare(&again)?.is_none(), "two pictures of one page differ");
        // The same letters a third of a pixel further: other edges, the same page.
        for (style, seen) in [
            ("body { translate: 0.3px 0.3px }", false),
            ("h1 { color: var(--accent) !important }", true),
            ("h1 { padding-block-end: 12px }", true),
            (".alert { visibility: hidden }", true),
            (
                ":root { --paper: #fff !important; --line: #fff !important; --accent: #b03060 !important }",
                true,
            ),
            (".lead { font-size: 1.2em !important }", true),
        ] {
            let script = "const sheet = new CSSStyleSheet(); sheet.replaceSync(arguments[0]); document.adoptedStyleSheets = [sheet];";
            visit.page.execute(script, vec![style.into()]).await?;
            let difference = before.compare(&take(&visit, width).await?)?;
            ensure!(difference.is_some() == seen, "{style}: {difference:?}");
        }
        visit.close().await?;
    }
    Ok(())
}
