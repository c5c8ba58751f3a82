//! Durations as dots on a logarithmic axis: every incident is seen, and the long ones do not hide the short.

use super::{Svg, element::Canvas};
use crate::render::texts::{Texts, say};

/// What a drawing of durations shows, in seconds.
#[derive(Debug, Clone, PartialEq)]
pub struct Dots<'a> {
    /// Sorted; none negative.
    pub values: &'a [i64],
    /// The middle value, with the interval it may lie in, when there are enough values.
    pub median: Option<(f64, (i64, i64))>,
    /// The middle half of the values.
    pub quartiles: Option<(f64, f64)>,
    /// What counts as soon enough, with its name.
    pub targets: &'a [(i64, String)],
}

/// Ticks an axis may have: minutes to a year.
const TICKS: [i64; 13] = [
    60,
    300,
    900,
    3600,
    4 * 3600,
    12 * 3600,
    86_400,
    3 * 86_400,
    7 * 86_400,
    30 * 86_400,
    91 * 86_400,
    365 * 86_400,
    1826 * 86_400,
];

const RADIUS: f64 = 3.2;
const PITCH: f64 = 7.0;
const EDGE: f64 = 22.0;
const TOP: f64 = 20.0;

/// Dots on top of each other at most; when there are more, each dot stands for several.
const STACK: usize = 14;

/// Draws durations at this width in pixels; `None` without values. Shorter ones than a minute stand at a minute. `id`
/// must be unique on the page.
#[must_use]
pub fn dot_plot(
    t: &Texts,
    dots: &Dots<'_>,
    (width, id): (f64, &str),
    title: &str,
    description: &str,
) -> Option<Svg> {
    let axis = Axis::of(t, dots, width)?;
    let stacks = axis.stacks(dots.values);
    let most = stacks.iter().copied().max().unwrap_or(0);
    let each = most.div_ceil(STACK).max(1);
    #[allow(clippy::cast_precision_loss, reason = "at most `STACK`")]
    let height = most.div_ceil(each) as f64 * PITCH + 12.0;
    let floor = TOP + height;
    let mut description = description.to_owned();
    if each > 1 {
        description.push(' ');
        description.push_str(&say!(t, "chart.each", n = each));
    }
    let mut canvas = Canvas::default();
    canvas.svg("ch-dots", id, (width, floor + 34.0), title, &description);
    band(&mut canvas, &axis, dots, floor);
    axis.draw(&mut canvas, floor);
    targets(&mut canvas, &axis, dots.targets, floor);
    for (column, &count) in stacks.iter().enumerate() {
        for level in 0..count.div_ceil(each) {
            #[allow(clippy::cast_precision_loss, reason = "a few hundred pixels")]
            let at = [
                ("cx", EDGE + column as f64 * PITCH + PITCH / 2.0),
                ("cy", floor - 6.0 - level as f64 * PITCH),
                ("r", RADIUS),
            ];
            canvas.shape("circle", "ch-dot", &at);
        }
    }
    middle(&mut canvas, &axis, dots, floor);
    canvas.close("svg");
    Some(Svg {
        markup: canvas.finish(),
        description,
    })
}

/// From seconds to pixels.
struct Axis {
    ticks: Vec<(i64, String)>,
    width: f64,
}

