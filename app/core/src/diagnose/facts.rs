//! What a paste says. Field names and units are those of the JSON report and stay stable.

use serde::Serialize;

use super::Symptom;
use crate::fact::{Seen, Span};

/// One GPU record of an `nvidia-smi` output.
///
/// Missing means: the text does not say, or prints `N/A`, `ERR!` or `Not Supported` there.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Gpu {
    /// Index as printed; in `-q` and XML output the position.
    pub index: Option<u32>,
    /// Product name as printed, with its `...` where the table cut it.
    pub name: Option<Seen<String>>,
    /// PCI bus id as printed.
    pub bus_id: Option<String>,
    /// Total memory. Unit: MiB.
    pub memory_total_mib: Option<f64>,
    /// Used memory. Unit: MiB.
    pub memory_used_mib: Option<f64>,
    /// Temperature. Unit: °C.
    pub temp_c: Option<f64>,
    /// Power draw. Unit: W.
    pub power_w: Option<f64>,
    /// Power limit. Unit: W.
    pub power_cap_w: Option<f64>,
    /// Persistence mode, the literal printed.
    pub persistence: Option<String>,
    /// The ECC cell, or `ECC Mode Current`; the literal printed.
    pub ecc: Option<String>,
    /// MIG mode, the literal printed.
    pub mig_mode: Option<String>,
    /// Compute mode, the literal printed.
    pub compute_mode: Option<String>,
    /// `WDDM`, `TCC` or `MCDM`.
    pub driver_model: Option<String>,
    /// Compute capability, where the text prints one.
    pub compute_capability: Option<Seen<crate::fact::ComputeCapability>>,
    /// The whole record.
    #[serde(skip)]
    pub span: Span,
}

/// One output of `nvidia-smi`, in whatever form it was asked for.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Dump {
    /// After `NVIDIA-SMI`, or `NVIDIA-SMI version`.
    pub smi_version: Option<Seen<String>>,
    /// After `Driver Version`; `N/A` and `ERR!` are kept as printed.
    pub driver_version: Option<Seen<String>>,
    /// After `KMD Version` (driver 610 and newer).
    pub kmd_version: Option<Seen<String>>,
    /// After `CUDA Version` or `CUDA UMD Version`: the newest CUDA the driver supports.
    pub cuda_version: Option<Seen<String>>,
    /// GPU records shown; missing where the text has no GPU section.
    pub gpu_count: Option<u32>,
    /// The records, in order.
    pub gpus: Vec<Gpu>,
    /// Rows of the process list; missing where there is none or it is cut before its first row.
    pub process_count: Option<u32>,
    /// Rows of `MIG devices`.
    pub mig_device_count: Option<u32>,
    /// The whole output.
    pub span: Span,
}

