//! The site on 127.0.0.1:8080, made again whenever something it is made of changes: the page of a guide at once, what
//! lists it in the background, and all of it with the browser code where that has changed.

mod live;

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Child,
    sync::mpsc,
    thread,
    time::Duration,
};

use anyhow::{Context, Result};
use notify_debouncer_mini::{DebounceEventResult, new_debouncer, notify::RecursiveMode};
use tower_http::{
    compression::CompressionLayer,
    services::{ServeDir, ServeFile},
};

use crate::{build, console, tools, workspace};
use live::Version;

const PORT: u16 = 8080;
/// What the site is made of.
const SOURCES: &[&str] = &["app", "content", "style", "index.html", "Trunk.toml"];
/// How long a burst of saves may be.
const BURST: Duration = Duration::from_millis(50);

pub(crate) fn run() -> Result<()> {
    tools::for_building()?;
    build::site()?;
    let dist = workspace::root().join("dist");
    let version = Version::default();
    let (stopped, server) = mpsc::channel();
    let shown = version.clone();
    thread::spawn(move || {
        let _ = stopped.send(serve(&dist, &shown));
    });
    console::line(&format!("http://127.0.0.1:{PORT}/   (Ctrl+C stops)"));
    let (changed, changes) = mpsc::channel();
    let mut watcher = new_debouncer(BURST, changed)?;
    for source in SOURCES {
        let path = workspace::root().join(source);
        watcher
            .watcher()
            .watch(&path, RecursiveMode::Recursive)
            .with_context(|| path.display().to_string())?;
    }
    let mut rest = Rest::default();
    loop {
        if let Ok(result) = server.try_recv() {
            return result;
        }
        if let Ok(events) = changes.recv_timeout(Duration::from_millis(200)) {
            rest.stop()?;
            let all = std::iter::once(events).chain(changes.try_iter());
            let again = again(&changed_files(all), &version);
            rest = again.unwrap_or_else(|error| {
                console::error(&format!(
                    "{error:#}\nthe pages are as they were before this change"
                ));
                Rest::default()
            });
        }
        rest.look(&version)?;
    }
}

/// Paths below the workspace; an event that names none is only reported.
fn changed_files(events: impl Iterator<Item = DebounceEventResult>) -> BTreeSet<PathBuf> {
    let root = workspace::root();
    let mut paths = BTreeSet::new();
    for event in events {
        match event {
            Ok(all) => paths.extend(
                all.iter()
                    .filter_map(|event| event.path.strip_prefix(&root).ok().map(Path::to_owned)),
            ),
            Err(error) => console::error(&error.to_string()),
        }
    }
    paths
}

/// What a change asks for.
#[derive(Debug, Eq, PartialEq)]
enum Change {
    /// The text of these guides, and whatever shows something of them.
    Guides(BTreeSet<String>),
    /// Every page, with the browser code there is.
    Pages,
    /// Everything.
    Code,
}

fn change(paths: &BTreeSet<PathBuf>) -> Option<Change> {
    let mut slugs = BTreeSet::new();
    let mut pages = false;
    for path in paths {
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
        match (parts.iter().map(AsRef::as_ref).collect::<Vec<&str>>().as_slice(), end) {
            (["content", slug, _], "md") => {
                slugs.insert((*slug).to_owned());
            }
            (["content", _, _], "svg") | (["style", _, ..], _) => pages = true,
            // The folders themselves, and what an editor leaves there for a moment.
            (["content" | "style", ..], _) => {}
            _ => return Some(Change::Code),
        }
    }
    if pages {
        Some(Change::Pages)
    } else if slugs.is_empty() {
        None
    } else {
        Some(Change::Guides(slugs))
    }
}

/// Makes what somebody waits for; the rest goes on while they read.
fn again(paths: &BTreeSet<PathBuf>, version: &Version) -> Result<Rest> {
    match change(paths) {
        None => return Ok(Rest::default()),
        Some(Change::Code) => {
            build::site()?;
            version.rise();
            return Ok(Rest::default());
        }
        Some(Change::Pages) => {}
        Some(Change::Guides(slugs)) => {
            let mut generator = generator("guides")?;
            workspace::run(generator.args(slugs))?;
            version.rise();
        }
    }
    Ok(Rest(Some(generator("again")?.spawn()?)))
}

/// The generator as the last build left it.
fn generator(task: &str) -> Result<std::process::Command> {
    let name = format!("debug/gpudock-site{}", std::env::consts::EXE_SUFFIX);
    let mut generator = workspace::program(workspace::target().join(name))?;
    generator.arg(task);
    Ok(generator)
}

/// The making of all pages, in the background.
#[derive(Default)]
struct Rest(Option<Child>);

impl Rest {
    /// Ends it where a newer change makes it useless: the next one does the same, and more.
    fn stop(&mut self) -> Result<()> {
        if let Some(mut child) = self.0.take() {
            child.kill()?;
            child.wait()?;
        }
        Ok(())
    }

    /// Shows what it made, once it is done.
    fn look(&mut self, version: &Version) -> Result<()> {
        let Some(child) = &mut self.0 else { return Ok(()) };
        if let Some(status) = child.try_wait()? {
            self.0 = None;
            if status.success() {
                version.rise();
            }
        }
        Ok(())
    }
}

/// What a static host does: types, ranges, the page not found, compression.
fn host(folder: &Path) -> axum::Router {
    plain(folder).layer(CompressionLayer::new())
}

/// The same without compression.
fn plain(folder: &Path) -> axum::Router {
    let files = ServeDir::new(folder).not_found_service(ServeFile::new(folder.join("404.html")));
    axum::Router::new().fallback_service(files)
}

/// Serves a folder on a free port until the program ends; the address has no slash at its end.
pub(crate) fn in_background(folder: &Path) -> Result<String> {
    listen(host(folder))
}

fn listen(router: axum::Router) -> Result<String> {
    let listener = std::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0)))?;
    listener.set_nonblocking(true)?;
    let address = format!("http://{}", listener.local_addr()?);
    let runtime = tokio::runtime::Runtime::new()?;
    thread::spawn(move || {
        runtime.block_on(async {
            axum::serve(tokio::net::TcpListener::from_std(listener)?, router).await
        })
    });
    Ok(address)
}

/// Serves a folder on the port that `serve` promises.
fn serve(folder: &Path, version: &Version) -> Result<()> {
    let address = SocketAddr::from(([127, 0, 0, 1], PORT));
    let router = live::host(folder, version);
    tokio::runtime::Runtime::new()?.block_on(async {
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .with_context(|| format!("{address} is taken by another program"))?;
        axum::serve(listener, router).await?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(paths: &[&str]) -> Option<Change> {
        change(&paths.iter().map(PathBuf::from).collect())
    }

    #[test]
    fn a_change_asks_for_no_more_than_it_needs() {
        let guides = |slugs: &[&str]| {
            Some(Change::Guides(slugs.iter().map(|slug| (*slug).to_owned()).collect()))
        };
        assert_eq!(
            of(&["content/linux/fr.md", "content/start/en.md"]),
            guides(&["linux", "start"])
        );
        assert_eq!(of(&["content/linux", "content/linux/.fr.md.swp"]), None);
        assert_eq!(of(&["content/linux/fr.md", "style/main.css"]), Some(Change::Pages));
        assert_eq!(of(&["content/start/stack.svg"]), Some(Change::Pages));
        assert_eq!(of(&["content/linux/fr.md", "app/core/src/lib.rs"]), Some(Change::Code));
        assert_eq!(of(&["index.html"]), Some(Change::Code));
    }
}
