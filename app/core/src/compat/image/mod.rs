//! `nvidia/cuda` images: reading a reference, which tags exist, what they require, which one to use.

mod reference;
mod require;
mod tags;

pub use reference::{Flavour, ImageRef, Tag};
pub use require::{Brands, Clause, Machine, REQUIREMENTS, Requirement, requirement};
pub use tags::{DELETED, ENDS, End, LISTINGS, Listing, Status};

use super::{
    Platform,
    architecture::{self, Compiled},
    cuda::{self, Compatibility, Forward},
};
use crate::fact::{ComputeCapability, CudaVersion, DriverVersion};

/// Whether a tag can be pulled.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Standing {
    /// In NVIDIA's list of supported tags.
    Supported,
    /// Present when the list was written, but past its end: may be deleted at any time.
    EndOfLife,
    /// Newer than the list, in use in public.
    InUse,
    /// Deleted: `manifest unknown`.
    Deleted,
    /// There never was such a tag (`latest`, `12.4-base`), or not for that system.
    Missing,
    /// Newer than these rules; it may well exist.
    NewerThanRules,
}

/// Whether a tag of `nvidia/cuda` can be pulled. No tag stands for `latest`, which does not exist.
pub fn standing(tag: Option<&Tag>) -> Standing {
    let Some(tag) = tag else {
        return Standing::Missing;
    };
    let is_deleted = DELETED.split(' ').any(|version| version == tag.cuda.as_str());
    let Some(system) = &tag.system else {
        // Tags without a system (`11.0-base`) existed up to 11.1 and are gone.
        let short = cuda::release_of(&tag.cuda) <= (11, 1);
        return if short { Standing::Deleted } else { Standing::Missing };
    };
    if is_deleted {
        return Standing::Deleted;
    }
    // By spelling: `12.4` is no tag although `12.4` equals `12.4.0`.
    match LISTINGS.iter().find(|listing| listing.cuda.as_str() == tag.cuda.as_str()) {
        Some(listing) if offers(listing, tag, system) => match listing.status {
            Status::Supported => Standing::Supported,
            Status::EndOfLife => Standing::EndOfLife,
            Status::InUse => Standing::InUse,
        },
        Some(listing) if listing.status != Status::InUse => Standing::Missing,
        // What is in use in public is not the whole list.
        _ if tag.cuda > newest_listed().cuda && tag.has_patch() => Standing::NewerThanRules,
        _ => Standing::Missing,
    }
}

fn offers(listing: &Listing, tag: &Tag, system: &str) -> bool {
    let has = |systems: &str| systems.split(' ').any(|own| own == system);
    match &tag.extra {
        None => has(listing.with_cudnn) || has(listing.without_cudnn),
        Some(extra) if extra == "tensorrt" => {
            listing.cuda.as_str() == "13.0.0" && system == "ubuntu24.04"
        }
        Some(extra) => {
            extra == listing.cudnn && has(listing.with_cudnn) && tag.flavour != Flavour::Base
        }
    }
}

/// The newest version in NVIDIA's own list.
fn newest_listed() -> &'static Listing {
    LISTINGS
        .iter()
        .find(|listing| listing.status != Status::InUse)
        .unwrap_or(&LISTINGS[LISTINGS.len() - 1])
}

/// The image that a plain check uses where nothing is known of the machine.
pub const DEFAULT: &str = "nvidia/cuda:12.6.3-base-ubuntu24.04";

/// Systems for a check image, best first.
const CHECK_SYSTEMS: &[&str] = &["ubuntu24.04", "ubuntu22.04", "ubuntu20.04", "ubuntu18.04"];

/// The image for a check on this machine: the newest that the driver supports natively, so that every
/// route accepts it on every brand of GPU, and that still supports the GPU.
///
/// Missing means: no tag that can be pulled is old enough (drivers before R450). A plain `ubuntu` image
/// shows `nvidia-smi` all the same.
pub fn check_image(
    driver: Option<&DriverVersion>,
    platform: Platform,
    capability: Option<ComputeCapability>,
) -> Option<String> {
    if driver.is_none() && capability.is_none() {
        return Some(DEFAULT.to_owned());
    }
    LISTINGS
        .iter()
        .filter(|listing| {
            driver.is_none_or(|driver| {
                cuda::compatibility(&listing.cuda, driver, platform, Forward::Refused)
                    == Compatibility::Native
            }) && still_compiled(capability, &listing.cuda)
        })
        .filter(|listing| driver.is_some() || listing.status == Status::Supported)
        .find_map(|listing| {
            let system = CHECK_SYSTEMS
                .iter()
                .find(|&&wanted| listing.systems().any(|system| system == wanted))?;
            Some(format!("nvidia/cuda:{}-base-{system}", listing.cuda))
        })
}

fn still_compiled(capability: Option<ComputeCapability>, cuda: &CudaVersion) -> bool {
    capability.is_none_or(|capability| {
        !matches!(architecture::compiled_for(capability, cuda), Compiled::Dropped(_))
    })
}

/// The newest version with images for a system whose programs run on this machine, natively or through
/// minor-version compatibility. Whether the container also *starts* depends on the route: see
/// [`requirement`].
pub fn newest_running(
    driver: &DriverVersion,
    platform: Platform,
    capability: Option<ComputeCapability>,
    system: &str,
) -> Option<(&'static Listing, Compatibility)> {
    LISTINGS
        .iter()
        .filter(|listing| listing.systems().any(|own| own == system))
        .filter(|listing| still_compiled(capability, &listing.cuda))
        .find_map(|listing| {
            let how = cuda::compatibility(&listing.cuda, driver, platform, Forward::Refused);
            matches!(how, Compatibility::Native | Compatibility::MinorVersion { .. })
                .then_some((listing, how))
        })
}
