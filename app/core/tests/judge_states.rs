//! Machine states, reasoned by hand and written as a person would paste them: driver × GPU × image × kernel ×
//! engine × route. Each row says why; where a rule has a limit, one row stands on each side of it.

use gpudock_core::diagnose::{Severity, Verdict, diagnose};

use Verdict::{Broken, Unknown, Works, WorksWithLimits as Limits};

/// What is pasted, and what has to come of it.
struct State {
    /// Name and driver as `nvidia-smi` lists them; empty where it lists nothing.
    gpu: (&'static str, &'static str),
    /// The rest of the paste, joined as it stands.
    rest: &'static [&'static str],
    verdict: Verdict,
    /// Findings that are said; the first of them leads where something is wrong.
    said: &'static [&'static str],
    /// A finding that is not said; empty for none.
    not: &'static str,
    /// Reason, with the rule.
    why: &'static str,
}

const fn state(
    gpu: (&'static str, &'static str),
    rest: &'static [&'static str],
    verdict: Verdict,
    said: &'static [&'static str],
    not: &'static str,
    why: &'static str,
) -> State {
    State { gpu, rest, verdict, said, not, why }
}

const NONE: (&str, &str) = ("", "");
const G4090_520: (&str, &str) = ("NVIDIA GeForce RTX 4090", "520.61.05");
const G4090_535: (&str, &str) = ("NVIDIA GeForce RTX 4090", "535.309.01");
const G4090_570: (&str, &str) = ("NVIDIA GeForce RTX 4090", "570.211.01");
const G4090_575: (&str, &str) = ("NVIDIA GeForce RTX 4090", "575.57.08");
const G4090_580: (&str, &str) = ("NVIDIA GeForce RTX 4090", "580.159.04");
const G1080_580: (&str, &str) = ("NVIDIA GeForce GTX 1080", "580.95.05");
const G5090_580: (&str, &str) = ("NVIDIA GeForce RTX 5090", "580.95.05");
const V100_580: (&str, &str) = ("Tesla V100-SXM2-32GB", "580.95.05");
const A100_535: (&str, &str) = ("NVIDIA A100-SXM4-80GB", "535.309.01");
const H200_580: (&str, &str) = ("NVIDIA H200", "580.159.04");
const WIN_4090: (&str, &str) = ("NVIDIA GeForce RTX 4090", "581.80");

const D18: &str = "Docker version 18.09.9, build 039a7df\n";
const D19: &str = "Docker version 19.03.0, build aeac949\n";
const D24: &str = "Docker version 24.0.9, build 2936816\n";
const D25: &str = "Docker version 25.0.0, build e758fe5\n";
const D26: &str = "Docker version 26.1.5+dfsg1, build a72d7cd\n";
const D28_2: &str = "Docker version 28.2.2, build e6534b4\n";
const D28_3: &str = "Docker version 28.3.0, build 38b7060\n";
const D29_1: &str = "Docker version 29.1.5, build 0e6fee6\n";
const D29_2: &str = "Docker version 29.2.0, build 0b9d198\n";
const D29_7: &str = "Docker version 29.7.2, build 0b9d198\n";
const D30: &str = "Docker version 30.0.0, build 0000000\n";
const T1_11: &str = "NVIDIA Container Toolkit CLI version 1.11.0\n";
const T1_12: &str = "NVIDIA Container Toolkit CLI version 1.12.0\n";
const T1_17_3: &str = "NVIDIA Container Toolkit CLI version 1.17.3\n";
const T1_17_4: &str = "NVIDIA Container Toolkit CLI version 1.17.4\n";
const T1_17_5: &str = "NVIDIA Container Toolkit CLI version 1.17.5\n";
const T1_17_6: &str = "NVIDIA Container Toolkit CLI version 1.17.6\n";
const T1_17_7: &str = "NVIDIA Container Toolkit CLI version 1.17.7\n";
const T1_17_8: &str = "NVIDIA Container Toolkit CLI version 1.17.8\n";
const T1_18: &str = "NVIDIA Container Toolkit CLI version 1.18.0\n";
const T1_19: &str = "NVIDIA Container Toolkit CLI version 1.19.0\n";
const T1_19_1: &str = "NVIDIA Container Toolkit CLI version 1.19.1\n";
const CDI: &str = "$ nvidia-ctk cdi list\nnvidia.com/gpu=0\nnvidia.com/gpu=all\n";

const GPUS_12_4: &str =
    "$ docker run --rm --gpus all nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi\n";
const GPUS_12_5: &str =
    "$ docker run --rm --gpus all nvidia/cuda:12.5.0-base-ubuntu22.04 nvidia-smi\n";
const GPUS_12_8: &str =
    "$ docker run --rm --gpus all nvidia/cuda:12.8.1-base-ubuntu24.04 nvidia-smi\n";
const GPUS_12_3: &str =
    "$ docker run --rm --gpus all nvidia/cuda:12.3.2-base-ubuntu22.04 nvidia-smi\n";
const GPUS_13: &str =
    "$ docker run --rm --gpus all nvidia/cuda:13.0.1-base-ubuntu24.04 nvidia-smi\n";
const RUNTIME_12_8: &str =
    "$ docker run --rm --runtime=nvidia nvidia/cuda:12.8.1-base-ubuntu24.04 nvidia-smi\n";
const DEVICE_12_8: &str = "$ docker run --rm --device nvidia.com/gpu=all nvidia/cuda:12.8.1-base-ubuntu24.04 nvidia-smi\n";
const PODMAN_12_8: &str = "$ podman run --rm --device nvidia.com/gpu=all nvidia/cuda:12.8.1-base-ubuntu24.04 nvidia-smi\n";
const PODMAN_GPUS: &str =
    "$ podman run --rm --gpus all nvidia/cuda:12.8.1-base-ubuntu24.04 nvidia-smi\n";
const OFF_1: &str = "$ docker run -e NVIDIA_DISABLE_REQUIRE=1 --gpus all nvidia/cuda:12.8.1-base-ubuntu24.04 nvidia-smi\n";
const OFF_TRUE: &str = "$ docker run -e NVIDIA_DISABLE_REQUIRE=true --gpus all nvidia/cuda:12.8.1-base-ubuntu24.04 nvidia-smi\n";
const OFF_YES: &str = "$ docker run -e NVIDIA_DISABLE_REQUIRE=yes --gpus all nvidia/cuda:12.8.1-base-ubuntu24.04 nvidia-smi\n";
const NAMED_12_8: &str = "nvidia/cuda:12.8.1-base-ubuntu24.04 is my image\n";
const ARM: &str =
    "Linux gpu-host 6.8.0-45-generic #45-Ubuntu SMP PREEMPT_DYNAMIC aarch64 GNU/Linux\n";
