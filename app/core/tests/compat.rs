//! The knowledge base, checked as a whole: every row has an id and a source, tables agree with each other.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::BTreeSet;

use gpudock_core::{
    compat::{
        Platform,
        architecture::{self, Architecture, Compiled, Driven, GENERATIONS},
        compose,
        cuda::{self, Compatibility, Forward, TOOLKITS},
        distro,
        docker::{self, Does, Route, Specification},
        driver::{self, BRANCHES, Standing},
        export,
        framework::{self, Framework},
        gpu::{self, Identity, Kind},
        image::{self, ImageRef, Standing as TagStanding},
        kernel, sources, toolkit, wsl,
    },
    fact::{ComposeVersion, ComputeCapability, CudaVersion, DriverVersion, KernelVersion},
};

fn driver(text: &str) -> DriverVersion {
    text.parse().unwrap()
}

fn cuda(text: &str) -> CudaVersion {
    text.parse().unwrap()
}

/// Id, source and date of every row of every table.
fn rows() -> Vec<(String, &'static str, &'static str)> {
    export::tables()
        .into_iter()
        .flat_map(|table| table.rows)
        .map(|row| (row.id, row.cited.source.id, row.cited.verified.0))
        .collect()
}

#[test]
fn ids_are_unique_and_every_row_is_cited() {
    let known: BTreeSet<_> = sources::ALL.iter().map(|source| source.id).collect();
    assert_eq!(known.len(), sources::ALL.len(), "two sources share an id");
    let mut ids = BTreeSet::new();
    for (id, source, verified) in rows() {
        assert!(known.contains(source), "{id} names a source that is not listed: {source}");
        assert!(verified.len() == 10 && verified.starts_with("20"), "{id}: {verified}");
        assert!(ids.insert(id.clone()), "{id} stands twice");
        assert!(
            id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b"-.".contains(&b)),
            "{id} is no anchor"
        );
    }
    assert!(ids.len() > 700, "only {} rows", ids.len());
}

#[test]
fn a_newer_toolkit_never_needs_an_older_driver() {
    for pair in TOOLKITS.windows(2) {
        assert!(pair[0].version < pair[1].version, "{} stands too late", pair[1].version);
        assert!(
            pair[0].linux <= pair[1].linux,
            "{} needs less than {}",
            pair[1].version,
            pair[0].version
        );
        if let (Some(left), Some(right)) = (&pair[0].windows, &pair[1].windows) {
            assert!(left <= right, "{} on Windows", pair[1].version);
        }
    }
    for pair in cuda::FLOORS.windows(2) {
        assert!(pair[0].linux < pair[1].linux && pair[0].windows < pair[1].windows);
    }
    for pair in BRANCHES.windows(2) {
        let [left, right] = pair else { continue };
        assert!(left.number < right.number && left.cuda <= right.cuda, "{}", right.number);
    }
}

#[test]
fn a_toolkit_and_its_driver_agree_with_the_branches() {
    for toolkit in TOOLKITS {
        assert_eq!(
            cuda::compatibility(
                &toolkit.version,
                &toolkit.linux,
                Platform::Linux,
                Forward::Refused
            ),
            Compatibility::Native,
            "{} on its own driver {}",
            toolkit.version,
            toolkit.linux
        );
        if let Some(windows) = &toolkit.windows {
            assert_eq!(
                driver::linux_branch_of_windows(windows),
                Some(toolkit.linux.major()),
                "{windows} belongs to {}",
                toolkit.linux
            );
        }
    }
}

#[test]
fn every_architecture_has_its_branch_and_every_gpu_its_architecture() {
    for generation in GENERATIONS {
        if let Some(last) = generation.last_branch {
            assert!(driver::branch(last).is_some(), "no branch {last}");
        }
        if let Some(first) = &generation.min_driver {
            assert!(driver::branch(first.major()).is_some(), "no branch of {first}");
        }
    }
    for branch in BRANCHES {
        for &architecture in branch.last_for {
            assert_eq!(architecture.last_branch(), Some(branch.number), "{architecture}");
        }
    }
    for product in gpu::products() {
        let row = architecture::generation(product.capability);
        assert!(row.is_some(), "{} has {}", product.name, product.capability);
        assert!(product.kind().is_some(), "{} is of no kind", product.name);
    }
}

