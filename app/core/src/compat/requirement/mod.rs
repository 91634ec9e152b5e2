//! `NVIDIA_REQUIRE_*` expressions, with the semantics of libnvidia-container.
//!
//! ```text
//! cuda>=12.4 brand=tesla,driver>=535,driver<536
//! └─clause─┘ └────────────clause──────────────┘   one clause must hold (space: OR)
//!            └condition┘                          every condition of it must hold (comma: AND)
//! ```
//!
//! Several expressions must all hold. Like the original this reads lazily: what stands behind the clause
//! that decided is never looked at, so that even nonsense there is no error.
//!
//! Source: libnvidia-container, `src/cli/dsl.c` and `src/cli/configure.c`; read 2026-11-20. Checked against
//! answers of the program itself.

mod condition;
mod version;

use std::fmt;

use serde::Serialize;

use crate::fact::Message;
pub use condition::{Operator, Property};

/// How many expressions libnvidia-container takes before it gives up with `too many requirements`.
pub const MOST_EXPRESSIONS: usize = 32;

/// What a machine offers. What is missing is taken as good enough, as the original does without a
/// driver or a visible device.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
pub struct Properties {
    /// Newest CUDA version that the driver supports (`12.2`).
    pub cuda: Option<String>,
    /// Driver version (`535.183.01`).
    pub driver: Option<String>,
    /// Compute capability (`8.9`).
    pub arch: Option<String>,
    /// Brand as NVML names it (`GeForce`, `QuadroRTX`); case does not matter.
    pub brand: Option<String>,
}

impl Properties {
    fn get(&self, property: Property) -> Option<&str> {
        match property {
            Property::Cuda => self.cuda.as_deref(),
            Property::Driver => self.driver.as_deref(),
            Property::Arch => self.arch.as_deref(),
            Property::Brand => self.brand.as_deref(),
        }
    }
}

/// One expression, the value of one `NVIDIA_REQUIRE_*` variable.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Expression<'a> {
    text: &'a str,
}

/// One clause that does not hold, and its first condition that does not.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Failure {
    /// The clause as written: `brand=tesla,driver>=535,driver<536`.
    pub clause: String,
    /// The condition as written: `driver>=535`.
    pub condition: String,
    /// What the condition asks about.
    pub property: Property,
    /// What the machine has there.
    pub actual: String,
}

/// No clause of an expression holds.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Unsatisfied {
    /// The clause that the original names in `unsatisfied condition: …`: always the first one.
    pub clause: String,
    /// Every clause, each with the condition that failed.
    pub failures: Vec<Failure>,
}

/// Why a condition cannot be evaluated.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fault {
    /// It begins with an operator.
    NoProperty,
    /// It has no operator.
    NoOperator,
    /// Its operator is none of `=`, `!=`, `<`, `<=`, `>`, `>=`.
    UnknownOperator,
    /// Nothing follows the operator.
    NoValue,
    /// It asks about something else than `cuda`, `driver`, `arch` or `brand`.
    UnknownProperty,
    /// One side is no version: other characters than digits and dots, or a number past 64 bits.
    NotAVersion,
    /// Brands are equal or not; they have no order.
    BrandsHaveNoOrder,
    /// It is not satisfied, and too long for the original to say so (128 bytes).
    TooLong,
    /// More than [`MOST_EXPRESSIONS`] expressions.
    TooManyExpressions,
}

/// The original answers `invalid expression` (or `too many requirements`) and starts no container.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Invalid {
    /// The condition as written; empty for [`Fault::TooManyExpressions`].
    pub condition: String,
    /// What is wrong with it.
    pub fault: Fault,
}

/// Why requirements do not hold.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Refusal {
    /// The machine does not offer what is asked for.
    Unsatisfied(Unsatisfied),
    /// What is asked for cannot be read.
    Invalid(Invalid),
}

impl<'a> Expression<'a> {
    /// Takes an expression as written. Faults show when it is evaluated, because the original finds them
    /// only then, and only where it has to look.
    pub const fn parse(text: &'a str) -> Self {
        Self { text }
    }

