//! PyTorch, TensorFlow, JAX and NGC containers: which CUDA they bring. The driver they need follows from
//! [`super::cuda::floor`], because they bring all of CUDA but the driver.

use super::{
    Platform, cuda,
    sources::{JAX, NGC, PYTORCH, TENSORFLOW},
};
use crate::fact::{Cited, ComputeCapability, CudaVersion, DriverVersion, Row, Source};

/// A framework.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Framework {
    /// PyTorch.
    PyTorch,
    /// TensorFlow.
    TensorFlow,
    /// JAX.
    Jax,
    /// NVIDIA's monthly containers, by month (`26.05`).
    Ngc,
}

impl Framework {
    /// Machine name.
    pub const fn id(self) -> &'static str {
        match self {
            Self::PyTorch => "pytorch",
            Self::TensorFlow => "tensorflow",
            Self::Jax => "jax",
            Self::Ngc => "ngc",
        }
    }
}
use Framework::{Jax, Ngc, PyTorch, TensorFlow};

/// A release and the CUDA lines it is built for.
#[derive(Clone, Debug)]
pub struct Build {
    /// The framework.
    pub framework: Framework,
    /// Release: a version, JAX's extra (`cuda13`), or NGC's month.
    pub release: &'static str,
    /// CUDA releases, separated by spaces; the default last where there is one.
    pub cuda: &'static str,
    /// CUDA of the plain installation, where it is known from a source.
    pub default: Option<CudaVersion>,
    /// Where it was read.
    pub cited: Cited,
}

impl Build {
    /// The CUDA releases.
    pub fn cudas(&self) -> impl Iterator<Item = CudaVersion> {
        self.cuda.split(' ').filter_map(|text| text.parse().ok())
    }

    /// Oldest Linux driver for the oldest of its builds.
    pub fn oldest_driver(&self, platform: Platform) -> Option<DriverVersion> {
        let oldest = self.cudas().min()?;
        match cuda::floor(oldest.major()) {
            Some(floor) => Some(floor.on(platform).clone()),
            None => cuda::native_from(&oldest, platform),
        }
    }
}

