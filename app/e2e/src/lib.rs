//! What the end-to-end tests share: the built site on a port, a real browser, and what a visitor does.
//!
//! The site is the folder that `GPUDOCK_DIST` names (`cargo xtask test browser` sets it). Every host but
//! this machine is made unresolvable, and [`Visit::requests`] tells what a page asked for all the same.

mod browser;
mod firefox;
mod host;
mod look;
mod picture;
mod server;

pub use browser::{Browser, Theme, Visit, Width};
pub use firefox::Firefox;
pub use host::{Delivery, Host, NEXT};
pub use look::{VIEWS, View, look_at_all, references, take};
pub use picture::{Difference, Picture};
pub use server::Site;

/// Text of a capture or another file of the shared ground truth; a test that needs it fails without it.
///
/// # Errors
/// The file is not there.
pub fn shared(path: &str) -> anyhow::Result<String> {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared").join(path);
    let bytes =
        std::fs::read(&file).map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
