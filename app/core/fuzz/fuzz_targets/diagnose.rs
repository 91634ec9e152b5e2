#![no_main]

use gpudock_core::{advise::advise, diagnose::diagnose};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let diagnosis = diagnose(text);
    for symptom in &diagnosis.reading.symptoms {
        assert!(text.get(symptom.span.range()).is_some(), "{symptom:?}");
    }
    for finding in &diagnosis.findings {
        for span in &finding.evidence {
            assert!(text.get(span.range()).is_some(), "{finding:?}");
        }
        let _ = advise(finding, &diagnosis);
    }
});
