//! Docker Engine by version: when `--gpus` goes where, who reads CDI, who checks an image's requirement.
//!
//! What each route does was captured on a real GPU; where a page says otherwise the capture wins.

use super::sources::{CAPTURES, DOCKER_INSTALL, ENDOFLIFE_SYSTEMS, MOBY, PODMAN, TOOLKIT_NOTES};
use crate::fact::{Cited, Date, EngineVersion, Row, Source, ToolkitVersion};

/// A change of Docker Engine that GPU users meet. What it means stands in the catalogues under its id.
#[derive(Clone, Debug)]
pub struct Change {
    /// Stable id, kebab-case.
    pub what: &'static str,
    /// First version with it.
    pub since: EngineVersion,
    /// Where it was read.
    pub cited: Cited,
}

impl Row for Change {
    fn id(&self) -> String {
        format!("docker-{}", self.what)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn change(what: &'static str, since: &'static str, source: &'static Source) -> Change {
    Change { what, since: EngineVersion::of(since), cited: Cited::seen(source) }
}

/// Every change, oldest first.
pub static CHANGES: &[Change] = &[
    change("gpus-flag", "19.03", &DOCKER_INSTALL),
    change("cdi-experimental", "25.0", &MOBY),
    change("cdi-feature", "26.0", &MOBY),
    change("cdi-schema-0-7", "26.1.0", &TOOLKIT_NOTES),
    change("discovered-devices", "28.2.0", &MOBY),
    change("cdi-default", "28.3.0", &MOBY),
    change("named-driver-wins", "29.0", &MOBY),
    change("minimum-api-1-44", "29.0", &MOBY),
    change("gpus-by-cdi", "29.2.0", &MOBY),
    change("cdi-group-ids", "29.5.0", &MOBY),
];

/// First version with `--gpus`.
pub const GPUS_FLAG: EngineVersion = EngineVersion::of("19.03");

/// First version that serves `--gpus` through CDI.
pub const GPUS_BY_CDI: EngineVersion = EngineVersion::of("29.2.0");

/// From this major on nobody has captured what `--gpus` does; the engine's development branch has already
/// changed it again.
pub const FIRST_UNKNOWN_MAJOR: u32 = 30;

/// Oldest version whose client a current daemon still talks to (API 1.44).
pub const OLDEST_CLIENT: EngineVersion = EngineVersion::of("25.0");

/// First engine that refuses clients older than [`OLDEST_CLIENT`].
pub const REFUSES_OLD_CLIENTS: EngineVersion = EngineVersion::of("29.0");

/// Newest version that was seen.
pub const NEWEST: EngineVersion = EngineVersion::of("29.7.2");

/// First version that knows CDI.
pub const FIRST_WITH_CDI: EngineVersion = EngineVersion::of("25.0");

/// First version with CDI on by default, by the documentation.
pub const CDI_BY_DEFAULT: EngineVersion = EngineVersion::of("28.3.0");

/// How an engine version treats the Container Device Interface.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Cdi {
    /// Not known: `--device nvidia.com/gpu=all` is taken for a path.
    None,
    /// `features.cdi` and experimental mode.
    Experimental,
    /// `"features": {"cdi": true}` in `daemon.json`.
    Feature,
    /// On without any configuration.
    Default,
}

/// CDI by engine version. 28.2 has it on in code, the documentation says 28.3: the key is asked for below
/// 28.3, where it does no harm.
pub fn cdi(engine: &EngineVersion) -> Cdi {
    if *engine < FIRST_WITH_CDI {
        Cdi::None
    } else if *engine < EngineVersion::of("26.0") {
        Cdi::Experimental
    } else if *engine < CDI_BY_DEFAULT {
        Cdi::Feature
    } else {
        Cdi::Default
    }
}

/// Whether the host has a CDI specification that the engine may use: present, and CDI not switched off.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Specification {
    /// In `/etc/cdi` or `/var/run/cdi`, with CDI on.
    Present,
    /// None, or CDI switched off by `"features": {"cdi": false}`.
    Absent,
}

/// The way by which a container gets its GPU.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Route {
    /// `nvidia-container-runtime-hook`, which calls libnvidia-container.
    Hook,
    /// The engine reads a CDI specification: from `--gpus` of Docker 29.2, `--device`, podman.
    Cdi,
    /// The NVIDIA runtime makes a CDI specification in memory (toolkit 1.18 and newer).
    JitCdi,
    /// No way: the engine does not know the request.
    Unsupported,
    /// Not known to these rules.
    Unknown,
}

impl Route {
    /// Machine name, kebab-case.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Hook => "hook",
            Self::Cdi => "cdi",
            Self::JitCdi => "jit-cdi",
            Self::Unsupported => "unsupported",
            Self::Unknown => "unknown",
        }
    }
}

