#![no_main]

use gpudock_core::daemon_json::{
    CdiFeature, DefaultRuntime, Request, check, decode, merge, remove,
};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = decode(bytes) else { return };
    for problem in check(text) {
        assert!(text.get(problem.span.range()).is_some(), "{problem:?}");
    }
    let request =
        Request { default: DefaultRuntime::Set, cdi: CdiFeature::Enable, ..Request::default() };
    let Ok(merged) = merge(text, &request) else { return };
    let again = merge(&merged.text, &request).expect("what was merged can be merged");
    assert_eq!(again.text, merged.text);
    remove(&merged.text, &request).expect("what was merged can be taken out");
    // serde_json follows fewer brackets, and refuses halves of surrogate pairs and numbers past its range.
    let plain = text.trim_start_matches('\u{feff}');
    if let (Ok(Value::Object(before)), Ok(after)) =
        (serde_json::from_str(plain), serde_json::from_str::<Value>(&merged.text))
    {
        for (key, value) in &before {
            let asked = ["default-runtime", "features", "runtimes"].contains(&key.as_str());
            assert!(asked || after.get(key) == Some(value), "{key} changed");
        }
    }
});
