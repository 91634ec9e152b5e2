//! The built site, as its visitors meet it.

mod accessible;
mod diagnose;
mod guides;
mod hostile;
mod layout;
mod private;
mod wizard;

/// The three ways in which people open the site.
const PLACES: &[(&str, fn(&gpudock_e2e::Site, &str) -> String)] = &[
    ("domain root", gpudock_e2e::Site::http),
    ("sub-path", gpudock_e2e::Site::sub_path),
    ("file", gpudock_e2e::Site::file),
];
