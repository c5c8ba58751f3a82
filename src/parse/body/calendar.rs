use jiff::{
    SignedDuration,
    civil::{Date, DateTime},
};

use super::{
    clock::{Clock, DayRef, End, Stamp, Style, Zone},
    facts::Facts,
};
use crate::model::{At, Mark, Moment};

/// A clock that runs this far back between two entries has passed midnight; less is a line out of order.
const MIDNIGHT: i64 = 6 * 3600;

/// Turns the times of a timeline, read one after the other, into moments: keeps the day for entries that only say a
/// time, and sees midnight pass.
#[derive(Debug, Clone)]
pub(super) struct Calendar {
    zone: Zone,
    /// Whether the zone was stated where it wins over anything a table says.
    fixed_zone: bool,
    /// The day people count from when nothing else is said.
    base: Option<Date>,
    day: Option<Date>,
    last: Option<DateTime>,
    /// Whether am or pm is used in this timeline.
    half_days: bool,
    /// What `T+5m` counts from.
    origin: Option<DateTime>,
    /// The clock it was read from, where it was stated with one.
    origin_zone: Option<Zone>,
}

/// What became of a written time.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Resolved {
    pub(super) at: Option<Moment>,
    pub(super) until: Option<Moment>,
    /// What the author should know about it.
    pub(super) problem: Option<Problem>,
}

/// Why a time was not taken as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    /// No clock and no calendar has it.
    Impossible,
    /// `17:14pm`
    MixedClock,
    /// A year of five digits.
    LongYear,
}

impl Calendar {
    pub(super) fn new(zone: Zone, fixed_zone: bool, base: Option<Date>) -> Self {
        Self {
            zone,
            fixed_zone,
            base,
            day: base,
            last: None,
            half_days: false,
            origin: None,
            origin_zone: None,
        }
    }

    /// Counts from another day when none was known.
    pub(super) fn rebase(&mut self, day: Date) {
        self.base = Some(day);
        self.day = Some(day);
    }

    /// Lets `T+5m` count from the stated start.
    pub(super) fn set_origin(&mut self, facts: &Facts) {
        let started = facts.times.iter().find(|t| t.mark == Mark::Started);
        if let Some(At::Instant { timestamp, offset }) = started.map(|t| t.moment.at) {
            self.origin = Some(offset.to_datetime(timestamp));
            self.origin_zone = Zone::fixed(offset.seconds() / 60);
        }
    }

    pub(super) fn set_zone(&mut self, zone: Zone) {
        if !self.fixed_zone {
            self.zone = zone;
        }
    }

    /// Starts a new day, as a heading or a line of its own says it.
    pub(super) fn turn_to(&mut self, day: DayRef) {
        if let Some(date) = self.date(day) {
            self.day = Some(date);
            self.last = None;
        }
    }

    /// The moment a stamp stands for; remembers its day for those that follow.
    pub(super) fn resolve(&mut self, stamp: &Stamp) -> Resolved {
        let mut out = Resolved {
            problem: problem(stamp),
            ..Resolved::default()
        };
        let counted = matches!(stamp.clock, Some(Clock::After(_)));
        let origin = self.origin_zone.clone().filter(|_| counted);
        let zone = stamp.zone.clone().or(origin);
        let zone = zone.unwrap_or_else(|| self.zone.clone());
        let stated = stamp.day.is_some();
        let date = match stamp.day {
            Some(DayRef::Blank | DayRef::Impossible) => None,
            Some(day) => self.date(day),
            None => self.day,
        };
        let Some(date) = date else {
            return out;
        };
        if stated {
            self.day = Some(date);
        }
        let Some(clock) = stamp.clock else {
            self.last = None;
            out.at = Some(Moment::new(At::Day(date)));
            return out;
        };
        let Some((time, exact)) = self.time(date, clock, stated) else {
            // The hour is a blank but the day was written.
            out.at = (stated && clock == Clock::Blank).then(|| Moment::new(At::Day(date)));
            return out;
        };
        self.remember(time);
        let roughly = stamp.approx || !exact || stamp.until.is_some();
        out.at = moment(&zone, time, roughly);
        out.until = stamp.until.and_then(|end| self.end(&zone, time, end));
        out
    }

    fn remember(&mut self, time: DateTime) {
        self.origin.get_or_insert(time);
        self.day = Some(time.date());
        self.last = Some(time);
    }

