//! The stack of one machine: hardware at the foot, the user's program on top.

use std::fmt::Write as _;

use super::escape;

/// How a layer is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum State {
    /// Seen, and fine.
    Ok,
    /// Works, within limits.
    Warning,
    /// This is what must be repaired.
    Error,
    /// The text does not say.
    Unknown,
}

impl State {
    /// Value of `data-state`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Warning => "warning",
            Self::Error => "error",
            Self::Unknown => "unknown",
        }
    }
}

/// One layer, in the reader's language.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer<'a> {
    /// Stable name, kebab-case; becomes `data-layer`.
    pub id: &'a str,
    /// What the layer is: "Driver".
    pub name: &'a str,
    /// What was read there: "580.105.08"; empty where nothing was.
    pub detail: &'a str,
    /// How it is.
    pub state: State,
    /// The state as a word: colour and shape never say it alone.
    pub word: &'a str,
}

/// Draws the stack. `layers` begins with the hardware, which is drawn at the foot; `label` names the picture.
pub fn stack(layers: &[Layer<'_>], label: &str) -> String {
    let mut markup = format!(
        r#"<figure class="picture stack"><ol class="layers" reversed aria-label="{}">"#,
        escape(label)
    );
    for layer in layers.iter().rev() {
        let _ = write!(
            markup,
            r#"<li class="layer" data-layer="{}" data-state="{}"><span class="layer-name">{}</span> <span class="layer-state">{}</span>"#,
            escape(layer.id),
            layer.state.name(),
            escape(layer.name),
            escape(layer.word),
        );
        if !layer.detail.is_empty() {
            let _ =
                write!(markup, r#" <span class="layer-detail">{}</span>"#, escape(layer.detail));
        }
        markup.push_str("</li>");
    }
    markup.push_str("</ol></figure>");
    markup
}

#[cfg(test)]
mod tests {
    use super::{Layer, State, stack};

    fn layer<'a>(name: &'a str, detail: &'a str, state: State) -> Layer<'a> {
        Layer { id: "driver", name, detail, state, word: "too old" }
    }

    #[test]
    fn hardware_is_drawn_last_and_every_state_has_its_word() {
        let markup = stack(
            &[layer("Hardware", "", State::Ok), layer("Driver", "535", State::Error)],
            "Stack",
        );
        assert!(markup.find("Driver") < markup.find("Hardware"));
        assert_eq!(markup.matches("too old").count(), 2);
        assert!(markup.contains(r#"data-state="error""#));
        assert_eq!(
            markup.matches("layer-detail").count(),
            1,
            "an empty detail leaves no box behind"
        );
    }

    #[test]
    fn what_was_pasted_stays_text() {
        let markup = stack(&[layer("<img src=x>", r#"" onload=""#, State::Unknown)], "<script>");
        assert!(
            !markup.contains("<img")
                && !markup.contains("<script")
                && !markup.contains(r#"" onload"#)
        );
    }
}
