/// A stretch of a sentence.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Part<'a> {
    /// Words.
    Text(&'a str),
    /// What stood between backticks: a command, a file, a literal message.
    Code(&'a str),
}

/// Splits a sentence at its backticks, the only markup a catalogue entry may use.
pub fn parts(sentence: &str) -> impl Iterator<Item = Part<'_>> {
    sentence
        .split('`')
        .enumerate()
        .filter(|(_, text)| !text.is_empty())
        .map(|(at, text)| if at % 2 == 0 { Part::Text(text) } else { Part::Code(text) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn backticks_mark_code() {
        let found: Vec<_> = parts("type `nvidia-smi` again").collect();
        assert_eq!(found, [Part::Text("type "), Part::Code("nvidia-smi"), Part::Text(" again")]);
    }
}
