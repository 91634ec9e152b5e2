//! Boxes, zones and arrows: one column of parts, drawn as SVG.

use std::fmt::Write as _;

use super::{escape, measure::wrap};

/// Width of every lane. Unit: SVG units, one CSS pixel at full size.
const WIDTH: f32 = 340.0;
/// Room between a border and what it holds.
const PAD: f32 = 12.0;
/// Room for an arrow.
const GAP: f32 = 26.0;
/// Size of titles, and the distance of their lines.
const TITLE: (f32, f32) = (14.5, 19.0);
/// Size of details, and the distance of their lines.
const DETAIL: (f32, f32) = (13.0, 17.0);

/// How much a box stands out.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Emphasis {
    /// Like the others.
    Plain,
    /// What the picture is about.
    Key,
}

/// Something in the column.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A box with a title and a line on it.
    Box {
        /// What it is.
        title: String,
        /// What it does or where it lies; may be empty.
        detail: String,
        /// How much it stands out.
        emphasis: Emphasis,
    },
    /// A frame around other parts.
    Zone {
        /// What the frame means.
        title: String,
        /// What lies in it, from top to bottom.
        parts: Vec<Part>,
    },
}

impl Part {
    /// A box like the others.
    pub fn plain(title: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::Box { title: title.into(), detail: detail.into(), emphasis: Emphasis::Plain }
    }

    /// A box that the picture is about.
    pub fn key(title: impl Into<String>, detail: impl Into<String>) -> Self {
        Self::Box { title: title.into(), detail: detail.into(), emphasis: Emphasis::Key }
    }

    /// A frame.
    pub fn zone(title: impl Into<String>, parts: Vec<Self>) -> Self {
        Self::Zone { title: title.into(), parts }
    }

    /// The part in words, for those who do not see the picture.
    fn tell(&self, story: &mut Vec<String>) {
        match self {
            Self::Box { title, detail, .. } if detail.is_empty() => story.push(title.clone()),
            Self::Box { title, detail, .. } => story.push(format!("{title} ({detail})")),
            Self::Zone { title, parts } => {
                let mut inside = Vec::new();
                for part in parts {
                    part.tell(&mut inside);
                }
                story.push(format!("{title} [ {} ]", inside.join(" → ")));
            }
        }
    }
}

/// One column of the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Lane {
    /// From top to bottom, joined by arrows.
    pub parts: Vec<Part>,
}

/// Draws lanes side by side, or one below the other where there is no room. `caption` stands below and names the
/// picture; the text alternative of each lane is its parts in order.
pub fn diagram(lanes: &[Lane], caption: &str) -> String {
    let mut markup = String::from(r#"<figure class="picture"><div class="diagram">"#);
    for lane in lanes {
        let mut body = String::new();
        let height = column(&lane.parts, 1.0, 1.0, WIDTH - 2.0, &mut body) + 2.0;
        let mut story = Vec::new();
        for part in &lane.parts {
            part.tell(&mut story);
        }
        let _ = write!(
            markup,
            r#"<svg role="img" viewBox="0 0 {WIDTH} {height:.0}" aria-label="{}">{body}</svg>"#,
            escape(&story.join(" → "))
        );
    }
    let _ = write!(markup, "</div><figcaption>{}</figcaption></figure>", escape(caption));
    markup
}

/// Draws parts below each other and returns the height they took.
fn column(parts: &[Part], x: f32, y: f32, room: f32, out: &mut String) -> f32 {
    let mut height = 0.0;
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            arrow(x + room / 2.0, y + height + 3.0, out);
            height += GAP;
        }
        height += draw(part, x, y + height, room, out);
    }
    height
}

