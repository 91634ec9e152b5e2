//! Which `nvidia/cuda` tags exist.

use super::super::sources::{IMAGE_POLICY, IMAGES, IMAGES_LATER};
use crate::fact::{Cited, CudaVersion, Date, Row};

/// What NVIDIA said of a version's tags in its newest list (2025-12-15).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Status {
    /// Listed as supported.
    Supported,
    /// Listed as unsupported: present, may be deleted at any time.
    EndOfLife,
    /// Newer than the list; in use in public Dockerfiles.
    InUse,
}
use Status::{EndOfLife, InUse, Supported};

impl Status {
    /// Machine name, kebab-case.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Supported => "supported",
            Self::EndOfLife => "end-of-life",
            Self::InUse => "in-use",
        }
    }
}

/// The tags of one CUDA version.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The version, as the tag spells it (`12.9.1`).
    pub cuda: CudaVersion,
    /// What NVIDIA's list says.
    pub status: Status,
    /// How the tag spells cuDNN (`cudnn`, `cudnn8`); empty where no image has it.
    pub cudnn: &'static str,
    /// Systems with cuDNN images, separated by spaces.
    pub with_cudnn: &'static str,
    /// Systems with base, runtime and devel only.
    pub without_cudnn: &'static str,
    /// Where it was read.
    pub cited: Cited,
}

impl Listing {
    /// Every system of the version's images (`ubuntu24.04`).
    pub fn systems(&self) -> impl Iterator<Item = &'static str> {
        self.with_cudnn.split_whitespace().chain(self.without_cudnn.split_whitespace())
    }
}

