//! Broken guides: every defect is found, at its line and column, and all of them at once.

mod support;

use gpudock_guide::SourceFile;
use support::{TRANSLATION_HEAD, compiled, english, file, guide, translation};

/// Each diagnostic as `line:column: text`, of the file with this path.
fn found(files: &[SourceFile], path: &str) -> Vec<String> {
    let diagnostics = compiled(files).err().unwrap_or_default();
    diagnostics
        .iter()
        .filter(|found| found.file == path)
        .map(|found| format!("{}:{}: {}", found.line, found.column, found.kind))
        .collect()
}

/// The French file of a body (6 lines of front matter above it) shows exactly these defects.
#[track_caller]
fn check(body: &str, expected: &[&str]) {
    assert_eq!(found(&guide(body), "t/fr.md"), expected);
}

#[test]
fn links_into_nothing() {
    check(
        "a [x](guide:nowhere)\n[y](guide:other#none) [z](#none)\n[p](site:none.html)\n[q](https://example.com) [s](source:none)\n",
        &[
            "7:3: no guide is called `nowhere`",
            "8:1: no heading has the anchor `#none`",
            "8:23: no heading has the anchor `#none`",
            "9:1: the site has no page `none.html`",
            "10:1: `https://example.com` is none of `guide:`, `site:`, `source:`, `#anchor`",
            "10:26: the knowledge base has no source `none`",
        ],
    );
}

#[test]
fn unknown_references() {
    check("é {{fact nothing}}\n", &["7:3: no reference is called `nothing`"]);
    check("```plan os=plan9 show=x\n```\n", &["7:1: reference: `plan9` is no answer to `os`"]);
    check("```plan\n```\n", &["7:1: reference: a plan fence says which steps to `show`"]);
    check("```emit output=poem\n```\n", &["7:1: reference: `poem` is no output"]);
}

#[test]
fn versions_written_out() {
    check(
        "Needs 550.144.03 for\nCUDA 12.8.\n\n```dockerfile\nFROM nvidia/cuda:12.8.1-base\n```\n",
        &[
            "7:7: `550.144.03` is a version: refer to it with {{fact …}}",
            "8:6: `12.8` is a version: refer to it with {{fact …}}",
            "11:18: `12.8.1` is a version: refer to it with {{fact …}}",
        ],
    );
    let titled = guide("```yaml title=\"driver-580.yaml\"\na: 1\n```\n");
    assert_eq!(
        found(&titled, "t/fr.md"),
        ["7:23: `580` is a version: refer to it with {{fact …}}"]
    );
    let mut described = guide("x\n");
    described[1].text = described[1].text.replace("Un test.", "Pour CUDA 12.");
    assert_eq!(
        found(&described, "t/fr.md"),
        ["3:26: `12` is a version: refer to it with {{fact …}}"]
    );
}

#[test]
fn commands_of_the_planner_written_out() {
    check(
        "```bash\nsudo apt-get install -y nvidia-container-toolkit\n```\n",
        &[
            "8:1: the planner emits `sudo apt-get install -y nvidia-container-toolkit`: refer to it with a ```plan or ```emit fence, or a fact",
        ],
    );
    let emitted = |line: &str| {
        format!(
            "the planner emits `{line}`: refer to it with a ```plan or ```emit fence, or a fact"
        )
    };
    // Nearly the same drifts as well: other packages, no sudo, within a sentence.
    for line in [
        "apt install nvidia-container-toolkit=1.2.3-1",
        "dnf install -y docker-ce docker-ce-cli",
        "sudo zypper install nvidia-open-driver",
        "docker run --rm --gpus 2 ubuntu:24.04 bash",
        "curl -fsSL https://nvidia.github.io/libnvidia-container/gpgkey",
    ] {
        let fence = format!("```bash\n{line}\n```\n");
        assert_eq!(found(&guide(&fence), "t/fr.md"), [format!("8:1: {}", emitted(line))]);
    }
    check(
        "Type `apt install docker-ce`.\n",
        &[&format!("7:6: {}", emitted("apt install docker-ce"))],
    );
    check(
        "```yaml\nservices:\n  app:\n    gpus: all\n```\n",
        &[&format!("10:5: {}", emitted("gpus: all"))],
    );
    let runtime = "\"path\": \"nvidia-container-runtime\"";
    check(&format!("```json\n{runtime}\n```\n"), &[&format!("8:1: {}", emitted(runtime))]);
    // What the core does not know is the guide's own.
    check("```bash\napt-get install -y python3\ndocker run --gpus all mine\n```\n", &[]);
}

