//! The little JavaScript that is ours, and the browser code that wasm-bindgen wrote.

use std::{fs, path::Path};

use anyhow::Context as _;
use base64::{Engine as _, prelude::BASE64_STANDARD};

use crate::{
    files::{Files, fingerprint},
    shell::Shell,
};

/// Set before the first paint, in every page.
pub(crate) fn head() -> anyhow::Result<String> {
    minified(include_str!("script/head.js"))
}

/// At the end of every page.
pub(crate) fn page() -> anyhow::Result<String> {
    minified(include_str!("script/page.js"))
}

fn minified(script: &str) -> anyhow::Result<String> {
    minifier::js::minify(script).map(|small| small.to_string()).map_err(anyhow::Error::msg)
}

/// The files that wake the islands, by name.
pub(crate) struct Browser {
    /// The script of wasm-bindgen with our loader behind it.
    pub(crate) script: String,
    /// The WASM, for http.
    pub(crate) wasm: String,
    /// The WASM as a script, for pages opened from a file.
    pub(crate) carrier: String,
    /// What wasm-bindgen's script exports: every island must be among it.
    pub(crate) exports: String,
}

/// Takes what Trunk built and adds the files a page loads.
///
/// # Errors
/// Where a file that the shell names cannot be read.
pub(crate) fn browser(shell: &Shell, staging: &Path, files: &mut Files) -> anyhow::Result<Browser> {
    let read = |name: &str| fs::read(staging.join(name)).with_context(|| name.to_owned());
    let glue = String::from_utf8(read(&shell.script)?)?;
    let wasm = read(&shell.wasm)?;
    let carrier = format!("gpudockWasm(\"{}\")", BASE64_STANDARD.encode(&wasm));
    let script = format!("{glue};{}", minified(include_str!("script/wake.js"))?);
    let browser = Browser {
        script: format!("islands-{}.js", fingerprint(script.as_bytes())),
        wasm: format!("islands-{}.wasm", fingerprint(&wasm)),
        carrier: format!("islands-{}.wasm.js", fingerprint(&wasm)),
        exports: glue,
    };
    files.add(&browser.script, script);
    files.add(&browser.wasm, wasm);
    files.add(&browser.carrier, carrier);
    for name in [&shell.script, &shell.wasm] {
        fs::remove_file(staging.join(name)).with_context(|| name.clone())?;
    }
    Ok(browser)
}
