//! The interactive parts of the pages.
