//! What a page may weigh: everything a first visit on http transfers, compressed as a static host does.

use std::io::Write as _;

use crate::{files::Files, layout::Scope};

/// The longest guide weighs this much today; the aim is 12 KiB. Unit: bytes, brotli.
pub(crate) const READING: usize = 15 * 1024;
/// What planner and diagnosis weigh together today; the aim is 110 KiB. Unit: bytes, brotli.
pub(crate) const INTERACTIVE: usize = 300 * 1024;
/// The script inside a page. Unit: bytes, brotli.
pub(crate) const SCRIPT: usize = 2 * 1024;

/// Size after brotli at its best quality, which is how hosts store what does not change.
pub(crate) fn weight(content: &[u8]) -> usize {
    let mut out = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    // Writing into memory cannot fail.
    let _ = out.write_all(content);
    out.into_inner().len()
}

/// The budget of a page.
pub(crate) const fn of(scope: Scope) -> usize {
    match scope {
        Scope::Reading | Scope::Front => READING,
        Scope::Interactive => INTERACTIVE,
    }
}

/// The pages above their budget, heaviest first, each with what it weighs; and the heaviest of each kind.
pub(crate) fn check(files: &Files, pages: &[(String, Scope)], shared: &[&str]) -> Weights {
    let browser: usize = shared.iter().filter_map(|name| files.get(name)).map(weight).sum();
    let mut weights = Weights::default();
    for (path, scope) in pages {
        let page = files.get(path).map_or(0, weight);
        let whole = match scope {
            Scope::Reading | Scope::Front => page,
            Scope::Interactive => page + browser,
        };
        let heaviest = match scope {
            Scope::Reading | Scope::Front => &mut weights.reading,
            Scope::Interactive => &mut weights.interactive,
        };
        if whole > heaviest.1 {
            *heaviest = (path.clone(), whole);
        }
        if whole > of(*scope) {
            weights.above.push((path.clone(), whole, of(*scope)));
        }
    }
    weights.above.sort_by_key(|(_, whole, _)| std::cmp::Reverse(*whole));
    weights
}

/// What [`check`] found.
#[derive(Default)]
pub(crate) struct Weights {
    /// The heaviest page without islands.
    pub(crate) reading: (String, usize),
    /// The heaviest page with islands, browser code included.
    pub(crate) interactive: (String, usize),
    /// Path, weight and budget of each page that weighs too much.
    pub(crate) above: Vec<(String, usize, usize)>,
}
