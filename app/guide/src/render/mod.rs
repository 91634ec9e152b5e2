//! Events to the body of `<main>`.

pub(crate) mod console;
mod escape;
mod fence;
mod footnote;
pub(crate) mod highlight;
mod link;
mod tabs;

use std::{collections::BTreeMap, fmt::Write as _, mem, ops::Range};

use gpudock_core::fact::{Message, Say as _};
use gpudock_words::Catalogue;
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, Tag, TagEnd, html::push_html};

use crate::{
    Heading, Passage, SourceFile, Surroundings,
    article::{Article, Placed, level_number},
    diagnostic::{DiagnosticKind, Diagnostics},
    reference::{self, Part},
    typography,
};
use escape::escape;
use footnote::Footnotes;
use highlight::Highlighter;
use tabs::Tabs;

/// What one guide must know of the others.
#[derive(Debug)]
pub(crate) struct World<'a> {
    /// Anchors of every guide.
    pub(crate) guides: BTreeMap<&'a str, Vec<String>>,
    /// Pages around the guides.
    pub(crate) surroundings: &'a Surroundings,
    /// Drawings, by path below `content/`.
    pub(crate) drawings: BTreeMap<&'a str, &'a SourceFile>,
}

/// A rendered body.
#[derive(Debug, Default)]
pub(crate) struct Rendered {
    pub(crate) html: String,
    pub(crate) toc: Vec<Heading>,
    pub(crate) passages: Vec<Passage>,
}

/// Renders one guide in one language. `anchors` has one id a heading.
pub(crate) fn render(
    article: &Article<'_>,
    anchors: &[String],
    world: &World<'_>,
    highlighter: &mut Highlighter,
    diagnostics: &mut Diagnostics,
) -> Rendered {
    let renderer = Renderer {
        article,
        anchors,
        world,
        words: Catalogue::of(article.lang),
        highlighter,
        diagnostics,
        out: Vec::new(),
        passages: vec![Passage { id: String::new(), heading: String::new(), text: String::new() }],
        toc: Vec::new(),
        tabs: Tabs::default(),
        footnotes: Footnotes::default(),
        cells: Cells::default(),
    };
    renderer.run()
}

/// Which cell of a table is written: the heads label the cells below them on a small screen.
#[derive(Debug, Default)]
struct Cells {
    first_row: bool,
}

struct Renderer<'r, 'a> {
    article: &'r Article<'a>,
    anchors: &'r [String],
    world: &'r World<'a>,
    words: Catalogue,
    highlighter: &'r mut Highlighter,
    diagnostics: &'r mut Diagnostics,
    out: Vec<Event<'r>>,
    passages: Vec<Passage>,
    toc: Vec<Heading>,
    tabs: Tabs,
    footnotes: Footnotes<'r>,
    cells: Cells,
}

