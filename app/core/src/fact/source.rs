use std::fmt;

use serde::{Serialize, Serializer};

/// A day, as `YYYY-MM-DD`. The core has no clock: today comes in as an argument.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize)]
pub struct Date(
    /// ISO 8601, so that text order is time order.
    pub &'static str,
);

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

/// How a row is known. What is only remembered never becomes a row.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Read at the source, or captured by us from the real program.
    Seen,
    /// Follows from rows that were seen.
    Derived,
}

impl Confidence {
    /// Machine name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Derived => "derived",
        }
    }
}

/// Where a fact was read.
#[derive(Debug, Eq, PartialEq)]
pub struct Source {
    /// Short name for machines: `cuda-release-notes`.
    pub id: &'static str,
    /// Title as its publisher prints it, with the edition.
    pub title: &'static str,
    /// Address, where it has a public one.
    pub url: Option<&'static str>,
}

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.id)
    }
}

/// What stands behind a row: where it was read, when, and how well it is known.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub struct Cited {
    /// Where it was read.
    pub source: &'static Source,
    /// When it was last checked against the source.
    pub verified: Date,
    /// Seen or derived.
    pub confidence: Confidence,
}

/// The day on which the first rows were read.
pub(crate) const FIRST_READ: Date = Date("2026-11-20");

impl Cited {
    /// Read at the source on 2026-11-20.
    #[must_use]
    pub const fn seen(source: &'static Source) -> Self {
        Self { source, verified: FIRST_READ, confidence: Confidence::Seen }
    }

    /// Follows from what the source said on 2026-11-20.
    #[must_use]
    pub const fn derived(source: &'static Source) -> Self {
        Self { source, verified: FIRST_READ, confidence: Confidence::Derived }
    }

    /// The same, checked on another day.
    #[must_use]
    pub const fn on(mut self, day: &'static str) -> Self {
        self.verified = Date(day);
        self
    }
}

/// What every row of the knowledge base can say about itself.
pub trait Row {
    /// Unique among all rows, and stable: pages link to it.
    fn id(&self) -> String;
    /// Source, date and confidence together.
    fn cited(&self) -> Cited;
    /// Where it was read.
    fn source(&self) -> &'static Source {
        self.cited().source
    }
    /// When it was last checked against the source.
    fn verified(&self) -> Date {
        self.cited().verified
    }
    /// Seen or derived.
    fn confidence(&self) -> Confidence {
        self.cited().confidence
    }
}