impl Row for Build {
    fn id(&self) -> String {
        format!("{}-{}", self.framework.id(), self.release)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn build(
    framework: Framework,
    release: &'static str,
    cuda: &'static str,
    default: &'static str,
) -> Build {
    let source: &'static Source = match framework {
        PyTorch => &PYTORCH,
        TensorFlow => &TENSORFLOW,
        Jax => &JAX,
        Ngc => &NGC,
    };
    let default = if default.is_empty() { None } else { Some(CudaVersion::of(default)) };
    Build { framework, release, cuda, default, cited: Cited::seen(source) }
}

/// Every release, newest first within its framework.
#[rustfmt::skip]
pub static BUILDS: &[Build] = &[
    build(PyTorch, "2.14", "12.6 13.0 13.2", ""),
    build(PyTorch, "2.13", "12.6 13.0 13.2", "13.0"),
    build(PyTorch, "2.12", "12.6 13.0 13.2", "13.0"),
    build(PyTorch, "2.11", "12.6 12.8 13.0", "13.0"),
    build(PyTorch, "2.10", "12.6 12.8 13.0", "12.8"),
    build(PyTorch, "2.9", "12.6 12.8 13.0", "12.8"),
    build(PyTorch, "2.8", "12.6 12.8 12.9", "12.8"),
    build(PyTorch, "2.7", "11.8 12.6 12.8", "12.6"),
    build(PyTorch, "2.6", "11.8 12.4 12.6", "12.4"),
    build(PyTorch, "2.5", "11.8 12.1 12.4", ""),
    build(PyTorch, "2.4", "11.8 12.1 12.4", ""),
    build(PyTorch, "2.3", "11.8 12.1", ""),
    build(PyTorch, "2.2", "11.8 12.1", ""),
    build(PyTorch, "2.1", "11.8 12.1", ""),
    build(PyTorch, "2.0", "11.7 11.8", ""),
    build(PyTorch, "1.13.1", "11.6 11.7", ""),
    build(TensorFlow, "2.21", "12.5", "12.5"),
    build(TensorFlow, "2.20", "12.5", "12.5"),
    build(TensorFlow, "2.19", "12.5", "12.5"),
    build(TensorFlow, "2.18", "12.5", "12.5"),
    build(TensorFlow, "2.17", "12.3", "12.3"),
    build(TensorFlow, "2.16", "12.3", "12.3"),
    build(TensorFlow, "2.15", "12.2", "12.2"),
    build(TensorFlow, "2.14", "11.8", "11.8"),
    build(TensorFlow, "2.13", "11.8", "11.8"),
    build(TensorFlow, "2.12", "11.8", "11.8"),
    build(TensorFlow, "2.11", "11.2", "11.2"),
    build(TensorFlow, "2.10", "11.2", "11.2"),
    build(TensorFlow, "2.9", "11.2", "11.2"),
    build(TensorFlow, "2.8", "11.2", "11.2"),
    build(TensorFlow, "2.7", "11.2", "11.2"),
    build(TensorFlow, "2.6", "11.2", "11.2"),
    build(TensorFlow, "2.5", "11.2", "11.2"),
    build(TensorFlow, "2.4", "11.0", "11.0"),
    build(TensorFlow, "2.3", "10.1", "10.1"),
    build(Jax, "cuda13", "13.0", "13.0"),
    build(Jax, "cuda12", "12.3", "12.3"),
    build(Ngc, "26.09", "13.4", "13.4"),
    build(Ngc, "26.08", "13.4", "13.4"),
    build(Ngc, "26.07", "13.3", "13.3"),
    build(Ngc, "26.06", "13.3", "13.3"),
    build(Ngc, "26.05", "13.2", "13.2"),
    build(Ngc, "26.04", "13.2", "13.2"),
    build(Ngc, "26.03", "13.2", "13.2"),
    build(Ngc, "26.02", "13.1", "13.1"),
    build(Ngc, "26.01", "13.1", "13.1"),
    build(Ngc, "25.12", "13.1", "13.1"),
    build(Ngc, "25.11", "13.0", "13.0"),
    build(Ngc, "25.10", "13.0", "13.0"),
    build(Ngc, "25.09", "13.0", "13.0"),
    build(Ngc, "25.08", "13.0", "13.0"),
    build(Ngc, "25.07", "12.9", "12.9"),
    build(Ngc, "25.06", "12.9", "12.9"),
    build(Ngc, "25.05", "12.9", "12.9"),
    build(Ngc, "25.04", "12.9", "12.9"),
    build(Ngc, "25.03", "12.8", "12.8"),
    build(Ngc, "25.02", "12.8", "12.8"),
    build(Ngc, "25.01", "12.8", "12.8"),
    build(Ngc, "24.12", "12.6", "12.6"),
    build(Ngc, "24.11", "12.6", "12.6"),
    build(Ngc, "24.10", "12.6", "12.6"),
    build(Ngc, "24.09", "12.6", "12.6"),
    build(Ngc, "24.08", "12.6", "12.6"),
    build(Ngc, "24.07", "12.5", "12.5"),
    build(Ngc, "24.06", "12.5", "12.5"),
    build(Ngc, "24.05", "12.4", "12.4"),
    build(Ngc, "24.04", "12.4", "12.4"),
];

/// The releases of a framework, newest first.
pub fn builds(framework: Framework) -> impl Iterator<Item = &'static Build> {
    BUILDS.iter().filter(move |build| build.framework == framework)
}

/// The build of a release; `2.11.0` finds `2.11`.
pub fn build_of(framework: Framework, release: &str) -> Option<&'static Build> {
    builds(framework).find(|build| {
        release
            .strip_prefix(build.release)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '+', '-']))
    })
}

/// The CUDA of a PyTorch wheel's suffix: `2.11.0+cu130` → 13.0.
pub fn cuda_of_wheel(version: &str) -> Option<CudaVersion> {
    let digits = version.rsplit_once("+cu")?.1;
    let split = digits.len().checked_sub(1)?;
    let (major, minor) = (digits.get(..split)?, digits.get(split..)?);
    format!("{major}.{minor}").parse().ok()
}

/// Capabilities that PyTorch's x86-64 wheels carry code for.
#[derive(Clone, Copy, Debug)]
pub struct Wheel {
    /// First PyTorch with this list.
    pub from: &'static str,
    /// CUDA lines of the wheels, as in their names.
    pub line: &'static str,
    /// Capabilities.
    pub capabilities: &'static [ComputeCapability],
    /// Where it was read.
    pub cited: Cited,
}

