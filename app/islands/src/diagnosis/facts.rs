//! What was read, whoever judged it.

use gpudock_core::{
    diagnose::{Facts, Gpu},
    fact::Seen,
};
use gpudock_words::Catalogue;

use crate::show::{Node, el, of};

pub(crate) fn facts(facts: &Facts, words: &Catalogue) -> Option<Node> {
    let rows: Vec<Node> = rows(facts)
        .into_iter()
        .map(|(name, value)| {
            let label = words.text(&format!("diagnose.fact.{name}"));
            el("div").child(el("dt").child(label)).child(el("dd").child(value)).into()
        })
        .collect();
    let title = el("h2").with("id", "facts-title").child(words.text("diagnose.facts"));
    (!rows.is_empty()).then(|| {
        of("section", "card")
            .with("aria-labelledby", "facts-title")
            .child(title)
            .child(of("dl", "facts").all(rows))
            .into()
    })
}

fn text(value: Option<&Seen<String>>) -> Option<String> {
    value.map(|seen| seen.value.clone())
}

/// Name of the fact and its value, those that were read.
fn rows(facts: &Facts) -> Vec<(&'static str, String)> {
    let mut rows = Vec::new();
    let mut push = |name, value: Option<String>| rows.extend(value.map(|value| (name, value)));
    // The last output is the newest: people paste the repair after the fault.
    if let Some(dump) =
        facts.dumps.iter().rev().find(|dump| dump.driver_version.is_some()).or(facts.dumps.last())
    {
        for gpu in dump.gpus.iter().take(16) {
            push("gpu", Some(describe(gpu)));
        }
        push("driver", text(dump.driver_version.as_ref().or(dump.kmd_version.as_ref())));
        push("cuda", text(dump.cuda_version.as_ref()));
        if dump.smi_version.as_ref().map(|seen| &seen.value)
            != dump.driver_version.as_ref().map(|seen| &seen.value)
        {
            push("smi", text(dump.smi_version.as_ref()));
        }
        push("mig", dump.mig_device_count.map(|count| count.to_string()));
    }
    for (name, value) in [
        ("os", &facts.os),
        ("kernel", &facts.kernel),
        ("wsl_kernel", &facts.wsl_kernel),
        ("windows_build", &facts.windows_build),
        ("architecture", &facts.architecture),
        ("kernel_module", &facts.kernel_module),
        ("docker", &facts.docker),
        ("podman", &facts.podman),
        ("compose", &facts.compose),
        ("toolkit", &facts.toolkit),
        ("nvcc", &facts.nvcc),
        ("torch", &facts.torch),
        ("secure_boot", &facts.secure_boot),
    ] {
        push(name, text(value.as_ref()));
    }
    for image in facts.images.iter().take(8) {
        push("image", Some(image.value.clone()));
    }
    rows
}

fn describe(gpu: &Gpu) -> String {
    let mut said = gpu.name.as_ref().map_or_else(|| "GPU".to_owned(), |name| name.value.clone());
    if let Some(memory) = gpu.memory_total_mib {
        said.extend([", ", &memory.to_string(), " MiB"]);
    }
    said
}