/// Where `docker run --gpus` goes. A stale specification does not fall back to the hook: it breaks.
pub fn gpus_flag_route(engine: &EngineVersion, specification: Specification) -> Route {
    if *engine < GPUS_FLAG {
        Route::Unsupported
    } else if engine.major() >= FIRST_UNKNOWN_MAJOR {
        Route::Unknown
    } else if *engine >= GPUS_BY_CDI && specification == Specification::Present {
        Route::Cdi
    } else {
        Route::Hook
    }
}

/// Where `docker run --runtime=nvidia` goes, with the toolkit's default mode.
pub fn runtime_route(toolkit: &ToolkitVersion) -> Route {
    if *toolkit >= super::toolkit::JIT_CDI { Route::JitCdi } else { Route::Hook }
}

/// Where `docker run --device nvidia.com/gpu=…` goes.
pub fn device_route(engine: &EngineVersion) -> Route {
    if cdi(engine) == Cdi::None { Route::Unsupported } else { Route::Cdi }
}

/// Whether something happens on a route.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Does {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// Not known to these rules.
    Unknown,
}

/// Whether a route refuses an image whose `NVIDIA_REQUIRE_CUDA` the driver does not meet. Where it does not,
/// the container starts and the program fails later.
pub fn checks_requirement(route: Route) -> Does {
    match route {
        Route::Hook => Does::Yes,
        Route::Cdi | Route::JitCdi => Does::No,
        Route::Unsupported | Route::Unknown => Does::Unknown,
    }
}

/// Whether a route honours `NVIDIA_DRIVER_CAPABILITIES` and the capabilities of `--gpus`.
pub fn honours_capabilities(route: Route) -> Does {
    checks_requirement(route)
}

/// What one route does; a row of the reference page.
#[derive(Clone, Copy, Debug)]
pub struct Behaviour {
    /// The request, as typed, with what decides the route.
    pub request: &'static str,
    /// Stable id, kebab-case.
    pub what: &'static str,
    /// The route it takes.
    pub route: Route,
    /// Whether `daemon.json` must name the runtime.
    pub needs_daemon_json: bool,
    /// Where it was read.
    pub cited: Cited,
}

impl Row for Behaviour {
    fn id(&self) -> String {
        format!("route-{}", self.what)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn behaviour(
    what: &'static str,
    request: &'static str,
    route: Route,
    needs_daemon_json: bool,
) -> Behaviour {
    Behaviour { request, what, route, needs_daemon_json, cited: Cited::seen(&CAPTURES) }
}

/// Every route that was captured.
#[rustfmt::skip]
pub static BEHAVIOURS: &[Behaviour] = &[
    behaviour("gpus-29-with-specification", "docker run --gpus (29.2+, CDI specification)", Route::Cdi, false),
    behaviour("gpus-29-without-specification", "docker run --gpus (29.2+, no CDI specification)", Route::Hook, false),
    behaviour("gpus-26", "docker run --gpus (19.03 to 29.1)", Route::Hook, false),
    behaviour("runtime-toolkit-1-20", "docker run --runtime=nvidia (toolkit 1.18+)", Route::JitCdi, true),
    behaviour("runtime-toolkit-1-17", "docker run --runtime=nvidia (toolkit 1.17)", Route::Hook, true),
    behaviour("device", "docker run --device nvidia.com/gpu=all", Route::Cdi, false),
    behaviour("podman-device", "podman run --device nvidia.com/gpu=all", Route::Cdi, false),
];

/// End of life of an engine series.
#[derive(Clone, Debug)]
pub struct Series {
    /// `28`, or `26.1` where a minor had its own end.
    pub series: EngineVersion,
    /// End of life; missing while it is current.
    pub ends: Option<Date>,
    /// Where it was read.
    pub cited: Cited,
}

impl Row for Series {
    fn id(&self) -> String {
        format!("docker-series-{}", self.series)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn series(series: &'static str, ends: Option<Date>) -> Series {
    Series { series: EngineVersion::of(series), ends, cited: Cited::seen(&ENDOFLIFE_SYSTEMS) }
}

/// Series of the engine, newest first.
pub static SERIES: &[Series] = &[
    series("29", None),
    series("28", Some(Date("2026-05-13"))),
    series("27", Some(Date("2025-05-03"))),
    series("26.1", Some(Date("2025-02-17"))),
    series("26.0", Some(Date("2024-06-08"))),
];

/// Oldest podman with `--device nvidia.com/gpu=…`.
pub static PODMAN_CDI: (EngineVersion, Cited) = (EngineVersion::of("4.1.0"), Cited::seen(&PODMAN));

/// Oldest podman that reads specifications of schema 0.7.0.
pub static PODMAN_CDI_0_7: (EngineVersion, Cited) =
    (EngineVersion::of("5.1.0"), Cited::seen(&TOOLKIT_NOTES));
