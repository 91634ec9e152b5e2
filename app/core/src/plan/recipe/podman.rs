//! Podman: no configuration but a CDI specification, and no old hook beside it.

use super::{source, step};
use crate::plan::{
    Step,
    machine::{Engine, Machine},
};

/// The hook of older toolkits injects a second time what CDI injects already.
pub(super) fn steps(machine: &Machine<'_>) -> Option<Step> {
    let hook = "/usr/share/containers/oci/hooks.d/oci-nvidia-hook.json";
    (machine.engine == Engine::Podman).then(|| {
        step("podman-hook", &source::CDI)
            .unless(format!("[ ! -e {hook} ]"))
            .run(format!("sudo rm -f {hook}"))
            .check(format!("[ ! -e {hook} ] && echo absent"))
            .expect("absent")
    })
}
