//! Tiny guides for the tests.
#![allow(unreachable_pub, reason = "a module of several test crates")]

use gpudock_guide::{Diagnostic, Page, SourceFile, Surroundings, compile};

/// Front matter of an English file, around a body.
pub fn english(body: &str) -> String {
    format!(
        "+++\ntitle = \"Test\"\ndescription = \"A test.\"\nupdated = \"2026-11-21\"\norder = 1\n\
         section = \"start\"\n+++\n{body}"
    )
}

/// Front matter of a translation, around a body.
pub fn translation(body: &str) -> String {
    format!(
        "+++\ntitle = \"Test\"\ndescription = \"Un test.\"\nupdated = \"2026-11-21\"\nfollows = \"0\"\n+++\n{body}"
    )
}

/// Number of lines before the body of [`translation`].
#[allow(dead_code, reason = "each test file is its own crate")]
pub const TRANSLATION_HEAD: u32 = 6;

/// A file.
pub fn file(path: &str, text: String) -> SourceFile {
    SourceFile { path: path.to_owned(), text }
}

/// The guide `t`, whose body is the same in every language, beside a guide `other`.
pub fn guide(body: &str) -> Vec<SourceFile> {
    let mut files = vec![
        file("t/en.md", english(body)),
        file("t/fr.md", translation(&body.replace(" {#here}", ""))),
        file("t/zh.md", translation(&body.replace(" {#here}", ""))),
    ];
    for lang in ["en", "fr", "zh"] {
        let body = "## Driver\n\ntext\n";
        let text = if lang == "en" { english(body) } else { translation(body) };
        files.push(file(&format!("other/{lang}.md"), text));
    }
    files
}

/// Compiles beside one page that is no guide.
pub fn compiled(files: &[SourceFile]) -> Result<Vec<Page>, Vec<Diagnostic>> {
    compile(files, &Surroundings { pages: vec!["setup.html".to_owned()] })
}
