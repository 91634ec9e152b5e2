//! What a guide says about itself, in TOML between two lines of `+++`.

use serde::Deserialize;

/// The front matter of one file.
///
/// `order`, `section` and `aliases` belong to the guide and stand in the English file only;
/// `follows` stands in translations only.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct FrontMatter {
    /// Title of the page.
    pub(crate) title: String,
    /// One or two plain sentences.
    pub(crate) description: String,
    /// Day of the last change, `YYYY-MM-DD`.
    pub(crate) updated: String,
    /// Place in the manual.
    pub(crate) order: Option<u32>,
    /// Part of the manual.
    pub(crate) section: Option<String>,
    /// English revision that a translation says the same as: its [`revision`](crate::revision::of).
    pub(crate) follows: Option<String>,
    /// Former slugs.
    #[serde(default)]
    pub(crate) aliases: Vec<String>,
}

/// Why there is no front matter, and at which byte of the file.
#[derive(Debug)]
pub(crate) struct Unreadable {
    pub(crate) at: usize,
    pub(crate) why: String,
}

const FENCE: &str = "+++";

/// Splits a file into its front matter and the byte at which the body begins.
pub(crate) fn read(text: &str) -> Result<(FrontMatter, usize), Unreadable> {
    let missing = || Unreadable {
        at: 0,
        why: "the file must begin with TOML between two lines of `+++`".to_owned(),
    };
    let inner = text.strip_prefix(FENCE).and_then(|rest| rest.strip_prefix('\n'));
    let inner = inner.ok_or_else(missing)?;
    let start = text.len() - inner.len();
    let end = inner.find("\n+++\n").ok_or_else(missing)?;
    let front: FrontMatter = toml::from_str(&inner[..=end]).map_err(|error| Unreadable {
        at: start + error.span().map_or(0, |span| span.start),
        why: error.message().to_owned(),
    })?;
    if !is_day(&front.updated) {
        let at = inner.find("updated").unwrap_or(0);
        let why = "`updated` is a day: YYYY-MM-DD".to_owned();
        return Err(Unreadable { at: start + at, why });
    }
    Ok((front, start + end + "\n+++\n".len()))
}

fn is_day(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(at, byte)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}
