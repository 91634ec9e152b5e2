//! Asks a paste, cheaply, which of its lines can mean anything to us, and to which reader.
//!
//! Most of a long log is none of our business. A line is read only if it holds one of [`WORDS`], or begins
//! in a way that hides words, or an output that is open may want it.

use std::sync::LazyLock;

use crate::diagnose::{
    needles::{Hits, Needles},
    symptom::{self, Symptom},
};

/// Which readers a line may concern.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) struct Topics(u16);

impl Topics {
    /// Nothing in the line calls for it.
    pub(super) const NONE: Self = Self(0);
    /// Whatever it is: the line was rewritten, and words may have come to light.
    pub(super) const ALL: Self = Self(u16::MAX);
    /// Something that an open output may want.
    const SHAPE: Self = Self(1);
    /// `NVIDIA-SMI`, in any of its forms.
    pub(super) const SMI: Self = Self(1 << 1);
    /// Elements of the XML log.
    pub(super) const XML: Self = Self(1 << 2);
    /// Columns of a query, or a query.
    pub(super) const CSV: Self = Self(1 << 3);
    /// `GPU …` and `gpu …`.
    pub(super) const GPU: Self = Self(1 << 4);
    /// How names of products begin.
    pub(super) const BRAND: Self = Self(1 << 5);
    /// A label that ends in `version`.
    pub(super) const VERSION: Self = Self(1 << 6);
    /// NVIDIA Container Toolkit and CDI.
    pub(super) const TOOLKIT: Self = Self(1 << 7);
    /// Windows and WSL.
    pub(super) const WINDOWS: Self = Self(1 << 8);
    /// `docker info`, `docker version`, `docker context ls`.
    pub(super) const DOCKER: Self = Self(1 << 9);
    /// `uname`, `/etc/os-release`, modules, `lspci`.
    pub(super) const LINUX: Self = Self(1 << 10);
    /// `nvcc`, PyTorch.
    pub(super) const FRAMEWORK: Self = Self(1 << 11);
    /// Names of packages.
    pub(super) const PACKAGE: Self = Self(1 << 12);
    /// Repositories of images.
    pub(super) const IMAGE: Self = Self(1 << 13);
    /// Commands that start a container.
    pub(super) const COMMAND: Self = Self(1 << 14);
    /// `daemon.json`, compose files.
    pub(super) const FILE: Self = Self(1 << 15);

    /// One of these is among them.
    pub(super) const fn any(self, of: Self) -> bool {
        self.0 & of.0 != 0
    }

