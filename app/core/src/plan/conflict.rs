//! Answers that do not go together, and the rule between them. One table: a row is a rule.

use super::{
    Conflict, Weight,
    machine::{
        Architecture, DockerFrom, Driver, Engine, Machine, Modules, Network, Packages, Route,
    },
    recipe::{self, source},
};
use crate::{
    compat::{rules, sources},
    fact::{KernelVersion, Source},
};

/// What fills the gaps of a conflict's sentences; nothing where the rule is kept.
type Clash = Option<Vec<(&'static str, String)>>;

/// A rule between answers.
struct Rule {
    id: &'static str,
    weight: Weight,
    between: &'static [&'static str],
    source: &'static Source,
    broken: fn(&Machine<'_>) -> Clash,
}

/// Every rule that the answers break; blockers first, then in the order of the table.
pub(crate) fn conflicts(machine: &Machine<'_>) -> Vec<Conflict> {
    let mut found: Vec<Conflict> = RULES
        .iter()
        .filter_map(|rule| {
            let gaps = (rule.broken)(machine)?;
            Some(Conflict {
                id: rule.id,
                weight: rule.weight,
                between: rule.between.to_vec(),
                gaps,
                source: rule.source,
                verified: rules::VERIFIED,
            })
        })
        .collect();
    found.sort_by_key(|conflict| conflict.weight);
    found
}

/// Ids of all rules: each has its sentences in the catalogues.
pub fn conflict_ids() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.id)
}

const fn blocker(
    id: &'static str,
    between: &'static [&'static str],
    source: &'static Source,
    broken: fn(&Machine<'_>) -> Clash,
) -> Rule {
    Rule { id, weight: Weight::Blocker, between, source, broken }
}

const fn warning(
    id: &'static str,
    between: &'static [&'static str],
    source: &'static Source,
    broken: fn(&Machine<'_>) -> Clash,
) -> Rule {
    Rule { id, weight: Weight::Warning, between, source, broken }
}

static RULES: &[Rule] = &[
    blocker("no-recipe", &["os"], &source::PLATFORMS, no_recipe),
    blocker("jetson", &["arch"], &source::PLATFORMS, jetson),
    blocker("desktop-on-linux", &["engine", "os"], &source::DESKTOP, desktop_on_linux),
    blocker("snap-docker", &["engine"], &source::SNAP, snap),
    blocker("no-engine-package", &["engine", "os"], &source::DOCKER, no_engine_package),
    blocker("gpu-too-old-for-image", &["gpu", "image"], &source::MATRIX, gpu_image),
    blocker("driver-too-new-for-gpu", &["driver", "gpu"], &source::MATRIX, driver_gpu),
    blocker("driver-too-old-for-image", &["driver", "image"], &source::LIFECYCLE, driver_image),
    blocker("open-needs-turing", &["modules", "gpu"], &source::DRIVER, open_modules),
    blocker("blackwell-needs-open", &["modules", "gpu"], &source::DRIVER, proprietary_modules),
    blocker("cdi-needs-docker-25", &["route", "engine-version"], &source::MOBY, cdi_engine),
    blocker("gpus-needs-docker-19", &["engine-version"], &source::DOCKER, gpus_engine),
    blocker("daemon-json-invalid", &["daemon-json"], &sources::CAPTURES, daemon_json),
    blocker("airgap-no-recipe", &["network", "os"], &source::DOCKER, airgap_recipe),
    warning("gpu-out-of-support", &["gpu"], &source::MATRIX, gpu_support),
    warning("kernel-too-new", &["kernel", "driver"], &source::DRIVER, kernel_driver),
    warning("release-ended", &["release"], &source::DOCKER, release_ended),
    warning("release-unknown", &["release"], &source::PLATFORMS, release_unknown),
    warning("debian-driver-too-old", &["os", "gpu"], &source::DEBIAN_PACKAGES, debian_driver),
    warning("wsl-all-gpus-only", &["gpus", "os"], &source::NVIDIA_WSL, wsl_gpus),
    warning("windows-10", &["release"], &source::MICROSOFT_WSL, windows_10),
    warning("two-engines-in-wsl", &["engine", "os"], &source::DESKTOP, wsl_engines),
    warning("secure-boot-own-key", &["secure-boot", "os"], &source::DRIVER, secure_boot),
    warning("proprietary-ends", &["modules", "gpu"], &source::DRIVER, proprietary_ends),
    warning("cdi-spec-0-7", &["route", "engine-version"], &source::MOBY, cdi_spec),
    warning("rootless-hook", &["engine", "engine-version"], &source::TOOLKIT, rootless_hook),
    warning("runtime-skips-requirement", &["route", "image"], &sources::CAPTURES, requirement),
    warning("suse-arm", &["arch", "os"], &source::PLATFORMS, suse_arm),
    warning("address-missing", &["network"], &source::DOCKER_PROXY, address_missing),
    warning("airgap-driver", &["network", "driver"], &source::DRIVER, airgap_driver),
    warning("compose-1", &["compose-version"], &source::COMPOSE, compose_1),
];

