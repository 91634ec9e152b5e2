//! The stack of the machine, hardware at the foot, each layer with its state.

use gpudock_core::diagnose::{self, LayerState, StackLayer};
use gpudock_words::Catalogue;

use super::Case;
use crate::show::{Node, el, of};

pub(crate) fn stack(case: &Case, words: &Catalogue) -> Node {
    let layers = diagnose::stack(&case.judged);
    let breaks = layers.iter().any(|layer| layer.state == LayerState::Error);
    let title = if breaks { "diagnose.picture.stack" } else { "diagnose.picture.stack_fine" };
    // Read from the top: what the user started stands on everything below it.
    let drawn = layers.iter().rev().map(|one| layer(one, words));
    let list = of("ol", "layers")
        .with("reversed", "")
        .with("aria-label", words.text("picture.stack.label"))
        .all(drawn);
    of("section", "card stack")
        .with("aria-labelledby", "stack-title")
        .child(el("h2").with("id", "stack-title").child(words.text(title)))
        .child(list)
        .into()
}

fn layer(layer: &StackLayer, words: &Catalogue) -> Node {
    let state = match layer.state {
        LayerState::Ok => "ok",
        LayerState::Warning => "warning",
        LayerState::Error => "error",
        LayerState::Unknown => "unknown",
    };
    // Colour and shape never say it alone.
    let word = words.text(&format!("picture.stack.state.{state}"));
    let word: Node = match layer.finding {
        Some(id) => el("a").with("href", format!("#finding-{id}")).child(word).into(),
        None => word.into(),
    };
    let name = words.text(&format!("picture.stack.{}", layer.id));
    let detail = (!layer.detail.is_empty())
        .then(|| of("span", "layer-detail").child(layer.detail.clone()).into());
    of("li", "layer")
        .with("data-layer", layer.id)
        .with("data-state", state)
        .child(of("span", "layer-name").child(name))
        .child(" ")
        .child(of("span", "layer-state").child(word))
        .child(" ")
        .all(detail)
        .into()
}
