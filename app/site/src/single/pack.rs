//! A part of the single file: compressed, and written as text.

use std::io::Write as _;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use flate2::{Compression, write::GzEncoder};

/// Something the file carries, by name, before it is compressed.
pub(super) struct Pack {
    pub(super) name: String,
    pub(super) content: Vec<u8>,
}

impl Pack {
    pub(super) fn new(name: &str, content: Vec<u8>) -> Self {
        Self { name: name.to_owned(), content }
    }

    /// The block that stands in the file. gzip, because browsers unpack it themselves (they do not unpack
    /// brotli for a page); without a name or time in it, so that equal contents give equal bytes.
    pub(super) fn block(&self) -> String {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
        // Writing into memory cannot fail.
        let _ = gzip.write_all(&self.content);
        let packed = gzip.finish().unwrap_or_default();
        let text = BASE64_STANDARD.encode(packed);
        format!("<script type=\"application/gzip\" data-pack=\"{}\">{text}</script>\n", self.name)
    }
}
