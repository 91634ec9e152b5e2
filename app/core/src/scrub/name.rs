//! Names of accounts and machines.

use super::{Hidden, Kind, is_word, lines};
use crate::fact::Span;

/// More names than any paste has; a hostile one shall not cost more.
const MOST: usize = 32;
/// A shorter name is masked only where it was learned: elsewhere it may be a word. Unit: bytes.
const SHORT: usize = 3;

/// Names that say nothing about anybody, and words that must stay readable.
const COMMON: &[&str] = &[
    "root",
    "user",
    "users",
    "admin",
    "ubuntu",
    "debian",
    "fedora",
    "centos",
    "arch",
    "alpine",
    "rocky",
    "linux",
    "host",
    "localhost",
    "local",
    "docker",
    "podman",
    "nvidia",
    "cuda",
    "driver",
    "gpu",
    "container",
    "containers",
    "runtime",
    "server",
    "client",
    "default",
    "public",
    "shared",
    "all",
    "home",
    "kernel",
    "windows",
    "wsl",
    "jetson",
    "jovyan",
    "nobody",
    "daemon",
    "system",
    "version",
    "none",
    "error",
    "failed",
    "image",
    "python",
    "conda",
    "torch",
    "pytorch",
    "tensorflow",
    "jupyter",
    "runner",
    "vscode",
    "coder",
    "workspace",
    "ec2-user",
    "azureuser",
    "opc",
    "desktop-linux",
    "docker-desktop",
    "builder",
];

/// Whether a word can be the name of somebody or something.
fn is_name(word: &str) -> bool {
    !word.is_empty()
        && word.len() <= 64
        && word.chars().any(char::is_alphanumeric)
        && word != Kind::Uuid.mask()
        && !word.starts_with(['[', '<', '$', '{', '*', '%', '.', '-'])
        && !COMMON.contains(&word.to_ascii_lowercase().as_str())
        // A container's name for itself is its id, which an issue may need.
        && !(word.len() == 12 && word.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

/// The names that the paste gives away.
pub(super) fn learn(paste: &str) -> Vec<(Kind, String)> {
    let mut names: Vec<(Kind, String)> = Vec::new();
    let mut before = "";
    for (_, line) in lines(paste) {
        each(line, before, &mut |kind, span| {
            let name = line.get(span.range()).unwrap_or_default();
            let known = names.iter().any(|(_, own)| own.eq_ignore_ascii_case(name));
            if !known && names.len() < MOST {
                names.push((kind, name.to_owned()));
                let first = name.split('.').next().unwrap_or_default();
                if kind == Kind::Host && first.len() >= SHORT && first != name && is_name(first) {
                    names.push((kind, first.to_owned()));
                }
            }
        });
        before = line;
    }
    // A longer name first, or its beginning alone would be found.
    names.sort_by_key(|(_, name)| usize::MAX - name.len());
    names
}

/// Every place of the names, and those places where only a name can stand.
pub(super) fn find(names: &[(Kind, String)], text: &str, found: &mut Vec<Hidden>) {
    let mut before = "";
    for (start, line) in lines(text) {
        each(line, before, &mut |kind, span| {
            let span = Span::new(start + span.start, start + span.end);
            found.push(Hidden { kind, span });
        });
        for (kind, name) in names.iter().filter(|(_, name)| name.len() >= SHORT) {
            for at in places(line, name) {
                let span = Span::new(start + at, start + at + name.len());
                found.push(Hidden { kind: *kind, span });
            }
        }
        before = line;
    }
}

/// Where a name stands in a line, whatever its case, between borders.
fn places<'a>(line: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let (hay, needle) = (line.as_bytes(), name.as_bytes());
    let border = |at: Option<&u8>| !at.is_some_and(|byte| is_word(*byte));
    hay.windows(needle.len().max(1)).enumerate().filter_map(move |(at, window)| {
        let alone = border(at.checked_sub(1).and_then(|at| hay.get(at)))
            && border(hay.get(at + needle.len()));
        (alone && window.eq_ignore_ascii_case(needle)).then_some(at)
    })
}

/// Calls `tell` with every place of a line where only a name can stand.
fn each(line: &str, before: &str, tell: &mut dyn FnMut(Kind, Span)) {
    let mut tell = |kind, start: usize, name: &str| {
        if is_name(name) {
            tell(kind, Span::new(start, start + name.len()));
        }
    };
    for folder in ["/home/", "/Users/", "\\Users\\", "\\\\Users\\\\"] {
        for (at, _) in line.match_indices(folder) {
            let start = at + folder.len();
            tell(Kind::User, start, folder_name(line.get(start..).unwrap_or_default(), folder));
        }
    }
    for (label, kind) in LABELS {
        if let Some(at) = line.find(label) {
            let start = at + label.len();
            let rest = line.get(start..).unwrap_or_default();
            let value = rest.trim_start_matches([' ', '\t', '"', '\'']);
            tell(*kind, start + rest.len() - value.len(), until(value, " \t\"',)/:;"));
        }
    }
    if let Some((start, user, host)) = prompt(line) {
        tell(Kind::User, start, user);
        tell(Kind::Host, start + line.get(start..).map_or(0, |rest| host_at(rest, user)), host);
    }
    // The second word of `uname -a` and the fourth of a line of the log.
    if let Some(name) = second_of_uname(line).or_else(|| host_of_log(line)) {
        tell(Kind::Host, name.as_ptr().addr() - line.as_ptr().addr(), name);
    }
    // `docker info` has two lines on the machine itself behind its memory.
    for (label, mark) in [(" Name: ", "Total Memory:"), (" ID: ", " Name: ")] {
        if let Some(value) = line.strip_prefix(label)
            && before.contains(mark)
        {
            tell(Kind::Host, label.len(), value.trim_end());
        }
    }
}

/// What stands directly before a name.
const LABELS: &[(&str, Kind)] = &[
    ("Username:", Kind::User),
    ("USER=", Kind::User),
    ("LOGNAME=", Kind::User),
    ("USERNAME=", Kind::User),
    ("HOSTNAME=", Kind::Host),
    ("COMPUTERNAME=", Kind::Host),
    ("Static hostname:", Kind::Host),
    ("Host Name:", Kind::Host),
    ("Registered Owner:", Kind::User),
];

fn until<'a>(text: &'a str, ends: &str) -> &'a str {
    let end = text.find(|c: char| ends.contains(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// The name of a home folder. In Windows it may hold a space.
fn folder_name<'a>(rest: &'a str, folder: &str) -> &'a str {
    let whole = until(rest, "/\\:\"'>|<*?,;()]");
    let ended = rest.get(whole.len()..).is_some_and(|end| end.starts_with(['\\', '>']));
    if folder.starts_with('\\') && ended && whole.len() <= 40 {
        return whole;
    }
    until(whole, " \t")
}