impl Row for Wheel {
    fn id(&self) -> String {
        format!("pytorch-{}-{}", self.from, self.line)
    }

    fn cited(&self) -> Cited {
        self.cited
    }
}

const fn cc(major: u8, minor: u8) -> ComputeCapability {
    ComputeCapability::of(major, minor)
}

const fn wheel(
    from: &'static str,
    line: &'static str,
    capabilities: &'static [ComputeCapability],
) -> Wheel {
    Wheel { from, line, capabilities, cited: Cited::seen(&PYTORCH) }
}

/// Lists by release, newest first.
#[rustfmt::skip]
pub static WHEELS: &[Wheel] = &[
    wheel("2.12", "cu126", &[cc(5, 0), cc(6, 0), cc(7, 0), cc(7, 5), cc(8, 0), cc(8, 6), cc(9, 0)]),
    wheel("2.12", "cu130", &[cc(7, 5), cc(8, 0), cc(8, 6), cc(9, 0), cc(10, 0), cc(12, 0)]),
    wheel("2.12", "cu132", &[cc(7, 5), cc(8, 0), cc(8, 6), cc(9, 0), cc(10, 0), cc(12, 0)]),
    wheel("2.11", "cu128", &[cc(7, 5), cc(8, 0), cc(8, 6), cc(9, 0), cc(10, 0), cc(12, 0)]),
    wheel("2.9", "cu128", &[cc(7, 0), cc(7, 5), cc(8, 0), cc(8, 6), cc(9, 0), cc(10, 0), cc(12, 0)]),
    wheel("2.8", "cu128", &[cc(7, 5), cc(8, 0), cc(8, 6), cc(9, 0), cc(10, 0), cc(12, 0)]),
    wheel("2.8", "cu129", &[cc(7, 5), cc(8, 0), cc(8, 6), cc(9, 0), cc(10, 0), cc(12, 0)]),
    wheel("2.7", "cu118", &[cc(3, 7), cc(5, 0), cc(6, 0), cc(7, 0), cc(7, 5), cc(8, 0), cc(8, 6), cc(9, 0)]),
];

impl Wheel {
    /// Whether a GPU runs the wheel's code: the same capability, or a lower minor of the same major.
    pub fn runs_on(&self, capability: ComputeCapability) -> bool {
        self.capabilities
            .iter()
            .any(|own| own.major == capability.major && own.minor <= capability.minor)
    }
}

/// The list of a PyTorch wheel: `2.10.0` for CUDA 12.8 has that of 2.9. Missing means: not known.
pub fn wheel_of(torch: &str, cuda: &CudaVersion) -> Option<&'static Wheel> {
    let line = format!("cu{}{}", cuda.major(), cuda.minor());
    let mut numbers = torch.split(['.', '+', '-']).map_while(|part| part.parse::<u32>().ok());
    let release = (numbers.next()?, numbers.next()?);
    let first = |wheel: &Wheel| {
        let (major, minor) = wheel.from.split_once('.')?;
        Some((major.parse::<u32>().ok()?, minor.parse::<u32>().ok()?))
    };
    WHEELS
        .iter()
        .find(|wheel| wheel.line == line && first(wheel).is_some_and(|from| from <= release))
}

/// Smallest compute capability that JAX's packages support.
pub const JAX_MINIMA: [(&str, ComputeCapability); 2] = [("cuda13", cc(7, 5)), ("cuda12", cc(5, 2))];

/// Images a plan can start, with `{version}` where a tag is to be chosen.
pub const PYTORCH_IMAGE: &str = "pytorch/pytorch";

/// TensorFlow's image with GPU support.
pub const TENSORFLOW_IMAGE: &str = "tensorflow/tensorflow:latest-gpu";

/// NVIDIA's PyTorch container, without its tag `<month>-py3`.
pub const NGC_PYTORCH_IMAGE: &str = "nvcr.io/nvidia/pytorch";

/// NVIDIA's JAX container, without its tag `<month>-py3`.
pub const NGC_JAX_IMAGE: &str = "nvcr.io/nvidia/jax";
