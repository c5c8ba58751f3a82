use crate::model::{At, Moment, Precision, Sourced, Times};

/// The time between two marks, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Elapsed {
    /// Both ends are known to the minute or roughly. Negative when the second mark came first.
    Seconds {
        /// How long.
        seconds: i64,
        /// Whether either end is only roughly known.
        approximate: bool,
    },
    /// An end is known to the day only, so this many calendar days lie between them. 0 is "the same day", never
    /// "0 minutes".
    Days(i32),
}

impl Elapsed {
    /// From one moment to another.
    #[must_use]
    pub fn between(from: &Moment, to: &Moment) -> Self {
        match (from.at, to.at) {
            (At::Instant { timestamp: a, .. }, At::Instant { timestamp: b, .. }) => Self::Seconds {
                seconds: b.duration_since(a).as_secs(),
                approximate: from.precision != Precision::Exact || to.precision != Precision::Exact,
            },
            _ => Self::Days((to.at.date() - from.at.date()).get_days()),
        }
    }

    /// Seconds, when more than days are known.
    #[must_use]
    pub fn seconds(self) -> Option<i64> {
        match self {
            Self::Seconds { seconds, .. } => Some(seconds),
            Self::Days(_) => None,
        }
    }

    /// The least it can have been, in seconds: `n` calendar days apart are more than `n - 1` times 24 hours.
    #[must_use]
    pub fn at_least(self) -> i64 {
        match self {
            Self::Seconds { seconds, .. } => seconds,
            Self::Days(days) => i64::from(days.max(1) - 1) * 86_400,
        }
    }

    /// The most it can have been, in seconds, when that is bounded by less than days.
    #[must_use]
    pub fn at_most(self) -> Option<i64> {
        self.seconds()
    }

    /// Whether it is only roughly known.
    #[must_use]
    pub fn is_approximate(self) -> bool {
        match self {
            Self::Seconds { approximate, .. } => approximate,
            Self::Days(_) => true,
        }
    }
}

/// Times between the marks of an incident. TTD, TTM and TTR run from `started`, TTA from `detected`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Durations {
    /// Time to detect: `detected - started`.
    pub ttd: Option<Elapsed>,
    /// Time to acknowledge: `acknowledged - detected`.
    pub tta: Option<Elapsed>,
    /// Time to mitigate: `mitigated - started`.
    pub ttm: Option<Elapsed>,
    /// Time to resolve: `resolved - started`.
    pub ttr: Option<Elapsed>,
    /// The other clock of the fix: `resolved - detected`.
    pub time_to_fix: Option<Elapsed>,
    /// How long the fault slept: `started - introduced`.
    pub dwell: Option<Elapsed>,
}

impl Durations {
    /// All differences that both ends are known for.
    #[must_use]
    pub fn of(times: &Times) -> Self {
        let between = |from: &Option<Sourced<Moment>>, to: &Option<Sourced<Moment>>| {
            Some(Elapsed::between(&from.as_ref()?.value, &to.as_ref()?.value))
        };
        Self {
            ttd: between(&times.started, &times.detected),
            tta: between(&times.detected, &times.acknowledged),
            ttm: between(&times.started, &times.mitigated),
            ttr: between(&times.started, &times.resolved),
            time_to_fix: between(&times.detected, &times.resolved),
            dwell: between(&times.introduced, &times.started),
        }
    }
}
