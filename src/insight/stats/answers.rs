use std::collections::BTreeMap;

use serde::Serialize;

use super::{Period, Scope, Share, Timescale};
use crate::{
    insight::{Answer, Derived, Insight},
    library::Library,
    model::DetectedBy,
};

/// Answers to one question, counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// Soon enough.
    pub yes: usize,
    /// It healed itself: counts as a yes.
    pub automatic: usize,
    /// Not soon enough.
    pub no: usize,
    /// The times do not tell: in no share.
    pub unknown: usize,
}

impl Tally {
    fn add(&mut self, answer: Answer) {
        match answer {
            Answer::Yes => self.yes += 1,
            Answer::Automatic => self.automatic += 1,
            Answer::No => self.no += 1,
            Answer::Unknown => self.unknown += 1,
        }
    }

    /// Answers that are known.
    #[must_use]
    pub fn known(self) -> usize {
        self.yes + self.automatic + self.no
    }

    /// The share of "yes" among the known, when they are enough.
    #[must_use]
    pub fn share(self) -> Option<Share> {
        Share::of(self.yes + self.automatic, self.known())
    }
}

/// One of the two questions over time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Question {
    /// Over all debriefs in scope, those without a day too.
    pub total: Tally,
    /// By period, the oldest first.
    pub periods: Vec<(Period, Tally)>,
}

/// Who noticed first, in the groups that matter for what to do about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Noticed {
    /// Monitoring or automation.
    pub machine: usize,
    /// An employee.
    pub employee: usize,
    /// A customer, or somebody else outside.
    pub outside: usize,
    /// Nobody said, or nobody knows.
    pub unknown: usize,
}

impl Noticed {
    fn add(&mut self, by: Option<DetectedBy>) {
        match by {
            Some(DetectedBy::Monitoring | DetectedBy::Automation) => self.machine += 1,
            Some(DetectedBy::Employee) => self.employee += 1,
            Some(DetectedBy::Customer | DetectedBy::ThirdParty) => self.outside += 1,
            Some(DetectedBy::Unknown) | None => self.unknown += 1,
        }
    }

    /// Debriefs that say it.
    #[must_use]
    pub fn known(self) -> usize {
        self.machine + self.employee + self.outside
    }

    /// The share that was found from outside first, when enough debriefs say it.
    #[must_use]
    pub fn outside_share(self) -> Option<Share> {
        Share::of(self.outside, self.known())
    }
}

/// Who noticed first, over time.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NoticedOverTime {
    /// Over all debriefs in scope.
    pub total: Noticed,
    /// By period, the oldest first.
    pub periods: Vec<(Period, Noticed)>,
}

pub(super) fn question(
    library: &Library,
    insight: &Insight,
    (scope, time): (&Scope, &Timescale),
    answer: impl Fn(&Derived) -> Answer,
) -> Question {
    let add = |tally: &mut Tally, debrief: usize| tally.add(answer(&insight.derived[debrief]));
    let (total, periods) = over_time(library, scope, time, add);
    Question { total, periods }
}

pub(super) fn noticed(library: &Library, scope: &Scope, time: &Timescale) -> NoticedOverTime {
    let by = |debrief: usize| library.entries[debrief].debrief.detected_by;
    let add = |noticed: &mut Noticed, debrief: usize| noticed.add(by(debrief));
    let (total, periods) = over_time(library, scope, time, add);
    NoticedOverTime { total, periods }
}

/// Counts the debriefs in scope, all together and by period.
fn over_time<T: Copy + Default>(
    library: &Library,
    scope: &Scope,
    time: &Timescale,
    add: impl Fn(&mut T, usize),
) -> (T, Vec<(Period, T)>) {
    let mut total = T::default();
    let mut periods: BTreeMap<Period, T> = time
        .periods
        .iter()
        .map(|period| (*period, T::default()))
        .collect();
    for &debrief in &scope.counted {
        add(&mut total, debrief);
        let period = library.entries[debrief]
            .date()
            .map(|date| time.grain.period(date));
        if let Some(counted) = period.and_then(|period| periods.get_mut(&period)) {
            add(counted, debrief);
        }
    }
    (total, periods.into_iter().collect())
}
