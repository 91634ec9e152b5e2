//! Takes pictures of pages of the built site: three languages, two widths, light and dark.
//!
//! A page may carry a hash; `diagnose.html<FILE` pastes a file of the shared captures first.

use std::{env, fs, path::PathBuf};

use anyhow::{Context, Result};
use gpudock_e2e::{Browser, Site, Theme, Width, shared};

#[tokio::main]
async fn main() -> Result<()> {
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
