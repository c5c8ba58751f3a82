//! Times as people read them: the author's clock, and durations in words.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::Offset,
};

use crate::model::{At, Moment, Precision};

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;
/// Seconds of a day without a change of the clock.
pub(super) const DAY: i64 = 24 * HOUR;

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// The clock on the wall of whoever wrote the timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clock(Offset);

impl Clock {
    /// The clock of the first moment that has one, else UTC.
    pub(super) fn of<'a>(mut moments: impl Iterator<Item = &'a Moment>) -> Self {
        let offset = moments.find_map(|moment| match moment.at {
            At::Instant { offset, .. } => Some(offset),
            At::Day(_) => None,
        });
        Self(offset.unwrap_or(Offset::UTC))
    }

    /// Date and time of Unix seconds on this clock.
    pub(super) fn civil(self, seconds: i64) -> DateTime {
        let timestamp = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        self.0.to_datetime(timestamp)
    }

    /// Unix seconds of the beginning of a day on this clock.
    pub(super) fn midnight(self, date: Date) -> i64 {
        self.0
            .to_timestamp(date.at(0, 0, 0, 0))
            .map_or(0, Timestamp::as_second)
    }

    /// The Unix seconds a moment may be at: one, or those of its day.
    pub(super) fn stretch(self, moment: &Moment) -> std::ops::Range<i64> {
        match moment.at {
            At::Day(date) => self.midnight(date)..self.midnight(date) + DAY,
            At::Instant { timestamp, .. } => timestamp.as_second()..timestamp.as_second(),
        }
    }

    /// `UTC`, `UTC+01:00`.
    pub(super) fn name(self) -> String {
        let minutes = self.0.seconds() / 60;
        let sign = if minutes < 0 { '−' } else { '+' };
        match minutes.abs() {
            0 => "UTC".into(),
            minutes => format!("UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60),
        }
    }

    /// `23:07`, `≈ 23:07`, `6 Feb`.
    pub(super) fn short(self, moment: &Moment) -> String {
        match (moment.at, moment.precision) {
            (At::Day(date), _) => day(date),
            (At::Instant { timestamp, .. }, precision) => {
                let time = time(self.civil(timestamp.as_second()));
                match precision {
                    Precision::Approx => format!("≈ {time}"),
                    Precision::Exact | Precision::Day => time,
                }
            }
        }
    }

    /// `6 February 2024 at 23:07`, for reading aloud.
    pub(super) fn long(self, moment: &Moment) -> String {
        match moment.at {
            At::Day(date) => full_day(date),
            At::Instant { timestamp, .. } => {
                let civil = self.civil(timestamp.as_second());
                let about = match moment.precision {
                    Precision::Approx => "about ",
                    Precision::Exact | Precision::Day => "",
                };
                format!("{about}{} at {}", full_day(civil.date()), time(civil))
            }
        }
    }
}

/// `23:07`.
pub(super) fn time(civil: DateTime) -> String {
    format!("{:02}:{:02}", civil.hour(), civil.minute())
}

/// `6 Feb`.
pub(super) fn day(date: Date) -> String {
    format!("{} {}", date.day(), month(date))
}

/// `6 Feb 2024`.
pub(super) fn full_day(date: Date) -> String {
    format!("{} {}", day(date), date.year())
}

/// `Tue 6 Feb`.
pub(super) fn weekday(date: Date) -> String {
    let weekday = usize::try_from(date.weekday().to_monday_zero_offset()).unwrap_or_default();
    format!("{} {}", WEEKDAYS[weekday], day(date))
}

/// `Feb`.
pub(super) fn month(date: Date) -> &'static str {
    MONTHS[usize::try_from(date.month() - 1).unwrap_or_default()]
}

/// Two units at most: `45 s`, `35 min`, `8 h 35 min`, `2 d 3 h`, `60 d`, `5 months`, `2 years 3 months`.
pub(super) fn duration(seconds: i64) -> String {
    // A month of the mean length of the Gregorian calendar.
    const MONTH: i64 = 2_629_746;
    let seconds = seconds.max(0);
    let (large, small) = match seconds {
        0..MINUTE => return format!("{seconds} s"),
        MINUTE..HOUR => return format!("{} min", seconds / MINUTE),
        HOUR..DAY => return pair(seconds / HOUR, "h", seconds % HOUR / MINUTE, "min"),
        // Beyond ten days the hours say nothing, beyond a hundred the days.
        _ if seconds < 10 * DAY => return pair(seconds / DAY, "d", seconds % DAY / HOUR, "h"),
        _ if seconds < 100 * DAY => return format!("{} d", seconds / DAY),
        _ => (seconds / (12 * MONTH), seconds / MONTH % 12),
    };
    let years = if large == 1 { "year" } else { "years" };
    let months = if small == 1 { "month" } else { "months" };
    match large {
        0 => format!("{small} {months}"),
        large => pair(large, years, small, months),
    }
}

/// The larger unit alone: `8 h`, `2 years`.
pub(super) fn about(seconds: i64) -> String {
    let exact = duration(seconds);
    let words: Vec<&str> = exact.split(' ').take(2).collect();
    words.join(" ")
}

fn pair(large: i64, unit: &str, small: i64, subunit: &str) -> String {
    match small {
        0 => format!("{large} {unit}"),
        small => format!("{large} {unit} {small} {subunit}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_have_two_units() {
        let cases = [
            (-1, "0 s"),
            (59, "59 s"),
            (60, "1 min"),
            (3599, "59 min"),
            (3600, "1 h"),
            (30_900, "8 h 35 min"),
            (86_400, "1 d"),
            (100_000, "1 d 3 h"),
            (60 * DAY + HOUR, "60 d"),
            (153 * DAY, "5 months"),
            (366 * DAY, "1 year"),
            (822 * DAY, "2 years 3 months"),
        ];
        for (seconds, expected) in cases {
            assert_eq!(duration(seconds), expected);
        }
    }

    #[test]
    fn a_day_is_a_day_of_the_author() {
        let offset = Offset::from_seconds(3600).unwrap();
        let clock = Clock(offset);
        let moment = Moment::new(At::Day(Date::constant(2024, 2, 6)));
        let stretch = clock.stretch(&moment);
        assert_eq!(
            clock.civil(stretch.start),
            Date::constant(2024, 2, 6).at(0, 0, 0, 0)
        );
        assert_eq!(stretch.end - stretch.start, DAY);
        assert_eq!(clock.name(), "UTC+01:00");
        assert_eq!(weekday(Date::constant(2024, 2, 6)), "Tue 6 Feb");
    }
}
