//! What building and testing need, each pinned and installed once.

mod cargo;
mod debian;
mod node;
mod python;
mod roots;
mod validators;

use anyhow::Result;

pub(crate) use debian::chromium;
pub(crate) use node::axe;
pub(crate) use python::programs as python;
pub(crate) use roots::folder as debian_roots;
pub(crate) use validators::Validators;

/// Trunk, what it calls, and what the search is made of: enough to build the site.
pub(crate) fn for_building() -> Result<()> {
    cargo::wasm_target()?;
    cargo::standard_library()?;
    cargo::trunk()?;
    cargo::wasm_bindgen()?;
    node::wasm_opt()?;
    node::search()
}

/// What building wants, and what lists the parts of a release.
pub(crate) fn for_releasing() -> Result<()> {
    for_building()?;
    cargo::cyclonedx()
}

/// Lighthouse and the Node.js it wants.
pub(crate) fn for_measuring() -> Result<()> {
    debian::packages()?;
    node::lighthouse()
}

/// What starts the fuzz targets.
pub(crate) fn cargo_fuzz() -> Result<()> {
    cargo::fuzz()
}

/// All of it: building, browsers, validators, licences.
pub(crate) fn everything() -> Result<Validators> {
    for_building()?;
    debian::packages()?;
    node::axe_core()?;
    cargo::deny()?;
    cargo::geckodriver()?;
    python::checkers()?;
    roots::make()?;
    validators::unpack()
}
