//! A drop-in for containerd, for those who reach it through the CRI.

use super::{comments, header};
use crate::{
    fact::{Message, Say},
    plan::{
        Plan,
        machine::{Engine, Machine},
    },
};

/// The runtime class, as `nvidia-ctk runtime configure --runtime=containerd` writes it. Version 2 is read by
/// containerd from 1.3 on, and a newer main file migrates it.
///
/// Source: NVIDIA Container Toolkit 1.20.0, executed; containerd, `LoadConfigWithPlugins`; read 2026-11-21.
const DROP_IN: &str = r#"version = 2

[plugins."io.containerd.grpc.v1.cri".containerd.runtimes.nvidia]
  privileged_without_host_devices = false
  runtime_type = "io.containerd.runc.v2"

  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.nvidia.options]
    BinaryName = "/usr/bin/nvidia-container-runtime"
"#;

/// The file; nothing for another engine.
pub(super) fn text(plan: &Plan, machine: &Machine<'_>, say: &dyn Say) -> Option<String> {
    machine.system?;
    (machine.engine == Engine::Containerd).then(|| {
        let mut out = String::new();
        comments(&mut out, header(plan, say));
        comments(&mut out, [say.say(&Message::new("emit.containerd"))]);
        out.push_str(DROP_IN);
        out
    })
}
