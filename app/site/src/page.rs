//! The pages, one file each.

pub(crate) mod about;
mod commands;
pub(crate) mod contents;
mod crumbs;
mod demo;
pub(crate) mod diagnose;
pub(crate) mod guides;
pub(crate) mod home;
pub(crate) mod moved;
pub(crate) mod not_found;
pub(crate) mod prose;
pub(crate) mod reference;
pub(crate) mod setup;
pub(crate) mod table;
pub(crate) mod trouble;
