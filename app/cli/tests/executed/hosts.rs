//! The public hosts, on the loopback interface, with certificates of an authority made for this run.

use std::{
    net::{IpAddr, Ipv4Addr, TcpListener},
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex},
};

use axum::{
    Router,
    extract::State,
    http::{HeaderMap, StatusCode, Uri},
};
use axum_server::tls_rustls::{RustlsConfig, from_tcp_rustls};
use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional},
    net::TcpStream,
};

/// The hosts that the emitted commands name, and the mirror the machine already has.
pub const NAMES: [&str; 4] =
    ["nvidia.github.io", "download.docker.com", "developer.download.nvidia.com", "mirror.example"];

/// A running server. It lives as long as the runtime inside it.
pub struct Hosts {
    /// Where it listens, on port 443.
    pub address: IpAddr,
    /// The authority's certificate, as a machine trusts it.
    pub authority: String,
    asked: Arc<Mutex<Vec<String>>>,
    tunnelled: Arc<Mutex<Vec<String>>>,
    _runtime: tokio::runtime::Runtime,
}

impl Hosts {
    /// Serves `folder/<host>/…` under the real names. Each `number` has a loopback address of its own.
    pub fn start(folder: &Path, number: u8) -> Self {
        let process = std::process::id().to_be_bytes();
        let address = IpAddr::V4(Ipv4Addr::new(
            127,
            100u8.wrapping_add(process[2] % 100),
            process[3],
            number,
        ));
        let listener = TcpListener::bind((address, 443)).unwrap();
        listener.set_nonblocking(true).unwrap();
        let (authority, certificate, key) = certificates();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let state = (folder.to_owned(), Arc::clone(&asked));
        let pages = Router::new().fallback(file).with_state(state);
        let runtime = tokio::runtime::Runtime::new().unwrap();
        // Another test of this process may have been first.
        let _ = rustls::crypto::ring::default_provider().install_default();
        runtime.spawn(async move {
            let config = RustlsConfig::from_pem(certificate.into(), key.into()).await.unwrap();
            from_tcp_rustls(listener, config)
                .unwrap()
                .serve(pages.into_make_service())
                .await
                .unwrap();
        });
        let tunnelled = Arc::new(Mutex::new(Vec::new()));
        runtime.spawn(proxy(address, Arc::clone(&tunnelled)));
        Self { address, authority, asked, tunnelled, _runtime: runtime }
    }

    /// The address of a proxy to these hosts, for a machine that does not know them.
    pub fn proxy(&self) -> String {
        format!("http://{}:{PROXY_PORT}", self.address)
    }

    /// Which hosts were asked for through the proxy since the last look.
    pub fn tunnelled(&self) -> Vec<String> {
        std::mem::take(&mut self.tunnelled.lock().unwrap())
    }

    /// What was asked for since the last look, as `host/path`.
    pub fn asked(&self) -> Vec<String> {
        std::mem::take(&mut self.asked.lock().unwrap())
    }
}

const PROXY_PORT: u16 = 3128;

/// A proxy that opens tunnels, and to nowhere but the hosts behind `address`.
async fn proxy(address: IpAddr, tunnelled: Arc<Mutex<Vec<String>>>) {
    let listener = tokio::net::TcpListener::bind((address, PROXY_PORT)).await.unwrap();
    while let Ok((client, _)) = listener.accept().await {
        let tunnelled = Arc::clone(&tunnelled);
        // A client that goes away ends its own tunnel alone.
        tokio::spawn(async move { tunnel(client, address, &tunnelled).await.ok() });
    }
}

async fn tunnel(
    mut client: TcpStream,
    address: IpAddr,
    tunnelled: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut request = Vec::new();
    while !request.ends_with(b"\r\n\r\n") {
        request.push(client.read_u8().await?);
    }
    let request = String::from_utf8_lossy(&request);
    let host = request.strip_prefix("CONNECT ").and_then(|rest| rest.split_once(":443 "));
    let Some((host, _)) = host.filter(|(host, _)| NAMES.contains(host)) else {
        return client.write_all(b"HTTP/1.1 403 Forbidden\r\n\r\n").await;
    };
    tunnelled.lock().unwrap().push(host.to_owned());
    let mut server = TcpStream::connect((address, 443)).await?;
    client.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await?;
    copy_bidirectional(&mut client, &mut server).await?;
    Ok(())
}

type Shared = (PathBuf, Arc<Mutex<Vec<String>>>);

/// One file. No path leaves its folder.
async fn file(
    State((folder, asked)): State<Shared>,
    headers: HeaderMap,
    uri: Uri,
) -> Result<Vec<u8>, StatusCode> {
    // curl speaks HTTP/2, where the host is part of the address.
    let header = || headers.get("host").and_then(|host| host.to_str().ok());
    let host = uri.host().or_else(header).unwrap_or_default();
    let name = format!("{host}{}", uri.path());
    asked.lock().unwrap().push(name.clone());
    let path = Path::new(&name);
    if path.components().any(|part| !matches!(part, Component::Normal(_) | Component::CurDir)) {
        return Err(StatusCode::BAD_REQUEST);
    }
    std::fs::read(folder.join(path)).map_err(|_| StatusCode::NOT_FOUND)
}

/// An authority, and a certificate of it with its key, in PEM.
fn certificates() -> (String, String, String) {
    let mut authority = CertificateParams::default();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    authority.distinguished_name.push(DnType::CommonName, "authority of a test");
    let issuer_key = KeyPair::generate().unwrap();
    let root = authority.self_signed(&issuer_key).unwrap().pem();
    let issuer = Issuer::new(authority, issuer_key);
    let key = KeyPair::generate().unwrap();
    let names: Vec<String> = NAMES.map(str::to_owned).into();
    let leaf = CertificateParams::new(names).unwrap().signed_by(&key, &issuer).unwrap();
    (root, leaf.pem(), key.serialize_pem())
}
