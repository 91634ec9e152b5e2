use std::path::{Path, PathBuf};

use anyhow::Result;
use serde_json::json;

use crate::{Browser, Picture, Site, Theme, Visit, Width};

/// A key page in one of its states.
#[derive(Debug)]
pub struct View {
    name: &'static str,
    /// With the answers behind `#`.
    page: &'static str,
    state: State,
}

#[derive(Debug)]
enum State {
    /// As it is opened.
    Opened,
    /// Its browser code is awake, and shows what matches.
    Shows(&'static str),
    /// A sample of the diagnosis is in its box, and this is the verdict on it.
    Sample(&'static str, &'static str),
    /// Something is searched for.
    Search(&'static str),
}

/// What is looked at: every kind of page, the two tools in their main states, the search.
pub const VIEWS: [View; 12] = [
    View { name: "home", page: "index.html", state: State::Opened },
    View { name: "setup", page: "setup.html", state: State::Shows("html[data-ready]") },
    View {
        name: "setup-plan",
        page: "setup.html#os=ubuntu&release=24.04&arch=x86_64&engine=docker",
        state: State::Shows("#plan .step"),
    },
    View {
        name: "setup-blocker",
        page: "setup.html#os=ubuntu&release=24.04&arch=x86_64&engine=docker&gpu=NVIDIA%20GeForce%20RTX%205090&modules=proprietary",
        state: State::Shows("[data-weight='blocker']"),
    },
    View { name: "diagnose", page: "diagnose.html", state: State::Shows("html[data-ready]") },
    View {
        name: "diagnose-works",
        page: "diagnose.html",
        state: State::Sample("healthy", "works"),
    },
    View {
        name: "diagnose-broken",
        page: "diagnose.html",
        state: State::Sample("no-toolkit", "broken"),
    },
    View { name: "guides", page: "guides/index.html", state: State::Opened },
    View { name: "guide", page: "guides/linux.html", state: State::Opened },
    View {
        name: "finding",
        page: "troubleshooting/container-nvml-mismatch.html",
        state: State::Opened,
    },
    View { name: "table", page: "reference/drivers.html", state: State::Opened },
    View { name: "search", page: "404.html", state: State::Search("nvidia-smi") },
];

const LANGUAGES: [(&str, &str); 3] = [("en", ""), ("fr", "fr/"), ("zh", "zh/")];

/// Where the pictures stand that pages are compared with.
#[must_use]
pub fn references() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("reference")
}

/// Takes every view in three languages, in one width and one theme, and hands each to `seen` with the name of
/// its file.
///
/// # Errors
/// A page does not come into its state, or what `seen` says.
pub async fn look_at_all(
    site: &Site,
    browser: &Browser,
    width: Width,
    theme: Theme,
    mut seen: impl FnMut(&str, Picture) -> Result<()>,
) -> Result<()> {
    let visit = browser.visit(width).await?;
    visit.prefer(theme).await?;
    for view in &VIEWS {
        for (language, folder) in LANGUAGES {
            show(&visit, site, view, folder).await?;
            let name = format!("{}-{language}-{}-{}.png", view.name, width.pixels(), theme.name());
            seen(&name, take(&visit, width).await?)?;
        }
    }
    visit.close().await
}

/// Opens a page and brings it into the state of the view.
async fn show(visit: &Visit, site: &Site, view: &View, folder: &str) -> Result<()> {
    // Another address behind `#` alone would not load the page anew.
    visit.open("about:blank").await?;
    visit.open(&site.http(&format!("{folder}{}", view.page))).await?;
    match view.state {
        State::Opened => {}
        State::Shows(selector) => drop(visit.find(selector).await?),
        State::Sample(sample, verdict) => {
            visit.find("html[data-ready]").await?;
            visit.press(&format!("[data-sample='{sample}']")).await?;
            visit.find(&format!("[data-verdict='{verdict}']")).await?;
        }
        State::Search(words) => {
            visit.press("a[data-search]").await?;
            visit.paste("#q", words).await?;
            visit.find("#hits [role='option']").await?;
        }
    }
    Ok(())
}

/// What stands in the upper part of the page, at half its size.
///
/// # Errors
/// The browser cannot take the picture.
pub async fn take(visit: &Visit, width: Width) -> Result<Picture> {
    let height = if width == Width::Desk { 1000 } else { 1300 };
    let metrics = json!({ "width": width.pixels(), "height": height, "deviceScaleFactor": 1, "mobile": false });
    visit.page.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await?;
    // No caret that blinks, and the page as it begins, once its faces are there and two frames were drawn.
    visit
        .value(
            "(document.activeElement?.blur(), scrollTo(0, 0), await document.fonts.ready, \
             await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))), true)",
        )
        .await?;
    let clip = json!({ "x": 0, "y": 0, "width": width.pixels(), "height": height, "scale": 0.5 });
    Picture::from_png(&visit.picture_of(json!({ "format": "png", "clip": clip })).await?)
}