/// The rule is broken, with nothing to fill in.
fn when(broken: bool) -> Clash {
    broken.then(Vec::new)
}

fn no_recipe(machine: &Machine<'_>) -> Clash {
    when(machine.system.is_some() && machine.packages() == Packages::None && !machine.is("flatcar"))
}

fn jetson(machine: &Machine<'_>) -> Clash {
    when(machine.architecture == Architecture::Jetson)
}

fn desktop_on_linux(machine: &Machine<'_>) -> Clash {
    when(machine.engine == Engine::Desktop && machine.windows.is_none())
}

fn snap(machine: &Machine<'_>) -> Clash {
    when(machine.engine == Engine::Snap)
}

/// Docker on a system that neither Docker nor the distribution packages it for, as far as is known.
fn no_engine_package(machine: &Machine<'_>) -> Clash {
    let system = machine.system?;
    when(
        matches!(machine.engine, Engine::Docker | Engine::Rootless)
            && system.docker == DockerFrom::Nowhere
            && system.packages == Packages::Tdnf
            && machine.engine_version.is_none(),
    )
}

fn gpu_image(machine: &Machine<'_>) -> Clash {
    let image = recipe::purpose::image(machine);
    let last = machine.gpu.last_cuda()?;
    let cuda = image.cuda?;
    (cuda.major() > last.major()).then(|| {
        vec![
            ("gpu", machine.gpu.name.clone()),
            ("image", image.name),
            ("cuda", cuda.to_string()),
            ("last_cuda", last.to_string()),
        ]
    })
}

fn driver_gpu(machine: &Machine<'_>) -> Clash {
    let Driver::Installed(driver) = &machine.driver else { return None };
    let branch = machine.gpu.last_branch()?;
    (driver.major() > branch && machine.windows.is_none()).then(|| {
        vec![
            ("gpu", machine.gpu.name.clone()),
            ("driver", driver.to_string()),
            ("branch", branch.to_string()),
        ]
    })
}

fn driver_image(machine: &Machine<'_>) -> Clash {
    let Driver::Installed(driver) = &machine.driver else { return None };
    let image = recipe::purpose::image(machine);
    let floor = image.driver_floor(machine)?;
    (driver < floor).then(|| {
        vec![("driver", driver.to_string()), ("image", image.name), ("floor", floor.to_string())]
    })
}

fn gpu_name(machine: &Machine<'_>) -> Vec<(&'static str, String)> {
    vec![("gpu", machine.gpu.name.clone())]
}

fn open_modules(machine: &Machine<'_>) -> Clash {
    (machine.modules == Modules::Open && machine.gpu.needs_proprietary()).then(|| gpu_name(machine))
}

fn proprietary_modules(machine: &Machine<'_>) -> Clash {
    (machine.modules == Modules::Proprietary && machine.gpu.needs_open()).then(|| gpu_name(machine))
}

/// From branch 615 on NVIDIA no longer publishes proprietary modules.
fn proprietary_ends(machine: &Machine<'_>) -> Clash {
    when(
        machine.modules == Modules::Proprietary
            && !machine.gpu.needs_proprietary()
            && !machine.gpu.needs_open(),
    )
}

fn engine_version(machine: &Machine<'_>) -> Vec<(&'static str, String)> {
    vec![("engine", machine.engine_version.as_ref().map(ToString::to_string).unwrap_or_default())]
}

fn cdi_engine(machine: &Machine<'_>) -> Clash {
    (machine.runs_dockerd() && machine.route == Route::Cdi && machine.engine_older_than("25.0"))
        .then(|| engine_version(machine))
}

fn gpus_engine(machine: &Machine<'_>) -> Clash {
    (machine.runs_dockerd() && machine.engine_older_than("19.03")).then(|| engine_version(machine))
}

fn cdi_spec(machine: &Machine<'_>) -> Clash {
    let reads_spec = !machine.engine_older_than("25.0");
    (machine.runs_dockerd()
        && machine.route == Route::Cdi
        && reads_spec
        && machine.engine_older_than("26.1"))
    .then(|| engine_version(machine))
}

fn rootless_hook(machine: &Machine<'_>) -> Clash {
    (machine.engine == Engine::Rootless && machine.engine_older_than("29.2"))
        .then(|| engine_version(machine))
}

