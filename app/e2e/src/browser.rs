use std::{
    env,
    path::Path,
    process::Stdio,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use base64::Engine as _;
use serde_json::{Value, json};
use thirtyfour::{common::capabilities::chromium::ChromiumLikeCapabilities, prelude::*};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::{Child, Command},
};

/// A `ChromeDriver` of our own and the browsers started through it. Ends with the value.
#[derive(Debug)]
pub struct Browser {
    driver: Child,
    address: String,
}

/// How wide the window is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Width {
    /// 320 CSS pixels: what WCAG asks a page to bear.
    Narrow,
    /// 390: a phone.
    Phone,
    /// 1280: a laptop.
    Desk,
}

impl Width {
    /// The width of the page. Unit: CSS pixels.
    #[must_use]
    pub const fn pixels(self) -> u32 {
        match self {
            Self::Narrow => 320,
            Self::Phone => 390,
            Self::Desk => 1280,
        }
    }
}

/// One browser window, its storage empty at the start.
#[derive(Debug)]
pub struct Visit {
    /// The window.
    pub page: WebDriver,
}

const FLAGS: &[&str] = &[
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    // A phone draws no bar beside the page.
    "--hide-scrollbars",
    "--font-render-hinting=none",
    "--disable-lcd-text",
    "--force-color-profile=srgb",
    // Whoever asks for another host gets an error instead of an answer.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
];

impl Browser {
    /// Starts `ChromeDriver` on a free port.
    ///
    /// # Errors
    /// It is not installed, or does not say its port within ten seconds.
    pub async fn start() -> Result<Self> {
        let program =
            env::var("CHROMEDRIVER").unwrap_or_else(|_| "/usr/bin/chromedriver".to_owned());
        let mut driver = Command::new(&program)
            .args(["--port=0"])
            // Pages look the same wherever they are tested.
            .env("FONTCONFIG_FILE", concat!(env!("CARGO_MANIFEST_DIR"), "/fonts.conf"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("{program}: install chromium-driver"))?;
        let output = driver.stdout.take().context("chromedriver has no output")?;
        let mut lines = BufReader::new(output).lines();
        let port = tokio::time::timeout(Duration::from_secs(10), async {
            while let Some(line) = lines.next_line().await? {
                if let Some((_, port)) = line.split_once("started successfully on port ") {
                    return Ok(port.trim_end_matches('.').to_owned());
                }
            }
            bail!("chromedriver ended before it said its port")
        })
        .await
        .context("chromedriver did not say its port")??;
        // Its pipe must stay read, or it blocks once it is full.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { driver, address: format!("http://127.0.0.1:{port}") })
    }

    /// A fresh window.
    ///
    /// # Errors
    /// Chromium does not start.
    pub async fn visit(&self, width: Width) -> Result<Visit> {
        self.visit_with(width, &json!({}), None).await
    }

    /// A window of a browser that keeps its storage in a folder, for the next one that is given this folder.
    ///
    /// # Errors
    /// Chromium does not start, or another one still uses the folder.
    pub async fn visit_again(&self, width: Width, storage: &Path) -> Result<Visit> {
        self.visit_with(width, &json!({}), Some(storage)).await
    }

    /// A fresh window in which pages run no script.
    ///
    /// # Errors
    /// Chromium does not start.
    pub async fn visit_without_scripts(&self, width: Width) -> Result<Visit> {
        let preferences = json!({ "profile.managed_default_content_settings.javascript": 2 });
        self.visit_with(width, &preferences, None).await
    }

    async fn visit_with(
        &self,
        width: Width,
        preferences: &Value,
        storage: Option<&Path>,
    ) -> Result<Visit> {
        let mut wanted = DesiredCapabilities::chrome();
        let chromium = env::var("CHROME_PATH").unwrap_or_else(|_| "/usr/bin/chromium".to_owned());
        wanted.set_binary(&chromium)?;
        for flag in FLAGS {
            wanted.add_arg(flag)?;
        }
        wanted.add_arg(&format!("--window-size={},900", width.pixels().max(500)))?;
        if let Some(storage) = storage {
            wanted.add_arg(&format!("--user-data-dir={}", storage.display()))?;
        }
        wanted.add_experimental_option("prefs", preferences)?;
        wanted.set("goog:loggingPrefs", json!({ "performance": "ALL", "browser": "ALL" }))?;
        let page = WebDriver::new(&self.address, wanted).await?;
        // A headless window has a least width of its own; the emulated one has none.
        let metrics = json!({ "width": width.pixels(), "height": 900, "deviceScaleFactor": 1, "mobile": false });
        page.cdp().send_raw("Emulation.setDeviceMetricsOverride", metrics).await?;
        Ok(Visit { page })
    }

    /// Process id of `ChromeDriver`, for messages.
    #[must_use]
    pub fn id(&self) -> Option<u32> {
        self.driver.id()
    }
}

/// The colours a visitor's system asks for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// `light` or `dark`, as media queries name them.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl Visit {
    /// Asks for light or dark pages, as the system setting does.
    ///
    /// # Errors
    /// The browser refuses.
    pub async fn prefer(&self, theme: Theme) -> Result<()> {
        let feature = json!({ "name": "prefers-color-scheme", "value": theme.name() });
        let media = json!({ "features": [feature, { "name": "prefers-reduced-motion", "value": "reduce" }] });
        self.page.cdp().send_raw("Emulation.setEmulatedMedia", media).await?;
        Ok(())
    }

    /// The whole page as a PNG, however long it is.
    ///
    /// # Errors
    /// The browser cannot take the picture.
    pub async fn picture(&self) -> Result<Vec<u8>> {
        self.picture_of(json!({ "format": "png", "captureBeyondViewport": true })).await
    }

