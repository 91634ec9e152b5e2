//! The knowledge base: rows of constants, each with id, source and the date it was verified.
//!
//! `plan` and `diagnose` read it, and so do the guides and the reference pages. It has a version and a
//! changelog of its own ([`rules`]).

pub mod requirement;
pub mod rules;
pub mod sources;
