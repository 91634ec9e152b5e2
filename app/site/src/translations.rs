//! What each translation follows, for whoever translates.

use std::{collections::BTreeMap, fmt::Write as _, fs, path::Path};

use anyhow::{Context as _, ensure};
use gpudock_guide::{Page as Guide, Translation};
use gpudock_words::Lang;

use crate::site;

/// The table of all translations; or, after `follow <guide> [<language>]`, writes down that those now say the same
/// as the English text does.
///
/// # Errors
/// Guides that do not compile, a guide or language there is not, a file that cannot be written.
pub(crate) fn run(content: &Path, arguments: &[String]) -> anyhow::Result<String> {
    let guides = site::guides_of(content)?;
    match arguments {
        [] => Ok(table(&guides)),
        [verb, slug, langs @ ..] if verb == "follow" && langs.len() < 2 => {
            let translations = guides.iter().filter(|guide| {
                guide.slug == *slug
                    && guide.translation != Translation::Original
                    && langs.iter().all(|lang| lang == guide.lang.code())
            });
            let mut written = Vec::new();
            for guide in translations {
                follow(&content.join(&guide.source), &guide.revision)?;
                written.push(format!("{} follows {}", guide.source, guide.revision));
            }
            ensure!(!written.is_empty(), "there is no translation like that");
            Ok(written.join("\n"))
        }
        _ => anyhow::bail!("nothing, or: follow <guide> [<language>]"),
    }
}

/// A line for each guide, what each language is, and how many follow.
fn table(guides: &[Guide]) -> String {
    let mut rows: BTreeMap<(u32, &str), Vec<&Guide>> = BTreeMap::new();
    for guide in guides {
        rows.entry((guide.order, &guide.slug)).or_default().push(guide);
    }
    let mut text = format!("{:22} {:14}", "guide", "English");
    // Writing into a string cannot fail.
    let others = || Lang::all().filter(|lang| *lang != Lang::default());
    for lang in others() {
        let _ = write!(text, " {:22}", lang.code());
    }
    for ((_, slug), languages) in &rows {
        let revision = languages.first().map_or("", |guide| &guide.revision);
        let _ = write!(text, "\n{slug:22} {revision:14}");
        for guide in languages.iter().filter(|guide| guide.lang != Lang::default()) {
            let state = match &guide.translation {
                Translation::Original | Translation::Current => "current".to_owned(),
                Translation::Stale { follows } => format!("STALE: {follows}"),
            };
            let _ = write!(text, " {state:22}");
        }
    }
    for lang in others() {
        let own: Vec<_> = guides.iter().filter(|guide| guide.lang == lang).collect();
        let current = own.iter().filter(|guide| guide.translation == Translation::Current).count();
        let _ =
            write!(text, "\n{}: {current} of {} follow the English text", lang.name(), own.len());
    }
    text.lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Changes `follows` in the front matter, and nothing else.
fn follow(path: &Path, revision: &str) -> anyhow::Result<()> {
    let text = fs::read_to_string(path).with_context(|| path.display().to_string())?;
    fs::write(path, following(&text, revision).context("no `follows` in the front matter")?)
        .with_context(|| path.display().to_string())
}

fn following(text: &str, revision: &str) -> Option<String> {
    let start = text.find("\nfollows = ")? + 1;
    let end = start + text[start..].find('\n')?;
    Some(format!("{}follows = \"{revision}\"{}", &text[..start], &text[end..]))
}

#[cfg(test)]
pub(crate) mod tests {
    use gpudock_guide::{SourceFile, Surroundings, compile};

    use super::*;

    /// The guide `t` in every language, each translation following what is given.
    pub(crate) fn guide(body: &str, follows: &str) -> Vec<Guide> {
        let mut files = Vec::new();
        for lang in Lang::all() {
            let own = if lang == Lang::default() {
                "order = 1\nsection = \"start\"".to_owned()
            } else {
                format!("follows = \"{follows}\"")
            };
            files.push(SourceFile {
                path: format!("t/{}.md", lang.code()),
                text: format!(
                    "+++\ntitle = \"T\"\ndescription = \"D.\"\nupdated = \"2026-11-21\"\n{own}\n+++\n{body}"
                ),
            });
        }
        compile(&files, &Surroundings::default()).unwrap()
    }

    #[test]
    fn the_table_tells_current_from_stale() {
        let stale = guide("x\n", "0");
        let said = table(&stale);
        assert!(said.contains("STALE: 0") && said.contains("简体中文: 0 of 1 follow"), "{said}");
        let said = table(&guide("x\n", &stale[0].revision));
        assert!(!said.contains("STALE") && said.contains("Français: 1 of 1 follow"), "{said}");
    }

    #[test]
    fn following_changes_one_line() {
        let text = "+++\ntitle = \"a\"\nfollows = \"1\"\n+++\nfollows = \"1\"\n";
        let expected = "+++\ntitle = \"a\"\nfollows = \"2\"\n+++\nfollows = \"1\"\n";
        assert_eq!(following(text, "2").as_deref(), Some(expected));
        assert_eq!(following("+++\n+++\n", "2"), None);
    }

    #[test]
    fn a_stale_page_says_so_and_leads_to_the_english_one() {
        let stale = guide("x\n", "0");
        let current = guide("x\n", &stale[0].revision);
        let html = |guides: &[Guide], code: &str| {
            let lang = Lang::of_code(code).unwrap();
            let words = gpudock_words::Catalogue::of(lang);
            let guide = guides.iter().find(|guide| guide.lang == lang).unwrap();
            crate::page::guides::page(guide, &words, "").html
        };
        for (code, notice) in [("fr", "Traduction plus ancienne"), ("zh", "译文较旧")] {
            let page = html(&stale, code);
            assert!(
                page.contains(notice) && page.contains("href=\"../../guides/t.html\""),
                "{page}"
            );
            assert!(!html(&current, code).contains(notice));
        }
        assert!(!html(&stale, "en").contains("stale") && !html(&stale, "en").contains("alert"));
    }
}
