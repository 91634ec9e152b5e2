//! Bytes → text, with a map back: evidence is told in bytes of the input as it was given.

use std::{
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use gpudock_core::fact::Span;

use crate::Unusable;

/// A gzipped input may not grow past this: larger than any real report, too small for a bomb to hurt.
const MOST_BYTES: u64 = 256 << 20;

/// A text and where its bytes stood in the input.
pub(crate) struct Text {
    /// The text, whatever encoding it came in.
    pub(crate) text: String,
    /// For each byte of the text, and for its end, the byte of the input. Missing where they are the same.
    map: Option<Vec<usize>>,
}

impl Text {
    /// Decodes UTF-8 and UTF-16 of either order, with or without a mark. What is neither becomes U+FFFD.
    pub(crate) fn decode(bytes: Vec<u8>) -> Self {
        let bytes = match String::from_utf8(bytes) {
            // Text full of zeros is UTF-16 without a mark: ASCII in it is valid UTF-8 as well.
            Ok(text) if !text.as_bytes().iter().take(SAMPLE).any(|b| *b == 0) => {
                return Self { text, map: None };
            }
            Ok(text) => text.into_bytes(),
            Err(error) => error.into_bytes(),
        };
        match utf16_order(&bytes) {
            Some(order) => Self::of_utf16(&bytes, order),
            None => Self::of_broken_utf8(&bytes),
        }
    }

    fn of_utf16(bytes: &[u8], order: fn([u8; 2]) -> u16) -> Self {
        let mut decoded = Mapped::default();
        let units = bytes.chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
        let mut at = 0;
        for unit in char::decode_utf16(units) {
            let c = unit.unwrap_or(char::REPLACEMENT_CHARACTER);
            decoded.push(c, at);
            at += if c > '\u{ffff}' { 4 } else { 2 };
        }
        if at < bytes.len() {
            decoded.push(char::REPLACEMENT_CHARACTER, at);
        }
        decoded.finish(bytes.len())
    }

    fn of_broken_utf8(bytes: &[u8]) -> Self {
        let mut decoded = Mapped::default();
        let mut at = 0;
        for chunk in bytes.utf8_chunks() {
            decoded.push_str(chunk.valid(), at);
            at += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                decoded.push(char::REPLACEMENT_CHARACTER, at);
                at += chunk.invalid().len();
            }
        }
        decoded.finish(bytes.len())
    }

    /// Where a stretch of the text stood in the input.
    pub(crate) fn in_input(&self, span: Span) -> Span {
        let Some(map) = &self.map else { return span };
        let end = map.last().copied().unwrap_or_default();
        let at = |offset: usize| map.get(offset).copied().unwrap_or(end);
        Span::new(at(span.start), at(span.end))
    }
}

#[derive(Default)]
struct Mapped {
    text: String,
    map: Vec<usize>,
}

impl Mapped {
    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.map.extend(std::iter::repeat_n(at, c.len_utf8()));
    }

    fn push_str(&mut self, text: &str, at: usize) {
        self.text.push_str(text);
        self.map.extend(at..at + text.len());
    }

    fn finish(mut self, end: usize) -> Text {
        self.map.push(end);
        Text { text: self.text, map: Some(self.map) }
    }
}

/// How much is looked at to recognise UTF-16 without a mark.
const SAMPLE: usize = 4096;

fn utf16_order(bytes: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    match bytes {
        [0xff, 0xfe, ..] => return Some(u16::from_le_bytes),
        [0xfe, 0xff, ..] => return Some(u16::from_be_bytes),
        _ => {}
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let (pairs, _) = sample.as_chunks::<2>();
    let zeros = |half: usize| pairs.iter().filter(|pair| pair[half] == 0).count();
    // Terminal text is mostly ASCII, so that one half of its pairs is mostly zero and the other never.
    let (first, second) = (zeros(0), zeros(1));
    let mostly = pairs.len() / 2;
    if second > mostly && first <= pairs.len() / 50 {
        Some(u16::from_le_bytes)
    } else if first > mostly && second <= pairs.len() / 50 {
        Some(u16::from_be_bytes)
    } else {
        None
    }
}

/// The content of a file, or of standard input for `-`. A gzipped one is unpacked.
pub(crate) fn read(path: &Path) -> Result<Vec<u8>, Unusable> {
    let mut bytes = Vec::new();
    let done = if path == Path::new("-") {
        io::stdin().lock().read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    let named = |error: io::Error| Unusable(format!("{}: {error}", path.display()));
    done.map_err(named)?;
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return Ok(bytes);
    }
    let mut unpacked = Vec::new();
    let unpack = flate2::bufread::MultiGzDecoder::new(bytes.as_slice());
    match unpack.take(MOST_BYTES).read_to_end(&mut unpacked) {
        // A report whose end is missing still says a lot.
        Err(error) if unpacked.is_empty() => Err(named(error)),
        _ => Ok(unpacked),
    }
}

/// The files a command was given; standard input where there is none.
pub(crate) fn or_standard(files: &[PathBuf]) -> Vec<PathBuf> {
    if files.is_empty() { vec![PathBuf::from("-")] } else { files.to_vec() }
}

/// A line of somebody's file without what would steer the terminal.
pub(crate) fn printable(line: &str) -> String {
    line.chars().map(|c| if c.is_control() && c != '\t' { '\u{fffd}' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes_of(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    /// What stands at `found` in the input, when `found` was seen in the text.
    fn check(bytes: impl Into<Vec<u8>>, found: &str, expected: &[u8]) {
        let bytes = bytes.into();
        let text = Text::decode(bytes.clone());
        let start = text.text.find(found).unwrap_or_else(|| panic!("{:?}", text.text));
        let span = text.in_input(Span::new(start, start + found.len()));
        assert_eq!(&bytes[span.range()], expected);
    }

    #[test]
    fn plain_text_keeps_its_offsets() {
        check("é NVIDIA-SMI", "NVIDIA", b"NVIDIA");
        check("\u{feff}NVIDIA", "NVIDIA", b"NVIDIA");
    }

    #[test]
    fn utf16_is_recognised_with_and_without_a_mark() {
        for order in [u16::to_le_bytes, u16::to_be_bytes] {
            for text in ["\u{feff}é 😀 NVIDIA-SMI has failed", "line\r\nNVIDIA-SMI has failed"] {
                check(bytes_of(text, order), "NVIDIA", &bytes_of("NVIDIA", order));
            }
        }
    }

    #[test]
    fn a_lone_last_byte_is_kept() {
        let mut bytes = bytes_of("NVIDIA-SMI", u16::to_le_bytes);
        bytes.push(b'x');
        let text = Text::decode(bytes);
        assert_eq!(text.text, "NVIDIA-SMI\u{fffd}");
        assert_eq!(text.in_input(Span::new(10, 13)), Span::new(20, 21));
    }

    #[test]
    fn broken_bytes_move_nothing() {
        check(b"caf\xe9 \xff\xfe\xfd NVIDIA", "NVIDIA", b"NVIDIA");
        check(b"\0\0\0 NVIDIA", "NVIDIA", b"NVIDIA");
    }

    #[test]
    fn a_span_past_the_end_is_the_end() {
        let text = Text::decode(b"\xff".to_vec());
        assert_eq!(text.in_input(Span::new(9, 12)), Span::new(1, 1));
    }
}
