//! The direction in which data moves, proven on the source: `fact ← compat ← {plan, diagnose} ← advise`.
#![allow(clippy::disallowed_methods, reason = "a test may read the source it is about")]

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Module, and the modules of the core it must not name.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("fact", &["compat", "plan", "diagnose", "advise", "daemon_json"]),
    ("compat", &["plan", "diagnose", "advise"]),
    ("daemon_json", &["plan", "diagnose", "advise"]),
    ("plan", &["diagnose", "advise"]),
    ("diagnose", &["plan", "advise", "scrub", "report", "collect"]),
    ("scrub", &["compat", "plan", "diagnose", "advise", "daemon_json", "report", "collect"]),
    ("report", &["plan", "advise", "collect"]),
    ("collect", &["compat", "diagnose", "advise", "report"]),
];

/// What a crate must not depend on, by the folder of its `Cargo.toml`.
const STRANGERS: &[(&str, &[&str])] = &[
    ("core", &["leptos", "wasm-bindgen", "web-sys", "pulldown-cmark", "toml", "regex", "gpudock-"]),
    ("words", &["leptos", "wasm-bindgen", "pulldown-cmark", "gpudock-guide"]),
    ("guide", &["leptos", "wasm-bindgen", "gpudock-islands", "gpudock-site"]),
    ("islands", &["pulldown-cmark", "gpudock-guide", "gpudock-site"]),
    ("cli", &["leptos", "wasm-bindgen", "pulldown-cmark", "gpudock-guide", "gpudock-site"]),
];

fn app() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every Rust file of a module, be it a folder or a file.
fn sources(module: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut open = vec![module.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    let alone = module.with_extension("rs");
    if alone.is_file() {
        files.push(alone);
    }
    files
}

/// The code of a file: comments may name whom they like.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(at, line)| (at + 1, line.split("//").next().unwrap_or_default()))
}

#[test]
fn modules_of_the_core_know_only_those_before_them() {
    let mut seen = 0;
    let mut wrong = Vec::new();
    for (module, forbidden) in FORBIDDEN {
        for file in sources(&app().join("core/src").join(module)) {
            seen += 1;
            let text = fs::read_to_string(&file).unwrap();
            // Joined, so that a `use crate::{…}` over several lines is one statement.
            let statements: String =
                code(&text).map(|(_, code)| code).collect::<Vec<_>>().join(" ");
            for statement in statements.split(';') {
                for name in *forbidden {
                    let nested = statement.split_once("use crate::{").is_some_and(|(_, list)| {
                        list.split([',', '{'])
                            .any(|item| item.trim().split("::").next() == Some(*name))
                    });
                    if nested || statement.contains(&format!("crate::{name}")) {
                        wrong.push(format!("{}: {module} names {name}", file.display()));
                    }
                }
            }
        }
    }
    assert!(seen > 20, "only {seen} files were read");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn crates_depend_only_on_what_they_may_know() {
    for (crate_, strangers) in STRANGERS {
        let manifest = fs::read_to_string(app().join(crate_).join("Cargo.toml")).unwrap();
        let shipped = manifest.split("[dev-dependencies]").next().unwrap_or_default();
        let dependencies = shipped.split("[dependencies]").nth(1).unwrap_or_default();
        for line in dependencies.lines() {
            let name = line.split(['=', '.', ' ']).next().unwrap_or_default();
            for stranger in *strangers {
                let hit =
                    name == *stranger || (stranger.ends_with('-') && name.starts_with(stranger));
                assert!(!hit, "{crate_} must not depend on {name}");
            }
        }
    }
}

/// A version typed into the islands or the site is a rule that escaped the knowledge base.
#[test]
fn no_driver_version_stands_outside_the_core() {
    let mut wrong = Vec::new();
    for crate_ in ["islands", "site"] {
        for file in sources(&app().join(crate_).join("src")) {
            let text = fs::read_to_string(&file).unwrap();
            let shipped = text.split("#[cfg(test)]").next().unwrap_or_default();
            for (line, code) in code(shipped) {
                let mut words = code.split(|c: char| !(c.is_ascii_digit() || c == '.'));
                if words.any(looks_like_a_driver) {
                    wrong.push(format!("{}:{line}: {}", file.display(), code.trim()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// `580.95.05`, `535.261.03`: three digits, then one or two fields.
fn looks_like_a_driver(word: &str) -> bool {
    let fields: Vec<_> = word.split('.').collect();
    (2..=3).contains(&fields.len())
        && fields[0].len() == 3
        && fields[1..].iter().all(|field| (2..=3).contains(&field.len()))
        && ('3'..='6').contains(&word.chars().next().unwrap_or_default())
}