impl<'r> Renderer<'r, '_> {
    fn run(mut self) -> Rendered {
        let events: &'r [Placed<'_>] = &self.article.events;
        let mut at = 0;
        while let Some((event, range)) = events.get(at) {
            at += match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    self.heading(level_number(*level), &events[at + 1..])
                }
                Event::Start(Tag::CodeBlock(kind)) => self.code_block(kind, &events[at..], range),
                Event::Start(Tag::Paragraph) if tabs::is_directive(&events[at..]) => {
                    self.directive(&events[at + 1])
                }
                other => {
                    self.event(other, range);
                    1
                }
            };
        }
        self.close()
    }

    fn close(mut self) -> Rendered {
        if self.tabs.is_open() {
            self.note(self.article.file.text.len(), DiagnosticKind::UnbalancedTabs);
        }
        let mut html = String::new();
        push_html(&mut html, mem::take(&mut self.out).into_iter());
        let mut footnotes = mem::take(&mut self.footnotes);
        for (at, kind) in footnotes.finish(&mut html, &self.words) {
            self.note(at, kind);
        }
        for passage in &mut self.passages {
            passage.text = passage.text.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        self.passages.retain(|passage| !passage.heading.is_empty() || !passage.text.is_empty());
        Rendered { html, toc: self.toc, passages: self.passages }
    }

    fn note(&mut self, at: usize, kind: DiagnosticKind) {
        self.diagnostics.note(self.article.file, at, kind);
    }

    fn html(&mut self, html: impl Into<String>) {
        self.out.push(Event::Html(html.into().into()));
    }

    fn say(&self, key: &'static str, gap: &'static str, value: &str) -> String {
        self.words.say(&Message::new(key).with(gap, value))
    }

    fn find(&mut self, text: &str) {
        if let Some(passage) = self.passages.last_mut() {
            passage.text.push_str(text);
        }
    }

    /// Fills references. What cannot be answered is noted and left as it stands.
    fn filled(&mut self, text: &str, start: usize) -> String {
        if !text.contains("{{fact ") {
            return text.to_owned();
        }
        let mut out = String::with_capacity(text.len());
        for part in reference::parts(text) {
            match part {
                Part::Text(text, _) => out.push_str(text),
                Part::Reference(inside, place) => match reference::fact(inside, &self.words) {
                    Ok(answer) => out.push_str(&answer),
                    Err(unanswered) => self.note(start + place.start, unanswered.into()),
                },
            }
        }
        out
    }

    fn event(&mut self, event: &'r Event<'_>, range: &Range<usize>) {
        match event {
            Event::Text(text) => {
                let text = self.filled(text, range.start);
                let text = typography::spaced(&text, self.article.lang);
                self.find(&text);
                self.out.push(Event::Text(text.into()));
            }
            Event::Code(text) => {
                let text = self.filled(text, range.start);
                self.find(&text);
                self.out.push(Event::Code(text.into()));
            }
            Event::SoftBreak => self.soft_break(),
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(*tag),
            Event::Html(html) | Event::InlineHtml(html) => {
                if !html.trim_start().starts_with("<!--") {
                    self.note(range.start, DiagnosticKind::RawHtml);
                }
            }
            Event::FootnoteReference(label) => {
                let mark = self.footnotes.mark(label, range.start);
                self.out.push(Event::InlineHtml(mark.into()));
            }
            other => self.out.push(other.clone()),
        }
    }

    /// A line end in the source is a space, but Chinese has none between its characters.
    fn soft_break(&mut self) {
        self.find(" ");
        let chinese = self.article.lang.code() == "zh";
        let after_han = matches!(self.out.last(), Some(Event::Text(text))
            if text.ends_with(|c: char| !c.is_ascii()));
        if !(chinese && after_han) {
            self.out.push(Event::SoftBreak);
        }
    }

    fn start(&mut self, tag: &'r Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::BlockQuote(Some(kind)) => {
                let name = alert_name(*kind);
                let title = self.words.text(&format!("guide.alert.{name}"));
                self.html(format!(
                    "<aside class=\"alert\" data-kind=\"{name}\"><p class=\"alert-title\">{}</p>\n",
                    escape(&title)
                ));
            }
            Tag::Link { dest_url, title, link_type, .. } => {
                match link::resolve(dest_url, self.article.slug, self.world) {
                    Ok(link::Target::Inside(dest_url)) => self.out.push(Event::Start(Tag::Link {
                        link_type: *link_type,
                        dest_url: dest_url.into(),
                        title: title.clone(),
                        id: "".into(),
                    })),
                    Ok(link::Target::Outside { url, checked }) => {
                        let title = self.say("guide.link_checked", "date", &checked);
                        self.out.push(Event::InlineHtml(
                            format!(
                                "<a href=\"{}\" rel=\"external noopener noreferrer\" title=\"{}\">",
                                escape(&url),
                                escape(&title)
                            )
                            .into(),
                        ));
                    }
                    Err(kind) => {
                        self.note(range.start, kind);
                        self.out.push(Event::InlineHtml("<a>".into()));
                    }
                }
            }
            Tag::Image { .. } => self.note(range.start, DiagnosticKind::Image),
            Tag::Table(_) => {
                self.cells.first_row = true;
                let label = self.say("guide.table", "heading", &self.heading_text());
                self.html(format!(
                    "<div class=\"table\" tabindex=\"0\" role=\"region\" aria-label=\"{}\">\n",
                    escape(&label)
                ));
                self.out.push(Event::Start(tag.clone()));
            }
            Tag::FootnoteDefinition(label) => {
                self.footnotes.open(label, range.start, mem::take(&mut self.out));
            }
            Tag::HtmlBlock => {}
            other => self.out.push(Event::Start(other.clone())),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::BlockQuote(Some(_)) => self.html("</aside>\n"),
            TagEnd::Table => {
                self.out.push(Event::End(tag));
                self.html("</div>\n");
            }
            TagEnd::FootnoteDefinition => {
                let body = mem::take(&mut self.out);
                self.out = self.footnotes.close(body);
            }
            TagEnd::HtmlBlock | TagEnd::Image => {}
            TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell => {
                self.find(" ");
                self.out.push(Event::End(tag));
            }
            other => self.out.push(Event::End(other)),
        }
    }

    fn heading_text(&self) -> String {
        self.passages
            .last()
            .map(|passage| passage.heading.clone())
            .filter(|heading| !heading.is_empty())
            .unwrap_or_else(|| self.article.front.title.clone())
    }

    /// Writes a heading; answers how many events it took, the start included.
    fn heading(&mut self, level: u8, rest: &'r [Placed<'_>]) -> usize {
        let length = rest
            .iter()
            .position(|(event, _)| matches!(event, Event::End(TagEnd::Heading(_))))
            .unwrap_or(rest.len());
        let nth = self.passages.iter().filter(|passage| !passage.id.is_empty()).count();
        let id = self.anchors.get(nth).cloned().unwrap_or_else(|| format!("h-{nth}"));
        self.passages.push(Passage { id: id.clone(), heading: String::new(), text: String::new() });
        let before = mem::take(&mut self.out);
        for (event, range) in &rest[..length] {
            self.event(event, range);
        }
        let mut inner = String::new();
        push_html(&mut inner, mem::replace(&mut self.out, before).into_iter());
        let text = self.passages.last_mut().map_or_else(String::new, |passage| {
            passage.heading = mem::take(&mut passage.text);
            passage.heading.clone()
        });
        let label = self.say("guide.anchor", "heading", &text);
        let mut html = String::new();
        let _ = writeln!(
            html,
            "<h{level} id=\"{id}\">{inner}<a class=\"anchor\" href=\"#{id}\" aria-label=\"{}\"></a></h{level}>",
            escape(&label)
        );
        self.html(html);
        if level <= 3 {
            self.toc.push(Heading { level, id, text });
        }
        length + 2
    }

    /// Writes a code block; answers how many events it took.
    fn code_block(
        &mut self,
        kind: &CodeBlockKind<'_>,
        rest: &'r [Placed<'_>],
        range: &Range<usize>,
    ) -> usize {
        let length = rest
            .iter()
            .position(|(event, _)| matches!(event, Event::End(TagEnd::CodeBlock)))
            .unwrap_or(rest.len());
        let mut body = String::new();
        let mut at = range.start;
        for (event, place) in rest.iter().take(length) {
            if let Event::Text(text) = event {
                if body.is_empty() {
                    at = place.start;
                }
                body.push_str(&self.filled(text, place.start));
            }
        }
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.as_ref(),
            CodeBlockKind::Indented => "text",
        };
        match self.fence(info, &body, at) {
            Ok((html, text)) => {
                self.find(" ");
                self.find(&text);
                self.find(" ");
                self.html(html);
            }
            Err(kind) => self.note(range.start, kind),
        }
        length + 1
    }

    /// A `///` paragraph; answers how many events it took.
    fn directive(&mut self, placed: &'r Placed<'_>) -> usize {
        if let (Event::Text(text), range) = placed {
            match self.tabs.step(text) {
                Some(html) => self.html(html),
                None => self.note(range.start, DiagnosticKind::UnbalancedTabs),
            }
        }
        3
    }
}

const fn alert_name(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}
