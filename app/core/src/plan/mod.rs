//! [`Choices`] → [`Plan`]: the exact steps for one machine.
//!
//! What was asked ([`Choices`]) and what follows from it ([`Plan`]) are different types. A plan holds no
//! sentence: titles and reasons are [`crate::fact::Message`]s, commands and files are typed by the shell
//! or format they are written in.

mod choices;
mod conflict;
pub mod emit;
mod every;
mod gpu;
mod machine;
pub mod question;
pub mod quote;
pub mod recipe;
mod steps;

pub use choices::{BadAnswer, Choices};
pub use conflict::conflict_ids;
pub use every::all_choices;
pub use recipe::repair::Repair;
pub use steps::{
    After, Command, Conflict, File, Output, OutputKind, Place, Plan, Shell, Step, Weight,
};

/// The step of a repair, for the machine that the choices describe.
pub fn repair(repair: Repair, choices: &Choices) -> Step {
    recipe::repair::step_of(repair, &machine::Machine::of(choices))
}

/// The steps of [`plan`] alone: for who has no use for the conflicts.
pub(crate) fn steps(choices: &Choices) -> Vec<Step> {
    recipe::steps(&machine::Machine::of(choices))
}

/// Plans for the machine that the choices describe. Never fails: what cannot work is a
/// [`Conflict`] with [`Weight::Blocker`], and what can still be said is said all the same.
pub fn plan(choices: &Choices) -> Plan {
    let machine = machine::Machine::of(choices);
    Plan {
        choices: choices.clone(),
        conflicts: conflict::conflicts(&machine),
        steps: recipe::steps(&machine),
    }
}
