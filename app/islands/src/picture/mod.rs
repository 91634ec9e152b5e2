//! Pictures, as markup.
//!
//! Every picture is a pure function from data and words to a string. Colours come from the style sheet through
//! classes and `data-*` states, so one string serves light, dark, high contrast, forced colours and print. Things
//! joined by arrows are an SVG, 360 units wide, so a phone shows its letters at full size. The pictures of a diagnosis,
//! whose words must wrap freely, are lists that the sheet draws: they stand with the diagnosis.
//!
//! Whatever comes in is data: it is escaped here, and never taken for markup.

mod diagram;
mod dock;
mod escape;
mod layers;
mod measure;
mod route;
mod wsl;

pub use diagram::{Emphasis, Lane, Part, diagram};
pub use dock::dock;
pub use escape::escape;
pub use layers::layers;
pub use route::route;
pub use wsl::wsl;
