//! Version of the knowledge base; stamped into everything that is emitted.

use crate::fact::Date;

/// Version of the rules: the day of the last change, with a letter for a second change on one day.
pub const VERSION: &str = "2026-11-21";

/// The day up to which sources were read.
pub const VERIFIED: Date = Date("2026-11-20");
