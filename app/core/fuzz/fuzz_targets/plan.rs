#![no_main]

use gpudock_core::plan::{Choices, emit, plan};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|query: &str| {
    let (choices, _) = Choices::from_query(query);
    let (again, rest) = Choices::from_query(&choices.to_query());
    assert!(rest.is_empty(), "{rest:?}");
    assert_eq!(again.to_query(), choices.to_query());
    let _ = emit::outputs(&plan(&choices), &());
});
