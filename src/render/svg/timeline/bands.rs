//! The states of the incident, as bands with their name and length; those too short for words are named below.

use super::{
    Layout, MARGIN, ROW, TEXT,
    plot::{Band, Plot},
    scale::Scale,
};
use crate::render::svg::element::{Canvas, width};

const HEIGHT: f64 = 28.0;
/// Where the legend starts: below the labels of days.
const LEFT: f64 = MARGIN - 6.0;

/// A band named below the axis.
pub(super) struct Item<'a> {
    band: &'a Band,
    x: f64,
    row: f64,
}

/// Height of the bands with the space below them.
pub(super) fn height(plot: &Plot<'_>) -> f64 {
    if plot.bands.is_empty() {
        0.0
    } else {
        HEIGHT + 6.0
    }
}

/// The name and length of a band, else its length, whichever fits into it.
fn label(band: &Band, scale: &Scale) -> Option<String> {
    let (start, end) = (scale.x(band.time.start), scale.x(band.time.end));
    if gaps_in(scale, start, end).next().is_some() {
        return None;
    }
    [legend_text(band), band.length.clone()]
        .into_iter()
        .find(|label| width(label, TEXT) + 12.0 <= end - start)
}

/// The middles of the shortened gaps between two pixels.
fn gaps_in(scale: &Scale, start: f64, end: f64) -> impl Iterator<Item = f64> {
    scale
        .gaps()
        .filter(move |(_, x)| start <= x.start && x.end <= end)
        .map(|(_, x)| f64::midpoint(x.start, x.end))
}

pub(super) fn draw(canvas: &mut Canvas, plot: &Plot<'_>, layout: &Layout) {
    for band in &plot.bands {
        let (start, end) = (
            layout.scale.x(band.time.start),
            layout.scale.x(band.time.end),
        );
        let length = (end - start).max(1.5);
        let class = band.phase.class();
        canvas.shape(
            "rect",
            &format!("tl-band {class}"),
            &[
                ("x", start),
                ("y", layout.band),
                ("width", length),
                ("height", HEIGHT),
            ],
        );
        canvas.shape(
            "rect",
            &format!("tl-edge {class}"),
            &[
                ("x", start),
                ("y", layout.band + HEIGHT - 3.0),
                ("width", length),
                ("height", 3.0),
            ],
        );
        for middle in gaps_in(&layout.scale, start, end) {
            cut(canvas, middle, layout.band);
        }
        if let Some(label) = label(band, &layout.scale) {
            let x = f64::midpoint(start, end);
            canvas.text(
                "text",
                "tl-label",
                &[("x", x), ("y", layout.band + 18.0)],
                &label,
            );
        }
    }
}

/// Shows that a band is longer than it is drawn.
fn cut(canvas: &mut Canvas, x: f64, y: f64) {
    for offset in [-4.0, 2.0] {
        canvas.shape(
            "line",
            "tl-cut",
            &[
                ("x1", x + offset - 3.0),
                ("y1", y + HEIGHT + 2.0),
                ("x2", x + offset + 5.0),
                ("y2", y - 2.0),
            ],
        );
    }
}

/// The bands whose state is not named in them, in rows of at most `width` pixels.
pub(super) fn legend<'a>(plot: &'a Plot<'_>, scale: &Scale, limit: f64) -> Vec<Item<'a>> {
    let mut items = Vec::new();
    let (mut x, mut row) = (LEFT, 0.0);
    for band in &plot.bands {
        let text = legend_text(band);
        if label(band, scale).is_some_and(|label| label == text) {
            continue;
        }
        let needed = 18.0 + width(&text, TEXT);
        if x > LEFT && x + needed > limit {
            (x, row) = (LEFT, row + 1.0);
        }
        items.push(Item { band, x, row });
        x += needed + 18.0;
    }
    items
}

fn legend_text(band: &Band) -> String {
    format!("{} {}", band.name, band.length)
}

pub(super) fn legend_height(items: &[Item<'_>]) -> f64 {
    items
        .last()
        .map_or(0.0, |item| (item.row + 1.0) * ROW + 6.0)
}

pub(super) fn draw_legend(canvas: &mut Canvas, items: &[Item<'_>], top: f64) {
    for item in items {
        let y = top + 6.0 + item.row * ROW;
        let class = item.band.phase.class();
        for (kind, top, height) in [("tl-band", 0.0, 12.0), ("tl-edge", 10.0, 2.0)] {
            canvas.shape(
                "rect",
                &format!("{kind} {class}"),
                &[
                    ("x", item.x),
                    ("y", y + 2.0 + top),
                    ("width", 12.0),
                    ("height", height),
                ],
            );
        }
        let at = [("x", item.x + 18.0), ("y", y + 13.0)];
        canvas.text("text", "tl-legend", &at, &legend_text(item.band));
    }
}
