//! What a paste tells about a person or a machine, taken out before it is shared.
//!
//! ```text
//! whole paste → Scrubber (the names in it) → any text made from it → masked text + what was masked
//! ```
//!
//! Names are learned from places where only a name can stand (a prompt, a home folder, `uname -a`) and then masked
//! wherever they occur. Everything else is known by its shape. PCI addresses, versions, digests of images and
//! container ids stay: they name no person, and an issue needs them.

mod name;
mod shape;

use crate::fact::Span;

/// What sort of thing is masked.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// Name of an account.
    User,
    /// Name of a machine.
    Host,
    /// IPv4 or IPv6 address.
    Ip,
    /// Hardware address of a network card.
    Mac,
    /// Mail address.
    Mail,
    /// Serial number.
    Serial,
    /// UUID of a GPU, a MIG device or anything else.
    Uuid,
    /// Password, token or key.
    Secret,
}

impl Kind {
    /// Every kind, in the order in which they are listed.
    pub const ALL: [Self; 8] = [
        Self::User,
        Self::Host,
        Self::Ip,
        Self::Mac,
        Self::Mail,
        Self::Serial,
        Self::Uuid,
        Self::Secret,
    ];

    /// Machine name, and key of its word in the catalogues: `scrub.<id>`.
    pub const fn id(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Host => "host",
            Self::Ip => "ip",
            Self::Mac => "mac",
            Self::Mail => "mail",
            Self::Serial => "serial",
            Self::Uuid => "uuid",
            Self::Secret => "secret",
        }
    }

    /// What stands in its place. Reading the masked text says the same about the GPU.
    pub const fn mask(self) -> &'static str {
        match self {
            Self::User => "[user]",
            Self::Host => "[host]",
            Self::Ip => "[ip]",
            Self::Mac => "[mac]",
            Self::Mail => "[mail]",
            Self::Serial => "[serial]",
            Self::Uuid => "00000000-0000-0000-0000-000000000000",
            Self::Secret => "[secret]",
        }
    }
}

/// Something that does not leave.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Hidden {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, or, in a [`Scrubbed`], where its mask stands.
    pub span: Span,
}

/// A text without what was in it.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Scrubbed {
    /// The masked text.
    pub text: String,
    /// Every mask, in order, with what stood there.
    pub hidden: Vec<(Hidden, String)>,
}

impl Scrubbed {
    /// Adds a text as it is.
    pub fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Adds a text without what `scrubber` finds in it.
    pub fn push_masked(&mut self, text: &str, scrubber: &Scrubber) {
        let mut at = 0;
        for Hidden { kind, span } in scrubber.find(text) {
            self.text.push_str(text.get(at..span.start).unwrap_or_default());
            let start = self.text.len();
            self.text.push_str(kind.mask());
            let mask = Hidden { kind, span: Span::new(start, self.text.len()) };
            self.hidden.push((mask, text.get(span.range()).unwrap_or_default().to_owned()));
            at = span.end;
        }
        self.text.push_str(text.get(at..).unwrap_or_default());
    }
}

/// Knows the names that occur in a paste.
#[derive(Clone, Debug, Default)]
pub struct Scrubber {
    names: Vec<(Kind, String)>,
}

impl Scrubber {
    /// Learns the names of accounts and machines from the whole paste.
    pub fn learn(paste: &str) -> Self {
        Self { names: name::learn(paste) }
    }

    /// Everything in a text that must not leave, in order and without overlap.
    pub fn find(&self, text: &str) -> Vec<Hidden> {
        let mut found = shape::find(text);
        name::find(&self.names, text, &mut found);
        // Of two that overlap, the one that begins first, then the longer one.
        found.sort_by_key(|hidden| (hidden.span.start, usize::MAX - hidden.span.end));
        let mut end = 0;
        found.retain(|hidden| {
            let apart = hidden.span.start >= end;
            if apart {
                end = hidden.span.end;
            }
            apart
        });
        found
    }

    /// A text made from the paste, masked.
    pub fn scrub(&self, text: &str) -> Scrubbed {
        let mut scrubbed = Scrubbed::default();
        scrubbed.push_masked(text, self);
        scrubbed
    }
}

/// A paste, masked.
pub fn scrub(paste: &str) -> Scrubbed {
    Scrubber::learn(paste).scrub(paste)
}

/// A byte of a name or number, so that what follows or precedes it is not a border.
const fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte >= 0x80
}

/// Lines with the byte each begins at, without their ends.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}
