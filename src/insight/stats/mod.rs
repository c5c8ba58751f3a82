//! Figures about many debriefs, as far as their number allows; `docs/statistics.md` says what each means.
//!
//! No lone mean, no trend arrow, nothing about persons. What is not known is counted, never guessed.

mod answers;
mod durations;
mod follow;
mod interval;
mod matrix;
mod period;
#[cfg(test)]
mod tests;

use jiff::{Timestamp, civil::Date};
use serde::Serialize;

pub use answers::{Noticed, NoticedOverTime, Question, Tally};
pub use durations::{Distribution, Measure, Point};
pub use follow::{Cohort, FollowThrough, Horizon};
pub use interval::{ENOUGH, ENOUGH_FOR_TAIL, Middle, Share};
pub use matrix::{CauseColumn, Matrix};
pub use period::{Grain, MOST_PERIODS, Period};

use super::{CheckpointState, DebriefState, Insight};
use crate::{library::Library, model::Kind};

/// Which debriefs are counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scope {
    /// Incidents and security incidents, by position in the library, the newest first. Times and answers are theirs
    /// alone: a near miss hurt nobody, and a drill was planned.
    pub counted: Vec<usize>,
    /// Near misses.
    pub near_misses: usize,
    /// Drills.
    pub drills: usize,
    /// Debriefs in scope without a day: in the totals, in no period.
    pub undated: usize,
}

/// The periods everything over time is counted by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timescale {
    /// How long they are.
    pub grain: Grain,
    /// The oldest first; at most [`MOST_PERIODS`].
    pub periods: Vec<Period>,
    /// Older periods that are left out.
    pub left_out: usize,
}

impl Default for Timescale {
    fn default() -> Self {
        Self {
            grain: Grain::Year,
            periods: Vec::new(),
            left_out: 0,
        }
    }
}

/// How the meetings and the looks afterwards were kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Process {
    /// Debriefs held inside the window.
    pub in_time: usize,
    /// Before it.
    pub early: usize,
    /// After it.
    pub late: usize,
    /// Held, but when nobody can tell.
    pub held: usize,
    /// Not held yet, window open.
    pub due: usize,
    /// Not held, window over.
    pub overdue: usize,
    /// Nothing says whether.
    pub unknown: usize,
    /// Checkpoints held by their day.
    pub checkpoints_held: usize,
    /// Checkpoints held later.
    pub checkpoints_late: usize,
    /// Checkpoints whose day passed.
    pub checkpoints_missed: usize,
    /// Checkpoints ahead.
    pub checkpoints_due: usize,
}

/// Everything counted.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Stats {
    /// What is counted.
    pub scope: Scope,
    /// By which periods.
    pub time: Timescale,
    /// How long things took.
    pub durations: Vec<Distribution>,
    /// Found in time?
    pub detect: Question,
    /// Fixed in time?
    pub fix: Question,
    /// Who noticed first.
    pub noticed: NoticedOverTime,
    /// What becomes of action items.
    pub follow: FollowThrough,
    /// Which causes hurt which services.
    pub matrix: Matrix,
    /// The four steps.
    pub process: Process,
}

/// Counts a library; recurring causes must be known already. `now` decides how old action items are.
#[must_use]
pub fn derive(library: &Library, insight: &Insight, now: Timestamp) -> Stats {
    let scope = scope(library);
    let time = timescale(library, &scope);
    let counted = (&scope, &time);
    Stats {
        durations: durations::distributions(library, insight, &scope),
        detect: answers::question(library, insight, counted, |derived| derived.detect.answer),
        fix: answers::question(library, insight, counted, |derived| derived.fix.answer),
        noticed: answers::noticed(library, &scope, &time),
        follow: follow::follow_through(insight, super::today(now)),
        matrix: matrix::matrix(library, insight),
        process: process(insight, &scope),
        scope,
        time,
    }
}

fn scope(library: &Library) -> Scope {
    let mut scope = Scope::default();
    for (i, entry) in library.entries.iter().enumerate() {
        match entry.debrief.kind {
            Kind::Incident | Kind::Security => scope.counted.push(i),
            Kind::NearMiss => scope.near_misses += 1,
            Kind::Drill => scope.drills += 1,
        }
    }
    let undated = |i: &&usize| library.entries[**i].date().is_none();
    scope.undated = scope.counted.iter().filter(undated).count();
    scope
}

fn timescale(library: &Library, scope: &Scope) -> Timescale {
    let counted = scope.counted.iter();
    let dates: Vec<Date> = counted.filter_map(|&i| library.entries[i].date()).collect();
    let grain = Grain::of(&dates);
    let mut periods = grain.periods(&dates);
    let left_out = periods.len().saturating_sub(MOST_PERIODS);
    periods.drain(..left_out);
    Timescale {
        grain,
        periods,
        left_out,
    }
}

fn process(insight: &Insight, scope: &Scope) -> Process {
    let mut found = Process::default();
    for &debrief in &scope.counted {
        let tracker = &insight.derived[debrief].tracker;
        *match tracker.debrief {
            DebriefState::InTime => &mut found.in_time,
            DebriefState::Early => &mut found.early,
            DebriefState::Late => &mut found.late,
            DebriefState::Held => &mut found.held,
            DebriefState::Due => &mut found.due,
            DebriefState::Overdue => &mut found.overdue,
            DebriefState::Unknown => &mut found.unknown,
        } += 1;
        for (_, state) in &tracker.checkpoints {
            *match state {
                CheckpointState::Held => &mut found.checkpoints_held,
                CheckpointState::HeldLate => &mut found.checkpoints_late,
                CheckpointState::Missed => &mut found.checkpoints_missed,
                CheckpointState::Due => &mut found.checkpoints_due,
            } += 1;
        }
    }
    found
}
