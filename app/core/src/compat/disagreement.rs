//! Where two sources say different things: both are shown, and which one the rules follow.

use super::sources::{
    CLANG, CUDA_INSTALLERS, CUDA_LEGACY_GPUS, CUDA_NOTES, CUDA_TABLE, ENDOFLIFE, FORWARD,
    IMAGE_POLICY, IMAGES, LIFECYCLE, MATRIX, MOBY, PCI_IDS, SMI_PASTES, WSL_MICROSOFT, WSL_NVIDIA,
};
use crate::fact::{Cited, Row, Source};

/// Two statements on one matter.
#[derive(Clone, Copy, Debug)]
pub struct Disagreement {
    /// Stable id, kebab-case; what it is about stands in the catalogues under it.
    pub what: &'static str,
    /// The statement that the rules follow, and its source.
    pub followed: (&'static str, &'static Source),
    /// The other one.
    pub other: (&'static str, &'static Source),
}

impl Row for Disagreement {
    fn id(&self) -> String {
        format!("disagreement-{}", self.what)
    }

    fn cited(&self) -> Cited {
        Cited::seen(self.followed.1)
    }
}

const fn row(
    what: &'static str,
    followed: (&'static str, &'static Source),
    other: (&'static str, &'static Source),
) -> Disagreement {
    Disagreement { what, followed, other }
}

/// Every disagreement that matters to a rule.
#[rustfmt::skip]
pub static DISAGREEMENTS: &[Disagreement] = &[
    row("end-of-580", ("2028-08-04", &ENDOFLIFE), ("2028-06", &LIFECYCLE)),
    row("end-of-610", ("2027-08-03", &ENDOFLIFE), ("2026-08", &LIFECYCLE)),
    row("end-of-570", ("2026-02", &LIFECYCLE), ("2026-01-27", &ENDOFLIFE)),
    row("cuda-of-430", ("10.1 (430.34, 430.40, 430.64)", &SMI_PASTES), ("10.2 (430.26)", &SMI_PASTES)),
    row("driver-of-cuda-12.8.0", ("570.86.10 / 571.96", &CUDA_INSTALLERS), ("570.26 / 570.65", &CUDA_TABLE)),
    row("driver-of-cuda-12.2.1", ("535.86.10", &CUDA_INSTALLERS), ("535.86.09", &CUDA_TABLE)),
    row("driver-of-cuda-11.8.0", ("522.06", &CUDA_INSTALLERS), ("520.06", &CUDA_TABLE)),
    row("driver-of-cuda-11.7.1", ("515.65.01 / 516.94", &CUDA_INSTALLERS), ("515.48.07 / 516.31", &CUDA_TABLE)),
    row("driver-of-cuda-11.2.0", ("460.27.04 / 460.89", &CUDA_INSTALLERS), ("460.27.03 / 460.82", &CUDA_TABLE)),
    row("driver-of-cuda-9.1", ("387.26 / 388.19", &CUDA_TABLE), ("390.46 / 391.29", &CUDA_TABLE)),
    row("floor-of-cuda-12", ("525.60.13 / 528.33", &CUDA_TABLE), ("525", &CUDA_NOTES)),
    row("first-cuda-of-8.6", ("11.1", &CLANG), ("11.0", &MATRIX)),
    row("forward-targets", ("590, 610", &FORWARD), ("-", &FORWARD)),
    row("capability-of-quadro-m5000m", ("5.2", &PCI_IDS), ("5.0", &CUDA_LEGACY_GPUS)),
    row("deleted-image-tags", ("701", &IMAGES), ("0", &IMAGE_POLICY)),
    row("wsl-kernel", ("4.19.121, 5.10.16.3", &WSL_NVIDIA), ("5.10.43.3", &WSL_MICROSOFT)),
    row("cdi-by-default", ("28.3.0", &MOBY), ("28.2.0", &MOBY)),
];
