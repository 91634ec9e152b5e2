//! Takes from a long text the lines that can mean anything to us, piece by piece, so that nobody has to hold the whole.
//!
//! Lines around an error text are kept first, then lines around a word that a reader waits for: the first of them and
//! the last, since a log repeats itself in between.

use super::read;

/// A text up to this size is kept whole. Unit: bytes.
const WHOLE: usize = 256 << 10;
/// Room for lines around error texts. Unit: bytes.
const ERRORS: usize = 192 << 10;
/// Room for the first lines around words, and for the last. Unit: bytes.
const FIRST: usize = 192 << 10;
const LAST: usize = 64 << 10;
/// Most places of one error text that are kept.
const PLACES: usize = 16;
/// Lines kept before a telling one.
const BEFORE: usize = 3;
/// Lines kept behind a telling one: an output goes on where no line of it holds a word.
const BEHIND: usize = 40;
/// Lines are kept in portions of about this size. Unit: bytes.
const PORTION: usize = 8 << 10;

/// Why lines are kept.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Worth {
    Word,
    Error,
}

/// Lines that stand together.
#[derive(Clone, Debug)]
struct Portion {
    /// Number of the first, from 0.
    line: usize,
    text: String,
}

/// What is left of a text.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Excerpt {
    /// The kept lines.
    pub text: String,
    /// For each run of lines: its first byte in `text`, and the number of its first line in the whole, from 0.
    runs: Vec<(usize, usize)>,
    /// Lines of the whole.
    lines: usize,
}

impl Excerpt {
    /// A text of which nothing is left out.
    pub fn whole(text: String) -> Self {
        let lines = text.lines().count();
        Self { text, runs: vec![(0, 0)], lines }
    }

    /// Lines of the whole text.
    pub const fn lines(&self) -> usize {
        self.lines
    }

    /// The kept lines with their numbers in the whole text, from 0. Ends are part of a line.
    pub fn numbered(&self) -> impl Iterator<Item = (usize, &str)> {
        let ends = self.runs.iter().skip(1).map(|(start, _)| *start).chain([self.text.len()]);
        self.runs.iter().zip(ends).flat_map(|((start, line), end)| {
            let text = self.text.get(*start..end).unwrap_or_default();
            text.split_inclusive('\n').enumerate().map(move |(at, text)| (line + at, text))
        })
    }

    /// Number in the whole text, from 0, of the line in which a byte of `text` stands.
    pub fn line_of(&self, byte: usize) -> usize {
        let run = self.runs.partition_point(|(start, _)| *start <= byte).saturating_sub(1);
        let (start, line) = self.runs.get(run).copied().unwrap_or_default();
        line + self.text.get(start..byte).unwrap_or_default().matches('\n').count()
    }

    /// The excerpt as a text that says where each run comes from: `==> name:12 <==`.
    pub fn labelled(&self, name: &str) -> String {
        let mut out = String::with_capacity(self.text.len() + 48 * self.runs.len());
        let mut next = None;
        for (line, text) in self.numbered() {
            if next != Some(line) {
                out.extend(["==> ", name, ":", &(line + 1).to_string(), " <==\n"]);
            }
            out.push_str(text);
            next = Some(line + 1);
        }
        if !out.ends_with('\n') {
            out.push('\n');
        }
        out
    }
}

/// See the module.
#[derive(Clone, Debug, Default)]
pub struct Sieve {
    /// Everything while it is short; afterwards the unfinished last line.
    held: String,
    /// Whether the text grew longer than what is kept whole.
    long: bool,
    /// Lines looked through.
    lines: usize,
    /// Lines still wanted behind a word and behind an error text of an earlier piece.
    wanted: [usize; 2],
    places: Vec<(&'static str, usize)>,
    kept: Vec<Portion>,
    last: Vec<Portion>,
    room: [usize; 2],
    last_size: usize,
}

impl Sieve {
    /// Takes the next piece; it may end anywhere between two characters.
    pub fn push(&mut self, piece: &str) {
        self.held.push_str(piece);
        self.long |= self.held.len() > WHOLE;
        if self.long {
            // A line that does not end is not waited for for ever.
            let cut = self.held.rfind('\n').map(|at| at + 1);
            let cut = cut.or_else(|| (self.held.len() > WHOLE).then_some(self.held.len()));
            let rest = cut.map(|cut| self.held.split_off(cut));
            if let Some(rest) = rest {
                let lines = std::mem::replace(&mut self.held, rest);
                self.sift(&lines);
            }
        }
    }

