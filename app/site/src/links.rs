//! Every internal link and anchor of every page leads somewhere.

use std::collections::{BTreeMap, BTreeSet};

use html5gum::{DefaultEmitter, Token, Tokenizer};

use crate::files::Files;

/// A link that leads nowhere.
#[derive(Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Broken {
    /// The file it stands in.
    pub(crate) file: String,
    /// The address as written.
    pub(crate) link: String,
    /// What is wrong with it.
    pub(crate) why: &'static str,
}

#[derive(Default)]
struct Seen {
    ids: BTreeSet<String>,
    links: BTreeSet<String>,
}

/// Reads every page and follows its links; all broken ones at once.
pub(crate) fn check(files: &Files) -> Vec<Broken> {
    let pages: BTreeMap<&str, Seen> =
        files.pages().map(|(path, html)| (path, read(html))).collect();
    let mut broken = Vec::new();
    for (file, seen) in &pages {
        for link in &seen.links {
            if let Some(why) = wrong(files, &pages, file, link) {
                broken.push(Broken { file: (*file).to_owned(), link: link.clone(), why });
            }
        }
    }
    broken
}

fn read(html: &[u8]) -> Seen {
    let mut seen = Seen::default();
    let mut emitter = DefaultEmitter::default();
    // Otherwise the text of scripts is read for tags.
    emitter.naively_switch_states(true);
    for token in Tokenizer::new_with_emitter(html, emitter) {
        let Ok(Token::StartTag(tag)) = token else { continue };
        for (name, value) in &tag.attributes {
            let value = || String::from_utf8_lossy(value).into_owned();
            match name.as_slice() {
                b"id" => {
                    seen.ids.insert(value());
                }
                b"href" | b"src" | b"action" => {
                    seen.links.insert(value());
                }
                _ => {}
            }
        }
    }
    seen
}

fn wrong(
    files: &Files,
    pages: &BTreeMap<&str, Seen>,
    file: &str,
    link: &str,
) -> Option<&'static str> {
    if link.starts_with("https://") || link.starts_with("data:") {
        return None;
    }
    if link.contains(':') || link.starts_with('/') {
        return Some("neither relative nor https");
    }
    let (path, anchor) = link.split_once('#').unwrap_or((link, ""));
    let path = path.split('?').next().unwrap_or(path);
    let target = if path.is_empty() { Some(file.to_owned()) } else { resolve(file, path) };
    let Some(target) = target else { return Some("leads out of the site") };
    if files.get(&target).is_none() {
        return Some("no such file");
    }
    // After `#` the wizard carries answers, `name=value`, and no anchor.
    if anchor.is_empty() || anchor.contains('=') {
        return None;
    }
    let found = pages.get(target.as_str()).is_some_and(|seen| seen.ids.contains(anchor));
    if found { None } else { Some("no such anchor") }
}

/// `../setup.html` beside `fr/guides/linux.html` is `fr/setup.html`.
fn resolve(file: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in path.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(pages: &[(&str, &str)]) -> Vec<String> {
        let mut files = Files::default();
        for (path, html) in pages {
            files.add(*path, *html);
        }
        check(&files)
            .into_iter()
            .map(|broken| format!("{} → {}", broken.file, broken.link))
            .collect()
    }

    #[test]
    fn links_and_anchors_are_followed() {
        let guide = r##"<h2 id="driver">x</h2><a href="#driver">x</a><a href="../setup.html#os=ubuntu">x</a>"##;
        let good =
            [("guides/a.html", guide), ("setup.html", r#"<a href="guides/a.html#driver">x</a>"#)];
        assert_eq!(broken(&good), Vec::<String>::new());
    }

    #[test]
    fn what_leads_nowhere_is_named() {
        let page = r##"<a href="b.html">x</a><a href="#no">x</a><a href="/x">x</a><a href="../x.html">x</a><a href="http://x.example">x</a>"##;
        assert_eq!(broken(&[("a.html", page)]).len(), 5);
    }

    #[test]
    fn a_link_in_a_script_or_comment_is_no_link() {
        assert!(
            broken(&[(
                "a.html",
                r#"<script>'<a href="no.html">'</script><!-- <a href="no.html"> -->"#
            )])
            .is_empty()
        );
    }
}
