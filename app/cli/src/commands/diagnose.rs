use std::{collections::BTreeSet, path::PathBuf};

use gpudock_core::{
    advise::{Advice, advise},
    compat::rules,
    diagnose::{Diagnosis, Facts, Finding, Severity, Verdict, diagnose},
    fact::{Date, Message, Say, Source, Span},
    plan::After,
};
use serde::Serialize;

use crate::{
    Outcome, Unusable,
    arguments::Diagnose,
    input::{self, Text},
    terminal::{FAINT, Form, PROOF, STRONG, Terminal, after, style_of},
};

/// The report of design.md §3.
#[derive(Serialize)]
struct Report<'a> {
    rules_version: &'static str,
    verdict: Verdict,
    facts: Facts,
    /// Slugs of the error texts that were recognised, sorted, each once.
    errors: BTreeSet<&'a str>,
    findings: Vec<Told<'a>>,
}

#[derive(Serialize)]
struct Told<'a> {
    id: &'static str,
    severity: Severity,
    title: String,
    cause: String,
    /// The sentence, then the commands.
    fix: Vec<String>,
    /// What is needed before the repair takes effect.
    #[serde(skip_serializing_if = "Option::is_none")]
    after: Option<After>,
    evidence: Vec<Evidence<'a>>,
    source: &'static Source,
    verified: Date,
}

#[derive(Serialize)]
struct Evidence<'a> {
    /// Where several files were given.
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<&'a str>,
    #[serde(flatten)]
    span: Span,
}

/// Files that describe one machine, read as one text.
pub(super) struct Paste {
    pub(super) whole: String,
    /// Name, text, and where it begins in the whole.
    parts: Vec<(String, Text, usize)>,
}

impl Paste {
    pub(super) fn read(files: &[PathBuf]) -> Result<Self, Unusable> {
        let mut paste = Self { whole: String::new(), parts: Vec::new() };
        for file in input::or_standard(files) {
            let text = Text::decode(input::read(&file)?);
            if !paste.whole.is_empty() && !paste.whole.ends_with('\n') {
                paste.whole.push('\n');
            }
            let start = paste.whole.len();
            paste.whole.push_str(&text.text);
            paste.parts.push((file.display().to_string(), text, start));
        }
        Ok(paste)
    }

    fn evidence(&self, span: Span) -> Evidence<'_> {
        let behind = self.parts.partition_point(|(_, _, start)| *start <= span.start);
        let Some((name, text, start)) = self.parts.get(behind.saturating_sub(1)) else {
            return Evidence { file: None, span };
        };
        let here = Span::new(span.start.saturating_sub(*start), span.end.saturating_sub(*start));
        let file = (self.parts.len() > 1).then_some(name.as_str());
        Evidence { file, span: text.in_input(here) }
    }

    /// The first line of a place, with its number in the whole: what stands before the proof, the proof, and
    /// what follows it.
    fn line(&self, span: Span) -> Option<(usize, [&str; 3])> {
        let before = self.whole.get(..span.start)?;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = self.whole.get(start..)?.lines().next()?.trim_end();
        let (lead, rest) = line.split_at_checked(span.start - start)?;
        let length = span.end.saturating_sub(span.start).min(rest.len());
        let (proof, tail) = rest.split_at_checked(length)?;
        Some((before.matches('\n').count() + 1, [lead, proof, tail]))
    }
}

/// Reads, judges and tells.
pub(crate) fn run(options: &Diagnose, terminal: &mut Terminal) -> Result<Outcome, Unusable> {
    let paste = Paste::read(&options.files)?;
    let diagnosis = diagnose(&paste.whole);
    match terminal.form {
        Form::Json => {
            let report = report(&paste, &diagnosis, terminal);
            terminal.json(&report);
        }
        Form::Text => tell(&paste, &diagnosis, terminal),
    }
    outcome(&diagnosis, terminal)
}

/// What the verdict means for whoever called the program.
pub(super) fn outcome(diagnosis: &Diagnosis, terminal: &Terminal) -> Result<Outcome, Unusable> {
    if diagnosis.verdict == Verdict::Unknown && diagnosis.findings.is_empty() {
        return Err(Unusable(terminal.words.text("cli.diagnose.nothing")));
    }
    Ok(match diagnosis.verdict {
        Verdict::Broken => Outcome::Problems,
        Verdict::Works | Verdict::WorksWithLimits | Verdict::Unknown => Outcome::Fine,
    })
}

