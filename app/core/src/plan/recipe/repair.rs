//! Repairs that are no part of setting a machine up: what a diagnosis asks for and a plan does not.

use super::{cdi, source, step};
use crate::{
    compat::sources,
    plan::{After, Step, machine::Machine},
};

/// Something to repair on a machine that was set up before.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Repair {
    /// Start the machine again, so that module and libraries are of one version.
    Reboot,
    /// Make the containers of a compose file anew: a container keeps the devices it was created with.
    Recreate,
    /// Make the CDI specification anew.
    Specification,
    /// Cut a GPU in MIG mode into instances.
    MigInstances,
    /// Bring WSL and its kernel up to date, and start it again.
    UpdateWsl,
    /// End WSL, so that it starts with the driver of Windows as it is now.
    RestartWsl,
}

/// The step that repairs. Only its commands are meant to be shown: what it is for stands in the finding.
pub(crate) fn step_of(repair: Repair, machine: &Machine<'_>) -> Step {
    match repair {
        Repair::Reboot => step("reboot", &sources::CAPTURES)
            .look("cat /proc/driver/nvidia/version")
            .run("sudo reboot")
            .check("nvidia-smi")
            .after(After::Reboot),
        Repair::Recreate => step("recreate", &sources::CAPTURES)
            .run("docker compose up -d --force-recreate")
            .check("docker compose ps"),
        Repair::Specification => cdi::step_of(machine),
        // Profile 0 is the whole GPU on every product; the listing shows the smaller ones.
        Repair::MigInstances => step("mig-instances", &sources::CAPTURES)
            .look("nvidia-smi mig -lgip")
            .run("sudo nvidia-smi mig -cgi 0 -C")
            .check("nvidia-smi -L")
            .expect("MIG"),
        Repair::UpdateWsl => step("wsl-update", &source::MICROSOFT_WSL)
            .run_powershell("wsl --update")
            .run_powershell("wsl --shutdown")
            .check_powershell("wsl --version")
            .after(After::RestartWsl),
        Repair::RestartWsl => step("wsl-restart", &source::MICROSOFT_WSL)
            .run_powershell("wsl --shutdown")
            .check_powershell("wsl -- nvidia-smi")
            .after(After::RestartWsl),
    }
}
