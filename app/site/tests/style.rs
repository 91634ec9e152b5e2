//! The rules of `style/`, checked on the sheets themselves.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by failing")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

/// A colour as red, green and blue.
type Rgb = [u8; 3];

/// Token → its light and its dark colour.
type Tokens = BTreeMap<String, [Rgb; 2]>;

const SEVERITIES: [&str; 5] = ["ok", "info", "warning", "error", "unknown"];

fn style() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../style")
}

/// Path below `style/` → text, of every sheet.
fn sheets() -> Vec<(String, String)> {
    let mut sheets = Vec::new();
    for folder in ["", "component/"] {
        for entry in fs::read_dir(style().join(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if Path::new(&name).extension().is_some_and(|kind| kind == "css") {
                let text = fs::read_to_string(style().join(folder).join(&name)).unwrap();
                sheets.push((format!("{folder}{name}"), text));
            }
        }
    }
    assert!(sheets.len() > 20, "the sheets were not found");
    sheets
}

fn rgb(text: &str) -> Option<Rgb> {
    let digits = text.trim().strip_prefix('#').filter(|digits| digits.len() == 6)?;
    let value = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
    Some([value[1], value[2], value[3]])
}

/// Reads `--name: light-dark(#…, #…);` lines.
fn tokens(text: &str) -> Tokens {
    let mut tokens = Tokens::new();
    for line in text.lines() {
        let Some((name, value)) =
            line.trim().strip_prefix("--").and_then(|line| line.split_once(": light-dark("))
        else {
            continue;
        };
        let Some((light, dark)) = value.trim_end_matches(");").split_once(',') else { continue };
        if let (Some(light), Some(dark)) = (rgb(light), rgb(dark)) {
            tokens.insert(name.to_owned(), [light, dark]);
        }
    }
    tokens
}

/// The tokens of the ordinary themes, and those under `prefers-contrast: more`.
fn themes() -> (Tokens, Tokens) {
    let text = fs::read_to_string(style().join("tokens.css")).unwrap();
    let (plain, more) = text.split_once("@media (prefers-contrast: more)").unwrap();
    let plain = tokens(plain);
    let mut contrast = plain.clone();
    contrast.extend(tokens(more));
    // `--line: var(--ink);` takes the colours of the other.
    for line in more.lines() {
        if let Some((name, other)) =
            line.trim().strip_prefix("--").and_then(|line| line.split_once(": var(--"))
        {
            let colours =
                *contrast.get(other.trim_end_matches(");")).unwrap_or_else(|| panic!("{line}"));
            contrast.insert(name.to_owned(), colours);
        }
    }
    (plain, contrast)
}

/// Contrast ratio of WCAG 2.2.
fn contrast(one: Rgb, other: Rgb) -> f64 {
    let luminance = |colour: Rgb| {
        let [red, green, blue] = colour.map(|channel| {
            let share = f64::from(channel) / 255.0;
            if share <= 0.040_45 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Every text colour with every ground it can stand on.
fn text_pairs() -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut all = |inks: &[&str], grounds: &[&str]| {
        for ink in inks {
            pairs.extend(grounds.iter().map(|ground| ((*ink).to_owned(), (*ground).to_owned())));
        }
    };
    all(
        &["ink", "ink-2", "accent", "accent-2"],
        &["paper", "surface", "sunken", "code", "accent-soft"],
    );
    all(&["code-string", "code-number", "code-word"], &["code", "surface"]);
    all(&["on-accent"], &["accent", "accent-2"]);
    for severity in SEVERITIES {
        let soft = format!("{severity}-soft");
        all(&[severity], &["paper", "surface", "code", &soft]);
        all(&["ink", "ink-2", "accent"], &[&soft]);
    }
    pairs
}

/// Borders, icons and rings that must be seen.
fn sight_pairs() -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    for ground in ["paper", "surface", "code"] {
        pairs.push(("line-2".to_owned(), ground.to_owned()));
        pairs.push(("accent".to_owned(), ground.to_owned()));
    }
    pairs
}

/// The pairs that stay below a limit.
fn too_weak(tokens: &Tokens, pairs: &[(String, String)], limit: f64) -> Vec<String> {
    let mut weak = Vec::new();
    for (ink, ground) in pairs {
        let colours =
            |name: &String| *tokens.get(name).unwrap_or_else(|| panic!("no token --{name}"));
        for (theme, (ink_colour, ground_colour)) in
            ["light", "dark"].iter().zip(colours(ink).into_iter().zip(colours(ground)))
        {
            let ratio = contrast(ink_colour, ground_colour);
            if ratio < limit {
                weak.push(format!("{theme}: --{ink} on --{ground} is {ratio:.2}, below {limit}"));
            }
        }
    }
    weak
}

#[test]
fn the_formula_is_that_of_wcag() {
    assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 0.001);
    assert!((contrast([0x77, 0x77, 0x77], [255, 255, 255]) - 4.48).abs() < 0.01);
}

#[test]
fn every_pair_of_tokens_can_be_read() {
    let (plain, more) = themes();
    let mut weak = too_weak(&plain, &text_pairs(), 4.5);
    weak.extend(too_weak(&plain, &sight_pairs(), 3.0));
    weak.extend(too_weak(&more, &text_pairs(), 7.0));
    weak.extend(too_weak(&more, &sight_pairs(), 4.5));
    assert!(weak.is_empty(), "{}", weak.join("\n"));
}

#[test]
fn every_colour_is_compared_with_what_it_stands_on() {
    let (plain, _) = themes();
    // Seen only between grounds that are told apart without it.
    let decoration = ["line"];
    let pairs: Vec<_> = [text_pairs(), sight_pairs()].concat();
    let alone: Vec<_> = plain
        .keys()
        .filter(|name| !decoration.contains(&name.as_str()))
        .filter(|name| !pairs.iter().any(|(ink, ground)| ink == *name || ground == *name))
        .collect();
    assert!(alone.is_empty(), "in no pair: {alone:?}");
}

/// What a colour looks like without one kind of cone (Viénot, Brettel and Mollon 1999, linear light).
fn without_cone(colour: Rgb, kind: &str) -> [f64; 3] {
    let linear = colour.map(|channel| (f64::from(channel) / 255.0).powf(2.2));
    let [red, green, blue] = linear;
    match kind {
        "protan" => [
            0.112_38 * red + 0.887_62 * green,
            0.112_38 * red + 0.887_62 * green,
            0.004_01 * (red - green) + blue,
        ],
        "deutan" => [
            0.292_75 * red + 0.707_25 * green,
            0.292_75 * red + 0.707_25 * green,
            0.022_34 * (green - red) + blue,
        ],
        _ => linear,
    }
}

#[test]
fn fine_and_broken_stay_apart_for_colour_blind_eyes() {
    let (plain, _) = themes();
    for kind in ["all", "protan", "deutan"] {
        for (theme, (ok, error)) in plain["ok"].iter().zip(plain["error"]).enumerate() {
            let (ok, error) = (without_cone(*ok, kind), without_cone(error, kind));
            let distance: f64 =
                ok.iter().zip(error).map(|(one, other)| (one - other).powi(2)).sum::<f64>().sqrt();
            assert!(
                distance > 0.08,
                "{kind}, theme {theme}: --ok and --error are {distance:.3} apart"
            );
        }
    }
}

#[test]
fn colours_are_written_in_the_tokens_only() {
    for (name, text) in sheets().iter().filter(|(name, _)| name != "tokens.css") {
        for (number, line) in
            text.lines().enumerate().filter(|(_, line)| !line.contains("data:image"))
        {
            let hash = line
                .split('#')
                .skip(1)
                .any(|rest| rest.starts_with(|first: char| first.is_ascii_hexdigit()));
            let function =
                ["rgb(", "hsl(", "oklch(", "light-dark("].iter().any(|start| line.contains(start));
            assert!(!hash && !function, "style/{name}:{}: {}", number + 1, line.trim());
        }
    }
}

#[test]
fn no_sheet_knows_left_from_right() {
    let physical = [
        "left:",
        "right:",
        "margin-left",
        "margin-right",
        "padding-left",
        "padding-right",
        "border-left",
        "border-right",
        "text-align: left",
        "text-align: right",
        "float: left",
        "float: right",
    ];
    for (name, text) in sheets() {
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            let found = physical.iter().any(|word| line.starts_with(word));
            assert!(!found, "style/{name}:{}: {line}", number + 1);
        }
    }
}

/// The lists of imports.
const BUNDLES: [&str; 6] =
    ["main.css", "home.css", "picture.css", "wizard.css", "diagnosis.css", "search.css"];

#[test]
fn every_sheet_belongs_to_a_bundle_and_to_none_twice() {
    let (bundles, parts): (Vec<_>, Vec<_>) =
        sheets().into_iter().partition(|(name, _)| BUNDLES.contains(&name.as_str()));
    assert_eq!(bundles.len(), BUNDLES.len());
    for (name, _) in parts {
        let import = format!("@import \"{name}\"");
        let counts: Vec<_> =
            bundles.iter().map(|(_, text)| text.matches(&import).count()).collect();
        assert!(counts.contains(&1) && counts.iter().all(|&count| count < 2), "{name}: {counts:?}");
        let every_page =
            bundles.iter().any(|(bundle, text)| bundle == "main.css" && text.contains(&import));
        assert!(!every_page || counts.iter().sum::<usize>() == 1, "{name} is in main.css already");
    }
}