impl Row for Listing {
    fn id(&self) -> String {
        format!("image-{}", self.cuda)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn row(
    cuda: &'static str,
    status: Status,
    cudnn: &'static str,
    with_cudnn: &'static str,
    without_cudnn: &'static str,
) -> Listing {
    let cited = match status {
        Supported | EndOfLife => Cited::seen(&IMAGES),
        InUse => Cited::seen(&IMAGES_LATER),
    };
    Listing { cuda: CudaVersion::of(cuda), status, cudnn, with_cudnn, without_cudnn, cited }
}

/// Every version that is listed or in use, newest first.
#[rustfmt::skip]
pub static LISTINGS: &[Listing] = &[
    row("13.4.2", InUse, "cudnn", "ubuntu24.04", "ubuntu26.04"),
    row("13.4.1", InUse, "", "", "ubuntu24.04 ubuntu26.04"),
    row("13.3.1", InUse, "", "", "ubuntu24.04"),
    row("13.3.0", InUse, "", "", "ubuntu24.04 ubuntu26.04"),
    row("13.1.0", Supported, "", "", "ubuntu22.04 ubuntu24.04 ubi10 ubi8 ubi9 rockylinux10 rockylinux8 rockylinux9 oraclelinux8 oraclelinux9 amzn2023 azl3"),
    row("13.0.2", Supported, "cudnn", "ubuntu22.04 ubuntu24.04 ubi8 ubi9 rockylinux8 rockylinux9 oraclelinux8 oraclelinux9", "amzn2023 azl3"),
    row("13.0.1", EndOfLife, "cudnn", "ubuntu22.04 ubuntu24.04 ubi10 ubi8 ubi9 rockylinux10 rockylinux8 rockylinux9 oraclelinux8 oraclelinux9", "amzn2023 azl3 cm2"),
    row("13.0.0", EndOfLife, "cudnn", "ubuntu22.04 ubuntu24.04 ubi8 ubi9 rockylinux8 rockylinux9 oraclelinux8 oraclelinux9", "ubi10 rockylinux10 amzn2023 azl3 cm2"),
    row("12.9.1", Supported, "cudnn", "ubuntu20.04 ubuntu22.04 ubuntu24.04 ubi8 ubi9 rockylinux8 rockylinux9 oraclelinux8 oraclelinux9", "amzn2023 azl3 cm2"),
    row("12.9.0", EndOfLife, "cudnn", "ubuntu20.04 ubuntu22.04 ubuntu24.04 ubi8 ubi9 rockylinux8 rockylinux9 oraclelinux8 oraclelinux9", "amzn2023 azl3 cm2"),
    row("12.8.1", Supported, "cudnn", "ubuntu20.04 ubuntu22.04 ubuntu24.04 ubi8 ubi9 rockylinux8 rockylinux9 oraclelinux8 oraclelinux9", "amzn2023 cm2"),
    row("12.8.0", EndOfLife, "cudnn", "ubuntu20.04 ubuntu22.04 ubuntu24.04 ubi8 ubi9 rockylinux8 rockylinux9 oraclelinux8 oraclelinux9", "amzn2023 cm2"),
    row("12.6.3", Supported, "cudnn", "ubuntu20.04 ubuntu22.04 ubuntu24.04 ubi8 ubi9 rockylinux8 rockylinux9", "amzn2023 cm2"),
    row("12.6.2", EndOfLife, "cudnn", "ubuntu20.04 ubuntu22.04 ubuntu24.04 ubi8 ubi9 rockylinux8 rockylinux9", "amzn2023 cm2"),
    row("12.6.1", EndOfLife, "cudnn", "ubuntu20.04 ubuntu22.04 ubuntu24.04 ubi8 ubi9 rockylinux8 rockylinux9", "amzn2023 cm2"),
    row("12.6.0", EndOfLife, "cudnn", "ubuntu20.04 ubuntu22.04 ubuntu24.04 ubi8 ubi9 rockylinux8 rockylinux9", "amzn2023 cm2"),
    row("12.5.1", Supported, "cudnn", "ubuntu20.04 ubuntu22.04 ubi8 ubi9 rockylinux8 rockylinux9", "ubuntu24.04"),
    row("12.5.0", EndOfLife, "", "", "ubuntu20.04 ubuntu22.04 ubi8 ubi9 rockylinux8 rockylinux9"),
    row("12.4.1", Supported, "cudnn", "ubuntu20.04 ubuntu22.04 ubi8 ubi9 rockylinux8 rockylinux9", ""),
    row("12.4.0", EndOfLife, "", "", "ubuntu20.04 ubuntu22.04 ubi7 ubi8 ubi9 rockylinux8 rockylinux9 centos7"),
    row("12.3.2", Supported, "cudnn9", "ubuntu20.04 ubuntu22.04 ubi7 ubi8 ubi9 rockylinux8 rockylinux9 centos7", ""),
    row("12.3.1", EndOfLife, "", "", "ubuntu20.04 ubuntu22.04 ubi7 ubi8 ubi9 rockylinux8 rockylinux9 centos7"),
    row("12.3.0", EndOfLife, "", "", "ubuntu20.04 ubuntu22.04 ubi7 ubi8 ubi9 rockylinux8 rockylinux9 centos7"),
    row("12.2.2", Supported, "cudnn8", "ubuntu20.04 ubuntu22.04 ubi7 ubi8 ubi9 rockylinux8 rockylinux9 centos7", ""),
    row("12.2.0", EndOfLife, "", "", "ubuntu20.04 ubuntu22.04 ubi7 ubi8 ubi9 rockylinux8 rockylinux9 centos7"),
    row("12.1.1", Supported, "cudnn8", "ubuntu20.04 ubuntu22.04 ubi7 ubi8 ubi9 rockylinux8 rockylinux9 centos7", ""),
    row("12.1.0", EndOfLife, "cudnn8", "ubuntu20.04 ubuntu22.04 ubi7 ubi8 ubi9 rockylinux8 rockylinux9 centos7", "ubuntu18.04"),
    row("12.0.1", Supported, "cudnn8", "ubuntu18.04 ubuntu20.04 ubuntu22.04 ubi7 ubi8 ubi9 rockylinux8 rockylinux9 centos7", ""),
    row("12.0.0", EndOfLife, "cudnn8", "ubuntu18.04 ubuntu20.04 ubuntu22.04 ubi7 ubi8 rockylinux8 centos7", ""),
    row("11.8.0", Supported, "cudnn8", "ubuntu18.04 ubuntu20.04 ubuntu22.04 ubi7 ubi8 rockylinux8 centos7", ""),
    row("11.7.1", Supported, "cudnn8", "ubuntu18.04 ubuntu20.04 ubuntu22.04 ubi7 ubi8 rockylinux8 centos7", ""),
    row("11.6.2", Supported, "cudnn8", "ubuntu18.04 ubuntu20.04 ubi7 ubi8 rockylinux8 centos7", ""),
    row("11.6.1", EndOfLife, "cudnn8", "ubuntu20.04 ubi7 ubi8 rockylinux8 centos7", ""),
    row("11.5.2", Supported, "cudnn8", "ubuntu18.04 ubuntu20.04 ubi7 ubi8 rockylinux8 centos7", ""),
    row("11.4.3", Supported, "cudnn8", "ubuntu18.04 ubuntu20.04 ubi7 ubi8 rockylinux8 centos7", ""),
    row("11.3.1", EndOfLife, "cudnn8", "ubuntu16.04 ubuntu18.04 ubuntu20.04 ubi7 ubi8 rockylinux8 centos7", ""),
    row("11.2.2", EndOfLife, "cudnn8", "ubuntu16.04 ubuntu18.04 ubuntu20.04 ubi7 ubi8 rockylinux8 centos7", ""),
    row("11.1.1", EndOfLife, "cudnn8", "ubuntu16.04 ubuntu18.04 ubuntu20.04 ubi7 ubi8 rockylinux8 centos7", ""),
    row("11.0.3", EndOfLife, "cudnn8", "ubuntu16.04 ubuntu18.04 ubuntu20.04 ubi7 ubi8 rockylinux8 centos7", ""),
];

/// Versions whose tags were deleted: they have Dockerfiles, and stand in no list any more.
pub static DELETED: &str = "8.0 9.0 9.1 9.2 10.0 10.1 10.2 11.2.0 11.2.1 11.3.0 11.4.0 11.4.1 11.4.2 11.5.0 11.5.1 11.6.0 11.7.0";

/// A dated end from NVIDIA's chart.
#[derive(Clone, Debug)]
pub struct End {
    /// The version.
    pub cuda: CudaVersion,
    /// End of life.
    pub ends: Date,
    /// Planned deletion; NVIDIA often kept the tags longer.
    pub deletion: Date,
    /// Where it was read.
    pub cited: Cited,
}

impl Row for End {
    fn id(&self) -> String {
        format!("image-end-{}", self.cuda)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn end(cuda: &'static str, ends: &'static str, deletion: &'static str) -> End {
    End {
        cuda: CudaVersion::of(cuda),
        ends: Date(ends),
        deletion: Date(deletion),
        cited: Cited::seen(&IMAGE_POLICY),
    }
}

/// NVIDIA's chart, newest first.
pub static ENDS: &[End] = &[
    end("12.6.2", "2024-12-03", "2025-06-03"),
    end("12.6.1", "2024-10-14", "2025-04-14"),
    end("12.6.0", "2024-09-05", "2025-03-05"),
    end("12.5.0", "2024-07-15", "2025-01-15"),
    end("12.4.0", "2024-05-31", "2024-11-30"),
    end("12.3.1", "2024-02-01", "2024-08-01"),
    end("12.3.0", "2023-12-01", "2024-06-01"),
    end("12.2.0", "2023-10-01", "2024-04-01"),
    end("12.1.0", "2023-04-01", "2023-10-01"),
    end("12.0.0", "2023-02-01", "2023-08-01"),
    end("11.6.1", "2023-07-01", "2024-01-01"),
    end("11.3.1", "2023-07-01", "2024-01-01"),
    end("11.2.2", "2023-07-01", "2024-01-01"),
    end("11.1.1", "2023-07-01", "2024-01-01"),
    end("11.0.3", "2023-07-01", "2024-01-01"),
];
