use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::Share;
use crate::{
    insight::{ActionItem, Insight},
    model::ActionState,
};

/// What has become of the action items written down in one month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Cohort {
    /// Done.
    pub done: usize,
    /// Decided against.
    pub dropped: usize,
    /// Moved upwards: still open, elsewhere.
    pub moved: usize,
    /// Open or in progress.
    pub open: usize,
    /// A bare bullet: nobody said.
    pub unmarked: usize,
}

impl Cohort {
    fn add(&mut self, state: ActionState) {
        match state {
            ActionState::Done => self.done += 1,
            ActionState::Irrelevant => self.dropped += 1,
            ActionState::Moved => self.moved += 1,
            ActionState::Open | ActionState::InProgress => self.open += 1,
            ActionState::Unknown => self.unmarked += 1,
        }
    }

    /// All of them.
    #[must_use]
    pub fn total(self) -> usize {
        self.done + self.dropped + self.moved + self.open + self.unmarked
    }
}

/// How far items had come so many days after they were written down.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Horizon {
    /// Days after.
    pub days: i32,
    /// Items that are at least so old, and marked.
    pub old_enough: usize,
    /// Of these, done by then.
    pub done: usize,
    /// Of these, decided against by then.
    pub dropped: usize,
    /// Of these, ended on a day that nobody wrote down: in no share.
    pub undated: usize,
    /// The share done by then of those with known days, when they are enough.
    pub share: Option<Share>,
}

/// What becomes of action items.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct FollowThrough {
    /// Every item.
    pub total: Cohort,
    /// By the month they were written down in (its first day), the oldest first; months without any are left out.
    pub months: Vec<(Date, Cohort)>,
    /// Items of debriefs without a day: in no month.
    pub undated: usize,
    /// After 14, 30 and 90 days.
    pub horizons: Vec<Horizon>,
}

/// Days after which items are looked at.
const HORIZONS: [i32; 3] = [14, 30, 90];

pub(super) fn follow_through(insight: &Insight, today: Date) -> FollowThrough {
    let mut found = FollowThrough::default();
    let mut months: BTreeMap<Date, Cohort> = BTreeMap::new();
    for item in &insight.actions {
        found.total.add(item.state);
        match item.since {
            Some(since) => months
                .entry(since.first_of_month())
                .or_default()
                .add(item.state),
            None => found.undated += 1,
        }
    }
    found.months = months.into_iter().collect();
    let at = |days| horizon(&insight.actions, days, today);
    found.horizons = HORIZONS.into_iter().map(at).collect();
    found
}

/// A bare bullet is left out: whether it was done is not known, and "not done" would be a claim.
fn horizon(items: &[ActionItem], days: i32, today: Date) -> Horizon {
    let mut found = Horizon {
        days,
        old_enough: 0,
        done: 0,
        dropped: 0,
        undated: 0,
        share: None,
    };
    for item in items
        .iter()
        .filter(|item| item.state != ActionState::Unknown)
    {
        let Some(since) = item
            .since
            .filter(|&since| (today - since).get_days() >= days)
        else {
            continue;
        };
        found.old_enough += 1;
        let by_then = item
            .closed
            .map(|closed| (closed - since).get_days() <= days);
        match (item.state, by_then) {
            (ActionState::Done | ActionState::Irrelevant, None) => found.undated += 1,
            (ActionState::Done, Some(true)) => found.done += 1,
            (ActionState::Irrelevant, Some(true)) => found.dropped += 1,
            _ => {}
        }
    }
    found.share = Share::of(found.done, found.old_enough - found.undated);
    found
}
