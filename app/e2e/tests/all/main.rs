//! The built site, as its visitors meet it.

mod accessible;
mod diagnose;
mod embed;
mod files;
mod firefox;
mod guides;
mod hostile;
mod keyboard;
mod layout;
mod look;
mod offline;
mod pictures;
mod private;
mod search;
mod single;
mod wizard;

type Address = fn(&gpudock_e2e::Site, &str) -> String;

/// The three ways in which people open the site.
const PLACES: &[(&str, Address)] = &[
    ("domain root", gpudock_e2e::Site::http),
    ("sub-path", gpudock_e2e::Site::sub_path),
    ("file", gpudock_e2e::Site::file),
];
