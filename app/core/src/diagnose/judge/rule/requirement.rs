//! `NVIDIA_REQUIRE_CUDA` of an image, route by route: refused at the start, or started and failing later.
//!
//! The check and what the driver can run are two questions. Images from 12.5 on name no GeForce among the
//! brands that may be older: there the check refuses what would run.

use super::{Case, Hit, Layer, ROW, Rule, image, machine::Machine};
use crate::{
    compat::{
        cuda::{self, Compatibility},
        docker::{self, Does, Route, Specification},
        gpu,
        image::{ImageRef, Machine as Built, Tag, requirement},
        requirement::{Expression, Properties},
        sources,
    },
    diagnose::{Request, Severity, Way},
    fact::{Seen, Span},
};

const HERE: Rule = Rule { layer: Layer::Image, source: &sources::CAPTURES, ..ROW };

pub(super) const RULES: &[Rule] = &[
    Rule {
        id: "requirement-refuses-needlessly",
        explains: &["container-cuda-requirement"],
        find: |case| judged(case, Says::RefusesNeedlessly),
        ..HERE
    },
    Rule { id: "requirement-refuses", find: |case| judged(case, Says::Refuses), ..HERE },
    Rule { id: "requirement-not-checked", find: |case| judged(case, Says::NotChecked), ..HERE },
    Rule { id: "requirement-disabled", find: |case| judged(case, Says::Disabled), ..HERE },
    Rule { id: "requirement-by-route", find: |case| judged(case, Says::ByRoute), ..HERE },
];

/// What becomes of an image whose requirement the machine does not meet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Says {
    /// It is refused at the start, and its programs would not run anyway.
    Refuses,
    /// It is refused at the start, although its programs would run.
    RefusesNeedlessly,
    /// It starts: nobody looks.
    NotChecked,
    /// It starts: the check was switched off.
    Disabled,
    /// Which of the two depends on the route, which the text does not tell.
    ByRoute,
}

impl Says {
    const fn severity(self) -> Severity {
        match self {
            Self::RefusesNeedlessly => Severity::Error,
            _ => Severity::Info,
        }
    }
}

/// An image that is started, or only named.
struct Start<'a> {
    name: &'a str,
    tag: Tag,
    request: Option<&'a Request>,
    span: Span,
}

fn starts<'a>(case: &'a Case<'_>) -> Vec<Start<'a>> {
    let facts = &case.reading.facts;
    let tag = |name: &str| ImageRef::parse(name).cuda_tag();
    let mut all: Vec<Start<'_>> = facts
        .requests
        .iter()
        .filter_map(|seen| {
            let request = &seen.value;
            let name = request.image.as_str();
            Some(Start { name, tag: tag(name)?, request: Some(request), span: seen.span })
        })
        .collect();
    for image in &facts.images {
        if !all.iter().any(|start| start.name == image.value)
            && let Some(tag) = tag(&image.value)
        {
            all.push(Start { name: &image.value, tag, request: None, span: image.span });
        }
    }
    all
}

fn judged(case: &Case<'_>, wanted: Says) -> Vec<Hit> {
    let mut hits = Vec::new();
    for start in starts(case) {
        for machine in case.machines.iter().filter(|machine| !machine.is_jetson()) {
            let Some(driver) = &machine.driver else { continue };
            if is_met(case, &start.tag, machine) != Some(false) {
                continue;
            }
            let runs = runs(&start.tag, machine);
            if says(route(case, start.request), disables(start.request), runs) == wanted {
                let hit = Hit::new(wanted.severity())
                    .with("image", start.name)
                    .with("driver", &driver.value)
                    .with("cuda", format!("{}.{}", start.tag.cuda.major(), start.tag.cuda.minor()));
                let hit = match case.symptom("container-cuda-requirement") {
                    Some(refusal) => hit.at(refusal.span),
                    None => hit,
                };
                hits.push(hit.at(start.span).at(driver.span));
            }
        }
    }
    hits
}

