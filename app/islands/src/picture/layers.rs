//! What lies between a program in a container and the GPU, and who brings it.

use gpudock_core::fact::{Message, Say};

use super::{Lane, Part, diagram};

/// Draws the layers from the program down to the GPU, in the language of `say`. Keys: `picture.layers.*`.
pub fn layers(say: &dyn Say) -> String {
    let word = |key: &str| say.say(&Message::new(format!("picture.layers.{key}")));
    let named = |name: &str| (word(name), word(&format!("{name}_is")));
    let plain = |name: &str| {
        let (title, detail) = named(name);
        Part::plain(title, detail)
    };
    // The two halves of one driver: what the picture is about.
    let key = |name: &str| {
        let (title, detail) = named(name);
        Part::key(title, detail)
    };
    let container =
        Part::zone(word("container"), vec![plain("program"), plain("cuda"), key("libraries")]);
    let host = Part::zone(word("host"), vec![key("module"), Part::plain("GPU", "")]);
    diagram(&[Lane { parts: vec![container, host] }], &word("caption"))
}

#[cfg(test)]
mod tests {
    use super::layers;

    #[test]
    fn both_halves_of_the_driver_stand_out() {
        let markup = layers(&());
        assert_eq!(markup.matches("d-key").count(), 2);
        assert!(
            markup.find("picture.layers.libraries") < markup.find("picture.layers.module"),
            "the kernel module lies below the libraries"
        );
    }
}