const NEEDLESS: &str = "requirement-refuses-needlessly";
const ABSENT: &str = "requirement-not-checked";

#[rustfmt::skip]
const REQUIREMENTS: &[State] = &[
    state(G4090_535, &[D26, GPUS_12_4], Works, &["image-minor-version"], NEEDLESS, "images up to 12.4 let GeForce have an older branch; 535 is listed"),
    state(G4090_535, &[D26, GPUS_12_5], Broken, &[NEEDLESS, "image-minor-version"], "", "from 12.5 on no GeForce is listed, though 535 runs 12.5 by minor version"),
    state(G4090_535, &[D26, GPUS_12_8], Broken, &[NEEDLESS], "container-cuda-requirement", "--gpus of Docker 26 ends at the hook, which checks"),
    state(G4090_570, &[D26, GPUS_12_8], Works, &["image-runs"], NEEDLESS, "cuda>=12.8 holds on 570"),
    state(("NVIDIA GeForce RTX 4090", "565.57.01"), &[D26, GPUS_12_8], Broken, &[NEEDLESS], "", "565 is listed for enterprise brands alone"),
    state(A100_535, &[D26, GPUS_12_8], Works, &["image-minor-version"], NEEDLESS, "an A100 reports the brand nvidia, which 535 is listed for"),
    state(("NVIDIA A100-SXM4-80GB", "545.23.08"), &[D26, GPUS_12_8], Broken, &[NEEDLESS], "", "no brand may have 545: the branch is not listed"),
    state(("NVIDIA A100-SXM4-80GB", "550.163.01"), &[D26, GPUS_12_8], Works, &["image-minor-version"], NEEDLESS, "550 is listed again"),
    state(("Quadro RTX 6000", "535.309.01"), &[D26, GPUS_12_8], Works, &["image-minor-version"], NEEDLESS, "quadrortx is listed"),
    state(("NVIDIA TITAN RTX", "535.309.01"), &[D26, GPUS_12_8], Broken, &[NEEDLESS], "", "TITAN is not listed from 12.5 on"),
    state(("NVIDIA TITAN RTX", "535.309.01"), &[D26, GPUS_12_4], Works, &["image-minor-version"], NEEDLESS, "TITAN is listed up to 12.4"),
    state(("NVIDIA RTX A4000", "535.309.01"), &[D26, GPUS_12_8], Works, &["image-minor-version"], NEEDLESS, "nvidiartx is listed"),
    state(G4090_535, &[D29_7, CDI, GPUS_12_8], Works, &[ABSENT], NEEDLESS, "Docker 29 with a specification goes through CDI: nobody checks"),
    state(G4090_535, &[D29_7, GPUS_12_8], Works, &["requirement-by-route"], NEEDLESS, "without word of a specification the route is not known"),
    state(G4090_535, &[D29_1, CDI, GPUS_12_8], Broken, &[NEEDLESS], ABSENT, "29.1 is the last that keeps --gpus on the hook"),
    state(G4090_535, &[D29_2, CDI, GPUS_12_8], Works, &[ABSENT], NEEDLESS, "29.2.0 is the first that serves --gpus by CDI"),
    state(G4090_535, &[D30, CDI, GPUS_12_8], Works, &["requirement-by-route"], NEEDLESS, "nobody has captured Docker 30"),
    state(G4090_535, &[GPUS_12_8], Works, &["requirement-by-route"], NEEDLESS, "no engine is named"),
    state(G4090_535, &[D29_7, CDI, "$ cat /etc/docker/daemon.json\n{\"features\": {\"cdi\": false}, \"data-root\": \"/d\"}\n", GPUS_12_8], Broken, &[NEEDLESS], ABSENT, "with CDI switched off Docker 29 is back on the hook"),
    state(G4090_535, &[T1_17_8, RUNTIME_12_8], Broken, &[NEEDLESS], "", "the runtime of 1.17 is the hook"),
    state(G4090_535, &[T1_18, RUNTIME_12_8], Works, &[ABSENT], NEEDLESS, "from 1.18 on the runtime makes a specification in memory"),
    state(G4090_535, &[RUNTIME_12_8], Works, &["requirement-by-route"], NEEDLESS, "the runtime's version decides, and is not known"),
    state(G4090_535, &[D26, DEVICE_12_8], Works, &[ABSENT], NEEDLESS, "--device is CDI in every Docker that knows it"),
    state(G4090_535, &[PODMAN_12_8], Works, &[ABSENT], NEEDLESS, "podman has CDI alone"),
    state(G4090_535, &[PODMAN_GPUS], Works, &[ABSENT], NEEDLESS, "podman takes --gpus for the CDI name"),
    state(G4090_520, &[D26, GPUS_12_8], Broken, &["image-needs-newer-driver", "requirement-refuses"], NEEDLESS, "520 is below the floor of CUDA 12: refused, and rightly"),
    state(G4090_520, &[D29_7, CDI, GPUS_12_8], Broken, &["image-needs-newer-driver", ABSENT], "requirement-refuses", "it starts through CDI and fails inside"),
    state(G4090_535, &[D26, OFF_1], Works, &["requirement-disabled", "image-minor-version"], NEEDLESS, "1 switches the check off"),
    state(G4090_535, &[D26, OFF_TRUE], Works, &["requirement-disabled"], NEEDLESS, "so does true"),
    state(G4090_535, &[D26, OFF_YES], Broken, &[NEEDLESS], "requirement-disabled", "yes does not"),
    state(G4090_520, &[D26, OFF_1], Broken, &["image-needs-newer-driver", "requirement-disabled"], "", "only the check is gone, not the floor"),
    state(A100_535, &[D26, GPUS_13], Limits, &["image-forward-compatibility"], "requirement-refuses", "the enterprise brands may have 535 below a 13.0 image"),
    state(G4090_535, &[D26, GPUS_13], Broken, &["image-needs-newer-driver", "requirement-refuses"], NEEDLESS, "a GeForce may not go forward"),
    state(("Tesla T4", "470.256.02"), &[D26, GPUS_12_8], Broken, &["image-needs-newer-driver"], "requirement-refuses", "470 is listed for nvidia: the container starts, and the floor of CUDA 12 is missed"),
    state(("NVIDIA H100 80GB HBM3", "535.309.01"), &[D26, GPUS_12_3], Works, &["image-minor-version"], NEEDLESS, "12.3 for x86-64 lists 535"),
    state(("NVIDIA GH200 480GB", "535.309.01"), &[ARM, D26, GPUS_12_3], Broken, &[NEEDLESS], "", "12.3 for arm64 has no list"),
    state(("NVIDIA GH200 480GB", "535.309.01"), &[ARM, D26, GPUS_12_4], Works, &["image-minor-version"], NEEDLESS, "from 12.4 on arm64 has the same list"),
    state(G4090_535, &[NAMED_12_8], Works, &["requirement-by-route"], NEEDLESS, "an image without a command has no route"),
    state(G4090_580, &[D26, GPUS_12_8], Works, &["image-runs"], "requirement-by-route", "what is met needs no word"),
    state(G4090_535, &["nvidia-container-cli: requirement error: unsatisfied condition: cuda>=12.8, please update your driver to a newer version, or use an earlier cuda container: unknown\n", NAMED_12_8], Broken, &[NEEDLESS], "container-cuda-requirement", "the check itself has spoken, so it was the hook"),
];

