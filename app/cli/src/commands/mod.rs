//! The verbs, one file each.

pub(crate) mod collect;
pub(crate) mod daemon_json;
pub(crate) mod diagnose;
pub(crate) mod plan;
pub(crate) mod report;
pub(crate) mod require;
pub(crate) mod rules;
