//! Nothing that names a person or a machine survives, and nothing else is touched.

use gpudock_core::scrub::{Kind, Scrubber, scrub};
use proptest::prelude::*;

/// A text, what must not survive of it, and what must.
const CASES: &[(&str, &[&str], &[&str])] = &[
    ("jane@lab7:~/work$ nvidia-smi", &["jane", "lab7"], &["nvidia-smi", ":~/work$"]),
    ("(venv) [jane.doe@lab7 ~]# id", &["jane", "lab7"], &["(venv)"]),
    ("┌──(jane㉿kali7)-[~]", &["jane", "kali7"], &["┌──("]),
    ("$ ssh jane@lab7 nvidia-smi", &["jane", "lab7"], &["$ ssh "]),
    ("ls /home/jane/venv; jane is here", &["jane"], &["/venv; "]),
    (r"PS C:\Users\Jane Doe> docker info", &["Jane", "Doe"], &["> docker info"]),
    (r#""C:\\Users\\jdoe\\x""#, &["jdoe"], &[]),
    (
        "Linux lab7 6.8.0-45-generic #45-Ubuntu SMP x86_64 GNU/Linux\nlab7 again",
        &["lab7"],
        &["6.8.0-45-generic"],
    ),
    (
        "Nov 20 12:00:01 lab7 kernel: NVRM: Xid (PCI:0000:81:00): 79, pid=1",
        &["lab7"],
        &["PCI:0000:81:00", "12:00:01"],
    ),
    (
        " Total Memory: 31GiB\n Name: lab7\n ID: a1b2c3d4-e5f6-4711-8899-aabbccddeeff\n",
        &["lab7", "a1b2c3d4"],
        &["31GiB"],
    ),
    (
        "GPU 0: NVIDIA H200 (UUID: GPU-8ee42ca3-8b2a-a50d-8f50-8f0a1e6a1d43)",
        &["8ee42ca3"],
        &["NVIDIA H200", "GPU-"],
    ),
    (
        "    Serial Number                         : 1650522003820",
        &["1650522003820"],
        &["Serial Number"],
    ),
    ("<serial>1650522003820</serial>", &["1650522003820"], &["<serial>", "</serial>"]),
    (
        "index, name, serial\n0, NVIDIA H200, 1650522003820\n",
        &["1650522003820"],
        &["0, NVIDIA H200, "],
    ),
    (
        "inet 10.2.3.4/24 ether 52:54:00:12:34:56 inet6 fe80::5054:ff:fe12:3456",
        &["10.2.3.4", "52:54:00", "fe80"],
        &["/24", "ether"],
    ),
    ("DOCKER_HOST=tcp://8.8.4.4:2375", &["8.8.4.4"], &[":2375"]),
    ("proxy http://jane:hunter22@proxy:3128", &["jane", "hunter22"], &["http://", "3128"]),
    (
        "HF_TOKEN=hf_abcdefghijklmnop123 \"password\": \"hunter22\"",
        &["hf_abc", "hunter22"],
        &["HF_TOKEN="],
    ),
    ("Authorization: Bearer abcdef123456", &["abcdef123456"], &["Bearer "]),
    ("write to jane.doe@example.org please", &["jane", "example.org"], &["write to ", " please"]),
    (
        "-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXk\n-----END OPENSSH PRIVATE KEY-----",
        &["b3Blb"],
        &["-----END"],
    ),
];

/// What looks like one of them and is none.
const KEPT: &[&str] = &[
    "| NVIDIA-SMI 580.159.04             Driver Version: 580.159.04     CUDA Version: 13.0     |",
    "WSL version: 2.6.3.0\nKernel version: 6.6.87.2-1\nWindows version: 10.0.26100.2314",
    "|   0  NVIDIA GeForce RTX 4090        On  |   00000000:01:00.0  On |                  Off |",
    "root@4f1a5c9e2d7b:/# nvidia-smi",
    "nvidia/cuda:12.8.1-base-ubuntu24.04@sha256:2d913b09e6be2d3a6b3d2a1f6e2f1c7e",
    "CDI spec: nvidia.com/gpu=0, listen on 127.0.0.1:8080, 0.0.0.0",
    "Linux version 6.8.0-45-generic (gcc 13.2.0) #45-Ubuntu SMP",
    "systemd: user@1000.service, std::bad_alloc at c10::Error, 12:34:56",
    "docker: Error response from daemon: could not select device driver \"\" with capabilities: [[gpu]].",
    "No token was given; a password is asked for",
];

#[test]
fn nothing_that_names_anybody_survives() {
    for (text, gone, kept) in CASES {
        let scrubbed = scrub(text).text;
        for word in *gone {
            assert!(!scrubbed.contains(word), "{word} survives in {scrubbed}");
        }
        for word in *kept {
            assert!(scrubbed.contains(word), "{word} is lost in {scrubbed}");
        }
        assert_eq!(scrub(&scrubbed).text, scrubbed, "a second time finds more");
    }
}

#[test]
fn what_only_looks_like_it_stays() {
    for text in KEPT {
        assert_eq!(scrub(text).text, *text);
    }
}

#[test]
fn every_kind_has_a_mask_that_is_not_masked_again() {
    for kind in Kind::ALL {
        assert_eq!(scrub(kind.mask()).text, kind.mask());
    }
}

proptest! {
    /// Any of the cases, in any order and with other lines between them.
    #[test]
    fn neither_order_nor_neighbours_matter(
        picked in proptest::collection::vec((0..CASES.len(), 0..KEPT.len()), 1..12),
    ) {
        let lines: Vec<String> =
            picked.iter().map(|(case, kept)| format!("{}\n{}\n", CASES[*case].0, KEPT[*kept])).collect();
        let text = lines.concat();
        let scrubbed = scrub(&text).text;
        for word in picked.iter().flat_map(|(case, _)| CASES[*case].1) {
            prop_assert!(!scrubbed.contains(word), "{word} survives in {scrubbed}");
        }
    }

    /// Between the masks stands what stood there.
    #[test]
    fn only_what_is_named_is_replaced(text in any::<String>(), case in 0..CASES.len()) {
        let text = format!("{text}\n{}\n{text}", CASES[case].0);
        let found = Scrubber::learn(&text).find(&text);
        let scrubbed = scrub(&text);
        prop_assert_eq!(found.len(), scrubbed.hidden.len());
        let (mut at, mut masked) = (0, 0);
        for (hidden, (mask, was)) in found.iter().zip(&scrubbed.hidden) {
            prop_assert_eq!(&text[at..hidden.span.start], &scrubbed.text[masked..mask.span.start]);
            prop_assert_eq!(&text[hidden.span.range()], was);
            (at, masked) = (hidden.span.end, mask.span.end);
        }
        prop_assert_eq!(&text[at..], &scrubbed.text[masked..]);
    }

    #[test]
    fn any_bytes_are_borne(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let text = String::from_utf8_lossy(&bytes);
        let scrubbed = scrub(&text);
        prop_assert!(scrubbed.text.len() <= text.len() * 12 + 64);
    }
}
