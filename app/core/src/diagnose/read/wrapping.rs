//! Puts table rows together again that a narrow window broke.
//!
//! A window breaks every line at the same column, borders too; so the first border tells the column and
//! the width of the table, and from there on rows are joined by count. Mail programs break at spaces and
//! leave borders whole; there, a row without its right edge is joined with the line that brings it.

use super::line::Line;

/// A window of a known width with a table of a known width in it. Unit: characters.
#[derive(Clone, Copy, Debug)]
struct Window {
    width: usize,
    table: usize,
}

impl Window {
    fn pieces(self) -> usize {
        self.table.div_ceil(self.width.max(1))
    }
}

/// A line whose rest is still to come.
#[derive(Debug)]
struct Held<'t> {
    line: Line<'t>,
    /// How many lines of the window are still missing; unknown where no border told.
    missing: Option<usize>,
    /// Characters of its first line.
    width: usize,
}

/// Joins lines on their way to the reader.
#[derive(Debug, Default)]
pub(super) struct Wrapping<'t> {
    held: Option<Held<'t>>,
    window: Option<Window>,
}

/// Wider than any table. Unit: bytes.
const WIDEST: usize = 400;

impl<'t> Wrapping<'t> {
    /// Takes a line; gives back the lines that are whole.
    pub(super) fn push(&mut self, line: Line<'t>) -> [Option<Line<'t>>; 2] {
        let Some(held) = self.held.take() else { return [self.fresh(line), None] };
        match held.missing {
            Some(missing) => {
                let gap = !held.line.text.ends_with(' ');
                let trimmed = !count(&held.line).is_multiple_of(held.width.max(1));
                let whole = held.line.joined(&line, gap && trimmed);
                if missing > 1 && whole.text.len() < WIDEST {
                    self.held = Some(Held { line: whole, missing: Some(missing - 1), ..held });
                    return [None, None];
                }
                [Some(whole), None]
            }
            None if is_border(&held.line) && is_border(&line) && !line.body().starts_with("+-") => {
                let whole = held.line.joined(&line, false);
                if whole.body().ends_with(['+', '|']) {
                    self.window = Some(Window { width: held.width, table: count(&whole) });
                    return [Some(whole), None];
                }
                self.held = Some(Held { line: whole, ..held });
                [None, None]
            }
            None if !is_border(&held.line) && ends_row(&line) => {
                let spaced = held.line.text.ends_with(' ') || line.text.starts_with(' ');
                [Some(held.line.joined(&line, !spaced)), None]
            }
            None => [Some(held.line), self.fresh(line)],
        }
    }

    /// Whether the rest of a line is still to come.
    pub(super) fn holds(&self) -> bool {
        self.held.is_some()
    }

    /// What was held when the paste ended.
    pub(super) fn finish(&mut self) -> Option<Line<'t>> {
        self.held.take().map(|held| held.line)
    }

    fn fresh(&mut self, line: Line<'t>) -> Option<Line<'t>> {
        let body = line.body();
        if !body.starts_with(['|', '+']) || body.len() > WIDEST {
            return Some(line);
        }
        let width = count(&line);
        let closed = body.ends_with(['|', '+']);
        if let Some(window) = self.window {
            // A whole line, or a border that is whole and narrow: another window, another table.
            if width >= window.table || (closed && is_border(&line) && width < window.width) {
                self.window = None;
            } else if window.pieces() > 1 {
                let missing = Some(window.pieces() - 1);
                self.held = Some(Held { line, missing, width: window.width });
                return None;
            }
        }
        if !closed && body.len() >= 30 {
            self.held = Some(Held { line, missing: None, width });
            return None;
        }
        Some(line)
    }
}

fn count(line: &Line<'_>) -> usize {
    line.text.trim_end().chars().count()
}

fn is_border(line: &Line<'_>) -> bool {
    let body = line.body();
    !body.is_empty() && body.bytes().all(|byte| matches!(byte, b'+' | b'-' | b'=' | b'|'))
}

/// The rest of a row, up to the right edge.
fn ends_row(line: &Line<'_>) -> bool {
    !line.body().starts_with(['|', '+']) && line.text.trim_end().ends_with('|')
}
