//! From the box or a file to a judged text, without ever holding the page up.

use gloo_timers::future::TimeoutFuture;
use gpudock_core::diagnose::{Excerpt, Sieve, diagnose};
use leptos::prelude::*;

use super::{Case, Desk, paste};

/// Up to here a text is judged as it is, within a blink. Unit: bytes.
const AT_ONCE: usize = 256 << 10;
/// Longer texts are looked through in pieces of this size. Unit: bytes.
const PIECE: usize = 64 << 10;
/// After so much work the page breathes. Unit: milliseconds.
const BLINK: f64 = 12.0;

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
    let mut rested = js_sys::Date::now();
    while at < text.len() {
        if js_sys::Date::now() - rested > BLINK {
            desk.progress.set(u8::try_from(at * 100 / text.len()).ok());
            TimeoutFuture::new(0).await;
            if desk.turn.get_untracked() != turn {
                return;
            }
            rested = js_sys::Date::now();
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

/// A file begins. The script that unpacks and decodes files sends them in slices.
pub(crate) fn begin(desk: Desk, name: String) {
    desk.file.set_value(Some((name, Sieve::default())));
}

/// The next slice of the file.
pub(crate) fn slice(desk: Desk, text: &str) {
    desk.file.update_value(|file| {
        if let Some((_, sieve)) = file {
            sieve.push(text);
        }
    });
}

/// The file has ended: what it says goes behind what is in the box already, under its name where the box holds more
/// than this one file, or not all of it.
pub(crate) fn end(desk: Desk) {
    let Some((name, sieve)) = desk.file.try_update_value(Option::take).flatten() else { return };
    let long = sieve.is_long();
    let excerpt = sieve.finish();
    let mut whole = desk.text.get_untracked();
    if whole.is_empty() && !long {
        whole = excerpt.text;
    } else {
        if !whole.is_empty() && !whole.ends_with('\n') {
            whole.push('\n');
        }
        whole.push_str(&excerpt.labelled(&name));
    }
    fill(desk, whole);
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
}
