//! What an island shows, as plain data: elements and text.
//!
//! A tree is written as HTML while prerendering, and laid over the page's own elements in the browser, so that
//! open folds, the focus and the place of the scroll survive. One type for everything: a view type for each
//! element would cost five times the WASM. Text is only ever text; nothing here can become markup.

use std::borrow::Cow;

use crate::picture::escape;

/// An element or a text.
#[derive(Clone, Debug)]
pub(crate) enum Node {
    /// An element.
    Element(Element),
    /// Text, as it is to be read.
    Text(Cow<'static, str>),
}

/// An element with its attributes and children.
#[derive(Clone, Debug)]
pub(crate) struct Element {
    tag: &'static str,
    attributes: Vec<(&'static str, Cow<'static, str>)>,
    children: Vec<Node>,
}

/// An element without attributes and children.
#[inline(never)]
pub(crate) fn el(tag: &'static str) -> Element {
    Element { tag, attributes: Vec::new(), children: Vec::new() }
}

/// An element of a class.
#[inline(never)]
pub(crate) fn of(tag: &'static str, class: &'static str) -> Element {
    el(tag).with("class", class)
}

/// An icon of the design system; decoration.
pub(crate) fn icon(class: &'static str) -> Element {
    of("i", class).with("aria-hidden", "true")
}

impl Element {
    /// One attribute more.
    #[inline(never)]
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Cow<'static, str>>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// An attribute without value, where `set`.
    pub(crate) fn flag(self, name: &'static str, set: bool) -> Self {
        if set { self.with(name, "") } else { self }
    }

    /// One child more.
    #[inline(never)]
    pub(crate) fn child(mut self, child: impl Into<Node>) -> Self {
        self.children.push(child.into());
        self
    }

    /// Children, in order.
    #[inline(never)]
    pub(crate) fn all(mut self, children: impl IntoIterator<Item = Node>) -> Self {
        self.children.extend(children);
        self
    }

    fn html(&self, out: &mut String) {
        out.extend(["<", self.tag]);
        for (name, value) in &self.attributes {
            out.extend([" ", name]);
            if !value.is_empty() {
                out.extend(["=\"", &escape(value), "\""]);
            }
        }
        out.push('>');
        if !matches!(self.tag, "input" | "br") {
            html_into(&self.children, out);
            out.extend(["</", self.tag, ">"]);
        }
    }
}

impl From<Element> for Node {
    fn from(element: Element) -> Self {
        Self::Element(element)
    }
}

impl From<String> for Node {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<&'static str> for Node {
    fn from(text: &'static str) -> Self {
        Self::Text(text.into())
    }
}

/// As HTML, for the prerendered page.
pub(crate) fn html(nodes: &[Node]) -> String {
    let mut out = String::new();
    html_into(nodes, &mut out);
    out
}

fn html_into(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            Node::Element(element) => element.html(out),
            Node::Text(text) => out.push_str(&escape(text)),
        }
    }
}

/// Makes the children of an element of the page be `nodes`, keeping every element that can stay.
#[cfg(feature = "hydrate")]
pub(crate) fn lay(nodes: &[Node], parent: &web_sys::Node) {
    use wasm_bindgen::JsCast as _;

    let mut at = parent.first_child();
    for node in nodes {
        let next = match (&at, node) {
            (Some(old), Node::Text(text)) if old.node_type() == web_sys::Node::TEXT_NODE => {
                if old.node_value().as_deref() != Some(text) {
                    old.set_node_value(Some(text));
                }
                old.next_sibling()
            }
            (Some(old), Node::Element(element))
                if old.node_name().eq_ignore_ascii_case(element.tag) =>
            {
                if let Some(old) = old.dyn_ref::<web_sys::Element>() {
                    dress(element, old);
                    lay(&element.children, old);
                }
                old.next_sibling()
            }
            _ => {
                if let Some(new) = create(node) {
                    let _ = parent.insert_before(&new, at.as_ref());
                }
                at
            }
        };
        at = next;
    }
    while let Some(old) = at {
        at = old.next_sibling();
        let _ = parent.remove_child(&old);
    }
}

#[cfg(feature = "hydrate")]
fn create(node: &Node) -> Option<web_sys::Node> {
    let document = leptos::prelude::document();
    match node {
        Node::Text(text) => Some(document.create_text_node(text).into()),
        Node::Element(element) => {
            let new = document.create_element(element.tag).ok()?;
            dress(element, &new);
            lay(&element.children, &new);
            Some(new.into())
        }
    }
}

/// Attributes, and the properties that hold what a visitor did to a control.
#[cfg(feature = "hydrate")]
fn dress(element: &Element, old: &web_sys::Element) {
    use wasm_bindgen::{JsCast as _, JsValue};

    for name in old.get_attribute_names().iter().filter_map(|name| name.as_string()) {
        // What is open stays open.
        if name != "open" && !element.attributes.iter().any(|(known, _)| *known == name) {
            let _ = old.remove_attribute(&name);
        }
    }
    for (name, value) in &element.attributes {
        if *name == "open" && old.parent_node().is_some() {
            continue;
        }
        if old.get_attribute(name).as_deref() != Some(value) {
            let _ = old.set_attribute(name, value);
        }
    }
    let Some(input) = old.dyn_ref::<web_sys::HtmlInputElement>() else { return };
    let given = |wanted: &str| element.attributes.iter().find(|(name, _)| *name == wanted);
    if matches!(input.type_().as_str(), "radio" | "checkbox") {
        let checked = given("checked").is_some();
        if input.checked() != checked {
            input.set_checked(checked);
        }
    } else if let Some((_, value)) = given("value")
        && input.value() != **value
    {
        let _ = js_sys::Reflect::set(old, &"value".into(), &JsValue::from_str(value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_never_becomes_markup() {
        let nodes = [of("p", "x").with("title", "\"><b>").child("<script>".to_owned()).into()];
        assert_eq!(html(&nodes), "<p class=\"x\" title=\"&quot;&gt;&lt;b&gt;\">&lt;script&gt;</p>");
    }
}
