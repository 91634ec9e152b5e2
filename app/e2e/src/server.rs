use std::{
    collections::BTreeMap,
    env,
    net::SocketAddr,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use axum::Router;
use tower_http::services::{ServeDir, ServeFile};

/// Deep enough that an absolute link would miss, with letters that must be percent-encoded.
const SUB_PATH: &str = "/wiki/é tage/gpu-dock";

/// The built site, at the root of one port, under a deep path of another, and as files.
#[derive(Clone, Debug)]
pub struct Site {
    root: String,
    folder: PathBuf,
}

impl Site {
    /// Serves the built site until the test's runtime ends.
    ///
    /// # Errors
    /// There is no built site, or no free port.
    pub async fn serve() -> Result<Self> {
        let folder = env::var_os("GPUDOCK_DIST").map_or_else(
            || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../dist")),
            PathBuf::from,
        );
        let folder =
            folder.canonicalize().context("no built site: run `cargo xtask build` first")?;
        ensure!(folder.join("index.html").is_file(), "{} holds no site", folder.display());
        let files =
            || ServeDir::new(&folder).not_found_service(ServeFile::new(folder.join("404.html")));
        let router = Router::new()
            .nest_service("/wiki/%C3%A9%20tage/gpu-dock", files())
            .nest_service(SUB_PATH, files())
            .fallback_service(files());
        let listener = tokio::net::TcpListener::bind(SocketAddr::from(([127, 0, 0, 1], 0))).await?;
        let root = format!("http://{}", listener.local_addr()?);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Ok(Self { root, folder })
    }

    /// The folder with the built site.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Address of a page at the domain's root.
    #[must_use]
    pub fn http(&self, page: &str) -> String {
        format!("{}/{page}", self.root)
    }

    /// Address of the same page under a deep path.
    #[must_use]
    pub fn sub_path(&self, page: &str) -> String {
        format!("{}/wiki/%C3%A9%20tage/gpu-dock/{page}", self.root)
    }

    /// Address of the same page as a file.
    #[must_use]
    pub fn file(&self, page: &str) -> String {
        format!("file://{}/{page}", self.folder.display())
    }

    /// Address of the single file beside the site, with what follows: nothing, or `#/…`.
    #[must_use]
    pub fn single(&self, place: &str) -> String {
        let file = self.folder.with_file_name("dist-single").join("gpudock.html");
        format!("file://{}{place}", file.display())
    }

    /// Every file of the site by its path below the root.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn files(&self) -> Result<BTreeMap<String, Vec<u8>>> {
        let read = |name: String| {
            let content = std::fs::read(self.folder.join(&name))?;
            Ok((name, content))
        };
        self.names()?.into_iter().map(read).collect()
    }

    /// The path of every file below the root, in order.
    fn names(&self) -> Result<Vec<String>> {
        let mut names = Vec::new();
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder)? {
                let path = entry?.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    names.push(path.strip_prefix(&self.folder)?.to_string_lossy().into_owned());
                }
            }
        }
        names.sort();
        Ok(names)
    }

    /// Every page of the site, relative to its root.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn every_page(&self) -> Result<Vec<String>> {
        let mut pages = self.names()?;
        pages.retain(|name| {
            Path::new(name).extension().is_some_and(|extension| extension == "html")
        });
        Ok(pages)
    }

    /// The pages of the site, relative to its root. Of the pages about one finding, which are all made by one
    /// function from the same parts, the longest of each language and every fortieth.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn pages(&self) -> Result<Vec<String>> {
        let mut pages = self.every_page()?;
        self.thin_out(&mut pages, "troubleshooting/");
        Ok(pages)
    }

    /// Keeps of the pages of a folder, in each language, the longest and every fortieth.
    fn thin_out(&self, pages: &mut Vec<String>, folder: &str) {
        let length = |page: &str| {
            std::fs::metadata(self.folder.join(page)).map_or(0, |metadata| metadata.len())
        };
        let language = |page: &str| page.split_once(folder).map(|(before, _)| before.to_owned());
        let mut longest: BTreeMap<String, (u64, String)> = BTreeMap::new();
        for page in pages.iter().filter(|page| !page.ends_with("index.html")) {
            let Some(language) = language(page) else { continue };
            let best = longest.entry(language).or_default();
            *best = (length(page), page.clone()).max(best.clone());
        }
        let mut at = 0;
        pages.retain(|page| {
            let Some(language) = language(page) else { return true };
            at += 1;
            let is_longest = longest.get(&language).is_some_and(|(_, longest)| longest == page);
            page.ends_with("index.html") || is_longest || at % 40 == 0
        });
    }
}
