//! From the box or a file to a judged text, without ever holding the page up.

use gloo_timers::future::TimeoutFuture;
use gpudock_core::{
    diagnose::{Excerpt, Sieve, diagnose},
    fact::{Message, Say as _},
};
use leptos::prelude::*;

use super::{Case, Desk, paste};
use crate::words::Words;

/// Up to here a text is judged as it is, within a blink. Unit: bytes.
const AT_ONCE: usize = 256 << 10;
/// Longer texts are looked through in pieces of this size, and the page breathes in between. Unit: bytes.
const PIECE: usize = 128 << 10;

/// Puts a text into the box and takes it.
pub(crate) fn fill(desk: Desk, text: String) {
    if let Some(area) = paste::area()
        && area.value() != text
    {
        area.set_value(&text);
    }
    take(desk, text);
}

/// Takes a text: keeps it, and judges it.
pub(crate) fn take(desk: Desk, text: String) {
    desk.turn.update(|turn| *turn += 1);
    desk.note.set(None);
    desk.progress.set(None);
    if !text.is_empty() {
        desk.cleared.set(None);
    }
    paste::keep(&text);
    if text.trim().is_empty() {
        desk.case.set(None);
    } else if text.len() <= AT_ONCE {
        judge(desk, Excerpt::whole(text.clone()));
    } else {
        leptos::task::spawn_local(judge_in_pieces(desk, text.clone()));
    }
    desk.text.set(text);
}

fn judge(desk: Desk, excerpt: Excerpt) {
    let judged = diagnose(&excerpt.text).into();
    desk.case.set(Some(Case { excerpt: excerpt.into(), judged }));
}

/// Keeps the lines that can say something, and judges those.
async fn judge_in_pieces(desk: Desk, text: String) {
    let turn = desk.turn.get_untracked();
    let mut sieve = Sieve::default();
    let mut at = 0;
    while at < text.len() {
        desk.progress.set(u8::try_from(at * 100 / text.len()).ok());
        TimeoutFuture::new(0).await;
        if desk.turn.get_untracked() != turn {
            return;
        }
        let end = cut(&text, at);
        sieve.push(text.get(at..end).unwrap_or_default());
        at = end;
    }
    desk.progress.set(None);
    judge(desk, sieve.finish());
}

/// End of the piece that begins at `at`: between two characters.
fn cut(text: &str, at: usize) -> usize {
    let mut end = (at + PIECE).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    end
}

/// Takes files after what is in the box already.
pub(crate) fn files(desk: Desk, files: &web_sys::FileList, words: Words) {
    let files = gloo_file::FileList::from(files.clone());
    leptos::task::spawn_local(async move {
        let mut whole = desk.text.get_untracked();
        let mut note = None;
        for file in files.iter() {
            let name = || Message::new("diagnose.file_unreadable").with("file", file.name());
            match gloo_file::futures::read_as_bytes(file).await {
                Ok(bytes) => match decode(&bytes) {
                    Some(text) => {
                        if !whole.is_empty() && !whole.ends_with('\n') {
                            whole.push('\n');
                        }
                        whole.push_str(&text);
                    }
                    None => note = Some(words.say(&name())),
                },
                Err(_) => note = Some(words.say(&name())),
            }
        }
        fill(desk, whole);
        desk.note.set(note);
    });
}

/// Text of a file: UTF-8, or UTF-16 as Windows redirects it. None for a picture or an archive.
fn decode(bytes: &[u8]) -> Option<String> {
    let sixteen = |from: fn([u8; 2]) -> u16| {
        let units = bytes.chunks_exact(2).skip(1).map(|pair| from([pair[0], pair[1]]));
        char::decode_utf16(units).map(|char| char.unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
    };
    match bytes {
        [0xff, 0xfe, ..] => Some(sixteen(u16::from_le_bytes)),
        [0xfe, 0xff, ..] => Some(sixteen(u16::from_be_bytes)),
        _ => {
            let text = String::from_utf8_lossy(bytes).into_owned();
            let odd = text.chars().take(4096).filter(|char| {
                *char == char::REPLACEMENT_CHARACTER
                    || (*char < ' ' && !"\t\r\n\u{1b}\0".contains(*char))
            });
            (odd.count() < 64).then_some(text)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_end_between_characters() {
        let text = "é".repeat(PIECE);
        let mut at = 0;
        while at < text.len() {
            let end = cut(&text, at);
            assert!(end > at && text.is_char_boundary(end));
            at = end;
        }
    }

    #[test]
    fn windows_text_is_read_and_a_picture_is_not() {
        assert_eq!(decode(b"\xff\xfeW\0S\0L\0").as_deref(), Some("WSL"));
        let png: Vec<u8> = (0..4000_u32).map(|n| (n * 37 % 251) as u8).collect();
        assert_eq!(decode(&png), None);
    }
}
