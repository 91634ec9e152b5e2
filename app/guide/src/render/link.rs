//! Links: the same in every language, because they name guides, not files.
//!
//! * `guide:linux#driver`: a guide, in the language of the page.
//! * `site:setup.html#os=ubuntu`: a page around the guides.
//! * `source:cuda-release-notes`: a source of the knowledge base, the only way out of the site, because
//!   a source has a date at which it was known good.
//! * `#driver`: a heading of the same guide.

use gpudock_core::compat::sources;

use super::World;
use crate::diagnostic::DiagnosticKind;

/// Where a link leads.
#[derive(Debug, Eq, PartialEq)]
pub(crate) enum Target {
    /// A relative address below `guides/`.
    Inside(String),
    /// Another site, and the day it was known good.
    Outside { url: String, checked: String },
}

/// The address behind a destination, checked against everything that exists.
pub(crate) fn resolve(link: &str, here: &str, world: &World<'_>) -> Result<Target, DiagnosticKind> {
    if let Some(anchor) = link.strip_prefix('#') {
        return anchored(here, anchor, world).map(|()| Target::Inside(link.to_owned()));
    }
    let unknown = || DiagnosticKind::UnknownLink(link.to_owned());
    let (scheme, rest) = link.split_once(':').ok_or_else(unknown)?;
    let (name, anchor) = rest.split_once('#').unwrap_or((rest, ""));
    let hash = if anchor.is_empty() { String::new() } else { format!("#{anchor}") };
    match scheme {
        "guide" => {
            if !world.guides.contains_key(name) {
                return Err(DiagnosticKind::UnknownGuide(name.to_owned()));
            }
            if !anchor.is_empty() {
                anchored(name, anchor, world)?;
            }
            Ok(Target::Inside(format!("{name}.html{hash}")))
        }
        "site" => {
            if !world.surroundings.pages.iter().any(|page| page == name) {
                return Err(DiagnosticKind::UnknownPage(name.to_owned()));
            }
            Ok(Target::Inside(format!("../{name}{hash}")))
        }
        "source" => {
            let source = sources::ALL.iter().find(|source| source.id == name);
            let source = source.and_then(|source| Some((source.url?, sources::known_good(source))));
            let (url, day) =
                source.ok_or_else(|| DiagnosticKind::UnknownSource(name.to_owned()))?;
            Ok(Target::Outside { url: url.to_owned(), checked: day.to_string() })
        }
        _ => Err(unknown()),
    }
}

fn anchored(guide: &str, anchor: &str, world: &World<'_>) -> Result<(), DiagnosticKind> {
    let known =
        world.guides.get(guide).is_some_and(|anchors| anchors.iter().any(|id| id == anchor));
    if known { Ok(()) } else { Err(DiagnosticKind::UnknownAnchor(anchor.to_owned())) }
}