#[test]
fn branches_end_and_newer_ones_are_never_called_ended() {
    let standing = |version: &str, today: &str| driver::standing(&driver(version), today);
    assert_eq!(standing("580.95.05", "2026-11-21"), Standing::Supported);
    assert_eq!(standing("535.183.01", "2026-05-31"), Standing::Supported);
    assert_eq!(standing("535.183.01", "2026-11-21"), Standing::Ended);
    assert_eq!(standing("435.21", "2026-11-21"), Standing::Ended);
    // NVIDIA ends R610 a year before the other source: it has ended only after both.
    assert_eq!(standing("610.57.04", "2026-11-21"), Standing::Supported);
    assert_eq!(standing("610.57.04", "2027-08-04"), Standing::Ended);
    assert_eq!(standing("620.70.06", "2026-11-21"), Standing::Supported);
    assert_eq!(standing("625.10", "2030-01-01"), Standing::NewerThanRules);
    assert_eq!(standing("540.5.0", "2026-11-21"), Standing::Unknown);
}

#[test]
fn windows_numbers_lead_to_their_branch() {
    for (windows, linux) in [
        ("581.80", 580),
        ("591.44", 590),
        ("591.74", 590),
        ("595.97", 595),
        ("616.92", 615),
        ("617.14", 615),
        ("472.12", 470),
        ("496.76", 495),
        ("511.65", 510),
        ("527.41", 525),
        ("537.13", 535),
        ("553.74", 550),
        ("577.00", 575),
        ("610.88", 610),
    ] {
        assert_eq!(driver::linux_branch_of_windows(&driver(windows)), Some(linux), "{windows}");
    }
    assert_eq!(driver::linux_branch_of_windows(&driver("630.10")), None);
}

#[test]
fn the_three_ways_to_run() {
    let on = |release, version, forward| {
        cuda::compatibility(&cuda(release), &driver(version), Platform::Linux, forward)
    };
    let needs = |version| Compatibility::No { needs: driver(version) };
    assert_eq!(on("13.0", "580.65.06", Forward::Refused), Compatibility::Native);
    assert_eq!(
        on("12.9.1", "535.183.01", Forward::Refused),
        Compatibility::MinorVersion { native_from: Some(driver("575.51.03")) }
    );
    assert_eq!(on("12.9", "525.60.12", Forward::Refused), needs("525.60.13"));
    assert_eq!(on("13.0", "575.57.08", Forward::Refused), needs("580"));
    // Not in the matrix: R575 has ended.
    assert_eq!(on("13.0", "575.57.08", Forward::Allowed), needs("580"));
    match on("13.0", "570.211.01", Forward::Allowed) {
        Compatibility::Forward { package } => assert_eq!(package.name(), "cuda-compat-13-0"),
        other => panic!("{other:?}"),
    }
    assert_eq!(on("13.0", "570.211.01", Forward::SomeCards), needs("580"));
    assert_eq!(on("10.1", "418.38", Forward::Refused), Compatibility::Native);
    assert_eq!(on("10.2", "418.39", Forward::Refused), needs("440.33"));
    // Newer than the rules is never broken.
    assert_eq!(on("13.0", "700.10", Forward::Refused), Compatibility::Native);
    assert_eq!(
        on("13.9", "620.70.06", Forward::Refused),
        Compatibility::MinorVersion { native_from: None }
    );
    assert_eq!(on("14.0", "620.70.06", Forward::Refused), Compatibility::Unknown);
}

#[test]
fn windows_has_floors_of_its_own_and_no_forward_compatibility() {
    let on = |release, version| {
        cuda::compatibility(&cuda(release), &driver(version), Platform::Windows, Forward::Allowed)
    };
    let minor = |native| Compatibility::MinorVersion { native_from: Some(driver(native)) };
    let needs = |version| Compatibility::No { needs: driver(version) };
    assert_eq!(on("12.4", "528.33"), minor("551.61"));
    assert_eq!(on("12.4", "528.32"), needs("528.33"));
    assert_eq!(on("13.1", "581.80"), minor("590"));
    assert_eq!(on("13.0", "570.65"), needs("580"));
}

