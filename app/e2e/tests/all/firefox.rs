//! The site as files, and as one file, in Firefox without a network.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context as _, Result, bail};
use gpudock_e2e::{Firefox, Site, Visit, shared};

use crate::{diagnose::diagnosed, wizard::answer_ubuntu};

/// A folder as people have them, with the site in it; gone with the value.
struct Stick(PathBuf);

impl Stick {
    fn new(site: &Site, name: &str) -> Result<Self> {
        let folder =
            std::env::temp_dir().join(format!("Clé USB 显卡 {name} {}", std::process::id()));
        fs::create_dir_all(folder.join("downloads"))?;
        std::os::unix::fs::symlink(site.folder(), folder.join("GPU dock, été"))?;
        let single = site.folder().with_file_name("dist-single");
        std::os::unix::fs::symlink(single, folder.join("one file"))?;
        Ok(Self(folder))
    }

    /// The page of the folder, and the same page of the single file.
    fn addresses(&self, page: &str) -> [String; 2] {
        let folder = self.0.display();
        [
            format!("file://{folder}/GPU dock, été/{page}"),
            format!("file://{folder}/one file/gpudock.html#/{page}"),
        ]
    }

    fn downloads(&self) -> PathBuf {
        self.0.join("downloads")
    }
}

impl Drop for Stick {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The block with the whole script.
const SCRIPT: &str = "document.querySelector(\"[data-output='script']\")";

/// Nothing but files was loaded.
async fn asked_for_nothing(visit: &Visit) -> Result<()> {
    let asked = visit
        .value("performance.getEntriesByType('resource').map(one => one.name).filter(name => !/^(file|data|blob):/.test(name))")
        .await?;
    assert_eq!(asked, serde_json::json!([]));
    Ok(())
}

/// The file that a download leaves, once it is complete.
async fn downloaded(folder: &Path) -> Result<String> {
    for _ in 0..400 {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            let whole = path.extension().is_none_or(|end| end != "part");
            if whole && path.metadata()?.len() > 0 {
                let text = fs::read_to_string(&path)?;
                fs::remove_file(path)?;
                return Ok(text);
            }
        }
        tokio::time::sleep(Duration::from_millis(25)).await;
    }
    bail!("nothing was downloaded")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_paste_gets_its_verdict() -> Result<()> {
    let (site, firefox) = (Site::serve().await?, Firefox::start().await?);
    let stick = Stick::new(&site, "diagnosis")?;
    let visit = firefox.visit(&stick.downloads()).await?;
    for page in ["diagnose.html", "zh/diagnose.html"] {
        for address in stick.addresses(page) {
            visit.open("about:blank").await?;
            visit.open(&address).await?;
            let dump = shared("captures/h200/smi.txt")?;
            diagnosed(&visit, &dump, "works").await.with_context(|| address.clone())?;
            assert!(visit.text("body").await?.contains("H200"), "{address}");
            asked_for_nothing(&visit).await?;
            visit.value("sessionStorage.clear()").await?;
        }
    }
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_wizard_gives_commands_and_saves_them() -> Result<()> {
    let (site, firefox) = (Site::serve().await?, Firefox::start().await?);
    let stick = Stick::new(&site, "wizard")?;
    let visit = firefox.visit(&stick.downloads()).await?;
    for address in stick.addresses("setup.html") {
        visit.open("about:blank").await?;
        visit.open(&address).await?;
        answer_ubuntu(&visit).await.with_context(|| address.clone())?;
        let shown = visit.value(&format!("{SCRIPT}.textContent")).await?;
        visit
            .value(&format!("{SCRIPT}.closest('figure').querySelector('[data-download]').click()"))
            .await?;
        let saved = downloaded(&stick.downloads()).await.with_context(|| address.clone())?;
        assert_eq!(shown.as_str().unwrap_or_default().trim_end(), saved.trim_end(), "{address}");
        visit.until("location.hash.includes('os=ubuntu')").await?;
        // The answers go with the reader into another language.
        visit.press(".menu summary").await?;
        visit.press("a[data-language='fr']").await?;
        visit.until("document.documentElement.lang === 'fr'").await?;
        visit
            .until("document.querySelector(\"[name='os'][value='ubuntu']\")?.checked === true")
            .await?;
        asked_for_nothing(&visit).await?;
    }
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn guides_theme_and_languages_work() -> Result<()> {
    let (site, firefox) = (Site::serve().await?, Firefox::start().await?);
    let stick = Stick::new(&site, "guides")?;
    let visit = firefox.visit(&stick.downloads()).await?;
    for address in stick.addresses("guides/linux.html") {
        visit.open("about:blank").await?;
        visit.open(&address).await?;
        visit.find("#main h1").await?;
        visit.press("[data-theme-switch]").await?;
        let theme = visit.value("document.documentElement.dataset.theme").await?;
        assert!(theme == "light" || theme == "dark", "{address}: {theme}");
        visit.press(".menu summary").await?;
        visit.press("a[data-language='zh']").await?;
        visit.until("document.documentElement.lang === 'zh-Hans'").await?;
        visit.until(&format!("document.documentElement.dataset.theme === {theme}")).await?;
        assert!(visit.text("main").await?.contains("nvidia-ctk"), "{address}");
        asked_for_nothing(&visit).await?;
    }
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_is_out_of_reach() -> Result<()> {
    // What makes the other tests mean something: the network is blocked, for this machine too.
    let (site, firefox) = (Site::serve().await?, Firefox::start().await?);
    let stick = Stick::new(&site, "network")?;
    let visit = firefox.visit(&stick.downloads()).await?;
    assert!(visit.open(&site.http("index.html")).await.is_err());
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_search_finds_without_a_network() -> Result<()> {
    let (site, firefox) = (Site::serve().await?, Firefox::start().await?);
    let stick = Stick::new(&site, "search")?;
    let visit = firefox.visit(&stick.downloads()).await?;
    for (page, query, folder) in [
        ("guides/linux.html", "daemon.json", "guides/"),
        ("fr/guides/linux.html", "memoire partagee", "fr/"),
        ("zh/guides/linux.html", "显存不足", "zh/"),
    ] {
        for address in stick.addresses(page) {
            visit.open("about:blank").await?;
            visit.open(&address).await?;
            visit.find("#main h1").await?;
            visit.page.action_chain().send_keys("/").perform().await?;
            visit.until("document.activeElement?.id === 'q'").await?;
            visit.page.action_chain().send_keys(query).perform().await?;
            let found = format!(
                "[...document.querySelectorAll('#hits [role=option]')].some(hit => hit.href.includes('{folder}'))"
            );
            visit.until(&found).await.with_context(|| address.clone())?;
            asked_for_nothing(&visit).await?;
        }
    }
    visit.close().await
}
