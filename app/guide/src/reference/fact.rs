//! The registry of facts: each name, and the question to the core behind it.

use gpudock_core::{
    compat::{
        Platform,
        architecture::{self, GENERATIONS, Generation},
        cuda,
        driver::{self, Branch},
        image::{Flavour, LISTINGS, Listing, Status},
        rules, wsl,
    },
    fact::CudaVersion,
    plan::recipe,
};
use gpudock_words::Catalogue;

use super::Unanswered;
use crate::attributes::Attributes;

type Answer = Result<String, Unanswered>;

/// One name of the registry.
struct Fact {
    name: &'static str,
    answer: fn(&Attributes<'_>, &Catalogue) -> Answer,
}

const fn fact_row(name: &'static str, answer: fn(&Attributes<'_>, &Catalogue) -> Answer) -> Fact {
    Fact { name, answer }
}

/// Every fact a guide can name.
#[rustfmt::skip]
const FACTS: &[Fact] = &[
    fact_row("rules-version", |_, _| Ok(rules::VERSION.to_owned())),
    fact_row("rules-verified", |_, _| Ok(rules::VERIFIED.to_string())),
    // The oldest driver of a CUDA major, and the first driver that runs a release natively.
    fact_row("driver-floor", |asked, _| driver_floor(asked)),
    fact_row("native-driver", |asked, _| native_driver(asked)),
    // CUDA releases. `age` counts majors back from the newest: 0 is the newest.
    fact_row("newest-cuda", |_, _| Ok(cuda::newest_release().to_string())),
    fact_row("cuda-major", |asked, _| cuda_major(asked)),
    fact_row("forward-package", |asked, _| forward_package(asked)),
    // Driver branches.
    fact_row("newest-branch", |_, _| Ok(driver::newest().number.to_string())),
    fact_row("branch-latest", |asked, _| branch_latest(asked)),
    fact_row("branch-cuda", |asked, _| branch_of(asked).map(|branch| branch.cuda.to_string())),
    fact_row("branch-ends", |asked, _| branch_ends(asked)),
    // Architectures.
    fact_row("last-branch", |asked, _| last_branch(asked)),
    fact_row("last-cuda", |asked, _| last_cuda(asked)),
    fact_row("first-cuda", |asked, _| first_cuda(asked)),
    fact_row("capability", |asked, _| capabilities(asked)),
    // Images: the newest that NVIDIA supports of a major, or of a release.
    fact_row("image", |asked, _| image(asked)),
    fact_row("image-version", |asked, _| listing(asked).map(|listing| listing.cuda.to_string())),
    fact_row("cuda-package", |asked, _| cuda_package(asked)),
    // What the planner types: the image of its test, packages, addresses.
    fact_row("test-image", |_, _| Ok(recipe::TEST_IMAGE.to_owned())),
    fact_row("toolkit-packages", |_, _| Ok(recipe::TOOLKIT_PACKAGES.join(" "))),
    fact_row("cuda-keyring", |asked, _| cuda_keyring(asked)),
    // WSL.
    fact_row("wsl-kernel", |asked, _| wsl_kernel(asked)),
    fact_row("wsl-minimum", |asked, _| wsl_minimum(asked)),
    // Kernel modules and headers.
    fact_row("first-open-branch", |_, _| Ok(architecture::FIRST_OPEN_BRANCH.to_string())),
    fact_row("open-default-branch", |_, _| Ok(architecture::OPEN_DEFAULT_BRANCH.to_string())),
    fact_row("last-proprietary-branch", |_, _| Ok(architecture::LAST_PROPRIETARY_BRANCH.to_string())),
    fact_row("first-kmd-header", |_, _| Ok(driver::FIRST_WITH_KMD_HEADER.to_string())),
];

/// Answers the inside of a `{{fact …}}`.
pub(crate) fn fact(inside: &str, words: &Catalogue) -> Answer {
    let attributes = Attributes::read(inside);
    let name = attributes.head();
    let found = FACTS.iter().find(|fact| fact.name == name);
    let fact = found.ok_or_else(|| Unanswered::Unknown(name.to_owned()))?;
    (fact.answer)(&attributes, words)
}

