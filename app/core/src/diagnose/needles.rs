//! Looks for many short texts at once, without regard to the case of letters.
//!
//! Four bytes of each text, the rarest-looking ones, are hashed into a set of bits. The paste is asked about
//! every four bytes of it: nearly all are in no text, and nothing in the loop waits for the answer before.

/// Bytes that are asked about at once. A text has at least as many.
const WINDOW: usize = 4;
const HASH_BITS: u32 = 16;
/// Places in which the leads of a hash are looked for, as a power of two.
const BUCKET_BITS: u32 = 9;

/// A set of texts to look for.
pub(super) struct Needles {
    texts: Vec<&'static str>,
    bits: Box<[u64; 1 << (HASH_BITS - 6)]>,
    /// First lead of each bucket.
    buckets: Vec<u16>,
    /// By hash.
    leads: Vec<Lead>,
}

/// From a hash to the text it is taken from.
#[derive(Clone, Copy)]
struct Lead {
    hash: u32,
    needle: u16,
    /// Bytes of the text before the hashed ones.
    before: u8,
}

/// A text that was found.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Hit {
    /// Its first byte.
    pub(super) at: usize,
    /// Its position among the texts looked for.
    pub(super) needle: usize,
}

/// The same for a letter in either case. Some signs share a hash with others; texts are compared afterwards.
#[inline]
fn hash(window: [u8; WINDOW]) -> u32 {
    (u32::from_le_bytes(window) | 0x2020_2020).wrapping_mul(0x9e37_79b1) >> (32 - HASH_BITS)
}

/// Letters from the commonest in logs to the rarest; what is not among them is rarer still.
const COMMON_FIRST: &[u8] = b" e0ta1ionsr-dl2c.3um5p4/:g6h78f9yb";

/// How rare each byte is, in either case.
static RARITY: [u8; 256] = {
    let mut rarity = [40; 256];
    let (mut place, mut rank) = (0, 0);
    while place < COMMON_FIRST.len() {
        rarity[COMMON_FIRST[place] as usize] = rank;
        rarity[COMMON_FIRST[place].to_ascii_uppercase() as usize] = rank;
        place += 1;
        if rank < 30 {
            rank += 1;
        }
    }
    rarity
};

/// How seldom a window can be expected.
fn rarity(window: &[u8]) -> u32 {
    window
        .iter()
        .filter_map(|byte| RARITY.get(usize::from(*byte)))
        .map(|rank| u32::from(*rank))
        .sum()
}

impl Needles {
    /// Prepares the search. Texts of less than four bytes are never found.
    pub(super) fn new(texts: impl IntoIterator<Item = &'static str>) -> Self {
        let texts: Vec<_> = texts.into_iter().collect();
        let mut leads: Vec<Lead> = Vec::with_capacity(texts.len());
        for (needle, text) in (0..).zip(&texts) {
            let windows = text.as_bytes().windows(WINDOW).take(256).zip(0..=u8::MAX);
            let rarest = windows.max_by_key(|(window, _)| rarity(window));
            if let Some((Some(window), before)) = rarest.map(|(w, at)| (w.first_chunk(), at)) {
                leads.push(Lead { hash: hash(*window), needle, before });
            }
        }
        leads.sort_by_key(|lead| lead.hash);
        let mut bits = Box::new([0; 1 << (HASH_BITS - 6)]);
        for lead in &leads {
            bits[(lead.hash >> 6) as usize] |= 1_u64 << (lead.hash & 63);
        }
        let first = |bucket: u32| {
            let place =
                leads.partition_point(|lead| lead.hash >> (HASH_BITS - BUCKET_BITS) < bucket);
            u16::try_from(place).unwrap_or(u16::MAX)
        };
        let buckets = (0..1 << BUCKET_BITS).map(first).collect();
        Self { texts, bits, buckets, leads }
    }

    /// Every place of every text, in the order of the bytes by which they are found.
    pub(super) fn hits<'a>(&'a self, paste: &'a [u8]) -> Hits<'a> {
        Hits { needles: self, paste, at: 0, hash: 0, lead: usize::MAX }
    }

    #[inline]
    fn may_lead(&self, hash: u32) -> bool {
        self.bits.get((hash >> 6) as usize).is_some_and(|bits| bits >> (hash & 63) & 1 == 1)
    }
}

/// See [`Needles::hits`].
pub(super) struct Hits<'a> {
    needles: &'a Needles,
    paste: &'a [u8],
    /// Just behind the first byte of the window at hand.
    at: usize,
    hash: u32,
    /// The next lead of the window at hand.
    lead: usize,
}

impl Hits<'_> {
    /// What else the window at hand leads to.
    fn here(&mut self) -> Option<Hit> {
        while let Some(lead) = self.needles.leads.get(self.lead) {
            if lead.hash > self.hash {
                return None;
            }
            self.lead += 1;
            let at = (self.at - 1).checked_sub(usize::from(lead.before));
            let text = self.needles.texts.get(usize::from(lead.needle));
            if let (true, Some(at), Some(text)) = (lead.hash == self.hash, at, text)
                && let Some(found) = self.paste.get(at..at + text.len())
                && found.eq_ignore_ascii_case(text.as_bytes())
            {
                return Some(Hit { at, needle: usize::from(lead.needle) });
            }
        }
        None
    }
}

impl Iterator for Hits<'_> {
    type Item = Hit;

    fn next(&mut self) -> Option<Hit> {
        loop {
            if let Some(hit) = self.here() {
                return Some(hit);
            }
            let needles = self.needles;
            let rest = self.paste.get(self.at..).unwrap_or_default();
            let mut windows = rest
                .windows(WINDOW)
                .map(|window| window.first_chunk().map_or(0, |window| hash(*window)));
            let Some(skipped) = windows.position(|hash| needles.may_lead(hash)) else {
                (self.at, self.lead) = (self.paste.len(), usize::MAX);
                return None;
            };
            let window = rest.get(skipped..).and_then(|rest| rest.first_chunk());
            self.hash = window.map_or(0, |window| hash(*window));
            self.at += skipped + 1;
            let bucket = (self.hash >> (HASH_BITS - BUCKET_BITS)) as usize;
            self.lead = needles.buckets.get(bucket).map_or(usize::MAX, |lead| usize::from(*lead));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_is_found_wherever_it_stands() {
        let texts = ["nvml", "Xid (", "driver", "driver version", "version", "\u{7248}\u{672c}"];
        let needles = Needles::new(texts);
        for (at, text) in texts.iter().enumerate() {
            for before in 0..9 {
                let paste = format!("{}{}", &"xxxxxxxxx"[..before], text.to_ascii_uppercase());
                let hit = Hit { at: before, needle: at };
                assert!(needles.hits(paste.as_bytes()).any(|found| found == hit), "{paste}");
            }
        }
    }

    #[test]
    fn several_at_one_place_and_none_elsewhere() {
        let needles = Needles::new(["driver", "driver version", "version"]);
        let found: Vec<_> =
            needles.hits(b"Driver Version, drive, driverversion").map(|hit| hit.needle).collect();
        assert_eq!(found.iter().filter(|needle| **needle == 0).count(), 2);
        assert_eq!(found.iter().filter(|needle| **needle == 1).count(), 1);
        assert_eq!(found.iter().filter(|needle| **needle == 2).count(), 2);
        for paste in ["", "dri", "verdi", "versio"] {
            assert_eq!(needles.hits(paste.as_bytes()).next(), None, "{paste}");
        }
    }
}
