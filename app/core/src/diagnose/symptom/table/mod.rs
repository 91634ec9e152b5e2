//! Every failure that is known by its text: one row each.

mod compose;
mod docker;
mod driver;
mod hardware;
mod package;
mod program;
pub mod source;
mod toolkit;
mod windows;

use crate::{
    diagnose::Severity,
    fact::{Date, Source},
};

/// The layer of the stack that has to be repaired. What lies deeper is repaired first.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Layer {
    /// Card, slot, power, firmware.
    Hardware,
    /// Windows and its virtual machine.
    Windows,
    /// The driver's part in the kernel.
    KernelModule,
    /// The driver's libraries and programs.
    Driver,
    /// Package manager and network.
    Package,
    /// NVIDIA Container Toolkit and CDI specifications.
    Toolkit,
    /// Docker or Podman and their configuration.
    Engine,
    /// Compose files.
    Compose,
    /// Image and container.
    Image,
    /// The program inside.
    Program,
}

impl Layer {
    /// Machine name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Hardware => "hardware",
            Self::Windows => "windows",
            Self::KernelModule => "kernel-module",
            Self::Driver => "driver",
            Self::Package => "package",
            Self::Toolkit => "toolkit",
            Self::Engine => "engine",
            Self::Compose => "compose",
            Self::Image => "image",
            Self::Program => "program",
        }
    }
}

/// What has to stand around a text for it to count.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// Nothing: the text says it all.
    Always,
    /// One of these words within a few hundred bytes.
    Near(&'static [&'static str]),
    /// None of these words within a few hundred bytes.
    NotNear(&'static [&'static str]),
    /// One of these words on the same line.
    OnLine(&'static [&'static str]),
}

/// A failure and the texts that give it away.
///
/// Its sentences are `finding.<id>.…` in the catalogues.
#[derive(Clone, Copy, Debug)]
pub struct Failure {
    /// Unique, kebab-case, stable.
    pub id: &'static str,
    /// Slug of the shared vocabulary of error texts.
    pub slug: Option<&'static str>,
    /// Where it has to be repaired.
    pub layer: Layer,
    /// How much it matters.
    pub severity: Severity,
    /// Texts as printed; `#` is a number, `{name}` is kept, `{}` is anything short.
    pub texts: &'static [&'static str],
    /// Texts that count only in a certain neighbourhood.
    pub weak: &'static [(When, &'static str)],
    /// Failures that are mere consequences where this one is seen.
    pub explains: &'static [&'static str],
    /// Names of the gaps its sentences use.
    pub gaps: &'static [&'static str],
    /// Where the texts and their meaning were read.
    pub source: &'static Source,
    /// When.
    pub verified: Date,
}

/// What most rows have in common.
const ROW: Failure = Failure {
    id: "",
    slug: None,
    layer: Layer::Driver,
    severity: Severity::Error,
    texts: &[],
    weak: &[],
    explains: &[],
    gaps: &[],
    source: &source::CATALOGUE,
    verified: Date("2026-11-20"),
};

const TABLES: &[&[Failure]] = &[
    hardware::ROWS,
    windows::ROWS,
    driver::ROWS,
    package::ROWS,
    toolkit::ROWS,
    docker::ROWS,
    compose::ROWS,
    program::ROWS,
];

/// Every failure, deeper layers first.
pub fn failures() -> impl Iterator<Item = &'static Failure> {
    TABLES.iter().copied().flatten()
}

/// The failure with that id.
pub fn failure(id: &str) -> Option<&'static Failure> {
    failures().find(|failure| failure.id == id)
}

/// One text of one failure.
#[derive(Clone, Copy, Debug)]
pub(super) struct Signature {
    /// Whose text it is.
    pub(super) failure: &'static Failure,
    /// As printed.
    pub(super) text: &'static str,
    /// Under which circumstances.
    pub(super) when: When,
}

/// Every text of every failure.
pub(super) fn signatures() -> impl Iterator<Item = Signature> {
    failures().flat_map(|failure| {
        let sure = failure.texts.iter().map(|text| (When::Always, *text));
        sure.chain(failure.weak.iter().copied()).map(move |(when, text)| Signature {
            failure,
            text,
            when,
        })
    })
}