const DEVICE: &str = "$ docker run --rm --device nvidia.com/gpu=all ubuntu:24.04 nvidia-smi\n";
const GPUS: &str = "$ docker run --rm --gpus all ubuntu:24.04 nvidia-smi\n";
const NO_FEATURE: &str = "$ cat /etc/docker/daemon.json\n{\n  \"data-root\": \"/srv/docker\"\n}\n";
const FEATURE: &str = "$ cat /etc/docker/daemon.json\n{\n  \"features\": {\"cdi\": true},\n  \"data-root\": \"/d\"\n}\n";
const NO_CDI_DRIVER: &str = "docker: Error response from daemon: could not select device driver \"cdi\" with capabilities: []\n";
const NO_VENDOR: &str = "docker: Error response from daemon: failed to discover GPU vendor from CDI: no known GPU vendor found\n";
const NO_DRIVER: &str = "docker: Error response from daemon: could not select device driver \"\" with capabilities: [[gpu]].\n";
const INFO: &str = "$ docker info\nClient: Docker Engine - Community\n Version:    29.7.2\n\nServer:\n Server Version: 29.7.2\n Runtimes: io.containerd.runc.v2 runc\n";
const INFO_NVIDIA: &str = "$ docker info\nClient: Docker Engine - Community\n Version:    29.7.2\n\nServer:\n Server Version: 29.7.2\n Runtimes: io.containerd.runc.v2 nvidia runc\n";
const ROOTLESS: &str = "$ docker info\nServer:\n Server Version: 29.7.2\n Security Options:\n  seccomp\n   Profile: builtin\n  rootless\n  cgroupns\n Docker Root Dir: /home/u/.local/share/docker\n";
const ROOTFUL: &str = "$ docker info\nServer:\n Server Version: 29.7.2\n Security Options:\n  seccomp\n   Profile: builtin\n  cgroupns\n Docker Root Dir: /var/lib/docker\n";
const SNAP: &str = "$ docker info\nServer:\n Server Version: 28.4.0\n Docker Root Dir: /var/snap/docker/common/var-lib-docker\n";
const UBUNTU: &str = "NAME=\"Ubuntu\"\nID=ubuntu\nVERSION_ID=\"24.04\"\n";
const DESKTOP: &str =
    "$ docker info\nServer:\n Server Version: 29.0.1\n Operating System: Docker Desktop\n";
const ONE_CONTEXT: &str = "$ docker context ls\nNAME        DESCRIPTION   DOCKER ENDPOINT               ERROR\ndefault *   Current       unix:///var/run/docker.sock\n";
const TWO_CONTEXTS: &str = "$ docker context ls\nNAME         DESCRIPTION   DOCKER ENDPOINT                        ERROR\ndefault *    Current       unix:///var/run/docker.sock\nrootless     Rootless      unix:///run/user/1000/docker.sock\n";

