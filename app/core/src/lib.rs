//! The rules of GPU Dock, with nothing around them.
//!
//! Data moves one way:
//!
//! ```text
//! fact  ←  compat  ←  plan, diagnose  ←  advise
//! ```
//!
//! * [`fact`]: typed values (versions, compute capabilities, sources) and nothing else.
//! * [`compat`]: the knowledge base; rows of constants, each with its source and the date it was verified.
//! * [`plan`]: [`plan::Choices`] → [`plan::Plan`], and the emitters that write a plan down.
//! * [`diagnose`]: pasted text → facts → findings.
//! * [`daemon_json`]: merging Docker's `daemon.json` without losing a byte of the user's file.
//! * [`advise`]: findings answered with the planner's own commands.
//! * [`collect`]: the one command that prints what the diagnosis wants.
//! * [`scrub`], [`report`]: a diagnosis as Markdown for an issue, without names, addresses and serial numbers.
//!
//! The crate reads no file, no clock, no environment and knows no human language: whatever a person
//! is to read leaves it as a [`fact::Message`], which the catalogues of `gpudock-words` turn into a
//! sentence.

pub mod advise;
pub mod collect;
pub mod compat;
pub mod daemon_json;
pub mod diagnose;
pub mod fact;
pub mod plan;
pub mod report;
pub mod scrub;
