//! Text → [`Reading`]. Never fails, never panics; offsets are bytes of the text as it was given.

use super::Reading;

/// Reads any mix of terminal output.
pub fn read(text: &str) -> Reading {
    let symptoms = super::symptom::scan(text);
    Reading { symptoms, ..Reading::default() }
}
