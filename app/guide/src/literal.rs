//! Versions and commands that a guide spells out although the core knows them.

use gpudock_core::plan::recipe;

use crate::reference;

/// Every driver or CUDA version in a text, with the byte at which it begins.
pub(crate) fn versions(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(start) = text[from..].find(|c: char| c.is_ascii_digit()).map(|at| from + at) {
        let end = text[start..]
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .map_or(text.len(), |at| start + at);
        let number = text[start..end].trim_end_matches('.');
        let (before, after) = (&text[..start], &text[end..]);
        if is_driver(number)
            || is_branch(before, number)
            || is_branch_before(number, after)
            || is_cuda(before, number)
        {
            found.push((start, number));
        }
        from = end;
    }
    found
}

/// `550.144.03`, `391.01`: a branch of three digits, a release of two or three, perhaps a fix of two.
fn is_driver(number: &str) -> bool {
    let fields: Vec<_> = number.split('.').collect();
    let lengths: Vec<_> = fields.iter().map(|field| field.len()).collect();
    let shape = matches!(lengths[..], [3, 2 | 3] | [3, 2 | 3, 2]);
    shape && fields.first().is_some_and(|branch| (304..=999).contains(&value(branch)))
}

/// `R580`, `nvidia-driver-580`, `driver 580`.
fn is_branch(before: &str, number: &str) -> bool {
    if number.len() != 3 || !(304..=999).contains(&value(number)) {
        return false;
    }
    let before = before.trim_end_matches([' ', '\u{a0}', '-', ':']).to_ascii_lowercase();
    ["driver", "pilote", "branch", "branche", "驱动", "分支", "nvidia", "utils"]
        .iter()
        .any(|word| before.ends_with(word))
        || before.strip_suffix('r').is_some_and(|rest| !rest.ends_with(|c: char| c.is_alphabetic()))
}

/// `580 branch`, `580 分支`.
fn is_branch_before(number: &str, after: &str) -> bool {
    let after = after.trim_start_matches([' ', '\u{a0}', '-']);
    number.len() == 3
        && (304..=999).contains(&value(number))
        && ["driver", "branch", "分支", "驱动"].iter().any(|word| after.starts_with(word))
}

/// `CUDA 12`, `cuda>=12.4`, `nvidia/cuda:12.8.1-base`. `cuda:0` is a device of PyTorch.
fn is_cuda(before: &str, number: &str) -> bool {
    let before = before.trim_end_matches([' ', '\u{a0}', '-', ':', '>', '=', '<']);
    let cuda = before.len() >= 4
        && before.get(before.len() - 4..).is_some_and(|word| word.eq_ignore_ascii_case("cuda"));
    cuda && (value(number.split('.').next().unwrap_or("")) >= 8 || number.contains('.'))
}

fn value(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}

/// Lines of code that the planner writes as well, with their bytes.
pub(crate) fn commands(code: &str) -> Vec<(usize, &str)> {
    let known = reference::known();
    let mut found = Vec::new();
    for (at, line) in whole_lines(code) {
        let typed = line.strip_prefix("$ ").or_else(|| line.strip_prefix("# ")).unwrap_or(line);
        let typed = reference::plain(typed);
        let tests = reference::asks_for_gpu(&typed) && typed.contains(recipe::TEST_IMAGE);
        if known.commands.contains(&typed) || tests || installs(&typed) {
            found.push((at, line));
        }
    }
    found
}

/// Addresses of packages and keys that the planner fetches from.
pub(crate) fn addresses(code: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (at, line) in whole_lines(code) {
        let here = reference::addresses(line);
        if here.iter().any(|address| reference::known().addresses.contains(address)) {
            found.push((at, line));
        }
    }
    found
}

/// Lines of YAML or JSON by which the planner's files ask for a GPU.
pub(crate) fn requests(code: &str) -> Vec<(usize, &str)> {
    let known = &reference::known().requests;
    let mut lines = whole_lines(code);
    lines.retain(|(_, line)| known.contains(&reference::bare(line)));
    lines
}

/// Lines without the blanks around them, with the byte at which each begins; what a `\` at the end continues is one line.
fn whole_lines(code: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    for line in code.split_inclusive('\n') {
        at += line.len();
        if !line.trim_end().ends_with('\\') || at == code.len() {
            let whole = code[start..at].trim();
            found.push((start + code[start..at].find(whole).unwrap_or_default(), whole));
            start = at;
        }
    }
    found
}

/// Programs that install packages, and what each calls it.
const INSTALLERS: &[&str] = &[
    "apt-get install",
    "apt install",
    "apt-mark hold",
    "dnf install",
    "yum install",
    "zypper install",
    "zypper in ",
    "pacman -S",
    "tdnf install",
];
/// What the names of the packages have in common that make a GPU host.
const PACKAGES: &[&str] = &["nvidia", "cuda", "docker", "containerd", "podman"];

/// A line that installs driver, toolkit or engine, whether or not the planner writes exactly this one: the two
/// would not change together.
fn installs(line: &str) -> bool {
    let installer = INSTALLERS.iter().find_map(|verb| line.split_once(verb));
    installer.is_some_and(|(_, packages)| {
        let mut words = packages.split([' ', '\n', '\\']).take_while(|word| *word != "&&");
        words.any(|word| PACKAGES.iter().any(|package| word.contains(package)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<_> = versions(text).into_iter().map(|(_, version)| version).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn versions_are_found() {
        check("driver 550.144.03, or 391.01.", &["550.144.03", "391.01"]);
        check("CUDA 12.8 needs R525; CUDA\u{a0}13 more", &["12.8", "525", "13"]);
        check("nvidia/cuda:12.8.1-base-ubuntu24.04", &["12.8.1"]);
        check("nvidia-driver-580 驱动 470", &["580", "470"]);
        check("the 550 branch, 580 分支, 300 drivers", &["550", "580"]);
        check("cuda>=12.4", &["12.4"]);
    }

    #[test]
    fn lines_that_install_are_found() {
        let lines = |code| commands(code).into_iter().map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(
            lines("ls\nsudo apt-get install \\\n  -y nvidia-container-toolkit=1.2\nls\n"),
            [3]
        );
        assert_eq!(lines("RUN dnf install -y docker-ce && ls"), [0]);
        assert_eq!(lines("RUN apt-get install -y python3 \\\n && docker-x"), [0; 0]);
        assert_eq!(lines("$ docker run --rm --gpus all ubuntu:24.04 bash"), [0]);
        assert_eq!(lines("docker run --rm --gpus all my-image"), [0; 0]);
    }

    #[test]
    fn requests_and_addresses_are_found() {
        let at = |code| requests(code).into_iter().map(|(at, _)| at).collect::<Vec<_>>();
        assert_eq!(at("services:\n  app:\n    gpus: all\n"), [21]);
        assert_eq!(at("\"path\": \"nvidia-container-runtime\","), [0]);
        assert_eq!(at("shm_size: 8gb\nimage: x\n"), [0; 0]);
        assert_eq!(
            addresses("ADD https://nvidia.github.io/libnvidia-container/gpgkey /k").len(),
            1
        );
        assert!(addresses("https://example.com/compute/x").is_empty());
    }

    #[test]
    fn other_numbers_are_left_alone() {
        check("Ubuntu 24.04, cuda:0, port 3128, 127.0.0.1, 2026-11-20, kernel 6.8", &[]);
        check("192.168.1.10 and 8.9 and 500 W and 64 MB", &[]);
    }
}