fn says(route: Route, disabled: bool, runs: bool) -> Says {
    match docker::checks_requirement(route) {
        Does::No => Says::NotChecked,
        Does::Yes if disabled => Says::Disabled,
        Does::Yes if runs => Says::RefusesNeedlessly,
        Does::Yes => Says::Refuses,
        Does::Unknown => Says::ByRoute,
    }
}

/// Whether the machine meets the image's requirement, where both are known. GPUs of several brands are
/// only judged where they agree.
fn is_met(case: &Case<'_>, tag: &Tag, machine: &Machine<'_>) -> Option<bool> {
    let built = match case.reading.facts.architecture.as_ref().map(|own| own.value.as_str()) {
        Some("aarch64" | "arm64") => Built::Arm64,
        _ => Built::Amd64,
    };
    let text = requirement(&tag.cuda, tag.system.as_deref().unwrap_or_default(), built)?;
    let own = machine.branch().map(|branch| branch.cuda.to_string());
    let cuda = own.or_else(|| machine.cuda.as_ref().map(|cuda| cuda.value.to_string()))?;
    let met = |brand: Option<&str>| {
        let properties = Properties {
            cuda: Some(cuda.clone()),
            driver: machine.driver.as_ref().map(|driver| driver.value.to_string()),
            brand: brand.map(str::to_owned),
            ..Properties::default()
        };
        Expression::parse(&text).evaluate(&properties).is_ok()
    };
    let mut answers = machine.gpus.iter().map(|card| met(gpu::brand_of(card.name)));
    let first = answers.next().unwrap_or_else(|| met(None));
    answers.all(|other| other == first).then_some(first)
}

fn runs(tag: &Tag, machine: &Machine<'_>) -> bool {
    machine.driver.as_ref().is_some_and(|driver| {
        let forward = image::forward(machine);
        matches!(
            cuda::compatibility(&tag.cuda, &driver.value, machine.platform, forward),
            Compatibility::Native | Compatibility::MinorVersion { .. }
        )
    })
}

/// libnvidia-container takes `1` and `true`, nothing else.
fn disables(request: Option<&Request>) -> bool {
    let value = request.and_then(|request| request.variable("NVIDIA_DISABLE_REQUIRE"));
    value.is_some_and(|value| value == "1" || value.eq_ignore_ascii_case("true"))
}

/// The route of a request, as far as the text tells it.
fn route(case: &Case<'_>, request: Option<&Request>) -> Route {
    if case.shows("container-cuda-requirement") {
        // The check itself has spoken.
        return Route::Hook;
    }
    let Some(request) = request else { return Route::Unknown };
    match (request.program.as_str(), request.way) {
        ("podman", Way::Gpus | Way::Device) => Route::Cdi,
        ("docker", Way::Gpus) => gpus_route(case),
        ("docker", Way::Runtime) => {
            case.toolkit().map_or(Route::Unknown, |toolkit| docker::runtime_route(&toolkit.value))
        }
        ("docker", Way::Device) => {
            case.docker().map_or(Route::Cdi, |engine| docker::device_route(&engine.value))
        }
        _ => Route::Unknown,
    }
}

/// Where `--gpus` goes: known where the specification decides nothing, or where the text shows it.
fn gpus_route(case: &Case<'_>) -> Route {
    let facts = &case.reading.facts;
    let Some(engine) = case.docker() else { return Route::Unknown };
    if facts.docker_os.as_ref().is_some_and(|os| os.value.contains("Docker Desktop")) {
        return Route::Unknown;
    }
    let by = |specification| docker::gpus_flag_route(&engine.value, specification);
    let (with, without) = (by(Specification::Present), by(Specification::Absent));
    let listed = |list: &Seen<Vec<String>>| list.value.iter().any(|d| d.starts_with("nvidia.com/"));
    let switched_off = facts.daemon_json.as_ref().is_some_and(|file| {
        let plain: String = file.value.chars().filter(|c| !c.is_whitespace()).collect();
        plain.contains("\"cdi\":false")
    });
    match &facts.cdi_devices {
        _ if with == without || switched_off => without,
        Some(list) if listed(list) => with,
        _ => Route::Unknown,
    }
}
