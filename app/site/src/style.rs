//! CSS: bundled from `style/*.css` and minified, small enough to stand inside each page.

use std::path::Path;

use anyhow::{Context as _, anyhow};
use lightningcss::{
    bundler::{Bundler, FileProvider},
    stylesheet::{MinifyOptions, ParserOptions, PrinterOptions},
};

/// Follows the `@import`s of a style sheet and minifies the whole.
///
/// # Errors
/// What the CSS parser says, with file and line.
pub(crate) fn bundle(path: &Path) -> anyhow::Result<String> {
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler
        .bundle(path)
        .map_err(|error| anyhow!("{error}"))
        .with_context(|| path.display().to_string())?;
    sheet.minify(MinifyOptions::default())?;
    let printed = sheet
        .to_css(PrinterOptions { minify: true, ..PrinterOptions::default() })
        .map_err(|error| anyhow!("{}: {error}", path.display()))?;
    Ok(printed.code)
}
