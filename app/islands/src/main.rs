//! Entry of the browser code. The loader of the page then wakes each island by its name.

// Without this line the islands are not linked, and the build succeeds with none of them exported.
use gpudock_islands as _;

fn main() {
    leptos::mount::hydrate_islands();
}
