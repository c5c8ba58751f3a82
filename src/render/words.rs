//! Numbers, spans of time and days as people say them, in the language of the site.

use jiff::{SignedDuration, civil::Date};

use super::texts::{Texts, count, english, say};
use crate::insight::Elapsed;

impl Texts {
    /// A number inside a sentence: in words up to twelve, then in figures.
    pub(super) fn number(&self, n: usize) -> String {
        let word = self.nth("number.small", n);
        word.map_or_else(|| self.figure(n as f64), str::to_owned)
    }

    /// How often: `once`, `twice`, `three times`.
    pub(super) fn times(&self, n: usize) -> String {
        count!(self, "number.times", n)
    }

    /// One of several words of a text.
    fn nth(&self, key: &'static str, n: usize) -> Option<&str> {
        self.get(key).split(' ').nth(n)
    }

    /// A figure with its thousands apart: `11,500`, `0.28`.
    pub(super) fn figure(&self, value: f64) -> String {
        let plain = if value.fract() == 0.0 && value.abs() < 1e15 {
            #[allow(clippy::cast_possible_truncation, reason = "it is a whole number")]
            let whole = value as i64;
            whole.to_string()
        } else {
            format!("{value}")
        };
        let (sign, digits) = match plain.strip_prefix('-') {
            Some(digits) => ("−", digits),
            None => ("", plain.as_str()),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let mut out = String::from(sign);
        for (i, digit) in whole.chars().enumerate() {
            if i > 0 && (whole.len() - i).is_multiple_of(3) {
                out.push_str(self.get("number.group"));
            }
            out.push(digit);
        }
        if !fraction.is_empty() {
            out.push_str(self.get("number.decimal"));
            out.push_str(fraction);
        }
        out
    }

    /// A share: `12 %`.
    pub(super) fn percent(&self, value: impl std::fmt::Display) -> String {
        say!(self, "number.percent", value = value)
    }

    /// A span of time in its two largest units: `45 s`, `2 h 10 min`, `19 days`. The sign is left out.
    pub(super) fn duration(&self, seconds: i64) -> String {
        let total = seconds.unsigned_abs();
        let (minutes, hours, days) = (total / 60, total / 3600, total / 86_400);
        if total < 60 {
            say!(self, "duration.seconds", n = total)
        } else if hours == 0 {
            say!(self, "duration.minutes", n = minutes)
        } else if days < 2 {
            let rest = minutes % 60;
            let rest = (rest > 0).then(|| say!(self, "duration.minutes", n = rest));
            self.two(say!(self, "duration.hours", n = hours), rest)
        } else {
            let rest = if days < 4 { hours % 24 } else { 0 };
            let rest = (rest > 0).then(|| say!(self, "duration.hours", n = rest));
            self.two(self.plain_days(days), rest)
        }
    }

    fn two(&self, large: String, small: Option<String>) -> String {
        match small {
            Some(small) => say!(self, "duration.two", large = large, small = small),
            None => large,
        }
    }

    /// Days without anything between their thousands.
    fn plain_days(&self, days: u64) -> String {
        let n = usize::try_from(days).unwrap_or(usize::MAX);
        count!(self, "duration.days", n, figure = days)
    }

    /// A span as it stands below an axis, in one unit: `15 min`, `12 h`, `3 days`, `1 week`, `5 years`.
    pub(super) fn tick(&self, seconds: i64) -> String {
        let days = usize::try_from(seconds / 86_400).unwrap_or_default();
        match days {
            0 => self.duration(seconds),
            1..=6 => count!(self, "duration.days", days),
            7..=29 => count!(self, "duration.weeks", days / 7),
            30..=364 => count!(self, "duration.months", days / 30),
            _ => count!(self, "duration.years", days / 365),
        }
    }

    /// `5 minutes`, `an hour`: what stands after "under".
    pub(crate) fn target(&self, target: SignedDuration) -> String {
        match (target.as_secs(), target.as_secs() % 60) {
            (3600, _) => self.get("duration.target_hour").into(),
            (60, _) => self.get("duration.target_minute").into(),
            (seconds, 0) if seconds < 3600 => {
                say!(self, "duration.target_minutes", n = seconds / 60)
            }
            (seconds, 0) if seconds % 3600 == 0 && seconds < 172_800 => {
                say!(self, "duration.target_hours", n = seconds / 3600)
            }
            (seconds, 0) => self.duration(seconds),
            (seconds, _) => say!(self, "duration.target_seconds", n = seconds),
        }
    }

    /// The time between two marks as far as it is known: `14 min`, `about 2 h`, `19 days`, `the same day`.
    pub(crate) fn elapsed(&self, elapsed: Elapsed) -> String {
        match elapsed {
            Elapsed::Seconds {
                seconds,
                approximate: true,
            } => {
                say!(self, "duration.about", time = self.duration(seconds))
            }
            Elapsed::Seconds { seconds, .. } => self.duration(seconds),
            Elapsed::Days(0) => self.get("duration.same_day").into(),
            Elapsed::Days(days) => self.days(days),
        }
    }

    /// The least it can have been: what stands after "more than".
    pub(super) fn at_least(&self, elapsed: Elapsed) -> String {
        self.duration(elapsed.at_least())
    }

    /// The same in one unit, where minutes do not matter: `34 h`, `6 days`.
    pub(super) fn roughly(&self, elapsed: Elapsed) -> String {
        match elapsed {
            Elapsed::Seconds { seconds, .. } if seconds.abs() >= 96 * 3600 => {
                self.duration((seconds.abs() + 43_200) / 86_400 * 86_400)
            }
            Elapsed::Seconds { seconds, .. } if seconds.abs() >= 3600 => {
                say!(self, "duration.hours", n = (seconds.abs() + 1800) / 3600)
            }
            elapsed => self.elapsed(elapsed),
        }
    }

    /// `1 day`, `12 days`, whichever way the time runs.
    pub(crate) fn days(&self, days: i32) -> String {
        count!(self, "duration.days", whole(days))
    }

    /// A gap between two days in the unit people would use: `3 days`, `5 weeks`, `8 months`, `2 years`; `None` for the
    /// same day.
    pub(super) fn gap(&self, days: i32) -> Option<String> {
        let days = whole(days);
        Some(match days {
            0 => return None,
            1..=20 => count!(self, "duration.days", days),
            21..=69 => count!(self, "duration.weeks", (days + 3) / 7),
            // 30.44 days are a month, 365.25 a year; the nearest whole number is close enough to say.
            70..=699 => count!(self, "duration.months", (days * 100 + 1522) / 3044),
            _ => count!(self, "duration.years", (days * 100 + 18_262) / 36_525),
        })
    }

    fn month(&self, key: &'static str, date: Date) -> &str {
        let month = usize::try_from(date.month() - 1).ok();
        month
            .and_then(|month| self.nth(key, month))
            .unwrap_or_default()
    }

    /// `20 November 2026`
    pub(super) fn day_long(&self, date: Date) -> String {
        let month = self.month("date.months", date);
        say!(
            self,
            "date.long",
            day = date.day(),
            month = month,
            year = date.year()
        )
    }

    /// `20 Nov 2026`
    pub(crate) fn day(&self, date: Date) -> String {
        let month = self.short_month(date);
        say!(
            self,
            "date.short",
            day = date.day(),
            month = month,
            year = date.year()
        )
    }

    /// `20 Nov`
    pub(super) fn day_of_year(&self, date: Date) -> String {
        say!(
            self,
            "date.in_year",
            day = date.day(),
            month = self.short_month(date)
        )
    }

    /// `Nov`
    pub(super) fn short_month(&self, date: Date) -> &str {
        self.month("date.short_months", date)
    }

    /// `Fri`
    pub(super) fn weekday(&self, date: Date) -> &str {
        let day = usize::try_from(date.weekday().to_monday_zero_offset()).ok();
        day.and_then(|day| self.nth("date.weekdays", day))
            .unwrap_or_default()
    }

    /// `November 2026`
    pub(super) fn month_of_year(&self, date: Date) -> String {
        let month = self.month("date.months", date);
        say!(
            self,
            "date.month_of_year",
            month = month,
            year = date.year()
        )
    }
}

fn whole(days: i32) -> usize {
    usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX)
}

