use super::{Behind, Cell, Counted, Figure};
use crate::{
    insight::{
        Elapsed,
        stats::{Distribution, ENOUGH, Measure, Middle},
    },
    render::{
        svg::{Dots, dot_plot},
        texts::{Texts, count, say},
    },
};

/// A figure for each measure.
pub(super) fn figures(counted: Counted<'_>) -> Vec<Figure> {
    let all = counted.insight.stats.durations.iter();
    all.map(|one| figure(counted, one)).collect()
}

/// Anchor, the keys of title and meaning, and what has to be written down for it.
fn words_of(measure: Measure) -> (&'static str, &'static str, &'static str, [&'static str; 2]) {
    match measure {
        Measure::Ttd => (
            "ttd",
            "stats.ttd",
            "stats.ttd_about",
            ["`times.started`", "`times.detected`"],
        ),
        Measure::Tta => (
            "tta",
            "stats.tta",
            "stats.tta_about",
            ["`times.detected`", "`times.acknowledged`"],
        ),
        Measure::Ttm => (
            "ttm",
            "stats.ttm",
            "stats.ttm_about",
            ["`times.started`", "`times.mitigated`"],
        ),
        Measure::Ttr => (
            "ttr",
            "stats.ttr",
            "stats.ttr_about",
            ["`times.started`", "`times.resolved`"],
        ),
        Measure::TimeToFix => (
            "time-to-fix",
            "stats.fix",
            "stats.fix_about",
            ["`times.detected`", "`times.resolved`"],
        ),
        Measure::DebriefDelay => (
            "debrief-delay",
            "stats.delay",
            "stats.delay_about",
            ["`times.resolved`", "`process.debriefed`"],
        ),
    }
}

fn figure(counted: Counted<'_>, one: &Distribution) -> Figure {
    let (anchor, title, about, needs) = words_of(one.measure);
    let t = counted.texts;
    let title = t.get(title);
    let mut figure = Figure::new(anchor, title, t.get(about));
    figure.said = said(t, one, needs);
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
    figure.draw(|width, id| dot_plot(t, &dots, (width, id), title, &description));
    let head = vec![
        Cell::number(title),
        Cell::text(t.get("stats.debrief")),
        Cell::text(t.get("stats.date")),
    ];
    // The longest first: they are what one wants to read.
    figure.behind = Behind::new(t, head, one.points.len(), |i| {
        let point = one.points[one.points.len() - 1 - i];
        let elapsed = Elapsed::Seconds {
            seconds: point.seconds,
            approximate: point.approximate,
        };
        vec![
            Cell::number(t.elapsed(elapsed)),
            Cell::debrief(counted, point.debrief),
            Cell::date(counted, point.debrief),
        ]
    });
    figure
}

fn said(t: &Texts, one: &Distribution, [first, second]: [&str; 2]) -> Vec<String> {
    let n = one.points.len();
    let mut said = match (&one.middle, n) {
        (Some(middle), _) => middle_words(t, n, middle),
        (None, 0) => {
            let needs = say!(t, "stats.both", one = first, other = second);
            vec![say!(t, "stats.no_ends", needs = needs)]
        }
        (None, n) => vec![count!(t, "stats.few_values", n, enough = t.number(ENOUGH))],
    };
    let left: Vec<String> = [
        (one.unknown, "stats.end_unknown"),
        (one.day_only, "stats.day_only"),
        (one.negative, "stats.negative"),
    ]
    .into_iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, why)| t.count(why, count, &[]))
    .collect();
    if !left.is_empty() && n > 0 {
        said.push(say!(t, "stats.not_drawn", list = left.join(", ")));
    }
    said
}

fn middle_words(t: &Texts, n: usize, middle: &Middle) -> Vec<String> {
    let (low, high) = middle.interval;
    let mut said = vec![
        say!(
            t,
            "stats.median",
            n = t.number(n),
            median = rounded(t, middle.median),
            sure = t.percent((middle.coverage * 100.0).floor()),
            low = t.duration(low),
            high = t.duration(high),
        ),
        say!(
            t,
            "stats.half",
            low = rounded(t, middle.quartiles.0),
            high = rounded(t, middle.quartiles.1),
        ),
    ];
    if let Some(p90) = middle.p90 {
        said.push(say!(t, "stats.nine", time = rounded(t, p90)));
    }
    said
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "seconds of centuries fit exactly"
)]
fn rounded(t: &Texts, seconds: f64) -> String {
    t.duration(seconds.round() as i64)
}

fn targets(counted: Counted<'_>, measure: Measure) -> Vec<(i64, String)> {
    let targets = &counted.config.targets;
    let one = |target: jiff::SignedDuration| {
        let seconds = target.as_secs();
        (seconds, counted.texts.duration(seconds))
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
    let t = counted.texts;
    let process = counted.insight.stats.process;
    let list = |parts: &[(usize, &str)]| {
        let said: Vec<String> = parts
            .iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| t.count(what, *count, &[]))
            .collect();
        said.join(", ")
    };
    let debriefs = list(&[
        (process.in_time, "stats.of_in_window"),
        (process.early, "stats.of_before_it"),
        (process.late, "stats.of_after_it"),
        (process.held, "stats.of_not_compared"),
        (process.due, "stats.of_not_held"),
        (process.overdue, "stats.of_overdue"),
        (process.unknown, "stats.of_no_word"),
    ]);
    let checkpoints = list(&[
        (process.checkpoints_missed, "stats.of_missed"),
        (process.checkpoints_late, "stats.of_held_late"),
        (process.checkpoints_held, "stats.of_held"),
        (process.checkpoints_due, "stats.of_ahead"),
    ]);
    [
        ("stats.debriefs_list", debriefs),
        ("stats.checkpoints_list", checkpoints),
    ]
    .into_iter()
    .filter(|(_, list)| !list.is_empty())
    .map(|(what, list)| t.fill(what, &[("list", &list)]))
    .collect()
}
