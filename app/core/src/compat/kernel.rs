//! Kernels on which an old driver does not build. NVIDIA publishes no upper limit: these are reports.

use super::sources::KERNEL_REPORTS;
use crate::fact::{Cited, DriverVersion, KernelVersion, Row};

/// A report: drivers of a branch below a build, as NVIDIA ships them, do not build from a kernel on.
///
/// A distribution patches its own copy, so this is "may not build", never "cannot".
#[derive(Clone, Debug)]
pub struct Limit {
    /// Driver branch.
    pub branch: u32,
    /// First build of the branch that builds again; missing means: none does.
    pub fixed_in: Option<DriverVersion>,
    /// First kernel with the trouble.
    pub kernel: KernelVersion,
    /// Where it was read.
    pub cited: Cited,
}

impl Row for Limit {
    fn id(&self) -> String {
        format!("kernel-limit-{}", self.branch)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn limit(branch: u32, fixed_in: Option<DriverVersion>, kernel: &'static str) -> Limit {
    Limit {
        branch,
        fixed_in,
        kernel: KernelVersion::of(kernel),
        cited: Cited::seen(&KERNEL_REPORTS),
    }
}

/// Every report, oldest branch first.
pub static LIMITS: &[Limit] = &[
    limit(390, None, "6.6"),
    limit(470, None, "6.12"),
    limit(550, None, "7.0"),
    limit(580, Some(DriverVersion::of("580.173.02")), "7.1"),
];

/// Oldest kernel on which the open modules build.
pub const OPEN_MODULES_MINIMUM: KernelVersion = KernelVersion::of("4.15");

/// The report that a driver may not build on a kernel.
///
/// Only the branches of the reports are judged; their neighbours are likely to share the trouble.
pub fn may_not_build(driver: &DriverVersion, kernel: &KernelVersion) -> Option<&'static Limit> {
    LIMITS.iter().find(|limit| {
        limit.branch == driver.major()
            && *kernel >= limit.kernel
            && limit.fixed_in.as_ref().is_none_or(|fixed| driver < fixed)
    })
}
