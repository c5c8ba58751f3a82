//! What the debriefs say together: durations and answers, open actions, learnings, recurring causes.
//!
//! Functions from the library to values; nothing here knows how a page looks or where it is.

mod actions;
mod answers;
pub mod causes;
mod checkpoints;
mod digest;
mod durations;
mod glance;
mod learnings;
pub mod stats;
mod tracker;

use std::sync::Arc;

use jiff::{Timestamp, civil::Date, tz::Offset};

pub use actions::{ActionItem, Difference, Parent, Standing, Statement};
pub use answers::{Answer, AnswerFacts, Reason};
pub use checkpoints::CheckpointItem;
pub use digest::{Digest, Turned, digest};
pub use durations::{Durations, Elapsed};
pub use glance::glance;
pub use learnings::{LearningSource, LearningTopic, Recall, Theme, recall};
pub use tracker::{CheckpointState, DebriefState, Tracker};

use crate::{
    config::{Config, Targets},
    library::Library,
    model::Debrief,
};

/// What is computed for one debrief.
#[derive(Debug, Clone, PartialEq)]
pub struct Derived {
    /// Times between the marks of its life.
    pub durations: Durations,
    /// Found in time?
    pub detect: AnswerFacts,
    /// Fixed in time?
    pub fix: AnswerFacts,
    /// The four steps.
    pub tracker: Tracker,
    /// Positions in [`Insight::actions`] of its items, in document order.
    pub actions: Vec<usize>,
}

impl Derived {
    fn of(debrief: &Debrief, actions: Vec<usize>, (targets, today): (&Targets, Date)) -> Self {
        let durations = Durations::of(&debrief.times);
        Self {
            detect: answers::detect(debrief, &durations, targets),
            fix: answers::fix(debrief, &durations, targets),
            tracker: tracker::track(debrief, targets, today),
            durations,
            actions,
        }
    }
}

/// Everything computed from a library.
#[derive(Debug, Clone, Default)]
pub struct Insight {
    /// For each debrief of the library, by position.
    pub derived: Vec<Derived>,
    /// All action items of all states; one that several debriefs share by its ticket stands once.
    /// Open ones first: the most overdue, then the oldest.
    pub actions: Vec<ActionItem>,
    /// All learnings; those that say the same stand once. Those learned most often first, then the newest.
    pub learnings: Vec<LearningTopic>,
    /// What learnings are about, by slug.
    pub themes: Vec<Theme>,
    /// All checkpoints: missed ones first, then those ahead, then those held.
    pub checkpoints: Vec<CheckpointItem>,
    /// What came back; empty until [`causes::derive`] has run.
    pub causes: Arc<causes::Causes>,
    /// First days of the months that brought anything, the newest first.
    pub months: Vec<Date>,
    /// Figures; empty until [`stats::derive`] has run.
    pub stats: stats::Stats,
}

/// Computes all of it. `now` is the moment the site is built for; days are counted in UTC.
#[must_use]
pub fn derive(library: &Library, config: &Config, now: Timestamp) -> Insight {
    let ((learnings, themes), rest) = rayon::join(
        || learnings::collect(library, &config.learnings.themes),
        || derive_without_learnings(library, config, now),
    );
    Insight {
        learnings,
        themes,
        ..rest
    }
}

/// All of it but the learnings, which take longer than all the rest.
#[must_use]
pub fn derive_without_learnings(library: &Library, config: &Config, now: Timestamp) -> Insight {
    let today = today(now);
    let targets = &config.targets;
    let (actions, by_debrief) = actions::collect(library, today);
    let derived: Vec<Derived> = library
        .entries
        .iter()
        .zip(by_debrief)
        .map(|(entry, actions)| Derived::of(&entry.debrief, actions, (targets, today)))
        .collect();
    let mut insight = Insight {
        checkpoints: checkpoints::collect(library, &derived, &actions, today),
        derived,
        actions,
        ..Insight::default()
    };
    insight.months = digest::months(library, &insight, today);
    insight
}

impl Insight {
    /// Adds what came back, and marks the actions that belong to it.
    #[must_use]
    pub fn with_causes(mut self, causes: Arc<causes::Causes>) -> Self {
        actions::mark_recurring(&mut self.actions, &causes);
        self.causes = causes;
        self
    }
}

/// The day it is, in UTC.
#[must_use]
pub fn today(now: Timestamp) -> Date {
    Offset::UTC.to_datetime(now).date()
}

#[cfg(test)]
mod tests;
