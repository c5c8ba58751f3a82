use jiff::Timestamp;

use super::words::{self, Score};
use crate::{
    model::{Mark, Moment, Precision, TimelineEntry},
    parse::body::source::Source,
};

/// An entry of the timeline with a known time.
#[derive(Debug, Clone)]
pub(super) struct Row {
    /// In the timeline.
    pub(super) index: usize,
    pub(super) moment: Moment,
    /// To compare by.
    pub(super) key: Timestamp,
    pub(super) line: u32,
    /// The marks its author wrote.
    pub(super) marks: Vec<Mark>,
    /// What its words speak for.
    pub(super) score: Score,
}

impl Row {
    /// Whether the minute is known, so that a difference means something.
    pub(super) fn timed(&self) -> bool {
        self.moment.precision != Precision::Day
    }
}

/// How much of an entry's text is weighed, in bytes.
const WEIGHED: usize = 600;

/// The rows of a timeline that have a time, in the order written.
pub(super) fn of(source: &Source<'_>, entries: &[TimelineEntry]) -> Vec<Row> {
    let mut rows = Vec::with_capacity(entries.len());
    for (index, entry) in entries.iter().enumerate() {
        let Some(moment) = &entry.at else {
            continue;
        };
        rows.push(Row {
            index,
            moment: moment.clone(),
            key: moment.at.sort_key(),
            line: entry.line,
            marks: stated(entry),
            score: words::weigh(&evidence(source, entry)),
        });
    }
    if are_newest_first(&rows) {
        rows.reverse();
    }
    rows
}

/// Whether nearly every row is older than the one before it, as status pages have them.
fn are_newest_first(rows: &[Row]) -> bool {
    let steps = |wanted: fn(&Timestamp, &Timestamp) -> bool| {
        let pairs = rows.windows(2);
        pairs
            .filter(|pair| wanted(&pair[0].key, &pair[1].key))
            .count()
    };
    let (back, forth) = (steps(|a, b| a > b), steps(|a, b| a < b));
    back >= 2 && back > forth * 3
}

fn stated(entry: &TimelineEntry) -> Vec<Mark> {
    let first = entry.mark.filter(|_| entry.mark_stated);
    first
        .into_iter()
        .chain(entry.also.iter().copied())
        .collect()
}

/// The words of an entry. The text is its first line only, so the content is asked.
fn evidence(source: &Source<'_>, entry: &TimelineEntry) -> String {
    let mut text = String::new();
    for fragment in &entry.content {
        if text.len() > WEIGHED {
            break;
        }
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&source.plain_start(fragment.events.clone(), WEIGHED));
    }
    if text.is_empty() {
        text.clone_from(&entry.text);
    }
    let mut end = text.len().min(WEIGHED);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.truncate(end);
    text
}
