use proptest::prelude::*;
use serde_json::Value;

use super::*;

fn request() -> Request {
    Request::default()
}

fn everything() -> Request {
    Request { default: DefaultRuntime::Set, cdi: CdiFeature::Enable, ..request() }
}

/// The merged text, which merging again leaves alone.
fn merged(text: &str, request: &Request) -> String {
    let once = merge(text, request).unwrap_or_else(|fault| panic!("{text:?}: {fault:?}")).text;
    let twice = merge(&once, request).unwrap();
    assert_eq!((twice.text.as_str(), twice.changes), (once.as_str(), Vec::new()));
    once
}

mod merging {
    use super::*;

    #[test]
    fn an_absent_file_becomes_what_nvidia_ctk_writes() {
        let expected = "{\n    \"default-runtime\": \"nvidia\",\n    \"features\": {\n        \"cdi\": true\n    },\n    \"runtimes\": {\n        \"nvidia\": {\n            \"args\": [],\n            \"path\": \"nvidia-container-runtime\"\n        }\n    }\n}\n";
        for absent in ["", " \n\t", "\u{feff}", "null", "\u{feff} null \n", "{}\n"] {
            assert_eq!(merged(absent, &everything()), expected, "{absent:?}");
        }
    }

    #[test]
    fn the_author_s_way_of_writing_is_kept() {
        for (text, expected) in [
            (
                "{\n\t\"mtu\": 1450\n}",
                "{\n\t\"mtu\": 1450,\n\t\"runtimes\": {\n\t\t\"nvidia\": {\n\t\t\t\"args\": [],\n\t\t\t\"path\": \"nvidia-container-runtime\"\n\t\t}\n\t}\n}",
            ),
            (
                "{\"mtu\":1450,\"debug\":true}",
                "{\"mtu\":1450,\"debug\":true,\"runtimes\":{\"nvidia\":{\"args\":[],\"path\":\"nvidia-container-runtime\"}}}",
            ),
            (
                "{ \"mtu\" : 1450 }",
                "{ \"mtu\" : 1450, \"runtimes\" : {\"nvidia\" : {\"args\" : [], \"path\" : \"nvidia-container-runtime\"}} }",
            ),
            (
                "{\r\n  \"dns\": [\r\n    \"1.1.1.1\" ]\r\n}\r\n",
                "{\r\n  \"dns\": [\r\n    \"1.1.1.1\" ],\r\n  \"runtimes\": {\r\n    \"nvidia\": {\r\n      \"args\": [],\r\n      \"path\": \"nvidia-container-runtime\"\r\n    }\r\n  }\r\n}\r\n",
            ),
            (
                "{\n  \"runtimes\": {}\n}",
                "{\n  \"runtimes\": {\n    \"nvidia\": {\n      \"args\": [],\n      \"path\": \"nvidia-container-runtime\"\n    }\n  }\n}",
            ),
            (
                "{\n  \"runtimes\": { \"runsc\": {\"path\": \"/x\"} }\n}",
                "{\n  \"runtimes\": { \"runsc\": {\"path\": \"/x\"}, \"nvidia\": {\"args\": [], \"path\": \"nvidia-container-runtime\"} }\n}",
            ),
        ] {
            assert_eq!(merged(text, &request()), expected, "{text:?}");
        }
    }

    #[test]
    fn an_existing_entry_keeps_what_it_has() {
        let text = r#"{"runtimes":{"nvidia":{"path":"/usr/bin/nvidia-container-runtime","runtimeArgs":["--debug"]}}}"#;
        assert_eq!(merged(text, &request()), text);
        let path = Request { path: Some("/opt/x".to_owned()), ..request() };
        assert_eq!(
            merged(text, &path),
            text.replace("/usr/bin/nvidia-container-runtime", "/opt/x")
        );
    }

    #[test]
    fn a_runtime_type_is_complete_without_a_path() {
        let text = r#"{"runtimes":{"nvidia":{"runtimeType":"io.containerd.runc.v2"}}}"#;
        assert_eq!(merged(text, &request()), text);
        let path = Request { path: Some("/opt/x".to_owned()), ..request() };
        let fault = merge(text, &path).unwrap_err();
        assert_eq!(fault.kind, FaultKind::HasRuntimeType { name: "nvidia".to_owned() });
    }

    #[test]
    fn other_features_and_big_numbers_survive() {
        let text =
            r#"{"features":{"buildkit":false,"cdi":false},"x":123456789012345678901234567890}"#;
        let after = merged(text, &everything());
        assert!(after.starts_with(
            r#"{"features":{"buildkit":false,"cdi":true},"x":123456789012345678901234567890,"#
        ));
    }

