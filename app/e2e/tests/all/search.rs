//! The search, as people ask it: in three languages, by half a word, by a whole error message.

use anyhow::Result;
use gpudock_e2e::{Browser, Site, Visit, Width};
use serde_json::Value;

use crate::PLACES;

/// The pages that answer a query: any of them will do.
type Asked = (&'static str, &'static [&'static str]);

/// What must be among the first three results, for this many of the queries of all languages.
const FOUND: usize = 57;

const ENGLISH: &[Asked] = &[
    ("docker compose gpu", &["guides/compose.html"]),
    ("daemon.json default-runtime", &["guides/daemon-json.html"]),
    ("install nvidia container toolkit ubuntu", &["guides/linux.html"]),
    ("wsl2", &["guides/windows-wsl2.html"]),
    ("rtx 4090", &["reference/gpus.html"]),
    ("compute capability", &["reference/architectures.html", "reference/gpus.html"]),
    (
        "kepler last driver",
        &[
            "reference/architectures.html",
            "guides/old-hardware.html",
            "troubleshooting/gpu-last-branch.html",
        ],
    ),
    ("air gap", &["guides/offline.html"]),
    ("slurm", &["guides/hosts.html"]),
    ("shared memory", &["guides/running.html", "troubleshooting/shm-too-small.html"]),
    (
        "jax",
        &[
            "guides/frameworks.html",
            "reference/frameworks.html",
            "troubleshooting/jax-cuda-backend.html",
        ],
    ),
    (
        "persistence mode",
        &["guides/host-considerations.html", "troubleshooting/persistence-daemon-failed.html"],
    ),
    (
        "12.8.0 cudnn devel",
        &["guides/images.html", "reference/images.html", "reference/toolkits.html"],
    ),
    ("branch end of life", &["reference/drivers.html", "troubleshooting/driver-branch-ended.html"]),
    (
        "docker: Error response from daemon: could not select device driver \"\" with capabilities: [[gpu]].",
        &["troubleshooting/docker-no-device-driver.html"],
    ),
    (
        "Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 575.57",
        &["troubleshooting/nvml-driver-library-mismatch.html"],
    ),
    (
        "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest NVIDIA driver is installed and running.",
        &["troubleshooting/smi-cannot-communicate.html"],
    ),
    (
        "OCI runtime create failed: runc create failed: unable to start container process: error during container init: error running prestart hook #0: exit status 1, stdout: , stderr: nvidia-container-cli: requirement error: unsatisfied condition: cuda>=12.9, please update your driver to a newer version, or use an earlier cuda container: unknown",
        &["troubleshooting/container-cuda-requirement.html"],
    ),
    (
        "RuntimeError: CUDA error: no kernel image is available for execution on the device\nCUDA kernel errors might be asynchronously reported at some other API call",
        &["troubleshooting/no-kernel-image.html"],
    ),
    (
        "kernel module cannot be loaded secureboot key rejected",
        &["troubleshooting/secure-boot-unsigned-module.html"],
    ),
];

const FRENCH: &[Asked] = &[
    ("memoire partagee", &["guides/running.html", "troubleshooting/shm-too-small.html"]),
    (
        "pilote trop ancien",
        &[
            "troubleshooting/image-needs-newer-driver.html",
            "troubleshooting/cuda-driver-insufficient.html",
            "troubleshooting/wsl-driver-old.html",
            "guides/old-hardware.html",
        ],
    ),
    ("hors ligne", &["guides/offline.html"]),
    ("fichier compose", &["guides/compose.html", "reference/compose-forms.html"]),
    ("images de base", &["guides/images.html"]),
    ("depannage", &["troubleshooting/index.html"]),
    ("generations de gpu", &["reference/architectures.html", "guides/old-hardware.html"]),
    ("materiel ancien", &["guides/old-hardware.html"]),
    (
        "noyau wsl",
        &[
            "troubleshooting/wsl-kernel-too-old.html",
            "troubleshooting/wsl-kernel-old.html",
            "reference/wsl-kernels.html",
            "reference/wsl-releases.html",
        ],
    ),
    ("installer le pilote sous Debian", &["guides/linux.html"]),
    ("plusieurs machines ansible", &["guides/hosts.html"]),
    ("comment ca marche", &["guides/how-it-works.html"]),
    ("mesurer le gain du GPU", &["guides/measuring.html"]),
    ("sans droits root", &["guides/linux.html"]),
    ("memoire du GPU pleine", &["troubleshooting/cuda-out-of-memory.html"]),
    (
        "docker: Error response from daemon: unknown or invalid runtime name: nvidia.\nSee 'docker run --help'.",
        &["troubleshooting/docker-unknown-runtime-nvidia.html"],
    ),
    (
        "Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock: Get \"http://%2Fvar%2Frun%2Fdocker.sock/v1.24/containers/json\": dial unix /var/run/docker.sock: connect: permission denied",
        &["troubleshooting/docker-socket-permission.html"],
    ),
    (
        "nvidia-container-cli: initialization error: load library failed: libnvidia-ml.so.1: cannot open shared object file: no such file or directory: unknown",
        &["troubleshooting/toolkit-libnvidia-ml-missing.html"],
    ),
    (
        "RuntimeError: DataLoader worker (pid 4242) is killed by signal: Bus error. It is possible that dataloader's workers are out of shared memory.",
        &["troubleshooting/shm-too-small.html"],
    ),
    ("toolkit conteneur nvidia ce qui a change", &["reference/toolkit-changes.html"]),
];

const CHINESE: &[Asked] = &[
    ("显存不足", &["troubleshooting/cuda-out-of-memory.html", "guides/frameworks.html"]),
    (
        "驱动太旧",
        &[
            "troubleshooting/image-needs-newer-driver.html",
            "troubleshooting/cuda-driver-insufficient.html",
            "troubleshooting/wsl-driver-old.html",
            "guides/old-hardware.html",
        ],
    ),
    ("离线安装", &["guides/offline.html"]),
    ("基础镜像", &["guides/images.html"]),
    ("共享内存", &["guides/running.html", "troubleshooting/shm-too-small.html"]),
    ("计算能力", &["reference/architectures.html", "reference/gpus.html"]),
    ("故障排查", &["troubleshooting/index.html"]),
    ("工作原理", &["guides/how-it-works.html"]),
    ("旧显卡", &["guides/old-hardware.html", "troubleshooting/gpu-last-branch.html"]),
    (
        "compose 文件",
        &[
            "guides/compose.html",
            "reference/compose-forms.html",
            "troubleshooting/compose-no-file.html",
        ],
    ),
    ("安全启动", &["troubleshooting/secure-boot-unsigned-module.html"]),
    ("多台主机", &["guides/hosts.html"]),
    (
        "WSL 内核版本",
        &[
            "reference/wsl-kernels.html",
            "reference/wsl-releases.html",
            "troubleshooting/wsl-kernel-too-old.html",
            "troubleshooting/wsl-kernel-old.html",
        ],
    ),
    ("驱动分支", &["reference/drivers.html"]),
    ("散热", &["guides/host-considerations.html"]),
    ("安装驱动", &["guides/linux.html"]),
    ("Failed to initialize NVML: Unknown Error", &["troubleshooting/nvml-unknown-error.html"]),
    (
        "Error response from daemon: failed to create task for container: failed to create shim task: OCI runtime create failed: could not apply required modification to OCI specification: error modifying OCI spec: failed to inject CDI devices: unresolvable CDI devices nvidia.com/gpu=all: unknown",
        &["troubleshooting/cdi-unresolvable-devices.html"],
    ),
    (
        "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?",
        &["troubleshooting/docker-daemon-unreachable.html"],
    ),
    (
        "AssertionError: Torch not compiled with CUDA enabled",
        &["troubleshooting/torch-not-available.html", "troubleshooting/torch-cpu-build.html"],
    ),
];

const LANGUAGES: [(&str, &[Asked]); 3] = [("", ENGLISH), ("fr/", FRENCH), ("zh/", CHINESE)];

/// Asks each query and compares the first three pages; those that miss, with what came instead.
async fn missed(visit: &Visit, queries: &[Asked]) -> Result<Vec<String>> {
    let mut missed = Vec::new();
    for (query, wanted) in queries {
        let ask = format!("window.gpudockPalette.find({}).slice(0, 3)", Value::from(*query));
        let found = visit.value(&ask).await?;
        let pages = found.as_array().cloned().unwrap_or_default();
        let pages =
            pages.iter().filter_map(Value::as_str).filter_map(|page| page.split('#').next());
        if !pages.clone().any(|page| wanted.contains(&page)) {
            missed.push(format!("{query}: {found}"));
        }
    }
    Ok(missed)
}

async fn opened(visit: &Visit) -> Result<()> {
    visit.page.action_chain().send_keys("/").perform().await?;
    visit.until("document.activeElement?.id === 'q'").await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_right_page_is_among_the_first_three() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    let all: usize = LANGUAGES.iter().map(|(_, queries)| queries.len()).sum();
    assert_eq!(all, 60);
    for single in [false, true] {
        let mut misses = Vec::new();
        for (folder, queries) in LANGUAGES {
            let page = format!("{folder}guides/linux.html");
            let address = if single { site.single(&format!("#/{page}")) } else { site.http(&page) };
            visit.open(&address).await?;
            visit.find("#main").await?;
            opened(&visit).await?;
            misses.extend(missed(&visit, queries).await?);
        }
        assert!(all - misses.len() >= FOUND, "single file: {single}\n{}", misses.join("\n"));
    }
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_is_driven_by_the_keyboard_wherever_the_site_is() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    for (place, address) in PLACES {
        visit.open(&address(&site, "fr/reference/gpus.html")).await?;
        visit.requests().await?;
        opened(&visit).await?;
        let mut fetched = visit.requests().await?;
        fetched.retain(|address| address.contains("search-"));
        assert_eq!(fetched.len(), 2, "{place}: {fetched:?}");
        visit.page.action_chain().send_keys("memoire partagee").perform().await?;
        visit.until("document.querySelectorAll('#hits [role=option] mark').length > 0").await?;
        // The second of the results, and back to the first.
        visit.page.action_chain().send_keys("\u{e015}\u{e013}\u{e007}").perform().await?;
        visit
            .until("location.pathname.includes('/fr/') && !location.pathname.endsWith('gpus.html')")
            .await?;
        visit.find("html[lang='fr'] main").await?;
        assert_eq!(visit.complaints().await?, [""; 0], "{place}");
    }
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_search_in_the_single_file_leads_to_its_pages() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    visit.open(&site.single("#/zh/guides/start.html")).await?;
    visit.find("#main").await?;
    opened(&visit).await?;
    visit.page.action_chain().send_keys("显存不足").perform().await?;
    visit.until("document.querySelectorAll('#hits [role=option] mark').length > 0").await?;
    visit.page.action_chain().send_keys("\u{e007}").perform().await?;
    visit
        .until("location.hash.startsWith('#/zh/') && !location.hash.includes('start.html')")
        .await?;
    visit.until("document.querySelector('dialog[open]') === null").await?;
    // On another page, in another language: the search is there again.
    visit.press(".menu summary").await?;
    visit.press("a[data-language='fr']").await?;
    visit.until("document.documentElement.lang === 'fr'").await?;
    opened(&visit).await?;
    visit.page.action_chain().send_keys("dépannage").perform().await?;
    visit
        .until("document.querySelector('#hits [role=option]')?.href.includes('fr/troubleshooting')")
        .await?;
    assert_eq!(visit.complaints().await?, [""; 0]);
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn without_scripts_the_search_leads_to_the_contents() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit_without_scripts(Width::Phone).await?;
    for (_, address) in PLACES {
        visit.open(&address(&site, "zh/guides/linux.html")).await?;
        visit.find(".masthead a[href='../contents.html']").await?.click().await?;
        assert!(visit.page.current_url().await?.path().ends_with("/zh/contents.html"));
        assert!(visit.text("main").await?.contains("目录"));
    }
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slash_typed_into_a_field_is_a_slash() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    visit.open(&site.http("diagnose.html")).await?;
    visit.find("#paste").await?.send_keys("/dev/nvidia0").await?;
    visit.until("document.querySelector('#paste').value === '/dev/nvidia0'").await?;
    visit.until("document.querySelector('dialog') === null").await?;
    let control = '\u{e009}';
    visit.page.action_chain().key_down(control).send_keys("k").key_up(control).perform().await?;
    visit.until("document.activeElement?.id === 'q'").await?;
    visit.page.action_chain().send_keys("\u{e00c}").perform().await?;
    visit.until("document.querySelector('dialog[open]') === null").await?;
    visit.until("document.querySelector('#paste').value === '/dev/nvidia0'").await?;
    visit.close().await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_table_is_filtered_and_sorted() -> Result<()> {
    let (site, browser) = (Site::serve().await?, Browser::start().await?);
    let visit = browser.visit(Width::Desk).await?;
    let shown = "[...document.querySelectorAll('tbody tr:not([hidden])')]";
    let pages = PLACES.iter().map(|(_, address)| address(&site, "fr/reference/toolkits.html"));
    for page in pages.chain([site.single("#/fr/reference/toolkits.html")]) {
        visit.open(&page).await?;
        visit.find("thead button").await?;
        let first = format!("{shown}[0].cells[0].textContent.trim()");
        let newest = visit.value(&first).await?;
        visit.press("thead button").await?;
        visit.until(&format!("{first} !== '{}'", newest.as_str().unwrap_or_default())).await?;
        let numbers = format!("{shown}.map(row => parseFloat(row.cells[0].textContent))");
        visit
            .until(&format!("{numbers}.every((one, at, all) => !at || all[at - 1] <= one)"))
            .await?;
        visit.press("thead button").await?;
        visit
            .until(&format!("{numbers}.every((one, at, all) => !at || all[at - 1] >= one)"))
            .await?;
        visit.find(".table-filter input").await?.send_keys("12.8").await?;
        visit
            .until(&format!(
                "{shown}.length > 0 && {shown}.every(row => row.textContent.includes('12.8'))"
            ))
            .await?;
        assert_eq!(visit.complaints().await?, [""; 0]);
    }
    visit.close().await
}
