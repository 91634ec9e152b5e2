use std::{cmp::Ordering, fmt};

use serde::Serialize;

use super::{Fault, Properties, version};

/// What a condition can ask about.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Property {
    /// Newest CUDA version of the driver.
    Cuda,
    /// Driver version.
    Driver,
    /// Compute capability.
    Arch,
    /// Brand.
    Brand,
}

impl Property {
    const ALL: [Self; 4] = [Self::Cuda, Self::Driver, Self::Arch, Self::Brand];

    /// The name in expressions; case does not matter there.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cuda => "cuda",
            Self::Driver => "driver",
            Self::Arch => "arch",
            Self::Brand => "brand",
        }
    }
}

impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// How a condition compares.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Operator {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Operator {
    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "=" => Self::Equal,
            // The original compares as many characters as were written, so a lone `!` passes for `!=`.
            "!=" | "!" => Self::NotEqual,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    /// As it is written.
    pub const fn symbol(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
        }
    }

    /// Whether it accepts how the left side stands to the right one.
    pub const fn accepts(self, ordering: Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::NotEqual => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
        }
    }
}

/// Size of the buffer in which the original notes a failed condition, its final zero byte included.
const LONGEST_FAILURE: usize = 128;

/// The property and what the machine has there, if the condition does not hold.
pub(super) fn unmet<'m>(
    text: &str,
    machine: &'m Properties,
) -> Result<Option<(Property, &'m str)>, Fault> {
    let is_operator = |c: char| "<>=!".contains(c);
    let start = text.find(is_operator).ok_or(Fault::NoOperator)?;
    let (name, rest) = text.split_at(start);
    if name.is_empty() {
        return Err(Fault::NoProperty);
    }
    let end = rest.find(|c| !is_operator(c)).unwrap_or(rest.len());
    let (symbol, value) = rest.split_at(end);
    let operator = Operator::read(symbol).ok_or(Fault::UnknownOperator)?;
    if value.is_empty() {
        return Err(Fault::NoValue);
    }
    let property = Property::ALL
        .into_iter()
        .find(|property| name.eq_ignore_ascii_case(property.name()))
        .ok_or(Fault::UnknownProperty)?;
    let Some(actual) = machine.get(property) else { return Ok(None) };
    let holds = match (property, operator) {
        (Property::Brand, Operator::Equal) => actual.eq_ignore_ascii_case(value),
        (Property::Brand, Operator::NotEqual) => !actual.eq_ignore_ascii_case(value),
        (Property::Brand, _) => return Err(Fault::BrandsHaveNoOrder),
        _ => operator.accepts(version::compare(actual, value).ok_or(Fault::NotAVersion)?),
    };
    if holds {
        return Ok(None);
    }
    // "name operator value", with a zero byte behind it.
    if name.len() + operator.symbol().len() + value.len() + 3 > LONGEST_FAILURE {
        return Err(Fault::TooLong);
    }
    Ok(Some((property, actual)))
}
