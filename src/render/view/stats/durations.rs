use super::{Behind, Cell, Counted, Figure};
use crate::{
    insight::{
        Elapsed,
        stats::{Distribution, ENOUGH, Measure, Middle},
    },
    render::{
        svg::{Dots, dot_plot},
        texts::english,
        words,
    },
};

/// A figure for each measure.
pub(super) fn figures(counted: Counted<'_>) -> Vec<Figure> {
    let all = counted.insight.stats.durations.iter();
    all.map(|one| figure(counted, one)).collect()
}

/// Title, meaning, and what has to be written down for it.
fn words_of(measure: Measure) -> (&'static str, &'static str, &'static str, &'static str) {
    match measure {
        Measure::Ttd => (
            "ttd",
            "Time to detect",
            "From the fault going live until somebody or something noticed.",
            "`times.started` and `times.detected`",
        ),
        Measure::Tta => (
            "tta",
            "Time to acknowledge",
            "From being noticed until somebody took it.",
            "`times.detected` and `times.acknowledged`",
        ),
        Measure::Ttm => (
            "ttm",
            "Time to mitigate",
            "From the fault going live until users no longer hurt.",
            "`times.started` and `times.mitigated`",
        ),
        Measure::Ttr => (
            "ttr",
            "Time to resolve",
            "From the fault going live until it was completely fixed.",
            "`times.started` and `times.resolved`",
        ),
        Measure::TimeToFix => (
            "time-to-fix",
            "Time to fix",
            "From being noticed until completely fixed.",
            "`times.detected` and `times.resolved`",
        ),
        Measure::DebriefDelay => (
            "debrief-delay",
            "Debrief held after",
            "From the fix until people met.",
            "`times.resolved` and `process.debriefed`",
        ),
    }
}

fn figure(counted: Counted<'_>, one: &Distribution) -> Figure {
    let (anchor, title, about, needs) = words_of(one.measure);
    let mut figure = Figure::new(anchor, title, about);
    figure.said = said(one, needs);
    if one.measure == Measure::DebriefDelay {
        figure.said.extend(process(counted));
    }
    let values: Vec<i64> = one.points.iter().map(|point| point.seconds).collect();
    let targets = targets(counted, one.measure);
    let dots = Dots {
        values: &values,
        median: one
            .middle
            .as_ref()
            .map(|middle| (middle.median, middle.interval)),
        quartiles: one.middle.as_ref().map(|middle| middle.quartiles),
        targets: &targets,
    };
    let description = figure.said.join(" ");
    figure.draw(|width, id| dot_plot(&dots, width, title, &description, id));
    let head = vec![
        Cell::number(title),
        Cell::text("Debrief"),
        Cell::text("Date"),
    ];
    // The longest first: they are what one wants to read.
    figure.behind = Behind::new("The debriefs behind it", head, one.points.len(), |i| {
        let point = one.points[one.points.len() - 1 - i];
        let elapsed = Elapsed::Seconds {
            seconds: point.seconds,
            approximate: point.approximate,
        };
        vec![
            Cell::number(english().elapsed(elapsed)),
            Cell::debrief(counted, point.debrief),
            Cell::date(counted, point.debrief),
        ]
    });
    figure
}

fn said(one: &Distribution, needs: &str) -> Vec<String> {
    let n = one.points.len();
    let mut said = match (&one.middle, n) {
        (Some(middle), _) => middle_words(n, middle),
        (None, 0) => vec![format!("No incident says both ends: {needs}.")],
        (None, n) => vec![format!(
            "{} known: too few to speak of a middle, which takes {}.",
            words::capitalised(&words::counted(n, "value is", "values are")),
            english().number(ENOUGH)
        )],
    };
    let left: Vec<String> = [
        (one.unknown, "where an end is unknown"),
        (one.day_only, "known to the day only"),
        (one.negative, "where the end came first"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, why)| format!("{} {why}", english().number(count)))
    .collect();
    if !left.is_empty() && n > 0 {
        said.push(format!("Not drawn: {}.", left.join(", ")));
    }
    said
}

fn middle_words(n: usize, middle: &Middle) -> Vec<String> {
    let (low, high) = middle.interval;
    let mut said = vec![
        format!(
            "The median of {} is {}; {} % sure it lies between {} and {}.",
            english().number(n),
            rounded(middle.median),
            (middle.coverage * 100.0).floor(),
            english().duration(low),
            english().duration(high)
        ),
        format!(
            "Half lie between {} and {}.",
            rounded(middle.quartiles.0),
            rounded(middle.quartiles.1)
        ),
    ];
    if let Some(p90) = middle.p90 {
        said.push(format!("Nine of ten stay under {}.", rounded(p90)));
    }
    said
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "seconds of centuries fit exactly"
)]
fn rounded(seconds: f64) -> String {
    english().duration(seconds.round() as i64)
}

fn targets(counted: Counted<'_>, measure: Measure) -> Vec<(i64, String)> {
    let targets = &counted.config.targets;
    let one = |target: jiff::SignedDuration| {
        let seconds = target.as_secs();
        (seconds, english().duration(seconds))
    };
    match measure {
        Measure::Ttd => vec![one(targets.detect)],
        Measure::Ttr => vec![one(targets.fix)],
        Measure::DebriefDelay => vec![one(targets.debrief.0), one(targets.debrief.1)],
        Measure::Tta | Measure::Ttm | Measure::TimeToFix => Vec::new(),
    }
}

/// How the meetings and the looks afterwards were kept.
fn process(counted: Counted<'_>) -> Vec<String> {
    let process = counted.insight.stats.process;
    let list = |parts: &[(usize, &str)]| {
        let said: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{} {what}", english().number(*count)))
            .collect();
        said.join(", ")
    };
    let debriefs = list(&[
        (process.in_time, "in the window"),
        (process.early, "before it"),
        (process.late, "after it"),
        (process.held, "on a day that cannot be compared"),
        (process.due, "not held yet"),
        (process.overdue, "overdue"),
        (process.unknown, "without a word about it"),
    ]);
    let checkpoints = list(&[
        (process.checkpoints_missed, "missed"),
        (process.checkpoints_late, "held late"),
        (process.checkpoints_held, "held"),
        (process.checkpoints_due, "ahead"),
    ]);
    [("Debriefs", debriefs), ("Checkpoints", checkpoints)]
        .into_iter()
        .filter(|(_, list)| !list.is_empty())
        .map(|(what, list)| format!("{what}: {list}."))
        .collect()
}
