//! Moments on the clock of their author.

use jiff::{
    Timestamp,
    civil::Date,
    tz::{Offset, TimeZone},
};
use serde::Serialize;

use super::texts::{Texts, say};
use crate::{
    data::zone_rules,
    model::{At, Moment, Precision},
};

/// A time for people and for machines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct When {
    /// ISO 8601, for `<time datetime>`.
    pub(super) iso: String,
    /// As read.
    pub(super) text: String,
}

impl When {
    /// `20 Nov 2026`
    pub(super) fn day(t: &Texts, date: Date) -> Self {
        Self {
            iso: date.to_string(),
            text: t.day(date),
        }
    }

    /// `20 Nov`, where the year stands above.
    pub(super) fn day_of_year(t: &Texts, date: Date) -> Self {
        Self {
            iso: date.to_string(),
            text: t.day_of_year(date),
        }
    }

    /// `20 November 2026`
    pub(super) fn day_long(t: &Texts, date: Date) -> Self {
        Self {
            iso: date.to_string(),
            text: t.day_long(date),
        }
    }
}

/// The clock of one debrief.
#[derive(Debug, Clone)]
pub(super) struct Clock<'t> {
    zone: Option<TimeZone>,
    /// The language it speaks.
    pub(super) texts: &'t Texts,
}

impl<'t> Clock<'t> {
    /// From the zone of a debrief: an IANA name; an offset gives numbers only.
    pub(super) fn new(zone: &str, texts: &'t Texts) -> Self {
        let zone = zone_rules(zone);
        Self { zone, texts }
    }

    /// `20 Nov 2026, 01:31 CET`, `about 20 Nov 2026, 01:31 CET`, `20 Nov 2026`.
    pub(super) fn full(&self, moment: &Moment) -> When {
        self.after(moment, None)
    }

    /// The same without the day when it is `day`: `03:10 CET`.
    pub(super) fn after(&self, moment: &Moment, day: Option<Date>) -> When {
        let (t, date) = (self.texts, moment.at.date());
        let mut text = match (self.minute(moment), self.zone(moment)) {
            (Some(minute), Some(zone)) if day == Some(date) => {
                say!(t, "date.and_zone", time = minute, zone = zone)
            }
            (Some(minute), Some(zone)) => {
                let time = say!(t, "date.and_zone", time = minute, zone = zone);
                say!(t, "date.with_time", date = t.day(date), time = time)
            }
            _ => t.day(date),
        };
        if moment.precision == Precision::Approx {
            text = say!(t, "date.about", time = text);
        }
        When {
            iso: moment.at.to_string(),
            text,
        }
    }

    /// `01:31`, with seconds where there are any; `None` when only the day is known.
    pub(super) fn minute(&self, moment: &Moment) -> Option<String> {
        let At::Instant { timestamp, offset } = moment.at else {
            return None;
        };
        let time = offset.to_datetime(timestamp).time();
        let mut text = format!("{:02}:{:02}", time.hour(), time.minute());
        if time.second() != 0 {
            text.push_str(&format!(":{:02}", time.second()));
        }
        Some(text)
    }

    /// What the zone of a moment is called: `CET`, `UTC`, `UTC+5:30`.
    pub(super) fn zone(&self, moment: &Moment) -> Option<String> {
        let At::Instant { timestamp, offset } = moment.at else {
            return None;
        };
        Some(
            self.abbreviation(timestamp, offset)
                .unwrap_or_else(|| utc_offset(offset)),
        )
    }

    /// Only when the author's offset is the one in force in the author's zone; some zones have no letters of their own.
    fn abbreviation(&self, timestamp: Timestamp, offset: Offset) -> Option<String> {
        let info = self.zone.as_ref()?.to_offset_info(timestamp);
        let name = info.abbreviation();
        let said = info.offset() == offset && name.bytes().all(|b| b.is_ascii_alphabetic());
        said.then(|| name.to_owned())
    }
}

fn utc_offset(offset: Offset) -> String {
    let minutes = offset.seconds() / 60;
    let sign = if minutes < 0 { '−' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => "UTC".into(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::texts::english;

    fn moment(text: &str, offset_hours: i8) -> Moment {
        let offset = Offset::constant(offset_hours);
        Moment::new(At::Instant {
            timestamp: text.parse().unwrap(),
            offset,
        })
    }

    #[test]
    fn a_moment_is_told_on_the_clock_of_its_author() {
        let berlin = Clock::new("Europe/Berlin", english());
        let winter = moment("2026-11-20T00:31:00Z", 1);
        assert_eq!(berlin.full(&winter).text, "20 Nov 2026, 01:31 CET");
        assert_eq!(berlin.full(&winter).iso, "2026-11-20T01:31+01:00");
        let same_day = winter.at.date();
        assert_eq!(berlin.after(&winter, Some(same_day)).text, "01:31 CET");
    }

    #[test]
    fn an_offset_that_the_zone_does_not_have_is_said_in_numbers() {
        let berlin = Clock::new("Europe/Berlin", english());
        assert_eq!(
            berlin.zone(&moment("2026-11-20T00:31:00Z", 2)).unwrap(),
            "UTC+2"
        );
        assert_eq!(
            Clock::new("+05:30", english())
                .zone(&moment("2026-11-20T00:31:00Z", 0))
                .unwrap(),
            "UTC"
        );
    }

    #[test]
    fn what_is_known_roughly_is_said_roughly() {
        let utc = Clock::new("UTC", english());
        let rough = moment("2026-11-20T00:31:00Z", 0).approximate();
        assert_eq!(utc.full(&rough).text, "about 20 Nov 2026, 00:31 UTC");
        let day = Moment::new(At::Day(jiff::civil::date(2026, 11, 20)));
        assert_eq!(utc.full(&day).text, "20 Nov 2026");
        assert_eq!(utc.minute(&day), None);
    }
}
