//! The interactive parts of the pages.
//!
//! Each is a Leptos island: prerendered by the site generator (feature `ssr`), woken in the browser
//! (feature `hydrate`). They render, listen and remember; what is right or wrong about a GPU is the core's
//! business, and every sentence comes from the page.

// A binary holds one island; what the islands share is then not all in use.
#![cfg_attr(not(all(feature = "diagnosis", feature = "wizard")), allow(dead_code, unused_imports))]

#[cfg(feature = "hydrate")]
mod data;
#[cfg(feature = "diagnosis")]
pub mod diagnosis;
pub mod picture;
mod show;
#[cfg(feature = "wizard")]
pub mod wizard;
mod words;

#[cfg(feature = "diagnosis")]
pub use diagnosis::{Diagnosis, SAMPLES};
#[cfg(feature = "wizard")]
pub use wizard::Wizard;
