use std::ffi::OsString;

use gpudock_core::{
    compat::requirement::{Properties, Refusal, evaluate_all},
    fact::{Message, Say},
};
use serde_json::json;

use crate::{
    Outcome, Unusable,
    arguments::Require,
    terminal::{Form, Terminal, complain, remark},
};

/// Evaluates expressions for a machine.
pub(crate) fn run(options: &Require, terminal: &mut Terminal) -> Result<Outcome, Unusable> {
    // Bytes that are no text can be no version; a brand of such bytes equals no brand either.
    let text = |value: &OsString| value.to_string_lossy().into_owned();
    let machine = Properties {
        cuda: options.cuda.as_ref().map(text),
        driver: options.driver.as_ref().map(text),
        arch: options.arch.as_ref().map(text),
        brand: options.brand.as_ref().map(text),
    };
    let expressions: Vec<_> = options.expressions.iter().map(text).collect();
    match evaluate_all(expressions.iter().map(String::as_str), &machine) {
        Ok(()) => {
            match terminal.form {
                Form::Json => terminal.json(&json!({ "satisfied": true })),
                Form::Text => {
                    let said = terminal.say(&Message::new("requirement.satisfied"));
                    terminal.line(said);
                }
            }
            Ok(Outcome::Fine)
        }
        Err(Refusal::Unsatisfied(unsatisfied)) => {
            let title = Message::new("requirement.unsatisfied").with("clause", &unsatisfied.clause);
            if terminal.form == Form::Json {
                terminal.json(&json!({
                    "satisfied": false,
                    "clause": unsatisfied.clause,
                    "failures": unsatisfied.failures,
                }));
            }
            complain(&terminal.words.say(&title));
            for failure in &unsatisfied.failures {
                remark(&terminal.words.say(&failure.message()));
            }
            Ok(Outcome::Problems)
        }
        Err(Refusal::Invalid(invalid)) => Err(Unusable(terminal.words.say(&invalid.message()))),
    }
}