    /// Whether lines may be left out.
    pub const fn is_long(&self) -> bool {
        self.long
    }

    /// What is left of the whole text.
    pub fn finish(mut self) -> Excerpt {
        let held = std::mem::take(&mut self.held);
        if !self.long {
            return Excerpt::whole(held);
        }
        self.sift(&held);
        let mut portions = self.kept;
        portions.extend(self.last);
        portions.sort_by_key(|portion| portion.line);
        let mut excerpt = Excerpt { lines: self.lines, ..Excerpt::default() };
        let mut next = None;
        for Portion { line, text } in portions {
            if next != Some(line) {
                excerpt.runs.push((excerpt.text.len(), line));
            }
            next = Some(line + text.matches('\n').count());
            excerpt.text.push_str(&text);
        }
        excerpt
    }

    /// Looks through whole lines.
    fn sift(&mut self, text: &str) {
        let (words, symptoms) = read::telling(text);
        let mut errors = Vec::new();
        for symptom in symptoms {
            let known = self.places.iter_mut().find(|(id, _)| *id == symptom.id);
            let places = if let Some((_, places)) = known {
                *places += 1;
                *places
            } else {
                self.places.push((symptom.id, 1));
                1
            };
            if places <= PLACES {
                errors.push(symptom.span.start);
            }
        }
        if words.is_empty() && errors.is_empty() && self.wanted == [0, 0] {
            self.lines += memchr::memchr_iter(b'\n', text.as_bytes()).count();
            return;
        }
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let worth = self.worth(&lines, &[(Worth::Word, words), (Worth::Error, errors)]);
        let mut at = 0;
        for run in worth.chunk_by(|one, other| one == other) {
            if let Some(Some(worth)) = run.first() {
                self.keep(*worth, at, lines.get(at..at + run.len()).unwrap_or_default());
            }
            at += run.len();
        }
        self.lines += lines.len();
    }

    /// What each line is worth, by the places that tell something.
    fn worth(&mut self, lines: &[&str], told: &[(Worth, Vec<usize>)]) -> Vec<Option<Worth>> {
        let ends: Vec<usize> = lines
            .iter()
            .scan(0, |end, line| {
                *end += line.len();
                Some(*end)
            })
            .collect();
        let mut all = vec![None; lines.len()];
        for ((worth, places), wanted) in told.iter().zip(&mut self.wanted) {
            // Lines up to here are marked already.
            let mut done = 0;
            let mut mark = |from: usize, to: usize, done: &mut usize| {
                let to_here = to.min(lines.len());
                if let Some(part) = all.get_mut(from.max(*done)..to_here) {
                    part.fill(Some(*worth));
                }
                *done = to_here.max(*done);
                to.saturating_sub(lines.len())
            };
            let mut beyond = mark(0, *wanted, &mut done);
            for place in places {
                let line = ends.partition_point(|end| end <= place);
                beyond = mark(line.saturating_sub(BEFORE), line + 1 + BEHIND, &mut done);
            }
            *wanted = beyond;
        }
        all
    }

    /// Keeps lines, where there is room for their kind.
    fn keep(&mut self, worth: Worth, first: usize, lines: &[&str]) {
        let mut line = self.lines + first;
        let mut text = String::new();
        for (at, one) in lines.iter().enumerate() {
            text.push_str(one);
            if text.len() >= PORTION || at + 1 == lines.len() {
                let next = self.lines + first + at + 1;
                self.store(worth, Portion { line, text: std::mem::take(&mut text) });
                line = next;
            }
        }
    }