    #[test]
    fn of_two_equal_keys_the_last_is_changed() {
        let text = r#"{"default-runtime":"a","default-runtime":"b"}"#;
        let after = merged(text, &everything());
        assert!(after.starts_with(r#"{"default-runtime":"a","default-runtime":"nvidia","#));
    }

    #[test]
    fn a_name_is_quoted_for_json() {
        let name = "a\"b\\\n\u{1}é".to_owned();
        let value: Value =
            serde_json::from_str(&merged("", &Request { name: name.clone(), ..request() }))
                .unwrap();
        assert!(value["runtimes"][&name].is_object());
    }

    #[test]
    fn what_cannot_be_merged_is_said() {
        for text in ["[]", "5", "\"x\"", "true"] {
            assert_eq!(merge(text, &request()).unwrap_err().kind, FaultKind::NotAnObject);
        }
        for text in [r#"{"runtimes":[]}"#, r#"{"runtimes":null}"#, r#"{"runtimes":"nvidia"}"#] {
            let kind = FaultKind::MustBeObject { key: "runtimes".to_owned() };
            assert_eq!(merge(text, &request()).unwrap_err().kind, kind);
        }
    }

    #[test]
    fn brackets_as_deep_as_go_follows_them() {
        let deep = |depth: usize| format!("{{\"x\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        assert!(merge(&deep(9_999), &request()).is_ok());
        assert_eq!(merge(&deep(10_000), &request()).unwrap_err().kind, FaultKind::TooDeep);
        assert!(merge(&"[".repeat(1_000_000), &request()).is_err());
    }
}

mod removing {
    use super::*;

    #[test]
    fn takes_out_what_merging_added() {
        for text in [
            "{\n  \"mtu\": 1450\n}\n",
            "{\"mtu\":1450}",
            "{\n  \"runtimes\": {\n    \"runsc\": {\n      \"path\": \"/x\"\n    }\n  },\n  \"features\": {\n    \"buildkit\": true\n  }\n}\n",
        ] {
            let after = merge(text, &everything()).unwrap().text;
            assert_eq!(remove(&after, &everything()).unwrap().text, text);
        }
    }

    #[test]
    fn never_leaves_a_default_that_does_not_exist() {
        let text = r#"{"default-runtime":"nvidia","runtimes":{"nvidia":{"path":"x"}},"mtu":1}"#;
        assert_eq!(remove(text, &request()).unwrap().text, r#"{"mtu":1}"#);
        let other = r#"{"default-runtime":"runsc","runtimes":{"runsc":{"path":"x"}}}"#;
        assert_eq!(remove(other, &request()).unwrap().text, other);
    }

    #[test]
    fn nothing_stays_nothing() {
        assert_eq!(remove("", &request()).unwrap().text, "");
    }
}

mod faults {
    use super::*;

    /// The fault, and the line and column it is said to be at.
    fn check(text: &str, kind: FaultKind, line: usize, column: usize) {
        let fault = merge(text, &Request::default()).expect_err(text);
        assert_eq!((fault.kind, fault.line, fault.column), (kind, line, column), "{text:?}");
    }

    #[test]
    fn each_mistake_has_its_name_and_place() {
        use FaultKind::*;
        check("{\n  “a”: 1\n}", TypographicQuote { found: '“' }, 2, 3);
        check("{\"a\": ‘b’}", TypographicQuote { found: '‘' }, 1, 7);
        check("{\n  'a': 1\n}", SingleQuote, 2, 3);
        check("{\"a\"：1}", FullWidth { found: '：' }, 1, 5);
        check("{\"a\": 1 // b\n}", Comment, 1, 9);
        check("{ /* b */ \"a\": 1}", Comment, 1, 3);
        check("# a\n{}", Comment, 1, 1);
        check("{\n  \"a\": 1,\n}", TrailingComma, 2, 9);
        check("{\"a\": [1, 2,]}", TrailingComma, 1, 12);
        check("{\"a\": 1,, \"b\": 2}", ExtraComma, 1, 9);
        check("{, \"b\": 2}", ExtraComma, 1, 2);
        check("{\n  \"a\": 1\n  \"b\": 2\n}", CommaMissing, 2, 9);
        check("{\"a\" \"b\"}", ColonMissing, 1, 6);
        check("{\"a\" = 1}", EqualsSign, 1, 6);
        check("{\"a\": }", ValueMissing, 1, 7);
        check("{\"a\"}", ColonMissing, 1, 5);
        check("{a: 1}", KeyWithoutQuotes, 1, 2);
        check("{default-runtime: \"nvidia\"}", KeyWithoutQuotes, 1, 2);
        check("{1: 1}", KeyWithoutQuotes, 1, 2);
        check("{\"a\": nvidia}", TextWithoutQuotes, 1, 7);
        check("{\"a\": True}", WrongWord { meant: "true" }, 1, 7);
        check("{\"a\": None}", WrongWord { meant: "null" }, 1, 7);
        for number in ["01", "+1", ".5", "1.", "0x10", "1e", "-", "NaN", "10m"] {
            check(&format!("{{\"a\": {number}}}"), BadNumber, 1, 7);
        }
        check("{\"a: 1\n}", UnclosedString, 1, 2);
        check("{\"a\": \"C:\\path\"}", BadEscape, 1, 10);
        check("{\"a\": \"\\u12g4\"}", BadEscape, 1, 8);
        check("{\"a\": \"b\tc\"}", ControlInString { code: 9 }, 1, 9);
        check("{\u{a0}\"a\": 1}", Invisible { code: 0xa0 }, 1, 2);
        check("\u{200b}{}", Invisible { code: 0x200b }, 1, 1);
        check("{\n  \"a\": {\n  \"b\": 1", Unclosed { line: 2 }, 3, 9);
        check("{\"a\": [1}", WrongBracket, 1, 9);
        check("{\"a\": 1}\n{\"b\": 2}", SecondObject, 2, 1);
        check("{\"a\": 1}}", AfterTheEnd, 1, 9);
        check("{\"a\": 1} \"x\"", AfterTheEnd, 1, 10);
        check("\u{feff}{\"a\": ?}", Unexpected, 1, 7);
    }

    #[test]
    fn lines_end_in_three_ways() {
        for end in ["\n", "\r\n", "\r"] {
            check(&format!("{{{end}\"a\": 1,{end}\"é\" 2}}"), FaultKind::ColonMissing, 3, 5);
        }
    }

    #[test]
    fn a_span_is_in_bytes_of_the_text_as_given() {
        let text = "\u{feff}{\"é\": True}";
        let fault = merge(text, &Request::default()).unwrap_err();
        assert_eq!(&text[fault.span.range()], "True");
    }

    #[test]
    fn other_encodings_are_named() {
        let utf16: Vec<u8> = "\u{feff}{}".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decode(&utf16).unwrap_err().kind, FaultKind::Utf16);
        assert_eq!(decode(&utf16[2..]).unwrap_err().kind, FaultKind::Utf16);
        let fault = decode(b"{\n\"caf\xe9\": 1}").unwrap_err();
        assert_eq!((fault.kind, fault.line, fault.column), (FaultKind::NotUtf8, 2, 5));
    }
}

mod checking {
    use super::*;

    /// The kinds of problem, as the report names them, and whether dockerd starts.
    fn check(text: &str, expected: &[&str]) {
        let problems = super::check(text);
        let names: Vec<_> = problems
            .iter()
            .map(|problem| {
                let kind = serde_json::to_value(&problem.kind).unwrap();
                let name = match kind {
                    Value::String(name) => name,
                    Value::Object(kind) => kind.keys().next().cloned().unwrap_or_default(),
                    other => other.to_string(),
                };
                let refused = if problem.effect == Effect::Refused { "!" } else { "" };
                format!("{refused}{name}")
            })
            .collect();
        assert_eq!(names, expected, "{text}");
    }

    #[test]
    fn as_dockerd_answered() {
        let nvidia = r#""runtimes":{"nvidia":{"path":"nvidia-container-runtime"}}"#;
        // Captures 394 to 443: what dockerd 29.7 said when it was started with such a file.
        check(&format!("{{{nvidia}}}"), &[]);
        check(
            r#"{"runtime":{"nvidia":{"path":"x","runtimeArgs":[]}},"default-runtime":"nvidia"}"#,
            &["!misspelt", "!default-runtime-unknown"],
        );
        check(&format!("{{\"log-driver\":\"json-file\"}}\n{{{nvidia}}}"), &["!fault"]);
        check(r#"{"runtimes":[{"nvidia":{"path":"x"}}]}"#, &["!wrong-type"]);
        check(r#"{"features":{"cdi":"true"}}"#, &["!wrong-type"]);
        check(r#"{"default-runtime":"nvidia"}"#, &["!default-runtime-unknown"]);
        check(r#"{"runtimes":{"nvidia":{"args":[]}}}"#, &["!runtime-without-path"]);
        check(
            r#"{"runtimes":{"nvidia":{"path":"x","runtimeType":"io.containerd.runc.v2"}}}"#,
            &["!path-and-type"],
        );
        check(&format!("\u{feff}{{{nvidia}}}"), &["byte-order-mark"]);
        check("", &[]);
        check(&format!("{{\"default_runtime\":\"nvidia\",{nvidia}}}"), &["!misspelt"]);
        check(&format!("{{{nvidia},\"exec-opts\":[\"native.cgroupdriver=systemd\"]}}"), &[]);
    }

    #[test]
    fn what_validate_does_not_tell() {
        let runtime = |inner: &str| format!("{{\"runtimes\":{{\"nvidia\":{{{inner}}}}}}}");
        check(&runtime(r#""path":"x","runtimeargs":["a"]"#), &[]);
        check(&runtime(r#""path":"x","args":["a"]"#), &["args-ignored"]);
        check(&runtime(r#""path":"x","env":{}"#), &["unknown-runtime-key"]);
        check(&runtime(r#""path":"x","path":"y""#), &["duplicate"]);
        check(&runtime(r#""path":"x","options":{"a":1}"#), &["!path-and-options"]);
        check(&runtime(r#""runtimeType":"x","runtimeArgs":["a"]"#), &["!type-and-args"]);
        check(r#"{"runtimes":{"runc":{"path":"x"}}}"#, &["!reserved"]);
        check(r#"{"debug":true,"debug":true}"#, &["duplicate"]);
        for name in ["runc", "io.containerd.runsc.v1", ""] {
            check(&format!("{{\"default-runtime\":\"{name}\"}}"), &[]);
        }
        check(r#"{"default-runtime":5}"#, &["!wrong-type"]);
    }

    #[test]
    fn misspelt_keys_and_newer_ones() {
        for wrong in ["Runtimes", "default-runtme", "default_runtime", "feature", "registry-mirror"]
        {
            check(&format!("{{\"{wrong}\":null}}"), &["!misspelt"]);
        }
        check(r#"{"graph":"/mnt"}"#, &["!misspelt"]);
        check(r#"{"some-future-option":true,"dns":[],"ip":"0.0.0.0"}"#, &["unknown-key"]);
    }
}

mod properties {
    use super::*;

    fn space() -> impl Strategy<Value = String> {
        "[ \t\n\r]{0,3}"
    }

    /// A text in JSON, and the number literals in it.
    fn json() -> impl Strategy<Value = (String, Vec<String>)> {
        let number = "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,8})?([eE][+-]?[0-9]{1,2})?"
            .prop_map(|text| (text.clone(), vec![text]));
        let word =
            prop_oneof!["null", "true", "false", "\"[a-zé\u{4e2d} ]{0,4}\"", "\"\\\\[nt/\"]\""]
                .prop_map(|text| (text, Vec::new()));
        let leaf = prop_oneof![number, word];
        leaf.prop_recursive(4, 24, 4, |inner| {
            let array = (prop::collection::vec((space(), inner.clone(), space()), 0..4), space())
                .prop_map(|(parts, inside)| wrap('[', ']', parts, &inside));
            prop_oneof![array, object(inner)]
        })
    }

    fn object(
        inner: impl Strategy<Value = (String, Vec<String>)>,
    ) -> impl Strategy<Value = (String, Vec<String>)> {
        let key = prop_oneof![
            Just("\"runtimes\"".to_owned()),
            Just("\"nvidia\"".to_owned()),
            Just("\"features\"".to_owned()),
            Just("\"cdi\"".to_owned()),
            Just("\"path\"".to_owned()),
            Just("\"default-runtime\"".to_owned()),
            "\"[a-z]{0,3}\"",
        ];
        let member = (space(), key, space(), space(), inner, space()).prop_map(
            |(before, key, colon, value, (text, numbers), behind)| {
                (before, (format!("{key}{colon}:{value}{text}"), numbers), behind)
            },
        );
        (prop::collection::vec(member, 0..5), space())
            .prop_map(|(parts, inside)| wrap('{', '}', parts, &inside))
    }

    fn wrap(
        open: char,
        close: char,
        parts: Vec<(String, (String, Vec<String>), String)>,
        inside: &str,
    ) -> (String, Vec<String>) {
        let mut numbers = Vec::new();
        let texts: Vec<_> = parts
            .into_iter()
            .map(|(before, (text, more), behind)| {
                numbers.extend(more);
                format!("{before}{text}{behind}")
            })
            .collect();
        let text = if texts.is_empty() { inside.to_owned() } else { texts.join(",") };
        (format!("{open}{text}{close}"), numbers)
    }

    /// Everything of `old` that was not asked to change is in `new`.
    fn keeps(old: &Value, new: &Value, path: &str) {
        let (Value::Object(old), Value::Object(new)) = (old, new) else {
            // The runtime's entry is replaced where it is no object; asked-for values may change.
            let asked = [
                "/default-runtime",
                "/features",
                "/features/cdi",
                "/runtimes/nvidia",
                "/runtimes/nvidia/path",
            ];
            assert!(old == new || asked.contains(&path), "{path}: {old} became {new}");
            return;
        };
        for (key, value) in old {
            let path = format!("{path}/{key}");
            keeps(value, new.get(key).unwrap_or_else(|| panic!("{path} is gone")), &path);
        }
    }

    proptest! {
        #[test]
        fn merging_loses_nothing_and_settles((text, _) in object(json()), all in any::<bool>()) {
            let request = if all { everything() } else { request() };
            if let Ok(first) = merge(&text, &request) {
                let old: Value = serde_json::from_str(&text).unwrap();
                let new: Value = serde_json::from_str(&first.text).unwrap();
                keeps(&old, &new, "");
                prop_assert!(new["runtimes"]["nvidia"].is_object());
                let second = merge(&first.text, &request).unwrap();
                prop_assert_eq!(second.text, first.text);
                prop_assert!(second.changes.is_empty());
            }
        }

        #[test]
        fn numbers_keep_their_digits((inner, numbers) in json()) {
            let text = format!("{{\"x\":{inner}}}");
            let after = merge(&text, &everything()).unwrap().text;
            prop_assert!(after.contains(&inner));
            for number in numbers {
                prop_assert!(after.contains(&number));
            }
        }

        #[test]
        fn removing_takes_back((inner, _) in json()) {
            let text = format!("{{\"x\":{inner}}}");
            let after = merge(&text, &everything()).unwrap().text;
            prop_assert_eq!(remove(&after, &everything()).unwrap().text, text);
        }

        #[test]
        fn accepts_what_serde_json_accepts(
            (text, _) in object(json()),
            at in any::<prop::sample::Index>(),
            new in "[]{}\\[:,\"0-9.eE+a-z\\\\ \n\u{1}é-]{0,2}",
        ) {
            let at = at.index(text.len() + 1);
            let at = (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            let broken = format!("{}{new}{}", &text[..at], &text[at..]);
            let theirs = serde_json::from_str::<Value>(&broken);
            // It refuses halves of surrogate pairs and numbers past its range; dockerd does not.
            prop_assume!(!theirs.as_ref().is_err_and(|e| e.to_string().contains("out of range")));
            let ours = document::Document::parse(&broken);
            prop_assert_eq!(ours.is_ok(), theirs.is_ok(), "{} {:?}", broken, ours.err());
        }

        #[test]
        fn any_text_is_answered(text in any::<String>()) {
            let _ = merge(&text, &everything());
            let _ = remove(&text, &everything());
            for problem in check(&text) {
                prop_assert!(text.get(problem.span.range()).is_some());
            }
        }
    }
}

#[test]
fn settings_of_a_plan_keep_what_the_file_says() {
    let settings = Settings {
        runtime: Some(Request { default: DefaultRuntime::Set, ..Request::default() }),
        cdi: CdiFeature::Enable,
        proxy: Some("http://proxy:3128".to_owned()),
        registry_mirror: Some("https://two".to_owned()),
    };
    let given = "{\n  \"registry-mirrors\": [\"https://one\"],\n  \"proxies\": {\"no-proxy\": \"x\"},\n  \
                 \"features\": {\"containerd-snapshotter\": false},\n  \"shm\": 9007199254740993\n}\n";
    let merged = settle(given, &settings).unwrap().text;
    let value: Value = serde_json::from_str(&merged).unwrap();
    assert_eq!(value["registry-mirrors"], serde_json::json!(["https://one", "https://two"]));
    assert_eq!(value["proxies"]["no-proxy"], "x");
    assert_eq!(value["proxies"]["https-proxy"], "http://proxy:3128");
    assert_eq!(value["features"]["containerd-snapshotter"], false);
    assert_eq!(value["features"]["cdi"], true);
    assert_eq!(value["default-runtime"], "nvidia");
    assert!(merged.contains("9007199254740993"));
    assert_eq!(settle(&merged, &settings).unwrap().text, merged);
    assert_eq!(settle(given, &Settings::default()).unwrap().text, given);
}
