//! How wide a text will be, without a font at hand.
//!
//! SVG does not wrap. The widths are those of common sans-serif faces, a little on the wide side: a line that breaks
//! early looks better than one that leaves its box.

/// Width of a line. Unit: the unit of `size`.
pub(super) fn width(text: &str, size: f32) -> f32 {
    text.chars().map(advance).sum::<f32>() * size
}

/// Width of one character. Unit: em.
fn advance(character: char) -> f32 {
    match character {
        'i' | 'j' | 'l' | '.' | ',' | ':' | ';' | '\'' | '’' | '|' | '!' => 0.3,
        ' ' | '\u{A0}' | '\u{202F}' | 'f' | 'r' | 't' | 'I' | '(' | ')' | '[' | ']' | '-' | '/' => {
            0.38
        }
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.9,
        '\u{2E80}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7FF}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FF00}'..='\u{FF60}' => 1.0,
        upper if upper.is_uppercase() => 0.68,
        _ => 0.58,
    }
}

/// Whether a line may end after this character although no space follows.
fn breaks_after(character: char) -> bool {
    matches!(character, '\u{2E80}'..='\u{9FFF}' | '\u{FF00}'..='\u{FF60}' | '/' | '=' | '-' | '_')
}

/// Closing punctuation never begins a line.
fn clings(character: char) -> bool {
    matches!(
        character,
        '。' | '，'
            | '、'
            | '；'
            | '：'
            | '？'
            | '！'
            | '）'
            | '》'
            | '”'
            | '’'
            | '.'
            | ','
            | ')'
            | '/'
    )
}

/// Breaks a text into lines no wider than `room`; a word that is wider alone is cut.
pub(super) fn wrap(text: &str, size: f32, room: f32) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        if !line.is_empty() && width(&line, size) + width(piece.trim_end(), size) > room {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        for character in piece.chars() {
            if width(&line, size) + advance(character) * size > room && !character.is_whitespace() {
                lines.push(std::mem::take(&mut line));
            }
            line.push(character);
        }
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Cuts where a line may end; nothing is lost.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    while let Some((_, character)) = characters.next() {
        let Some(&(next, follower)) = characters.peek() else { break };
        let ends = character == ' '
            || breaks_after(character)
            || breaks_after(follower) && !follower.is_ascii();
        if ends && !clings(follower) && follower != ' ' {
            pieces.extend(text.get(start..next));
            start = next;
        }
    }
    pieces.extend(text.get(start..));
    pieces
}

#[cfg(test)]
mod tests {
    use super::{pieces, width, wrap};

    const TEXTS: [&str; 5] = [
        "The driver's libraries come from Windows",
        "nvidia-container-runtime-hook",
        "内核把请求交给 Windows 驱动，容器只看到设备节点。",
        "Bibliothèques du pilote : montées par le hook",
        "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen",
    ];

    #[test]
    fn nothing_is_lost_and_no_line_is_too_wide() {
        for text in TEXTS {
            assert_eq!(pieces(text).concat(), text);
            for room in [80.0, 140.0, 300.0] {
                let lines = wrap(text, 13.0, room);
                assert!(lines.iter().all(|line| width(line, 13.0) <= room), "{lines:?} in {room}");
                let squeezed = |text: &str| text.replace(' ', "");
                assert_eq!(squeezed(&lines.concat()), squeezed(text));
            }
        }
    }

    #[test]
    fn no_line_begins_with_a_full_stop() {
        for room in 40..200 {
            #[allow(clippy::cast_precision_loss, reason = "small")]
            let lines = wrap("容器只看到设备节点。内核把请求交给驱动，", 13.0, room as f32);
            assert!(lines.iter().all(|line| !line.starts_with(['。', '，'])), "{lines:?}");
        }
    }
}
