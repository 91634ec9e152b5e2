use gpudock_core::fact::{Date, Source};
use gpudock_words::{Catalogue, Part, parts};

use super::{Node, el, icon, of};

/// A sentence; what stands between backticks is code.
pub(crate) fn prose(sentence: &str) -> Vec<Node> {
    parts(sentence)
        .map(|part| match part {
            Part::Text(text) => text.to_owned().into(),
            Part::Code(text) => el("code").child(text.to_owned()).into(),
        })
        .collect()
}

/// Where a statement comes from, and when it was last checked.
pub(crate) fn source(source: &'static Source, verified: Date, words: &Catalogue) -> Node {
    let title: Node = match source.url {
        Some(url) => el("a").with("href", url).with("rel", "noreferrer").child(source.title).into(),
        None => source.title.into(),
    };
    let told = el("span")
        .child(title)
        .child(format!(" · {} ", words.text("show.verified")))
        .child(el("time").with("datetime", verified.0).child(verified.0));
    of("p", "source").child(icon("icon icon-source")).child(told).into()
}
