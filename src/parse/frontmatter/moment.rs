//! Days and times of the frontmatter: unambiguous forms only, the year first.

use jiff::{
    civil::{Date, DateTime, Time},
    tz::{AmbiguousOffset, Offset},
};

use crate::{
    data::Zone,
    model::{At, Moment},
};

/// Why a text is no time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum NotATime {
    /// Nothing that looks like a day, year first.
    NoDay,
    /// A clock without a day.
    NoDayButClock,
    /// A day no calendar has.
    ImpossibleDay { year: i16, month: i8 },
    /// The part after the day.
    NoClock,
    /// The part after the clock.
    NoZone(String),
}

impl NotATime {
    /// What to do.
    pub(super) fn help(&self) -> String {
        const FORMS: &str = "write `2026-11-20T00:31Z`, `2026-11-20 00:31` or only `2026-11-20`; `~` before it for about";
        match self {
            Self::NoDay => FORMS.to_owned(),
            Self::NoDayButClock => "add the day: `2026-11-20 00:31`".to_owned(),
            Self::ImpossibleDay { year, month } => match Date::new(*year, *month, 1) {
                Ok(first) => format!(
                    "{} has {} days",
                    first.strftime("%B %Y"),
                    first.days_in_month()
                ),
                Err(_) => {
                    format!("there is no month {month}; write year, month, day: `2026-11-20`")
                }
            },
            Self::NoClock => format!("the hours and minutes cannot be read; {FORMS}"),
            Self::NoZone(text) => match Zone::suggest(text) {
                Some(name) => format!("there is no time zone `{text}`; did you mean `{name}`?"),
                None => format!("there is no time zone `{text}`; write an offset such as `+01:00`"),
            },
        }
    }
}

/// A local time that the clocks went over twice, or not at all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Doubt {
    /// Whether it happened twice.
    pub(super) twice: bool,
    /// The offset it was read with.
    pub(super) taken: Offset,
    /// The other offset it could have.
    pub(super) other: Offset,
}

/// Reads a day, or a minute of it; `zone` is for times without an offset.
pub(super) fn read_time(text: &str, zone: &Zone) -> Result<(Moment, Option<Doubt>), NotATime> {
    let (text, about) = strip_about(text);
    let (date, rest) = read_day(text)?;
    let rest = rest.trim_start_matches(['T', 't']).trim();
    if rest.is_empty() {
        return Ok((Moment::new(At::Day(date)), None));
    }
    let (time, rest) = read_clock(rest).ok_or(NotATime::NoClock)?;
    let stated = read_zone(rest)?;
    let (at, doubt) = resolve(date.to_datetime(time), stated.as_ref().unwrap_or(zone))?;
    let moment = Moment::new(at);
    Ok((if about { moment.approximate() } else { moment }, doubt))
}

/// Reads a day; the clock after it, if any, is not looked at.
pub(super) fn read_date(text: &str) -> Result<Date, NotATime> {
    let (text, _) = strip_about(text);
    let (date, rest) = read_day(text)?;
    let rest = rest.trim_start_matches(['T', 't']).trim();
    if rest.is_empty() || read_clock(rest).is_some() {
        Ok(date)
    } else {
        Err(NotATime::NoClock)
    }
}

/// The text after a word or sign for "about", and whether there was one.
pub(super) fn strip_about(text: &str) -> (&str, bool) {
    const WORDS: &[&str] = &[
        "~",
        "≈",
        "approximately ",
        "approx. ",
        "approx ",
        "about ",
        "around ",
        "roughly ",
        "circa ",
        "ca. ",
        "ca ",
        "c. ",
    ];
    let text = text.trim();
    for word in WORDS {
        let Some(head) = text.get(..word.len()) else {
            continue;
        };
        if head.eq_ignore_ascii_case(word) {
            return (text[word.len()..].trim_start(), true);
        }
    }
    (text, false)
}

/// `2026-11-20` or `2026/11/20`, and what follows.
fn read_day(text: &str) -> Result<(Date, &str), NotATime> {
    let no_day = || match read_clock(text) {
        Some(_) => NotATime::NoDayButClock,
        None => NotATime::NoDay,
    };
    let (year, rest) = number(text, 4, 4).ok_or_else(no_day)?;
    let separator = rest.chars().next().filter(|c| matches!(c, '-' | '/'));
    let separator = separator.ok_or_else(no_day)?;
    let (month, rest) = number(&rest[1..], 1, 2).ok_or_else(no_day)?;
    let rest = rest.strip_prefix(separator).ok_or_else(no_day)?;
    let (day, rest) = number(rest, 1, 2).ok_or_else(no_day)?;
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(no_day());
    }
    // At most four and two digits, so both fit.
    let (year, month, day) = (year as i16, month as i8, day as i8);
    let date = Date::new(year, month, day).map_err(|_| NotATime::ImpossibleDay { year, month })?;
    Ok((date, rest))
}