/// `jane@gpu1:~$ `, `(venv) [jane@gpu1 ~]# `, `┌──(jane㉿kali)-[~]`, `ssh jane@gpu1`.
fn prompt(line: &str) -> Option<(usize, &str, &str)> {
    let at = line.find(['@', '㉿']).filter(|at| *at <= 160)?;
    let (left, right) = line.split_at(at);
    let right = right.get(right.chars().next()?.len_utf8()..)?;
    let start = left.rfind(|c: char| !is_name_char(c)).map_or(0, |at| {
        at + left.get(at..).and_then(|rest| rest.chars().next()).map_or(1, char::len_utf8)
    });
    let (user, host) = (left.get(start..)?, right.get(..host_length(right))?);
    let (lead, tail) = (left.get(..start)?.trim_end(), right.get(host.len()..)?);
    let opened = lead.is_empty() || lead.ends_with(['(', '[', ')', '─', '>', '`']);
    let ends =
        tail.contains(['$', '#', '%', '❯', ']', ')']) && tail.starts_with([':', ' ', ']', ')']);
    let asked = matches!(lead.split_whitespace().next_back(), Some("ssh" | "scp" | "sftp"));
    ((opened && ends || asked) && !user.is_empty() && !host.is_empty())
        .then_some((start, user, host))
}

fn is_name_char(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '_' | '-')
}

fn host_length(text: &str) -> usize {
    text.find(|c: char| !is_name_char(c)).unwrap_or(text.len())
}

/// Where the host begins in `user@host`, from the user's first byte on.
fn host_at(rest: &str, user: &str) -> usize {
    let sign = rest.get(user.len()..).and_then(|rest| rest.chars().next());
    user.len() + sign.map_or(0, char::len_utf8)
}

/// `Linux gpu1 6.8.0-45-generic #45-Ubuntu SMP …`.
fn second_of_uname(line: &str) -> Option<&str> {
    let rest = line.split_once("Linux ")?.1;
    let mut words = rest.split(' ');
    let (host, release, build) = (words.next()?, words.next()?, words.next()?);
    let shaped = release.starts_with(|c: char| c.is_ascii_digit())
        && release.contains('.')
        && build.starts_with('#')
        && host != "version";
    shaped.then_some(host)
}

/// `Nov 20 12:00:01 gpu1 kernel: …`, `2026-11-20T12:00:01+00:00 gpu1 systemd[1]: …`.
fn host_of_log(line: &str) -> Option<&str> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let mut words = line.split_ascii_whitespace();
    let first = words.next()?;
    if first.len() == 3 && MONTHS.contains(first) {
        words.next().filter(|day| day.bytes().all(|byte| byte.is_ascii_digit()))?;
        words.next().filter(|time| time.matches(':').count() == 2)?;
    } else if !(first.len() >= 19 && first.as_bytes().get(10) == Some(&b'T')) {
        return None;
    }
    let host = words.next()?;
    words.next().filter(|program| program.ends_with(':'))?;
    Some(host)
}