#[test]
fn architectures_have_both_ends() {
    static LAST: CudaVersion = CudaVersion::of("12.9");
    static FIRST: CudaVersion = CudaVersion::of("12.8");
    static FIRST_DRIVER: DriverVersion = DriverVersion::of("570.26");
    let at = ComputeCapability::of;
    let compiled = |capability, release| architecture::compiled_for(capability, &cuda(release));
    assert_eq!(compiled(at(6, 1), "12.9.1"), Compiled::Yes);
    assert_eq!(compiled(at(6, 1), "13.0"), Compiled::Dropped(&LAST));
    assert_eq!(compiled(at(12, 0), "12.6"), Compiled::NotYet(&FIRST));
    assert_eq!(compiled(at(99, 0), "12.6"), Compiled::Unknown);
    let driven = |capability, version| architecture::driven_by(capability, &driver(version));
    assert_eq!(driven(at(7, 0), "590.44.01"), Driven::Dropped(580));
    assert_eq!(driven(at(7, 0), "580.95.05"), Driven::Yes);
    assert_eq!(driven(at(12, 0), "550.54.14"), Driven::NotYet(&FIRST_DRIVER));
    assert_eq!(driver::last_branch_for(Architecture::Kepler).number, 470);
    assert_eq!(driver::last_branch_for(Architecture::Hopper).number, driver::newest().number);
}

#[test]
fn names_are_read_as_printed_cut_sliced_or_typed() {
    let at = ComputeCapability::of;
    for (name, capability) in [
        ("NVIDIA GeForce RTX 4090", at(8, 9)),
        ("GeForce GTX 1070 Ti", at(6, 1)),
        ("rtx 4090", at(8, 9)),
        ("NVIDIA A100-SXM4-40GB MIG 1g.5gb", at(8, 0)),
        ("NVIDIA A40-8Q", at(8, 6)),
        ("GRID V100D-8C", at(7, 0)),
        ("GRID T4-4C", at(7, 5)),
        ("GRID K520", at(3, 0)),
        ("Tesla V100-PCIE...", at(7, 0)),
        ("NVIDIA GeForce RTX 2080 ...", at(7, 5)),
        ("NVIDIA GeForce RTX 5099 Imaginary", at(12, 0)),
        ("Orin (nvgpu)", at(8, 7)),
        ("NVIDIA GB10 Blackwell", at(12, 1)),
    ] {
        assert_eq!(gpu::identify(name), Identity::Known(capability), "{name}");
    }
    for (name, of) in [
        ("NVIDIA GeForce RTX 3050 ...", vec![at(8, 6), at(8, 9)]),
        ("GeForce RTX 305...", vec![at(8, 6), at(8, 9)]),
        ("GeForce GTX TIT...", vec![at(3, 5), at(5, 2)]),
        ("GeForce GT 730", vec![at(2, 1), at(3, 0), at(3, 5)]),
    ] {
        assert_eq!(gpu::identify(name), Identity::Ambiguous(of), "{name}");
    }
    assert_eq!(gpu::identify("GeForce 9600 GT").architecture(), Some(Architecture::Tesla));
    for name in ["Graphics Device", "", "NVIDIA", "...", "RTX 6000", "é", "NVIDIA RTX 6000"] {
        let identity = gpu::identify(name);
        assert!(identity.capability().is_none(), "{name:?} is {identity:?}");
    }
}