#[rustfmt::skip]
const ENGINES: &[State] = &[
    state(H200_580, &[D18, GPUS], Broken, &["docker-too-old-for-gpus"], "", "--gpus came with 19.03"),
    state(H200_580, &[D19, GPUS], Works, &["driver-runs-cuda"], "docker-too-old-for-gpus", "19.03 has it"),
    state(H200_580, &["Client:\n Version:           24.0.9\n API version:       1.43\n\nServer:\n Engine:\n  Version:          29.0.0\n"], Broken, &["docker-client-too-old"], "", "29.0 asks for API 1.44"),
    state(H200_580, &["Client:\n Version:           25.0.0\n API version:       1.44\n\nServer:\n Engine:\n  Version:          29.0.0\n"], Works, &["driver-runs-cuda"], "docker-client-too-old", "25.0 speaks it"),
    state(H200_580, &["Client:\n Version:           24.0.9\n API version:       1.43\n\nServer:\n Engine:\n  Version:          28.5.2\n"], Works, &["driver-runs-cuda"], "docker-client-too-old", "28 still takes older clients"),
    state(H200_580, &[D24, DEVICE], Broken, &["docker-too-old-for-cdi"], "", "CDI came with 25.0"),
    state(H200_580, &[D25, DEVICE], Works, &["driver-runs-cuda"], "docker-too-old-for-cdi", "25.0 knows it"),
    state(H200_580, &[D24, GPUS], Works, &["driver-runs-cuda"], "docker-too-old-for-cdi", "--gpus needs no CDI"),
    state(H200_580, &[D26, NO_FEATURE, DEVICE], Limits, &["docker-cdi-feature-off"], "", "below 28.3 the feature has to be switched on"),
    state(H200_580, &[D26, FEATURE, DEVICE], Works, &["driver-runs-cuda"], "docker-cdi-feature-off", "and here it is"),
    state(H200_580, &[D28_2, NO_FEATURE, DEVICE], Limits, &["docker-cdi-feature-off"], "", "28.2 is the last that documents the key"),
    state(H200_580, &[D28_3, NO_FEATURE, DEVICE], Works, &["driver-runs-cuda"], "docker-cdi-feature-off", "28.3.0 has CDI on"),
    state(H200_580, &[D26, DEVICE, NO_CDI_DRIVER], Broken, &["docker-cdi-feature-off"], "docker-cdi-driver-unavailable", "the error proves that CDI is off"),
    state(H200_580, &[D28_3, DEVICE, NO_CDI_DRIVER], Broken, &["docker-cdi-driver-unavailable"], "docker-cdi-feature-off", "there it was switched off by hand"),
    state(NONE, &[INFO_NVIDIA, NO_VENDOR], Broken, &["docker-not-restarted"], "docker-cdi-no-vendor", "the runtime is registered, --gpus is not: only a reload"),
    state(NONE, &[INFO, NO_VENDOR], Broken, &["docker-cdi-no-vendor"], "docker-not-restarted", "nothing of NVIDIA is registered"),
    state(NONE, &[INFO_NVIDIA, NO_DRIVER], Broken, &["docker-not-restarted"], "docker-no-device-driver", "the same on the older text"),
    state(NONE, &[INFO, NO_DRIVER], Broken, &["docker-no-device-driver"], "docker-not-restarted", "the toolkit is missing"),
    state(H200_580, &[SNAP], Broken, &["docker-snap"], "", "the snap's root is under /var/snap"),
    state(H200_580, &[ROOTFUL], Works, &["driver-runs-cuda"], "docker-snap", "the plain root is not"),
    state(H200_580, &[ROOTLESS], Works, &["docker-rootless"], "", "the security options say rootless"),
    state(H200_580, &[ROOTFUL], Works, &["driver-runs-cuda"], "docker-rootless", "these do not"),
    state(H200_580, &[UBUNTU, DESKTOP], Broken, &["docker-desktop-on-linux"], "", "Desktop on Linux has no GPU in its machine"),
    state(WIN_4090, &["5.15.167.4-microsoft-standard-WSL2\n", UBUNTU, DESKTOP], Works, &["driver-runs-cuda"], "docker-desktop-on-linux", "in WSL Desktop has the GPU"),
    state(H200_580, &[TWO_CONTEXTS], Works, &["docker-several-contexts"], "", "two contexts may be two engines"),
    state(H200_580, &[ONE_CONTEXT], Works, &["driver-runs-cuda"], "docker-several-contexts", "one is one"),
    state(H200_580, &[" Default Runtime: nvidia\n"], Works, &["docker-default-runtime-nvidia"], "", "convenient, and fatal once the toolkit goes"),
    state(H200_580, &[" Default Runtime: runc\n"], Works, &["driver-runs-cuda"], "docker-default-runtime-nvidia", "the usual one"),
];

const WSL: &str = "5.15.167.4-microsoft-standard-WSL2\n";
const SPEC_570: &str = "    - hostPath: /usr/lib/x86_64-linux-gnu/libcuda.so.570.86.10\n";
const SPEC_580: &str = "    - hostPath: /usr/lib/x86_64-linux-gnu/libcuda.so.580.159.04\n";
const PACKAGES_MIXED: &str = "ii  nvidia-container-toolkit  1.18.0-1  amd64  x\nii  libnvidia-container1:amd64  1.17.8-1  amd64  x\n";
const PACKAGES_SAME: &str = "ii  nvidia-container-toolkit  1.18.0-1  amd64  x\nii  libnvidia-container1:amd64  1.18.0-1  amd64  x\n";
const PACKAGES_OLD: &str = "ii  nvidia-container-toolkit  1.17.8-1  amd64  x\nii  libnvidia-container1:amd64  1.17.4-1  amd64  x\n";

#[rustfmt::skip]
const TOOLKITS: &[State] = &[
    state(H200_580, &[T1_11, DEVICE], Broken, &["toolkit-too-old-for-cdi"], "", "cdi generate came with 1.12.0"),
    state(H200_580, &[T1_12, DEVICE], Works, &["driver-runs-cuda"], "toolkit-too-old-for-cdi", "1.12.0 has it"),
    state(H200_580, &[T1_11, GPUS], Works, &["driver-runs-cuda"], "toolkit-too-old-for-cdi", "--gpus needs no specification there"),
    state(A100_535, &[T1_17_3, GPUS_13], Limits, &["image-forward-compatibility"], "toolkit-without-compat", "1.17.3 still mounts the compatibility libraries"),
    state(A100_535, &[T1_17_4, GPUS_13], Limits, &["toolkit-without-compat", "image-forward-compatibility"], "", "1.17.4 no longer does"),
    state(A100_535, &[T1_17_5, GPUS_13], Limits, &["image-forward-compatibility"], "toolkit-without-compat", "1.17.5 brings a hook"),
    state(A100_535, &[T1_17_6, GPUS_13], Limits, &["image-forward-compatibility"], "toolkit-without-compat", "1.17.6 keeps it"),
    state(A100_535, &[T1_17_7, GPUS_13], Limits, &["toolkit-without-compat", "image-forward-compatibility"], "", "1.17.7 has a known fault"),
    state(A100_535, &[T1_17_8, GPUS_13], Limits, &["image-forward-compatibility"], "toolkit-without-compat", "1.17.8 repairs it"),
    state(H200_580, &[T1_17_4, GPUS_13], Works, &["image-runs"], "toolkit-without-compat", "580 needs no compatibility libraries for 13.0"),
    state(WIN_4090, &[WSL, T1_17_8], Works, &["driver-runs-cuda"], "toolkit-no-refresh-in-wsl", "1.17 has no service at all"),
    state(WIN_4090, &[WSL, T1_18], Works, &["toolkit-no-refresh-in-wsl"], "", "the service of 1.18 skips WSL"),
    state(WIN_4090, &[WSL, T1_19], Works, &["toolkit-no-refresh-in-wsl"], "", "so does 1.19.0"),
    state(WIN_4090, &[WSL, T1_19_1], Works, &["driver-runs-cuda"], "toolkit-no-refresh-in-wsl", "1.19.1 serves WSL"),
    state(H200_580, &[T1_19], Works, &["driver-runs-cuda"], "toolkit-no-refresh-in-wsl", "on Linux the service runs from 1.18 on"),
    state(H200_580, &[PACKAGES_MIXED], Limits, &["toolkit-versions-differ"], "", "from 1.18 on the packages ask for each other's exact version"),
    state(H200_580, &[PACKAGES_SAME], Works, &["driver-runs-cuda"], "toolkit-versions-differ", "one version"),
    state(H200_580, &[PACKAGES_OLD], Works, &["driver-runs-cuda"], "toolkit-versions-differ", "before 1.18 they may differ"),
    state(H200_580, &["ii  nvidia-docker2  2.13.0-1  all  x\n"], Works, &["nvidia-docker2-left"], "", "the package was replaced"),
    state(H200_580, &[SPEC_570], Limits, &["cdi-spec-other-driver"], "", "the specification was made for 570"),
    state(H200_580, &[SPEC_580], Works, &["driver-runs-cuda"], "cdi-spec-other-driver", "it was made for this driver"),
    state(NONE, &[SPEC_570, "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.159.04  Release Build\n"], Limits, &["cdi-spec-other-driver"], "", "the module tells the driver too"),
];