fn report<'a>(paste: &'a Paste, diagnosis: &'a Diagnosis, terminal: &Terminal) -> Report<'a> {
    let reading = &diagnosis.reading;
    let mut facts = reading.facts.clone();
    for dump in &mut facts.dumps {
        dump.span = paste.evidence(dump.span).span;
    }
    let seen = reading.symptoms.iter().filter_map(|symptom| symptom.slug.as_deref());
    let derived = diagnosis.findings.iter().filter_map(|finding| finding.slug.as_deref());
    let findings = diagnosis.findings.iter().map(|finding| {
        let advice = advise(finding, diagnosis);
        Told {
            id: finding.id,
            severity: finding.severity,
            title: sentence(terminal, finding, "title"),
            cause: sentence(terminal, finding, "cause"),
            fix: fix(terminal, finding, &advice),
            after: advice.after,
            evidence: finding.evidence.iter().map(|span| paste.evidence(*span)).collect(),
            source: finding.source,
            verified: finding.verified,
        }
    });
    Report {
        rules_version: rules::VERSION,
        verdict: diagnosis.verdict,
        facts,
        errors: seen.chain(derived).collect(),
        findings: findings.collect(),
    }
}

fn message(finding: &Finding, part: &str) -> Message {
    Message { key: format!("finding.{}.{part}", finding.id).into(), gaps: finding.gaps.clone() }
}

fn sentence(terminal: &Terminal, finding: &Finding, part: &str) -> String {
    terminal.words.say(&message(finding, part))
}

fn fix(terminal: &Terminal, finding: &Finding, advice: &Advice) -> Vec<String> {
    let commands = advice.fix.iter().map(|command| command.text.clone());
    std::iter::once(sentence(terminal, finding, "fix")).chain(commands).collect()
}

/// Lines of proof shown for one finding.
const MOST_LINES: usize = 3;

fn tell(paste: &Paste, diagnosis: &Diagnosis, terminal: &mut Terminal) {
    let (key, severity) = match diagnosis.verdict {
        Verdict::Works => ("cli.verdict.works", Severity::Ok),
        Verdict::WorksWithLimits => ("cli.verdict.works_with_limits", Severity::Warning),
        Verdict::Broken => ("cli.verdict.broken", Severity::Error),
        Verdict::Unknown => ("cli.verdict.unknown", Severity::Info),
    };
    let style = style_of(severity);
    let verdict = terminal.words.text(key);
    terminal.line(format!("{style}{verdict}{style:#}"));
    for finding in &diagnosis.findings {
        tell_finding(paste, diagnosis, finding, terminal);
    }
}

fn tell_finding(paste: &Paste, diagnosis: &Diagnosis, finding: &Finding, terminal: &mut Terminal) {
    let (style, title) = (style_of(finding.severity), sentence(terminal, finding, "title"));
    let severity = terminal.words.text(match finding.severity {
        Severity::Error => "cli.severity.error",
        Severity::Warning => "cli.severity.warning",
        Severity::Info => "cli.severity.info",
        Severity::Ok => "cli.severity.ok",
    });
    terminal.line("");
    terminal.line(format!("{style}{severity}{style:#} {STRONG}{title}{STRONG:#}"));
    let mut told = BTreeSet::new();
    for (number, parts) in finding.evidence.iter().filter_map(|span| paste.line(*span)) {
        if told.len() < MOST_LINES && told.insert(number) {
            let [lead, proof, tail] = parts.map(input::printable);
            terminal.line(format!(
                "  {FAINT}{number:>4} |{FAINT:#} {lead}{PROOF}{proof}{PROOF:#}{tail}"
            ));
        }
    }
    for part in ["cause", "fix"] {
        let said = terminal.say(&message(finding, part));
        terminal.line(format!("  {said}"));
    }
    let advice = advise(finding, diagnosis);
    for line in advice.fix.iter().flat_map(|command| command.text.lines()) {
        terminal.line(format!("    {line}"));
    }
    if let Some(key) = advice.after.filter(|_| !advice.fix.is_empty()).and_then(after) {
        let said = terminal.say(&Message::new(key));
        terminal.line(format!("  {said}"));
    }
    if finding.severity <= Severity::Warning {
        let Source { title, url, .. } = finding.source;
        let source = url.unwrap_or(title);
        terminal.line(format!("  {FAINT}{source} [{}]{FAINT:#}", finding.verified));
    }
}
