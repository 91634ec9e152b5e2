//! Answer, and get commands that real tools accept.

use std::{
    env,
    io::Write as _,
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use gpudock_e2e::{Browser, Site, Visit, Width};

use crate::PLACES;

pub(crate) async fn answer_ubuntu(visit: &Visit) -> Result<()> {
    visit.find("html[data-ready]").await?;
    for (name, value) in
        [("os", "ubuntu"), ("release", "24.04"), ("arch", "x86_64"), ("engine", "docker")]
    {
        visit.answer(name, value).await.with_context(|| name)?;
    }
    visit
        .until(
            "document.querySelector(\"[data-output='script']\")?.textContent.includes('apt-get')",
        )
        .await
}

async fn output(visit: &Visit, kind: &str) -> Result<String> {
    let selector = format!("[data-output='{kind}'] code, [data-output='{kind}']");
    visit.find(&selector).await?;
    let script = format!(
        "document.querySelector(\"[data-output='{kind}'] code\")?.textContent ?? document.querySelector(\"[data-output='{kind}']\").textContent"
    );
    Ok(visit.value(&script).await?.as_str().unwrap_or_default().to_owned())
}

fn shellcheck(script: &str) -> Result<()> {
    let mut child = Command::new("shellcheck")
        .args(["--shell=bash", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .context("shellcheck is not installed")?;
    child.stdin.take().context("no pipe")?.write_all(script.as_bytes())?;
    let done = child.wait_with_output()?;
    ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
    Ok(())
}

/// `dockerd --validate`; the test command unpacks it and says where it is.
fn dockerd_accepts(daemon_json: &str) -> Result<()> {
    let Some(dockerd) = env::var_os("GPUDOCK_DOCKERD") else {
        ensure!(env::var_os("CI").is_none(), "GPUDOCK_DOCKERD is not set");
        return Ok(());
    };
    let file = env::temp_dir().join(format!("gpudock-e2e-{}.json", std::process::id()));
    std::fs::write(&file, daemon_json)?;
    let done = Command::new(dockerd)
        .args(["--validate", "--userland-proxy-path=/bin/true"])
        .arg(format!("--config-file={}", file.display()))
        .output()?;
    std::fs::remove_file(&file)?;
    ensure!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn ubuntu_gets_a_script_and_a_daemon_json_that_real_tools_accept() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    for (place, address) in PLACES {
        let visit = browser.visit(Width::Desk).await?;
        visit.open(&address(&site, "setup.html")).await?;
        answer_ubuntu(&visit).await.with_context(|| *place)?;
        let script = output(&visit, "script").await?;
        for old in ["apt-key add", "install nvidia-docker2", "11.0-base"] {
            assert!(!script.contains(old), "{place}: {old}");
        }
        shellcheck(&script).with_context(|| *place)?;
        dockerd_accepts(&output(&visit, "daemon-json").await?)?;
        assert_eq!(visit.complaints().await?, [""; 0], "{place}");
        visit.close().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_permalink_restores_every_answer() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    visit.open(&site.http("setup.html")).await?;
    answer_ubuntu(&visit).await?;
    visit.answer("driver", "535.183.01").await?;
    visit.until("location.hash.includes('driver=535.183.01')").await?;
    let link = visit.page.current_url().await?.to_string();
    assert!(link.contains("rules="), "{link}");
    let script = output(&visit, "script").await?;
    visit.close().await?;

    let visit = browser.visit(Width::Phone).await?;
    visit.open(&link).await?;
    visit.find("html[data-ready]").await?;
    visit.until("document.querySelector(\"[name='driver']\")?.value === '535.183.01'").await?;
    assert_eq!(output(&visit, "script").await?, script);
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_impossible_machine_is_told_so_first() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    visit.open(&site.http("setup.html")).await?;
    answer_ubuntu(&visit).await?;
    visit.answer("gpu", "NVIDIA GeForce RTX 5090").await?;
    visit.answer("modules", "proprietary").await?;
    visit.find("[data-conflict][data-weight='blocker']").await?;
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_link_says_what_changed_and_offers_both() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Phone).await?;
    visit.open(&site.http("setup.html#os=debian&release=13&rules=2026-01-01")).await?;
    visit.find("html[data-ready]").await?;
    visit.find("aside.alert li").await?;
    visit.find("a[data-rules='then'][href='about.html']").await?;
    visit.press("a[data-rules='today']").await?;
    visit.until("!document.querySelector('aside.alert')").await?;
    visit
        .until(
            "document.querySelector(\"[data-output='script']\")?.textContent.includes('apt-get')",
        )
        .await?;
    let address = visit.page.current_url().await?.to_string();
    assert!(address.contains("os=debian") && !address.contains("2026-01-01"), "{address}");
    visit.close().await
}

/// Python's reader says what the files of an archive are, after it checked every sum.
const UNZIP: &str = "import base64, io, json, sys, zipfile\n\
archive = zipfile.ZipFile(io.BytesIO(base64.b64decode(sys.stdin.read())))\n\
assert archive.testzip() is None\n\
print(json.dumps({name: archive.read(name).decode() for name in archive.namelist()}))";

#[tokio::test(flavor = "multi_thread")]
async fn all_outputs_come_as_one_zip() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let places =
        [site.http("setup.html"), site.file("zh/setup.html"), site.single("#/fr/setup.html")];
    for place in places {
        let visit = browser.visit(Width::Desk).await?;
        visit.open(&place).await?;
        answer_ubuntu(&visit).await?;
        visit
            .value(
                "(() => { const make = URL.createObjectURL; URL.createObjectURL = blob => { blob.arrayBuffer().then(\
                 bytes => { window.zipped = btoa(String.fromCharCode(...new Uint8Array(bytes))); }); return make(blob); }; })()",
            )
            .await?;
        visit.press("[data-zip]").await?;
        visit.until("Boolean(window.zipped)").await?;
        let zipped = visit.value("window.zipped").await?;
        let mut python = Command::new("python3")
            .args(["-c", UNZIP])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        python
            .stdin
            .take()
            .context("no pipe")?
            .write_all(zipped.as_str().unwrap_or_default().as_bytes())?;
        let done = python.wait_with_output()?;
        ensure!(done.status.success(), "{place}: no zip");
        let files: serde_json::Value = serde_json::from_slice(&done.stdout)?;
        let script = output(&visit, "script").await?;
        assert_eq!(files["gpudock-setup.sh"], script, "{place}");
        assert!(files["daemon.json"].is_string() && files["gpudock.yaml"].is_string(), "{place}");
        visit.close().await?;
    }
    Ok(())
}
