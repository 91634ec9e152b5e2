//! `nvcc --version`, `PyTorch` and its `collect_env`, and the images that commands name.

use super::{
    super::{line::Line, token},
    first, label, word,
};
use crate::diagnose::facts::Facts;

pub(super) fn take(line: &Line<'_>, body: &str, facts: &mut Facts) -> bool {
    if let Some((_, rest)) = body.split_once("Cuda compilation tools, release ") {
        first(&mut facts.nvcc, line, word(rest));
        return true;
    }
    let Some((key, value)) = label(body) else { return false };
    match key {
        "PyTorch version" | "torch" if token::leading_version(value).is_some() => {
            first(&mut facts.torch, line, word(value));
        }
        "CUDA used to build PyTorch" => first(&mut facts.torch_cuda, line, value),
        "Is CUDA available" | "CUDA available" | "cuda available" => {
            first(&mut facts.torch_sees_gpu, line, value);
        }
        "Nvidia driver version" if token::is_driver_version(value) => {
            first(&mut facts.stated_driver, line, value);
        }
        "OS" => first(&mut facts.os, line, value),
        _ => return false,
    }
    true
}

/// Repositories whose images want a GPU.
const REPOSITORIES: [&str; 10] = [
    "nvidia/",
    "nvcr.io/",
    "pytorch/pytorch",
    "tensorflow/tensorflow",
    "vllm/vllm",
    "ollama/ollama",
    "rapidsai/",
    "huggingface/text-generation-inference",
    "linuxserver/",
    "jellyfin/jellyfin",
];

/// Notes every reference to an image with a tag, in order and once.
pub(super) fn images(line: &Line<'_>, facts: &mut Facts) {
    let text = line.text.as_ref();
    if !text.contains('/') || facts.images.len() >= 64 {
        return;
    }
    let break_at =
        |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '`' | ',' | '(' | ')' | '<' | '>');
    for word in text.split(break_at) {
        let word = word.trim_end_matches(['.', ';', ':']);
        let name = word.strip_prefix("docker.io/").unwrap_or(word);
        let repository = REPOSITORIES.iter().any(|start| name.starts_with(start));
        let tagged = name.rsplit_once(':').is_some_and(|(before, tag)| {
            !tag.is_empty() && !tag.contains('/') && !before.contains("//")
        });
        let new = || !facts.images.iter().any(|image| image.value == word);
        if repository && tagged && new() {
            facts.images.push(line.seen(word));
        }
    }
}
