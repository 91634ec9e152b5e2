//! What the name of a GPU decides: the newest driver branch, the newest CUDA, and which kernel modules.

use crate::{
    compat::{
        architecture::{self, Generation, Modules},
        gpu::{Identity, identify},
    },
    fact::{ComputeCapability, CudaVersion},
};

/// A GPU as far as its name tells.
#[derive(Clone, Debug, Default)]
pub(crate) struct Gpu {
    /// The name as it was typed.
    pub(crate) name: String,
    /// The limits of its generation, where the name decides them.
    generation: Option<&'static Generation>,
}

/// Reads a product name, or a compute capability (`8.9`) typed in its place. Where a name fits chips of
/// several generations, nothing is decided by it.
pub(crate) fn of(name: &str) -> Gpu {
    let name = name.trim();
    let capability = name.parse::<ComputeCapability>().ok().or_else(|| match identify(name) {
        Identity::Known(capability) => Some(capability),
        Identity::Ambiguous(several) => {
            let rows: Vec<_> = several.iter().map(|one| architecture::generation(*one)).collect();
            let same = rows.iter().all(|row| {
                row.map(|row| row.capabilities)
                    == rows.first().copied().flatten().map(|row| row.capabilities)
            });
            several.first().copied().filter(|_| same)
        }
        Identity::Unknown => None,
    });
    Gpu { name: name.to_owned(), generation: capability.and_then(architecture::generation) }
}

impl Gpu {
    /// The last driver branch that runs it; nothing while it is still supported, or unknown.
    pub(crate) fn last_branch(&self) -> Option<u32> {
        self.generation?.last_branch
    }

    /// The last CUDA release that its code can be built for; nothing while there is none.
    pub(crate) fn last_cuda(&self) -> Option<&'static CudaVersion> {
        self.generation?.last_cuda.as_ref()
    }

    /// Older than Turing: the open kernel modules do not drive it.
    pub(crate) fn needs_proprietary(&self) -> bool {
        self.generation.is_some_and(|row| row.modules == Modules::ProprietaryOnly)
    }

    /// Blackwell and newer: only the open kernel modules drive it.
    pub(crate) fn needs_open(&self) -> bool {
        self.generation.is_some_and(|row| row.modules == Modules::OpenOnly)
    }
}