fn asked<'a>(attributes: &'a Attributes<'_>, key: &str) -> Result<&'a str, Unanswered> {
    let missing = || Unanswered::Bad(format!("`{}` needs `{key}=…`", attributes.head()));
    attributes.get(key).ok_or_else(missing)
}

fn parsed<T: std::str::FromStr>(attributes: &Attributes<'_>, key: &str) -> Result<T, Unanswered> {
    let text = asked(attributes, key)?;
    text.parse().map_err(|_| Unanswered::Bad(format!("`{key}={text}` cannot be read")))
}

/// What the rules do not hold is no answer.
fn held<T>(value: Option<T>, attributes: &Attributes<'_>) -> Result<T, Unanswered> {
    value.ok_or_else(|| {
        let pairs: Vec<_> = attributes.pairs.iter().map(|(k, v)| format!("{k}={v}")).collect();
        Unanswered::Bad(format!("the rules have no `{} {}`", attributes.head(), pairs.join(" ")))
    })
}

/// `platform=windows` asks for the number of Windows and WSL; Linux where nothing is said.
fn platform(attributes: &Attributes<'_>) -> Result<Platform, Unanswered> {
    match attributes.get("platform") {
        None | Some("linux") => Ok(Platform::Linux),
        Some("windows") => Ok(Platform::Windows),
        Some(other) => Err(Unanswered::Bad(format!("`{other}` is no platform"))),
    }
}

fn driver_floor(attributes: &Attributes<'_>) -> Answer {
    let floor = held(cuda::floor(parsed(attributes, "cuda")?), attributes)?;
    Ok(floor.on(platform(attributes)?).to_string())
}

fn native_driver(attributes: &Attributes<'_>) -> Answer {
    let release: CudaVersion = parsed(attributes, "cuda")?;
    let driver = cuda::native_from(&release, platform(attributes)?);
    held(driver, attributes).map(|driver| driver.to_string())
}

fn cuda_major(attributes: &Attributes<'_>) -> Answer {
    let age: usize = parsed(attributes, "age")?;
    let mut majors: Vec<_> = cuda::RELEASES.iter().map(CudaVersion::major).collect();
    majors.dedup();
    held(majors.iter().rev().nth(age), attributes).map(ToString::to_string)
}

fn forward_package(attributes: &Attributes<'_>) -> Answer {
    let release: CudaVersion = parsed(attributes, "cuda")?;
    let package = cuda::FORWARD_PACKAGES.iter().find(|package| package.cuda == release);
    held(package, attributes).map(cuda::ForwardPackage::name)
}

