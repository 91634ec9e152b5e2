//! Every fixture and what is read from it, as a snapshot that a person has reviewed.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "a test reads its fixtures")]

use std::fs;

use gpudock_core::diagnose::read::read;
use serde_json::Value;

/// Leaves out what was not stated, so that a snapshot shows what was.
fn stated(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(stated);
            fields.retain(|name, field| {
                let empty = field.is_null() || field.as_array().is_some_and(Vec::is_empty);
                name != "span" && !empty
            });
        }
        Value::Array(items) => items.iter_mut().for_each(stated),
        _ => {}
    }
}

#[test]
fn fixtures_say_what_was_reviewed() {
    insta::glob!("paste/*.txt", |path| {
        let text = fs::read(path).unwrap();
        let reading = read(&String::from_utf8_lossy(&text));
        let mut facts = serde_json::to_value(&reading.facts).unwrap();
        stated(&mut facts);
        facts["notes"] = reading.notes.len().into();
        // Another crate of the workspace may have asked serde_json to keep insertion order.
        insta::with_settings!({sort_maps => true}, { insta::assert_json_snapshot!(facts) });
    });
}
