//! Writes the files of the site.
//!
//! Trunk runs this after it built the browser code: the shell (`index.html`) then stands in the staging
//! folder with the hashed names of the script and the WASM in it, and every page is made from it.

mod address;
mod budget;
mod files;
mod layout;
mod links;
mod listing;
mod offline;
mod page;
mod policy;
mod render;
mod script;
mod search;
mod shell;
mod single;
mod site;
mod staging;
mod style;
mod translations;

use std::{env, path::PathBuf, process::ExitCode};

use anyhow::Context as _;

fn main() -> ExitCode {
    match run() {
        Ok(report) => {
            say(&report);
            ExitCode::SUCCESS
        }
        Err(error) => {
            say(&format!("error: {error:#}"));
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<String> {
    let folder = |name: &str| {
        env::var_os(name).map(PathBuf::from).with_context(|| {
            format!("{name} is not set: Trunk's post_build hook runs this program")
        })
    };
    let arguments: Vec<String> = env::args().skip(1).collect();
    match arguments.first().map(String::as_str) {
        None => site::write(&folder("TRUNK_SOURCE_DIR")?, &folder("TRUNK_STAGING_DIR")?),
        Some("again") => site::again(&env::current_dir()?),
        Some("guides") => site::guides_again(&env::current_dir()?, &arguments[1..]),
        Some("translations") => {
            translations::run(&env::current_dir()?.join("content"), &arguments[1..])
        }
        Some(other) => anyhow::bail!("`{other}` is none of: again, guides, translations"),
    }
}

/// The one place that prints: progress and problems, for the person at the terminal.
#[expect(clippy::print_stderr, reason = "this program's report to the terminal")]
fn say(text: &str) {
    eprintln!("{text}");
}
