//! The entries: a dot for a moment, a hollow one when it is known roughly, a bar for a stretch.

use std::ops::Range;

use super::{
    lanes::stack,
    plot::{Event, Shape},
    scale::Scale,
};
use crate::render::svg::element::Canvas;

const RADIUS: f64 = 4.0;
const ROW: f64 = 11.0;
/// More rows would be a cloud.
const ROWS: usize = 5;

/// Where an entry stands.
pub(super) struct Dot {
    x: Range<f64>,
    row: f64,
}

/// Places entries, which are sorted by time.
pub(super) fn place(events: &[Event], scale: &Scale) -> Vec<Dot> {
    let stretches: Vec<Range<f64>> = events
        .iter()
        .map(|event| {
            let (start, end) = (scale.x(event.when.time.start), scale.x(event.when.time.end));
            start - RADIUS..end.max(start) + RADIUS
        })
        .collect();
    stack(&stretches, ROWS, 1.5)
        .into_iter()
        .zip(stretches)
        .map(|(row, x)| {
            #[allow(clippy::cast_precision_loss, reason = "a handful of rows")]
            let row = row as f64;
            Dot { x, row }
        })
        .collect()
}

/// Height of all rows of dots, with some air.
pub(super) fn height(dots: &[Dot]) -> f64 {
    let rows = dots.iter().map(|dot| dot.row + 1.0).fold(0.0, f64::max);
    rows * ROW + 8.0
}

/// More dots than this have no title each: nobody finds one by hovering, and the page stays small.
const TITLED: usize = 60;

/// Draws the dots, those of one shape together. Titles are for the pointer only; the list below says the same.
pub(super) fn draw(canvas: &mut Canvas, events: &[Event], dots: &[Dot], top: f64, titles: bool) {
    let titled = titles && events.len() <= TITLED;
    let rows = dots.iter().map(|dot| dot.row).fold(0.0, f64::max);
    for (shape, class) in [
        (Shape::Stretch, "tl-stretch"),
        (Shape::Point, "tl-point"),
        (Shape::About, "tl-about"),
    ] {
        let same = || {
            events
                .iter()
                .zip(dots)
                .filter(|(event, _)| event.shape == shape)
        };
        if same().next().is_none() {
            continue;
        }
        canvas.open("g", class, &[]);
        for (event, dot) in same() {
            // The first row is the one on the axis.
            let y = top + (rows - dot.row) * ROW + 6.0;
            let (name, attributes) = match shape {
                Shape::Stretch => ("rect", bar(dot, y)),
                Shape::Point | Shape::About => ("circle", round(dot, y)),
            };
            if titled {
                canvas.open(name, "", &attributes);
                canvas.text("title", "", &[], &event.title);
                canvas.close(name);
            } else {
                canvas.shape(name, "", &attributes);
            }
        }
        canvas.close("g");
    }
}

fn round(dot: &Dot, y: f64) -> Vec<(&'static str, f64)> {
    vec![
        ("cx", f64::midpoint(dot.x.start, dot.x.end)),
        ("cy", y),
        ("r", RADIUS),
    ]
}

fn bar(dot: &Dot, y: f64) -> Vec<(&'static str, f64)> {
    vec![
        ("x", dot.x.start),
        ("y", y - RADIUS),
        ("width", dot.x.end - dot.x.start),
        ("height", 2.0 * RADIUS),
        ("rx", RADIUS),
    ]
}
