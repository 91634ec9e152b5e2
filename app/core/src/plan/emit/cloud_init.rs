//! User data for cloud-init.

use std::fmt::Write as _;

use super::{bash, comments, header, many::scalar};
use crate::{
    fact::{Message, Say},
    plan::{
        Plan,
        machine::{Machine, Packages},
    },
};

/// The setup script, started at every boot until nothing is left to do. The one restart that a driver needs
/// is cloud-init's own, which restarts an instance once and no more.
///
/// Source: cloud-init documentation, modules `write_files`, `scripts_per_boot`, `power_state_change`.
pub(super) fn text(plan: &Plan, machine: &Machine<'_>, say: &dyn Say) -> String {
    let mut out = String::from("#cloud-config\n");
    comments(&mut out, header(plan, say));
    comments(&mut out, [say.say(&Message::new("emit.cloud_init"))]);
    let script = bash::script(plan, say).unwrap_or_default();
    let quiet = match machine.packages() {
        Packages::Apt => "export DEBIAN_FRONTEND=noninteractive\n",
        _ => "",
    };
    let start = format!(
        "#!/bin/sh\nset -eu\nexport HOME=/root\n{quiet}bash {SCRIPT}\n\
         command -v nvidia-ctk >/dev/null\nnvidia-smi >/dev/null\nrm -f \"$0\"\n"
    );
    let _ = write!(
        out,
        "write_files:\n  - path: {SCRIPT}\n    permissions: \"0755\"\n    content: {}\n  \
         - path: /var/lib/cloud/scripts/per-boot/gpudock.sh\n    permissions: \"0755\"\n    content: {}\n\
         power_state:\n  mode: reboot\n  condition: nvidia-smi >/dev/null 2>&1 && exit 1 || exit 0\n",
        scalar(&script, 6),
        scalar(&start, 6),
    );
    out
}

const SCRIPT: &str = "/usr/local/sbin/gpudock-setup.sh";