    /// The clauses, in order; runs of spaces separate them (tabs and line ends do not).
    pub fn clauses(&self) -> impl Iterator<Item = &'a str> {
        self.text.split(' ').filter(|clause| !clause.is_empty())
    }

    /// Whether one clause holds on a machine.
    ///
    /// # Errors
    /// [`Refusal::Unsatisfied`] where no clause holds, [`Refusal::Invalid`] where a condition that decides
    /// cannot be read.
    ///
    /// # Examples
    /// ```
    /// use gpudock_core::compat::requirement::{Expression, Properties};
    /// let machine = Properties { cuda: Some("12.2".into()), ..Properties::default() };
    /// assert!(Expression::parse("cuda>=12.0").evaluate(&machine).is_ok());
    /// assert!(Expression::parse("cuda>=12.4").evaluate(&machine).is_err());
    /// ```
    pub fn evaluate(&self, machine: &Properties) -> Result<(), Refusal> {
        let mut failures = Vec::new();
        for clause in self.clauses() {
            match first_failure(clause, machine).map_err(Refusal::Invalid)? {
                Clause::Holds => return Ok(()),
                // A clause of nothing but commas ends the original's loop with the answer so far.
                Clause::Empty => break,
                Clause::Fails(failure) => failures.push(failure),
            }
        }
        if failures.is_empty() {
            return Ok(());
        }
        // The original cuts its message at the first space, even where that leaves nothing.
        let clause = self.clauses().next().unwrap_or_default().to_owned();
        Err(Refusal::Unsatisfied(Unsatisfied { clause, failures }))
    }
}

enum Clause {
    Holds,
    Empty,
    Fails(Failure),
}

fn first_failure(clause: &str, machine: &Properties) -> Result<Clause, Invalid> {
    let mut empty = true;
    for text in clause.split(',').filter(|text| !text.is_empty()) {
        empty = false;
        if let Some((property, actual)) = condition::unmet(text, machine)
            .map_err(|fault| Invalid { condition: text.to_owned(), fault })?
        {
            return Ok(Clause::Fails(Failure {
                clause: clause.to_owned(),
                condition: text.to_owned(),
                property,
                actual: actual.to_owned(),
            }));
        }
    }
    Ok(if empty { Clause::Empty } else { Clause::Holds })
}

/// Whether all expressions hold, in order; the first that does not decides.
///
/// # Errors
/// As [`Expression::evaluate`]; and [`Fault::TooManyExpressions`].
pub fn evaluate_all<'a>(
    expressions: impl IntoIterator<Item = &'a str>,
    machine: &Properties,
) -> Result<(), Refusal> {
    let expressions: Vec<_> = expressions.into_iter().map(Expression::parse).collect();
    if expressions.len() > MOST_EXPRESSIONS {
        let fault = Fault::TooManyExpressions;
        return Err(Refusal::Invalid(Invalid { condition: String::new(), fault }));
    }
    expressions.iter().try_for_each(|expression| expression.evaluate(machine))
}

impl Fault {
    const fn key(self) -> &'static str {
        match self {
            Self::NoProperty => "requirement.fault.no_property",
            Self::NoOperator => "requirement.fault.no_operator",
            Self::UnknownOperator => "requirement.fault.unknown_operator",
            Self::NoValue => "requirement.fault.no_value",
            Self::UnknownProperty => "requirement.fault.unknown_property",
            Self::NotAVersion => "requirement.fault.not_a_version",
            Self::BrandsHaveNoOrder => "requirement.fault.brands_have_no_order",
            Self::TooLong => "requirement.fault.too_long",
            Self::TooManyExpressions => "requirement.fault.too_many_expressions",
        }
    }
}

impl Invalid {
    /// What is wrong, and with which condition.
    pub fn message(&self) -> Message {
        Message::new(self.fault.key()).with("condition", &self.condition)
    }
}

impl Failure {
    /// Which condition of which clause fails, and what the machine has.
    pub fn message(&self) -> Message {
        Message::new("requirement.failure")
            .with("clause", &self.clause)
            .with("condition", &self.condition)
            .with("property", self.property)
            .with("actual", &self.actual)
    }
}

impl fmt::Display for Refusal {
    /// In the words of libnvidia-container, for comparing with its log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unsatisfied(unsatisfied) => {
                write!(f, "unsatisfied condition: {}", unsatisfied.clause)
            }
            Self::Invalid(Invalid { fault: Fault::TooManyExpressions, .. }) => {
                f.write_str("too many requirements")
            }
            Self::Invalid(_) => f.write_str("invalid expression"),
        }
    }
}

impl std::error::Error for Refusal {}

#[cfg(test)]
mod tests;
