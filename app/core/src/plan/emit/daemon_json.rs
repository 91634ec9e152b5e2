//! `daemon.json`, as it is to be.

use crate::plan::{machine::Machine, recipe};

/// The file the plan wants; nothing where Docker needs none. A pasted file keeps all it holds.
pub(super) fn text(machine: &Machine<'_>) -> Option<String> {
    let wanted = recipe::wanted_daemon_json(machine)?;
    Some(indented(&wanted))
}

/// The members the recipe asks for, four spaces a level, as `nvidia-ctk` writes them.
fn indented(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let (mut depth, mut inside, mut escaped, mut last) = (0_usize, false, false, ' ');
    for letter in json.chars() {
        if inside {
            out.push(letter);
            inside = letter != '"' || escaped;
            escaped = letter == '\\' && !escaped;
            last = letter;
            continue;
        }
        match letter {
            ' ' => continue,
            '{' | '[' => {
                depth += 1;
                out.push(letter);
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                if !matches!(last, '{' | '[') {
                    new_line(&mut out, depth);
                }
                out.push(letter);
            }
            ',' => out.push(letter),
            ':' => out.push_str(": "),
            letter => {
                if matches!(last, '{' | '[' | ',') {
                    new_line(&mut out, depth);
                }
                inside = letter == '"';
                out.push(letter);
            }
        }
        last = letter;
    }
    out.push('\n');
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("    ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indentation_changes_no_value() {
        let json = r#"{"a": {"b": [], "c": ["x, {y}", "\"z\""]}, "d": true}"#;
        let text = indented(json);
        let one: serde_json::Value = serde_json::from_str(json).unwrap();
        let two: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(one, two);
        assert!(text.contains("\n    \"a\": {\n        \"b\": [],\n"), "{text}");
    }
}