/// So many things, in English, for a terminal: `two debriefs`, `one action`, `1,204 debriefs`.
pub(crate) fn counted(n: usize, one: &str, many: &str) -> String {
    format!(
        "{} {}",
        english().number(n),
        if n == 1 { one } else { many }
    )
}

/// The same text with its first letter in upper case, to begin a sentence with.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// A paragraph for a terminal: lines of at most 78 letters, each ending in a newline. Control characters are left out.
pub(super) fn wrapped(text: &str) -> String {
    let mut wrapped = String::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let word: String = word.chars().filter(|c| !c.is_control()).collect();
        let letters = word.chars().count();
        if length > 0 && length + 1 + letters > 78 {
            wrapped.push('\n');
            length = 0;
        }
        if length > 0 {
            wrapped.push(' ');
            length += 1;
        }
        wrapped.push_str(&word);
        length += letters;
    }
    if length > 0 {
        wrapped.push('\n');
    }
    wrapped
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn durations_use_their_two_largest_units() {
        let said: Vec<String> = [
            45, 60, 3599, 3600, 7800, 93_600, 172_800, 187_200, 1_684_800,
        ]
        .map(|seconds| english().duration(seconds))
        .to_vec();
        assert_eq!(
            said,
            [
                "45 s",
                "1 min",
                "59 min",
                "1 h",
                "2 h 10 min",
                "26 h",
                "2 days",
                "2 days 4 h",
                "19 days"
            ]
        );
    }

    #[test]
    fn targets_are_said_as_people_say_them() {
        let said =
            [300, 3600, 600, 60, 7200, 90].map(|s| english().target(SignedDuration::from_secs(s)));
        assert_eq!(
            said,
            [
                "5 minutes",
                "an hour",
                "10 minutes",
                "a minute",
                "2 h",
                "90 s"
            ]
        );
    }

    #[test]
    fn day_precision_never_becomes_zero_minutes() {
        assert_eq!(english().elapsed(Elapsed::Days(0)), "the same day");
        assert_eq!(english().elapsed(Elapsed::Days(1)), "1 day");
        let rough = Elapsed::Seconds {
            seconds: 840,
            approximate: true,
        };
        assert_eq!(english().elapsed(rough), "about 14 min");
    }

    #[test]
    fn figures_have_their_thousands_apart() {
        let said =
            [0.0, 412.0, 1200.0, 310_000.0, 0.28, -1234.5].map(|value| english().figure(value));
        assert_eq!(said, ["0", "412", "1,200", "310,000", "0.28", "−1,234.5"]);
    }

    #[test]
    fn gaps_are_said_in_one_unit() {
        let said = [1, 17, 28, 61, 90, 252, 365, 730].map(|days| english().gap(days).unwrap());
        assert_eq!(
            said,
            [
                "1 day",
                "17 days",
                "4 weeks",
                "9 weeks",
                "3 months",
                "8 months",
                "12 months",
                "2 years"
            ]
        );
    }

    #[test]
    fn days_are_written_out() {
        let day_one = date(2026, 11, 1);
        assert_eq!(english().day_long(day_one), "1 November 2026");
        assert_eq!(english().day(day_one), "1 Nov 2026");
    }
}
