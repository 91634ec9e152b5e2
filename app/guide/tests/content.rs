//! The manual itself: it compiles, and its Chinese and French are set as they should be.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::{collections::BTreeSet, fs, path::Path};

use gpudock_core::plan;
use gpudock_guide::{Page, SourceFile, Surroundings, compile};

/// Pages that the manual may link to and that are no guides.
const PAGES: &[&str] =
    &["index.html", "setup.html", "diagnose.html", "about.html", "reference/index.html"];

fn sources() -> Vec<SourceFile> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content");
    let mut files = Vec::new();
    for folder in fs::read_dir(&root).unwrap().map(Result::unwrap) {
        if !folder.path().is_dir() {
            continue;
        }
        for file in fs::read_dir(folder.path()).unwrap().map(Result::unwrap) {
            let path = format!(
                "{}/{}",
                folder.file_name().to_string_lossy(),
                file.file_name().to_string_lossy()
            );
            files.push(SourceFile { path, text: fs::read_to_string(file.path()).unwrap() });
        }
    }
    assert!(!files.is_empty(), "no guide in {}", root.display());
    // Pictures are drawn by the site, which checks their names.
    for name in ["layers", "route", "wsl"] {
        for lang in ["en", "fr", "zh"] {
            let path = format!("picture/{name}.{lang}.svg");
            files.push(SourceFile { path, text: "<figure></figure>".to_owned() });
        }
    }
    files
}

fn manual() -> Vec<Page> {
    let pages = PAGES.iter().map(ToString::to_string).collect();
    compile(&sources(), &Surroundings { pages }).unwrap_or_else(|found| {
        let lines: Vec<_> = found.iter().map(ToString::to_string).collect();
        panic!("{} defects\n{}", lines.len(), lines.join("\n"))
    })
}

#[test]
fn every_guide_compiles_in_every_language() {
    let pages = manual();
    assert_eq!(pages.len() % 3, 0);
    for page in &pages {
        let lead = page.html.trim_start().starts_with("<p>");
        assert!(lead, "{}: a guide begins with a paragraph", page.source);
        assert!(page.description.chars().count() <= 200, "{}: long description", page.source);
    }
}

/// The whole planner against the whole manual: not one line that it types, for any machine, stands in a guide.
/// The build looks at typical machines only, and this is what shows that they are enough.
#[test]
fn no_guide_writes_out_what_the_planner_types() {
    let mut typed = BTreeSet::new();
    for choices in plan::all_choices() {
        for step in plan::plan(&choices).steps {
            for command in step.commands.iter().filter(|command| command.changes) {
                typed.extend(command.text.lines().map(normal).filter(|line| {
                    ["install ", "curl ", "config-manager ", "addrepo ", "gpg "]
                        .iter()
                        .any(|verb| line.contains(verb))
                }));
            }
        }
    }
    assert!(typed.len() > 80, "only {} lines", typed.len());
    let mut looked_at = 0;
    for file in sources() {
        for line in file.text.lines() {
            looked_at += 1;
            let line = normal(line.trim().trim_start_matches("$ "));
            assert!(!typed.contains(&line), "{}: the planner types `{line}`", file.path);
        }
    }
    assert!(looked_at > 1000, "only {looked_at} lines");
}

/// A line with single blanks, by whoever it is run.
fn normal(line: &str) -> String {
    line.split_whitespace().filter(|word| *word != "sudo").collect::<Vec<_>>().join(" ")
}

/// Whoever follows a link out of the manual sees when it was last known to lead there.
#[test]
fn every_link_out_of_the_manual_has_its_day() {
    let mut links = 0;
    for page in manual() {
        for link in page.html.split("<a ").skip(1).filter_map(|rest| rest.split('>').next()) {
            if !link.contains("href=\"http") {
                continue;
            }
            links += 1;
            let title = link.split("title=\"").nth(1).and_then(|rest| rest.split('"').next());
            let day = |text: &str| {
                let day: Vec<_> = text.split(|c: char| !c.is_ascii_digit()).collect();
                day.windows(3).any(|parts| parts.iter().map(|part| part.len()).eq([4, 2, 2]))
            };
            assert!(title.is_some_and(day), "{}: no day at <a {link}>", page.source);
        }
    }
    assert!(links > 30, "only {links} links");
}

/// Every row of the coverage names sections that exist, or says that it no longer applies.
#[test]
fn the_coverage_names_sections_that_exist() {
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/COVERAGE.md");
    let table = fs::read_to_string(table).unwrap();
    let pages = manual();
    let mut rows = 0;
    for row in table.lines().filter(|row| row.starts_with("| ") && !row.starts_with("| Heading")) {
        let answer = row.trim_end_matches(" |").rsplit(" | ").next().unwrap();
        let named: Vec<_> = answer.split('`').skip(1).step_by(2).collect();
        let reason = answer.contains("no longer applies") || answer.contains("sources stand");
        assert!(!named.is_empty() || reason, "nothing answers: {row}");
        for name in named {
            let (guide, anchor) = name.split_once('#').unwrap();
            let anchor = format!("id=\"{anchor}\"");
            let found = |page: &&Page| page.slug == guide && page.html.contains(&anchor);
            assert_eq!(pages.iter().filter(found).count(), 3, "no `{name}`: {row}");
        }
        rows += 1;
    }
    assert!(rows > 50, "{rows} rows");
}

/// The text of each file outside code, with its path.
fn prose(lang: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for file in sources().iter().filter(|file| file.path.ends_with(&format!("/{lang}.md"))) {
        let mut text = String::new();
        for (at, part) in file.text.split("```").enumerate() {
            if at % 2 == 0 {
                text.push_str(part);
            }
        }
        found.push((file.path.clone(), text));
    }
    found
}

#[test]
fn chinese_keeps_a_space_beside_latin_and_uses_its_own_punctuation() {
    let han = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
    let latin = |c: char| c.is_ascii_alphanumeric() || c == '`';
    for (path, text) in prose("zh") {
        for line in text.lines() {
            let mut code = false;
            let chars: Vec<char> = line.chars().collect();
            for pair in chars.windows(2) {
                let [left, right] = pair else { continue };
                if *left == '`' {
                    code = !code;
                }
                let touching = (han(*left) && latin(*right)) || (latin(*left) && han(*right));
                assert!(code || !touching, "{path}: no space in `{left}{right}`: {line}");
                let ascii = han(*left) && matches!(right, ',' | ';' | ':' | '?' | '!' | '(');
                assert!(code || !ascii, "{path}: half-width `{right}` after `{left}`: {line}");
            }
        }
    }
}

#[test]
fn french_has_a_space_before_double_punctuation() {
    for (path, text) in prose("fr") {
        for line in text.lines().filter(|line| !line.starts_with('|') || !line.contains("---")) {
            let mut code = false;
            let mut target = false;
            let chars: Vec<char> = line.chars().collect();
            for three in chars.windows(3) {
                let [left, mark, right] = three else { continue };
                match (left, mark) {
                    ('`', _) => code = !code,
                    (']', '(') => target = true,
                    (')', _) => target = false,
                    _ => {}
                }
                let double = matches!(mark, ';' | '!' | '?')
                    || (*mark == ':' && (right.is_whitespace() || *right == '*'));
                let glued = double && left.is_alphanumeric() && !code && !target;
                assert!(!glued, "{path}: no space in `{left}{mark}`: {line}");
            }
        }
    }
}
