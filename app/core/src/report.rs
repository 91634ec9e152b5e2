//! A diagnosis as Markdown for an issue, without what a person would not want to publish.

use crate::{
    compat::rules,
    diagnose::{Diagnosis, Finding, Severity, Verdict, summary},
    fact::{Message, Say, Span},
    scrub::{Scrubbed, Scrubber},
};

/// Lines of proof shown for one finding.
const LINES: usize = 6;
/// A longer line is cut. Unit: bytes.
const WIDTH: usize = 400;

/// The report on a paste, in the language of `say`. The masks in it are listed with what stood there, so that it
/// can be shown before anything is copied.
pub fn markdown(paste: &str, diagnosis: &Diagnosis, say: &dyn Say) -> Scrubbed {
    let mut report = Report { out: Scrubbed::default(), scrubber: Scrubber::learn(paste), say };
    report.title(diagnosis.verdict);
    report.facts(diagnosis);
    report.findings(paste, diagnosis);
    report.footer();
    report.out
}

/// Name of the verdict in the catalogues: `diagnose.verdict.<name>`.
const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Works => "works",
        Verdict::WorksWithLimits => "works-with-limits",
        Verdict::Broken => "broken",
        Verdict::Unknown => "unknown",
    }
}

struct Report<'a> {
    out: Scrubbed,
    scrubber: Scrubber,
    say: &'a dyn Say,
}

impl Report<'_> {
    fn text(&self, key: impl Into<std::borrow::Cow<'static, str>>) -> String {
        self.say.say(&Message::new(key))
    }

    /// A sentence of ours with values of the paste in it.
    fn sentence(&mut self, sentence: &str) {
        let escaped = escape(sentence);
        self.out.push_masked(&escaped, &self.scrubber);
    }

    fn title(&mut self, is: Verdict) {
        let title = format!("diagnose.verdict.{}.word", verdict(is));
        let head = format!("### GPU Dock: {}\n\n", self.text(title));
        self.out.push(&head);
    }

    fn facts(&mut self, diagnosis: &Diagnosis) {
        let rows = summary(&diagnosis.reading.facts);
        if rows.is_empty() {
            return;
        }
        let head = format!("#### {}\n\n", self.text("diagnose.facts"));
        self.out.push(&head);
        for (name, value) in rows {
            let label = self.text(format!("diagnose.fact.{name}"));
            self.out.push(&format!("- {label}: "));
            self.out.push_masked(&code(&value), &self.scrubber);
            self.out.push("\n");
        }
        self.out.push("\n");
    }

    fn findings(&mut self, paste: &str, diagnosis: &Diagnosis) {
        if diagnosis.findings.is_empty() {
            return;
        }
        let head = format!("#### {}\n", self.text("diagnose.findings"));
        self.out.push(&head);
        for (index, finding) in diagnosis.findings.iter().enumerate() {
            self.finding(index + 1, paste, finding);
        }
        self.out.push("\n");
    }

    fn finding(&mut self, number: usize, paste: &str, finding: &Finding) {
        let said = |part: &str| Message {
            key: format!("finding.{}.{part}", finding.id).into(),
            gaps: finding.gaps.clone(),
        };
        let severity = match finding.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
            Severity::Ok => "ok",
        };
        let severity = self.text(format!("show.severity.{severity}"));
        self.out.push(&format!("\n{number}. **{severity}** "));
        let title = self.say.say(&said("title"));
        self.sentence(&title);
        self.out.push(&format!(" (`{}`)\n", finding.id));
        if finding.severity == Severity::Ok {
            return;
        }
        let cause = self.say.say(&said("cause"));
        self.out.push("   ");
        self.sentence(&cause);
        self.out.push("\n");
        self.evidence(paste, &finding.evidence);
    }

    /// The lines that prove it, as they stand but for the masks.
    fn evidence(&mut self, paste: &str, spans: &[Span]) {
        let mut lines: Vec<&str> = Vec::new();
        for span in spans {
            for line in lines_of(paste, *span) {
                if lines.len() < LINES && !lines.contains(&line) {
                    lines.push(line);
                }
            }
        }
        if lines.is_empty() {
            return;
        }
        // No run of backticks inside may end the block.
        let longest = lines.iter().flat_map(|line| line.split(|c| c != '`')).map(str::len).max();
        let fence = "`".repeat(longest.unwrap_or_default().max(2) + 1);
        self.out.push(&format!("\n   {fence}text\n"));
        for line in lines {
            self.out.push("   ");
            self.out.push_masked(&printable(line), &self.scrubber);
            self.out.push("\n");
        }
        self.out.push(&format!("   {fence}\n"));
    }

    fn footer(&mut self) {
        let about = Message::new("report.footer").with("rules", rules::VERSION);
        let footer = format!("---\n{}\n", self.say.say(&about));
        self.out.push(&footer);
    }
}

