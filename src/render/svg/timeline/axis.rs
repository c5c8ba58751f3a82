//! The axis: ticks at round times, days, and the places where a quiet gap is shortened.

use super::{
    Layout, SMALL,
    clock::quiet,
    plot::Plot,
    ticks::{Tick, ticks},
};
use crate::render::svg::element::{Canvas, width};

/// Of the axis with its two lines of text.
pub(super) const HEIGHT: f64 = 42.0;

pub(super) fn draw(canvas: &mut Canvas, plot: &Plot<'_>, room: f64, layout: &Layout) {
    let y = layout.axis;
    let (ticks, context) = ticks(&layout.scale, &plot.clock, room);
    for tick in context.iter().filter(|tick| tick.boundary) {
        line(canvas, "tl-day", tick.x, layout.band, y + 38.0);
    }
    for piece in &layout.scale.pieces {
        // A piece of one moment is a point, and still wants a stroke of the axis.
        let (start, end) = (piece.x.start - 6.0, piece.x.end + 6.0);
        canvas.shape(
            "line",
            "tl-axis",
            &[("x1", start), ("y1", y), ("x2", end), ("y2", y)],
        );
    }
    for (time, x) in layout.scale.gaps() {
        let middle = f64::midpoint(x.start, x.end);
        for offset in [-3.0, 3.0] {
            let at = middle + offset;
            canvas.shape(
                "line",
                "tl-break",
                &[
                    ("x1", at - 3.0),
                    ("y1", y + 5.0),
                    ("x2", at + 3.0),
                    ("y2", y - 5.0),
                ],
            );
        }
        let label = quiet(plot.clock.texts, time.end - time.start);
        canvas.text(
            "text",
            "tl-tick tl-quiet",
            &[("x", middle), ("y", y + 18.0)],
            &label,
        );
    }
    label_ticks(canvas, plot, &ticks, layout);
    for tick in context.iter().filter(|tick| !tick.label.is_empty()) {
        let x = if tick.boundary {
            tick.x + 4.0
        } else {
            tick.x - 6.0
        };
        canvas.text(
            "text",
            "tl-context",
            &[("x", x), ("y", y + 35.0)],
            &tick.label,
        );
    }
    name_clock(canvas, plot, &context, layout);
}

fn line(canvas: &mut Canvas, class: &str, x: f64, from: f64, to: f64) {
    canvas.shape(
        "line",
        class,
        &[("x1", x), ("y1", from), ("x2", x), ("y2", to)],
    );
}

fn label_ticks(canvas: &mut Canvas, plot: &Plot<'_>, ticks: &[Tick], layout: &Layout) {
    let y = layout.axis;
    let mut free = f64::NEG_INFINITY;
    for tick in ticks {
        line(canvas, "tl-axis", tick.x, y, y + 5.0);
        let half = width(&tick.label, SMALL) / 2.0;
        let in_gap = layout.scale.gaps().any(|(time, x)| {
            let label = width(&quiet(plot.clock.texts, time.end - time.start), SMALL) / 2.0;
            let middle = f64::midpoint(x.start, x.end);
            (tick.x - middle).abs() < half + label + 4.0
        });
        if !in_gap && tick.x - half >= free && tick.x + half <= layout.width {
            canvas.text(
                "text",
                "tl-tick",
                &[("x", tick.x), ("y", y + 18.0)],
                &tick.label,
            );
            free = tick.x + half + 6.0;
        }
    }
}

/// Says whose clock it is, where nothing else stands.
fn name_clock(canvas: &mut Canvas, plot: &Plot<'_>, context: &[Tick], layout: &Layout) {
    let Some(name) = &plot.clock.name else {
        return;
    };
    let taken = context
        .last()
        .map_or(0.0, |tick| tick.x + 8.0 + width(&tick.label, SMALL));
    let x = layout.width - 2.0;
    if x - width(name, SMALL) > taken {
        canvas.text(
            "text",
            "tl-clock",
            &[("x", x), ("y", layout.axis + 35.0)],
            name,
        );
    }
}
