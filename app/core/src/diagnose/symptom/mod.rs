//! Error texts, recognised wherever they stand in a paste.

use serde::Serialize;

use crate::fact::Span;

/// One recognised error text.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Symptom {
    /// Id of the failure, the same as that of the finding it leads to.
    pub id: &'static str,
    /// Slug of the shared vocabulary (`nvml_unknown_error`, `xid:79`), where one exists.
    pub slug: Option<String>,
    /// What the text itself says (a version, a bus id, a device name).
    pub gaps: Vec<(&'static str, String)>,
    /// The text.
    pub span: Span,
}

/// Finds every known error text, in order.
pub fn scan(_text: &str) -> Vec<Symptom> {
    Vec::new()
}
