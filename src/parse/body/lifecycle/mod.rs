//! When it started, was detected, acknowledged, mitigated and resolved, as far as the body says.
//!
//! In this order: a labelled time, a mark the author wrote, a stated length of time that points at a row, ordinary words.
//! Where these leave a doubt the time stays empty, for a wrong one misleads.

mod figures;
mod rows;
mod vocabulary;
mod words;

use super::{facts::Facts, source::Source};
use crate::{
    diagnostic::Diagnostic,
    model::{Mark, Moment, Provenance, Sourced, TimelineEntry, Times},
};
use rows::Row;

/// Reads the lifecycle from the timeline and the stated facts. Rows that were chosen get their mark.
pub(super) fn infer(
    source: &Source<'_>,
    entries: &mut [TimelineEntry],
    facts: &Facts,
    diagnostics: &mut Vec<Diagnostic>,
) -> Times {
    let rows = rows::of(source, entries);
    let mut story = Story::new(source, &rows, facts);
    story.labels();
    story.marks();
    let choice = figures::choose(&rows, facts, &story);
    story.take(&choice);
    story.words();
    story.lengths();
    let chosen = story.chosen.clone();
    let times = story.times;
    figures::contradictions(source, &times, facts, diagnostics);
    for (mark, row) in chosen {
        let entry = &mut entries[rows[row].index];
        if entry.mark.is_none() {
            entry.mark = Some(mark);
        }
    }
    times
}

/// What has been decided so far.
struct Story<'s, 'a> {
    source: &'s Source<'a>,
    rows: &'s [Row],
    facts: &'s Facts,
    times: Times,
    /// Rows that were chosen for a time.
    chosen: Vec<(Mark, usize)>,
}

impl<'s, 'a> Story<'s, 'a> {
    fn new(source: &'s Source<'a>, rows: &'s [Row], facts: &'s Facts) -> Self {
        Self {
            source,
            rows,
            facts,
            times: Times::default(),
            chosen: Vec::new(),
        }
    }

    fn get(&self, mark: Mark) -> Option<&Moment> {
        let slot = match mark {
            Mark::Introduced => &self.times.introduced,
            Mark::Started => &self.times.started,
            Mark::Detected => &self.times.detected,
            Mark::Acknowledged => &self.times.acknowledged,
            Mark::Mitigated => &self.times.mitigated,
            Mark::Resolved => &self.times.resolved,
        };
        slot.as_ref().map(|s| &s.value)
    }

    /// Sets a time that nothing better has set.
    fn set(&mut self, mark: Mark, moment: Moment, from: Provenance) {
        let slot = match mark {
            Mark::Introduced => &mut self.times.introduced,
            Mark::Started => &mut self.times.started,
            Mark::Detected => &mut self.times.detected,
            Mark::Acknowledged => &mut self.times.acknowledged,
            Mark::Mitigated => &mut self.times.mitigated,
            Mark::Resolved => &mut self.times.resolved,
        };
        if slot.is_none() {
            *slot = Some(Sourced::new(moment, from));
        }
    }

    fn set_row(&mut self, mark: Mark, row: usize) {
        if self.get(mark).is_none() {
            let found = &self.rows[row];
            self.set(mark, found.moment.clone(), Provenance::Timeline(found.line));
            self.chosen.push((mark, row));
        }
    }

    /// Labelled times outside the timeline. A second sign of detection is the team's answer to the first.
    fn labels(&mut self) {
        for fact in &self.facts.times {
            let from = Provenance::Body(self.source.line(fact.at));
            self.set(fact.mark, fact.moment.clone(), from);
        }
    }

    /// Marks the author wrote: the first of each, but the last end.
    fn marks(&mut self) {
        for mark in [
            Mark::Introduced,
            Mark::Started,
            Mark::Detected,
            Mark::Acknowledged,
            Mark::Mitigated,
        ] {
            if let Some(row) = self.rows.iter().position(|r| r.marks.contains(&mark)) {
                self.set_row(mark, row);
            }
        }
        if let Some(row) = self
            .rows
            .iter()
            .rposition(|r| r.marks.contains(&Mark::Resolved))
        {
            self.set_row(Mark::Resolved, row);
        }
    }

    fn take(&mut self, choice: &[(Mark, usize)]) {
        for &(mark, row) in choice {
            self.set_row(mark, row);
        }
    }

    /// What ordinary words say, each role among the rows that its neighbours leave.
    fn words(&mut self) {
        self.word_detected();
        self.word_started();
        self.word_resolved();
        self.word_acknowledged();
        self.word_mitigated();
    }

