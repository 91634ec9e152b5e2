//! What only a browser can answer: laying a tree over elements that are there already.

use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

use super::tree::{Node, el, html, lay, of};

wasm_bindgen_test_configure!(run_in_browser);

/// A fresh element on the page, with the tree in it as the generator would have written it.
fn prerendered(nodes: &[Node]) -> web_sys::Element {
    let document = leptos::prelude::document();
    let place = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&place).unwrap();
    place.set_inner_html(&html(nodes));
    place
}

#[wasm_bindgen_test]
fn the_prerendered_page_is_kept_as_it_is() {
    let nodes: Vec<Node> =
        vec![of("p", "lead").child("one").into(), el("ol").child(el("li").child("two")).into()];
    let place = prerendered(&nodes);
    let (before, first) = (place.inner_html(), place.first_child().unwrap());
    lay(&nodes, &place);
    assert_eq!(place.inner_html(), before);
    assert!(place.first_child().unwrap().is_same_node(Some(&first)), "an element was made anew");
}

#[wasm_bindgen_test]
fn pasted_text_stays_text() {
    let place = prerendered(&[]);
    let pasted = "<img src=x onerror=alert(1)>&amp;".to_owned();
    lay(&[el("p").with("title", pasted.clone()).child(pasted.clone()).into()], &place);
    let paragraph = place.first_element_child().unwrap();
    assert_eq!(paragraph.text_content().unwrap(), pasted);
    assert_eq!(paragraph.get_attribute("title").unwrap(), pasted);
    assert_eq!(paragraph.child_element_count(), 0);
}

#[wasm_bindgen_test]
fn what_is_gone_is_removed_and_what_is_new_is_added() {
    let item = |text: &'static str| Node::from(el("li").child(text));
    let place = prerendered(&[item("a"), item("b"), item("c")]);
    lay(&[item("a"), item("d")], &place);
    assert_eq!(place.inner_html(), "<li>a</li><li>d</li>");
    lay(&[], &place);
    assert_eq!(place.inner_html(), "");
}

#[wasm_bindgen_test]
fn an_open_fold_and_a_typed_value_survive() {
    let fold = || vec![Node::from(el("details").child(el("summary").child("more")).child("text"))];
    let place = prerendered(&fold());
    place.first_element_child().unwrap().set_attribute("open", "").unwrap();
    lay(&fold(), &place);
    assert!(place.first_element_child().unwrap().has_attribute("open"));

    let field = |value: &'static str| vec![Node::from(el("input").with("value", value))];
    let place = prerendered(&field(""));
    let input: web_sys::HtmlInputElement = place.first_element_child().unwrap().unchecked_into();
    input.set_value("typed by hand");
    lay(&field("typed by hand"), &place);
    assert_eq!(input.value(), "typed by hand");
}

/// The core answers in the browser what it answers in a terminal.
#[wasm_bindgen_test]
fn a_real_dump_is_judged_in_the_browser() {
    let dump = include_str!("../../../core/tests/paste/580-linux-table.txt");
    let diagnosis = gpudock_core::diagnose::diagnose(dump);
    assert_eq!(diagnosis.verdict, gpudock_core::diagnose::Verdict::Works);
}
