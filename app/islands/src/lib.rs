//! The interactive parts of the pages.

pub mod picture;
