//! Takes pictures of pages of the built site: three languages, two widths, light and dark.
//!
//! A page may carry a hash; `diagnose.html<FILE` pastes a file of the shared captures first. With `--accept`, the
//! key pages become what the browser tests compare them with.

use std::{collections::BTreeSet, env, fs, path::PathBuf};

use anyhow::{Context, Result};
use gpudock_e2e::{Browser, Picture, Site, Theme, Width, look_at_all, references, shared};

#[tokio::main]
async fn main() -> Result<()> {
    if env::args().nth(1).as_deref() == Some("--accept") {
        return accept().await;
    }
    let folder = PathBuf::from(env::var_os("GPUDOCK_SHOTS").context("GPUDOCK_SHOTS is not set")?);
    fs::create_dir_all(&folder)?;
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    for (width, short) in [(Width::Phone, "390"), (Width::Desk, "1280")] {
        for theme in [Theme::Light, Theme::Dark] {
            let visit = browser.visit(width).await?;
            visit.prefer(theme).await?;
            for wanted in env::args().skip(1) {
                let (page, paste) = wanted
                    .split_once('<')
                    .map_or((wanted.as_str(), None), |(page, file)| (page, Some(file)));
                for language in ["", "fr/", "zh/"] {
                    visit.open("about:blank").await?;
                    visit.open(&site.http(&format!("{language}{page}"))).await?;
                    if let Some(file) = paste {
                        visit.find("html[data-ready]").await?;
                        visit.paste("#paste", &shared(file)?).await?;
                        visit.find("[data-verdict]").await?;
                    }
                    let name: String = format!("{language}{wanted}")
                        .chars()
                        .map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' })
                        .take(80)
                        .collect();
                    fs::write(
                        folder.join(format!("{name}-{short}-{}.png", theme.name())),
                        visit.picture().await?,
                    )?;
                }
            }
            visit.close().await?;
        }
    }
    Ok(())
}

/// Renews the pictures that no longer look like their page, and removes those of no page.
async fn accept() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let folder = references();
    fs::create_dir_all(&folder)?;
    let mut names = BTreeSet::new();
    for width in [Width::Phone, Width::Desk] {
        for theme in [Theme::Light, Theme::Dark] {
            let renew = |name: &str, now: Picture| {
                names.insert(name.to_owned());
                let file = folder.join(name);
                let same = Picture::open(&file)
                    .is_ok_and(|before| matches!(before.compare(&now), Ok(None)));
                if same { Ok(()) } else { now.store(&file) }
            };
            look_at_all(&site, &browser, width, theme, renew).await?;
        }
    }
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        if !names.contains(entry.file_name().to_string_lossy().as_ref()) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
