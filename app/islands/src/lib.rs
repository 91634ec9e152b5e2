//! The interactive parts of the pages.
//!
//! Each is a Leptos island: prerendered by the site generator (feature `ssr`), woken in the browser
//! (feature `hydrate`). They render, listen and remember; what is right or wrong about a GPU is the core's
//! business, and every sentence comes from the page.

#[cfg(feature = "hydrate")]
mod data;
pub mod diagnosis;
pub mod picture;
mod show;
pub mod wizard;
mod words;

pub use diagnosis::Diagnosis;
pub use wizard::Wizard;
