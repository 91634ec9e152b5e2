//! Pictures, as markup.
//!
//! Every picture is a pure function from data and words to a string. Colours come from the style sheet through
//! classes and `data-*` states, so one string serves light, dark, high contrast, forced colours and print. Where
//! words must wrap freely ([`stack`], [`chart`]) the picture is a list drawn by the sheet; where things are joined by
//! arrows ([`layers`], [`route`], [`wsl`]) it is an SVG, 360 units wide, so a phone shows its letters at full size.
//!
//! Whatever comes in is data: it is escaped here, and never taken for markup.

mod chart;
mod diagram;
mod dock;
mod escape;
mod layers;
mod measure;
mod route;
mod stack;
mod wsl;

pub use chart::{Release, Run, Way, chart};
pub use diagram::{Emphasis, Lane, Part, diagram};
pub use dock::dock;
pub use escape::escape;
pub use layers::layers;
pub use route::route;
pub use stack::{Layer, State, stack};
pub use wsl::wsl;
