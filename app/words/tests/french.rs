//! French typography of the catalogue: spaces that must not break, and one kind of apostrophe.
#![cfg(feature = "embedded")]

use gpudock_words::{Catalogue, Lang, Part, parts};

#[test]
fn french_spaces_are_fixed_and_apostrophes_curved() {
    let french = Catalogue::of(Lang::of_code("fr").unwrap());
    let mut faults = Vec::new();
    for (key, sentence) in french.entries() {
        for part in parts(sentence) {
            if let Part::Text(text) = part
                && let Some(fault) = fault(text)
            {
                faults.push(format!("{key}: {fault} in “{text}”"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// What is wrong with a stretch of words, if anything.
fn fault(text: &str) -> Option<&'static str> {
    if [" ;", " :", " !", " ?", " »", "« "].iter().any(|space| text.contains(space)) {
        return Some("a space that can break");
    }
    let letters: Vec<_> = text.chars().collect();
    letters
        .windows(3)
        .any(|three| matches!(three, [left, '\'', right] if left.is_alphabetic() && right.is_alphabetic()))
        .then_some("a straight apostrophe")
}

#[test]
fn the_faults_are_seen() {
    assert!(fault("Voici : rien").is_some() && fault("l'hôte").is_some());
    assert!(fault("Voici\u{a0}: l’hôte").is_none());
}
