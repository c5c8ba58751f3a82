use std::ops::Range;

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    model::{Mark, Moment, Precision, TimelineEntry},
    render::{Html, body::Body, clock::Clock, texts::say},
};

/// A stretch of the timeline, by days.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct TimelineView {
    days: Vec<Day>,
}

#[derive(Debug, Clone, Serialize)]
struct Day {
    /// `20 November 2026`
    name: Option<String>,
    /// What its times are told in, when that is one zone: `CET`.
    zone: Option<String>,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, Serialize)]
struct Entry {
    anchor: String,
    /// ISO 8601, when the time is known.
    iso: Option<String>,
    /// `01:31`, `~01:40`, `17:00–18:00`, or what was written.
    at: String,
    mark: Option<String>,
    /// Whether the mark was read from ordinary words.
    inferred: bool,
    text: Html,
}

impl TimelineView {
    /// The entries `range` of a debrief's timeline.
    pub(crate) fn new(
        timeline: &[TimelineEntry],
        range: Range<usize>,
        clock: &Clock<'_>,
        body: &mut Body<'_>,
    ) -> Self {
        let mut days: Vec<(Option<Date>, Vec<usize>)> = Vec::new();
        for index in range {
            let date = timeline[index].at.as_ref().map(|at| at.at.date());
            match days.last_mut() {
                // An entry whose time nobody knows stands where its author put it.
                Some((day, entries)) if date.is_none() || *day == date => entries.push(index),
                _ => days.push((date, vec![index])),
            }
        }
        let day = |(date, entries): (Option<Date>, Vec<usize>)| Day {
            name: date.map(|date| clock.texts.day_long(date)),
            zone: zone(timeline, &entries, clock),
            entries: entries
                .into_iter()
                .map(|index| Entry::new(&timeline[index], index, clock, body))
                .collect(),
        };
        Self {
            days: days.into_iter().map(day).collect(),
        }
    }
}

/// The one zone of all these times.
fn zone(timeline: &[TimelineEntry], entries: &[usize], clock: &Clock<'_>) -> Option<String> {
    let mut zones = entries
        .iter()
        .filter_map(|&index| clock.zone(timeline[index].at.as_ref()?));
    let first = zones.next()?;
    zones.all(|zone| zone == first).then_some(first)
}

impl Entry {
    fn new(entry: &TimelineEntry, index: usize, clock: &Clock<'_>, body: &mut Body<'_>) -> Self {
        Self {
            anchor: format!("t{}", index + 1),
            iso: entry.at.as_ref().map(|at| at.at.to_string()),
            at: time(entry, clock),
            mark: entry
                .mark
                .map(|mark| clock.texts.get(mark_word(mark)).into()),
            inferred: !entry.mark_stated,
            text: body.blocks(&entry.content),
        }
    }
}

fn time(entry: &TimelineEntry, clock: &Clock<'_>) -> String {
    let Some(at) = &entry.at else {
        return entry.written.clone();
    };
    let Some(mut text) = clock.minute(at) else {
        return entry.until.as_ref().map_or_else(String::new, |until| {
            let day = clock.texts.day_of_year(until.at.date());
            say!(clock.texts, "mark.until", day = day)
        });
    };
    if at.precision == Precision::Approx && entry.until.is_none() {
        text.insert(0, '~');
    }
    if let Some(until) = &entry.until {
        text.push('–');
        text.push_str(&until_time(at, until, clock));
    }
    text
}

fn until_time(at: &Moment, until: &Moment, clock: &Clock<'_>) -> String {
    let day = clock.texts.day_of_year(until.at.date());
    match clock.minute(until) {
        Some(minute) if at.at.date() == until.at.date() => minute,
        Some(minute) => say!(clock.texts, "date.with_time", date = minute, time = day),
        None => day,
    }
}

/// The key of what an entry marked like this says happened.
pub(crate) fn mark_word(mark: Mark) -> &'static str {
    match mark {
        Mark::Introduced => "mark.introduced",
        Mark::Started => "mark.started",
        Mark::Detected => "mark.detected",
        Mark::Acknowledged => "mark.acknowledged",
        Mark::Mitigated => "mark.mitigated",
        Mark::Resolved => "mark.resolved",
    }
}
