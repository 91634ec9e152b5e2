//! The closed answers, combined: what `gpudock plan --all` and the reference pages walk through.

use super::{
    Choices,
    question::{Answer, questions},
};

/// Every reachable combination of the answers that decide which commands there are, and each other
/// answer once on every release.
///
/// Full product: system, release (or the distribution inside WSL), processor, engine, route, network.
/// Each other closed answer is then varied alone, with a driver absent and with one installed: their
/// recipes do not touch each other, so that a product over them would only repeat itself. Free lines
/// take the example of their question.
pub fn all_choices() -> impl Iterator<Item = Choices> {
    let mut bases: Vec<Choices> = vec![Choices::default()];
    for name in ["os", "release", "wsl", "arch", "engine", "route", "network"] {
        bases = bases.into_iter().flat_map(|choices| answered(choices, name)).collect();
    }
    let single: Vec<Choices> =
        bases.iter().filter(|choices| is_plain(choices)).flat_map(varied).collect();
    bases.into_iter().map(|choices| with_addresses(&choices)).chain(single)
}

/// The choices with each answer to a question, or as they are where it does not apply.
fn answered(choices: Choices, name: &str) -> Vec<Choices> {
    let Some(question) = questions().iter().find(|question| question.name == name) else {
        return vec![choices];
    };
    let values = match question.answer {
        Answer::OneOf(values) | Answer::Version(values) => values(&choices),
        Answer::Flag => &["yes", "no"],
        Answer::Line(_) | Answer::Text => &[],
    };
    if !(question.applies)(&choices) || values.is_empty() {
        return vec![choices];
    }
    let reachable = |value: &&&str| name != "arch" || **value != "jetson";
    values.iter().filter(reachable).map(|value| choices.clone().with(name, value)).collect()
}

/// Where the other answers are varied: direct network, automatic route, x86-64.
fn is_plain(choices: &Choices) -> bool {
    choices.get("network") == Some("direct")
        && matches!(choices.get("route"), None | Some("auto"))
        && choices.get("arch") == Some("x86_64")
}

fn varied(base: &Choices) -> Vec<Choices> {
    let mut all = Vec::new();
    for driver in ["none", "580.159.04"] {
        let base = base.clone().with("driver", driver);
        for name in
            ["purpose", "modules", "secure-boot", "default-runtime", "leftovers", "persistence"]
        {
            all.extend(answered(base.clone(), name));
        }
    }
    all.extend(answered(base.clone().with("network", "mirror"), "mirror-site"));
    all.push(base.clone().with("gpu", "6.1").with("driver", "none"));
    all.push(base.clone().with("engine-version", "26.1.5").with("driver", "535.183.01"));
    all.push(base.clone().with("gpus", "0,1").with("purpose", "compose"));
    all
}

/// The example address of every network question that applies.
fn with_addresses(choices: &Choices) -> Choices {
    let names = ["proxy", "mirror", "mirror-toolkit", "mirror-registry"];
    questions()
        .iter()
        .filter(|question| names.contains(&question.name) && (question.applies)(choices))
        .fold(choices.clone(), |choices, question| match question.answer {
            Answer::Line(example) => choices.with(question.name, example),
            _ => choices,
        })
}
