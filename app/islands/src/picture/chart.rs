//! Which CUDA releases run on one machine, and in which way.

use std::fmt::Write as _;

use super::escape;

/// The way a CUDA release runs on a machine.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Run {
    /// The driver supports it.
    Native,
    /// Through minor-version compatibility, with its limits.
    Minor,
    /// Through the forward-compatibility package.
    Forward,
    /// Not at all.
    No,
    /// The rules do not know.
    Unknown,
}

impl Run {
    /// Value of `data-run`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Native => "native",
            Self::Minor => "minor",
            Self::Forward => "forward",
            Self::No => "no",
            Self::Unknown => "unknown",
        }
    }
}

/// One CUDA release.
#[derive(Clone, Debug, PartialEq)]
pub struct Release<'a> {
    /// Major version, by which rows are made.
    pub major: u32,
    /// As it is written: "12.4".
    pub name: &'a str,
    /// How it runs here.
    pub run: Run,
}

/// One line of the key: a way to run, its word, and why it holds on this machine.
#[derive(Clone, Debug, PartialEq)]
pub struct Way<'a> {
    /// The way.
    pub run: Run,
    /// The word for it, also read aloud with every release.
    pub word: &'a str,
    /// One sentence on this machine.
    pub why: &'a str,
}

/// Draws the chart: the key, then a row for each major version. `releases` come in ascending order; only the ways that
/// occur are explained. `label` names the picture.
pub fn chart(releases: &[Release<'_>], ways: &[Way<'_>], label: &str) -> String {
    let mut markup = format!(
        r#"<figure class="picture chart" aria-label="{}"><dl class="chart-key">"#,
        escape(label)
    );
    for way in ways.iter().filter(|way| releases.iter().any(|release| release.run == way.run)) {
        let (run, word, why) = (way.run.name(), escape(way.word), escape(way.why));
        let _ = write!(markup, r#"<div data-run="{run}"><dt>{word}</dt><dd>{why}</dd></div>"#);
    }
    markup.push_str("</dl>");
    for row in releases.chunk_by(|one, other| one.major == other.major) {
        let Some(first) = row.first() else { continue };
        let _ = write!(
            markup,
            r#"<div class="chart-major"><p class="chart-name">CUDA {0}</p><ul class="chart-cells" aria-label="CUDA {0}">"#,
            first.major
        );
        for release in row {
            let word = ways.iter().find(|way| way.run == release.run).map_or("", |way| way.word);
            let (run, name, word) = (release.run.name(), escape(release.name), escape(word));
            let _ = write!(
                markup,
                r#"<li class="chart-cell" data-run="{run}" title="{word}">{name}<span class="hidden-visually"> {word}</span></li>"#
            );
        }
        markup.push_str("</ul></div>");
    }
    markup.push_str("</figure>");
    markup
}

#[cfg(test)]
mod tests {
    use super::{Release, Run, Way, chart};

    #[test]
    fn rows_by_major_and_a_word_for_every_release() {
        let releases = [
            Release { major: 11, name: "11.8", run: Run::Native },
            Release { major: 12, name: "12.2", run: Run::Native },
            Release { major: 12, name: "12.8", run: Run::Minor },
        ];
        let ways = [
            Way { run: Run::Native, word: "native", why: "Driver 535 supports CUDA 12.2." },
            Way { run: Run::Minor, word: "minor version", why: "Same major." },
            Way { run: Run::No, word: "not", why: "Needs 580." },
        ];
        let markup = chart(&releases, &ways, "CUDA");
        assert_eq!(markup.matches("chart-major").count(), 2);
        assert_eq!(markup.matches("> native</span>").count(), 2);
        assert_eq!(markup.matches("> minor version</span>").count(), 1);
        assert!(!markup.contains("Needs 580."), "a way that does not occur is not explained");
    }

    #[test]
    fn no_release_no_row() {
        assert!(!chart(&[], &[], "<CUDA>").contains("chart-major"));
    }
}
