//! GPUs by name: compute capability, kind, brand.
//!
//! The name alone is all most people paste, so it must be read well: with or without `NVIDIA ` in front,
//! cut by `nvidia-smi`'s table after 15 or 24 characters, sliced by vGPU or MIG. Where a name fits several
//! chips the answer is [`Identity::Ambiguous`], never a guess.

mod products;
mod rules;

pub use products::{Product, products};
pub use rules::{RELABELLED, Relabelled};

use super::{
    architecture::{self, Architecture},
    cuda::Forward,
};
use crate::fact::{ComputeCapability, DriverVersion};

/// What sort of product a GPU is; this decides forward compatibility and the brand in image requirements.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Kind {
    /// GeForce, desktop or laptop.
    GeForce,
    /// TITAN.
    Titan,
    /// Quadro, NVS and RTX workstation cards.
    Workstation,
    /// Tesla and its successors.
    DataCenter,
    /// GB10 and its like: a workstation with a data-centre style chip.
    Dgx,
    /// Jetson: its driver belongs to `JetPack`, not to the branches.
    Jetson,
    /// Cards made for mining.
    Mining,
    /// A slice of a GPU given to a virtual machine (GRID and vGPU names).
    Virtual,
}

impl Kind {
    /// Machine name, kebab-case.
    pub const fn id(self) -> &'static str {
        match self {
            Self::GeForce => "geforce",
            Self::Titan => "titan",
            Self::Workstation => "workstation",
            Self::DataCenter => "data-center",
            Self::Dgx => "dgx",
            Self::Jetson => "jetson",
            Self::Mining => "mining",
            Self::Virtual => "virtual",
        }
    }

    /// Whether `cuda-compat` libraries may be used on a Linux host with such a GPU.
    pub const fn forward(self) -> Forward {
        match self {
            Self::DataCenter | Self::Jetson => Forward::Allowed,
            Self::Workstation | Self::Dgx | Self::Virtual => Forward::SomeCards,
            Self::GeForce | Self::Titan | Self::Mining => Forward::Refused,
        }
    }
}

/// What a name tells.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Identity {
    /// One compute capability.
    Known(ComputeCapability),
    /// The name, or what is left of a cut one, fits all of these.
    Ambiguous(Vec<ComputeCapability>),
    /// Not known to these rules: newer, or no product name (`Graphics Device`).
    Unknown,
}

impl Identity {
    /// The compute capability, where there is one.
    pub fn capability(&self) -> Option<ComputeCapability> {
        match self {
            Self::Known(capability) => Some(*capability),
            Self::Ambiguous(_) | Self::Unknown => None,
        }
    }

    /// The architecture, where all that the name can be share it.
    pub fn architecture(&self) -> Option<Architecture> {
        let mut all = match self {
            Self::Known(capability) => std::slice::from_ref(capability),
            Self::Ambiguous(capabilities) => capabilities,
            Self::Unknown => &[],
        }
        .iter()
        .map(|&capability| architecture::generation(capability).map(|row| row.architecture));
        let first = all.next()??;
        all.all(|other| other == Some(first)).then_some(first)
    }
}

/// Reads a product name as any `nvidia-smi` prints it, or as a person types it (`RTX 4090`).
pub fn identify(name: &str) -> Identity {
    let name = bare(name);
    let name = name.as_str();
    if let Some(beginning) = cut(name) {
        return identify_cut(beginning);
    }
    if let Some(product) = products().find(|product| product.name.eq_ignore_ascii_case(name)) {
        return Identity::Known(product.capability);
    }
    if let Some(row) = RELABELLED.iter().find(|row| row.name.eq_ignore_ascii_case(name)) {
        return Identity::Ambiguous(row.capabilities.to_vec());
    }
    if let Some(capability) = rules::capability_of(name) {
        return Identity::Known(capability);
    }
    if rules::is_first_generation(name) {
        return Identity::Ambiguous((0..=3).map(|minor| ComputeCapability::of(1, minor)).collect());
    }
    match typed_short(name) {
        Some(full) => identify(&full),
        None => Identity::Unknown,
    }
}

/// The name without `NVIDIA `, vGPU and MIG parts, spaces squeezed.
fn bare(name: &str) -> String {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while words.len() > 1 && words.first().is_some_and(|word| word.eq_ignore_ascii_case("nvidia")) {
        words.remove(0);
    }
    if let Some(at) = words.iter().position(|&word| word == "MIG").filter(|&at| at > 0) {
        words.truncate(at);
    }
    let name = words.join(" ");
    match profile(&name) {
        // `GRID V100D-8C`: board V100, D for its double memory.
        Some(board) => {
            let board = board.strip_prefix("GRID ").unwrap_or(board);
            let digits = board.strip_suffix(['D', 'X', 'L', 'S', 'C']).unwrap_or(board);
            let known = |name: &str| rules::capability_of(name).is_some();
            if known(board) { board.to_owned() } else { digits.to_owned() }
        }
        None => name,
    }
}

/// The board of a vGPU name: `A40` of `A40-8Q`, `GRID T4` of `GRID T4-4C`.
fn profile(name: &str) -> Option<&str> {
    let (board, slice) = name.rsplit_once('-')?;
    let size = slice.strip_suffix(['A', 'B', 'C', 'Q'])?;
    let digits = !size.is_empty() && size.bytes().all(|byte| byte.is_ascii_digit());
    digits.then_some(board)
}

/// What stands before the dots of a cut name.
fn cut(name: &str) -> Option<&str> {
    let beginning = name.strip_suffix("...").or_else(|| name.strip_suffix('…'))?;
    Some(beginning.trim_end())
}