const LIST: &str = "services:\n  gpu:\n    image: ubuntu:24.04\n    gpus:\n      - driver: nvidia\n        count: 1\n";
const ALL: &str = "services:\n  gpu:\n    image: ubuntu:24.04\n    gpus: all\n";
const PLAIN: &str = "services:\n  gpu:\n    image: ubuntu:24.04\n    runtime: nvidia\n";
const GOOD_JSON: &str = "$ cat /etc/docker/daemon.json\n{\n  \"runtimes\": {\"nvidia\": {\"path\": \"nvidia-container-runtime\"}}\n}\n";
const COMMA_JSON: &str = "$ cat /etc/docker/daemon.json\n{\n  \"runtimes\": {\"nvidia\": {\"path\": \"nvidia-container-runtime\"}},\n}\n";
const UNKNOWN_JSON: &str =
    "$ cat /etc/docker/daemon.json\n{\n  \"frobnicate\": true,\n  \"data-root\": \"/d\"\n}\n";
const TWICE_JSON: &str =
    "$ cat /etc/docker/daemon.json\n{\n  \"data-root\": \"/d\",\n  \"data-root\": \"/e\"\n}\n";
const DOWN: &str = "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?\n";

#[rustfmt::skip]
const FILES: &[State] = &[
    state(H200_580, &["Docker Compose version v2.29.7\n", LIST], Broken, &["compose-gpus-too-new"], "", "gpus: with a list came with 2.30"),
    state(H200_580, &["Docker Compose version v2.30.0\n", LIST], Works, &["driver-runs-cuda"], "compose-gpus-too-new", "2.30.0 takes it"),
    state(H200_580, &["Docker Compose version v2.32.4\n", ALL], Broken, &["compose-gpus-too-new"], "", "gpus: all came with 2.33"),
    state(H200_580, &["Docker Compose version v2.33.0\n", ALL], Works, &["driver-runs-cuda"], "compose-gpus-too-new", "2.33.0 takes it"),
    state(H200_580, &["Docker Compose version v2.26.1\n", PLAIN], Works, &["driver-runs-cuda"], "compose-gpus-too-new", "runtime: works from 2.0 on"),
    state(H200_580, &[ALL], Works, &["driver-runs-cuda"], "compose-gpus-too-new", "no version, no judgement"),
    state(H200_580, &[GOOD_JSON], Works, &["driver-runs-cuda"], "daemon-json-refused", "dockerd takes this file"),
    state(H200_580, &[COMMA_JSON], Limits, &["daemon-json-refused"], "", "a comma too many; a running dockerd has not noticed yet"),
    state(NONE, &[DOWN, COMMA_JSON], Broken, &["daemon-json-refused"], "docker-daemon-unreachable", "the file explains why dockerd is down"),
    state(NONE, &[DOWN, GOOD_JSON], Broken, &["docker-daemon-unreachable"], "daemon-json-refused", "this file does not"),
    state(H200_580, &[UNKNOWN_JSON], Limits, &["daemon-json-unknown-key"], "daemon-json-refused", "a key that may be newer than the rules"),
    state(H200_580, &[TWICE_JSON], Works, &["daemon-json-ignored"], "daemon-json-refused", "of two equal keys the last counts"),
];

const OPEN: &str =
    "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.95.05  Release Build\n";
const CLOSED: &str =
    "NVRM version: NVIDIA UNIX x86_64 Kernel Module  580.95.05  Tue Oct 1 00:00:00 UTC 2026\n";
const SLOT_1080: &str =
    "01:00.0 VGA compatible controller: NVIDIA Corporation GP104 [GeForce GTX 1080] (rev a1)\n";
const SLOT_2080: &str =
    "01:00.0 VGA compatible controller: NVIDIA Corporation TU102 [GeForce RTX 2080 Ti] (rev a1)\n";
const SLOT_4090: &str =
    "02:00.0 VGA compatible controller: NVIDIA Corporation AD102 [GeForce RTX 4090] (rev a1)\n";
const SLOT_5090: &str =
    "01:00.0 VGA compatible controller: NVIDIA Corporation GB202 [GeForce RTX 5090] (rev a1)\n";
const SLOT_V100: &str =
    "3b:00.0 3D controller: NVIDIA Corporation GV100GL [Tesla V100 SXM2 32GB] (rev a1)\n";
const K6_5: &str = "Linux gpu-host 6.5.0-45-generic #45-Ubuntu SMP x86_64 GNU/Linux\n";
const K6_6: &str = "Linux gpu-host 6.6.0-1-generic #1-Ubuntu SMP x86_64 GNU/Linux\n";
const K6_11: &str = "Linux gpu-host 6.11.0-29-generic #29-Ubuntu SMP x86_64 GNU/Linux\n";
const K6_12: &str = "Linux gpu-host 6.12.0-1-generic #1-Ubuntu SMP x86_64 GNU/Linux\n";
const K6_19: &str = "Linux gpu-host 6.19.9-1-generic #1-Ubuntu SMP x86_64 GNU/Linux\n";
const K7_0: &str = "Linux gpu-host 7.0.0-1-generic #1-Ubuntu SMP x86_64 GNU/Linux\n";
const K7_1: &str = "Linux gpu-host 7.1.0-1-generic #1-Ubuntu SMP x86_64 GNU/Linux\n";
const P390: &str = "ii  nvidia-dkms-390  390.157-0ubuntu8  amd64  x\n";
const P470: &str = "ii  nvidia-dkms-470  470.256.02-0ubuntu1  amd64  x\n";
const P550: &str = "ii  nvidia-driver-550  550.163.01-0ubuntu1  amd64  x\n";
const P580: &str = "ii  nvidia-driver-580  580.159.04-0ubuntu1  amd64  x\n";
const P580_FIXED: &str = "ii  nvidia-driver-580  580.173.02-0ubuntu1  amd64  x\n";
const P535: &str = "ii  nvidia-driver-535  535.309.01-0ubuntu1  amd64  x\n";
const NOUVEAU: &str = "nouveau              3096576  4\n";
const NVIDIA: &str = "nvidia              90468352  2\n";

