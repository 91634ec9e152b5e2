//! Addresses of pages: flat, relative, the same in every language.

use gpudock_words::Lang;

/// Where a page stands below its language's folder: `setup.html`, `guides/linux.html`.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Address(String);

impl Address {
    pub(crate) fn new(path: impl Into<String>) -> Self {
        Self(path.into())
    }

    /// Below its language's folder.
    pub(crate) fn path(&self) -> &str {
        &self.0
    }

    /// The file below the site's root, in a language: `fr/setup.html`.
    pub(crate) fn file(&self, lang: Lang) -> String {
        if lang == Lang::default() { self.0.clone() } else { format!("{}/{}", lang.code(), self.0) }
    }

    /// From this page in `lang` to the site's root: empty, or some `../`.
    pub(crate) fn to_root(&self, lang: Lang) -> String {
        "../".repeat(self.file(lang).matches('/').count())
    }

    /// From this page to the top of its own language.
    pub(crate) fn to_top(&self) -> String {
        "../".repeat(self.0.matches('/').count())
    }

    /// From this page in `from` to itself in `to`.
    pub(crate) fn translation(&self, from: Lang, to: Lang) -> String {
        format!("{}{}", self.to_root(from), self.file(to))
    }

    /// The folder or page it belongs to in the navigation: `guides/linux.html` → `guides`.
    pub(crate) fn section(&self) -> &str {
        self.0.split(['/', '.']).next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_step_is_relative() {
        let french = Lang::of_code("fr").unwrap();
        let page = Address::new("guides/linux.html");
        assert_eq!(page.file(Lang::default()), "guides/linux.html");
        assert_eq!(page.file(french), "fr/guides/linux.html");
        assert_eq!(page.to_root(french), "../../");
        assert_eq!(page.to_top(), "../");
        assert_eq!(page.translation(french, Lang::default()), "../../guides/linux.html");
        assert_eq!(page.section(), "guides");
    }
}
