#![no_main]

use gpudock_core::compat::requirement::{Expression, Properties, Refusal};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, Option<&str>, Option<&str>)| {
    let (text, version, brand) = input;
    let machine = Properties {
        cuda: version.map(str::to_owned),
        driver: version.map(str::to_owned),
        arch: Some("8.9".to_owned()),
        brand: brand.map(str::to_owned),
    };
    if let Err(Refusal::Unsatisfied(unsatisfied)) = Expression::parse(text).evaluate(&machine) {
        assert!(!unsatisfied.failures.is_empty());
        for failure in &unsatisfied.failures {
            assert!(text.contains(&failure.clause) && failure.clause.contains(&failure.condition));
        }
    }
});
