use gpudock_core::{
    diagnose::diagnose,
    fact::{Message, Say as _},
    report::markdown,
    scrub::Kind,
};

use super::diagnose::{Paste, outcome};
use crate::{
    Outcome, Unusable,
    arguments::Diagnose,
    terminal::{Terminal, remark},
};

/// Writes the report, and says beside it what was masked.
pub(crate) fn run(options: &Diagnose, terminal: &mut Terminal) -> Result<Outcome, Unusable> {
    let paste = Paste::read(&options.files)?;
    let diagnosis = diagnose(&paste.whole);
    let report = markdown(&paste.whole, &diagnosis, &terminal.words);
    terminal.write(&report.text);
    let masked = Kind::ALL.into_iter().filter_map(|kind| {
        let count = report.hidden.iter().filter(|(hidden, _)| hidden.kind == kind).count();
        let word = terminal.words.text(&format!("scrub.{}", kind.id()));
        (count > 0).then(|| format!("{word} ({count})"))
    });
    let masked: Vec<String> = masked.collect();
    let said = if masked.is_empty() {
        terminal.words.text("diagnose.report.nothing_masked")
    } else {
        let message = Message::new("diagnose.report.masked").with("list", masked.join(", "));
        terminal.words.say(&message)
    };
    remark(&said);
    outcome(&diagnosis, terminal)
}