/// Routes on which nothing compares the driver with the image before the program runs.
fn requirement(machine: &Machine<'_>) -> Clash {
    let image = recipe::purpose::image(machine);
    let Driver::Installed(driver) = &machine.driver else { return None };
    let floor = image.driver_floor(machine)?;
    let unchecked = matches!(machine.route, Route::Runtime | Route::Cdi)
        || !machine.engine_older_than("29.2")
        || machine.engine == Engine::Podman;
    (unchecked && driver < floor).then(|| vec![("image", image.name)])
}

/// dockerd would not start with the pasted file, whoever merges it.
fn daemon_json(machine: &Machine<'_>) -> Clash {
    let pasted = machine.choices.get("daemon-json")?;
    let settings = recipe::wanted_daemon_json(machine).unwrap_or_default();
    let fault = crate::daemon_json::settle(pasted, &settings).err()?;
    Some(vec![
        ("line", fault.line.to_string()),
        ("column", fault.column.to_string()),
        ("found", fault.found.chars().take(40).collect()),
    ])
}

fn airgap_recipe(machine: &Machine<'_>) -> Clash {
    when(
        machine.network == Network::Airgap
            && machine.system.is_some()
            && machine.engine != Engine::Desktop
            && !recipe::can_be_carried(machine),
    )
}

fn airgap_driver(machine: &Machine<'_>) -> Clash {
    when(
        machine.network == Network::Airgap
            && machine.windows.is_none()
            && !matches!(machine.driver, Driver::Installed(_)),
    )
}

fn gpu_support(machine: &Machine<'_>) -> Clash {
    let branch = machine.gpu.last_branch()?;
    Some(vec![("gpu", machine.gpu.name.clone()), ("branch", branch.to_string())])
}

/// Kernels that the modules of a branch were reported not to build on, without a distribution's patches.
///
/// Source: distribution issue trackers named in the driver facts; read 2026-11-20; seen.
const KERNEL_LIMITS: &[(u32, &str)] = &[(390, "6.6"), (470, "6.12"), (550, "7.0"), (580, "7.1")];

fn kernel_driver(machine: &Machine<'_>) -> Clash {
    let kernel = machine.kernel.as_ref().filter(|_| machine.windows.is_none())?;
    let branch = match &machine.driver {
        Driver::Installed(driver) => driver.major(),
        Driver::Absent | Driver::Unknown => machine.gpu.last_branch()?,
    };
    // 580 builds on 7.1 from 580.173.02 on.
    if let Driver::Installed(driver) = &machine.driver
        && branch == 580
        && *driver >= crate::fact::DriverVersion::of("580.173.02")
    {
        return None;
    }
    let (_, limit) = KERNEL_LIMITS.iter().find(|(limited, _)| *limited == branch)?;
    (*kernel >= KernelVersion::of(limit)).then(|| {
        vec![
            ("kernel", kernel.to_string()),
            ("branch", branch.to_string()),
            ("limit", (*limit).to_owned()),
        ]
    })
}

fn release(machine: &Machine<'_>) -> Vec<(&'static str, String)> {
    let release = machine.choices.get("release").unwrap_or_default().to_owned();
    let nearest = machine.system.map(|system| system.release).unwrap_or_default().to_owned();
    vec![("release", release), ("nearest", nearest)]
}

fn release_ended(machine: &Machine<'_>) -> Clash {
    (machine.system?.ended && !machine.unknown_release)
        .then(|| release(machine).into_iter().take(1).collect())
}

fn release_unknown(machine: &Machine<'_>) -> Clash {
    (machine.unknown_release && machine.packages() != Packages::None).then(|| release(machine))
}

/// Debian packages nothing newer than 550, and 11 nothing newer than 470.
fn debian_driver(machine: &Machine<'_>) -> Clash {
    let system = machine.system?;
    when(
        system.os == "debian"
            && machine.windows.is_none()
            && !matches!(machine.driver, Driver::Installed(_))
            && (system.cuda.is_none() || machine.gpu.needs_proprietary()),
    )
}

fn wsl_gpus(machine: &Machine<'_>) -> Clash {
    machine.windows?;
    Some(vec![("gpus", machine.some_gpus()?.to_owned())])
}

fn windows_10(machine: &Machine<'_>) -> Clash {
    when(machine.windows == Some("10"))
}

fn wsl_engines(machine: &Machine<'_>) -> Clash {
    when(machine.windows.is_some() && matches!(machine.engine, Engine::Docker | Engine::Rootless))
}

fn secure_boot(machine: &Machine<'_>) -> Clash {
    when(
        machine.choices.get("secure-boot") == Some("enabled")
            && machine.windows.is_none()
            && !matches!(machine.driver, Driver::Installed(_))
            && recipe::builds_modules(machine),
    )
}

