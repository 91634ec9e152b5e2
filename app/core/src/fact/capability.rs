use std::{fmt, str::FromStr};

use serde::{Serialize, Serializer};

use super::NotAVersion;

/// Compute capability of a GPU (`8.9`): what its architecture can execute.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct ComputeCapability {
    /// The generation: 8 for Ampere and Ada, 9 for Hopper.
    pub major: u8,
    /// The variant within the generation.
    pub minor: u8,
}

impl ComputeCapability {
    /// `ComputeCapability::of(8, 9)` is 8.9.
    #[must_use]
    pub const fn of(major: u8, minor: u8) -> Self {
        Self { major, minor }
    }
}

impl fmt::Display for ComputeCapability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.major, self.minor)
    }
}

impl FromStr for ComputeCapability {
    type Err = NotAVersion;

    /// # Errors
    /// [`NotAVersion`] for anything but two small numbers around a dot.
    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let wrong = || NotAVersion(text.to_owned());
        let (major, minor) = text.trim().split_once('.').ok_or_else(wrong)?;
        Ok(Self {
            major: major.parse().map_err(|_| wrong())?,
            minor: minor.parse().map_err(|_| wrong())?,
        })
    }
}

impl Serialize for ComputeCapability {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn compares_by_number() {
        assert!("12.1".parse::<ComputeCapability>().unwrap() > ComputeCapability::of(9, 0));
        assert_eq!(ComputeCapability::of(8, 9).to_string(), "8.9");
        assert!("8".parse::<ComputeCapability>().is_err());
    }
}
