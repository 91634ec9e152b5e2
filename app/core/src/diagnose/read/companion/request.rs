//! Commands that start a container: which image, and how they ask for a GPU.

use super::super::line::Line;
use crate::{
    diagnose::facts::{Facts, Request, Way},
    fact::{Seen, Span},
};

/// A command that goes on in the next line.
#[derive(Debug, Default)]
pub(super) struct Reader {
    begun: Option<(String, Span)>,
}

/// Longer than any command by hand. Unit: bytes.
const LONGEST: usize = 8 * 1024;
const MOST: usize = 64;

impl Reader {
    /// A command goes on.
    pub(super) fn waits(&self) -> bool {
        self.begun.is_some()
    }

    pub(super) fn take(&mut self, line: &Line<'_>, body: &str, facts: &mut Facts) {
        let goes_on = body.strip_suffix(['\\', '`', '^']).map(str::trim_end);
        let text = goes_on.unwrap_or(body);
        let (command, span) = match self.begun.take() {
            Some((mut command, mut span)) => {
                command.push(' ');
                command.push_str(text);
                span.end = line.span_of(body).end;
                (command, span)
            }
            None if starts(body).is_some() => (text.to_owned(), line.span_of(body)),
            None => return,
        };
        if goes_on.is_some() && command.len() < LONGEST {
            self.begun = Some((command, span));
        } else if let Some(request) = request(&command).filter(|_| facts.requests.len() < MOST) {
            facts.requests.push(Seen::new(request, span));
        }
    }
}

/// Each with the blank that follows it.
const PROGRAMS: [&str; 3] = ["docker ", "podman ", "nerdctl "];

/// The program of a command that starts a container, and what follows `run`. A sentence that only
/// mentions one has other words before it.
fn starts(body: &str) -> Option<(&'static str, &str)> {
    let (at, program) =
        PROGRAMS.into_iter().filter_map(|program| Some((body.find(program)?, program))).min()?;
    let before = body.get(..at)?.trim_end();
    let command = before.is_empty()
        || before.ends_with(['$', '#', '>', '%', '`', ':', '&', ';', '/', '\\'])
        || before.split_whitespace().all(|word| word == "sudo" || word.contains('='));
    let mut rest = body.get(at + program.len()..)?.trim_start();
    // `docker container run`, `docker --context rootless run`.
    for _ in 0..4 {
        let (word, behind) = rest.split_once(char::is_whitespace)?;
        match word {
            "run" | "create" => return command.then_some((program.trim_end(), behind)),
            "compose" | "exec" | "build" => return None,
            _ => rest = behind.trim_start(),
        }
    }
    None
}

fn request(command: &str) -> Option<Request> {
    let (program, arguments) = starts(command)?;
    let words = words(arguments);
    let mut request = Request { program: program.to_owned(), ..Request::default() };
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        if !word.starts_with('-') {
            request.image.clone_from(word);
            break;
        }
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None if takes_value(word) => {
                at += 1;
                (word.as_str(), words.get(at - 1).map(String::as_str))
            }
            None => (word.as_str(), None),
        };
        option(&mut request, name, value.unwrap_or_default());
    }
    (!request.image.is_empty()).then_some(request)
}

fn option(request: &mut Request, name: &str, value: &str) {
    let asked = |way: Way, request: &mut Request| {
        if matches!(request.way, Way::None | Way::ByHand) {
            request.way = way;
        }
    };
    match name {
        "--gpus" => {
            asked(Way::Gpus, request);
            if let Some((_, given)) = value.split_once("capabilities=") {
                request.capabilities = Some(given.trim_matches(['"', '\'']).to_owned());
            }
        }
        "--runtime" if value.contains("nvidia") => asked(Way::Runtime, request),
        "--device" if value.starts_with("nvidia.com/") => asked(Way::Device, request),
        "--device" if value.contains("/dev/nvidia") || value.contains("/dev/dxg") => {
            asked_by_hand(request);
        }
        "--privileged" => asked_by_hand(request),
        "-e" | "--env" => {
            let (name, value) = value.split_once('=').unwrap_or((value, ""));
            request.environment.push((name.to_owned(), value.to_owned()));
        }
        _ => {}
    }
}

fn asked_by_hand(request: &mut Request) {
    if request.way == Way::None {
        request.way = Way::ByHand;
    }
}

/// Options without a value, of which there are few; all others take the next word.
const FLAGS: [&str; 14] = [
    "--rm",
    "--privileged",
    "--init",
    "--interactive",
    "--tty",
    "--detach",
    "--read-only",
    "--publish-all",
    "--no-healthcheck",
    "--oom-kill-disable",
    "--quiet",
    "--sig-proxy",
    "--disable-content-trust",
    "--help",
];

/// Short options that take a value, alone or at the end of a group (`-itv`).
const SHORT: &str = "evpwulhmacl";

fn takes_value(word: &str) -> bool {
    if word.starts_with("--") {
        return !FLAGS.contains(&word);
    }
    word.chars().last().is_some_and(|last| SHORT.contains(last))
}

/// Words as a shell splits them, quotes taken off.
fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut begun, mut quote) = (String::new(), false, None);
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, quote) {
            (_, Some(open)) if letter == open => quote = None,
            ('\'' | '"', None) => {
                quote = Some(letter);
                begun = true;
            }
            ('\\', None) => {
                word.extend(letters.next());
                begun = true;
            }
            _ if quote.is_none() && letter.is_whitespace() => {
                if std::mem::take(&mut begun) {
                    words.push(std::mem::take(&mut word));
                }
            }
            _ => {
                word.push(letter);
                begun = true;
            }
        }
    }
    if begun {
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(command: &str) -> Request {
        request(command).unwrap()
    }

    #[test]
    fn each_way_of_asking() {
        for (command, way, image) in [
            ("docker run --rm ubuntu:24.04 nvidia-smi", Way::None, "ubuntu:24.04"),
            (
                "sudo docker run --gpus all -it nvidia/cuda:12.8.1-base-ubuntu24.04 bash",
                Way::Gpus,
                "nvidia/cuda:12.8.1-base-ubuntu24.04",
            ),
            ("docker run -itv /a:/b --gpus=all x", Way::Gpus, "x"),
            ("docker container run --runtime nvidia -e A=1 x", Way::Runtime, "x"),
            ("docker --context rootless run --device nvidia.com/gpu=all x", Way::Device, "x"),
            ("podman run --device=nvidia.com/gpu=0 x --gpus all", Way::Device, "x"),
            ("docker run --privileged x", Way::ByHand, "x"),
            ("docker run --device /dev/nvidia0 --gpus all x", Way::Gpus, "x"),
            ("root@host:/# docker run --gpus '\"device=0,1\"' x", Way::Gpus, "x"),
        ] {
            let request = read(command);
            assert_eq!((request.way, request.image.as_str()), (way, image), "{command}");
        }
    }

    #[test]
    fn variables_and_capabilities() {
        let request = read(
            "docker run -e A=1 --env=B=2 -e A=3 --gpus 'all,\"capabilities=compute,utility\"' x",
        );
        assert_eq!(request.variable("A"), Some("3"));
        assert_eq!(request.variable("B"), Some("2"));
        assert_eq!(request.capabilities.as_deref(), Some("compute,utility"));
    }

    #[test]
    fn what_starts_no_container() {
        for text in [
            "Run 'docker run --help' for more information",
            "docker compose run gpu",
            "docker exec -it x nvidia-smi",
            "When I use docker run with it, nothing works",
            "docker run",
            "docker run --rm",
        ] {
            assert_eq!(request(text), None, "{text}");
        }
    }
}
