//! The same host for somebody who writes: its pages load themselves again when they have changed.
//!
//! By a script beside the page, since the policy of a page lets it load that and nothing else, and connect to nothing.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, Request, header},
    middleware::{self, Next},
    response::Response,
    routing::get,
};

/// How often the pages have changed.
#[derive(Clone, Default)]
pub(super) struct Version(Arc<AtomicU64>);

impl Version {
    /// Tells every open page to load itself again.
    pub(super) fn rise(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// Asks for the version five times a second, and loads the page again when it is another.
const RELOAD: &str = r#"let seen;
function gpudockVersion(now){if(seen===undefined)seen=now;else if(seen!==now)location.reload()}
(function ask(){const asked=document.createElement("script");asked.src="/-/version.js?"+Date.now();
asked.onload=asked.onerror=()=>{asked.remove();setTimeout(ask,200)};document.head.append(asked)})()"#;

/// Stands for the service worker: what was kept for reading offline would hide what has changed.
const NO_WORKER: &str = r#"self.addEventListener("install",()=>self.skipWaiting());
self.addEventListener("activate",event=>event.waitUntil(self.registration.unregister()))"#;

const TAG: &str = "<script src=\"/-/reload.js\"></script>";

/// Larger than any page. Unit: bytes.
const PAGE: usize = 64 << 20;

pub(super) fn host(folder: &Path, version: &Version) -> axum::Router {
    let version = version.clone();
    let asked = move || {
        let version = version.0.load(Ordering::Relaxed);
        async move { script(format!("gpudockVersion({version})")) }
    };
    super::plain(folder)
        .route("/-/version.js", get(asked))
        .route("/-/reload.js", get(|| async { script(RELOAD.to_owned()) }))
        .route("/sw.js", get(|| async { script(NO_WORKER.to_owned()) }))
        .layer(middleware::from_fn(fresh))
}

fn script(text: String) -> (HeaderMap, String) {
    let kind = HeaderValue::from_static("text/javascript; charset=utf-8");
    (HeaderMap::from_iter([(header::CONTENT_TYPE, kind)]), text)
}

/// Keeps a browser from keeping anything, and adds the script to pages.
async fn fresh(mut request: Request<Body>, next: Next) -> Response {
    // The date of a file says seconds, and a writer saves more often.
    request.headers_mut().remove(header::IF_MODIFIED_SINCE);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.remove(header::LAST_MODIFIED);
    let is_page = headers
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if !is_page {
        return response;
    }
    headers.remove(header::CONTENT_LENGTH);
    let (parts, body) = response.into_parts();
    let mut page = axum::body::to_bytes(body, PAGE).await.unwrap_or_default().to_vec();
    page.extend_from_slice(TAG.as_bytes());
    Response::from_parts(parts, Body::from(page))
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        io::{Read as _, Write as _},
        net::TcpStream,
    };

    use super::*;

    fn get(address: &str, path: &str) -> String {
        let mut stream = TcpStream::connect(address.trim_start_matches("http://")).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    #[test]
    fn pages_ask_for_a_version_that_rises() {
        let folder = std::env::temp_dir().join(format!("gpudock-live-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a.html"), "<p>a").unwrap();
        fs::write(folder.join("a.json"), "{}").unwrap();
        let version = Version::default();
        let address = super::super::listen(host(&folder, &version)).unwrap();
        let page = get(&address, "/a.html");
        assert!(page.contains("<p>a<script src=\"/-/reload.js\">"), "{page}");
        assert!(page.contains("no-store"), "{page}");
        assert!(!get(&address, "/a.json").contains("reload"));
        assert!(get(&address, "/-/version.js?1").ends_with("gpudockVersion(0)"));
        version.rise();
        assert!(get(&address, "/-/version.js?2").ends_with("gpudockVersion(1)"));
        assert!(get(&address, "/sw.js").contains("unregister"));
        fs::remove_dir_all(folder).unwrap();
    }
}
