//! A fourth language is a folder of the catalogue and a file in each guide: shown by adding one to a copy.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use crate::workspace;

/// What the generator and the pages are made of.
const SOURCES: &[&str] = &[
    "app",
    "content",
    "style",
    ".cargo",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "index.html",
    "rust-toolchain.toml",
];
/// A language whose words are the English ones, so that the copy needs no translator.
const CODE: &str = "eo";
const ABOUT: &str = "name = \"Esperanto\"\ntag = \"eo\"\ndirection = \"ltr\"\norder = 4\n";

/// Adds it as `CONTRIBUTING.md` says, and nothing else, makes all pages and looks for it in them.
pub(super) fn adds_one() -> Result<()> {
    let copy = workspace::target().join("fourth-language");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    for name in SOURCES {
        let from = workspace::root().join(name);
        if from.exists() {
            duplicate(&from, &copy.join(name))?;
        }
    }
    let catalogue = copy.join("app/words/catalogue");
    duplicate(&catalogue.join("en"), &catalogue.join(CODE))?;
    fs::write(catalogue.join(CODE).join("language.toml"), ABOUT)?;
    for folder in fs::read_dir(copy.join("content"))? {
        let english = folder?.path().join("en.md");
        if english.is_file() {
            let text = fs::read_to_string(&english)?;
            fs::write(english.with_file_name(format!("{CODE}.md")), translated(&text))?;
        }
    }
    generator(&copy, &["translations", "follow", "linux", CODE])?;
    generator(&copy, &["again"])?;
    stands(&copy.join("dist"))?;
    fs::remove_dir_all(&copy).context("the copy cannot be removed")
}

/// The generator of the copy. What does not belong to the workspace is compiled already.
fn generator(copy: &Path, task: &[&str]) -> Result<()> {
    let mut cargo = workspace::program("cargo")?;
    cargo.current_dir(copy).env("CARGO_TARGET_DIR", workspace::target());
    cargo.args(["run", "--quiet", "--offline", "--locked", "-p", "gpudock-site", "--"]).args(task);
    workspace::run(&mut cargo)
}

/// The English text as its own translation: what only the English file says is left out.
fn translated(english: &str) -> String {
    let (head, body) = english.split_once("\n+++\n").unwrap_or((english, ""));
    let own = ["order =", "section =", "aliases ="];
    let kept = head.lines().filter(|line| !own.iter().any(|name| line.starts_with(name)));
    let head: Vec<_> = kept.collect();
    let body = body.lines().map(|line| match line.split_once(" {#") {
        Some((heading, _)) if line.starts_with('#') => heading,
        _ => line,
    });
    let body: Vec<_> = body.collect();
    format!("{}\nfollows = \"0\"\n+++\n{}\n", head.join("\n"), body.join("\n"))
}

fn stands(dist: &Path) -> Result<()> {
    let expected = [
        ("eo/index.html", " lang=eo>"),
        ("eo/setup.html", "hreflang=\"zh-Hans\""),
        ("eo/feed.xml", "xml:lang=\"eo\""),
        ("eo/guides/linux.html", "href=\"../../fr/guides/linux.html\""),
        ("guides/linux.html", "href=\"../eo/guides/linux.html\""),
        ("eo/guides/running.html", "Older translation"),
        ("eo/reference/architectures.html", " lang=eo>"),
        ("404.html", "lang=\"eo\""),
        ("llms.txt", "## Esperanto"),
        ("../dist-single/gpudock.html", "pages-eo"),
    ];
    for (path, text) in expected {
        let place = dist.join(path);
        let page = fs::read_to_string(&place).with_context(|| place.display().to_string())?;
        ensure!(page.contains(text), "{path} has no `{text}`");
    }
    Ok(())
}

fn duplicate(from: &Path, to: &Path) -> Result<()> {
    if !from.is_dir() {
        fs::copy(from, to).with_context(|| from.display().to_string())?;
        return Ok(());
    }
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        duplicate(&entry.path(), &to.join(entry.file_name()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::translated;

    #[test]
    fn what_only_english_says_is_left_out() {
        let english =
            "+++\ntitle = \"A\"\norder = 1\nsection = \"start\"\n+++\n## B {#c}\n\nd {#e}\n";
        assert_eq!(
            translated(english),
            "+++\ntitle = \"A\"\nfollows = \"0\"\n+++\n## B\n\nd {#e}\n"
        );
    }
}
