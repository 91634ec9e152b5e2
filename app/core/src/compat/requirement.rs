//! `NVIDIA_REQUIRE_*` expressions, with the semantics of libnvidia-container.
