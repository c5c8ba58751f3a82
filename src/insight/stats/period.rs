use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::ENOUGH;

/// How long the periods are that something is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Grain {
    /// Three months.
    Quarter,
    /// Six months.
    HalfYear,
    /// Twelve months.
    Year,
}

/// Periods shown at most; older ones are counted in the totals only.
pub const MOST_PERIODS: usize = 40;

/// Part of a calendar year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    /// How long.
    pub grain: Grain,
    /// Calendar year.
    pub year: i16,
    /// Which of the year, from 1.
    pub part: i8,
}

impl Grain {
    fn months(self) -> i8 {
        match self {
            Self::Quarter => 3,
            Self::HalfYear => 6,
            Self::Year => 12,
        }
    }

    /// The shortest periods of which an average one holds enough to say a share; years when none does.
    #[must_use]
    pub fn of(dates: &[Date]) -> Self {
        let fits = |grain: &Self| {
            let periods = grain.periods(dates).len();
            (1..=MOST_PERIODS).contains(&periods) && dates.len() >= ENOUGH * periods
        };
        [Self::Quarter, Self::HalfYear]
            .into_iter()
            .find(fits)
            .unwrap_or(Self::Year)
    }

    /// The period of a day.
    #[must_use]
    pub fn period(self, date: Date) -> Period {
        Period {
            grain: self,
            year: date.year(),
            part: (date.month() - 1) / self.months() + 1,
        }
    }

    /// All periods from the first day to the last, empty ones too.
    #[must_use]
    pub fn periods(self, dates: &[Date]) -> Vec<Period> {
        let (Some(first), Some(last)) = (dates.iter().min(), dates.iter().max()) else {
            return Vec::new();
        };
        let last = self.period(*last);
        std::iter::successors(Some(self.period(*first)), |period| Some(period.next()))
            .take_while(|period| *period <= last)
            .collect()
    }
}

impl Period {
    fn next(self) -> Self {
        if self.part < 12 / self.grain.months() {
            Self {
                part: self.part + 1,
                ..self
            }
        } else {
            Self {
                year: self.year.saturating_add(1),
                part: 1,
                ..self
            }
        }
    }

    /// `2026-Q3`, `2026-H1`, `2026`.
    #[must_use]
    pub fn name(self) -> String {
        match self.grain {
            Grain::Quarter => format!("{}-Q{}", self.year, self.part),
            Grain::HalfYear => format!("{}-H{}", self.year, self.part),
            Grain::Year => self.year.to_string(),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.name())
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn periods_follow_one_another_without_a_hole() {
        let dates = [date(2025, 11, 3), date(2026, 8, 1)];
        let names = |grain: Grain| {
            let periods = grain.periods(&dates);
            periods.into_iter().map(Period::name).collect::<Vec<_>>()
        };
        assert_eq!(
            names(Grain::Quarter),
            ["2025-Q4", "2026-Q1", "2026-Q2", "2026-Q3"]
        );
        assert_eq!(names(Grain::HalfYear), ["2025-H2", "2026-H1", "2026-H2"]);
        assert_eq!(names(Grain::Year), ["2025", "2026"]);
        assert_eq!(Grain::Year.periods(&[]), []);
    }

    #[test]
    fn a_period_is_as_short_as_the_counts_allow() {
        let spread = |n: usize| -> Vec<Date> {
            let months = (0..n).map(|i| i8::try_from(i % 12).unwrap() + 1);
            months.map(|month| date(2026, month, 5)).collect()
        };
        assert_eq!(Grain::of(&spread(48)), Grain::Quarter);
        assert_eq!(Grain::of(&spread(36)), Grain::HalfYear);
        assert_eq!(Grain::of(&spread(12)), Grain::Year);
        assert_eq!(Grain::of(&[]), Grain::Year);
    }
}
