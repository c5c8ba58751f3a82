use serde::Serialize;

use super::{Middle, Scope};
use crate::{
    insight::{Derived, Elapsed, Insight},
    library::Library,
};

/// A time that is measured on every incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// From the fault going live until somebody or something noticed.
    Ttd,
    /// From that until somebody took it.
    Tta,
    /// From the fault going live until users no longer hurt.
    Ttm,
    /// From the fault going live until it was completely fixed.
    Ttr,
    /// From being noticed until completely fixed.
    TimeToFix,
    /// From the fix until people met.
    DebriefDelay,
}

impl Measure {
    /// All, in the order of the page.
    pub const ALL: [Self; 6] = [
        Self::Ttd,
        Self::Tta,
        Self::Ttm,
        Self::Ttr,
        Self::TimeToFix,
        Self::DebriefDelay,
    ];

    /// The name in data files.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Ttd => "ttd",
            Self::Tta => "tta",
            Self::Ttm => "ttm",
            Self::Ttr => "ttr",
            Self::TimeToFix => "time_to_fix",
            Self::DebriefDelay => "debrief_delay",
        }
    }

    fn of(self, derived: &Derived) -> Option<Elapsed> {
        let durations = &derived.durations;
        match self {
            Self::Ttd => durations.ttd,
            Self::Tta => durations.tta,
            Self::Ttm => durations.ttm,
            Self::Ttr => durations.ttr,
            Self::TimeToFix => durations.time_to_fix,
            Self::DebriefDelay => {
                let tracker = &derived.tracker;
                let (from, to) = (tracker.resolution.as_ref()?, tracker.debriefed.as_ref()?);
                Some(Elapsed::between(from, to))
            }
        }
    }
}

/// One value of a measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// Position of the debrief in the library.
    pub debrief: usize,
    /// How long; not negative.
    pub seconds: i64,
    /// Whether an end is known roughly only.
    pub approximate: bool,
}

/// All values of a measure, and what is not among them.
#[derive(Debug, Clone, PartialEq)]
pub struct Distribution {
    /// What was measured.
    pub measure: Measure,
    /// The shortest first; of equal ones the newest.
    pub points: Vec<Point>,
    /// Debriefs in which an end is not known.
    pub unknown: usize,
    /// Debriefs in which an end is known to the day only: no point, because it would stand anywhere on that day.
    pub day_only: usize,
    /// Debriefs in which the end came first: found before it began.
    pub negative: usize,
    /// The middle, when there are enough points.
    pub middle: Option<Middle>,
}

/// Every measure over the debriefs in scope.
pub(super) fn distributions(
    library: &Library,
    insight: &Insight,
    scope: &Scope,
) -> Vec<Distribution> {
    debug_assert_eq!(library.entries.len(), insight.derived.len());
    let of = |measure| distribution(insight, scope, measure);
    Measure::ALL.into_iter().map(of).collect()
}

fn distribution(insight: &Insight, scope: &Scope, measure: Measure) -> Distribution {
    let mut found = Distribution {
        measure,
        points: Vec::new(),
        unknown: 0,
        day_only: 0,
        negative: 0,
        middle: None,
    };
    for &debrief in &scope.counted {
        match measure.of(&insight.derived[debrief]) {
            None => found.unknown += 1,
            Some(Elapsed::Days(_)) => found.day_only += 1,
            Some(Elapsed::Seconds { seconds, .. }) if seconds < 0 => found.negative += 1,
            Some(Elapsed::Seconds {
                seconds,
                approximate,
            }) => found.points.push(Point {
                debrief,
                seconds,
                approximate,
            }),
        }
    }
    found
        .points
        .sort_by_key(|point| (point.seconds, point.debrief));
    let sorted: Vec<i64> = found.points.iter().map(|point| point.seconds).collect();
    found.middle = Middle::of(&sorted);
    found
}
