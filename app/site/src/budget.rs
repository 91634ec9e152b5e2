//! What a page may weigh: everything a first visit on http transfers, compressed as a static host does.

use std::{cmp::Reverse, io::Write as _};

use crate::{files::Files, layout::Scope};

/// The longest guide weighs this much today; the aim is 12 KiB. Unit: bytes, brotli.
pub(crate) const READING: usize = 14 * 1024;
/// A table, or the list of all findings, is searched in as a whole, so it is one page however long; the longest,
/// the GPU products, weighs 13 KiB today and may grow by a quarter. Unit: bytes, brotli.
pub(crate) const TABLE: usize = 16 * 1024;
/// What the wizard weighs today; the aim is 90 KiB. Unit: bytes, brotli.
pub(crate) const WIZARD: usize = 118 * 1024;
/// What the diagnosis weighs today; the aim is 110 KiB. Unit: bytes, brotli.
pub(crate) const DIAGNOSIS: usize = 224 * 1024;
/// The script inside a page. Unit: bytes, brotli.
pub(crate) const SCRIPT: usize = 2 * 1024;

/// Script and index of the first search in a language. Unit: bytes, brotli.
pub(crate) const SEARCH: usize = 60 * 1000;

/// How hard brotli tries.
#[derive(Clone, Copy)]
enum Quality {
    /// A tenth more than the best, in a tenth of the time.
    Quick = 5,
    /// How hosts store what does not change.
    Best = 11,
}

/// Size after brotli at its best quality.
pub(crate) fn weight(content: &[u8]) -> usize {
    compressed(content, Quality::Best)
}

fn compressed(content: &[u8], quality: Quality) -> usize {
    let mut out = brotli::CompressorWriter::new(Vec::new(), 1 << 16, quality as u32, 22);
    // Writing into memory cannot fail.
    let _ = out.write_all(content);
    out.into_inner().len()
}

/// The budget of a page.
pub(crate) const fn of(scope: Scope) -> usize {
    match scope {
        Scope::Reading | Scope::Drawn | Scope::Front => READING,
        Scope::Table => TABLE,
        Scope::Wizard => WIZARD,
        Scope::Diagnosis => DIAGNOSIS,
    }
}

/// What a kind of page is called in the report.
const KINDS: [(&str, &[Scope]); 4] = [
    ("reading", &[Scope::Reading, Scope::Drawn, Scope::Front]),
    ("table", &[Scope::Table]),
    ("wizard", &[Scope::Wizard]),
    ("diagnosis", &[Scope::Diagnosis]),
];

/// Weighs the pages of each kind, from the one that looks heaviest down to where none can be heavier or
/// above its budget: most are only weighed quickly, and what is quickly light is light.
///
/// `loads` names the files that a page loads besides.
pub(crate) fn check<'a>(
    files: &Files,
    pages: &[(String, Scope)],
    loads: impl Fn(Scope) -> Vec<&'a str>,
) -> Weights {
    let mut weights = Weights::default();
    for (kind, scopes) in KINDS {
        let loaded = scopes.iter().flat_map(|scope| loads(*scope));
        let besides: usize = loaded.filter_map(|name| files.get(name)).map(weight).sum();
        let members = pages.iter().filter(|(_, scope)| scopes.contains(scope));
        let mut members: Vec<_> = members
            .filter_map(|(path, scope)| Some((path, of(*scope), files.get(path)?)))
            .map(|(path, budget, html)| (compressed(html, Quality::Quick), path, budget, html))
            .collect();
        members.sort_by_key(|(quick, ..)| Reverse(*quick));
        let mut heaviest = (String::new(), 0);
        for (quick, path, budget, html) in members {
            if quick + besides <= budget.min(heaviest.1) {
                break;
            }
            let whole = weight(html) + besides;
            if whole > heaviest.1 {
                heaviest = (path.clone(), whole);
            }
            if whole > budget {
                weights.above.push((path.clone(), whole, budget));
            }
        }
        weights.heaviest.push((kind, heaviest.0, heaviest.1));
    }
    weights
}

/// What [`check`] found.
#[derive(Default)]
pub(crate) struct Weights {
    /// The heaviest page of each kind: kind, path and weight, browser code included.
    pub(crate) heaviest: Vec<(&'static str, String, usize)>,
    /// Path, weight and budget of each page that weighs too much.
    pub(crate) above: Vec<(String, usize, usize)>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text that hardly compresses.
    fn noise(length: usize) -> String {
        let mut seed = 1_u32;
        let letter = |_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            char::from(b'!' + u8::try_from(seed >> 24).unwrap_or_default() % 90)
        };
        (0..length).map(letter).collect()
    }

    #[test]
    fn every_page_above_its_budget_is_named_and_the_heaviest_found() {
        let mut files = Files::default();
        for (path, length) in [("a", 2 * READING), ("b", 3 * READING), ("c", 100), ("d", 100)] {
            files.add(path, noise(length));
        }
        files.add("browser", noise(1000));
        let page = |path: &str, scope| (path.to_owned(), scope);
        let pages = [
            page("a", Scope::Reading),
            page("b", Scope::Front),
            page("c", Scope::Reading),
            page("d", Scope::Wizard),
        ];
        let weights = check(&files, &pages, |scope| match scope {
            Scope::Wizard => vec!["browser"],
            _ => Vec::new(),
        });
        let above: Vec<_> = weights.above.iter().map(|(path, ..)| path.as_str()).collect();
        assert_eq!(above, ["b", "a"]);
        assert_eq!(weights.heaviest[0].1, "b");
        let with_browser = weight(noise(100).as_bytes()) + weight(noise(1000).as_bytes());
        assert_eq!(weights.heaviest[2], ("wizard", "d".to_owned(), with_browser));
    }
}