/// Everything a paste states, each value with its place.
///
/// `dumps`, `wsl_kernel` and `os` are what the shared scorer reads; the rest is companion text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Facts {
    /// Every `nvidia-smi` output, in order; `nvidia-container-cli info` counts as one. Where a paste has
    /// none, the driver version that the kernel module states stands here alone.
    pub dumps: Vec<Dump>,
    /// Kernel of WSL, from `uname`, `/proc/version` or `wsl --version`.
    pub wsl_kernel: Option<Seen<String>>,
    /// Operating system as stated.
    pub os: Option<Seen<String>>,
    /// Kernel release as printed by `uname -r`, suffix included.
    pub kernel: Option<Seen<String>>,
    /// Machine architecture as printed (`x86_64`, `aarch64`).
    pub architecture: Option<Seen<String>>,
    /// `ID` of `/etc/os-release`.
    pub os_id: Option<Seen<String>>,
    /// `VERSION_ID` of `/etc/os-release`.
    pub os_release: Option<Seen<String>>,
    /// Windows build (`10.0.22631.4602` or `19045`).
    pub windows_build: Option<Seen<String>>,
    /// `WSL version` of `wsl --version`.
    pub wsl: Option<Seen<String>>,
    /// WSL version (1 or 2) of each distribution in `wsl -l -v`, by name.
    pub wsl_distributions: Vec<Seen<(String, u8)>>,
    /// Docker Engine version.
    pub docker: Option<Seen<String>>,
    /// Version of Docker's client, where it is told apart from the engine's.
    #[serde(skip)]
    pub docker_client: Option<Seen<String>>,
    /// What `docker info` calls the operating system (`Docker Desktop`).
    pub docker_os: Option<Seen<String>>,
    /// Runtimes that `docker info` lists.
    pub docker_runtimes: Option<Seen<Vec<String>>>,
    /// Default runtime of `docker info`.
    pub docker_default_runtime: Option<Seen<String>>,
    /// Podman version.
    pub podman: Option<Seen<String>>,
    /// Docker Compose version.
    pub compose: Option<Seen<String>>,
    /// Version of the NVIDIA Container Toolkit.
    pub toolkit: Option<Seen<String>>,
    /// A pasted `daemon.json`, as it stands.
    pub daemon_json: Option<Seen<String>>,
    /// Release of the CUDA toolkit that `nvcc --version` prints.
    pub nvcc: Option<Seen<String>>,
    /// Version of the kernel module, from `/proc/driver/nvidia/version`, `modinfo` or the kernel log.
    pub kernel_module: Option<Seen<String>>,
    /// `open` or `proprietary`, as the same lines tell.
    pub kernel_module_flavour: Option<Seen<String>>,
    /// `nvidia/cuda` and other GPU image references, in order.
    pub images: Vec<Seen<String>>,
    /// CDI devices listed by `nvidia-ctk cdi list` or `docker info`.
    pub cdi_devices: Option<Seen<Vec<String>>>,
    /// Secure Boot as `mokutil --sb-state` prints it: `enabled` or `disabled`.
    pub secure_boot: Option<Seen<String>>,
    /// `PyTorch` version and the CUDA it was built for (`2.11.0+cu130`).
    pub torch: Option<Seen<String>>,
    /// `CUDA used to build PyTorch` of `torch.utils.collect_env`.
    pub torch_cuda: Option<Seen<String>>,
    /// What `PyTorch` answers to `Is CUDA available`, as printed (`True`, `False`).
    pub torch_sees_gpu: Option<Seen<String>>,
    /// Driver version that a program other than `nvidia-smi` states (`collect_env`).
    pub stated_driver: Option<Seen<String>>,
    /// NVIDIA and nouveau kernel modules that `lsmod` lists as loaded.
    pub modules: Vec<Seen<String>>,
    /// Lines of `lspci` that name an NVIDIA display device.
    pub pci_gpus: Vec<Seen<String>>,
    /// `Kernel driver in use` of `lspci -k`.
    pub pci_driver: Option<Seen<String>>,
    /// Installed packages that matter here, from any package manager.
    pub packages: Vec<Seen<Package>>,
    /// Version of libnvidia-container, as `nvidia-container-cli` prints it.
    pub container_library: Option<Seen<String>>,
    /// nerdctl version.
    pub nerdctl: Option<Seen<String>>,
    /// Context in use, from `docker context ls`, `docker info` or `docker version`.
    pub docker_context: Option<Seen<String>>,
    /// Contexts that `docker context ls` lists.
    pub docker_contexts: Option<Seen<Vec<String>>>,
    /// `Docker Root Dir` of `docker info`: under `/var/snap` it is the snap package.
    pub docker_root: Option<Seen<String>>,
    /// `Security Options` of `docker info` (`rootless`, `cgroupns`).
    pub docker_security: Option<Seen<Vec<String>>>,
    /// `Default Version` of `wsl --status`.
    pub wsl_default_version: Option<Seen<String>>,
    /// Release of Jetson Linux, from `/etc/nv_tegra_release` (`R36 (release), REVISION: 4.0`).
    pub jetson: Option<Seen<String>>,
    /// A pasted compose file, as it stands.
    pub compose_file: Option<Seen<String>>,
    /// Driver version of the libraries that a pasted CDI specification mounts.
    pub cdi_driver: Option<Seen<String>>,
    /// Commands that start a container, in order. What they lead to is said by findings.
    #[serde(skip)]
    pub requests: Vec<Seen<Request>>,
}

/// A command that starts a container, and how it asks for a GPU.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Request {
    /// `docker`, `podman` or `nerdctl`.
    pub program: String,
    /// How it asks.
    pub way: Way,
    /// The image, as written.
    pub image: String,
    /// Variables that the command sets, in order.
    pub environment: Vec<(String, String)>,
    /// Capabilities that `--gpus` names (`compute,utility`).
    pub capabilities: Option<String>,
}

/// How a command asks for a GPU.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Way {
    /// Not at all.
    #[default]
    None,
    /// `--gpus`.
    Gpus,
    /// `--runtime=nvidia`.
    Runtime,
    /// `--device nvidia.com/gpu=…`.
    Device,
    /// Device nodes or libraries one by one, or `--privileged`.
    ByHand,
}

impl Request {
    /// The last value that the command gives a variable.
    pub fn variable(&self, name: &str) -> Option<&str> {
        let mut all = self.environment.iter().rev();
        all.find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }
}

/// An installed package.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct Package {
    /// Name, without architecture.
    pub name: String,
    /// Version with the distribution's revision, as printed.
    pub version: String,
}

/// A line that looked like ours and was not understood.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Note {
    /// Machine name of what is odd (`unread-line`, `binary`, `cut`).
    pub kind: &'static str,
    /// Where.
    pub span: Span,
}

/// Everything that was read from a paste, before anybody judged it.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reading {
    /// What the text states.
    pub facts: Facts,
    /// Error texts that were recognised.
    pub symptoms: Vec<Symptom>,
    /// What was not understood.
    pub notes: Vec<Note>,
}