fn branch_of(attributes: &Attributes<'_>) -> Result<&'static Branch, Unanswered> {
    held(driver::branch(parsed(attributes, "branch")?), attributes)
}

fn branch_latest(attributes: &Attributes<'_>) -> Answer {
    let branch = branch_of(attributes)?;
    let latest = match platform(attributes)? {
        Platform::Linux => branch.latest_linux.as_ref(),
        Platform::Windows => branch.latest_windows.as_ref(),
    };
    held(latest, attributes).map(ToString::to_string)
}

/// NVIDIA's own month where there is one, otherwise the day.
fn branch_ends(attributes: &Attributes<'_>) -> Answer {
    let branch = branch_of(attributes)?;
    let day = branch.ends.map(|day| day.to_string());
    held(branch.nvidia_ends.map(str::to_owned).or(day), attributes)
}

/// The rows of `architecture=maxwell`, oldest first.
fn generations(attributes: &Attributes<'_>) -> Result<Vec<&'static Generation>, Unanswered> {
    let name = asked(attributes, "architecture")?;
    let same = |row: &&Generation| row.architecture.name().eq_ignore_ascii_case(name);
    let rows: Vec<_> = GENERATIONS.iter().filter(same).collect();
    held((!rows.is_empty()).then_some(rows), attributes)
}

fn last_branch(attributes: &Attributes<'_>) -> Answer {
    let branch = generations(attributes)?.iter().filter_map(|row| row.last_branch).max();
    held(branch, attributes).map(|branch| branch.to_string())
}

fn last_cuda(attributes: &Attributes<'_>) -> Answer {
    let rows = generations(attributes)?;
    let last = rows.iter().filter_map(|row| row.last_cuda.as_ref()).max();
    held(last, attributes).map(ToString::to_string)
}

fn first_cuda(attributes: &Attributes<'_>) -> Answer {
    let rows = generations(attributes)?;
    let first = rows.iter().filter_map(|row| row.first_cuda.as_ref()).min();
    held(first, attributes).map(ToString::to_string)
}

/// `7.5`, or the lowest and the highest as `5.0–5.3`.
fn capabilities(attributes: &Attributes<'_>) -> Answer {
    let rows = generations(attributes)?;
    let all = || rows.iter().flat_map(|row| row.capabilities);
    let (first, last) = (held(all().min(), attributes)?, held(all().max(), attributes)?);
    Ok(if first == last { first.to_string() } else { format!("{first}–{last}") })
}

/// The newest version NVIDIA supports of `cuda=12` or `cuda=12.8`, with images for the system.
fn listing(attributes: &Attributes<'_>) -> Result<&'static Listing, Unanswered> {
    let release: CudaVersion = parsed(attributes, "cuda")?;
    let by_minor = release.as_str().contains('.');
    let system = attributes.get("system").unwrap_or(SYSTEM);
    let found = LISTINGS.iter().find(|listing| {
        listing.status == Status::Supported
            && listing.cuda.major() == release.major()
            && (!by_minor || listing.cuda.minor() == release.minor())
            && listing.systems().any(|own| own == system)
    });
    held(found, attributes)
}

/// The system of an image where none is asked for.
const SYSTEM: &str = "ubuntu24.04";

/// `nvidia/cuda:…` with `flavour=base|runtime|devel`, and with cuDNN where `cudnn=yes`.
fn image(attributes: &Attributes<'_>) -> Answer {
    let listing = listing(attributes)?;
    let flavour = match attributes.get("flavour").unwrap_or("base") {
        "base" => Flavour::Base,
        "runtime" => Flavour::Runtime,
        "devel" => Flavour::Devel,
        other => return Err(Unanswered::Bad(format!("`{other}` is no flavour of an image"))),
    };
    let system = attributes.get("system").unwrap_or(SYSTEM);
    let cudnn = if attributes.get("cudnn").is_some() {
        let has = listing.with_cudnn.split_whitespace().any(|own| own == system);
        format!("{}-", held(has.then_some(listing.cudnn), attributes)?)
    } else {
        String::new()
    };
    Ok(format!("nvidia/cuda:{}-{cudnn}{flavour}-{system}", listing.cuda))
}

/// `name=cuda-libraries cuda=12` is `cuda-libraries-12-9`: packages spell the release with a hyphen.
fn cuda_package(attributes: &Attributes<'_>) -> Answer {
    let (name, cuda) = (asked(attributes, "name")?, &listing(attributes)?.cuda);
    Ok(format!("{name}-{}-{}", cuda.major(), cuda.minor()))
}

/// `system=debian12`, and `architecture=sbsa` where it is no x86-64.
fn cuda_keyring(attributes: &Attributes<'_>) -> Answer {
    let architecture = attributes.get("architecture").unwrap_or("x86_64");
    Ok(recipe::cuda_keyring(asked(attributes, "system")?, architecture))
}

fn wsl_kernel(attributes: &Attributes<'_>) -> Answer {
    let who = asked(attributes, "who")?;
    let row = held(wsl::KERNEL_MINIMA.iter().find(|row| row.who == who), attributes)?;
    match attributes.get("what").unwrap_or("minimum") {
        "minimum" => Ok(row.minimum.to_string()),
        "recommended" => held(row.recommended.as_ref(), attributes).map(ToString::to_string),
        other => Err(Unanswered::Bad(format!("`{other}` is none of minimum, recommended"))),
    }
}

fn wsl_minimum(attributes: &Attributes<'_>) -> Answer {
    let what = asked(attributes, "what")?;
    let row = wsl::MINIMA.iter().find(|row| row.what == what);
    held(row, attributes).map(|row| row.version.to_owned())
}