#[test]
fn fences_that_make_no_sense() {
    check(
        "```klingon\nx\n```\n\n```bash mark=5-2\nx\n```\n\n```figure src=a.svg\n```\n",
        &[
            "7:1: no highlighting for `klingon`",
            "11:1: code fence: `mark=5-2` is no list like 2,4-5",
            "15:1: code fence: there is no drawing `t/a.svg`",
        ],
    );
}

#[test]
fn html_images_tabs_and_footnotes() {
    check("a <b>b</b>\n", &["7:3: HTML inside Markdown", "7:7: HTML inside Markdown"]);
    check("![a](b.png)\n", &["7:1: an image; write a ```figure fence"]);
    check("/// tab a A\n\nx\n", &["7:1: `/// tabs`, `/// tab` and `///` do not match"]);
    check(
        "/// tabs a\n\n/// tab a A\n\nx\n",
        &["12:1: `/// tabs`, `/// tab` and `///` do not match"],
    );
    check("x\n\n[^b]: unused\n", &["9:1: footnote `b` lacks its text or its mark"]);
}

#[test]
fn headings() {
    check("# One\n", &["7:1: headings are `##` to `####`; the title is in front"]);
    let files = guide("## A b\n\n## A b\n");
    assert_eq!(found(&files, "t/en.md"), ["10:1: two headings have the anchor `#a-b`"]);
}

#[test]
fn translations_that_differ() {
    let differ = |en: &str, fr: &str| {
        let files = [
            file("t/en.md", english(en)),
            file("t/fr.md", translation(fr)),
            file("t/zh.md", translation(en)),
        ];
        found(&files, "t/fr.md")
    };
    assert_eq!(
        differ("## A\n\n### B\n", "## A\n\n## B\n"),
        ["9:1: English has `### B` here, this file has `## B`"]
    );
    assert_eq!(
        differ("```bash\nls # list\n```\n", "```bash\nls # liste\n```\n"),
        Vec::<String>::new()
    );
    assert_eq!(
        differ("```bash\nls\n```\n", "```bash\nid\n```\n"),
        ["7:1: a code block differs from English: there `bash\nls`, here `bash\nid`"]
    );
    assert_eq!(
        differ("## A\n\n[x](#a)\n", "## A\n\nx\n"),
        [format!("{}:1: a link differs from English: there `#a`, here ``", TRANSLATION_HEAD + 4)]
    );
    assert_eq!(
        differ("{{fact rules-version}}\n", "{{fact rules-verified}}\n"),
        [
            "7:1: a reference differs from English: there ``, here `rules-verified`",
            "8:1: a reference differs from English: there `rules-version`, here ``",
        ]
    );
}

#[test]
fn a_missing_language() {
    let files = &guide("x\n")[..2];
    assert_eq!(found(files, "t/en.md"), ["1:1: the guide has no `zh.md`"]);
}

#[test]
fn front_matter() {
    let one = |text: &str| found(&[file("t/en.md", text.to_owned())], "t/en.md");
    assert!(one("no front")[0].starts_with("1:1: front matter: the file must begin"));
    assert!(one("+++\ntitle = 3\n+++\n")[0].starts_with("2:9: front matter: invalid type"));
    assert!(
        one(&english("").replace("order = 1\n", ""))[0].ends_with("the English file gives `order`")
    );
    let renamed = |aliases: &str| {
        let mut files = guide("x\n");
        let head = format!("order = 1\naliases = {aliases}");
        files[0].text = files[0].text.replace("order = 1", &head);
        found(&files, "t/en.md")
    };
    assert_eq!(renamed("[\"former\"]"), Vec::<String>::new());
    for bad in ["[\"other\"]", "[\"t\"]", "[\"../x\"]", "[\"a\", \"a\"]", "[\"index\"]"] {
        assert!(renamed(bad)[0].ends_with("in `aliases` is no free name"), "{bad}");
    }
    assert!(one(&english("").replace("2026-11-21", "today"))[0].starts_with("4:1: "));
    assert_eq!(
        found(&[file("t/readme.md", String::new())], "t/readme.md"),
        ["1:1: not `<guide>/<language>.md` with a known language"]
    );
}

/// Hostile sources end in diagnostics or pages, never in a panic.
#[test]
fn any_prefix_compiles_or_is_refused() {
    let text = english(
        "## Ä b {#c}\n\n/// tabs a\n\n/// tab b C\n\n```console\n$ a \\\n驱动\n```\n\n///\n\n[^1] | a |\n|--|\n\n[^1]: x {{fact y}}\n",
    );
    for (end, _) in text.char_indices() {
        let _ = compiled(&[file("t/en.md", text[..end].to_owned())]);
    }
}
