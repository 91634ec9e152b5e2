//! A reader of the same fields as most tools of this kind are made: an expression for each form, tried on
//! each line.

use std::hint::black_box;

use gpudock_core::diagnose::symptom::table::failures;
use regex::{Regex, RegexSet, RegexSetBuilder};

/// One expression for each field, or each row that holds several.
const FIELDS: &[&str] = &[
    // The table.
    r"NVIDIA-SMI\s+(\S+)\s+Driver Version:\s+(\S+)\s+CUDA(?: UMD)? Version:\s+(\S+)",
    r"^\|\s+(\d+)\s+(\S.*?)\s+(On|Off|TCC|WDDM|MCDM)\s+\|\s+([0-9A-F:.]+)\s+(On|Off)\s+\|\s+(\S+)",
    r"^\|\s*(\S+)\s+(\d+)C\s+(\S+)\s+(\S+)\s*/\s*(\S+)\s*\|\s*(\d+)MiB\s*/\s*(\d+)MiB\s*\|\s*(\S+)\s+(.*?)\s*\|",
    r"^\|\s+(\d+)\s+(\S+)\s+(\S+)\s+(\d+)\s+(C|G|C\+G)\s+(\S.*?)\s+(\S+)\s*\|",
    // The other forms.
    r"^GPU (\d+): (.*?) \(UUID: (GPU-[0-9a-f-]+)\)",
    r"^\s*(Driver Version|CUDA Version|Product Name|Persistence Mode|Compute Mode|Bus Id|Total|Used|Current|GPU Current Temp|(?:Instantaneous )?Power Draw)\s+: (.*)$",
    r"<(driver_version|cuda_version|product_name|persistence_mode|total|used|gpu_temp|power_draw)>(.*?)</",
    r"^(?:index|name|timestamp|driver_version|uuid|memory\.total[^,]*)(?:, ?[a-z_.]+(?: \[\S+\])?)+$",
    r"^[^,]*, (?:NVIDIA|Tesla|Quadro|GeForce)[^,]*(?:, [^,]*)+$",
    // Companion text.
    r"^Linux \S+ (\S+) .*?(x86_64|aarch64)",
    r"Linux version (\S+)",
    r"NVRM version: NVIDIA UNIX (Open Kernel Module|\S+ Kernel Module)\s+(?:for \S+\s+)?([0-9.]+)",
    r#"^(PRETTY_NAME|ID|VERSION_ID)="?(.*?)"?$"#,
    r"^(WSL|Kernel|WSLg|Windows) version: (\S+)",
    r"Docker version ([0-9.]+[^,]*), build",
    r"^\s*(?:Server )?Version:\s+(\S+)",
    r"^\s*(Runtimes|Default Runtime|Operating System|Docker Root Dir|Context):\s+(.*)$",
    r"NVIDIA Container Toolkit CLI version (\S+)",
    r"^nvidia\.com/gpu=(\S+)$",
    r"Cuda compilation tools, release ([0-9.]+)",
    r"^(?:ii|hi)\s+(\S+)\s+(\S+)",
    r"^SecureBoot (enabled|disabled)",
    r"\b(nvidia/cuda:\S+|nvcr\.io/\S+|pytorch/\S+)",
    r"\b(docker|podman|nerdctl) (?:run|create|compose run)\b(.*)$",
    r"(PyTorch version|CUDA used to build PyTorch|Is CUDA available): (.*)$",
    r"Xid \((?:PCI:)?([0-9a-fA-F:.]+)\): (\d+)",
];

/// All expressions, ready to use.
pub(crate) struct Expressions {
    fields: Vec<Regex>,
    errors: RegexSet,
}

impl Expressions {
    pub(crate) fn new() -> Self {
        let texts = failures().flat_map(|failure| failure.texts).map(|text| error(text));
        Self {
            fields: FIELDS.iter().map(|field| Regex::new(field).unwrap()).collect(),
            errors: RegexSetBuilder::new(texts)
                .case_insensitive(true)
                .size_limit(1 << 28)
                .dfa_size_limit(1 << 26)
                .build()
                .unwrap(),
        }
    }

    /// How many fields and error texts it finds.
    pub(crate) fn read(&self, text: &str) -> usize {
        let mut found = 0;
        for line in text.lines() {
            for field in &self.fields {
                if let Some(captures) = field.captures(line) {
                    found += black_box(captures.len());
                }
            }
            found += self.errors.matches(line).iter().count();
        }
        found
    }
}

/// `#` is a number, `{…}` anything short.
fn error(text: &str) -> String {
    let mut pattern = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['#', '{']) {
        pattern.push_str(&regex::escape(&rest[..at]));
        if rest[at..].starts_with('#') {
            pattern.push_str("[0-9]+");
            rest = &rest[at + 1..];
        } else {
            pattern.push_str(".*?");
            rest = rest[at..].split_once('}').map_or("", |(_, rest)| rest);
        }
    }
    pattern + &regex::escape(rest)
}

/// Three expressions over the whole text: header and GPU rows of the table, and nothing else. It does far
/// less than the reader, and shows what the cheapest use of `regex` costs.
pub(crate) struct TableOnly([Regex; 3]);

impl TableOnly {
    pub(crate) fn new() -> Self {
        let whole = |field: &str| Regex::new(&format!("(?m){field}")).unwrap();
        Self([whole(FIELDS[0]), whole(FIELDS[1]), whole(FIELDS[2])])
    }

    /// How many letters of names it finds.
    pub(crate) fn read(&self, text: &str) -> usize {
        let found = self.0.iter().flat_map(|field| field.captures_iter(text));
        found.map(|captures| captures[1].len()).sum()
    }
}
