//! What stated lengths of time (`Time to detection: 8 minutes`) say about the rows of the timeline.

use jiff::SignedDuration;

use super::{Story, rows::Row};
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{At, Mark, Moment, Provenance, Times},
    parse::body::{
        facts::{Facts, Length, StatedLength},
        source::Source,
    },
};

/// Points for a row that lies exactly, or nearly, so long after the start as stated.
const EXACT: f32 = 5.0;
const NEAR: f32 = 2.5;

/// A reading with fewer is no better than none.
const FEWEST_POINTS: f32 = 2.5;

/// Most rows that are looked at; no timeline a person wrote has more that matter.
const MOST_ROWS: usize = 120;

fn stated(facts: &Facts, what: Length) -> Option<&StatedLength> {
    facts.lengths.iter().find(|l| l.what == what)
}

/// A way to read the timeline with the stated lengths.
#[derive(Debug, Clone, Default)]
struct Reading {
    points: f32,
    chosen: Vec<(Mark, usize)>,
    /// Whether at least one stated length leads from a row to a row.
    holds: bool,
}

/// The rows that the stated lengths point at: of all starts, the one from which most of them lead to a row whose words
/// fit.
pub(super) fn choose(rows: &[Row], facts: &Facts, story: &Story<'_, '_>) -> Vec<(Mark, usize)> {
    let detect = stated(facts, Length::Detect);
    let resolve = stated(facts, Length::Resolve).or_else(|| stated(facts, Length::Mitigate));
    if detect.is_none() && resolve.is_none() {
        return Vec::new();
    }
    let mut best = Reading {
        points: FEWEST_POINTS,
        ..Reading::default()
    };
    for (start, row) in rows.iter().enumerate().take(MOST_ROWS) {
        if !row.timed()
            || story
                .get(Mark::Started)
                .is_some_and(|m| m.at.sort_key() != row.key)
        {
            continue;
        }
        let reading = read(rows, start, detect, resolve, story);
        if reading.holds && reading.points > best.points {
            best = reading;
        }
    }
    best.chosen
}

fn read(
    rows: &[Row],
    start: usize,
    detect: Option<&StatedLength>,
    resolve: Option<&StatedLength>,
    story: &Story<'_, '_>,
) -> Reading {
    let row = &rows[start];
    let mut out = Reading {
        chosen: vec![(Mark::Started, start)],
        ..Reading::default()
    };
    // Earlier starts first among equals; a start that tells of recovery is none.
    #[allow(clippy::cast_precision_loss)]
    let late = start as f32 * 0.02;
    out.points = row.score.started.min(5.0) * 0.5 - row.score.resolved * 0.6 - late;
    // The report that something is broken is not the breaking, when the two are told apart.
    if row.score.detected >= 4.0 && detect.is_some_and(|d| d.figure.length > d.figure.slack) {
        out.points -= 3.0;
    }
    let mut detected = None;
    if let Some(stated) = detect
        && let Some((i, points)) = at_distance(rows, start, stated, |r| {
            r.score.detected.max(r.score.acknowledged).min(5.0) * 0.6 - r.score.resolved * 0.3
        })
        && story
            .get(Mark::Detected)
            .is_none_or(|m| m.at.sort_key() == rows[i].key)
    {
        out.points += points;
        out.holds = true;
        out.chosen.push((Mark::Detected, i));
        detected = Some(i);
    }
    if let Some(stated) = resolve {
        let end = |r: &Row| (r.score.resolved.max(r.score.mitigated)).min(5.0) * 0.6;
        let after = |i: usize| rows[i].key > detected.map_or(row.key, |d| rows[d].key.max(row.key));
        let from_start = at_distance(rows, start, stated, end).filter(|(i, _)| after(*i));
        let from_detection = detected
            .and_then(|d| at_distance(rows, d, stated, end))
            .filter(|(i, _)| after(*i))
            .map(|(i, p)| (i, p * 0.8));
        if let Some((i, points)) = from_start.or(from_detection) {
            out.points += points;
            out.holds = true;
            out.chosen.push((end_mark(rows, i, story), i));
        }
    }
    out
}

/// A recovery that a plainer end follows was the end of the impact, not the final one.
fn end_mark(rows: &[Row], row: usize, story: &Story<'_, '_>) -> Mark {
    if story
        .get(Mark::Resolved)
        .is_some_and(|m| m.at.sort_key() == rows[row].key)
    {
        return Mark::Resolved;
    }
    let here = &rows[row];
    let later = rows.iter().any(|r| {
        r.key > here.key && r.score.resolved >= 4.0 && r.score.resolved + 0.5 >= here.score.resolved
    });
    if later && here.score.resolved < 5.0 {
        Mark::Mitigated
    } else {
        Mark::Resolved
    }
}

