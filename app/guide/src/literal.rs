//! Versions and commands that a guide spells out although the core knows them.

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
        let before = &text[..start];
        if is_driver(number) || is_branch(before, number) || is_cuda(before, number) {
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

/// Lines of a code block that the planner emits as well, with their bytes.
pub(crate) fn commands(code: &str) -> Vec<(usize, &str)> {
    let known = reference::commands();
    let mut at = 0;
    let mut found = Vec::new();
    for line in code.split_inclusive('\n') {
        let bare = line.trim();
        let typed = bare.strip_prefix("$ ").unwrap_or(bare);
        if known.contains(&reference::plain(typed)) {
            found.push((at, bare));
        }
        at += line.len();
    }
    found
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
        check("cuda>=12.4", &["12.4"]);
    }

    #[test]
    fn other_numbers_are_left_alone() {
        check("Ubuntu 24.04, cuda:0, port 3128, 127.0.0.1, 2026-11-20, kernel 6.8", &[]);
        check("192.168.1.10 and 8.9 and 500 W and 64 MB", &[]);
    }
}