#[test]
fn kinds_and_brands() {
    for (name, kind, brand) in [
        ("NVIDIA GeForce RTX 4090", Kind::GeForce, Some("geforce")),
        ("NVIDIA H200", Kind::DataCenter, Some("nvidia")),
        ("Tesla T4", Kind::DataCenter, Some("nvidia")),
        ("Tesla V100-SXM2-16GB", Kind::DataCenter, Some("tesla")),
        ("NVIDIA RTX A5000 Laptop GPU", Kind::Workstation, Some("nvidiartx")),
        ("NVIDIA RTX 4000 SFF Ada Generation", Kind::Workstation, Some("nvidiartx")),
        ("NVIDIA RTX PRO 6000 Blackwell Server Edition", Kind::DataCenter, Some("nvidia")),
        ("Quadro K2200", Kind::Workstation, Some("quadro")),
        ("Quadro RTX 8000", Kind::Workstation, Some("quadrortx")),
        ("TITAN Xp", Kind::Titan, Some("titan")),
        ("GRID T4-4C", Kind::Virtual, None),
        ("NVIDIA GB10", Kind::Dgx, None),
        ("NVIDIA T1000", Kind::Workstation, None),
        ("P106-100", Kind::Mining, None),
    ] {
        assert_eq!(gpu::kind_of(name), Some(kind), "{name}");
        assert_eq!(gpu::brand_of(name), brand, "{name}");
    }
    assert_eq!(gpu::kind_of("Graphics Device"), None);
}

fn tag_standing(reference: &str) -> TagStanding {
    image::standing(ImageRef::parse(reference).cuda_tag().as_ref())
}

#[test]
fn tags_that_exist_and_tags_that_do_not() {
    for (reference, standing) in [
        ("nvidia/cuda:12.9.1-base-ubuntu24.04", TagStanding::Supported),
        ("nvcr.io/nvidia/cuda:12.6.3-cudnn-devel-ubuntu22.04", TagStanding::Supported),
        ("nvidia/cuda:12.2.2-cudnn8-runtime-ubuntu22.04", TagStanding::Supported),
        ("nvidia/cuda:12.6.0-base-ubuntu24.04", TagStanding::EndOfLife),
        ("nvidia/cuda:13.4.2-base-ubuntu24.04", TagStanding::InUse),
        ("nvidia/cuda:13.0.0-tensorrt-devel-ubuntu24.04", TagStanding::EndOfLife),
        ("nvidia/cuda:11.0-base", TagStanding::Deleted),
        ("nvidia/cuda:10.2-base-ubuntu18.04", TagStanding::Deleted),
        ("nvidia/cuda:11.7.0-base-ubuntu22.04", TagStanding::Deleted),
        ("nvidia/cuda:latest", TagStanding::Missing),
        ("nvidia/cuda", TagStanding::Missing),
        ("nvidia/cuda:11.6-base", TagStanding::Missing),
        ("nvidia/cuda:12.4-base-ubuntu22.04", TagStanding::Missing),
        ("nvidia/cuda:12.4.1-base-ubuntu24.04", TagStanding::Missing),
        ("nvidia/cuda:12.4.1-cudnn-base-ubuntu22.04", TagStanding::Missing),
        ("nvidia/cuda:12.4.1-cudnn8-runtime-ubuntu22.04", TagStanding::Missing),
        ("nvidia/cuda:12.7.0-base-ubuntu22.04", TagStanding::Missing),
        ("nvidia/cuda:14.0.1-base-ubuntu26.04", TagStanding::NewerThanRules),
        ("nvidia/cuda:13.4.2-base-rockylinux9", TagStanding::NewerThanRules),
    ] {
        assert_eq!(tag_standing(reference), standing, "{reference}");
    }
}

#[test]
fn the_check_image_exists_and_runs_natively() {
    let at = |version: &str| image::check_image(Some(&driver(version)), Platform::Linux, None);
    assert_eq!(tag_standing(image::DEFAULT), TagStanding::Supported);
    for branch in BRANCHES.iter().filter(|branch| branch.number >= 450) {
        let Some(reference) = at(&branch.number.to_string()) else {
            panic!("no image for {}", branch.number)
        };
        let standing = tag_standing(&reference);
        assert!(
            !matches!(standing, TagStanding::Missing | TagStanding::Deleted),
            "{reference} for {}: {standing:?}",
            branch.number
        );
        let release = ImageRef::parse(&reference).cuda_tag().unwrap().cuda;
        assert_eq!(
            cuda::compatibility(
                &release,
                &driver(&branch.number.to_string()),
                Platform::Linux,
                Forward::Refused
            ),
            Compatibility::Native,
            "{reference} for {}",
            branch.number
        );
    }
    assert_eq!(at("535.183.01").as_deref(), Some("nvidia/cuda:12.2.2-base-ubuntu22.04"));
    assert_eq!(at("440.33"), None);
    // Pascal on its last driver: CUDA 13 no longer compiles for it.
    let pascal = Some(ComputeCapability::of(6, 1));
    assert_eq!(
        image::check_image(Some(&driver("580.95.05")), Platform::Linux, pascal).as_deref(),
        Some("nvidia/cuda:12.9.1-base-ubuntu24.04")
    );
    let on_550 =
        image::newest_running(&driver("550.54.14"), Platform::Linux, None, "ubuntu24.04").unwrap();
    assert_eq!(on_550.0.cuda.as_str(), "12.9.1");
}

