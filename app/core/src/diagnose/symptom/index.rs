//! One pass over the paste: every word is hashed, and the few that begin a signature are looked at.

use std::sync::LazyLock;

use super::{
    pattern::Pattern,
    table::{self, Signature},
    window::noise,
};

/// What a word can lead to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Lead {
    /// A signature, and the letters of it that stand before the word.
    Signature {
        /// Position among [`Index::signatures`].
        position: usize,
        /// Letters before the word.
        offset: usize,
    },
    /// A text that no signature can describe.
    Special(super::special::Kind),
}

/// Words that lead somewhere, by their hash.
pub(super) struct Index {
    /// One bit for each value of the lowest bits of a hash: most words end here.
    filter: [u64; FILTER_WORDS],
    leads: Vec<(u32, Lead)>,
    signatures: Vec<(Signature, Pattern)>,
}

const FILTER_BITS: u32 = 14;
const FILTER_WORDS: usize = (1 << FILTER_BITS) / 64;

/// The index of all signatures, made when the first paste is read.
pub(super) static INDEX: LazyLock<Index> = LazyLock::new(Index::of_all);

const SEED: u32 = 0x811c_9dc5;

/// One more character of a word. Setting one bit folds case, and moves neither digits nor `_` onto a letter.
#[inline]
const fn mix(hash: u32, byte: u8) -> u32 {
    (hash ^ (byte | 0x20) as u32).wrapping_mul(0x0100_0193)
}

/// Multiplication moves nothing downwards: the high bits are folded in before the low ones are used.
const fn slot(hash: u32) -> u32 {
    (hash ^ (hash >> 15)) & ((1 << FILTER_BITS) - 1)
}

fn hash(word: &str) -> u32 {
    word.bytes().fold(SEED, mix)
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Class {
    Word,
    Between,
    /// The byte before `[31m`.
    Escape,
    /// A NUL, as between the letters of UTF-16: parts nothing.
    Nothing,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Between; 256];
    let mut byte: u8 = 0;
    loop {
        if byte.is_ascii_alphanumeric() || byte == b'_' {
            classes[byte as usize] = Class::Word;
        }
        if byte == u8::MAX {
            break;
        }
        byte += 1;
    }
    classes[0] = Class::Nothing;
    classes[0x1b] = Class::Escape;
    classes
};

impl Index {
    fn of_all() -> Self {
        let signatures: Vec<_> =
            table::signatures().map(|signature| (signature, Pattern::of(signature.text))).collect();
        let mut leads = Vec::new();
        for (position, (signature, _)) in signatures.iter().enumerate() {
            for anchor in Pattern::anchors(signature.text) {
                let lead = Lead::Signature { position, offset: anchor.offset };
                leads.push((hash(anchor.word), lead));
            }
        }
        for (word, kind) in super::special::WORDS {
            leads.push((hash(word), Lead::Special(*kind)));
        }
        leads.sort_by_key(|(hash, _)| *hash);
        let mut filter = [0; FILTER_WORDS];
        for (hash, _) in &leads {
            let slot = slot(*hash);
            if let Some(bits) = filter.get_mut((slot / 64) as usize) {
                *bits |= 1 << (slot % 64);
            }
        }
        Self { filter, leads, signatures }
    }

    /// The signature at a position a [`Lead`] named.
    pub(super) fn signature(&self, position: usize) -> Option<&(Signature, Pattern)> {
        self.signatures.get(position)
    }

    /// Calls `visit` with the first byte of every word that leads somewhere, in order.
    pub(super) fn words(&self, text: &str, mut visit: impl FnMut(usize, Lead)) {
        let bytes = text.as_bytes();
        let mut hash = SEED;
        let mut start = None;
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            let class = CLASSES[byte as usize];
            if class == Class::Word {
                hash = mix(hash, byte);
                start.get_or_insert(at);
            } else if class != Class::Nothing {
                if let Some(start) = start.take() {
                    self.visit(start, hash, &mut visit);
                    hash = SEED;
                }
                if class == Class::Escape {
                    // The letters of a terminal escape belong to no word.
                    at += bytes.get(at..).map_or(0, |rest| noise(rest) - 1);
                }
            }
            at += 1;
        }
        if let Some(start) = start {
            self.visit(start, hash, &mut visit);
        }
    }

    #[inline]
    fn visit(&self, start: usize, hash: u32, visit: &mut impl FnMut(usize, Lead)) {
        if self.may_lead(hash) {
            self.leads_of(hash).for_each(|lead| visit(start, lead));
        }
    }

    #[inline]
    fn may_lead(&self, hash: u32) -> bool {
        let slot = slot(hash);
        self.filter.get((slot / 64) as usize).is_some_and(|bits| bits >> (slot % 64) & 1 == 1)
    }

    fn leads_of(&self, hash: u32) -> impl Iterator<Item = Lead> {
        let first = self.leads.partition_point(|(other, _)| *other < hash);
        self.leads
            .get(first..)
            .unwrap_or_default()
            .iter()
            .take_while(move |(other, _)| *other == hash)
            .map(|(_, lead)| *lead)
    }
}
