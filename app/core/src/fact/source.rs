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

/// What every row of the knowledge base can say about itself.
pub trait Row {
    /// Unique among all rows, and stable: pages link to it.
    fn id(&self) -> String;
    /// Where it was read.
    fn source(&self) -> &'static Source;
    /// When it was last checked against the source.
    fn verified(&self) -> Date;
    /// Seen or derived.
    fn confidence(&self) -> Confidence;
}