#[test]
fn wsl_kernels_lie_below_between_or_above_the_minima() {
    let of = |version: &str| wsl::kernel(&version.parse::<KernelVersion>().unwrap());
    assert_eq!(of("4.4.0"), wsl::Kernel::TooOld);
    assert_eq!(of("4.19.104"), wsl::Kernel::TooOld);
    assert_eq!(of("4.19.121"), wsl::Kernel::Between);
    assert_eq!(of("5.10.16.3"), wsl::Kernel::Between);
    assert_eq!(of("5.10.43.2"), wsl::Kernel::Between);
    assert_eq!(of("5.10.43.3"), wsl::Kernel::Enough);
    assert_eq!(of("6.18.33.2"), wsl::Kernel::Enough);
    let minima = wsl::KERNEL_MINIMA.iter().map(|row| &row.minimum);
    assert_eq!(minima.clone().min(), Some(&wsl::LOWEST_KERNEL));
    assert_eq!(minima.max(), Some(&wsl::SAFE_KERNEL));
}

#[test]
fn routes_are_those_of_the_captures() {
    let route = |engine: &str, specification| {
        docker::gpus_flag_route(&engine.parse().unwrap(), specification)
    };
    assert_eq!(route("29.7.2", Specification::Present), Route::Cdi);
    assert_eq!(route("29.7.2", Specification::Absent), Route::Hook);
    assert_eq!(route("29.2.0", Specification::Present), Route::Cdi);
    assert_eq!(route("29.1.5", Specification::Present), Route::Hook);
    assert_eq!(route("26.1.5", Specification::Present), Route::Hook);
    assert_eq!(route("18.09.9", Specification::Present), Route::Unsupported);
    assert_eq!(route("30.0.0", Specification::Present), Route::Unknown);
    let runtime = |toolkit: &str| docker::runtime_route(&toolkit.parse().unwrap());
    assert_eq!(docker::checks_requirement(runtime("1.20.0")), Does::No);
    assert_eq!(docker::checks_requirement(runtime("1.17.8")), Does::Yes);
    assert_eq!(docker::checks_requirement(Route::Cdi), Does::No);
    assert_eq!(docker::checks_requirement(Route::Hook), Does::Yes);
    let cdi = |engine: &str| docker::cdi(&engine.parse().unwrap());
    assert_eq!(
        [cdi("24.0.9"), cdi("25.0.3"), cdi("26.1.5"), cdi("28.2.2"), cdi("28.3.0"), cdi("29.7.2")],
        [
            docker::Cdi::None,
            docker::Cdi::Experimental,
            docker::Cdi::Feature,
            docker::Cdi::Feature,
            docker::Cdi::Default,
            docker::Cdi::Default
        ]
    );
    let takes =
        |version: &str, form| compose::takes(&version.parse::<ComposeVersion>().unwrap(), form);
    assert!(takes("5.0.0", compose::Form::GpusAll) && !takes("2.30.0", compose::Form::GpusAll));
    assert!(takes("2.30.0", compose::Form::GpusList) && !takes("2.26.1", compose::Form::GpusList));
    assert!(takes("1.29.2", compose::Form::Deploy) && !takes("1.27.4", compose::Form::Deploy));
}

