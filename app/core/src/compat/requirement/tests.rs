use super::*;

fn machine() -> Properties {
    Properties {
        cuda: Some("12.2".to_owned()),
        driver: Some("535.54.3".to_owned()),
        arch: Some("8.9".to_owned()),
        brand: Some("GeForce".to_owned()),
    }
}

/// `ok`, or the refusal in the original's words.
fn check(expression: &str, expected: &str) {
    let answer = Expression::parse(expression).evaluate(&machine());
    let said = answer.err().map_or_else(|| "ok".to_owned(), |refusal| refusal.to_string());
    assert_eq!(said, expected, "{expression:?}");
}

#[test]
fn a_space_is_or_and_a_comma_is_and() {
    check("cuda>=12.4 brand=geforce,driver>=535,driver<536", "ok");
    check("cuda>=12.4 brand=tesla,driver>=535", "unsatisfied condition: cuda>=12.4");
    check("cuda>=12.0,brand=tesla", "unsatisfied condition: cuda>=12.0,brand=tesla");
    check("", "ok");
    check("   ", "ok");
}

#[test]
fn only_a_space_separates_clauses() {
    check("cuda>=12.2\tarch>=8", "invalid expression");
    check("brand=tesla\u{a0}cuda>=12", "unsatisfied condition: brand=tesla\u{a0}cuda>=12");
}

#[test]
fn what_stands_behind_the_decision_is_not_read() {
    check("cuda>=12.2 nonsense", "ok");
    check("cuda>=13,nonsense arch=8.9", "ok");
    check("cuda>=13 nonsense", "invalid expression");
    check("nonsense cuda>=12", "invalid expression");
}

#[test]
fn a_clause_of_commas_ends_the_reading() {
    check(", cuda>=99", "ok");
    check("cuda>=99 , cuda>=1", "unsatisfied condition: cuda>=99");
    check("cuda>=12,,arch=8.9,", "ok");
}

#[test]
fn operators_as_the_original_reads_them() {
    check("cuda!12.3", "ok");
    check("cuda!12.2", "unsatisfied condition: cuda!12.2");
    for wrong in
        ["cuda==12", "cuda=>12", "cuda<>12", "cuda!==12", "cuda>=", ">=12", "cuda", "gpu=1"]
    {
        check(wrong, "invalid expression");
    }
    check("brand>=geforce", "invalid expression");
    check("BRAND=GEFORCE", "ok");
    check("cuda>=12.=2", "invalid expression");
    check("brand=a=b", "unsatisfied condition: brand=a=b");
}

#[test]
fn an_unmet_condition_has_room_for_127_bytes() {
    let long = |digits: usize| format!("cuda>={}1", "0".repeat(digits));
    // `cuda >= ` is 8 bytes; the value may have 119.
    assert!(Expression::parse(&long(118)).evaluate(&machine()).is_ok());
    let unmet = |letters: usize| format!("brand={}", "x".repeat(letters));
    check(&unmet(119), &format!("unsatisfied condition: {}", unmet(119)));
    check(&unmet(120), "invalid expression");
}

#[test]
fn what_is_missing_is_good_enough() {
    let unknown = Properties::default();
    for expression in ["cuda>=99", "brand=none", "brand<none", "cuda>=12x"] {
        assert_eq!(Expression::parse(expression).evaluate(&unknown), Ok(()), "{expression}");
    }
}

#[test]
fn every_failed_clause_is_told() {
    let expression = Expression::parse("cuda>=12.4 brand=tesla,driver>=535 driver<535,cuda>=1");
    let Err(Refusal::Unsatisfied(unsatisfied)) = expression.evaluate(&machine()) else {
        panic!("it is not satisfied");
    };
    let told: Vec<_> =
        unsatisfied.failures.iter().map(|f| (f.condition.as_str(), f.actual.as_str())).collect();
    assert_eq!(
        told,
        [("cuda>=12.4", "12.2"), ("brand=tesla", "GeForce"), ("driver<535", "535.54.3")]
    );
}

#[test]
fn expressions_hold_together_or_the_first_refusal_decides() {
    let all = |expressions: &[&str]| evaluate_all(expressions.iter().copied(), &machine());
    assert!(all(&[]).is_ok());
    assert!(all(&["cuda>=12", "arch>=8"]).is_ok());
    assert!(matches!(all(&["cuda>=13", "?"]), Err(Refusal::Unsatisfied(_))));
    assert!(matches!(all(&["?", "cuda>=13"]), Err(Refusal::Invalid(_))));
    assert!(all(&["cuda>=12"; 32]).is_ok());
    assert!(matches!(all(&["cuda>=12"; 33]), Err(Refusal::Invalid(_))));
}
