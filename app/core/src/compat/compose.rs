//! Docker Compose: which version takes which way of asking for a GPU.

use super::sources::{CAPTURES, COMPOSE};
use crate::fact::{Cited, ComposeVersion, Row};

/// A way to write a GPU into a compose file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Form {
    /// `deploy.resources.reservations.devices` with `driver: nvidia`.
    Deploy,
    /// The same with `driver: cdi` and `device_ids: ["nvidia.com/gpu=all"]`.
    DeployCdi,
    /// `gpus:` with a list.
    GpusList,
    /// `gpus: all`.
    GpusAll,
    /// `devices: ["nvidia.com/gpu=all"]`.
    Device,
    /// `runtime: nvidia`, which needs the runtime in `daemon.json`.
    Runtime,
}

/// Oldest Compose for a form.
#[derive(Clone, Debug)]
pub struct Minimum {
    /// The form.
    pub form: Form,
    /// Stable id, kebab-case.
    pub what: &'static str,
    /// First version that does what the form says.
    pub since: ComposeVersion,
    /// Where it was read.
    pub cited: Cited,
}

impl Row for Minimum {
    fn id(&self) -> String {
        format!("compose-{}", self.what)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn minimum(form: Form, what: &'static str, since: &'static str) -> Minimum {
    Minimum { form, what, since: ComposeVersion::of(since), cited: Cited::seen(&COMPOSE) }
}

/// Every form. `runtime:` works from 2.0 on whatever the file's format; in 1.x only in formats 2.3 and 2.4.
pub static FORMS: &[Minimum] = &[
    minimum(Form::Deploy, "deploy", "1.28.0"),
    minimum(Form::Runtime, "runtime", "2.0.0"),
    minimum(Form::DeployCdi, "deploy-cdi", "2.30.0"),
    minimum(Form::GpusList, "gpus-list", "2.30.0"),
    minimum(Form::Device, "device-cdi", "2.30.0"),
    minimum(Form::GpusAll, "gpus-all", "2.33.0"),
];

/// Whether a version takes a form.
pub fn takes(version: &ComposeVersion, form: Form) -> bool {
    FORMS.iter().any(|row| row.form == form && *version >= row.since)
}

/// A build that accepts `gpus:` and ignores it: the container starts without a GPU and without a word.
pub static IGNORES_GPUS: (ComposeVersion, Cited) =
    (ComposeVersion::of("2.26.1"), Cited::seen(&CAPTURES));

/// Newest version that was seen. After 2.40.3 came 5.0.0.
pub const NEWEST: ComposeVersion = ComposeVersion::of("5.5.0");