    /// The civil time of a clock on a day; later days when midnight has passed.
    fn time(&mut self, date: Date, clock: Clock, stated: bool) -> Option<(DateTime, bool)> {
        let (seconds, style, exact) = match clock {
            Clock::At {
                seconds,
                style,
                exact,
            } => (seconds, style, exact),
            Clock::After(seconds) => {
                return Some((plus(self.origin?, seconds)?, true));
            }
            Clock::Blank | Clock::Impossible => return None,
        };
        self.half_days |= style == Style::Half;
        let mut time = plus(date.at(0, 0, 0, 0), seconds)?;
        if !stated && let Some(last) = self.last {
            let back = seconds_between(time, last);
            if style == Style::Either
                && self.half_days
                && back > 0
                && back <= 12 * 3600
                && seconds < 12 * 3600
            {
                time = plus(time, 12 * 3600)?;
            } else if back >= MIDNIGHT {
                time = plus(time, 24 * 3600)?;
            }
        }
        Some((time, exact))
    }

    fn end(&self, zone: &Zone, start: DateTime, end: End) -> Option<Moment> {
        let Clock::At {
            seconds,
            style,
            exact,
        } = end.clock
        else {
            return None;
        };
        let date = match end.day {
            Some(day) => self.date(day)?,
            None => start.date(),
        };
        let mut time = plus(date.at(0, 0, 0, 0), seconds)?;
        if time < start && style == Style::Either && self.half_days {
            time = plus(time, 12 * 3600)?;
        }
        if time < start && end.day.is_none() {
            time = plus(time, 24 * 3600)?;
        }
        moment(zone, time, !exact)
    }

    /// The date a written day means here.
    pub(super) fn date(&self, day: DayRef) -> Option<Date> {
        match day {
            DayRef::Full { date, .. } => Some(date),
            DayRef::MonthDay { month, day } => self.nearest_year(month, day),
            DayRef::Numeric {
                first,
                second,
                year,
            } => self.numeric(first, second, year),
            DayRef::Weekday(weekday) => {
                let day = self.day?;
                let ahead = weekday.since(day.weekday());
                // The nearest one: three days back at most.
                let step = if ahead > 3 { ahead - 7 } else { ahead };
                plus(day.at(0, 0, 0, 0), i32::from(step) * 86_400).map(DateTime::date)
            }
            DayRef::Blank | DayRef::Impossible => None,
        }
    }

    /// The year that puts a day of the year nearest to the day we are at.
    fn nearest_year(&self, month: i8, day: i8) -> Option<Date> {
        let near = self.day.or(self.base)?;
        (-1..=1)
            .filter_map(|step| Date::new(near.year() + step, month, day).ok())
            .min_by_key(|date| (days_between(*date, near).abs(), *date))
    }

    /// `3/4`: the reading nearest to the day we are at; month first when nothing tells.
    fn numeric(&self, first: i8, second: i8, year: i16) -> Option<Date> {
        let read = |month, day| {
            if year == 0 {
                self.nearest_year(month, day)
            } else {
                Date::new(year, month, day).ok()
            }
        };
        match (read(first, second), read(second, first)) {
            // Outside America the day comes first.
            (Some(a), Some(b)) => {
                let Some(near) = self.day.or(self.base) else {
                    return Some(if self.is_american() { a } else { b });
                };
                Some(
                    if days_between(b, near).abs() < days_between(a, near).abs() {
                        b
                    } else {
                        a
                    },
                )
            }
            (a, b) => a.or(b),
        }
    }
}

impl Calendar {
    fn is_american(&self) -> bool {
        let name = &self.zone.name;
        self.half_days
            || name.starts_with("America/")
            || name.starts_with("US/")
            || name.starts_with('-')
    }
}

fn problem(stamp: &Stamp) -> Option<Problem> {
    if matches!(stamp.day, Some(DayRef::Impossible))
        || matches!(stamp.clock, Some(Clock::Impossible))
    {
        return Some(Problem::Impossible);
    }
    if matches!(
        stamp.day,
        Some(DayRef::Full {
            corrected: true,
            ..
        })
    ) {
        return Some(Problem::LongYear);
    }
    matches!(
        stamp.clock,
        Some(Clock::At {
            style: Style::Mixed,
            ..
        })
    )
    .then_some(Problem::MixedClock)
}

fn moment(zone: &Zone, time: DateTime, roughly: bool) -> Option<Moment> {
    let moment = Moment::new(zone.at(time)?);
    Some(if roughly {
        moment.approximate()
    } else {
        moment
    })
}

fn plus(time: DateTime, seconds: i32) -> Option<DateTime> {
    time.checked_add(SignedDuration::from_secs(seconds.into()))
        .ok()
}

fn seconds_between(from: DateTime, to: DateTime) -> i64 {
    to.duration_since(from).as_secs()
}

fn days_between(a: Date, b: Date) -> i64 {
    b.duration_since(a).as_hours() / 24
}