fn identify_cut(beginning: &str) -> Identity {
    let is_prefix = |name: &str| {
        name.get(..beginning.len()).is_some_and(|start| start.eq_ignore_ascii_case(beginning))
    };
    let mut found: Vec<ComputeCapability> = products()
        .filter(|product| is_prefix(product.name))
        .map(|product| product.capability)
        .collect();
    for row in RELABELLED.iter().filter(|row| is_prefix(row.name)) {
        found.extend(row.capabilities);
    }
    found.sort_unstable();
    found.dedup();
    match (found.as_slice(), rules::capability_of(beginning)) {
        ([], Some(capability)) => Identity::Known(capability),
        ([], None) => Identity::Unknown,
        ([one], _) => Identity::Known(*one),
        _ => Identity::Ambiguous(found),
    }
}

/// `RTX 4090` → `GeForce RTX 4090`. Not `RTX 4000`: that is a workstation card of three generations.
fn typed_short(name: &str) -> Option<String> {
    let (series, rest) = name.split_once(' ')?;
    let number = rest.split(' ').next()?;
    let geforce =
        ["RTX", "GTX", "GT", "GTS", "MX"].iter().any(|own| own.eq_ignore_ascii_case(series));
    let digits = number.len() >= 3 && number.bytes().all(|byte| byte.is_ascii_digit());
    (geforce && digits && !number.ends_with("000")).then(|| format!("GeForce {name}"))
}

/// What sort of product a name belongs to. Missing means: the name does not say.
pub fn kind_of(name: &str) -> Option<Kind> {
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while words.len() > 1 && words.first().is_some_and(|word| word.eq_ignore_ascii_case("nvidia")) {
        words.remove(0);
    }
    let joined = words.join(" ");
    let first = words.first()?.to_ascii_uppercase();
    let first = first.trim_end_matches('.');
    Some(match first {
        "GRID" => match profile(&joined) {
            Some(_) => Kind::Virtual,
            None => Kind::DataCenter,
        },
        _ if profile(&joined).is_some() => Kind::Virtual,
        "GEFORCE" | "GTX" | "GT" | "GTS" | "MX" => Kind::GeForce,
        "TITAN" => Kind::Titan,
        "TESLA" => Kind::DataCenter,
        "QUADRO" | "NVS" => Kind::Workstation,
        "RTX" if joined.ends_with("Server Edition") => Kind::DataCenter,
        "RTX" => kind_of_rtx(&joined),
        "CMP" => Kind::Mining,
        "JETSON" | "ORIN" | "XAVIER" | "THOR" | "AGX" => Kind::Jetson,
        _ if first.starts_with("GB10") => Kind::Dgx,
        _ if first.starts_with("P10") && first.contains('-') => Kind::Mining,
        _ if joined == "A800 40GB Active" => Kind::Workstation,
        _ => return kind_of_board(first),
    })
}

/// `RTX 4090` is what people type for a GeForce; everything else with that word is a workstation card.
fn kind_of_rtx(name: &str) -> Kind {
    if typed_short(name).is_some() { Kind::GeForce } else { Kind::Workstation }
}

/// Names that are one word and a number: `A100-SXM4-40GB`, `T1000`, `GH200`.
fn kind_of_board(word: &str) -> Option<Kind> {
    let letters = word.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = word.bytes().skip(letters).take_while(u8::is_ascii_digit).count();
    match (word.get(..letters)?, digits) {
        ("T", 3..) => Some(Kind::Workstation),
        ("A" | "AX" | "B" | "GB" | "GH" | "H" | "L" | "T" | "V" | "P" | "K" | "M", 1..) => {
            Some(Kind::DataCenter)
        }
        _ => None,
    }
}

/// The brand that libnvidia-container compares with `brand=` in an image's requirement, in lower case.
///
/// `geforcertx` and `titanrtx` exist in NVML and are never reported. A T4 reports `nvidia` although its
/// name says Tesla. Missing means: not known which brand the GPU reports.
pub fn brand_of(name: &str) -> Option<&'static str> {
    let kind = kind_of(name)?;
    let name = bare(name);
    let starts =
        |start: &str| name.get(..start.len()).is_some_and(|s| s.eq_ignore_ascii_case(start));
    Some(match kind {
        Kind::GeForce => "geforce",
        Kind::Titan => "titan",
        Kind::Workstation if starts("Quadro RTX") => "quadrortx",
        Kind::Workstation if starts("Quadro") => "quadro",
        Kind::Workstation if starts("NVS") => "nvs",
        Kind::Workstation if starts("RTX") => "nvidiartx",
        Kind::DataCenter if starts("GRID") => "grid",
        Kind::DataCenter if starts("Tesla T") || starts("T4") => "nvidia",
        Kind::DataCenter if starts("Tesla") => "tesla",
        Kind::DataCenter => "nvidia",
        Kind::Workstation | Kind::Dgx | Kind::Jetson | Kind::Mining | Kind::Virtual => return None,
    })
}

/// Why a GPU can not be used with a driver, or that it can: asks [`architecture::driven_by`] for whatever
/// the name can be, and answers only where all agree.
pub fn driven_by(identity: &Identity, driver: &DriverVersion) -> Option<architecture::Driven> {
    let all = match identity {
        Identity::Known(capability) => std::slice::from_ref(capability),
        Identity::Ambiguous(capabilities) => capabilities,
        Identity::Unknown => return None,
    };
    let mut answers = all.iter().map(|&capability| architecture::driven_by(capability, driver));
    let first = answers.next()?;
    answers.all(|other| other == first).then_some(first)
}
