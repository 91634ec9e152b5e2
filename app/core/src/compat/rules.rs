//! Version of the knowledge base; stamped into everything that is emitted.

use crate::fact::Date;

/// Version of the rules: the day of the last change, with a letter for a second change on one day.
pub const VERSION: &str = "2026-11-21";

/// The day up to which sources were read.
pub const VERIFIED: Date = Date("2026-11-20");

/// A version of the rules and what it changed.
#[derive(Clone, Copy, Debug)]
pub struct Version {
    /// As in [`VERSION`].
    pub version: &'static str,
    /// The day up to which sources were read.
    pub verified: Date,
    /// What changed: ids of `rules.change.<id>` in the catalogues. An id that is also a rule's id tells
    /// whoever opens an old permalink what is different for their machine.
    pub changes: &'static [&'static str],
}

/// Every version, newest first.
pub static CHANGELOG: &[Version] =
    &[Version { version: VERSION, verified: VERIFIED, changes: &["first"] }];

/// The versions after one: what an old permalink has missed. Everything where the version is not known.
pub fn since(version: &str) -> &'static [Version] {
    let known = CHANGELOG.iter().position(|entry| entry.version == version);
    CHANGELOG.get(..known.unwrap_or(CHANGELOG.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_version_has_missed_what_came_after() {
        assert!(since(VERSION).is_empty());
        assert_eq!(since("2020-01-01").len(), CHANGELOG.len());
        assert!(CHANGELOG.windows(2).all(|pair| pair[0].version > pair[1].version));
    }
}