/// The row a stated length leads to, with its points.
fn at_distance(
    rows: &[Row],
    from: usize,
    stated: &StatedLength,
    words: impl Fn(&Row) -> f32,
) -> Option<(usize, f32)> {
    let start = rows[from].key;
    let length = stated.figure.length;
    let exact = SignedDuration::from_secs(60);
    // People round a little, and count from a neighbouring minute.
    let percent = SignedDuration::from_secs((length.as_secs() / 100).min(300));
    let near = stated.figure.slack.max(percent).max(exact);
    let mut best: Option<(usize, f32)> = None;
    for (i, row) in rows.iter().enumerate().take(MOST_ROWS) {
        if !row.timed() {
            continue;
        }
        let off = (row.key.duration_since(start) - length).abs();
        let base = if off < exact {
            EXACT
        } else if off <= near {
            NEAR
        } else {
            continue;
        };
        let fit = words(row);
        // Nearly the right distance to a row that tells of something else is chance.
        let base = if base < EXACT && fit < 1.0 {
            base / 2.0
        } else {
            base
        };
        let points = base + fit;
        if best.is_none_or(|(_, p)| points > p) {
            best = Some((i, points));
        }
    }
    best
}

/// Fills a time that no row gives from one that is known and the stated length between them.
pub(super) fn derive(story: &mut Story<'_, '_>) {
    let Some(stated) = stated(story.facts, Length::Detect) else {
        return;
    };
    let (length, from) = (
        stated.figure.length,
        Provenance::Body(story.source.line(stated.at.start)),
    );
    match (
        story.get(Mark::Started).cloned(),
        story.get(Mark::Detected).cloned(),
    ) {
        (Some(started), None) => {
            if let Some(moment) = shifted(&started, length) {
                story.set(Mark::Detected, moment, from);
            }
        }
        (None, Some(detected)) => {
            if let Some(moment) = shifted(&detected, -length) {
                story.set(Mark::Started, moment, from);
            }
        }
        _ => {}
    }
}

fn shifted(moment: &Moment, by: SignedDuration) -> Option<Moment> {
    let At::Instant { timestamp, offset } = moment.at else {
        return None;
    };
    let timestamp = timestamp.checked_add(by).ok()?;
    Some(Moment::new(At::Instant { timestamp, offset }).approximate())
}

/// Reports stated lengths that the times found do not give.
pub(super) fn contradictions(
    source: &Source<'_>,
    times: &Times,
    facts: &Facts,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let at = |mark: Mark| {
        let slot = match mark {
            Mark::Started => &times.started,
            Mark::Detected => &times.detected,
            Mark::Mitigated => &times.mitigated,
            _ => &times.resolved,
        };
        slot.as_ref().and_then(|s| s.value.at.timestamp())
    };
    for stated in &facts.lengths {
        let ends: &[Mark] = match stated.what {
            Length::Detect => &[Mark::Detected],
            Length::Acknowledge => continue,
            Length::Mitigate | Length::Resolve => &[Mark::Resolved, Mark::Mitigated],
        };
        let starts: &[Mark] = if stated.what == Length::Detect {
            &[Mark::Started]
        } else {
            &[Mark::Started, Mark::Detected]
        };
        let found: Vec<SignedDuration> = starts
            .iter()
            .flat_map(|s| ends.iter().map(move |e| (*s, *e)))
            .filter_map(|(s, e)| Some(at(e)?.duration_since(at(s)?)))
            .collect();
        let slack = stated.figure.slack;
        if let Some(first) = found.first()
            && !found
                .iter()
                .any(|d| (*d - stated.figure.length).abs() <= slack)
        {
            diagnostics.push(
                source
                    .finding(Code::Contradiction, format!("`{}` does not agree with the timeline, which gives {}", stated.text, in_words(*first)), &stated.at, "")
                    .help("correct the figure or the timeline, or write the times into the frontmatter; pages show what the timeline gives"),
            );
        }
    }
}

fn in_words(length: SignedDuration) -> String {
    let minutes = length.as_mins();
    let (days, hours, minutes) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
    let mut parts = Vec::new();
    for (value, unit) in [(days, "d"), (hours, "h"), (minutes, "min")] {
        if value != 0 {
            parts.push(format!("{value} {unit}"));
        }
    }
    if parts.is_empty() {
        "0 min".into()
    } else {
        parts.join(" ")
    }
}
