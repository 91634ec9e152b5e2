//! Image, container and the program inside.

use super::{Failure, Layer, ROW, When, source};
use crate::diagnose::Severity;

const IMAGE: Failure = Failure { layer: Layer::Image, source: &source::CAPTURED, ..ROW };
const HERE: Failure = Failure { layer: Layer::Program, source: &source::CUDA, ..ROW };
const INIT: Failure = Failure { slug: Some("cuda_init_failed"), ..HERE };

pub(super) const ROWS: &[Failure] = &[
    Failure {
        id: "container-without-gpu",
        texts: &[
            "error during container init: exec: \"nvidia-smi\": executable file not found in",
            "exec: \"nvidia-smi\": executable file not found in",
            "executable file `nvidia-smi` not found in",
            "WARNING: The NVIDIA Driver was not detected. GPU functionality will not be available",
            "Use 'nvidia-docker run' to start this container",
        ],
        explains: &["no-nvidia-driver", "libcuda-not-found"],
        ..IMAGE
    },
    Failure {
        id: "container-program-missing",
        texts: &[
            "error during container init: exec: \"{program}\": stat",
            "error during container init: exec: \"{program}\": executable file not found in",
            "executable file `{program}` not found in",
        ],
        gaps: &["program"],
        ..IMAGE
    },
    Failure {
        id: "image-tag-not-found",
        texts: &["manifest for nvidia/cuda:{tag} not found: manifest unknown"],
        weak: &[(When::OnLine(&["nvidia/cuda:"]), "nvidia/cuda:{tag}: not found")],
        gaps: &["tag"],
        source: &source::CATALOGUE,
        ..IMAGE
    },
    Failure {
        id: "image-wrong-architecture",
        texts: &[
            "does not match the detected host platform",
            "no matching manifest for linux/{}in the manifest list entries",
            "no match for platform in manifest",
        ],
        weak: &[(When::Near(&["docker", "exec /", "container"]), "exec format error")],
        source: &source::CATALOGUE,
        ..IMAGE
    },
    Failure {
        id: "registry-rate-limit",
        texts: &["toomanyrequests: You have reached your", "toomanyrequests: Too Many Requests"],
        source: &source::CATALOGUE,
        ..IMAGE
    },
    Failure {
        id: "disk-full",
        texts: &[
            "failed to register layer: {} no space left on device",
            "failed to solve: ResourceExhausted",
        ],
        weak: &[(When::Near(&["docker", "containerd", "overlay"]), "no space left on device")],
        source: &source::CATALOGUE,
        ..IMAGE
    },
    Failure {
        id: "compat-banner",
        texts: &[
            "compatibility mode is UNAVAILABLE",
            "This container was built for NVIDIA Driver Release",
        ],
        source: &source::CATALOGUE,
        ..IMAGE
    },
    Failure {
        id: "video-capability-missing",
        texts: &[
            "Cannot load libnvcuvid.so",
            "Cannot load libnvidia-encode.so",
            "dlopen \"libnvcuvid.so\" failed",
        ],
        source: &source::CATALOGUE,
        ..IMAGE
    },
    Failure {
        id: "cuda-driver-insufficient",
        texts: &[
            "CUDA driver version is insufficient for CUDA runtime version",
            "cudaErrorInsufficientDriver",
            "The NVIDIA driver on your system is too old (found version {found})",
        ],
        explains: &["torch-not-available", "torch-device-count"],
        ..INIT
    },
    Failure {
        id: "no-nvidia-driver",
        texts: &[
            "Found no NVIDIA driver on your system",
            "operation cuInit(0) failed: Unknown CUDA error 303",
        ],
        explains: &["torch-not-available"],
        ..INIT
    },
    Failure {
        id: "cuda-803",
        texts: &[
            "system has unsupported display driver / cuda driver combination",
            "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH",
            "Error 803: ",
        ],
        explains: &["torch-device-count", "torch-not-available"],
        ..INIT
    },
    Failure {
        id: "cuda-804",
        texts: &[
            "forward compatibility was attempted on non supported HW",
            "CUDA_ERROR_COMPAT_NOT_SUPPORTED_ON_DEVICE",
        ],
        explains: &["torch-device-count", "torch-not-available"],
        ..INIT
    },
    Failure {
        id: "cuda-unknown-error",
        texts: &[
            "CUDA unknown error - this may be due to an incorrectly set up environment",
            "CUDA error 999: unknown error",
            "cuda runtime error (999)",
            "CUDA_ERROR_UNKNOWN: unknown error",
            "cudaErrorUnknown: unknown error",
            "initialization error: cuda error: unknown error",
        ],
        explains: &["torch-not-available", "container-hook-failed"],
        ..INIT
    },
    Failure {
        id: "cuda-no-device",
        texts: &[
            "no CUDA-capable device is detected",
            "CUDA_ERROR_NO_DEVICE",
            "No CUDA GPUs are available",
            "only 0 Devices available, # requested",
        ],
        explains: &["torch-not-available", "torch-device-count"],
        ..INIT
    },
    Failure {
        id: "cuda-init-3",
        texts: &[
            "CUDA driver initialization failed, you might not have a CUDA gpu",
            "CUDA_ERROR_NOT_INITIALIZED: initialization",
            "cuda driver library init failure: 3",
        ],
        explains: &["torch-not-available"],
        slug: None,
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "torch-device-count",
        texts: &["Unexpected error from cudaGetDeviceCount()"],
        explains: &["torch-not-available"],
        ..INIT
    },
    Failure {
        id: "cuda-invalid-ordinal",
        texts: &[
            "CUDA error: invalid device ordinal",
            "cudaErrorInvalidDevice",
            "CUDA_ERROR_INVALID_DEVICE",
        ],
        ..HERE
    },
    Failure {
        id: "no-kernel-image",
        texts: &[
            "no kernel image is available for execution on the device",
            "cudaErrorNoKernelImageForDevice",
            "with CUDA capability {capability} is not compatible with the current PyTorch installation",
        ],
        ..HERE
    },
    Failure {
        id: "ptx-unsupported-toolchain",
        texts: &[
            "the provided PTX was compiled with an unsupported toolchain",
            "cudaErrorUnsupportedPtxVersion",
            "CUDA_ERROR_UNSUPPORTED_PTX_VERSION",
        ],
        ..HERE
    },
    Failure {
        id: "libcuda-not-found",
        texts: &[
            "libcuda.so.1: cannot open shared object file",
            "Cannot load libcuda.so.1",
            "ImportError: libcuda.so.1",
        ],
        source: &source::CAPTURED,
        ..HERE
    },
    Failure {
        id: "torch-not-available",
        severity: Severity::Warning,
        texts: &[
            "torch.cuda.is_available() = False",
            "Torch not compiled with CUDA enabled",
            "Is CUDA available: False",
        ],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "tensorflow-no-gpu",
        severity: Severity::Warning,
        texts: &[
            "Could not find cuda drivers on your machine, GPU will not be used",
            "Could not load dynamic library 'libcudart.so",
            "Cannot dlopen some GPU libraries",
            "kernel driver does not appear to be running on this host",
        ],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "jax-cuda-backend",
        texts: &[
            "CUDA backend failed to initialize",
            "Unable to use CUDA because of the following issues with CUDA components",
            "Unable to initialize backend 'cuda'",
            "but a CUDA-enabled jaxlib is not installed. Falling back to cpu",
        ],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "cudnn-mismatch",
        texts: &[
            "Loaded runtime CuDNN library: {} but source was compiled with",
            "cuDNN version incompatibility",
            "CUDNN_STATUS_NOT_INITIALIZED",
            "CUDNN_STATUS_SUBLIBRARY_VERSION_MISMATCH",
        ],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "shm-too-small",
        texts: &[
            "is killed by signal: Bus error",
            "It is possible that dataloader's workers are out of shared memory",
            "This might be caused by insufficient shared memory (shm)",
            "failed to extend /dev/shm/nccl",
            "unable to write to file </torch_",
        ],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "cuda-out-of-memory",
        severity: Severity::Warning,
        texts: &[
            "CUDA out of memory. Tried to allocate",
            "torch.cuda.OutOfMemoryError",
            "CUDA_ERROR_OUT_OF_MEMORY",
            "RESOURCE_EXHAUSTED: Out of memory",
        ],
        ..HERE
    },
    Failure {
        id: "cuda-illegal-access",
        texts: &["an illegal memory access was encountered", "device-side assert triggered"],
        ..HERE
    },
    Failure {
        id: "cuda-devices-busy",
        texts: &[
            "all CUDA-capable devices are busy or unavailable",
            "CUDA-capable device(s) is/are busy or unavailable",
        ],
        ..HERE
    },
    Failure {
        id: "mps-connection-failed",
        texts: &[
            "MPS client failed to connect to the MPS control daemon",
            "CUDA_ERROR_MPS_CONNECTION_FAILED",
        ],
        ..HERE
    },
    Failure {
        id: "ollama-no-gpu",
        severity: Severity::Warning,
        texts: &[
            "no compatible GPUs were discovered",
            "unable to load cuda driver library",
            "error looking up nvidia GPU memory",
            "ggml_cuda_init: failed to initialize CUDA",
        ],
        source: &source::CATALOGUE,
        ..HERE
    },
    Failure {
        id: "program-segfault",
        slug: Some("segfault"),
        texts: &["Segmentation fault"],
        weak: &[(When::OnLine(&[" ip "]), "segfault at")],
        source: &source::CATALOGUE,
        ..HERE
    },
];
