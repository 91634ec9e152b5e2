use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{Read as _, Write as _},
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
};

use anyhow::{Context, Result};
use axum::{
    Router,
    body::{Body, Bytes},
    extract::{Request, State},
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use futures_util::{Stream, StreamExt as _, future, stream};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::Site;

/// What a static host does with the file that the service worker keeps.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Delivery {
    /// Sends it.
    Whole,
    /// Sends the first half and ends, as while a release is being copied to the host.
    Half,
    /// Sends the first half and never goes on.
    Stuck,
}

/// A static host that can publish another release, fail, and go away.
#[derive(Debug)]
pub struct Host {
    address: String,
    shelf: Arc<Mutex<Shelf>>,
    server: JoinHandle<()>,
}

#[derive(Debug)]
struct Shelf {
    files: BTreeMap<String, Vec<u8>>,
    delivery: Delivery,
    asked: Vec<String>,
}

/// Says which release a page or a text belongs to.
pub const NEXT: &str = "(next release)";

impl Host {
    /// Publishes the built site.
    ///
    /// # Errors
    /// There is no built site, or no free port.
    pub async fn publish(site: &Site) -> Result<Self> {
        let files = site.files()?;
        let shelf = Shelf { files, delivery: Delivery::Whole, asked: Vec::new() };
        let shelf = Arc::new(Mutex::new(shelf));
        let listener = TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
        let address = format!("http://{}", listener.local_addr()?);
        let router = Router::new().fallback(deliver).with_state(Arc::clone(&shelf));
        let server = tokio::spawn(async move {
            // Ends with the task.
            let _ = axum::serve(listener, router).await;
        });
        Ok(Self { address, shelf, server })
    }

    /// Address of a page.
    #[must_use]
    pub fn page(&self, page: &str) -> String {
        format!("{}/{page}", self.address)
    }

    /// The origin, without a slash at its end.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.address
    }

    /// Replaces every file by that of the next release; the kept file is delivered as told.
    ///
    /// # Errors
    /// The built site has no service worker, or its file is not what it says.
    pub fn publish_next(&self, delivery: Delivery) -> Result<()> {
        let mut shelf = self.shelf.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.files = next(&shelf.files)?;
        shelf.delivery = delivery;
        Ok(())
    }

    /// Delivers whole files from now on.
    pub fn mend(&self) {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner).delivery = Delivery::Whole;
    }

    /// What was asked for so far, by path.
    #[must_use]
    pub fn asked(&self) -> Vec<String> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner).asked.clone()
    }

    /// Nobody answers any more.
    pub async fn go_away(self) {
        self.server.abort();
        let _ = self.server.await;
    }
}

async fn deliver(State(shelf): State<Arc<Mutex<Shelf>>>, request: Request) -> Response {
    let path = request.uri().path().trim_start_matches('/').to_owned();
    let path = if path.is_empty() { "index.html".to_owned() } else { path };
    let (content, delivery) = {
        let mut shelf = shelf.lock().unwrap_or_else(PoisonError::into_inner);
        shelf.asked.push(path.clone());
        (shelf.files.get(&path).cloned(), shelf.delivery)
    };
    let Some(content) = content else { return StatusCode::NOT_FOUND.into_response() };
    let half = Bytes::copy_from_slice(&content[..content.len() / 2]);
    let body = match delivery {
        Delivery::Half if kind(&path) == "pack" => Body::from(half),
        Delivery::Stuck if kind(&path) == "pack" => Body::from_stream(stuck(half)),
        _ => Body::from(content),
    };
    let content_type = match kind(&path) {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript",
        "wasm" => "application/wasm",
        "svg" => "image/svg+xml",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    };
    // To this host the browser's clock stands years in the past, and every copy is fresh for another year. One
    // request a connection, so that nobody is served any more once the host is gone.
    let headers = [
        (header::CONTENT_TYPE, content_type),
        (header::CONNECTION, "close"),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::DATE, "Fri, 01 Feb 2036 00:00:00 GMT"),
        (header::LAST_MODIFIED, "Fri, 01 Feb 2036 00:00:00 GMT"),
        (header::EXPIRES, "Sun, 01 Feb 2037 00:00:00 GMT"),
    ];
    (headers, body).into_response()
}

/// The first bytes, and then nothing, for ever.
fn stuck(half: Bytes) -> impl Stream<Item = Result<Bytes, std::io::Error>> {
    stream::once(future::ready(Ok(half))).chain(stream::pending())
}

/// Another release of the same site: every page has another title, the list of pages another heading, and
/// the worker with its file are those of this release.
fn next(files: &BTreeMap<String, Vec<u8>>) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut next = files.clone();
    for (path, content) in &mut next {
        if matches!(kind(path), "html" | "txt") {
            *content = renamed(content).into_bytes();
        }
    }
    let name = files.keys().find(|name| kind(name) == "pack").context("no pack")?.clone();
    let old = next.remove(&name).context("no pack")?;
    let pack = repacked(&old)?;
    let worker = next.get_mut("sw.js").context("no worker")?;
    let new_name = format!("offline-{}.pack", &hex(&pack)[..16]);
    *worker = String::from_utf8(worker.clone())?
        .replace(&name, &new_name)
        .replace(&hex(&old), &hex(&pack))
        .into_bytes();
    next.insert(new_name, pack);
    Ok(next)
}

fn renamed(content: &[u8]) -> String {
    String::from_utf8_lossy(content)
        .replace("</title>", &format!(" {NEXT}</title>"))
        .replace("# GPU Dock", &format!("# GPU Dock {NEXT}"))
}

fn repacked(pack: &[u8]) -> Result<Vec<u8>> {
    let begin = 4 + usize::try_from(u32::from_be_bytes(pack[..4].try_into()?))?;
    let list: BTreeMap<String, (usize, usize)> = serde_json::from_slice(&pack[4..begin])?;
    let (mut new, mut body) = (BTreeMap::new(), Vec::new());
    for (name, (at, length)) in list {
        let mut content = Vec::new();
        GzDecoder::new(&pack[begin + at..][..length]).read_to_end(&mut content)?;
        if name.starts_with("pages") || name == "texts" {
            content = renamed(&content).into_bytes();
        }
        let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
        gzip.write_all(&content)?;
        let packed = gzip.finish()?;
        new.insert(name, json!([body.len(), packed.len()]));
        body.extend(packed);
    }
    let list = Value::from_iter(new).to_string();
    Ok([&u32::try_from(list.len())?.to_be_bytes(), list.as_bytes(), &body].concat())
}

/// What stands behind the last point of a name.
fn kind(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

fn hex(content: &[u8]) -> String {
    Sha256::digest(content).iter().fold(String::new(), |mut all, byte| {
        // Writing into a string cannot fail.
        let _ = write!(all, "{byte:02x}");
        all
    })
}