fn suse_arm(machine: &Machine<'_>) -> Clash {
    when(machine.packages() == Packages::Zypper && machine.architecture == Architecture::Arm)
}

fn address_missing(machine: &Machine<'_>) -> Clash {
    let answered = |name| machine.choices.get(name).is_some();
    when(match machine.network {
        Network::Proxy | Network::AptCacherNg => !answered("proxy"),
        Network::Mirror => {
            machine.public_mirror().is_none()
                && !answered("mirror")
                && !answered("mirror-toolkit")
                && !answered("mirror-registry")
        }
        Network::Direct | Network::Airgap => false,
    })
}

fn compose_1(machine: &Machine<'_>) -> Clash {
    let version = machine.compose_version.as_ref()?;
    (version.major() < 2).then(|| vec![("compose", version.to_string())])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::Choices;

    fn found(query: &str) -> Vec<&'static str> {
        let (choices, rest) = Choices::from_query(query);
        assert_eq!(rest, []);
        conflicts(&Machine::of(&choices)).iter().map(|conflict| conflict.id).collect()
    }

    #[test]
    fn each_rule_is_broken_by_something_and_kept_by_a_plain_machine() {
        assert_eq!(found("os=ubuntu&release=24.04&driver=580.159.04"), Vec::<&str>::new());
        let broken = [
            ("os=other", "no-recipe"),
            ("os=ubuntu&arch=jetson", "jetson"),
            ("os=debian&engine=docker-desktop", "desktop-on-linux"),
            ("os=ubuntu&engine=snap", "snap-docker"),
            ("os=azure-linux", "no-engine-package"),
            ("gpu=3.5&image=nvidia/cuda:12.6.3-base-ubuntu24.04", "gpu-too-old-for-image"),
            ("gpu=6.1&driver=595.71", "driver-too-new-for-gpu"),
            (
                "driver=535.183.01&image=nvidia/cuda:13.4.2-base-ubuntu24.04",
                "driver-too-old-for-image",
            ),
            ("gpu=6.1&modules=open", "open-needs-turing"),
            ("gpu=12.0&modules=proprietary", "blackwell-needs-open"),
            ("route=cdi&engine-version=24.0.9", "cdi-needs-docker-25"),
            ("engine-version=18.09", "gpus-needs-docker-19"),
            ("daemon-json={,}", "daemon-json-invalid"),
            ("os=arch&network=airgap", "airgap-no-recipe"),
            ("gpu=6.1", "gpu-out-of-support"),
            ("kernel=6.12.3-arch1&driver=470.256.02", "kernel-too-new"),
            ("os=ubuntu&release=20.04", "release-ended"),
            ("os=ubuntu&release=25.10", "release-unknown"),
            ("os=debian&release=11", "debian-driver-too-old"),
            ("os=windows&gpus=0,1", "wsl-all-gpus-only"),
            ("os=windows&release=10", "windows-10"),
            ("os=windows&engine=docker", "two-engines-in-wsl"),
            ("os=debian&secure-boot=enabled", "secure-boot-own-key"),
            ("gpu=8.9&modules=proprietary", "proprietary-ends"),
            ("route=cdi&engine-version=25.0.3", "cdi-spec-0-7"),
            ("engine=rootless&engine-version=27.1", "rootless-hook"),
            (
                "route=cdi&driver=535.1&image=nvidia/cuda:13.4.2-base-ubuntu24.04",
                "runtime-skips-requirement",
            ),
            ("os=sles&arch=arm64", "suse-arm"),
            ("network=proxy", "address-missing"),
            ("network=airgap&os=ubuntu", "airgap-driver"),
            ("compose-version=1.29.2", "compose-1"),
        ];
        for (query, id) in broken {
            assert!(found(query).contains(&id), "{query}: {:?}", found(query));
        }
        let tried: Vec<_> = broken.iter().map(|(_, id)| *id).collect();
        assert!(conflict_ids().all(|id| tried.contains(&id)), "a rule without a case");
    }

    #[test]
    fn a_driver_of_branch_580_is_new_enough_for_cuda_13() {
        let image = "image=nvidia/cuda:13.4.2-base-ubuntu24.04";
        assert!(found(&format!("driver=580.65.06&{image}")).is_empty());
        assert!(found(&format!("driver=580&{image}")).is_empty());
    }

    #[test]
    fn the_default_image_fits_the_driver() {
        for driver in ["470.256.02", "535.261.03", "580.159.04", "620.70.06"] {
            let query = format!("os=ubuntu&purpose=cuda&driver={driver}");
            assert!(!found(&query).contains(&"driver-too-old-for-image"), "{driver}");
        }
    }
}
