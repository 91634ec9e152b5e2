//! The two ways a GPU gets into a container: the hook, and CDI.

use gpudock_core::fact::{Message, Say};

use super::{Lane, Part, diagram};

/// Draws both routes side by side, in the language of `say`. Keys: `picture.route.*`.
pub fn route(say: &dyn Say) -> String {
    let word = |key: &str| say.say(&Message::new(format!("picture.route.{key}")));
    let lane = |name: &str, boxes: [Part; 3]| {
        let [first, second, third] = boxes;
        let host = Part::zone(
            word("host"),
            vec![Part::plain(word("daemon"), word(&format!("{name}_daemon"))), first, second],
        );
        let container = Part::zone(word("container"), vec![third]);
        Lane { parts: vec![Part::plain("docker run --gpus all", word(name)), host, container] }
    };
    let hook = lane(
        "hook",
        [
            Part::key("nvidia-container-runtime-hook", word("hook_runs")),
            Part::plain("libnvidia-container", word("hook_mounts")),
            Part::plain(word("program"), word("hook_sees")),
        ],
    );
    let cdi = lane(
        "cdi",
        [
            Part::key("/var/run/cdi/nvidia.yaml", word("cdi_lists")),
            Part::plain("runc", word("cdi_mounts")),
            Part::plain(word("program"), word("cdi_sees")),
        ],
    );
    diagram(&[hook, cdi], &word("caption"))
}

#[cfg(test)]
mod tests {
    use super::route;

    #[test]
    fn two_lanes_with_their_own_words() {
        let markup = route(&());
        assert_eq!(markup.matches("<svg").count(), 2);
        for key in [
            "hook_runs",
            "hook_mounts",
            "hook_sees",
            "cdi_lists",
            "cdi_mounts",
            "cdi_sees",
            "caption",
        ] {
            assert!(markup.contains(&format!("picture.route.{key}")), "{key}");
        }
    }
}
