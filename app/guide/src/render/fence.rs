//! Fences: code, terminals, the planner's answers, figures.

use std::fmt::Write as _;

use super::{
    Renderer, console,
    escape::{escape, escape_attribute},
    highlight,
};
use crate::{
    attributes::Attributes,
    diagnostic::DiagnosticKind,
    reference::{self, Block},
    typography,
};

/// Longest line of a generated block that the search finds. Unit: bytes.
const LINE: usize = 72;

/// HTML of a fence, and its text for the search.
type Fence = (String, String);

impl Renderer<'_, '_> {
    /// Renders a fence whose references are filled.
    pub(super) fn fence(
        &mut self,
        info: &str,
        body: &str,
        at: usize,
    ) -> Result<Fence, DiagnosticKind> {
        let attributes = Attributes::read(info);
        match attributes.head() {
            "plan" => {
                let blocks = reference::steps(&attributes)?;
                self.blocks(&blocks, &attributes)
            }
            "emit" => {
                let blocks = reference::emitted(&attributes, &self.words)?;
                self.blocks(&blocks, &attributes)
            }
            "figure" => self.figure(&attributes, body, at),
            "picture" => self.picture(&attributes),
            "console" => Ok(self.terminal(body, &attributes)),
            language if highlight::knows(language) => {
                let marks = marks(attributes.get("mark").unwrap_or_default())?;
                let title = attributes.get("title");
                Ok((self.code(language, title, body, &marks), body.to_owned()))
            }
            other => Err(DiagnosticKind::UnknownCodeLanguage(other.to_owned())),
        }
    }

    fn blocks(
        &mut self,
        blocks: &[Block],
        attributes: &Attributes<'_>,
    ) -> Result<Fence, DiagnosticKind> {
        let marks = marks(attributes.get("mark").unwrap_or_default())?;
        let (mut html, mut text) = (String::new(), String::new());
        for block in blocks {
            let title = block.title.as_deref().or_else(|| attributes.get("title"));
            html.push_str(&self.code(block.language, title, &block.text, &marks));
            // A long line is an address or a key: nobody looks for it, and an index should stay light.
            for line in block.text.lines().filter(|line| line.len() <= LINE) {
                text.extend([line, "\n"]);
            }
        }
        Ok((html, text))
    }

    fn code(&mut self, language: &str, title: Option<&str>, code: &str, marks: &[usize]) -> String {
        let lines = self.highlighter.lines(language, code);
        self.listing(language, title, "", &lines, marks)
    }

    fn terminal(&mut self, body: &str, attributes: &Attributes<'_>) -> Fence {
        let read = console::terminal(body, self.highlighter);
        let html =
            self.listing("console", attributes.get("title"), &read.commands, &read.lines, &[]);
        (html, body.to_owned())
    }

    /// `copied` is what the button copies; empty stands for the whole block.
    fn listing(
        &self,
        language: &str,
        title: Option<&str>,
        copied: &str,
        lines: &[String],
        marks: &[usize],
    ) -> String {
        let mut html = String::new();
        let copied = if copied.is_empty() {
            String::new()
        } else {
            format!("=\"{}\"", escape_attribute(copied))
        };
        // A command looks like one; of a file the reader wants to know what it is.
        let plain = matches!(language, "bash" | "console" | "text");
        let title = title.or((!plain).then_some(language)).map_or_else(String::new, |title| {
            format!("<span class=\"code-title\">{}</span>", escape(title))
        });
        let _ = write!(
            html,
            "<figure class=\"code\" data-lang=\"{language}\"><figcaption>{title}\
             <button class=\"copy needs-js\" type=\"button\" data-copy{copied} data-done=\"{}\">\
             <i class=\"icon icon-copy\" aria-hidden=\"true\"></i><span>{}</span></button></figcaption>\
             <pre tabindex=\"0\"><code>",
            escape(&self.words.text("guide.copied")),
            escape(&self.words.text("guide.copy")),
        );
        for (at, line) in lines.iter().enumerate() {
            if marks.contains(&(at + 1)) {
                let _ = writeln!(html, "<mark>{line}</mark>");
            } else {
                html.push_str(line);
                html.push('\n');
            }
        }
        html.truncate(html.trim_end_matches('\n').len());
        html.push_str("</code></pre></figure>\n");
        html
    }

    /// A picture that the site draws from data, in the language of the article: caption, text alternative and
    /// colours are its own.
    fn picture(&self, attributes: &Attributes<'_>) -> Result<Fence, DiagnosticKind> {
        let name = attributes.get("of").unwrap_or_default();
        let path = format!("picture/{name}.{}.svg", self.article.lang.code());
        let picture =
            self.world.drawings.get(path.as_str()).ok_or_else(|| {
                DiagnosticKind::BadFence(format!("there is no picture of `{name}`"))
            })?;
        Ok((picture.text.clone(), String::new()))
    }

    /// A drawing of ours, inlined so that it takes the colours of the page. Lines `name = text` of the
    /// body fill the `{name}` gaps of the drawing: one drawing serves every language.
    fn figure(
        &mut self,
        attributes: &Attributes<'_>,
        body: &str,
        at: usize,
    ) -> Result<Fence, DiagnosticKind> {
        let bad = |why: String| DiagnosticKind::BadFence(why);
        let name = attributes.get("src").ok_or_else(|| bad("a figure has a `src`".to_owned()))?;
        let path = format!("{}/{name}", self.article.slug);
        let drawing = self.world.drawings.get(path.as_str());
        let drawing = drawing.ok_or_else(|| bad(format!("there is no drawing `{path}`")))?;
        let need = |name: &str| {
            let value =
                attributes.get(name).map(|text| typography::spaced(text, self.article.lang));
            value.ok_or_else(|| bad(format!("a figure has a `{name}`")))
        };
        let (alt, caption) = (need("alt")?, need("caption")?);
        let mut svg = drawing.text.trim().to_owned();
        for line in body.lines().filter(|line| !line.trim().is_empty()) {
            let (gap, text) =
                line.split_once('=').ok_or_else(|| bad(format!("`{line}` is no `name = text`")))?;
            let gap = format!("{{{}}}", gap.trim());
            if !svg.contains(&gap) {
                return Err(bad(format!("the drawing has no `{gap}`")));
            }
            let text = typography::spaced(text.trim(), self.article.lang);
            svg = svg.replace(&gap, &escape(&text));
        }
        if let Some(open) = svg.find('{') {
            let gap: String = svg[open..].chars().take(24).collect();
            let _ = at;
            return Err(bad(format!("nothing fills `{gap}` of the drawing")));
        }
        let opened = format!("<svg role=\"img\" aria-label=\"{}\" ", escape(&alt));
        let html = format!(
            "<figure class=\"picture\">{}<figcaption>{}</figcaption></figure>\n",
            svg.replacen("<svg ", &opened, 1),
            escape(&caption)
        );
        Ok((html, format!("{caption} {}", body.replace('=', " "))))
    }
}

/// `2,4-5` is the lines 2, 4 and 5.
fn marks(text: &str) -> Result<Vec<usize>, DiagnosticKind> {
    let bad = || DiagnosticKind::BadFence(format!("`mark={text}` is no list like 2,4-5"));
    let mut found = Vec::new();
    for part in text.split(',').filter(|part| !part.is_empty()) {
        let (from, to) = part.split_once('-').unwrap_or((part, part));
        let from: usize = from.parse().map_err(|_| bad())?;
        let to: usize = to.parse().map_err(|_| bad())?;
        if from == 0 || to < from || to - from > 1000 {
            return Err(bad());
        }
        found.extend(from..=to);
    }
    Ok(found)
}
