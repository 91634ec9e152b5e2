//! Docker's `daemon.json`: merging NVIDIA's runtime into it without losing anything of the user's file, taking
//! it out again, and finding what dockerd will refuse or ignore.
//!
//! Whatever is not touched keeps its bytes: the order of keys, indentation, line ends, unknown keys, the
//! digits of numbers. That is also where this differs from `nvidia-ctk runtime configure`, which writes the
//! file anew from a table in memory.

mod check;
mod document;
mod edit;
mod fault;
mod known;
mod merge;
mod scan;

pub use check::{Effect, Problem, ProblemKind, check};
pub use fault::{Fault, FaultKind, decode};
pub use merge::{
    CdiFeature, Change, DefaultRuntime, Merged, Request, Settings, merge, remove, settle,
};

#[cfg(test)]
mod tests;
