//! Reads `catalogue/<language>/*.toml`, compares the languages and writes them down as Rust tables.
//!
//! A key or a `{gap}` that one language has and another lacks stops the build, with every such place
//! named at once.

#![allow(
    clippy::print_stderr,
    reason = "a build script talks to cargo through its standard streams"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::exit,
};

struct Language {
    code: String,
    about: toml::Table,
    entries: BTreeMap<String, String>,
}

fn main() {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("catalogue");
    println!("cargo:rerun-if-changed={}", root.display());
    let mut problems = Vec::new();
    let mut languages = Vec::new();
    for folder in sorted(&root) {
        if folder.is_dir() {
            languages.push(read_language(&folder, &mut problems));
        }
    }
    languages.sort_by_key(|language| language.about.get("order").and_then(toml::Value::as_integer));
    compare(&languages, &mut problems);
    if !problems.is_empty() {
        for problem in &problems {
            eprintln!("error: {problem}");
        }
        exit(1);
    }
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default()).join("catalogues.rs");
    if let Err(error) = fs::write(&out, rust(&languages)) {
        eprintln!("error: {}: {error}", out.display());
        exit(1);
    }
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn read_language(folder: &Path, problems: &mut Vec<String>) -> Language {
    let code = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut language = Language { code, about: toml::Table::new(), entries: BTreeMap::new() };
    for path in sorted(folder) {
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        println!("cargo:rerun-if-changed={}", path.display());
        let table = fs::read_to_string(&path)
            .map_err(|error| error.to_string())
            .and_then(|text| text.parse::<toml::Table>().map_err(|error| error.to_string()));
        match table {
            Ok(table) if path.ends_with("language.toml") => language.about = table,
            Ok(table) => flatten("", &table, &path, &mut language.entries, problems),
            Err(error) => problems.push(format!("{}: {error}", path.display())),
        }
    }
    language
}

fn flatten(
    prefix: &str,
    table: &toml::Table,
    path: &Path,
    entries: &mut BTreeMap<String, String>,
    problems: &mut Vec<String>,
) {
    for (name, value) in table {
        let key = if prefix.is_empty() { name.clone() } else { format!("{prefix}.{name}") };
        match value {
            toml::Value::Table(table) => flatten(&key, table, path, entries, problems),
            toml::Value::String(text) => {
                if entries.insert(key.clone(), text.trim().to_owned()).is_some() {
                    problems.push(format!("{}: `{key}` stands twice", path.display()));
                }
            }
            _ => problems.push(format!("{}: `{key}` is no text", path.display())),
        }
    }
}

/// Names of the `{gaps}` of a sentence.
fn gaps(text: &str) -> BTreeSet<&str> {
    text.split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}').map(|(name, _)| name))
        .filter(|name| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
        })
        .collect()
}

fn compare(languages: &[Language], problems: &mut Vec<String>) {
    let Some((first, others)) = languages.split_first() else {
        problems.push("no language in catalogue/".to_owned());
        return;
    };
    for other in others {
        for (key, text) in &first.entries {
            match other.entries.get(key) {
                None => problems.push(format!("catalogue/{}: `{key}` is missing", other.code)),
                Some(theirs) if gaps(text) != gaps(theirs) => problems.push(format!(
                    "catalogue/{}: `{key}` has the gaps {:?}, catalogue/{} has {:?}",
                    other.code,
                    gaps(theirs),
                    first.code,
                    gaps(text)
                )),
                Some(_) => {}
            }
        }
        for key in other.entries.keys().filter(|key| !first.entries.contains_key(*key)) {
            problems
                .push(format!("catalogue/{}: `{key}` is unknown to {}", other.code, first.code));
        }
    }
}

fn rust(languages: &[Language]) -> String {
    let mut out = String::from("static LANGUAGES: &[Language] = &[\n");
    for Language { code, about, .. } in languages {
        let text = |name: &str| about.get(name).and_then(toml::Value::as_str).unwrap_or(code);
        let _ = writeln!(
            out,
            "    Language {{ code: {code:?}, tag: {:?}, name: {:?}, direction: {:?} }},",
            text("tag"),
            text("name"),
            text("direction"),
        );
    }
    out.push_str("];\n#[cfg(feature = \"embedded\")]\nstatic ENTRIES: &[&[(&str, &str)]] = &[\n");
    for language in languages {
        out.push_str("    &[\n");
        for (key, text) in &language.entries {
            let _ = writeln!(out, "        ({key:?}, {text:?}),");
        }
        out.push_str("    ],\n");
    }
    out.push_str("];\n");
    out
}