#[rustfmt::skip]
const HOSTS: &[State] = &[
    state(NONE, &[K6_5, P390], Unknown, &[], "kernel-may-not-build", "390 builds up to 6.5 by the reports"),
    state(NONE, &[K6_6, P390], Limits, &["kernel-may-not-build"], "", "and not from 6.6 on"),
    state(NONE, &[K6_11, P470], Unknown, &[], "kernel-may-not-build", "470 up to 6.11"),
    state(NONE, &[K6_12, P470], Limits, &["kernel-may-not-build"], "", "not from 6.12 on"),
    state(NONE, &[K6_19, P550], Unknown, &[], "kernel-may-not-build", "550 up to 6.19"),
    state(NONE, &[K7_0, P550], Limits, &["kernel-may-not-build"], "", "not from 7.0 on"),
    state(NONE, &[K7_0, P580], Unknown, &[], "kernel-may-not-build", "580 up to 7.0"),
    state(NONE, &[K7_1, P580], Limits, &["kernel-may-not-build"], "", "not from 7.1 on"),
    state(NONE, &[K7_1, P580_FIXED], Unknown, &[], "kernel-may-not-build", "580.173.02 builds again"),
    state(NONE, &[K7_1, P535], Unknown, &[], "kernel-may-not-build", "no report about 535: not judged"),
    state(H200_580, &[K7_1, P580], Works, &["driver-runs-cuda"], "kernel-may-not-build", "a driver that answers was built"),
    state(NONE, &[NOUVEAU], Broken, &["nouveau-loaded"], "", "nouveau holds the GPU"),
    state(NONE, &[NOUVEAU, NVIDIA], Unknown, &[], "nouveau-loaded", "both are loaded: which holds the GPU is not known"),
    state(NONE, &[OPEN, SLOT_1080], Broken, &["gpu-too-old-for-open-module"], "", "the open modules begin with Turing"),
    state(NONE, &[OPEN, SLOT_V100], Broken, &["gpu-too-old-for-open-module"], "", "Volta is the last without them"),
    state(NONE, &[OPEN, SLOT_2080], Unknown, &[], "gpu-too-old-for-open-module", "Turing is the first with them"),
    state(NONE, &[CLOSED, SLOT_1080], Unknown, &[], "gpu-too-old-for-open-module", "the proprietary module drives Pascal"),
    state(NONE, &[CLOSED, SLOT_5090], Broken, &["open-kernel-module-required"], "", "Blackwell has open modules alone"),
    state(NONE, &[OPEN, SLOT_5090], Unknown, &[], "open-kernel-module-required", "and here they are"),
    state(NONE, &[CLOSED, SLOT_4090], Unknown, &[], "open-kernel-module-required", "Ada takes either"),
    state(NONE, &[OPEN, SLOT_1080, SLOT_4090], Limits, &["gpu-too-old-for-open-module"], "", "one of two GPUs is left out"),
    state(G1080_580, &[CLOSED], Works, &["gpu-last-branch"], "gpu-too-old-for-open-module", "listed and proprietary"),
    state(H200_580, &["NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.95.05  Release Build\n"], Limits, &["module-driver-differ"], "", "module and driver are of two builds"),
    state(("NVIDIA H200", "580.95.05"), &[OPEN], Works, &["driver-runs-cuda"], "module-driver-differ", "one build"),
    state(WIN_4090, &[WSL, P550], Limits, &["wsl-linux-driver-installed"], "", "a Linux driver inside WSL hides the one of Windows"),
    state(NONE, &[WSL, P550], Broken, &["wsl-linux-driver-installed"], "kernel-may-not-build", "and nothing answers any more"),
    state(WIN_4090, &[WSL, PACKAGES_SAME], Works, &["driver-runs-cuda"], "wsl-linux-driver-installed", "the toolkit belongs there"),
    state(H200_580, &[P580], Works, &["driver-runs-cuda"], "wsl-linux-driver-installed", "on Linux it is the driver"),
    state(("NVIDIA GeForce GTX 970", "581.80"), &[WSL], Limits, &["wsl-gpu-too-old"], "", "Maxwell is not supported in WSL"),
    state(("NVIDIA GeForce GTX 1080", "581.80"), &[WSL], Works, &["gpu-last-branch"], "wsl-gpu-too-old", "Pascal is the first that is"),
    state(("NVIDIA GeForce GTX 970", "580.95.05"), &[], Works, &["gpu-last-branch"], "wsl-gpu-too-old", "on Linux Maxwell works up to 580"),
    state(WIN_4090, &["WSL version: 2.6.3.0\nKernel version: 6.6.87.2-1\nWindows version: 10.0.19043.2364\n"], Broken, &["windows-build-too-old"], "", "GPU compute in WSL begins with 19044"),
    state(WIN_4090, &["WSL version: 2.6.3.0\nKernel version: 6.6.87.2-1\nWindows version: 10.0.19044.1889\n"], Works, &["driver-runs-cuda"], "windows-build-too-old", "19044 is the first"),
    state(("NVIDIA GeForce RTX 3090", "472.12"), &[WSL], Limits, &["wsl-driver-old"], "", "CUDA in WSL was released with 495"),
    state(("NVIDIA GeForce RTX 3090", "496.13"), &[WSL], Works, &["driver-branch-ended"], "wsl-driver-old", "496 is past it"),
];