#[test]
fn changes_stand_in_order() {
    assert!(docker::CHANGES.windows(2).all(|pair| pair[0].since <= pair[1].since));
    assert!(toolkit::CHANGES.windows(2).all(|pair| pair[0].since <= pair[1].since));
    assert!(docker::CHANGES.iter().all(|change| change.since <= docker::NEWEST));
    assert_eq!(toolkit::CHANGES.last().map(|change| &change.since), Some(&toolkit::NEWEST));
}

#[test]
fn systems_are_found_by_what_os_release_says() {
    let found = |id: &str, version: &str| {
        distro::find(id, version).map(|(system, release)| (system.id, release.release))
    };
    assert_eq!(found("ubuntu", "24.04"), Some(("ubuntu", "24.04")));
    assert_eq!(found("rocky", "9.6"), Some(("rocky", "9")));
    assert_eq!(found("sles", "15"), Some(("sles", "15.7")));
    assert_eq!(found("azurelinux", "3.0"), Some(("azurelinux", "3.0")));
    assert_eq!(found("arch", ""), Some(("arch", "rolling")));
    assert_eq!(found("ubuntu", "19.10"), None);
    assert_eq!(found("plan9", "4"), None);
    let (_, focal) = distro::find("ubuntu", "20.04").unwrap();
    assert_eq!(focal.standing("2026-11-21"), distro::Standing::Extended);
    assert_eq!(focal.standing("2025-05-31"), distro::Standing::Supported);
    assert_eq!(focal.standing("2031-01-01"), distro::Standing::Ended);
    for system in distro::SYSTEMS {
        assert!(system.base.is_none_or(|base| distro::system_of(base).is_some()), "{}", system.id);
        if system.packages == distro::Packages::Apt {
            for release in system.releases {
                assert!(release.codename.is_some(), "{} {}", system.id, release.release);
            }
        }
    }
}

#[test]
fn old_drivers_may_not_build_on_new_kernels() {
    let report = |version: &str, release: &str| {
        kernel::may_not_build(&driver(version), &release.parse().unwrap()).map(|limit| limit.branch)
    };
    assert_eq!(report("390.157", "6.6.0"), Some(390));
    assert_eq!(report("390.157", "6.5.9"), None);
    assert_eq!(report("470.256.02", "6.12"), Some(470));
    assert_eq!(report("580.159.04", "7.1.2"), Some(580));
    assert_eq!(report("580.173.02", "7.1.2"), None);
    assert_eq!(report("620.70.06", "9.0"), None);
}

#[test]
fn frameworks_bring_their_cuda() {
    let build = |of, release| framework::build_of(of, release).map(|build| build.release);
    assert_eq!(build(Framework::PyTorch, "2.11.0+cu130"), Some("2.11"));
    assert_eq!(build(Framework::PyTorch, "2.1.2"), Some("2.1"));
    assert_eq!(build(Framework::Ngc, "26.05-py3"), Some("26.05"));
    assert_eq!(build(Framework::TensorFlow, "3.0"), None);
    let wheel = |version: &str| framework::cuda_of_wheel(version).map(|cuda| cuda.to_string());
    assert_eq!(wheel("2.11.0+cu130").as_deref(), Some("13.0"));
    assert_eq!(wheel("2.0.1+cu118").as_deref(), Some("11.8"));
    assert_eq!(wheel("2.0.1+cpu"), None);
    assert_eq!(wheel("2.0.1+cu1"), None);
    for row in framework::BUILDS {
        assert!(row.cudas().count() > 0, "{}", row.release);
        assert!(row.oldest_driver(Platform::Linux).is_some(), "{}", row.release);
        assert!(
            row.default.as_ref().is_none_or(|default| row.cudas().any(|cuda| cuda == *default)),
            "{}",
            row.release
        );
        for release in row.cudas() {
            assert!(cuda::RELEASES.contains(&release), "{} is built for {release}", row.release);
        }
    }
    let torch_27 = framework::WHEELS.iter().find(|wheel| wheel.line == "cu128").unwrap();
    assert!(torch_27.runs_on(ComputeCapability::of(8, 9)));
    assert!(!torch_27.runs_on(ComputeCapability::of(6, 1)));
}
