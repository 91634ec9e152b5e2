//! The driver by itself: how long it lives, what it runs, whether its parts fit together.

use super::{Case, Hit, Layer, ROW, Rule};
use crate::{
    compat::{
        Platform,
        driver::{self, Standing},
        sources,
    },
    diagnose::Severity,
    fact::DriverVersion,
};

pub(super) const RULES: &[Rule] = &[
    Rule { id: "driver-branch-ended", source: &sources::ENDOFLIFE, find: branch_ended, ..ROW },
    Rule {
        id: "driver-newer-than-rules",
        source: &sources::ENDOFLIFE,
        find: newer_than_rules,
        ..ROW
    },
    Rule { id: "driver-runs-cuda", source: &sources::CUDA_TABLE, find: runs_cuda, ..ROW },
    Rule { id: "cuda-newer-than-driver", source: &sources::FORWARD, find: cuda_newer, ..ROW },
    Rule { id: "smi-driver-differ", source: &sources::SMI_PASTES, find: smi_differs, ..ROW },
    Rule {
        id: "module-driver-differ",
        layer: Layer::KernelModule,
        source: &sources::SMI_PASTES,
        find: module_differs,
        ..ROW
    },
];

/// The branch no longer gets fixes. It runs as before.
fn branch_ended(case: &Case<'_>) -> Vec<Hit> {
    case.machines
        .iter()
        .filter_map(|machine| {
            let (driver, branch) = (machine.driver.as_ref()?, machine.branch()?);
            let ended = branch.standing(case.today) == Standing::Ended;
            ended.then(|| {
                Hit::new(Severity::Info)
                    .with("driver", &driver.value)
                    .with("branch", branch.number)
                    .at(driver.span)
            })
        })
        .collect()
}

/// Nothing is wrong with that; the rules only cannot say more.
fn newer_than_rules(case: &Case<'_>) -> Vec<Hit> {
    case.machines
        .iter()
        .filter(|machine| !machine.is_jetson())
        .filter_map(|machine| machine.driver.as_ref())
        .filter(|driver| driver::is_newer_than_rules(&driver.value))
        .map(|driver| Hit::new(Severity::Info).with("driver", &driver.value).at(driver.span))
        .collect()
}

/// What the driver runs without any compatibility layer: said by itself, else known of its branch.
fn runs_cuda(case: &Case<'_>) -> Vec<Hit> {
    case.machines
        .iter()
        .filter(|machine| !machine.gpus.is_empty())
        .filter_map(|machine| {
            let driver = machine.driver.as_ref()?;
            let cuda = match (&machine.cuda, machine.branch()) {
                (Some(cuda), _) => cuda.value.to_string(),
                (None, Some(branch)) => branch.cuda.to_string(),
                (None, None) => return None,
            };
            let hit = Hit::new(Severity::Ok).with("driver", &driver.value).with("cuda", cuda);
            Some(hit.at(driver.span))
        })
        .collect()
}

/// More CUDA than the driver brings: newer user-mode libraries, as in an image with `cuda-compat`.
fn cuda_newer(case: &Case<'_>) -> Vec<Hit> {
    case.machines
        .iter()
        .filter(|machine| machine.platform == Platform::Linux)
        .filter_map(|machine| {
            let (driver, cuda) = (machine.driver.as_ref()?, machine.cuda.as_ref()?);
            let branch = machine.branch()?;
            // The table holds the lower value where a branch printed two.
            let next = driver::BRANCHES.iter().find(|other| other.number > branch.number)?;
            (cuda.value > branch.cuda && cuda.value >= next.cuda).then(|| {
                Hit::new(Severity::Info)
                    .with("driver", &driver.value)
                    .with("cuda", &cuda.value)
                    .with("own", &branch.cuda)
                    .at(cuda.span)
                    .at(driver.span)
            })
        })
        .collect()
}

/// On plain Linux the program and the driver carry one number. In WSL they differ by design.
fn smi_differs(case: &Case<'_>) -> Vec<Hit> {
    case.machines
        .iter()
        .filter(|machine| machine.platform == Platform::Linux && !machine.is_jetson())
        .filter_map(|machine| {
            let (smi, driver) = (machine.dump.smi_version.as_ref()?, machine.driver.as_ref()?);
            let program: DriverVersion = smi.value.parse().ok()?;
            let linux_number = driver.value.as_str().split('.').count() >= 3;
            (linux_number && program != driver.value && !is_beginning(&program, &driver.value))
                .then(|| {
                    Hit::new(Severity::Warning)
                        .with("smi", &program)
                        .with("driver", &driver.value)
                        .at(smi.span)
                        .at(driver.span)
                })
        })
        .collect()
}

/// `580.159` for `580.159.04`: some outputs print a short form.
fn is_beginning(short: &DriverVersion, long: &DriverVersion) -> bool {
    long.as_str().strip_prefix(short.as_str()).is_some_and(|rest| rest.starts_with('.'))
}

/// The loaded module and the driver that answers should be one version.
fn module_differs(case: &Case<'_>) -> Vec<Hit> {
    let Some(module) = &case.reading.facts.kernel_module else { return Vec::new() };
    let Ok(loaded) = module.value.parse::<DriverVersion>() else { return Vec::new() };
    case.machines
        .iter()
        .filter(|machine| machine.platform == Platform::Linux && !machine.dump.gpus.is_empty())
        .filter_map(|machine| {
            let driver = machine.driver.as_ref()?;
            (driver.value != loaded).then(|| {
                Hit::new(Severity::Warning)
                    .with("module", &loaded)
                    .with("driver", &driver.value)
                    .at(module.span)
                    .at(driver.span)
            })
        })
        .collect()
}
