//! Every CUDA release on the machine, as a cell: the way it runs, and why.

use gpudock_core::{diagnose, fact::Say as _};
use gpudock_words::Catalogue;

use super::Case;
use crate::show::{Node, el, of, prose};

pub(crate) fn chart(case: &Case, words: &Catalogue) -> Option<Node> {
    let chart = diagnose::chart(&case.judged)?;
    let word = |id: &str| words.text(&format!("picture.chart.run.{id}"));
    let key = chart.reasons().map(|(way, why)| {
        el("div")
            .with("data-run", way.id())
            .child(el("dt").child(word(way.id())))
            .child(el("dd").all(prose(&words.say(&why))))
            .into()
    });
    let rows = chart.releases.chunk_by(|(one, _), (other, _)| one.major() == other.major());
    let rows = rows.map(|row| {
        let major = row.first().map_or(0, |(release, _)| release.major());
        let name = format!("CUDA {major}");
        let cells = row.iter().map(|(release, way)| {
            let said = of("span", "hidden-visually").child(format!(" {}", word(way.id())));
            of("li", "chart-cell")
                .with("data-run", way.id())
                .child(release.to_string())
                .child(said)
                .into()
        });
        of("div", "chart-major")
            .child(of("p", "chart-name").child(name.clone()))
            .child(of("ul", "chart-cells").with("aria-label", name).all(cells))
            .into()
    });
    let section = of("section", "card chart")
        .with("aria-labelledby", "chart-title")
        .child(el("h2").with("id", "chart-title").child(words.text("diagnose.picture.chart")))
        .child(of("dl", "chart-key").all(key))
        .all(rows);
    Some(section.into())
}