/// Draws one part and returns its height.
fn draw(part: &Part, x: f32, y: f32, room: f32, out: &mut String) -> f32 {
    match part {
        Part::Box { title, detail, emphasis } => {
            let titles = wrap(title, TITLE.0 * 1.06, room - 2.0 * PAD);
            let details = wrap(detail, DETAIL.0, room - 2.0 * PAD);
            let height =
                2.0 * PAD + rows(titles.len(), TITLE.1) + rows(details.len(), DETAIL.1) - 4.0;
            let class = match emphasis {
                Emphasis::Plain => "d-box",
                Emphasis::Key => "d-key",
            };
            frame(class, x, y, room, height, out);
            let below = lines(&titles, "d-title", x + PAD, y + PAD + 10.0, TITLE.1, out);
            lines(&details, "d-small", x + PAD, below - 1.0, DETAIL.1, out);
            height
        }
        Part::Zone { title, parts } => {
            let titles = wrap(title, TITLE.0 * 1.06, room - 2.0 * PAD);
            let head = PAD + rows(titles.len(), TITLE.1) + 2.0;
            let mut inside = String::new();
            let height =
                head + column(parts, x + PAD, y + head, room - 2.0 * PAD, &mut inside) + PAD;
            frame("d-zone", x, y, room, height, out);
            lines(&titles, "d-title", x + PAD, y + PAD + 9.0, TITLE.1, out);
            out.push_str(&inside);
            height
        }
    }
}

/// Height of so many lines.
#[allow(clippy::cast_precision_loss, reason = "a handful of lines")]
fn rows(count: usize, leading: f32) -> f32 {
    count as f32 * leading
}

fn frame(class: &str, x: f32, y: f32, width: f32, height: f32, out: &mut String) {
    let _ = write!(
        out,
        r#"<rect class="{class}" x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" rx="6"/>"#
    );
}

/// Writes lines from a first base line down and returns the base line after the last.
fn lines(texts: &[String], class: &str, x: f32, first: f32, leading: f32, out: &mut String) -> f32 {
    let mut base = first;
    for text in texts {
        let _ = write!(
            out,
            r#"<text class="{class}" x="{x:.1}" y="{base:.1}">{}</text>"#,
            escape(text)
        );
        base += leading;
    }
    base
}

fn arrow(x: f32, y: f32, out: &mut String) {
    let _ = write!(
        out,
        r#"<path class="d-arrow" d="M{x:.1} {y:.1}v13"/><path class="d-head" d="M{:.1} {:.1}h10l-5 8z"/>"#,
        x - 5.0,
        y + 12.0
    );
}

#[cfg(test)]
mod tests {
    use super::{Lane, Part, WIDTH, diagram};

    fn sample() -> String {
        let inside = vec![
            Part::plain("Kernel", "/dev/dxg"),
            Part::key("Libraries & friends", "/usr/lib/wsl/lib"),
        ];
        let parts = vec![Part::plain("Windows driver", "581.80"), Part::zone("WSL2", inside)];
        diagram(&[Lane { parts }], "How <WSL2> sees the GPU")
    }

    /// Numbers of an attribute, in order.
    fn numbers(markup: &str, name: &str) -> Vec<f32> {
        let start = format!(" {name}=\"");
        markup
            .split(&start)
            .skip(1)
            .filter_map(|rest| rest.split('"').next()?.parse().ok())
            .collect()
    }

    #[test]
    fn everything_lies_inside_the_view_box() {
        let markup = sample();
        let height: f32 = markup
            .split("viewBox=\"0 0 340 ")
            .nth(1)
            .and_then(|rest| rest.split('"').next()?.parse().ok())
            .unwrap_or_default();
        let (x, y) = (numbers(&markup, "x"), numbers(&markup, "y"));
        assert!(
            x.iter().all(|&x| x > 0.0 && x < WIDTH) && y.iter().all(|&y| y > 0.0 && y < height)
        );
        let bottom = numbers(&markup, "height").into_iter().fold(0.0, f32::max);
        assert!(bottom > 0.0 && bottom < height);
    }

    #[test]
    fn the_text_alternative_tells_the_same_story() {
        let markup = sample();
        assert!(markup.contains(
            r#"aria-label="Windows driver (581.80) → WSL2 [ Kernel (/dev/dxg) → Libraries &amp; friends (/usr/lib/wsl/lib) ]""#
        ));
        assert!(markup.contains("How &lt;WSL2&gt; sees the GPU"));
    }

    #[test]
    fn an_arrow_between_two_parts_and_none_before_the_first() {
        assert_eq!(sample().matches("d-head").count(), 2);
    }
}
