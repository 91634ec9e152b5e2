//! Files: several at once, packed, pictures, and logs too long to freeze a page with.

use std::{fmt::Write as _, io::Write as _, path::PathBuf};

use anyhow::{Context as _, Result, ensure};
use gpudock_e2e::{Browser, Site, Visit, Width, shared};
use serde_json::Value;

use crate::PLACES;

/// A folder of its own for each test; ends with the value.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Result<Self> {
        let path = std::env::temp_dir().join(format!("gpudock-e2e-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path)?;
        Ok(Self(path))
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> Result<String> {
        let path = self.0.join(name);
        std::fs::write(&path, content)?;
        Ok(path.to_string_lossy().into_owned())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Chooses files, as the dialog of the browser does.
async fn choose(visit: &Visit, files: &[String]) -> Result<()> {
    visit.find("html[data-ready]").await?;
    visit.find("input[type=file]").await?.send_keys(files.join("\n").as_str()).await?;
    Ok(())
}

async fn verdict(visit: &Visit, verdict: &str) -> Result<()> {
    let shown =
        format!("document.querySelector('[data-verdict]')?.dataset.verdict === '{verdict}'");
    visit.until(&shown).await
}

fn gzip(text: &[u8]) -> Result<Vec<u8>> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(text)?;
    Ok(packed.finish()?)
}

const NO_TOOLKIT: &str = "captures/docker-h200/060-d29-bare-gpus-all.txt";
const XID: &str = "Nov 20 03:14:15 host kernel: NVRM: Xid (PCI:0000:01:00): 79, pid=4242, GPU has fallen off the bus.\n";

/// So many bytes of a journal in which nothing concerns a GPU, but for one line in the middle.
fn journal(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 256);
    let mut number = 0_u32;
    let mut told = false;
    while text.len() < bytes {
        number += 1;
        let _ = writeln!(
            text,
            "Nov 20 03:14:15 host systemd[1]: unit-{number}.service: Deactivated successfully."
        );
        if !told && text.len() > bytes / 2 {
            told = true;
            text.push_str(XID);
        }
    }
    text
}

#[tokio::test(flavor = "multi_thread")]
async fn two_files_are_read_as_one_machine_wherever_the_page_is_opened() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let folder = Folder::new("two")?;
    let packed = gzip(shared(NO_TOOLKIT)?.as_bytes())?;
    let files = [
        folder.file("smi.txt", shared("captures/h200/smi.txt")?)?,
        folder.file("nvidia-bug-report.log.gz", packed)?,
    ];
    let mut pages: Vec<_> =
        PLACES.iter().map(|(_, address)| address(&site, "diagnose.html")).collect();
    pages.push(site.single("#/diagnose.html"));
    for page in pages {
        let visit = browser.visit(Width::Desk).await?;
        visit.open(&page).await?;
        choose(&visit, &files).await?;
        verdict(&visit, "broken").await.with_context(|| page.clone())?;
        visit.until("document.querySelector('#paste').value.includes('==> nvidia-bug-report.log.gz:1 <==')").await?;
        visit.until("document.querySelector('#paste').value.includes('H200')").await?;
        assert_eq!(visit.text(".intake p").await?, "", "{page}");
        assert_eq!(visit.complaints().await?, [""; 0], "{page}");
        // A reload keeps what came from files, too.
        visit.page.refresh().await?;
        verdict(&visit, "broken").await?;
        visit.close().await?;
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_holds_no_text_gets_one_sentence_and_leaves_the_box_alone() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let folder = Folder::new("odd")?;
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01".repeat(40);
    let mut torn = gzip(journal(400_000).as_bytes())?;
    torn.truncate(torn.len() / 2);
    let cases = [
        ("screen.png", png, "is a picture"),
        ("logs.zip", b"PK\x03\x04\x14\0\0\0".repeat(500), "holds no text"),
        ("nothing.gz", b"\x1f\x8b\x08\0garbage".to_vec(), "cannot be read"),
        ("torn.log.gz", torn, "is damaged"),
    ];
    let visit = browser.visit(Width::Phone).await?;
    for (name, content, says) in cases {
        visit.open(&site.http("diagnose.html")).await?;
        visit.page.execute("sessionStorage.clear()", vec![]).await?;
        visit.page.refresh().await?;
        visit.find("html[data-ready]").await?;
        visit.paste("#paste", "my own words").await?;
        choose(&visit, &[folder.file(name, content)?]).await?;
        visit
            .until(&format!("document.querySelector('.intake p').textContent.includes('{says}')"))
            .await?;
        let said = visit.text(".intake p").await?;
        assert!(said.contains(name), "{said}");
        let kept = visit.value("document.querySelector('#paste').value").await?;
        let kept = kept.as_str().unwrap_or_default();
        assert!(kept.starts_with("my own words"), "{name}: {kept:?}");
        assert_eq!(kept.len() > 100, name == "torn.log.gz", "{name}: {} letters", kept.len());
        assert_eq!(visit.complaints().await?, [""; 0], "{name}");
    }
    visit.close().await
}

/// Notes every value of the bar that is painted, from now on: a page that is held up paints none in between.
const WATCH: &str = "window.painted = new Set(); const bar = document.querySelector('.intake progress'); \
    const note = () => { if (!bar.hidden) painted.add(bar.value); requestAnimationFrame(note); }; note(); return true";

#[tokio::test(flavor = "multi_thread")]
async fn fifty_megabytes_freeze_nothing_and_the_one_line_is_found() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let folder = Folder::new("long")?;
    let text = journal(50 << 20);
    let line = 1 + text.split_once(XID).map_or(0, |(before, _)| before.matches('\n').count());
    let files = [
        folder.file("journal.txt", &text)?,
        folder.file("journal.txt.gz", gzip(text.as_bytes())?)?,
    ];
    for file in files {
        let visit = browser.visit(Width::Desk).await?;
        visit.open(&site.http("diagnose.html")).await?;
        visit.find("html[data-ready]").await?;
        visit.page.execute(WATCH, vec![]).await?;
        choose(&visit, std::slice::from_ref(&file)).await?;
        let start = std::time::Instant::now();
        while visit.value("document.querySelector(\"[data-severity='error']\") !== null").await?
            != Value::Bool(true)
        {
            ensure!(start.elapsed().as_secs() < 300, "{file} is still being read");
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        let shown = visit.value("document.querySelector('#paste').value").await?;
        let shown = shown.as_str().unwrap_or_default();
        assert!(shown.contains("fallen off the bus") && shown.len() < 100_000, "{}", shown.len());
        let name = file.rsplit('/').next().unwrap_or_default();
        // Each stretch says where it stood in the file.
        let stretch = shown.split("==> ").find(|stretch| stretch.contains(XID)).unwrap_or_default();
        let label =
            stretch.strip_prefix(&format!("{name}:")).and_then(|rest| rest.split_once(" <==\n"));
        let number = label.and_then(|(first, text)| {
            let before = text.split(XID).next()?.matches('\n').count();
            first.parse::<usize>().ok().map(|first| first + before)
        });
        assert_eq!(number, Some(line), "{stretch:.80}");
        let painted = visit.value("painted.size").await?;
        assert!(painted.as_u64() > Some(4), "{name}: {painted} states of the bar were painted");
        visit.close().await?;
    }
    Ok(())
}

/// Makes each piece of a file take its time, so that nothing is done before it can be called off.
const SLOW_DISK: &str = "const read = Blob.prototype.arrayBuffer; Blob.prototype.arrayBuffer = function () { \
    return new Promise(rest => setTimeout(rest, 500)).then(() => read.call(this)); }; return true";

#[tokio::test(flavor = "multi_thread")]
async fn reading_can_be_called_off_by_keyboard() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let folder = Folder::new("cancel")?;
    let file = folder.file("journal.txt", journal(16 << 20))?;
    let visit = browser.visit(Width::Phone).await?;
    visit.open(&site.http("fr/diagnose.html")).await?;
    visit.find("html[data-ready]").await?;
    visit.paste("#paste", "uname -r\n6.8.0-85-generic\n").await?;
    visit.page.execute(SLOW_DISK, vec![]).await?;
    choose(&visit, &[file]).await?;
    visit.find("[data-action='cancel']:not([hidden])").await?;
    visit.press("[data-action='cancel']").await?;
    visit.until("document.querySelector('[data-action=cancel]').hidden").await?;
    assert_eq!(visit.value("document.activeElement.id").await?, "paste");
    let kept = visit.value("document.querySelector('#paste').value").await?;
    assert_eq!(kept, "uname -r\n6.8.0-85-generic\n");
    assert_eq!(visit.complaints().await?, [""; 0]);
    visit.close().await
}
