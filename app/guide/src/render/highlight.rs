//! Colours for code, at build time: a few classes, so that a page stays small.

use std::{collections::HashMap, fmt::Write as _, sync::LazyLock};

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use super::escape::escape;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Names a fence may use, and the grammar behind each. Empty: plain text.
const LANGUAGES: &[(&str, &str)] = &[
    ("bash", "Bourne Again Shell (bash)"),
    ("powershell", "PowerShell"),
    ("json", "JSON"),
    ("yaml", "YAML"),
    ("dockerfile", "Dockerfile"),
    ("toml", "TOML"),
    ("ini", "INI"),
    ("diff", "Diff"),
    ("python", "Python"),
    ("text", ""),
];

/// Scope prefixes and the class they get; the first that fits wins.
const CLASSES: &[(&str, &str)] = &[
    ("comment", "c"),
    ("markup.inserted", "s"),
    ("markup.deleted", "k"),
    ("meta.diff", "c"),
    ("entity.name.tag", "o"),
    ("support.type.property-name", "o"),
    ("variable.parameter.option", "o"),
    ("keyword.other.definition.ini", "o"),
    ("string", "s"),
    ("constant.character.escape", "n"),
    ("constant.numeric", "n"),
    ("constant.language", "n"),
    ("keyword.operator", ""),
    ("keyword", "k"),
    ("storage", "k"),
    ("entity.name.function", "f"),
    ("variable.function", "f"),
    ("support.function", "f"),
    ("entity.name.section", "k"),
    ("variable", "v"),
];

/// Whether a fence may use this name. `console` is highlighted elsewhere.
pub(crate) fn knows(language: &str) -> bool {
    LANGUAGES.iter().any(|(name, _)| *name == language)
}

fn grammar(language: &str) -> Option<&'static SyntaxReference> {
    let (_, name) = LANGUAGES.iter().find(|(short, _)| *short == language)?;
    SYNTAXES.find_syntax_by_name(name)
}

/// Highlights code, remembering what it has done: translations share their code blocks.
#[derive(Debug, Default)]
pub(crate) struct Highlighter {
    done: HashMap<(String, String), Vec<String>>,
    classes: HashMap<Scope, Option<&'static str>>,
}

impl Highlighter {
    /// HTML of each line, without its line end.
    pub(crate) fn lines(&mut self, language: &str, code: &str) -> Vec<String> {
        let key = (language.to_owned(), code.to_owned());
        if let Some(lines) = self.done.get(&key) {
            return lines.clone();
        }
        let lines = match grammar(language) {
            Some(syntax) => self.parse(syntax, code),
            None => code.lines().map(escape).collect(),
        };
        self.done.insert(key, lines.clone());
        lines
    }

    fn parse(&mut self, syntax: &SyntaxReference, code: &str) -> Vec<String> {
        let mut state = ParseState::new(syntax);
        let mut stack = ScopeStack::new();
        let mut out = Vec::new();
        for line in code.split_inclusive('\n') {
            // A grammar that fails on a line leaves the line plain; nothing is lost.
            let Ok(operations) = state.parse_line(line, &SYNTAXES) else {
                out.push(escape(line.trim_end_matches('\n')));
                continue;
            };
            let mut pieces: Vec<(&'static str, String)> = Vec::new();
            let mut from = 0;
            for (at, operation) in operations {
                self.piece(&stack, line.get(from..at).unwrap_or_default(), &mut pieces);
                from = at;
                if stack.apply(&operation).is_err() {
                    stack = ScopeStack::new();
                }
            }
            self.piece(&stack, line.get(from..).unwrap_or_default(), &mut pieces);
            out.push(html(&pieces));
        }
        out
    }

    fn piece(&mut self, stack: &ScopeStack, text: &str, pieces: &mut Vec<(&'static str, String)>) {
        let text = text.trim_end_matches('\n');
        if text.is_empty() {
            return;
        }
        let class = self.class(stack);
        // Grammars count the space before a word to the word; between two words of a class it stays inside.
        let word = text.trim_start();
        let (space, word) = text.split_at(text.len() - word.len());
        match pieces.last_mut() {
            Some((last, piece)) if *last == class || word.is_empty() => piece.push_str(text),
            Some((_, piece)) => {
                piece.push_str(space);
                pieces.push((class, word.to_owned()));
            }
            None => pieces.extend([("", space.to_owned()), (class, word.to_owned())]),
        }
    }

    /// The class of the innermost scope that has one. The string that is a JSON key counts as a key.
    fn class(&mut self, stack: &ScopeStack) -> &'static str {
        let mut found = "";
        for scope in stack.as_slice().iter().rev() {
            let name = *self.classes.entry(*scope).or_insert_with(|| {
                let scope = scope.build_string();
                if scope.contains("key.json") {
                    return Some("key");
                }
                CLASSES
                    .iter()
                    .find(|(prefix, _)| scope.starts_with(prefix))
                    .map(|(_, class)| *class)
            });
            match name {
                Some("key") => return "o",
                Some("s") if found.is_empty() => found = "s",
                Some(class) if found.is_empty() => return class,
                _ => {}
            }
        }
        found
    }
}

fn html(pieces: &[(&'static str, String)]) -> String {
    let mut out = String::new();
    for (class, text) in pieces {
        let text = escape(text);
        if class.is_empty() {
            out.push_str(&text);
        } else {
            let _ = write!(out, "<b class=\"{class}\">{text}</b>");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_a_grammar() {
        for (short, name) in LANGUAGES {
            assert!(name.is_empty() || grammar(short).is_some(), "{name}");
        }
    }

    #[test]
    fn nothing_is_lost_and_nothing_is_html() {
        let code = "echo \"<b>$HOME & co\" # done\n\nif true; then :; fi\n";
        let lines = Highlighter::default().lines("bash", code);
        assert_eq!(lines.len(), 3);
        assert!(lines[0].contains("&lt;b&gt;") && lines[0].contains("class=\"c\""), "{}", lines[0]);
    }

    #[test]
    fn keys_differ_from_values() {
        let lines = Highlighter::default().lines("json", "{\"a\": \"b\"}\n");
        assert!(lines[0].contains("<b class=\"o\">&quot;a&quot;</b>"), "{}", lines[0]);
        assert!(lines[0].contains("<b class=\"s\">&quot;b&quot;</b>"), "{}", lines[0]);
        let lines = Highlighter::default().lines("yaml", "image: \"x\"\n");
        assert!(lines[0].contains("<b class=\"o\">image</b>"), "{}", lines[0]);
    }
}
