//! Versions as NVIDIA, Docker and Linux print them: numbers between dots, compared field by field.
//!
//! A decimal reading would put `550.54` above `550.127`; every type here compares `54 < 127`.

use std::{borrow::Cow, cmp::Ordering, fmt};

use serde::{Serialize, Serializer};

/// The text is not one to six numbers separated by dots.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NotAVersion(
    /// The text as it was given.
    pub String,
);

impl fmt::Display for NotAVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a version (numbers separated by dots, like 550.144.03)", self.0)
    }
}

impl std::error::Error for NotAVersion {}

/// The numbers between the dots; what cannot be one (too long for 32 bits) counts as the largest.
fn fields(text: &str) -> impl Iterator<Item = u32> + '_ {
    text.split('.').map(|field| field.parse().unwrap_or(u32::MAX))
}

/// Field by field; a missing field counts as zero, so that `580` equals `580.0`.
fn compare(left: &str, right: &str) -> Ordering {
    let (mut left, mut right) = (fields(left), fields(right));
    loop {
        match (left.next(), right.next()) {
            (None, None) => return Ordering::Equal,
            (l, r) => match l.unwrap_or(0).cmp(&r.unwrap_or(0)) {
                Ordering::Equal => {}
                unequal => return unequal,
            },
        }
    }
}

fn is_version(text: &str) -> bool {
    let mut count = 0;
    text.split('.').all(|field| {
        count += 1;
        count <= 6
            && !field.is_empty()
            && field.len() <= 9
            && field.bytes().all(|b| b.is_ascii_digit())
    })
}

macro_rules! versions {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug)]
        pub struct $name(Cow<'static, str>);

        impl $name {
            /// A row of the knowledge base. Read user input with [`str::parse`] instead.
            #[must_use]
            pub const fn of(text: &'static str) -> Self {
                Self(Cow::Borrowed(text))
            }

            /// The version as it was printed, leading zeros and all.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The number before the first dot: the driver branch, the CUDA major, the kernel major.
            #[must_use]
            pub fn major(&self) -> u32 {
                fields(&self.0).next().unwrap_or(0)
            }

            /// The number after the first dot; zero where nothing is written.
            #[must_use]
            pub fn minor(&self) -> u32 {
                fields(&self.0).nth(1).unwrap_or(0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = NotAVersion;

            /// # Errors
            /// [`NotAVersion`] for anything but one to six numbers separated by dots.
            fn from_str(text: &str) -> Result<Self, NotAVersion> {
                let text = text.trim();
                if is_version(text) {
                    Ok(Self(Cow::Owned(text.to_owned())))
                } else {
                    Err(NotAVersion(text.to_owned()))
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                self.cmp(other) == Ordering::Equal
            }
        }

        impl Eq for $name {}

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                compare(&self.0, &other.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }
    )*};
}

versions! {
    /// Version of the NVIDIA driver (`550.144.03` on Linux, `581.80` on Windows).
    /// [`major`](Self::major) is the driver branch.
    DriverVersion;
    /// CUDA version: of a toolkit (`12.8`), of an image (`12.8.1`), or the newest one a driver supports.
    /// Which of the three is the business of whoever holds the value.
    CudaVersion;
    /// Linux kernel version, without the suffix a distribution adds (`6.8.0`, `5.15.167.4` under WSL).
    KernelVersion;
    /// Version of Docker Engine, Podman, containerd or nerdctl.
    EngineVersion;
    /// Version of the NVIDIA Container Toolkit (`1.20.1`).
    ToolkitVersion;
    /// Version of Docker Compose (`2.40.3`; after 2.40 came 5.0).
    ComposeVersion;
    /// Version of WSL itself (`2.6.1`), not of its kernel.
    WslVersion;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn driver(text: &str) -> DriverVersion {
        text.parse().unwrap()
    }

    #[test]
    fn fields_are_numbers_not_decimals() {
        assert!(driver("550.54.14") < driver("550.127.05"));
        assert!(driver("580") == driver("580.0"));
        assert!(driver("580") < driver("580.65.06"));
        assert!("12.10".parse::<CudaVersion>().unwrap() > "12.9".parse().unwrap());
    }

    #[test]
    fn the_printed_form_survives() {
        assert_eq!(driver("4.304.88").to_string(), "4.304.88");
        assert_eq!(driver(" 391.01 ").to_string(), "391.01");
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", ".", "5xx.xx", "12.", ".4", "1..2", "N/A", "1.2.3.4.5.6.7", "12345678901"]
        {
            assert!(text.parse::<DriverVersion>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn major_and_minor() {
        assert_eq!(driver("535.183.01").major(), 535);
        assert_eq!(driver("535").minor(), 0);
        assert_eq!(CudaVersion::of("12.8.1").minor(), 8);
    }
}
