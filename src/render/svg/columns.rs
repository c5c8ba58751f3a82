//! Counts by period, in parts; and shares by period with their intervals.

use super::{Share, Svg, Tone, element::Canvas};
use crate::render::texts::{Texts, say};

/// What one period holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// `2026-Q3`
    pub label: String,
    /// From the bottom up; the same parts in every column.
    pub parts: Vec<Share>,
}

const HEIGHT: f64 = 96.0;
const LEFT: f64 = 34.0;
const WIDEST: f64 = 34.0;

/// A column for each period, cut into parts, at this width in pixels; `None` when nothing was counted. `id` must be
/// unique on the page.
#[must_use]
pub fn columns(t: &Texts, columns: &[Column], width: f64, title: &str, id: &str) -> Option<Svg> {
    let total = |column: &Column| column.parts.iter().map(|part| part.count).sum::<u32>();
    let most = columns.iter().map(total).max().filter(|most| *most > 0)?;
    let (first, last) = (columns.first()?, columns.last()?);
    let all: u32 = columns.iter().map(total).sum();
    let description = say!(
        t,
        "chart.sums",
        all = all,
        from = first.label,
        to = last.label,
        sums = sums(columns),
    );
    let mut canvas = Canvas::default();
    canvas.svg(
        "ch-columns",
        id,
        (width, HEIGHT + 30.0),
        title,
        &description,
    );
    frame(
        &mut canvas,
        &[(0.0, "0".into()), (1.0, most.to_string())],
        width,
    );
    let pitch = pitch(columns.len(), width);
    let bar = (pitch * 0.72).min(WIDEST);
    for (column, x) in columns.iter().zip(places(columns.len(), width)) {
        let mut y = 8.0 + HEIGHT;
        for part in column.parts.iter().filter(|part| part.count > 0) {
            let height = HEIGHT * f64::from(part.count) / f64::from(most);
            y -= height;
            // A hairline between parts tells them apart without colour.
            let at = [
                ("x", x - bar / 2.0),
                ("y", y),
                ("width", bar),
                ("height", (height - 1.0).max(1.0)),
            ];
            canvas.open("rect", part.tone.class(), &at);
            let said = say!(
                t,
                "chart.column",
                label = column.label,
                count = part.count,
                part = part.label,
            );
            canvas.text("title", "", &[], &said);
            canvas.close("rect");
        }
    }
    labels(
        &mut canvas,
        columns.iter().map(|column| column.label.as_str()),
        width,
    );
    canvas.close("svg");
    Some(Svg {
        markup: canvas.finish(),
        description,
    })
}

/// `12 yes, 8 no`
fn sums(columns: &[Column]) -> String {
    let parts = columns.first().map_or(0, |column| column.parts.len());
    let sum = |i: usize| -> u32 { columns.iter().map(|column| column.parts[i].count).sum() };
    let words: Vec<String> = (0..parts)
        .filter(|&i| sum(i) > 0)
        .map(|i| format!("{} {}", sum(i), columns[0].parts[i].label))
        .collect();
    words.join(", ")
}

/// The share of one period.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareAt {
    /// `2026-Q3`
    pub label: String,
    /// The share and the interval it may lie in, between 0 and 1; `None` where too few are known.
    pub share: Option<(f64, (f64, f64))>,
}

/// A dot with a whisker for each period whose share can be said; `None` with fewer than two. `id` must be unique on the
/// page.
#[must_use]
pub fn share_chart(
    t: &Texts,
    shares: &[ShareAt],
    width: f64,
    title: &str,
    id: &str,
) -> Option<Svg> {
    let known: Vec<&ShareAt> = shares.iter().filter(|at| at.share.is_some()).collect();
    let [first, .., last] = known.as_slice() else {
        return None;
    };
    let percent =
        |at: &ShareAt| t.percent(at.share.map_or(0.0, |(share, _)| (share * 100.0).round()));
    let description = say!(
        t,
        "chart.shares",
        first = percent(first),
        first_at = first.label,
        last = percent(last),
        last_at = last.label,
    );
    let mut canvas = Canvas::default();
    canvas.svg(
        "ch-columns",
        id,
        (width, HEIGHT + 30.0),
        title,
        &description,
    );
    let ticks = [
        (0.0, t.percent(0)),
        (0.5, t.percent(50)),
        (1.0, t.percent(100)),
    ];
    frame(&mut canvas, &ticks, width);
    let y = |share: f64| 8.0 + HEIGHT * (1.0 - share);
    for (at, x) in shares.iter().zip(places(shares.len(), width)) {
        let Some((share, (low, high))) = at.share else {
            continue;
        };
        let whisker = [("x1", x), ("x2", x), ("y1", y(low)), ("y2", y(high))];
        canvas.shape("line", "ch-interval", &whisker);
        canvas.open(
            "circle",
            "ch-dot",
            &[("cx", x), ("cy", y(share)), ("r", 4.0)],
        );
        canvas.text("title", "", &[], &format!("{}: {}", at.label, percent(at)));
        canvas.close("circle");
    }
    labels(
        &mut canvas,
        shares.iter().map(|at| at.label.as_str()),
        width,
    );
    canvas.close("svg");
    Some(Svg {
        markup: canvas.finish(),
        description,
    })
}

fn frame(canvas: &mut Canvas, ticks: &[(f64, String)], width: f64) {
    for (share, label) in ticks {
        let y = 8.0 + HEIGHT * (1.0 - share);
        canvas.shape(
            "line",
            "ch-grid",
            &[("x1", LEFT), ("x2", width), ("y1", y), ("y2", y)],
        );
        canvas.text(
            "text",
            "ch-text ch-end",
            &[("x", LEFT - 5.0), ("y", y + 4.0)],
            label,
        );
    }
}

#[allow(clippy::cast_precision_loss, reason = "a few dozen columns")]
fn pitch(count: usize, width: f64) -> f64 {
    // A few columns stand together on the left rather than far apart.
    ((width - LEFT) / count.max(1) as f64).min(WIDEST * 2.4)
}

/// Where the columns stand.
#[allow(clippy::cast_precision_loss, reason = "a few dozen columns")]
fn places(count: usize, width: f64) -> impl Iterator<Item = f64> {
    let pitch = pitch(count, width);
    (0..count).map(move |i| LEFT + pitch * (i as f64 + 0.5))
}

/// As many labels as there is room for, the last one always.
fn labels<'a>(canvas: &mut Canvas, labels: impl ExactSizeIterator<Item = &'a str>, width: f64) {
    let count = labels.len();
    let pitch = pitch(count, width);
    let labels: Vec<(&str, f64)> = labels.zip(places(count, width)).collect();
    let widest = labels
        .iter()
        .map(|(label, _)| super::element::width(label, 12.0) + 8.0)
        .fold(1.0, f64::max);
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a few dozen, at least 1"
    )]
    let step = (widest / pitch).ceil().max(1.0) as usize;
    for (i, (label, x)) in labels.iter().enumerate() {
        if (count - 1 - i).is_multiple_of(step) {
            let half = super::element::width(label, 12.0) / 2.0;
            let x = x.clamp(half, (width - half).max(half));
            canvas.text(
                "text",
                "ch-text ch-mid",
                &[("x", x), ("y", HEIGHT + 26.0)],
                label,
            );
        }
    }
}

impl Tone {
    /// The class that colours it.
    pub(crate) fn class(self) -> &'static str {
        match self {
            Self::Good => "ch-good",
            Self::Warn => "ch-warn",
            Self::Bad => "ch-bad",
            Self::Muted => "ch-muted",
            Self::Unknown => "ch-unknown",
        }
    }
}