    fn after(&self, row: &Row, mark: Mark) -> bool {
        self.get(mark).is_none_or(|m| row.key >= m.at.sort_key())
    }

    fn before(&self, row: &Row, mark: Mark) -> bool {
        self.get(mark).is_none_or(|m| row.key <= m.at.sort_key())
    }

    /// The earliest alert or report.
    fn word_detected(&mut self) {
        let fits =
            |r: &&(usize, &Row)| self.after(r.1, Mark::Started) && self.before(r.1, Mark::Resolved);
        let rows: Vec<(usize, &Row)> = self.rows.iter().enumerate().collect();
        let strong = rows
            .iter()
            .filter(fits)
            .find(|(_, r)| r.score.detected >= 4.0 && r.score.resolved < 4.0);
        // Who looks into it has detected it before; a vague word after that is about something else.
        let response = rows.iter().position(|(_, r)| r.score.acknowledged >= 4.0);
        let unanswered = &rows[..response.unwrap_or(rows.len())];
        let weak = || {
            unanswered
                .iter()
                .filter(fits)
                .find(|(_, r)| r.score.detected >= 2.5 && r.score.resolved < 4.0)
        };
        if let Some(&(row, _)) = strong.or_else(weak) {
            self.set_row(Mark::Detected, row);
        }
    }

    /// The first row before the detection that tells of a fault, or of the change that made it.
    fn word_started(&mut self) {
        if self.get(Mark::Started).is_some() {
            return;
        }
        let fits = |r: &Row| match self.get(Mark::Detected) {
            Some(detected) => r.key < detected.at.sort_key(),
            None => self.before(r, Mark::Resolved),
        };
        let candidates: Vec<usize> = (0..self.rows.len())
            .filter(|&i| fits(&self.rows[i]))
            .collect();
        let fault = candidates
            .iter()
            .copied()
            .find(|&i| self.rows[i].score.started >= 3.0);
        let detected = self.get(Mark::Detected).is_some();
        let change = || {
            candidates
                .iter()
                .copied()
                .find(|&i| detected && self.rows[i].score.started >= 1.5)
        };
        if let Some(row) = fault.or_else(change) {
            self.set_row(Mark::Started, row);
        }
    }

    /// The explicit end: the last row that tells of one. Something that healed before anybody saw it ended before it was
    /// detected.
    fn word_resolved(&mut self) {
        let late = |r: &Row| self.after(r, Mark::Started) && self.after(r, Mark::Mitigated);
        let plain = |r: &Row, least: f32| {
            let other = r.score.detected.max(r.score.acknowledged);
            r.score.resolved >= least && r.score.resolved + 1.0 >= other
        };
        let rows = self.rows;
        let found = [(4.0, true), (2.5, true), (4.5, false)]
            .iter()
            .find_map(|&(least, seen)| {
                rows.iter().rposition(|r| {
                    late(r) && (!seen || self.after(r, Mark::Detected)) && plain(r, least)
                })
            });
        if let Some(row) = found {
            self.set_row(Mark::Resolved, row);
        }
    }

    /// The first response. The report itself is one only where it says so plainly.
    fn word_acknowledged(&mut self) {
        let detected = self.get(Mark::Detected).map(|m| m.at.sort_key());
        let fits = |r: &Row| {
            self.after(r, Mark::Detected)
                && self.after(r, Mark::Started)
                && self.before(r, Mark::Resolved)
        };
        let least = |r: &Row| if Some(r.key) == detected { 4.0 } else { 3.0 };
        let found = self.rows.iter().position(|r| {
            fits(r) && r.score.acknowledged >= least(r) && r.score.resolved < r.score.acknowledged
        });
        if let Some(row) = found {
            self.set_row(Mark::Acknowledged, row);
        }
    }

    /// A work-around or the end of the impact, where it is apart from the final end.
    fn word_mitigated(&mut self) {
        let Some(resolved) = self.get(Mark::Resolved).map(|m| m.at.sort_key()) else {
            return;
        };
        let fits = |r: &Row| {
            r.key < resolved && self.after(r, Mark::Detected) && self.after(r, Mark::Started)
        };
        let found = self
            .rows
            .iter()
            .rposition(|r| fits(r) && r.score.mitigated >= 4.0);
        if let Some(row) = found {
            self.set_row(Mark::Mitigated, row);
        }
    }

    /// What a stated length gives where no row says it: detection so long after the start, or the start so long before.
    fn lengths(&mut self) {
        figures::derive(self);
    }
}
