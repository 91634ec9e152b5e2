//! The knowledge base: rows of constants, each with id, source and the date it was verified.
//!
//! `plan` and `diagnose` read it, and so do the guides and the reference pages. It has a version and a
//! changelog of its own ([`rules`]).

pub mod architecture;
pub mod compose;
pub mod cuda;
pub mod disagreement;
pub mod distro;
pub mod docker;
pub mod driver;
pub mod export;
pub mod framework;
pub mod gpu;
pub mod image;
pub mod kernel;
pub mod mirror;
pub mod requirement;
pub mod rules;
pub mod sources;
pub mod toolkit;
pub mod wsl;

/// Whose driver numbers count. WSL uses the driver of Windows, and prints its number.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Platform {
    /// A Linux host.
    Linux,
    /// Windows itself, and everything inside WSL.
    Windows,
}
