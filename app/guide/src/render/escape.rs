//! Text into HTML.

/// Escapes text for HTML content and double-quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
    out
}

/// Like [`escape`], with line ends kept apart from the spaces an attribute would make of them.
pub(crate) fn escape_attribute(text: &str) -> String {
    escape(text).replace('\n', "&#10;")
}
