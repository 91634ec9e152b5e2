//! Tabs: `/// tabs group`, `/// tab name Label`, `///`, each a paragraph of its own.
//!
//! Without JavaScript the panels are `<details>` that share a name: one is open at a time.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::escape::escape;
use crate::{article::Placed, attributes::Attributes};

/// Where the renderer stands between tabs.
#[derive(Debug, Default)]
pub(crate) struct Tabs {
    /// Groups seen so far; names the panels of one group.
    count: usize,
    state: State,
}

#[derive(Debug, Default, Eq, PartialEq)]
enum State {
    #[default]
    Outside,
    /// Inside a group, before its first tab.
    Opened,
    InTab,
}

/// Whether these events are a paragraph that begins with `///`.
pub(crate) fn is_directive(events: &[Placed<'_>]) -> bool {
    matches!(events, [
        (Event::Start(Tag::Paragraph), _),
        (Event::Text(text), _),
        (Event::End(TagEnd::Paragraph), _),
        ..
    ] if text.starts_with("///"))
}

impl Tabs {
    pub(crate) fn is_open(&self) -> bool {
        self.state != State::Outside
    }

    /// The HTML of one directive; `None` where it does not belong here.
    pub(crate) fn step(&mut self, line: &str) -> Option<String> {
        let attributes = Attributes::read(line.strip_prefix("///")?);
        let words: Vec<&str> = attributes.words.iter().map(AsRef::as_ref).collect();
        match (words.as_slice(), &self.state) {
            (["tabs", group], State::Outside) => {
                self.count += 1;
                self.state = State::Opened;
                Some(format!("<div class=\"tabs\" data-tabs=\"{}\">\n", escape(group)))
            }
            (["tab", name, label @ ..], State::Opened | State::InTab) if !label.is_empty() => {
                let first = self.state == State::Opened;
                self.state = State::InTab;
                Some(format!(
                    "{}<details name=\"tabs-{}\" data-tab=\"{}\"{}><summary>{}</summary><div class=\"tab\">\n",
                    if first { "" } else { "</div></details>\n" },
                    self.count,
                    escape(name),
                    if first { " open" } else { "" },
                    escape(&label.join(" ")),
                ))
            }
            ([], State::InTab) => {
                self.state = State::Outside;
                Some("</div></details>\n</div>\n".to_owned())
            }
            _ => None,
        }
    }
}
