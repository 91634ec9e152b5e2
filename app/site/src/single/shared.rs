//! What several pages repeat is carried once: commands are the same in every language and on many pages, the
//! lists beside them too, and gzip looks back only 32 KiB.

use std::collections::{HashMap, HashSet};

/// Stands around the number of a block in a page. No page contains it: HTML forbids it.
const MARK: &str = "\u{1}";
/// A shorter block costs less where it stands. Unit: bytes.
const WORTH: usize = 40;

/// Blocks of code and lists that occur more than once.
#[derive(Default)]
pub(super) struct Shared {
    numbers: HashMap<String, usize>,
    blocks: Vec<String>,
}

impl Shared {
    /// Collects the blocks of all pages.
    pub(super) fn of<'a>(bodies: impl Iterator<Item = &'a str>) -> Self {
        let mut shared = Self::default();
        let mut seen = HashSet::new();
        for body in bodies {
            for block in parts(body).filter(|part| is_block(part)) {
                if !seen.insert(block) && !shared.numbers.contains_key(block) {
                    shared.numbers.insert(block.to_owned(), shared.blocks.len());
                    shared.blocks.push(block.to_owned());
                }
            }
        }
        shared
    }

    /// The page with the number of each shared block in its place.
    pub(super) fn without(&self, body: &str) -> String {
        parts(body).fold(String::with_capacity(body.len()), |mut out, part| {
            match self.numbers.get(part) {
                Some(number) => out.extend([MARK, &number.to_string(), MARK]),
                None => out.push_str(part),
            }
            out
        })
    }

    /// The blocks in the order of their numbers.
    pub(super) fn blocks(&self) -> &[String] {
        &self.blocks
    }
}

fn is_block(part: &str) -> bool {
    (part.starts_with("<code") || part.starts_with("<ul>")) && part.len() >= WORTH
}

/// The page cut before and after each list and each `<code>` element; the parts together are the page.
fn parts(body: &str) -> impl Iterator<Item = &str> {
    cut(body, "<ul>", "</ul>").flat_map(|part| {
        // A list with code in it is one block, as those of the contents are.
        let whole = part.starts_with("<ul>");
        let pieces = (!whole).then(|| cut(part, "<code", "</code>"));
        pieces.into_iter().flatten().chain(whole.then_some(part))
    })
}

fn cut<'a>(text: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    text.split_inclusive(end).flat_map(move |piece| {
        let (before, block) = piece.split_at(piece.find(start).unwrap_or(piece.len()));
        [before, block].into_iter().filter(|part| !part.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOCK: &str = "<code class=\"language-bash\">sudo systemctl restart docker</code>";

    #[test]
    fn what_stands_twice_is_carried_once() {
        let pages =
            [format!("<p>a{BLOCK}b</p><code>ls</code>"), format!("<p>{BLOCK}</p><code>ls</code>")];
        let shared = Shared::of(pages.iter().map(String::as_str));
        assert_eq!(shared.blocks(), [BLOCK]);
        assert_eq!(shared.without(&pages[0]), "<p>a\u{1}0\u{1}b</p><code>ls</code>");
        assert_eq!(parts(&pages[0]).collect::<String>(), pages[0]);
    }

    #[test]
    fn what_stands_once_stays_where_it_is() {
        let shared = Shared::of(std::iter::once(BLOCK));
        assert!(shared.blocks().is_empty());
        assert_eq!(shared.without(BLOCK), BLOCK);
    }
}
