//! Pasted text → facts → findings.
//!
//! ```text
//! text → read → Reading { facts, symptoms, notes } → judge (with compat) → Diagnosis
//! ```
//!
//! Reading never fails: whatever is not understood becomes a [`Note`]. Judging never guesses: what the
//! knowledge base does not know is [`Verdict::Unknown`], and a version newer than the rules is said to
//! be newer, never broken.

mod chart;
mod facts;
mod finding;
pub mod judge;
mod known;
mod needles;
pub mod read;
mod sieve;
mod stack;
mod summary;
pub mod symptom;

pub use chart::{Chart, Way as Runs, chart};
pub use facts::{Dump, Facts, Gpu, Note, Package, Reading, Request, Way};
pub use finding::{Diagnosis, Finding, Severity, Verdict};
pub use known::{Known, known};
pub use sieve::{Excerpt, Sieve};
pub use stack::{LayerState, StackLayer, stack};
pub use summary::summary;
pub use symptom::Symptom;

/// Reads and judges a paste: the whole diagnosis but for the commands, which [`crate::advise`] adds.
pub fn diagnose(text: &str) -> Diagnosis {
    judge::judge(read::read(text))
}
