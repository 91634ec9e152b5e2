//! Findings answered with the planner's own commands: the one place where diagnosis and plan meet.

use serde::Serialize;

use crate::{
    diagnose::{Diagnosis, Finding},
    plan::{After, Choices, Command},
};

/// What to type next for one finding, on the machine the paste describes.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Advice {
    /// Commands that only look: how to confirm the finding.
    pub confirm: Vec<Command>,
    /// Commands that repair it, for this distribution and engine.
    pub fix: Vec<Command>,
    /// What is needed before the repair takes effect.
    pub after: Option<After>,
}

/// The commands for one finding. Empty where no command can help (a power cable, a BIOS setting).
pub fn advise(_finding: &Finding, _diagnosis: &Diagnosis) -> Advice {
    Advice::default()
}

/// The wizard's answers as far as a paste gives them.
pub fn choices_from(_diagnosis: &Diagnosis) -> Choices {
    Choices::default()
}