/// `0:31`, `00:31`, `00:31:59`, `00:31:59.123`, and what follows.
fn read_clock(text: &str) -> Option<(Time, &str)> {
    let (hour, rest) = number(text, 1, 2)?;
    let (minute, mut rest) = number(rest.strip_prefix(':')?, 2, 2)?;
    let mut second = 0;
    if let Some(after) = rest.strip_prefix(':') {
        (second, rest) = number(after, 2, 2)?;
        if let Some(fraction) = rest.strip_prefix(['.', ',']) {
            rest = fraction.trim_start_matches(|c: char| c.is_ascii_digit());
        }
    }
    // A leap second is the last one of its minute.
    let time = Time::new(hour as i8, minute as i8, second.min(59) as i8, 0).ok()?;
    (second <= 60).then_some((time, rest))
}

/// A number of `least` to `most` digits, at most four, and what follows.
fn number(text: &str, least: usize, most: usize) -> Option<(u16, &str)> {
    let digits = text
        .bytes()
        .take(most)
        .take_while(u8::is_ascii_digit)
        .count();
    if digits < least {
        return None;
    }
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

/// What follows a clock: nothing, `Z`, `+01:00`, ` UTC`, ` Europe/Berlin`, `[Europe/Berlin]`, `+01:00[Europe/Berlin]`.
fn read_zone(text: &str) -> Result<Option<Zone>, NotATime> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let (offset, name) = match text.split_once('[') {
        Some((offset, name)) => (offset.trim(), name.trim_end_matches(']')),
        None => (text, text),
    };
    // An offset beside a name was in force there, so it says more.
    let written = if offset.is_empty() { name } else { offset };
    let zone = Zone::parse(written.trim_matches(['(', ')']));
    zone.map(Some)
        .ok_or_else(|| NotATime::NoZone(written.to_owned()))
}

fn resolve(local: DateTime, zone: &Zone) -> Result<(At, Option<Doubt>), NotATime> {
    let ambiguous = zone.time_zone().to_ambiguous_timestamp(local);
    let doubt = match ambiguous.offset() {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Fold { before, after } => Some((true, before, after)),
        AmbiguousOffset::Gap { before, after } => Some((false, before, after)),
    };
    // Only the first and last days of the calendar cannot be told as an instant.
    let timestamp = ambiguous.compatible().map_err(|_| NotATime::NoDay)?;
    let offset = zone.time_zone().to_offset(timestamp);
    let at = At::Instant { timestamp, offset };
    let doubt = doubt.map(|(twice, before, after)| Doubt {
        twice,
        taken: offset,
        other: if offset == before { after } else { before },
    });
    Ok((at, doubt))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> String {
        let zone = Zone::parse("Europe/Berlin").unwrap();
        match read_time(text, &zone) {
            Ok((moment, doubt)) => {
                let doubt = doubt.map_or("", |d| if d.twice { " twice" } else { " never" });
                format!("{} {:?}{doubt}", moment.at, moment.precision)
            }
            Err(error) => format!("{error:?}"),
        }
    }

    #[test]
    fn times_are_read_in_every_documented_form() {
        for (text, expected) in [
            ("2026-11-20T00:31Z", "2026-11-20T00:31Z Exact"),
            ("2026-11-20T00:31:05Z", "2026-11-20T00:31:05Z Exact"),
            (
                "2026-11-20T00:31:05.123+01:00",
                "2026-11-20T00:31:05+01:00 Exact",
            ),
            ("2026-11-20 00:31 +0100", "2026-11-20T00:31+01:00 Exact"),
            ("2026-11-20 00:31", "2026-11-20T00:31+01:00 Exact"),
            ("2026-7-2 9:30", "2026-07-02T09:30+02:00 Exact"),
            ("2026/07/02 09:30", "2026-07-02T09:30+02:00 Exact"),
            (
                "2026-11-20 00:31 America/New_York",
                "2026-11-20T00:31-05:00 Exact",
            ),
            (
                "2026-11-20T00:31+01:00[Europe/Berlin]",
                "2026-11-20T00:31+01:00 Exact",
            ),
            (
                "2026-11-20T00:31[Asia/Tokyo]",
                "2026-11-20T00:31+09:00 Exact",
            ),
            ("2026-11-20 00:31 UTC", "2026-11-20T00:31Z Exact"),
            ("~2026-11-20 00:31Z", "2026-11-20T00:31Z Approx"),
            ("ca. 2026-11-20 00:31Z", "2026-11-20T00:31Z Approx"),
            ("2026-11-20", "2026-11-20 Day"),
            ("~2026-11-20", "2026-11-20 Day"),
            ("2026-10-25 02:30", "2026-10-25T02:30+02:00 Exact twice"),
            ("2026-03-29 02:30", "2026-03-29T03:30+02:00 Exact never"),
            ("2026-12-31T23:59:60Z", "2026-12-31T23:59:59Z Exact"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_says_why() {
        for (text, help) in [
            ("2026-02-30", "February 2026 has 28 days"),
            ("2026-13-01", "there is no month 13"),
            ("yesterday", "write `2026-11-20T00:31Z`"),
            ("31.11.2026", "write `2026-11-20T00:31Z`"),
            ("9:30", "add the day"),
            ("2026-11-20 25:00", "the hours and minutes cannot be read"),
            (
                "2026-11-20 00:31 PST",
                "did you mean `America/Los_Angeles`?",
            ),
            ("2026-11-201", "write `2026-11-20T00:31Z`"),
        ] {
            let error = read_time(text, &Zone::utc()).unwrap_err();
            assert!(error.help().contains(help), "{text}: {}", error.help());
        }
    }
}
