//! Cuts a paste into lines.

use super::{
    clean::{Writing, clean},
    line::Line,
    trigger::Topics,
};

/// The lines of a text with the byte at which each begins. Ends are `\n`, `\r\n` and a lone `\r`
/// (programs that redraw a line leave those behind).
pub(super) struct Lines<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// Leaves out the lines before the one in which the byte `at` stands.
    pub(super) fn skip_to(&mut self, at: usize) {
        let between = self.text.as_bytes().get(self.at..at).unwrap_or_default();
        self.at += memchr::memrchr2(b'\n', b'\r', between).map_or(0, |end| end + 1);
    }
}

impl<'t> Iterator for Lines<'t> {
    type Item = (usize, &'t str);

    fn next(&mut self) -> Option<Self::Item> {
        let start = self.at;
        let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
        let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes());
        let mark = match end {
            Some(end) if rest.get(end..).is_some_and(|rest| rest.starts_with("\r\n")) => 2,
            Some(_) => 1,
            None => 0,
        };
        let length = end.unwrap_or(rest.len());
        self.at = start + length + mark;
        Some((start, rest.get(..length)?))
    }
}

/// A line as several, where it is a string literal that holds `\n` (a log in JSON, a notebook).
pub(super) fn unescaped(start: usize, raw: &str, topics: Topics) -> impl Iterator<Item = Line<'_>> {
    let item = is_list_item(raw);
    let escaped = item || is_string_literal(raw);
    let opening = if escaped { object_opening(raw) } else { 0 };
    let mut rest = raw.get(opening..).map(|text| (start + opening, text));
    std::iter::from_fn(move || {
        let (start, text) = rest.take()?;
        if !escaped {
            return Some(clean(text, start, Writing::Plain, topics));
        }
        let end = line_escape(text);
        let piece = text.get(..end.unwrap_or(text.len()))?;
        if let Some(end) = end {
            rest = text.get(end + 2..).map(|after| (start + end + 2, after));
            return Some(clean(piece, start, Writing::Escaped, Topics::ALL));
        }
        let piece = piece.get(..literal_end(piece)).unwrap_or(piece);
        Some(clean(piece, start, Writing::Escaped, Topics::ALL))
    })
}

/// Where the string ends in its last line.
fn literal_end(text: &str) -> usize {
    let closes = |at: usize| {
        let rest = text.get(at + 1..).unwrap_or_default().trim_start();
        rest.is_empty() || rest.starts_with([',', '}', ']'])
    };
    let mut quotes = text.match_indices('"').map(|(at, _)| at);
    quotes.find(|at| *at > 0 && !text[..*at].ends_with('\\') && closes(*at)).unwrap_or(text.len())
}

/// Length of `{"log":"` before the first line of an object that holds a text.
fn object_opening(raw: &str) -> usize {
    let lead = raw.len() - raw.trim_start().len();
    let text = raw.get(lead..).unwrap_or_default();
    if !text.starts_with("{\"") {
        return 0;
    }
    let after = |mark: &str| text.find(mark).map(|at| lead + at + mark.len());
    after("\":\"").or_else(|| after("\": \"")).unwrap_or(0)
}

/// A line of output as JSON and Ansible list it: `    "| NVIDIA-SMI …  |",`. Not a value of `daemon.json`,
/// which has no spaces.
fn is_list_item(raw: &str) -> bool {
    let text = raw.trim();
    let quoted = text.strip_suffix(',').unwrap_or(text).strip_suffix('"');
    let Some(inner) = quoted.and_then(|text| text.strip_prefix('"')) else { return false };
    let plain = |at: usize| !inner.get(..at).is_some_and(|before| before.ends_with('\\'));
    let ends = inner.match_indices('"').any(|(at, _)| plain(at));
    !ends && (inner.is_empty() || inner.contains(' ') || inner.contains("\\t"))
}

/// There is a quote before an escaped line end.
fn is_string_literal(raw: &str) -> bool {
    let Some(escape) = line_escape(raw) else { return false };
    raw.get(..escape).is_some_and(|before| before.contains(['"', '\'']))
}

/// The next `\n` that ends a line, and not the beginning of a word in a Windows path.
fn line_escape(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\\', bytes).find(|at| {
        let breaks = bytes.get(at + 1) == Some(&b'n');
        let lower = bytes.get(at + 2).is_some_and(u8::is_ascii_lowercase);
        let drive = at.checked_sub(1).and_then(|before| bytes.get(before)) == Some(&b':');
        breaks && !(lower && drive)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        Lines::new(text).map(|(_, line)| line).collect()
    }

    #[test]
    fn every_line_end_counts() {
        assert_eq!(cut("a\nb\r\nc\rd"), ["a", "b", "c", "d"]);
        assert_eq!(cut(""), [""; 0]);
    }

    #[test]
    fn string_literals_are_taken_apart_and_keep_their_places() {
        let text = r#"{"log":"one\n\"two\"\tthree"}"#;
        let lines: Vec<Line<'_>> = unescaped(0, text, Topics::ALL).collect();
        assert_eq!(lines[1].text, "\"two\" three");
        let word = &lines[1].text[6..11];
        assert_eq!(&text[lines[1].span_of(word).range()], "three");
        assert_eq!(unescaped(0, r"C:\nvidia\bin", Topics::ALL).count(), 1);
    }
}