/// The whole lines of a place, cut at a readable width.
fn lines_of(paste: &str, span: Span) -> impl Iterator<Item = &str> {
    let start =
        paste.get(..span.start).map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
    let behind = paste.get(span.end..).unwrap_or_default();
    let end = span.end + behind.find('\n').unwrap_or(behind.len());
    let whole = paste.get(start..end).unwrap_or_default();
    whole.lines().map(str::trim_end).filter(|line| !line.is_empty()).map(|line| {
        let mut end = line.len().min(WIDTH);
        while !line.is_char_boundary(end) {
            end -= 1;
        }
        line.get(..end).unwrap_or_default()
    })
}

/// A line without what would steer a terminal or change the order of its letters.
fn printable(line: &str) -> String {
    let odd = |c: char| {
        (c.is_control() && c != '\t')
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    line.chars().map(|c| if odd(c) { '\u{fffd}' } else { c }).collect()
}

/// A value as code: nothing in it is markup.
fn code(value: &str) -> String {
    let value = printable(value).replace(['\n', '\t'], " ");
    if value.contains('`') { format!("`` {value} ``") } else { format!("`{value}`") }
}

/// A sentence for Markdown. Its own markup is the backtick; whatever else would be markup is taken literally.
fn escape(sentence: &str) -> String {
    let mut out = String::with_capacity(sentence.len());
    let mut in_code = false;
    for c in printable(sentence).chars() {
        in_code ^= c == '`';
        if !in_code && matches!(c, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::markdown;
    use crate::diagnose::diagnose;

    const PASTE: &str = "jane@lab7:~$ docker run --rm --gpus all ubuntu nvidia-smi\n\
        docker: Error response from daemon: could not select device driver \"\" with capabilities: [[gpu]].\n\
        jane@lab7:~$ ls /home/jane/``` <script>\n";

    #[test]
    fn says_verdict_finding_and_proof_without_names() {
        let report = markdown(PASTE, &diagnose(PASTE), &());
        let text = &report.text;
        assert!(text.starts_with("### GPU Dock: diagnose.verdict.broken.word"), "{text}");
        assert!(text.contains("(`docker-no-device-driver`)") && text.contains("could not select"));
        assert!(!text.contains("jane") && !text.contains("lab7"), "{text}");
        for (hidden, was) in &report.hidden {
            assert_eq!(text.get(hidden.span.range()), Some(hidden.kind.mask()));
            assert!(!was.is_empty());
        }
    }

    #[test]
    fn what_was_pasted_is_no_markup() {
        let paste = "docker: Error response from daemon: could not select device driver \"```\n# <b>\" with capabilities: [[gpu]].\n";
        let text = markdown(paste, &diagnose(paste), &()).text;
        let fences = text.lines().filter(|line| line.trim_start().starts_with("````")).count();
        assert!(fences == 2 || !text.contains("# <b>"), "{text}");
    }
}
