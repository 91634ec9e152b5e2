//! Where the parts of a GPU setup lie on Windows with WSL2.

use gpudock_core::fact::{Message, Say};

use super::{Lane, Part, diagram};

/// Draws the machine from the Windows driver down to the container, in the language of `say`. Keys: `picture.wsl.*`.
pub fn wsl(say: &dyn Say) -> String {
    let word = |key: &str| say.say(&Message::new(format!("picture.wsl.{key}")));
    let windows = Part::zone(word("windows"), vec![Part::key(word("driver"), word("driver_is"))]);
    let container =
        Part::zone(word("container"), vec![Part::plain(word("program"), word("program_is"))]);
    let machine = Part::zone(
        word("machine"),
        vec![
            Part::plain("/dev/dxg", word("kernel_is")),
            Part::plain("/usr/lib/wsl/lib", word("libraries_are")),
            Part::plain(word("engine"), word("engine_is")),
            container,
        ],
    );
    diagram(&[Lane { parts: vec![windows, machine] }], &word("caption"))
}

#[cfg(test)]
mod tests {
    use super::wsl;

    #[test]
    fn the_driver_lies_outside_the_virtual_machine() {
        let markup = wsl(&());
        assert!(markup.find("picture.wsl.driver") < markup.find("picture.wsl.machine"));
        assert!(markup.contains("picture.wsl.caption"));
    }
}