#[rustfmt::skip]
const PROGRAMS: &[State] = &[
    state(G4090_575, &["PyTorch version: 2.11.0+cu130\n"], Broken, &["torch-needs-newer-driver"], "", "575 is below the floor of CUDA 13"),
    state(("NVIDIA GeForce RTX 4090", "580.65.06"), &["PyTorch version: 2.11.0+cu130\n"], Works, &["driver-runs-cuda"], "torch-needs-newer-driver", "580 is the floor"),
    state(("NVIDIA GeForce RTX 4090", "525.60.12"), &["PyTorch version: 2.10.0+cu128\n"], Broken, &["torch-needs-newer-driver"], "", "one build below the floor of CUDA 12"),
    state(("NVIDIA GeForce RTX 4090", "525.60.13"), &["PyTorch version: 2.10.0+cu128\n"], Works, &["driver-branch-ended"], "torch-needs-newer-driver", "the floor itself"),
    state(G4090_575, &["PyTorch version: 2.11.0\nCUDA used to build PyTorch: 13.0\n"], Broken, &["torch-needs-newer-driver"], "", "collect_env names the CUDA where the version does not"),
    state(G4090_575, &["PyTorch version: 2.11.0\nCUDA used to build PyTorch: 12.8\n"], Works, &["driver-runs-cuda"], "torch-needs-newer-driver", "12.8 is below 575's own"),
    state(G1080_580, &["PyTorch version: 2.11.0+cu130\n"], Broken, &["torch-architecture-dropped"], "", "CUDA 13 has no Pascal"),
    state(G1080_580, &["PyTorch version: 2.12.0+cu126\n"], Works, &["gpu-last-branch"], "torch-architecture-dropped", "the cu126 wheels keep 6.0"),
    state(G1080_580, &["PyTorch version: 2.11.0+cu128\n"], Broken, &["torch-architecture-dropped"], "", "the cu128 wheels of 2.11 begin with 7.5"),
    state(V100_580, &["PyTorch version: 2.10.0+cu128\n"], Works, &["gpu-last-branch"], "torch-architecture-dropped", "those of 2.9 and 2.10 begin with 7.0"),
    state(V100_580, &["PyTorch version: 2.11.0+cu128\n"], Broken, &["torch-architecture-dropped"], "", "2.11 left Volta out"),
    state(V100_580, &["PyTorch version: 2.8.0+cu128\n"], Broken, &["torch-architecture-dropped"], "", "so had 2.8"),
    state(("Tesla T4", "580.95.05"), &["PyTorch version: 2.11.0+cu128\n"], Works, &["driver-runs-cuda"], "torch-architecture-dropped", "Turing is 7.5"),
    state(("Tesla K80", "470.256.02"), &["PyTorch version: 2.7.1+cu118\n"], Works, &["gpu-last-branch"], "torch-architecture-dropped", "2.7 for 11.8 lists 3.7"),
    state(G5090_580, &["PyTorch version: 2.6.0+cu124\n"], Broken, &["torch-older-than-gpu"], "", "12.0 begins with CUDA 12.8"),
    state(G5090_580, &["PyTorch version: 2.7.0+cu128\n"], Works, &["driver-runs-cuda"], "torch-older-than-gpu", "12.8 has it"),
    state(("NVIDIA GeForce RTX 4090", "580.159.04"), &["PyTorch version: 2.0.1+cu117\n"], Works, &["driver-runs-cuda"], "torch-older-than-gpu", "code for 8.6 runs on 8.9"),
    state(("NVIDIA H100 80GB HBM3", "580.159.04"), &["PyTorch version: 2.0.1+cu117\n"], Broken, &["torch-older-than-gpu"], "", "9.0 has no earlier minor"),
    state(G4090_580, &["PyTorch version: 2.11.0+cpu\n"], Broken, &["torch-cpu-build"], "", "there is no CUDA in it"),
    state(G4090_580, &["Cuda compilation tools, release 12.4, V12.4.131\n"], Works, &["driver-runs-cuda"], "nvcc-is-another-version", "without a CUDA version of the driver there is nothing to compare"),
    state(NONE, &["$ docker run --rm ubuntu:24.04 ./app\n", "CUDA driver version is insufficient for CUDA runtime version\n"], Broken, &["container-without-gpu"], "cuda-driver-insufficient", "no GPU was asked for"),
    state(NONE, &["$ docker run --rm --gpus all ubuntu:24.04 ./app\n", "CUDA driver version is insufficient for CUDA runtime version\n"], Broken, &["cuda-driver-insufficient"], "container-without-gpu", "one was: the driver is too old indeed"),
    state(NONE, &["$ docker run --rm --device /dev/nvidia0 ubuntu:24.04 ./app\n", "CUDA driver version is insufficient for CUDA runtime version\n"], Broken, &["cuda-driver-insufficient"], "container-without-gpu", "a node was given by hand"),
    state(NONE, &[" Default Runtime: nvidia\n", "$ docker run --rm nvidia/cuda:12.8.1-base-ubuntu24.04 ./app\n", "no CUDA-capable device is detected\n"], Broken, &["cuda-no-device"], "container-without-gpu", "the default runtime serves commands without a flag"),
    state(NONE, &["$ docker run --gpus all -e NVIDIA_DRIVER_CAPABILITIES=compute ubuntu:24.04 nvidia-smi\n", "exec: \"nvidia-smi\": executable file not found in $PATH\n"], Broken, &["container-capability-missing"], "container-without-gpu", "nvidia-smi comes with utility"),
    state(NONE, &["$ docker run --gpus all -e NVIDIA_DRIVER_CAPABILITIES=compute,utility ubuntu:24.04 nvidia-smi\n", "exec: \"nvidia-smi\": executable file not found in $PATH\n"], Broken, &["gpu-request-without-effect"], "container-capability-missing", "it was named, and yet nothing came"),
    state(NONE, &["$ docker run --gpus all -e NVIDIA_DRIVER_CAPABILITIES=utility ubuntu:24.04 ./app\n", "libcuda.so.1: cannot open shared object file: No such file or directory\n"], Broken, &["container-capability-missing"], "libcuda-not-found", "libcuda comes with compute"),
    state(NONE, &["$ docker run --runtime=nvidia ubuntu:24.04 nvidia-smi\n", "exec: \"nvidia-smi\": executable file not found in $PATH\n"], Broken, &["container-without-gpu"], "gpu-request-without-effect", "the runtime does nothing without its variable"),
    state(NONE, &["$ docker run --runtime=nvidia -e NVIDIA_VISIBLE_DEVICES=all ubuntu:24.04 nvidia-smi\n", "exec: \"nvidia-smi\": executable file not found in $PATH\n"], Broken, &["gpu-request-without-effect"], "container-without-gpu", "with it, something was refused in silence"),
    state(NONE, &["$ docker run --gpus all -e CUDA_VISIBLE_DEVICES=5 ubuntu:24.04 ./app\n", "no CUDA-capable device is detected\n"], Broken, &["cuda-visible-devices"], "container-device-blocked", "the variable hides all GPUs"),
    state(NONE, &["$ docker run --gpus all ubuntu:24.04 ./app\n", "no CUDA-capable device is detected\n"], Broken, &["container-device-blocked"], "cuda-visible-devices", "the libraries are there, the device is not to be opened"),
    state(G4090_580, &["The NVIDIA driver on your system is too old (found version 12020)\n"], Broken, &["libcuda-older-than-driver"], "cuda-driver-insufficient", "580 brings 13.0: another libcuda answered"),
    state(G4090_535, &["The NVIDIA driver on your system is too old (found version 12020)\n"], Broken, &["cuda-driver-insufficient"], "libcuda-older-than-driver", "12.2 is what 535 brings"),
    state(G4090_580, &["The NVIDIA driver on your system is too old (found version 0)\n"], Broken, &["cuda-driver-insufficient"], "libcuda-older-than-driver", "no version was found: nothing says that another libcuda answered"),
    state(NONE, &["| NVIDIA-SMI 580.95.05  Driver Version: 580.95.05  CUDA Version: 13.0 |\n", "Cuda compilation tools, release 12.4, V12.4.131\n"], Unknown, &["nvcc-is-another-version"], "", "the toolkit is older than what the driver runs"),
    state(NONE, &["| NVIDIA-SMI 580.95.05  Driver Version: 580.95.05  CUDA Version: 13.0 |\n", "Cuda compilation tools, release 13.0, V13.0.88\n"], Unknown, &[], "nvcc-is-another-version", "they agree"),
    state(NONE, &["| NVIDIA-SMI 535.309.01  Driver Version: 535.309.01  CUDA Version: 12.4 |\n"], Unknown, &["cuda-newer-than-driver"], "", "535 brings 12.2: newer user-mode libraries are found first"),
    state(NONE, &["| NVIDIA-SMI 535.309.01  Driver Version: 535.309.01  CUDA Version: 12.2 |\n"], Unknown, &["driver-branch-ended"], "cuda-newer-than-driver", "what 535 brings"),
    state(NONE, &["  NAME      STATE     VERSION\n* Ubuntu    Running   1\n  Debian    Stopped   2\n"], Unknown, &["wsl1-distro"], "", "only one of them is of version 1"),
    state(NONE, &["  NAME      STATE     VERSION\n* Ubuntu    Running   1\n  Debian    Stopped   1\n"], Broken, &["wsl1-distro"], "", "there is no other"),
    state(NONE, &["  NAME      STATE     VERSION\n* Ubuntu    Running   2\n  Debian    Stopped   1\n"], Unknown, &["wsl1-distro"], "", "another distribution may be meant"),
    state(NONE, &["  NAME      STATE     VERSION\n* Ubuntu    Running   2\n  Debian    Stopped   1\nGPU access blocked by the operating system\n"], Broken, &["wsl1-distro"], "nvml-blocked-by-os", "the cause of what is broken is as serious as that"),
    state(WIN_4090, &[], Works, &["driver-runs-cuda"], "driver-newer-than-rules", "a number of Windows, with two fields"),
];

