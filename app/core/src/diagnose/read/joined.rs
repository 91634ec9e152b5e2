//! Takes apart what was several lines before somebody's tool joined them: tables, lists of GPUs, web pages.

use std::ops::Range;

use super::trigger::Topics;

/// The lines that a long line was, as stretches of it; none where it was never more than one.
pub(super) fn apart(raw: &str, topics: Topics) -> Option<Vec<Range<usize>>> {
    // A string literal says itself where its lines end.
    if raw.len() < 60 || topics == Topics::NONE || raw.contains("\\n") {
        return None;
    }
    let mut ends = Vec::new();
    if raw.contains("<br") {
        ends.extend(breaks(raw));
    }
    if raw.contains("--+") || raw.contains("==|") || raw.contains("--|") {
        ends.extend(rows(raw));
    } else if raw.contains("(UUID: ") {
        let heads = raw.match_indices(" GPU ").filter(|(at, _)| is_list_head(raw, *at));
        ends.extend(heads.map(|(at, _)| at + 1));
    }
    ends.retain(|end| raw.is_char_boundary(*end) && *end > 0 && *end < raw.len());
    ends.sort_unstable();
    ends.dedup();
    if ends.is_empty() {
        return None;
    }
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let ends = ends.iter().copied().chain(std::iter::once(raw.len()));
    Some(starts.zip(ends).map(|(start, end)| start..end).collect())
}

/// Behind each `<br>`, `<br/>`, `<br />`.
fn breaks(raw: &str) -> impl Iterator<Item = usize> {
    raw.match_indices("<br").filter_map(|(at, _)| {
        let rest = raw.get(at + 3..)?;
        let end = rest.find('>').filter(|end| rest[..*end].trim_matches([' ', '/']).is_empty())?;
        Some(at + 3 + end + 1)
    })
}

/// ` GPU 1: ` before the next `(UUID: `.
fn is_list_head(raw: &str, at: usize) -> bool {
    let rest = raw.get(at + 5..).unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=3).contains(&digits) && rest.get(digits..).is_some_and(|rest| rest.starts_with(": "))
}

/// Where the borders and the rows of a joined table begin and end. A border tells by its corners how many
/// bars each row below it has.
fn rows(raw: &str) -> Vec<usize> {
    let borders = borders(raw.as_bytes());
    // One border is a line of its own, and a few are a table drawn by another program.
    let [first, second, ..] = borders.as_slice() else { return Vec::new() };
    if raw.get(first.end..second.start).is_none_or(|between| between.trim().is_empty()) {
        return Vec::new();
    }
    let mut ends = Vec::new();
    let nexts = borders.iter().skip(1).map(|next| next.start).chain(std::iter::once(raw.len()));
    for (border, next) in borders.iter().zip(nexts) {
        ends.extend([border.start, border.end, next]);
        let text = raw.get(border.clone()).unwrap_or_default();
        let bars = text.bytes().filter(|byte| matches!(byte, b'+' | b'|')).count().max(2);
        let between = raw.get(border.end..next).unwrap_or_default();
        let own = between.match_indices('|').map(|(at, _)| border.end + at + 1);
        ends.extend(
            own.enumerate().filter(|(at, _)| (at + 1).is_multiple_of(bars)).map(|(_, end)| end),
        );
    }
    ends
}

/// `+----+----+`, `|====|`: from a corner to a corner.
fn borders(bytes: &[u8]) -> Vec<Range<usize>> {
    const SHORTEST: usize = 20;
    let drawn = |at: usize| matches!(bytes.get(at), Some(b'-' | b'='));
    let corner = |at: usize| matches!(bytes.get(at), Some(b'+' | b'|'));
    let mut borders = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !(corner(at) && drawn(at + 1) && drawn(at + 2)) {
            at += 1;
            continue;
        }
        let mut end = at + 1;
        while drawn(end) || (corner(end) && drawn(end - 1)) {
            end += 1;
        }
        if end - at >= SHORTEST && corner(end - 1) {
            borders.push(at..end);
        }
        at = end;
    }
    borders
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "\
+-------------------------------+
| NVIDIA-SMI 1  Driver Version  |
|---------------+-------+-------+
| GPU  Name     |       |       |
|===============+=======+=======|
|   0  Tesla    |  bus  |   N/A |
| N/A   46C     |       |       |
+-------------------------------+";

    #[test]
    fn a_joined_table_falls_into_its_rows() {
        let lines: Vec<&str> = TABLE.lines().collect();
        for gap in ["", " ", "  "] {
            let joined = lines.join(gap);
            let apart = apart(&joined, Topics::ALL).unwrap_or_default();
            let rows: Vec<&str> = apart.into_iter().map(|range| joined[range].trim()).collect();
            let rows: Vec<&str> = rows.into_iter().filter(|row| !row.is_empty()).collect();
            assert_eq!(rows, lines, "{gap:?}");
        }
    }

    #[test]
    fn lists_and_web_pages_too() {
        let list = "GPU 0: A (UUID: GPU-1) GPU 1: B (UUID: GPU-2)                      ";
        assert_eq!(apart(list, Topics::ALL).map_or(0, |lines| lines.len()), 2);
        let page = "<pre>one<br>two<br/>three<br />four                                        ";
        assert_eq!(apart(page, Topics::ALL).map_or(0, |lines| lines.len()), 4);
    }

    #[test]
    fn one_line_stays_one() {
        for line in TABLE.lines().chain([&"-".repeat(90)[..], &"|".repeat(90)]) {
            assert!(apart(line, Topics::ALL).is_none(), "{line}");
        }
    }
}
