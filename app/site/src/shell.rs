//! The one HTML shell, as Trunk left it.

use anyhow::{Context as _, ensure};

/// `index.html` cut at its slots, and the names Trunk gave to its main binary.
pub(crate) struct Shell {
    text: String,
}

/// Two files of Trunk's staging folder that belong together.
pub(crate) struct Built {
    /// File name of the script that wasm-bindgen wrote.
    pub(crate) script: String,
    /// File name of the WASM.
    pub(crate) wasm: String,
}

impl Built {
    /// A binary beside the main one. Trunk takes it for a worker, which has to be found by its name: it keeps that
    /// name, without a hash, and stands nowhere in the shell.
    pub(crate) fn beside(name: &str) -> Self {
        Self { script: format!("{name}.js"), wasm: format!("{name}_bg.wasm") }
    }
}

/// What fills the slots.
pub(crate) struct Slots<'a> {
    pub(crate) lang: &'a str,
    pub(crate) direction: &'a str,
    pub(crate) head: &'a str,
    pub(crate) body: &'a str,
}

const MARK: &str = "<template data-script=";

impl Shell {
    /// Reads the shell from the staging folder, and in it what wasm-bindgen and Trunk made of the diagnosis.
    ///
    /// # Errors
    /// Where a slot or the names of the browser code are missing.
    pub(crate) fn parse(text: &str) -> anyhow::Result<(Self, Built)> {
        let start = text.find(MARK).context("the shell does not name the browser code")?;
        let end = text[start..].find("</template>").context("the shell is cut")? + start;
        let name = |attribute: &str| -> anyhow::Result<String> {
            let value = text[start..end]
                .split_once(attribute)
                .map(|(_, rest)| rest.trim_start_matches(['=', '"']))
                .and_then(|rest| rest.split(['"', ' ', '>']).next())
                .with_context(|| format!("the shell has no {attribute}"))?;
            Ok(value.trim_start_matches("./").to_owned())
        };
        let diagnosis = Built { script: name("data-script")?, wasm: name("data-wasm")? };
        let text = format!("{}{}", &text[..start], &text[end + "</template>".len()..]);
        for slot in ["{{lang}}", "{{direction}}", "{{head}}", "{{body}}"] {
            ensure!(text.matches(slot).count() == 1, "the shell needs {slot} exactly once");
        }
        Ok((Self { text }, diagnosis))
    }

    /// One page. Slots are filled from the last to the first, so that no content is taken for a slot.
    pub(crate) fn fill(&self, slots: &Slots<'_>) -> String {
        let mut page = self.text.clone();
        let fillings = [
            ("{{body}}", slots.body),
            ("{{head}}", slots.head),
            ("{{direction}}", slots.direction),
            ("{{lang}}", slots.lang),
        ];
        for (slot, filling) in fillings {
            if let Some(at) = page.find(slot) {
                page.replace_range(at..at + slot.len(), filling);
            }
        }
        page
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_never_taken_for_a_slot() {
        let (shell, diagnosis) = Shell::parse(
            r#"<html lang="{{lang}}" dir="{{direction}}">{{head}}<template data-script="./a-1.js" data-wasm="./a-1.wasm"></template>{{body}}"#,
        )
        .unwrap();
        assert_eq!((&*diagnosis.script, &*diagnosis.wasm), ("a-1.js", "a-1.wasm"));
        let page =
            shell.fill(&Slots { lang: "fr", direction: "ltr", head: "<b>", body: "{{lang}}" });
        assert_eq!(page, r#"<html lang="fr" dir="ltr"><b>{{lang}}"#);
    }

    #[test]
    fn a_shell_without_slots_is_refused() {
        assert!(Shell::parse("<html></html>").is_err());
    }
}
