//! Every title and every machine name of the exported knowledge base has its words.

use std::collections::BTreeSet;

use gpudock_core::compat::{export, rules};
use gpudock_words::{Catalogue, Lang};

/// Every key that the reference pages ask for.
fn wanted() -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for table in export::tables() {
        keys.insert(format!("rules.table.{}.title", table.id));
        keys.insert(format!("rules.table.{}.about", table.id));
        keys.insert(format!("rules.group.{}", table.group));
        for (at, column) in table.columns.iter().enumerate() {
            keys.insert(format!("rules.column.{}", column.name));
            let Some(words) = column.words else { continue };
            let values = table.rows.iter().filter_map(|row| row.values.get(at));
            for value in values.filter(|value| !value.is_empty()) {
                keys.insert(format!("{words}.{value}"));
            }
        }
    }
    for column in ["id", "source"] {
        keys.insert(format!("rules.column.{column}"));
    }
    for version in rules::CHANGELOG {
        keys.extend(version.changes.iter().map(|change| format!("rules.change.{change}")));
    }
    keys
}

#[test]
fn the_reference_pages_find_all_their_words() {
    let wanted = wanted();
    assert!(wanted.len() > 150, "only {} keys", wanted.len());
    for lang in Lang::all() {
        let catalogue = Catalogue::of(lang);
        let missing: Vec<_> = wanted.iter().filter(|key| catalogue.get(key).is_none()).collect();
        assert!(missing.is_empty(), "{} lacks {missing:?}", lang.code());
    }
}

#[test]
fn no_words_are_left_over() {
    // Of values that a type has and no exported row has today, and of what is not exported.
    let spare = [
        "rules.does.unknown",
        "rules.gpu.virtual",
        "rules.route.unknown",
        "rules.route.unsupported",
        "rules.confidence.seen",
        "rules.confidence.derived",
    ];
    let wanted = wanted();
    let catalogue = Catalogue::of(Lang::default());
    let left: Vec<_> = catalogue
        .entries()
        .map(|(key, _)| key)
        .filter(|key| key.starts_with("rules.") && !spare.contains(key) && !wanted.contains(*key))
        .collect();
    assert!(left.is_empty(), "nobody asks for {left:?}");
}