    const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

const DOCKER_OR_LINUX: Topics = Topics::DOCKER.and(Topics::LINUX);
const MODULE: Topics = Topics::BRAND.and(Topics::LINUX).and(Topics::PACKAGE);

/// Parts of the words that our outputs cannot do without, in either case. Four bytes or more each.
const WORDS: &[(&str, Topics)] = &[
    ("NVIDIA", MODULE),
    ("nouveau", Topics::LINUX),
    ("nova_core", Topics::LINUX),
    ("-SMI", Topics::SMI),
    ("NVSMI", Topics::SMI),
    ("nvidia_smi_log", Topics::XML),
    ("<gpu id", Topics::XML),
    ("name,", Topics::CSV),
    ("index,", Topics::CSV),
    ("uuid", Topics::CSV),
    ("pstate", Topics::CSV),
    ("serial", Topics::CSV),
    ("count,", Topics::CSV),
    ("pid,", Topics::CSV),
    ("timestamp,", Topics::CSV),
    ("memory.", Topics::CSV),
    ("pci.", Topics::CSV),
    ("ecc.", Topics::CSV),
    ("mig.mode", Topics::CSV),
    ("fan.speed", Topics::CSV),
    ("clocks.", Topics::CSV),
    ("utilization", Topics::CSV),
    ("temperature", Topics::CSV),
    ("power.", Topics::CSV),
    ("gpu_", Topics::CSV),
    ("compute_", Topics::CSV),
    ("persistence_m", Topics::CSV),
    ("driver_", Topics::CSV),
    ("_version", Topics::CSV),
    ("process_name", Topics::CSV),
    ("display_", Topics::CSV),
    ("noheader", Topics::CSV),
    ("GPU ", Topics::GPU),
    ("GPU0", Topics::GPU),
    ("GPU\u{a0}", Topics::GPU),
    ("Tesla", Topics::BRAND),
    ("GeForce", Topics::BRAND),
    ("Quadro", Topics::BRAND),
    ("GRID ", Topics::BRAND),
    ("TITAN", Topics::BRAND),
    ("0000:", Topics::SHAPE),
    ("rocesses:", Topics::SHAPE),
    ("rocesses :", Topics::SHAPE),
    ("rocess name", Topics::SHAPE),
    ("+---", Topics::SHAPE),
    ("+===", Topics::SHAPE),
    ("version", Topics::VERSION),
    ("NVRM", Topics::TOOLKIT.and(Topics::LINUX)),
    ("NVIDIA Container", Topics::TOOLKIT),
    ("library context", Topics::TOOLKIT),
    ("cli-version", Topics::TOOLKIT),
    ("lib-version", Topics::TOOLKIT),
    (".com/gpu", Topics::TOOLKIT),
    (".com/mig", Topics::TOOLKIT),
    ("hostPath", Topics::TOOLKIT),
    ("Device Index", Topics::TOOLKIT),
    ("Bus Location", Topics::TOOLKIT),
    ("Model:", Topics::TOOLKIT),
    ("WSL ", Topics::WINDOWS),
    (" WSL", Topics::WINDOWS),
    ("\nWSL", Topics::WINDOWS),
    ("WSL:", Topics::WINDOWS),
    (" Build ", Topics::WINDOWS),
    ("Standardvers", Topics::WINDOWS),
    ("Standaardversie", Topics::WINDOWS),
    ("par défaut", Topics::WINDOWS),
    ("predeterminada", Topics::WINDOWS),
    ("predefini", Topics::WINDOWS),
    ("Padrão", Topics::WINDOWS),
    ("Oletusversio", Topics::WINDOWS),
    ("Alapértelmezett", Topics::WINDOWS),
    ("domyślna", Topics::WINDOWS),
    ("Výchozí", Topics::WINDOWS),
    ("Varsayılan", Topics::WINDOWS),
    ("по умолчанию", Topics::WINDOWS),
    ("既定の", Topics::WINDOWS),
    ("기본 버전", Topics::WINDOWS),
    ("de kernel:", Topics::WINDOWS),
    ("do kernel:", Topics::WINDOWS),
    ("ne kernel:", Topics::WINDOWS),
    ("Kernelver", Topics::WINDOWS),
    ("ядра", Topics::WINDOWS),
    ("jádra", Topics::WINDOWS),
    ("jądra", Topics::WINDOWS),
    ("カーネル", Topics::WINDOWS),
    ("커널", Topics::WINDOWS),
    ("WSL-", Topics::WINDOWS),
    ("WSLg", Topics::WINDOWS),
    ("WSL2", Topics::WINDOWS),
    ("WSL\u{a0}", Topics::WINDOWS),
    ("Windows", Topics::WINDOWS),
    ("OS Name", Topics::WINDOWS),
    ("OS Build", Topics::WINDOWS),
    ("OS Version", Topics::WINDOWS),
    ("Default Version", Topics::WINDOWS),
    ("noyau", Topics::WINDOWS),
    ("\u{7248}\u{672c}", Topics::WINDOWS),
    ("\u{6838}\u{5fc3}", Topics::WINDOWS),
    ("\u{5185}\u{6838}", Topics::WINDOWS),
    ("Kernel Version", Topics::DOCKER),
    ("Kernel driver", Topics::LINUX),
    ("Kernel: Linux", Topics::LINUX),
    ("Client:", Topics::DOCKER),
    ("Server:", Topics::DOCKER),
    ("Server Version", Topics::DOCKER),
    ("Engine:", Topics::DOCKER),
    ("containerd:", Topics::DOCKER),
    ("runc:", Topics::DOCKER),
    ("docker-init:", Topics::DOCKER),
    ("Security Options", Topics::DOCKER),
    ("Discovered Dev", Topics::DOCKER),
    ("DOCKER ENDPOINT", Topics::DOCKER),
    ("Root Dir", Topics::DOCKER),
    ("Context:", Topics::DOCKER),
    ("Runtimes:", Topics::DOCKER),
    ("Default Runtime", Topics::DOCKER),
    ("Operating System", DOCKER_OR_LINUX),
    ("Architecture", Topics::LINUX.and(Topics::TOOLKIT)),
    ("Linux ", Topics::LINUX),
    ("Linux\u{a0}", Topics::LINUX),
    ("uname -r", Topics::LINUX),
    ("PRETTY_NAME", Topics::LINUX),
    ("VERSION_ID", Topics::LINUX),
    ("\nID=", Topics::LINUX),
    (" ID=", Topics::LINUX),
    ("filename:", Topics::LINUX),
    ("SecureBoot", Topics::LINUX),
    ("REVISION", Topics::LINUX),
    ("Description:", Topics::LINUX),
    ("-generic", Topics::LINUX),
    ("microsoft", Topics::LINUX.and(Topics::WINDOWS)),
    ("-azure", Topics::LINUX),
    ("-aws", Topics::LINUX),
    ("-gcp", Topics::LINUX),
    ("-amd64", Topics::LINUX),
    ("-lowlatency", Topics::LINUX),
    ("-tegra", Topics::LINUX),
    ("-arch", Topics::LINUX),
    (".el7", Topics::LINUX),
    (".el8", Topics::LINUX),
    (".el9", Topics::LINUX),
    (".el10", Topics::LINUX),
    (".fc3", Topics::LINUX),
    (".fc4", Topics::LINUX),
    ("-default", Topics::LINUX),
    ("compilation tools", Topics::FRAMEWORK),
    ("torch", Topics::FRAMEWORK),
    ("CUDA used", Topics::FRAMEWORK),
    ("CUDA available", Topics::FRAMEWORK),
    ("OS: ", Topics::FRAMEWORK),
    ("ii  ", Topics::PACKAGE),
    ("\nii ", Topics::PACKAGE),
    ("\nhi ", Topics::PACKAGE),
    ("[installed", Topics::PACKAGE),
    (".x86_64", Topics::PACKAGE),
    (".aarch64", Topics::PACKAGE),
    (".noarch", Topics::PACKAGE),
    ("\ndocker", Topics::PACKAGE),
    ("\ncontainerd", Topics::PACKAGE),
    ("\npodman", Topics::PACKAGE),
    ("\ncuda", Topics::PACKAGE),
    ("\nmoby", Topics::PACKAGE),
    ("\nrunc", Topics::PACKAGE),
    ("\ncrun", Topics::PACKAGE),
    ("docker ", Topics::COMMAND),
    ("podman ", Topics::COMMAND),
    ("nerdctl ", Topics::COMMAND),
    ("nvidia/", Topics::IMAGE),
    ("nvcr.io/", Topics::IMAGE),
    ("pytorch/", Topics::IMAGE),
    ("tensorflow/", Topics::IMAGE),
    ("vllm/", Topics::IMAGE),
    ("ollama/", Topics::IMAGE),
    ("rapidsai/", Topics::IMAGE),
    ("huggingface/", Topics::IMAGE),
    ("linuxserver/", Topics::IMAGE),
    ("jellyfin/", Topics::IMAGE),
    ("daemon.json", Topics::FILE),
    ("services:", Topics::FILE),
];

/// [`WORDS`], and behind them the words by which error texts are found: one pass looks for all.
static NEEDLES: LazyLock<Needles> =
    LazyLock::new(|| Needles::new(WORDS.iter().map(|(word, _)| *word).chain(symptom::words())));

/// The calls of a paste, in order.
pub(super) struct Trigger<'t> {
    text: &'t str,
    paste: &'t [u8],
    hits: Hits<'t>,
    /// Error texts come by; none where NULs hide them.
    errors: Option<symptom::Scan<'t>>,
    /// The next word; the end of the paste where there is none.
    word: (usize, Topics),
    /// The next NUL.
    nul: usize,
    /// The next line end with an opening brace behind it.
    brace: usize,
}