    /// A picture as `Page.captureScreenshot` of the Chrome DevTools Protocol is asked for one.
    ///
    /// # Errors
    /// The browser cannot take the picture.
    pub async fn picture_of(&self, wanted: Value) -> Result<Vec<u8>> {
        let picture = self.page.cdp().send_raw("Page.captureScreenshot", wanted).await?;
        let data = picture["data"].as_str().context("no picture came back")?;
        Ok(base64::engine::general_purpose::STANDARD.decode(data)?)
    }

    /// Opens an address.
    ///
    /// # Errors
    /// The page does not load.
    pub async fn open(&self, address: &str) -> Result<()> {
        self.page.goto(address).await.with_context(|| address.to_owned())
    }

    /// The first element that matches, within ten seconds.
    ///
    /// # Errors
    /// Nothing matches.
    pub async fn find(&self, selector: &str) -> Result<WebElement> {
        let start = Instant::now();
        loop {
            match self.page.find(By::Css(selector)).await {
                Ok(element) => return Ok(element),
                Err(_) if start.elapsed() < Duration::from_secs(10) => {
                    tokio::time::sleep(Duration::from_millis(25)).await;
                }
                Err(error) => {
                    return Err(error).with_context(|| format!("nothing matches {selector}"));
                }
            }
        }
    }

    /// Waits until an expression is true.
    ///
    /// # Errors
    /// It is not true within ten seconds; the message holds what it was last.
    pub async fn until(&self, expression: &str) -> Result<()> {
        let start = Instant::now();
        loop {
            let value = self.value(expression).await?;
            if value == Value::Bool(true) {
                return Ok(());
            }
            if start.elapsed() > Duration::from_secs(10) {
                bail!("{expression} is {value}");
            }
            tokio::time::sleep(Duration::from_millis(25)).await;
        }
    }

    /// Value of an expression in the page; it may await.
    ///
    /// # Errors
    /// The expression throws.
    pub async fn value(&self, expression: &str) -> Result<Value> {
        let result =
            self.page.execute(format!("return (async () => ({expression}))()"), vec![]).await;
        Ok(result.with_context(|| expression.to_owned())?.json().clone())
    }

    /// Puts a text into a control as a paste does: at once, and with the events of one.
    ///
    /// # Errors
    /// Nothing matches the selector.
    pub async fn paste(&self, selector: &str, text: &str) -> Result<()> {
        let element = self.find(selector).await?;
        let script = "const [control, text] = arguments; control.focus(); control.value = text; \
                      control.dispatchEvent(new Event('input', { bubbles: true }));";
        self.page.execute(script, vec![element.to_json()?, Value::from(text)]).await?;
        Ok(())
    }

    /// Chooses an option of a `<select>`, a radio button or a line of text, by the control's name.
    ///
    /// # Errors
    /// There is no such control or option.
    pub async fn answer(&self, name: &str, value: &str) -> Result<()> {
        self.find(&format!("[name='{name}']")).await?;
        let script = "const [name, value] = arguments; \
            const all = [...document.querySelectorAll(`[name='${name}']`)]; \
            const radio = all.find(control => control.type === 'radio' && control.value === value); \
            if (radio) { radio.click(); return true; } \
            const [control] = all; \
            if (control.type === 'checkbox') { if (control.checked !== (value === 'yes')) control.click(); return true; } \
            control.value = value; \
            for (const event of ['input', 'change']) control.dispatchEvent(new Event(event, { bubbles: true })); \
            return control.value === value;";
        let done = self.page.execute(script, vec![Value::from(name), Value::from(value)]).await?;
        if done.json() != &Value::Bool(true) {
            bail!("{value} is no answer to {name}");
        }
        Ok(())
    }

    /// Presses a button or a link as the Enter key does: it must be able to hold the focus.
    ///
    /// # Errors
    /// Nothing matches, or it cannot be focused.
    pub async fn press(&self, selector: &str) -> Result<()> {
        let element = self.find(selector).await?;
        let script = "arguments[0].focus(); return document.activeElement === arguments[0]";
        let focused = self.page.execute(script, vec![element.to_json()?]).await?;
        if focused.json() != &Value::Bool(true) {
            bail!("{selector} cannot be focused");
        }
        Ok(element.send_keys(Key::Enter).await?)
    }

    /// Text of the first match, as shown.
    ///
    /// # Errors
    /// Nothing matches.
    pub async fn text(&self, selector: &str) -> Result<String> {
        Ok(self.find(selector).await?.text().await?)
    }

    /// Every address requested since the last call.
    ///
    /// # Errors
    /// The log cannot be read.
    pub async fn requests(&self) -> Result<Vec<String>> {
        let mut addresses = Vec::new();
        for entry in self.page.get_log("performance").await? {
            let message: Value = serde_json::from_str(&entry.message)?;
            let message = &message["message"];
            if message["method"] == "Network.requestWillBeSent"
                && let Some(address) = message["params"]["request"]["url"].as_str()
            {
                addresses.push(address.to_owned());
            }
        }
        Ok(addresses)
    }

    /// Errors on the page's console since the last call: refused by policy, thrown, not found.
    ///
    /// # Errors
    /// The log cannot be read.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        let log = self.page.get_log("browser").await?;
        Ok(log
            .into_iter()
            .filter(|entry| entry.level == "SEVERE")
            .map(|entry| entry.message)
            .collect())
    }

    /// Closes the window.
    ///
    /// # Errors
    /// It is gone already.
    pub async fn close(self) -> Result<()> {
        Ok(self.page.quit().await?)
    }
}
