//! Every source a row can name.

use crate::fact::Source;

/// Captures of our own: real Docker, podman and NVIDIA tools on a real H200.
pub static CAPTURES: Source = Source {
    id: "captures",
    title: "GPU Dock captures: Docker 29 and 26, podman, compose and NVIDIA tools on an H200, 2026-11-20",
    url: None,
};

/// All of them, for the reference page and `rules.json`.
pub static ALL: &[&Source] = &[&CAPTURES];
