//! The six times of an incident as flags above the bands.

use super::{Layout, ROW, TEXT, clock::DAY, lanes::flags, plot::Mark, scale::Scale};
use crate::render::svg::element::{Canvas, width};

/// A flag: a line from the bands up to the name and the time.
pub(super) struct Label<'a> {
    mark: &'a Mark,
    time: &'a str,
    x: f64,
    lane: f64,
    left: bool,
}

/// Places flags, which are sorted by time, in a drawing of this width.
pub(super) fn place<'a>(marks: &'a [Mark], scale: &Scale, limit: f64) -> Vec<Label<'a>> {
    // Along days, and beyond a shortened gap, an hour alone does not say when.
    let main = scale.main();
    let days = main.end - main.start > 2 * DAY;
    let time = |mark: &'a Mark| -> &'a str {
        let plain = !days && main.start <= mark.at() && mark.at() <= main.end;
        if plain {
            &mark.time
        } else {
            &mark.day_and_time
        }
    };
    let sizes: Vec<(f64, f64)> = marks
        .iter()
        .map(|mark| (scale.x(mark.at()), text_width(&mark.name, time(mark))))
        .collect();
    let flags = flags(&sizes, limit);
    let highest = flags.iter().map(|flag| flag.lane).max().unwrap_or(0);
    marks
        .iter()
        .zip(sizes)
        .zip(flags)
        .map(|((mark, (x, _)), flag)| {
            #[allow(clippy::cast_precision_loss, reason = "six rows at most")]
            let lane = (highest - flag.lane) as f64;
            Label {
                mark,
                time: time(mark),
                x,
                lane,
                left: flag.left,
            }
        })
        .collect()
}

fn text_width(name: &str, time: &str) -> f64 {
    6.0 + width(name, TEXT) * 1.06 + 5.0 + width(time, TEXT)
}

/// Height of all flags.
pub(super) fn height(labels: &[Label<'_>]) -> f64 {
    let rows = labels
        .iter()
        .map(|label| label.lane + 1.0)
        .fold(0.0, f64::max);
    rows * ROW
}

pub(super) fn draw(canvas: &mut Canvas, labels: &[Label<'_>], layout: &Layout) {
    // Lines first: the halo of a text then hides a line that passes behind it.
    for label in labels {
        let (top, foot) = (4.0 + label.lane * ROW, layout.band);
        let at = [("x1", label.x), ("y1", top), ("x2", label.x), ("y2", foot)];
        canvas.shape("line", "tl-flag", &at);
    }
    for label in labels {
        let (class, x) = match label.left {
            true => ("tl-mark tl-left", label.x - 6.0),
            false => ("tl-mark", label.x + 6.0),
        };
        canvas.open(
            "text",
            class,
            &[("x", x), ("y", 4.0 + label.lane * ROW + 13.0)],
        );
        canvas.text("tspan", "tl-name", &[], &label.mark.name);
        canvas.text("tspan", "tl-time", &[("dx", 5.0)], label.time);
        canvas.close("text");
    }
}