impl<'t> Trigger<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let paste = text.as_bytes();
        let hits = NEEDLES.hits(paste);
        let word = (0, Topics::NONE);
        let mut trigger = Self { text, paste, hits, errors: None, word, nul: 0, brace: 0 };
        trigger.next_nul(0);
        trigger.errors = (trigger.nul == paste.len()).then(|| symptom::Scan::new(text));
        trigger.next_word();
        trigger.next_brace(0);
        trigger
    }

    fn next_word(&mut self) {
        for hit in self.hits.by_ref() {
            if let Some((word, topics)) = WORDS.get(hit.needle) {
                // A word may begin with the end of the line before.
                self.word = (hit.at + usize::from(word.starts_with('\n')), *topics);
                return;
            }
            if let Some(errors) = &mut self.errors {
                errors.meet(hit.at, hit.needle - WORDS.len());
            }
        }
        self.word = (self.paste.len(), Topics::NONE);
    }

    /// Every error text of the paste. Whatever was not asked about is looked through.
    pub(super) fn symptoms(mut self) -> Vec<Symptom> {
        while self.word.0 < self.paste.len() {
            self.next_word();
        }
        self.errors.map_or_else(|| symptom::scan(self.text), symptom::Scan::finish)
    }

    fn next_nul(&mut self, from: usize) {
        let rest = self.paste.get(from..).unwrap_or_default();
        self.nul = memchr::memchr(0, rest).map_or(self.paste.len(), |at| from + at);
    }

    fn next_brace(&mut self, from: usize) {
        let rest = self.paste.get(from..).unwrap_or_default();
        if from == 0 && rest.starts_with(b"{") {
            return;
        }
        self.brace =
            memchr::memmem::find(rest, b"\n{").map_or(self.paste.len(), |at| from + at + 1);
    }

    /// The first byte from `at` on that calls for its line.
    pub(super) fn next(&self) -> Option<usize> {
        let next = self.word.0.min(self.nul).min(self.brace);
        (next < self.paste.len()).then_some(next)
    }

    /// What calls for the line from `start` to `end`. Lines are asked about in order, each once.
    pub(super) fn topics(&mut self, start: usize, end: usize) -> Topics {
        let mut topics = Topics::NONE;
        while self.word.0 < end {
            topics = topics.and(self.word.1);
            self.next_word();
        }
        if self.brace < end {
            self.next_brace(end);
        }
        if self.nul < end {
            self.next_nul(end);
        }
        match self.paste.get(start..end).unwrap_or_default() {
            // Every second byte zero.
            [0, ..] | [_, 0, ..] => Topics::ALL,
            // A file that opens with its brace alone.
            [b'{'] | [b'{', b' ', ..] => topics.and(Topics::FILE),
            _ => topics,
        }
    }
}
