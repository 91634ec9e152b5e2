//! CDI specifications.

use super::{back_up, restore, source, step};
use crate::plan::{
    Step,
    machine::{Engine, Machine, Route},
};

/// Makes the specification and lets it follow the driver. The toolkit's own unit does so since 1.18;
/// an older toolkit, or a machine without systemd, gets it once.
pub(super) fn steps(machine: &Machine<'_>) -> Option<Step> {
    let wanted = machine.route == Route::Cdi
        || machine.route == Route::Auto && !machine.engine_older_than("25.0")
        || matches!(machine.engine, Engine::Podman | Engine::Containerd)
        || machine.route == Route::Gpus && !machine.engine_older_than("29.2");
    wanted.then(|| step_of(machine))
}

/// The same, whatever the route.
pub(super) fn step_of(machine: &Machine<'_>) -> Step {
    let old_engine = machine.engine_older_than("26.1") && machine.runs_dockerd();
    let plain = if old_engine {
        // Engines before 26.1 do not read version 0.7 of the format.
        " --feature-flag no-additional-gids-for-device-nodes"
    } else {
        ""
    };
    let kept = back_up("/etc/cdi/nvidia.yaml");
    step("cdi", &source::CDI)
        .run(format!(
            "if systemctl cat nvidia-cdi-refresh.service >/dev/null 2>&1; then\n    \
                 sudo systemctl enable --now nvidia-cdi-refresh.path\n    \
                 sudo systemctl restart nvidia-cdi-refresh.service\n\
                 else\n{kept}\n    \
                 sudo install -d -m 0755 /etc/cdi\n    \
                 sudo nvidia-ctk cdi generate{plain} --output=/etc/cdi/nvidia.yaml\n\
                 fi"
        ))
        .check("nvidia-ctk cdi list")
        .expect("nvidia.com/gpu=all")
        .undo(restore("/etc/cdi/nvidia.yaml"))
}
