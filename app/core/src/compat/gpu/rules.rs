//! What a name tells when it is not in the table: patterns, and names that several chips share.

use super::super::sources::PCI_IDS;
use crate::fact::{Cited, ComputeCapability, Row};

/// A name that was sold with different chips: the name alone does not tell the compute capability.
#[derive(Clone, Copy, Debug)]
pub struct Relabelled {
    /// Name without a leading `NVIDIA `.
    pub name: &'static str,
    /// What it can be.
    pub capabilities: &'static [ComputeCapability],
    /// Where it was read.
    pub cited: Cited,
}

impl Row for Relabelled {
    fn id(&self) -> String {
        format!("gpu-name-{}", self.name.to_ascii_lowercase().replace(' ', "-"))
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn cc(major: u8, minor: u8) -> ComputeCapability {
    ComputeCapability::of(major, minor)
}

const fn relabelled(name: &'static str, capabilities: &'static [ComputeCapability]) -> Relabelled {
    Relabelled { name, capabilities, cited: Cited::seen(&PCI_IDS) }
}

/// Every shared name.
#[rustfmt::skip]
pub static RELABELLED: &[Relabelled] = &[
    relabelled("GeForce 710M", &[cc(2, 1), cc(3, 5)]),
    relabelled("GeForce 810M", &[cc(2, 1), cc(3, 0)]),
    relabelled("GeForce 820M", &[cc(2, 1), cc(3, 0)]),
    relabelled("GeForce GT 640 OEM", &[cc(2, 1), cc(3, 0)]),
    relabelled("GeForce GT 710", &[cc(2, 1), cc(3, 5)]),
    relabelled("GeForce GT 720", &[cc(3, 0), cc(3, 5)]),
    relabelled("GeForce GT 730", &[cc(2, 1), cc(3, 0), cc(3, 5)]),
    relabelled("GeForce GT 730M", &[cc(3, 0), cc(3, 5)]),
    relabelled("GeForce GT 740M", &[cc(3, 0), cc(3, 5)]),
    relabelled("GeForce GTX 560 Ti OEM", &[cc(2, 0), cc(2, 1)]),
    relabelled("GeForce GTX 860M", &[cc(3, 0), cc(5, 0)]),
    relabelled("GeForce GT 640", &[cc(2, 1), cc(3, 0), cc(3, 5)]),
    relabelled("GeForce GT 630", &[cc(2, 1), cc(3, 0), cc(3, 5)]),
    relabelled("GeForce GT 705", &[cc(2, 1), cc(3, 5)]),
    relabelled("GeForce GTX 560 Ti", &[cc(2, 0), cc(2, 1)]),
];

/// What a family of names has in common. Patterns stand between slashes: `#` is a digit, a leading `*` is
/// any beginning, a closing `|` says that the word ends there.
struct Rule {
    patterns: &'static str,
    capability: ComputeCapability,
}

const fn rule(major: u8, minor: u8, patterns: &'static str) -> Rule {
    Rule { patterns, capability: cc(major, minor) }
}

/// In this order; the first that fits decides.
#[rustfmt::skip]
static RULES: &[Rule] = &[
    rule(12, 1, "GB10|"),
    rule(10, 3, "B300|/GB300|"),
    rule(10, 0, "B200|/GB200|"),
    rule(9, 0, "H20|/H100|/H200|/H800|/GH200|"),
    rule(8, 9, "GeForce RTX 3050 A Laptop/GeForce RTX 40##/*Ada Generation/L2|/L4|/L20|/L40|/L40S|/L40G|"),
    rule(12, 0, "GeForce RTX 50##/RTX 6000D|/*Blackwell"),
    rule(8, 6, "GeForce RTX 30##/GeForce RTX 2050/GeForce MX570/RTX A#/A10|/A10G|/A10M|/A16|/A2|/A40|/CMP 70HX/CMP 90HX"),
    rule(8, 0, "A100|/A800|/A30|/AX800|/A100X|/A30X|"),
    rule(7, 5, "GeForce RTX 20##/GeForce GTX 16##/GeForce MX450/GeForce MX550/TITAN RTX/Quadro RTX 3000/Quadro RTX 4000/Quadro RTX 5000/Quadro RTX 6000/Quadro RTX 8000/Quadro T#/T###/Tesla T4|/Tesla T10|/T4|/T4G|/CMP 30HX/CMP 40HX/CMP 50HX"),
    rule(7, 0, "TITAN V|/Quadro GV100/Tesla V100/V100"),
    rule(6, 0, "Quadro GP100/Tesla P100/P100"),
    rule(6, 1, "GeForce GTX 10##/GeForce GT 1010|/GeForce GT 1030|/P102-/P104-/P106-/GeForce MX150/GeForce MX230/GeForce MX250/GeForce MX330/GeForce MX350/TITAN Xp|/TITAN X|/Quadro P#/Tesla P4|/Tesla P6|/Tesla P40|"),
    rule(5, 0, "GeForce GTX 950M/GeForce GTX 960M/GeForce 9##MX/GeForce MX110/GeForce MX130/GeForce 830M/GeForce 840M/GeForce 845M/GeForce 930M/GeForce 940M/GeForce 930A/GeForce 940A/GeForce GTX 745|/GeForce GTX 750|/GeForce GTX 850M/Tesla M10|/Quadro K2200/Quadro K1200/Quadro K620|"),
    rule(5, 2, "GeForce GTX 950|/GeForce GTX 960|/GeForce GTX 965M/GeForce GTX 970/GeForce GTX 980/GeForce GTX TITAN X|/Quadro M2000|/Quadro M4000|/Quadro M5000|/Quadro M6000|/Tesla M4|/Tesla M6|/Tesla M40|/Tesla M60|"),
    rule(5, 0, "Quadro M#"),
    rule(3, 7, "Tesla K80"),
    rule(3, 5, "GeForce GTX 780|/GeForce GTX TITAN/Quadro K6000|/Quadro K5200|/Quadro K610M/Quadro K510M/Tesla K20/Tesla K40"),
    rule(2, 1, "GeForce GTX 670M|/GeForce GTX 675M|"),
    rule(3, 0, "GeForce GTX 64#/GeForce GTX 65#/GeForce GTX 66#/GeForce GTX 67#/GeForce GTX 68#/GeForce GTX 69#/GeForce GTX 76#/GeForce GTX 77#/GeForce GTX 78#/GeForce GTX 870M/GeForce GTX 880M/GeForce GT 740|/GeForce GT 745M/GeForce GT 750M/GeForce GT 755M/GeForce GT 650M/Quadro K#/Quadro 410|/Tesla K10|/GRID K#"),
    rule(2, 0, "GeForce GTX 465|/GeForce GTX 470|/GeForce GTX 480|/GeForce GTX 570|/GeForce GTX 580|/GeForce GTX 590|"),
    rule(2, 1, "GeForce GTX 450|/GeForce GTX 460|/GeForce GTX 55#/GeForce GTX 56#/GeForce GTS 450/GeForce GT 4##/GeForce GT 5##"),
    rule(8, 7, "Orin|/Jetson Orin/Jetson AGX Orin/AGX Orin"),
    rule(7, 2, "Xavier|/Jetson Xavier/Jetson AGX Xavier/AGX Xavier"),
    rule(11, 0, "Thor|/Jetson Thor/Jetson AGX Thor/AGX Thor"),
];

/// Families before Fermi, whose chips differ within compute capability 1.x.
const FIRST_GENERATION: &str = "GeForce 8###/GeForce 9###/GeForce G1##/GeForce GT 1##/GeForce GT 2##/GeForce GTS 1##/GeForce GTS 2##/GeForce GTX 2##/GeForce 2##/GeForce 3##/GeForce GT 3##";

/// The capability that a name's family has.
pub(super) fn capability_of(name: &str) -> Option<ComputeCapability> {
    RULES.iter().find(|rule| fits_one(rule.patterns, name)).map(|rule| rule.capability)
}

/// Whether the name is older than Fermi.
pub(super) fn is_first_generation(name: &str) -> bool {
    fits_one(FIRST_GENERATION, name)
}

fn fits_one(patterns: &str, name: &str) -> bool {
    patterns.split('/').any(|pattern| match pattern.strip_prefix('*') {
        Some(pattern) => name.char_indices().any(|(at, _)| fits(pattern, &name[at..])),
        None => fits(pattern, name),
    })
}

fn fits(pattern: &str, name: &str) -> bool {
    let (pattern, whole_word) = match pattern.strip_suffix('|') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut letters = name.bytes();
    for wanted in pattern.bytes() {
        let fits = letters.next().is_some_and(|letter| match wanted {
            b'#' => letter.is_ascii_digit(),
            _ => letter.eq_ignore_ascii_case(&wanted),
        });
        if !fits {
            return false;
        }
    }
    !whole_word || letters.next().is_none_or(|letter| !letter.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns() {
        assert!(fits("A10|", "A10"));
        assert!(fits("A10|", "A10-4Q"));
        assert!(!fits("A10|", "A100"));
        assert!(fits("GeForce RTX 50##", "geforce rtx 5090 D"));
        assert!(!fits("GeForce RTX 50##", "GeForce RTX 50"));
        assert!(fits_one("x/*Ada Generation", "RTX 4000 SFF Ada Generation é"));
    }

    #[test]
    fn traps_of_naming() {
        let of = |name| capability_of(name).map(|capability| capability.to_string());
        // Names whose number suggests another generation.
        assert_eq!(of("GeForce RTX 2050").as_deref(), Some("8.6"));
        assert_eq!(of("GeForce RTX 3050 A Laptop GPU").as_deref(), Some("8.9"));
        assert_eq!(of("GeForce GTX 750 Ti").as_deref(), Some("5.0"));
        assert_eq!(of("GeForce GTX 780M").as_deref(), Some("3.0"));
        assert_eq!(of("TITAN X (Pascal)").as_deref(), Some("6.1"));
        assert_eq!(of("GeForce GTX TITAN X").as_deref(), Some("5.2"));
        assert_eq!(of("Quadro K620M"), of("GeForce GTX 680"));
        assert_eq!(of("GB10 Blackwell").as_deref(), Some("12.1"));
        assert_eq!(of("Graphics Device"), None);
    }
}