impl Axis {
    /// From the tick at or below the least to the one at or above the greatest, targets included.
    fn of(t: &Texts, dots: &Dots<'_>, width: f64) -> Option<Self> {
        let named = dots.targets.iter().map(|(seconds, _)| *seconds);
        let least = dots.values.iter().copied().chain(named.clone()).min()?;
        let most = dots.values.iter().copied().chain(named).max()?;
        if dots.values.is_empty() {
            return None;
        }
        let from = TICKS.iter().rposition(|at| *at <= least).unwrap_or(0);
        let to = TICKS.iter().position(|at| *at >= most);
        let to = to
            .unwrap_or(TICKS.len() - 1)
            .max((from + 1).min(TICKS.len() - 1));
        Some(Self {
            ticks: (TICKS[from.min(to - 1)..=to].iter())
                .map(|&seconds| (seconds, t.tick(seconds)))
                .collect(),
            width,
        })
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "seconds of centuries fit exactly"
    )]
    fn x(&self, seconds: f64) -> f64 {
        let (first, last) = (
            self.ticks[0].0 as f64,
            self.ticks[self.ticks.len() - 1].0 as f64,
        );
        let at = (seconds.clamp(first, last) / first).ln() / (last / first).ln();
        EDGE + at * (self.width - 2.0 * EDGE)
    }

    /// How many values stand in each column of dots.
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few hundred pixels, none negative"
    )]
    fn stacks(&self, values: &[i64]) -> Vec<usize> {
        let columns = ((self.width - 2.0 * EDGE) / PITCH).floor() as usize + 1;
        let mut stacks = vec![0; columns];
        for &value in values {
            let column = ((self.x(value as f64) - EDGE) / PITCH).floor() as usize;
            stacks[column.min(columns - 1)] += 1;
        }
        stacks
    }

    fn draw(&self, canvas: &mut Canvas, floor: f64) {
        let line = [
            ("x1", EDGE),
            ("x2", self.width - EDGE),
            ("y1", floor),
            ("y2", floor),
        ];
        canvas.shape("line", "ch-axis", &line);
        let mut free = 0.0;
        for (seconds, label) in &self.ticks {
            #[allow(clippy::cast_precision_loss, reason = "seconds of years")]
            let x = self.x(*seconds as f64);
            canvas.shape(
                "line",
                "ch-axis",
                &[("x1", x), ("x2", x), ("y1", floor), ("y2", floor + 4.0)],
            );
            let half = super::element::width(label, 12.0) / 2.0;
            if x - half >= free {
                canvas.text(
                    "text",
                    "ch-text ch-mid",
                    &[("x", x), ("y", floor + 28.0)],
                    label,
                );
                free = x + half + 8.0;
            }
        }
    }
}

/// The middle half, behind the dots.
fn band(canvas: &mut Canvas, axis: &Axis, dots: &Dots<'_>, floor: f64) {
    let Some((low, high)) = dots.quartiles else {
        return;
    };
    let (from, to) = (axis.x(low), axis.x(high));
    let at = [
        ("x", from),
        ("y", TOP),
        ("width", (to - from).max(1.0)),
        ("height", floor - TOP),
    ];
    canvas.shape("rect", "ch-band", &at);
}

/// The median with its interval, below the axis.
fn middle(canvas: &mut Canvas, axis: &Axis, dots: &Dots<'_>, floor: f64) {
    let Some((median, (low, high))) = dots.median else {
        return;
    };
    let y = floor + 9.0;
    #[allow(
        clippy::cast_precision_loss,
        reason = "seconds of centuries fit exactly"
    )]
    let (from, to) = (axis.x(low as f64), axis.x(high as f64));
    canvas.shape(
        "line",
        "ch-interval",
        &[("x1", from), ("x2", to), ("y1", y), ("y2", y)],
    );
    for x in [from, to] {
        canvas.shape(
            "line",
            "ch-interval",
            &[("x1", x), ("x2", x), ("y1", y - 3.0), ("y2", y + 3.0)],
        );
    }
    let x = axis.x(median);
    canvas.shape(
        "line",
        "ch-median",
        &[("x1", x), ("x2", x), ("y1", TOP), ("y2", y + 4.0)],
    );
}

fn targets(canvas: &mut Canvas, axis: &Axis, targets: &[(i64, String)], floor: f64) {
    for (seconds, name) in targets {
        #[allow(clippy::cast_precision_loss, reason = "seconds of years")]
        let x = axis.x(*seconds as f64);
        canvas.shape(
            "line",
            "ch-target",
            &[("x1", x), ("x2", x), ("y1", TOP - 4.0), ("y2", floor)],
        );
        let room = super::element::width(name, 12.0) + 4.0;
        let (class, at) = if x + room > axis.width {
            ("ch-text ch-end", x)
        } else {
            ("ch-text", x - 1.0)
        };
        canvas.text("text", class, &[("x", at), ("y", TOP - 8.0)], name);
    }
}