    fn store(&mut self, worth: Worth, portion: Portion) {
        let size = portion.text.len();
        let (room, most) = match worth {
            Worth::Word => (&mut self.room[0], FIRST),
            Worth::Error => (&mut self.room[1], ERRORS),
        };
        if *room + size <= most {
            *room += size;
            self.kept.push(portion);
            return;
        }
        self.last_size += size;
        self.last.push(portion);
        let mut old = 0;
        for oldest in &self.last {
            if self.last_size <= LAST {
                break;
            }
            self.last_size -= oldest.text.len();
            old += 1;
        }
        self.last.drain(..old);
    }
}

#[cfg(test)]
mod tests {
    use super::{Excerpt, Sieve, WHOLE};

    const ERROR: &str =
        "kernel: NVRM: Xid (PCI:0000:01:00): 79, pid=1, GPU has fallen off the bus.\n";

    fn sieved(text: &str, piece: usize) -> Excerpt {
        let mut sieve = Sieve::default();
        let mut rest = text;
        while !rest.is_empty() {
            let mut cut = piece.min(rest.len());
            while !rest.is_char_boundary(cut) {
                cut += 1;
            }
            let (now, later) = rest.split_at(cut);
            sieve.push(now);
            rest = later;
        }
        sieve.finish()
    }

    /// Lines of no interest.
    fn chatter(lines: usize) -> String {
        (0..lines).fold(String::new(), |mut all, n| {
            all.extend(["Jan 01 00:00:00 é unit: started something ", &n.to_string(), "\n"]);
            all
        })
    }

    #[test]
    fn a_short_text_is_kept_as_it_is() {
        for text in ["", "one\r\ntwo", &chatter(100)] {
            assert_eq!(sieved(text, 7), Excerpt::whole(text.to_owned()));
        }
    }

    #[test]
    fn an_error_is_found_wherever_it_stands_with_the_number_of_its_line() {
        for before in [0, 1, 5000, 20_000] {
            let text = [&chatter(before), ERROR, &chatter(20_000)].concat();
            let whole: Vec<&str> = text.split_inclusive('\n').collect();
            for piece in [1000, 70_000, 1 << 20] {
                let excerpt = sieved(&text, piece);
                assert_eq!(excerpt.lines(), whole.len());
                assert!(excerpt.text.len() < 16_000, "{}", excerpt.text.len());
                let at = excerpt.text.find(ERROR).expect("the error is kept");
                assert_eq!(excerpt.line_of(at), before);
                for (number, line) in excerpt.numbered() {
                    assert_eq!(whole[number], line);
                }
            }
        }
    }

    #[test]
    fn what_repeats_takes_no_room_from_what_comes_late() {
        let noise = "docker version is something that is said again and again, for ever and ever\n";
        let spam = [noise, ERROR].concat().repeat(20_000);
        let late = "docker: Error response from daemon: could not select device driver \"\" with capabilities: [[gpu]].\n";
        let text = [&spam, late, &noise.repeat(20_000), "Server Version: 29.0.0\n"].concat();
        let excerpt = sieved(&text, 64 << 10);
        assert!(excerpt.text.len() <= 2 * WHOLE, "{}", excerpt.text.len());
        assert!(excerpt.text.contains(late) && excerpt.text.ends_with("29.0.0\n"));
        let shown = excerpt.labelled("messages");
        assert!(shown.starts_with("==> messages:1 <==\n") && shown.contains(late));
    }

    #[test]
    fn a_line_without_end_is_bounded() {
        let excerpt = sieved(&"version ".repeat(400_000), 64 << 10);
        assert!(excerpt.text.len() <= 4 * WHOLE, "{}", excerpt.text.len());
    }
}