fn paste(state: &State) -> String {
    let (gpu, driver) = state.gpu;
    let listed = if gpu.is_empty() {
        String::new()
    } else {
        format!(
            "$ nvidia-smi --query-gpu=name,driver_version --format=csv\nname, driver_version\n{gpu}, {driver}\n"
        )
    };
    listed + &state.rest.concat()
}

#[test]
fn each_state_is_judged_as_reasoned() {
    let tables = [REQUIREMENTS, ENGINES, TOOLKITS, FILES, HOSTS, PROGRAMS];
    let mut wrong = Vec::new();
    for state in tables.into_iter().flatten() {
        let text = paste(state);
        let diagnosis = diagnose(&text);
        let ids: Vec<_> = diagnosis.findings.iter().map(|finding| finding.id).collect();
        let leads = match state.verdict {
            Broken | Limits => ids.first() == state.said.first(),
            Works | Unknown => true,
        };
        let said = state.said.iter().all(|id| ids.contains(id));
        if diagnosis.verdict != state.verdict || !leads || !said || ids.contains(&state.not) {
            let verdict = diagnosis.verdict;
            wrong.push(format!(
                "{}\n{text}  is {verdict:?} {ids:?}\n  expected {:?} {:?}, not {:?}\n",
                state.why, state.verdict, state.said, state.not
            ));
        }
    }
    assert!(wrong.is_empty(), "{} states:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn a_context_weighs_more_where_a_request_fails() {
    let contexts = "NAME              DESCRIPTION   DOCKER ENDPOINT               ERROR\n\
                    default                         unix:///var/run/docker.sock\n\
                    desktop-linux *                 unix:///home/u/.docker/desktop/docker.sock\n";
    let refused = "docker: Error response from daemon: could not select device driver \"\" with capabilities: [[gpu]].\n";
    let severity = |text: &str| {
        let findings = diagnose(text).findings;
        findings
            .iter()
            .find(|finding| finding.id == "docker-several-contexts")
            .map(|finding| finding.severity)
    };
    assert_eq!(severity(contexts), Some(Severity::Info));
    assert_eq!(severity(&format!("{contexts}{refused}")), Some(Severity::Warning));
    let own =
        contexts.replace("desktop-linux *", "desktop-linux  ").replace("default  ", "default *");
    assert_eq!(severity(&format!("{own}{refused}")), Some(Severity::Info));
}

#[test]
fn a_broken_file_is_marked_where_it_breaks() {
    let text = "some words\n$ cat /etc/docker/daemon.json\n{\n  \"debug\": true,\n}\n";
    let findings = diagnose(text).findings;
    let finding = findings.iter().find(|finding| finding.id.starts_with("daemon-json"));
    let places: Vec<_> = finding
        .into_iter()
        .flat_map(|found| &found.evidence)
        .map(|span| &text[span.range()])
        .collect();
    assert!(!places.is_empty() && places.iter().all(|place| place.len() <= 3), "{places:?}");
    let at = finding.and_then(|found| found.evidence.first()).map_or(0, |span| span.start);
    assert!(at > text.find("true").unwrap_or(0), "{at}");
}
