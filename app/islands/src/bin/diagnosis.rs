//! Entry of the diagnosis' page. Its loader then wakes the island by its name.

// Without this line the island is not linked, and the build succeeds with none exported.
use gpudock_islands as _;

fn main() {
    leptos::mount::hydrate_islands();
}
