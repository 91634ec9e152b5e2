//! Asks a line, cheaply, whether it can mean anything to us.
//!
//! Most of a long log is none of our business. A line is read only if it holds one of [`WORDS`]; they are
//! looked for all at once with the shifts of Wu and Manber: two bytes that stand in no word let three be
//! skipped.

/// Begins of the words that our outputs cannot do without. Four bytes or more each.
const WORDS: [&str; 95] = [
    "NVIDIA",
    "nvidia",
    "Nvidia",
    "-SMI",
    "NVSMI",
    "NVRM",
    "CUDA",
    "cuda",
    "Cuda",
    "Tesla",
    "GeForce",
    "Quadro",
    "GRID ",
    "TITAN",
    "Orin",
    "GPU ",
    "GPU0",
    "GPU:",
    "gpu ",
    "gpu\u{a0}",
    "GPU\u{a0}",
    "gpu.",
    "gpu_",
    "gpu:",
    "driver",
    "Driver",
    "rocess",
    "MIG ",
    "memory.",
    "pci.",
    "utilization",
    "temperature",
    "power.",
    "uuid",
    "index,",
    "name,",
    "Docker",
    "docker",
    "podman",
    "nerdctl",
    "ersion",
    "VERSION",
    "Linux ",
    "uname",
    "ID=u",
    "ID=d",
    "ID=\"",
    "ID=f",
    "ID=a",
    "PRETTY_NAME",
    "SecureBoot",
    "REVISION",
    "WSL ",
    "WSL-",
    "WSLg",
    "wsl ",
    "WSL2",
    "indows",
    "OS Name",
    "OS Build",
    "OS: ",
    "nouveau",
    "nova_core",
    "untime",
    "Context:",
    "torch",
    "services:",
    "Client:",
    "Server:",
    "Engine:",
    "Security Options",
    "Discovered",
    "Root Dir",
    "Operating",
    "Architecture",
    "Kernel",
    "filename:",
    "Model:",
    "Bus Location",
    "Device Index",
    "Description:",
    "microsoft",
    "vllm",
    "ollama",
    "rapidsai",
    "huggingface",
    "tensorflow",
    "linuxserver",
    "jellyfin",
    "noyau",
    "\u{7248}\u{672c}",
    "\u{6838}\u{5fc3}",
    "\u{5185}\u{6838}",
    "runc",
    "daemon.json",
];

/// Bytes of each word that the shifts look at.
const WINDOW: usize = 4;
/// Shift where two bytes stand in no word's window.
const FARTHEST: u8 = 3;
const SLOTS: usize = 4096;

/// The shifts of all words.
pub(super) struct Trigger {
    shifts: Box<[u8]>,
    /// One bit for the first four bytes of each word, so that words are compared only where one may stand.
    gate: [u64; 64],
}

/// Which bit of the gate belongs to four bytes.
fn gate_bit(window: [u8; WINDOW]) -> (usize, u64) {
    let hash = u32::from_le_bytes(window).wrapping_mul(0x9e37_79b1) >> 20;
    ((hash >> 6) as usize & 63, 1 << (hash & 63))
}

fn slot(first: u8, second: u8) -> usize {
    (usize::from(first) ^ (usize::from(second) << 4)) & (SLOTS - 1)
}

impl Trigger {
    pub(super) fn new() -> Self {
        let mut shifts = vec![FARTHEST; SLOTS].into_boxed_slice();
        let mut gate = [0; 64];
        for word in WORDS {
            let bytes = word.as_bytes();
            if let Some(start) = bytes.first_chunk() {
                let (at, bit) = gate_bit(*start);
                gate[at] |= bit;
            }
            let window = bytes.iter().zip(bytes.iter().skip(1)).take(WINDOW - 1);
            for ((first, second), shift) in window.zip([2, 1, 0]) {
                if let Some(slot) = shifts.get_mut(slot(*first, *second)) {
                    *slot = (*slot).min(shift);
                }
            }
        }
        Self { shifts, gate }
    }

    /// The line holds a word of ours, or is written in a way that hides words.
    pub(super) fn fires(&self, line: &[u8]) -> bool {
        match line {
            // A file that opens with its brace alone, a border, every second byte zero.
            [b'{'] | [b'{', b' ', ..] | [b'+', b'-', ..] | [0, ..] | [_, 0, ..] => true,
            _ => self.holds_word(line),
        }
    }

    fn is_word(&self, window: [u8; WINDOW], here: &[u8]) -> bool {
        let (at, bit) = gate_bit(window);
        self.gate[at] & bit != 0 && WORDS.iter().any(|word| here.starts_with(word.as_bytes()))
    }

    fn holds_word(&self, line: &[u8]) -> bool {
        let mut end = WINDOW;
        while let Some(window) = line.get(end - WINDOW..end).and_then(|part| part.first_chunk()) {
            let [_, _, first, second] = *window;
            let shift = self.shifts.get(slot(first, second)).copied().unwrap_or(0);
            if shift == 0 && self.is_word(*window, line.get(end - WINDOW..).unwrap_or_default()) {
                return true;
            }
            end += usize::from(shift.max(1));
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_every_word_wherever_it_stands() {
        let trigger = Trigger::new();
        for word in WORDS {
            assert!(word.len() >= WINDOW, "{word} is shorter than the window");
            for before in 0..9 {
                let line = format!("{}{word}", &"xxxxxxxxx"[..before]);
                assert!(trigger.fires(line.as_bytes()), "{line}");
            }
        }
    }

    #[test]
    fn leaves_the_rest_alone() {
        let trigger = Trigger::new();
        for line in [
            "",
            "x",
            "systemd[1]: Started Session 12 of User ubuntu.",
            "    at com.example.A(B.java:12)",
        ] {
            assert!(!trigger.fires(line.as_bytes()), "{line}");
        }
    }
}
