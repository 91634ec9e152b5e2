//! Everything a developer or CI runs. `cargo xtask help` lists it.
//!
//! Each command installs what it lacks: pinned, into `target/tools` where that is possible, and otherwise
//! with the machine's own package manager. A second run finds everything in place.

mod bench;
mod build;
mod console;
mod fuzz;
mod measure;
mod release;
mod serve;
mod shots;
mod suite;
mod tools;
mod translations;
mod workspace;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask serve       build, serve on 127.0.0.1:8080, rebuild on change
cargo xtask test        everything: formatting, lints, unit, property, browser, content, licences
cargo xtask test NAME   only the suites whose name contains NAME (`cargo xtask test --list`)
cargo xtask build       leave the site in dist/
cargo xtask release     zip of the site, single file, command for this machine, checksums, SBOM in target/packages
                        (`--check` builds in two folders and compares the bytes)
cargo xtask tools       install what the other commands need, and nothing else
cargo xtask shots PAGE… pictures of pages of dist/ in target/shots: three languages, two widths, light and dark
cargo xtask shots --accept  the key pages of dist/ look as they should: renew app/e2e/reference
cargo xtask measure     Lighthouse on dist/: the median of five runs on every kind of page (`--runs N`, pages)
cargo xtask bench       benchmarks with ratios, in one run
cargo xtask translations
                        which English text each translation follows (`follow GUIDE [LANG]` writes it down)
cargo xtask fuzz        five minutes of fuzzing on every target";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let rest = arguments.get(1).map(String::as_str);
    let result = match arguments.first().map(String::as_str) {
        Some("serve") => serve::run(),
        Some("test") => suite::run(rest),
        Some("build") => build::run(),
        Some("release") => release::run(rest),
        Some("tools") => tools::everything().map(drop),
        Some("shots") => shots::run(&arguments[1..]),
        Some("measure") => measure::run(&arguments[1..]),
        Some("bench") => bench::run(),
        Some("translations") => translations::run(&arguments[1..]),
        Some("fuzz") => fuzz::run(),
        Some("help" | "--help" | "-h") => {
            console::line(HELP);
            Ok(())
        }
        _ => {
            console::error(HELP);
            return ExitCode::from(2);
        }
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            console::error(&format!("\nerror: {error:#}"));
            ExitCode::FAILURE
        }
    }
}
