//! Small charts for lists: counts over time, and parts of a whole.

use super::{Svg, element::Canvas};

/// How many in one month or year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bar {
    /// `Feb 2024`, `2024`.
    pub label: String,
    /// How many.
    pub count: u32,
}

/// A part of a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    /// What it is.
    pub label: String,
    /// How many.
    pub count: u32,
    /// How it is coloured.
    pub tone: Tone,
}

/// What a part of a whole means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Not as it should be.
    Warn,
    /// What must not be.
    Bad,
    /// Neither.
    Muted,
    /// Nobody knows: hollow.
    Unknown,
}

const BAR: f64 = 8.0;
const PITCH: f64 = 11.0;
const HEIGHT: f64 = 32.0;

/// A bar for each count, with the first and last label below; `None` without bars. `id` must be unique on the page.
#[must_use]
pub fn spark_bars(bars: &[Bar], title: &str, id: &str) -> Option<Svg> {
    let (first, last) = (bars.first()?, bars.last()?);
    let most = bars.iter().map(|bar| bar.count).max().unwrap_or(0);
    let total: u32 = bars.iter().map(|bar| bar.count).sum();
    let peak = bars.iter().find(|bar| bar.count == most).unwrap_or(first);
    let description = format!(
        "{total} from {} to {}, most in {} ({most}).",
        first.label, last.label, peak.label
    );
    let mut canvas = Canvas::default();
    #[allow(clippy::cast_precision_loss, reason = "a few hundred bars at most")]
    let width = (bars.len() as f64 * PITCH).max(120.0);
    canvas.svg("ch-spark", id, (width, HEIGHT + 18.0), title, &description);
    let mut x = 0.0;
    for bar in bars {
        let height = match bar.count {
            0 => 1.0,
            count => (HEIGHT * f64::from(count) / f64::from(most)).max(3.0),
        };
        let class = if bar.count == 0 { "ch-none" } else { "ch-bar" };
        let at = [
            ("x", x),
            ("y", HEIGHT - height),
            ("width", BAR),
            ("height", height),
            ("rx", 1.5),
        ];
        canvas.open("rect", class, &at);
        canvas.text("title", "", &[], &format!("{}: {}", bar.label, bar.count));
        canvas.close("rect");
        x += PITCH;
    }
    canvas.text(
        "text",
        "ch-text",
        &[("x", 0.0), ("y", HEIGHT + 14.0)],
        &first.label,
    );
    if bars.len() > 1 {
        canvas.text(
            "text",
            "ch-text ch-end",
            &[("x", width), ("y", HEIGHT + 14.0)],
            &last.label,
        );
    }
    canvas.close("svg");
    Some(Svg {
        markup: canvas.finish(),
        description,
    })
}

/// One bar cut into parts, each as long as it is large; `None` when all are 0. `id` must be unique on the page.
#[must_use]
pub fn share_bar(parts: &[Share], title: &str, id: &str) -> Option<Svg> {
    const WIDTH: f64 = 240.0;
    let total: u32 = parts.iter().map(|part| part.count).sum();
    if total == 0 {
        return None;
    }
    let words: Vec<String> = parts
        .iter()
        .filter(|part| part.count > 0)
        .map(|part| format!("{} {}", part.count, part.label))
        .collect();
    let description = format!("{} of {total}.", words.join(", "));
    let mut canvas = Canvas::default();
    canvas.svg("ch-share", id, (WIDTH, 12.0), title, &description);
    let mut x = 0.0;
    for part in parts.iter().filter(|part| part.count > 0) {
        let width = WIDTH * f64::from(part.count) / f64::from(total);
        // A hairline between parts tells them apart without colour.
        let at = [
            ("x", x),
            ("y", 0.0),
            ("width", (width - 1.0).max(1.0)),
            ("height", 12.0),
        ];
        canvas.open("rect", part.tone.class(), &at);
        canvas.text("title", "", &[], &format!("{} {}", part.count, part.label));
        canvas.close("rect");
        x += width;
    }
    canvas.close("svg");
    Some(Svg {
        markup: canvas.finish(),
        description,
    })
}
