//! Markdown guides to pages.
