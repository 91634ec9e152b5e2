//! NVIDIA Container Toolkit by version: what changed for those who install and run it.

use super::sources::{TOOLKIT_NOTES, TOOLKIT_PACKAGES, TOOLKIT_SOURCE};
use crate::fact::{Cited, Row, Source, ToolkitVersion};

/// A change of the toolkit. What it means stands in the catalogues under its id.
#[derive(Clone, Debug)]
pub struct Change {
    /// Stable id, kebab-case.
    pub what: &'static str,
    /// First version with it.
    pub since: ToolkitVersion,
    /// Where it was read.
    pub cited: Cited,
}

impl Row for Change {
    fn id(&self) -> String {
        format!("toolkit-{}", self.what)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn change(what: &'static str, since: &'static str, source: &'static Source) -> Change {
    Change { what, since: ToolkitVersion::of(since), cited: Cited::seen(source) }
}

/// Every change, oldest first.
pub static CHANGES: &[Change] = &[
    change("cdi-generate", "1.12.0", &TOOLKIT_NOTES),
    change("one-repository", "1.14.0", &TOOLKIT_NOTES),
    change("no-nvidia-docker2", "1.15.0", &TOOLKIT_NOTES),
    change("no-compat-mount", "1.17.4", &TOOLKIT_NOTES),
    change("compat-hook", "1.17.5", &TOOLKIT_NOTES),
    change("compat-mode", "1.17.7", &TOOLKIT_NOTES),
    change("compat-fixed", "1.17.8", &TOOLKIT_NOTES),
    change("jit-cdi", "1.18.0", &TOOLKIT_NOTES),
    change("cdi-refresh", "1.18.0", &TOOLKIT_NOTES),
    change("exact-versions", "1.18.0", &TOOLKIT_NOTES),
    change("no-ppc64le", "1.18.0", &TOOLKIT_NOTES),
    change("containerd-conf-d", "1.18.1", &TOOLKIT_NOTES),
    change("musl-containers", "1.18.2", &TOOLKIT_NOTES),
    change("visible-devices-none", "1.18.2", &TOOLKIT_NOTES),
    change("compat-tegra", "1.19.0", &TOOLKIT_NOTES),
    change("cdi-refresh-wsl", "1.19.1", &TOOLKIT_NOTES),
    change("wsl-driver-store", "1.20.0", &TOOLKIT_NOTES),
    change("compat-by-elf-note", "1.20.0", &TOOLKIT_SOURCE),
    change("containerd-runtime-type", "1.20.0", &TOOLKIT_NOTES),
    change("newest", "1.20.1", &TOOLKIT_PACKAGES),
];

/// First version with `nvidia-ctk cdi generate`.
pub const CDI_GENERATE: ToolkitVersion = ToolkitVersion::of("1.12.0");

/// Versions that do not find the compatibility libraries of an image, or not always: from the first, before
/// the second.
pub static WITHOUT_COMPAT: [(ToolkitVersion, ToolkitVersion); 2] = [
    (ToolkitVersion::of("1.17.4"), ToolkitVersion::of("1.17.5")),
    (ToolkitVersion::of("1.17.7"), ToolkitVersion::of("1.17.8")),
];

/// The first version that finds them again, where this one does not.
pub fn compat_fixed_in(version: &ToolkitVersion) -> Option<&'static ToolkitVersion> {
    WITHOUT_COMPAT.iter().find(|(from, to)| version >= from && version < to).map(|(_, to)| to)
}

/// From this version on `--runtime=nvidia` makes its CDI specification in memory and checks no requirement.
pub const JIT_CDI: ToolkitVersion = ToolkitVersion::of("1.18.0");

/// From this version on `nvidia-cdi-refresh` writes the CDI specification by itself.
pub const CDI_REFRESH: ToolkitVersion = ToolkitVersion::of("1.18.0");

/// From this version on it does so under WSL too.
pub const CDI_REFRESH_WSL: ToolkitVersion = ToolkitVersion::of("1.19.1");

/// From this version on all four packages must have the same version.
pub const EXACT_VERSIONS: ToolkitVersion = ToolkitVersion::of("1.18.0");

/// Oldest version in the one repository for all distributions.
pub const ONE_REPOSITORY: ToolkitVersion = ToolkitVersion::of("1.14.0");

/// Newest version in the package index.
pub const NEWEST: ToolkitVersion = ToolkitVersion::of("1.20.1");
