//! Small views that wizard and diagnosis share.

mod code;
mod prose;

pub(crate) use code::{Hook, code};
pub(crate) use prose::{prose, source};
