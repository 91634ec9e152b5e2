//! The words by which error texts are found, and what each leads to.

use std::sync::{LazyLock, OnceLock};

use super::{
    beside::{Anchor, Beside},
    pattern::Pattern,
    special,
    table::{self, Signature},
};
use crate::diagnose::needles::{Hits, Needles};

/// What a word can lead to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Lead {
    /// A signature, by one of its words.
    Signature {
        /// Position among the signatures.
        position: usize,
        /// The word.
        anchor: Anchor,
    },
    /// A text that no signature can describe.
    Special(special::Kind),
}

/// Words that lead somewhere, and the signatures they lead to.
pub(super) struct Index {
    /// Made when they are looked for without other words.
    needles: OnceLock<Needles>,
    /// Words and their leads; those of one word stand together.
    leads: Vec<(&'static str, Lead)>,
    /// First lead of each word.
    firsts: Vec<usize>,
    signatures: Vec<(Signature, Pattern)>,
}

/// The index of all signatures, made when the first paste is read.
pub(super) static INDEX: LazyLock<Index> = LazyLock::new(Index::of_all);

impl Index {
    fn of_all() -> Self {
        let signatures: Vec<_> =
            table::signatures().map(|signature| (signature, Pattern::of(signature.text))).collect();
        let mut leads: Vec<(&'static str, Lead)> =
            special::TEXTS.iter().map(|(text, kind)| (*text, Lead::Special(*kind))).collect();
        for (position, (signature, _)) in signatures.iter().enumerate() {
            for anchor in Pattern::anchors(signature.text) {
                leads.push((anchor.word, Lead::Signature { position, anchor }));
            }
        }
        leads.sort_by_cached_key(|(word, _)| word.to_ascii_lowercase());
        let mut firsts: Vec<usize> = Vec::new();
        for (at, (word, _)) in leads.iter().enumerate() {
            let same = firsts.last().and_then(|first| leads.get(*first));
            if !same.is_some_and(|(other, _)| other.eq_ignore_ascii_case(word)) {
                firsts.push(at);
            }
        }
        Self { needles: OnceLock::new(), leads, firsts, signatures }
    }

    /// The signature at a position a [`Lead`] named.
    pub(super) fn signature(&self, position: usize) -> Option<&(Signature, Pattern)> {
        self.signatures.get(position)
    }

    /// How many signatures there are.
    pub(super) fn len(&self) -> usize {
        self.signatures.len()
    }

    /// The words, in the order of their numbers.
    pub(super) fn words(&self) -> impl Iterator<Item = &'static str> {
        self.firsts.iter().filter_map(|first| self.leads.get(*first)).map(|(word, _)| *word)
    }

    /// Every place of every word, with the number of the word.
    pub(super) fn places<'a>(&'a self, paste: &'a [u8]) -> Hits<'a> {
        self.needles.get_or_init(|| Needles::new(self.words())).hits(paste)
    }

    /// Calls `visit` with whatever the word of this number, which stands at the byte `at`, leads to.
    pub(super) fn leads(&self, paste: &[u8], at: usize, word: usize, mut visit: impl FnMut(Lead)) {
        let first = self.firsts.get(word).copied().unwrap_or(usize::MAX);
        let next = self.firsts.get(word + 1).copied().unwrap_or(self.leads.len());
        let mut beside = None;
        for (word, lead) in self.leads.get(first..next).unwrap_or_default() {
            let may_stand = match lead {
                Lead::Special(_) => true,
                Lead::Signature { anchor, .. } => beside
                    .get_or_insert_with(|| Beside::of(paste, at, word.len()))
                    .as_ref()
                    .is_some_and(|beside| anchor.may_stand(beside)),
            };
            if may_stand {
                visit(*lead);
            }
        }
    }
}
