//! GPU Dock in a terminal.

fn main() {}
