//! Times as people read them, on the author's clock.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    tz::{Offset, TimeZone},
};

use crate::{
    data::zone_rules,
    model::{At, Moment, Precision},
    render::{
        clock,
        texts::{Texts, say},
    },
};

/// Seconds of a day without a change of the clock.
pub(super) const DAY: i64 = 24 * 60 * 60;

/// The clock on the wall of whoever wrote the timeline.
#[derive(Debug, Clone)]
pub(super) struct Clock<'t> {
    pub(super) texts: &'t Texts,
    zone: TimeZone,
    /// `CET`; `None` when no moment has a time of day.
    pub(super) name: Option<String>,
}

impl<'t> Clock<'t> {
    /// The zone of the debrief, as long as the first moment that has an offset has that zone's; else that offset.
    pub(super) fn new<'a>(
        zone: &str,
        texts: &'t Texts,
        mut moments: impl Iterator<Item = &'a Moment>,
    ) -> Self {
        let named = zone_rules(zone);
        let first = moments.find_map(|moment| match moment.at {
            At::Instant { timestamp, offset } => Some((moment, timestamp, offset)),
            At::Day(_) => None,
        });
        let Some((moment, timestamp, offset)) = first else {
            return Self {
                texts,
                zone: named.unwrap_or(TimeZone::UTC),
                name: None,
            };
        };
        let same = |zone: &TimeZone| zone.to_offset(timestamp) == offset;
        Self {
            texts,
            zone: named
                .filter(same)
                .unwrap_or_else(|| TimeZone::fixed(offset)),
            name: clock::Clock::new(zone, texts).zone(moment),
        }
    }

    /// Date and time of Unix seconds on this clock.
    pub(super) fn civil(&self, seconds: i64) -> DateTime {
        let timestamp = Timestamp::from_second(seconds).unwrap_or(Timestamp::UNIX_EPOCH);
        self.zone.to_datetime(timestamp)
    }

    /// Unix seconds of a date and time on this clock; the first when the clock shows it twice.
    pub(super) fn seconds(&self, civil: DateTime) -> i64 {
        let timestamp = self.zone.to_timestamp(civil);
        timestamp
            .or_else(|_| Offset::UTC.to_timestamp(civil))
            .map_or(0, Timestamp::as_second)
    }

    /// The Unix seconds a moment may be at: one, or those of its day.
    pub(super) fn stretch(&self, moment: &Moment) -> std::ops::Range<i64> {
        match moment.at {
            At::Day(date) => {
                let start = self.seconds(date.at(0, 0, 0, 0));
                start..start + DAY
            }
            At::Instant { timestamp, .. } => timestamp.as_second()..timestamp.as_second(),
        }
    }

    /// `23:07`, `≈ 23:07`, `6 Feb`.
    pub(super) fn short(&self, moment: &Moment) -> String {
        let At::Instant { timestamp, .. } = moment.at else {
            return self.texts.day_of_year(moment.at.date());
        };
        let time = time(self.civil(timestamp.as_second()));
        match moment.precision {
            Precision::Approx => format!("≈ {time}"),
            Precision::Exact | Precision::Day => time,
        }
    }

    /// `6 Feb 23:07`, `6 Feb ≈ 23:07`, `6 Feb`; with its year when that is not `year`.
    pub(super) fn day_and_time(&self, moment: &Moment, year: i16) -> String {
        let date = match moment.at {
            At::Day(date) => date,
            At::Instant { timestamp, .. } => self.civil(timestamp.as_second()).date(),
        };
        let day = match date.year() == year {
            true => self.texts.day_of_year(date),
            false => self.texts.day(date),
        };
        match moment.at {
            At::Day(_) => day,
            At::Instant { .. } => format!("{day} {}", self.short(moment)),
        }
    }

    /// `6 February 2024 at 23:07`, for reading aloud.
    pub(super) fn long(&self, moment: &Moment) -> String {
        let At::Instant { timestamp, .. } = moment.at else {
            return self.texts.day_long(moment.at.date());
        };
        let civil = self.civil(timestamp.as_second());
        let date = self.texts.day_long(civil.date());
        let said = say!(self.texts, "date.at", date = date, time = time(civil));
        match moment.precision {
            Precision::Approx => say!(self.texts, "date.about", time = said),
            Precision::Exact | Precision::Day => said,
        }
    }
}

/// `23:07`.
pub(super) fn time(civil: DateTime) -> String {
    format!("{:02}:{:02}", civil.hour(), civil.minute())
}

/// `Tue 6 Feb`.
pub(super) fn weekday(t: &Texts, date: Date) -> String {
    let (weekday, date) = (t.weekday(date), t.day_of_year(date));
    say!(t, "date.with_weekday", weekday = weekday, date = date)
}

/// A quiet time in one unit: `8 h`, `3 days`, `2 years`.
pub(super) fn quiet(t: &Texts, seconds: i64) -> String {
    let days = i32::try_from(seconds / DAY).ok().filter(|&days| days > 1);
    let hours = seconds / 3600;
    match days.and_then(|days| t.gap(days)) {
        Some(gap) => gap,
        None if hours > 0 => t.duration(hours * 3600),
        None => t.duration(seconds),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::texts::english;

    fn at(text: &str, hours: i8) -> Moment {
        Moment::new(At::Instant {
            timestamp: text.parse().unwrap(),
            offset: Offset::constant(hours),
        })
    }

    #[test]
    fn the_clock_of_the_author_changes_when_their_zone_does() {
        // The clocks of Berlin went back from 03:00 to 02:00 in this night.
        let moment = at("2025-10-25T22:00:00Z", 2);
        let clock = Clock::new("Europe/Berlin", english(), [&moment].into_iter());
        assert_eq!(clock.name.as_deref(), Some("CEST"));
        let later = at("2025-10-26T06:00:00Z", 1);
        assert_eq!(
            [clock.short(&moment), clock.short(&later)],
            ["00:00", "07:00"]
        );
    }

    #[test]
    fn the_offset_of_the_author_wins() {
        let moment = at("2024-02-06T22:07:00Z", 0);
        let clock = Clock::new("Europe/Berlin", english(), [&moment].into_iter());
        assert_eq!(
            (clock.name.as_deref(), clock.short(&moment)),
            (Some("UTC"), "22:07".into())
        );
    }

    #[test]
    fn a_day_is_a_day_of_the_author() {
        let day = Moment::new(At::Day(Date::constant(2024, 2, 6)));
        let clock = Clock::new("Europe/Berlin", english(), [&day].into_iter());
        let stretch = clock.stretch(&day);
        assert_eq!(
            clock.civil(stretch.start),
            Date::constant(2024, 2, 6).at(0, 0, 0, 0)
        );
        assert_eq!(clock.name, None);
        assert_eq!(weekday(english(), Date::constant(2024, 2, 6)), "Tue 6 Feb");
    }

    #[test]
    fn quiet_times_have_one_unit() {
        assert_eq!(
            [8 * 3600 + 900, 36 * 3600, 59 * DAY, 822 * DAY]
                .map(|seconds| quiet(english(), seconds)),
            ["8 h", "36 h", "8 weeks", "2 years"]
        );
    }
}
