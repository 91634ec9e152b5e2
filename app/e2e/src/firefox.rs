use std::{
    env,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::{Context, Result, bail};
use thirtyfour::{common::capabilities::firefox::FirefoxPreferences, prelude::*};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

use crate::Visit;

/// A `geckodriver` of our own and the Firefox started through it. Ends with the value.
#[derive(Debug)]
pub struct Firefox {
    _driver: Child,
    address: String,
}

impl Firefox {
    /// Starts `geckodriver` on a free port.
    ///
    /// # Errors
    /// It is not installed, or does not say its port within ten seconds.
    pub async fn start() -> Result<Self> {
        // Where `cargo xtask` installs it, whoever starts the tests.
        let own = concat!(env!("CARGO_MANIFEST_DIR"), "/../../target/tools/bin/geckodriver");
        let program = env::var_os("GECKODRIVER").map_or_else(|| PathBuf::from(own), PathBuf::from);
        let mut driver = Command::new(&program)
            .args(["--port=0", "--log=info"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{}: run `cargo xtask tools`", program.display()))?;
        let output = driver.stdout.take().context("geckodriver has no output")?;
        let mut lines = BufReader::new(output).lines();
        let address = tokio::time::timeout(Duration::from_secs(10), async {
            while let Some(line) = lines.next_line().await? {
                if let Some((_, address)) = line.split_once("Listening on ") {
                    return Ok(format!("http://{}", address.trim()));
                }
            }
            bail!("geckodriver ended before it said its port")
        })
        .await
        .context("geckodriver did not say its port")??;
        // Its pipe must stay read, or it blocks once it is full.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { _driver: driver, address })
    }

    /// A fresh window without any network: whatever is asked of a host ends at a port where nobody listens.
    /// Downloads go to the folder.
    ///
    /// # Errors
    /// Firefox does not start.
    pub async fn visit(&self, downloads: &Path) -> Result<Visit> {
        let mut wanted = DesiredCapabilities::firefox();
        wanted.set_headless()?;
        let firefox =
            env::var("FIREFOX_PATH").unwrap_or_else(|_| "/usr/bin/firefox-esr".to_owned());
        wanted.set_firefox_binary(&firefox)?;
        let mut preferences = FirefoxPreferences::new();
        preferences.set("network.proxy.type", 1)?;
        for scheme in ["http", "ssl", "socks"] {
            preferences.set(&format!("network.proxy.{scheme}"), "127.0.0.1".to_owned())?;
            // The discard service: no machine of today runs it.
            preferences.set(&format!("network.proxy.{scheme}_port"), 9)?;
        }
        preferences.set("network.proxy.socks_remote_dns", true)?;
        preferences.set("network.proxy.allow_hijacking_localhost", true)?;
        preferences.set("browser.download.folderList", 2)?;
        preferences.set("browser.download.dir", downloads.display().to_string())?;
        preferences.set("browser.download.alwaysOpenPanel", false)?;
        let silent = "text/plain,text/csv,application/json,application/octet-stream";
        preferences.set("browser.helperApps.neverAsk.saveToDisk", silent.to_owned())?;
        wanted.set_preferences(preferences)?;
        let page = WebDriver::new(&self.address, wanted).await?;
        page.set_window_rect(0, 0, 1280, 900).await?;
        Ok(Visit { page })
    }
}
