//! The site on 127.0.0.1:8080, built again whenever something it is made of changes.

use std::{net::SocketAddr, path::Path, sync::mpsc, thread, time::Duration};

use anyhow::{Context, Result};
use notify_debouncer_mini::{new_debouncer, notify::RecursiveMode};
use tower_http::{
    compression::CompressionLayer,
    services::{ServeDir, ServeFile},
};

use crate::{build, console, tools, workspace};

const PORT: u16 = 8080;
/// What the site is made of.
const SOURCES: &[&str] = &["app", "content", "style", "index.html", "Trunk.toml"];

pub(crate) fn run() -> Result<()> {
    tools::for_building()?;
    build::site()?;
    let dist = workspace::root().join("dist");
    let (stopped, server) = mpsc::channel();
    thread::spawn(move || {
        let _ = stopped.send(serve(&dist));
    });
    console::line(&format!("http://127.0.0.1:{PORT}/   (Ctrl+C stops)"));
    let (changed, changes) = mpsc::channel();
    let mut watcher = new_debouncer(Duration::from_millis(200), changed)?;
    for source in SOURCES {
        let path = workspace::root().join(source);
        watcher
            .watcher()
            .watch(&path, RecursiveMode::Recursive)
            .with_context(|| path.display().to_string())?;
    }
    loop {
        if let Ok(result) = server.try_recv() {
            return result;
        }
        match changes.recv_timeout(Duration::from_millis(500)) {
            Ok(Ok(_)) => {
                if let Err(error) = build::site() {
                    console::error(&format!(
                        "{error:#}\nthe pages are as they were before this change"
                    ));
                }
                // What the build itself touched is no change.
                while changes.try_recv().is_ok() {}
            }
            Ok(Err(error)) => console::error(&error.to_string()),
            Err(_) => {}
        }
    }
}

/// What a static host does: types, ranges, the page not found, compression.
fn host(folder: &Path) -> axum::Router {
    let files = ServeDir::new(folder).not_found_service(ServeFile::new(folder.join("404.html")));
    axum::Router::new().fallback_service(files).layer(CompressionLayer::new())
}

/// Serves a folder on a free port until the program ends; the address has no slash at its end.
pub(crate) fn in_background(folder: &Path) -> Result<String> {
    let router = host(folder);
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
fn serve(folder: &Path) -> Result<()> {
    let address = SocketAddr::from(([127, 0, 0, 1], PORT));
    tokio::runtime::Runtime::new()?.block_on(async {
        let listener = tokio::net::TcpListener::bind(address)
            .await
            .with_context(|| format!("{address} is taken by another program"))?;
        axum::serve(listener, host(folder)).await?;
        Ok(())
    })
}
