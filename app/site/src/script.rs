//! The little JavaScript that is ours, and the browser code that wasm-bindgen wrote.

use base64::{Engine as _, prelude::BASE64_STANDARD};

use crate::{
    files::{Files, fingerprint},
    shell::Built,
    staging::Staging,
};

/// Set before the first paint, in every page.
pub(crate) fn head() -> anyhow::Result<String> {
    minified(include_str!("script/head.js"))
}

/// At the end of every page, at once.
pub(crate) fn begin() -> anyhow::Result<String> {
    minified(include_str!("script/begin.js"))
}

/// What a reader's hand asks for: inside the pages with an island, a file of its own for the others.
pub(crate) fn page() -> anyhow::Result<String> {
    minified(include_str!("script/page.js"))
}

/// Fetches that file, named here, when it is wanted.
pub(crate) fn lazy(file: &str) -> anyhow::Result<String> {
    Ok(minified(include_str!("script/lazy.js"))?.replace("{{file}}", file))
}

/// At the end of the page at the root: leads to the reader's language.
pub(crate) fn root() -> anyhow::Result<String> {
    minified(include_str!("script/root.js"))
}

/// Filters and sorts a table of the knowledge base.
pub(crate) fn table() -> anyhow::Result<String> {
    minified(include_str!("script/table.js"))
}

/// What a page loads in a frame of another page, and nowhere else.
pub(crate) fn embedded() -> anyhow::Result<String> {
    minified(include_str!("embed/inside.js"))
}

/// The custom elements for those other pages: a file of its own, which no page of the site loads.
pub(crate) fn elements() -> anyhow::Result<String> {
    minified(include_str!("embed/element.js"))
}

/// Reads the diagnosis' files, piece by piece, and puts its samples into the box.
pub(crate) fn diagnosis() -> anyhow::Result<String> {
    let files = minified(include_str!("script/files.js"))?;
    let samples = minified(include_str!("script/samples.js"))?;
    Ok([files, samples].join(";"))
}

/// Puts the wizard's outputs into one file.
pub(crate) fn zip() -> anyhow::Result<String> {
    minified(include_str!("script/zip.js"))
}

/// A script in fewer bytes.
///
/// # Errors
/// What the minifier cannot read.
pub(crate) fn minified(script: &str) -> anyhow::Result<String> {
    minifier::js::minify(script).map(|small| small.to_string()).map_err(anyhow::Error::msg)
}

/// The files that wake an island, by name.
pub(crate) struct Browser {
    /// The script of wasm-bindgen with our loader around it.
    pub(crate) script: String,
    /// The WASM, for http.
    pub(crate) wasm: String,
    /// The WASM as a script, for pages opened from a file.
    pub(crate) carrier: String,
    /// What wasm-bindgen's script exports: every island of the page must be among it.
    pub(crate) exports: String,
}

impl Browser {
    /// What a visit on http loads besides the page.
    pub(crate) fn on_http(&self) -> [&str; 2] {
        [&self.script, &self.wasm]
    }
}

/// Takes what Trunk built and adds the files that pages load: `name` stands before their fingerprints.
///
/// # Errors
/// Where a file of the staging folder cannot be read.
pub(crate) fn browser(
    name: &str,
    built: &Built,
    staging: &Staging,
    files: &mut Files,
) -> anyhow::Result<Browser> {
    let glue = String::from_utf8(staging.read(&built.script)?)?;
    let wasm = staging.read(&built.wasm)?;
    let carrier = format!("gpudockWasm(\"{}\")", BASE64_STANDARD.encode(&wasm));
    // In a block of its own: a page may carry the scripts of several binaries, and each calls itself the same.
    let own = if name == "wizard" { zip()? } else { diagnosis()? };
    let script = format!("{{{glue};{}}};{own}", minified(include_str!("script/wake.js"))?);
    let browser = Browser {
        script: format!("{name}-{}.js", fingerprint(script.as_bytes())),
        wasm: format!("{name}-{}.wasm", fingerprint(&wasm)),
        carrier: format!("{name}-{}.wasm.js", fingerprint(&wasm)),
        exports: glue,
    };
    files.add(&browser.script, script);
    files.add(&browser.wasm, wasm);
    files.add(&browser.carrier, carrier);
    Ok(browser)
}
