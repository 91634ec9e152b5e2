//! Everything that proves the tree, suite by suite. The last line counts the tests.

mod count;
mod language;

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::{build, console, release, tools, workspace};
use count::Count;

struct Suite {
    name: &'static str,
    what: &'static str,
    run: fn(&tools::Validators) -> Result<Count>,
}

const SUITES: &[Suite] = &[
    Suite { name: "format", what: "cargo fmt", run: format },
    Suite { name: "lint", what: "clippy for this machine and for the browser", run: lint },
    Suite { name: "licences", what: "licences and sources of every dependency", run: licences },
    Suite { name: "native", what: "unit, property, corpus, vectors, validators", run: native },
    Suite { name: "wasm", what: "the islands, in headless Chromium", run: wasm },
    Suite { name: "site", what: "the site builds: content, links, budgets", run: site },
    Suite {
        name: "language",
        what: "a fourth language is a folder and a catalogue",
        run: language,
    },
    Suite { name: "packages", what: "the same folder packs into the same bytes", run: packages },
    Suite {
        name: "browser",
        what: "end to end in Chromium and Firefox, http and file://",
        run: browser,
    },
];

pub(crate) fn run(only: Option<&str>) -> Result<()> {
    if only == Some("--list") {
        for suite in SUITES {
            console::line(&format!("{:10} {}", suite.name, suite.what));
        }
        return Ok(());
    }
    let validators = tools::everything()?;
    let mut total = Count::default();
    let mut report: Vec<(&str, Count, Duration)> = Vec::new();
    for suite in SUITES.iter().filter(|suite| only.is_none_or(|only| suite.name.contains(only))) {
        console::step(&format!("{}: {}", suite.name, suite.what));
        let start = Instant::now();
        let count = (suite.run)(&validators).unwrap_or_else(|error| {
            console::error(&format!("{}: {error:#}", suite.name));
            Count { passed: 0, failed: 1 }
        });
        total += count;
        report.push((suite.name, count, start.elapsed()));
    }
    if report.is_empty() {
        bail!(
            "no suite has {} in its name; `cargo xtask test --list` shows them",
            only.unwrap_or_default()
        );
    }
    console::line("");
    for (name, count, time) in report {
        console::line(&format!("{name:10} {count}   {}", console::took(time)));
    }
    console::line(&format!("\n{total}"));
    if total.failed > 0 {
        bail!("{} of the tests above failed", total.failed);
    }
    Ok(())
}

fn cargo(arguments: &[&str]) -> Result<std::process::Command> {
    let mut cargo = workspace::program("cargo")?;
    cargo.args(arguments);
    Ok(cargo)
}

/// A check that either holds or does not.
fn holds(mut command: std::process::Command) -> Result<Count> {
    workspace::run(&mut command)?;
    Ok(Count { passed: 1, failed: 0 })
}

fn format(_: &tools::Validators) -> Result<Count> {
    holds(cargo(&["fmt", "--all", "--check"])?)
}

fn lint(_: &tools::Validators) -> Result<Count> {
    let here = holds(cargo(&[
        "clippy",
        "--workspace",
        "--all-targets",
        "--quiet",
        "--",
        "-D",
        "warnings",
    ])?)?;
    let browser = "clippy -p gpudock-islands --features hydrate --target wasm32-unknown-unknown --quiet -- -D warnings";
    Ok(here + holds(cargo(&browser.split(' ').collect::<Vec<_>>())?)?)
}

fn licences(_: &tools::Validators) -> Result<Count> {
    holds(cargo(&["deny", "--log-level", "error", "check", "licenses", "bans", "sources"])?)
}

fn native(validators: &tools::Validators) -> Result<Count> {
    // `gpudock-e2e` needs the built site, and has its own suite.
    let mut command =
        cargo(&["test", "--workspace", "--exclude", "gpudock-e2e", "--no-fail-fast"])?;
    command
        .env("GPUDOCK_UNPACKED", validators.root())
        .env("GPUDOCK_PYTHON", tools::python())
        .env("GPUDOCK_ROOTS", tools::debian_roots());
    // The properties try the same inputs in every run, so that the same sources get the same answer;
    // `cargo xtask fuzz` and a plain `cargo test` look for new ones.
    command.env("PROPTEST_RNG_SEED", "1").env("PROPTEST_CASES", "400");
    // With it set, a missing tool or folder fails a test instead of being mentioned.
    count::of_cargo_test(command.env("GPUDOCK_STRICT", "1"))
}

fn wasm(_: &tools::Validators) -> Result<Count> {
    let mut command = cargo(&["test", "-p", "gpudock-islands", "--features", "hydrate"])?;
    command.args(["--target", "wasm32-unknown-unknown", "--lib"]);
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner");
    command.env("CHROMEDRIVER", "/usr/bin/chromedriver").env("WASM_BINDGEN_TEST_TIMEOUT", "120");
    count::of_cargo_test(&mut command)
}

fn site(_: &tools::Validators) -> Result<Count> {
    build::site()?;
    Ok(Count { passed: 1, failed: 0 })
}

/// After the site: it is made of the browser code that is there.
fn language(_: &tools::Validators) -> Result<Count> {
    build::site()?;
    language::adds_one()?;
    Ok(Count { passed: 1, failed: 0 })
}

fn packages(_: &tools::Validators) -> Result<Count> {
    release::packs_the_same()?;
    Ok(Count { passed: 1, failed: 0 })
}

fn browser(validators: &tools::Validators) -> Result<Count> {
    let mut command =
        cargo(&["test", "-p", "gpudock-e2e", "--no-fail-fast", "--", "--test-threads", "2"])?;
    command
        .env("GPUDOCK_DIST", workspace::root().join("dist"))
        .env("CHROME_PATH", tools::chromium())
        .env("GECKODRIVER", workspace::tools().join("bin/geckodriver"));
    command.env("GPUDOCK_AXE", tools::axe()).env("GPUDOCK_DOCKERD", validators.dockerd());
    count::of_cargo_test(&mut command)
}
