//! Numbers, spans of time and days as people say them.

use jiff::{SignedDuration, civil::Date};

use crate::insight::Elapsed;

const SMALL: [&str; 13] = [
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven",
    "twelve",
];

/// A number inside a sentence: in words up to twelve, then in figures.
pub(super) fn number(n: usize) -> String {
    SMALL
        .get(n)
        .map_or_else(|| figure(n as f64), |&word| word.to_owned())
}

/// How often: `once`, `twice`, `three times`.
pub(super) fn times(n: usize) -> String {
    match n {
        1 => "once".to_owned(),
        2 => "twice".to_owned(),
        n => format!("{} times", number(n)),
    }
}

/// So many things: `two debriefs`, `one action`, `1,204 debriefs`.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", number(n), if n == 1 { one } else { many })
}

/// The same text with its first letter in upper case, to begin a sentence with.
pub(super) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}

/// A figure with its thousands apart: `11,500`, `0.28`.
pub(super) fn figure(value: f64) -> String {
    let plain = if value.fract() == 0.0 && value.abs() < 1e15 {
        format!("{value:.0}")
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
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// A span of time in its two largest units: `45 s`, `2 h 10 min`, `19 days`. The sign is left out.
pub(super) fn duration(seconds: i64) -> String {
    let total = seconds.unsigned_abs();
    let (minutes, hours, days) = (total / 60, total / 3600, total / 86_400);
    if total < 60 {
        format!("{total} s")
    } else if hours == 0 {
        format!("{minutes} min")
    } else if days < 2 {
        two(hours, "h", minutes % 60, "min")
    } else if days < 4 {
        two(days, "days", hours % 24, "h")
    } else {
        format!("{days} days")
    }
}

fn two(first: u64, unit: &str, second: u64, small_unit: &str) -> String {
    if second == 0 {
        format!("{first} {unit}")
    } else {
        format!("{first} {unit} {second} {small_unit}")
    }
}

/// `5 minutes`, `an hour`
pub(crate) fn target(target: SignedDuration) -> String {
    match (target.as_secs(), target.as_secs() % 60) {
        (3600, _) => "an hour".into(),
        (60, _) => "a minute".into(),
        (seconds, 0) if seconds < 3600 => format!("{} minutes", seconds / 60),
        (seconds, 0) => duration(seconds),
        (seconds, _) => format!("{seconds} s"),
    }
}

/// The time between two marks as far as it is known: `14 min`, `about 2 h`, `19 days`, `the same day`.
pub(crate) fn elapsed(elapsed: Elapsed) -> String {
    match elapsed {
        Elapsed::Seconds {
            seconds,
            approximate,
        } => {
            let about = if approximate { "about " } else { "" };
            format!("{about}{}", duration(seconds))
        }
        Elapsed::Days(0) => "the same day".into(),
        Elapsed::Days(days) => days_long(days.abs()),
    }
}

/// The least it can have been: what stands after "more than".
pub(super) fn at_least(elapsed: Elapsed) -> String {
    duration(elapsed.at_least())
}

/// The same in one unit, where minutes do not matter: `34 h`, `6 days`.
pub(super) fn roughly(elapsed: Elapsed) -> String {
    match elapsed {
        Elapsed::Seconds { seconds, .. } if seconds.abs() >= 96 * 3600 => {
            duration((seconds.abs() + 43_200) / 86_400 * 86_400)
        }
        Elapsed::Seconds { seconds, .. } if seconds.abs() >= 3600 => {
            format!("{} h", (seconds.abs() + 1800) / 3600)
        }
        elapsed => self::elapsed(elapsed),
    }
}

/// `1 day`, `12 days`.
pub(crate) fn days_long(days: i32) -> String {
    let unit = if days == 1 { "day" } else { "days" };
    format!("{} {unit}", figure(f64::from(days)))
}

/// A gap between two days in the unit people would use: `3 days`, `5 weeks`, `8 months`, `2 years`.
pub(super) fn gap(days: i32) -> String {
    let days = days.abs();
    let (value, one, many) = match days {
        0 => return "the same day".into(),
        1..=20 => (days, "day", "days"),
        21..=69 => ((days + 3) / 7, "week", "weeks"),
        // 30.44 days are a month, 365.25 a year; the nearest whole number is close enough to say.
        70..=699 => ((days * 100 + 1522) / 3044, "month", "months"),
        _ => ((days * 100 + 18_262) / 36_525, "year", "years"),
    };
    let unit = if value == 1 { one } else { many };
    format!("{value} {unit}")
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(date: Date) -> &'static str {
    usize::try_from(date.month() - 1)
        .ok()
        .and_then(|i| MONTHS.get(i))
        .copied()
        .unwrap_or_default()
}

/// `20 November 2026`
pub(super) fn day_long(date: Date) -> String {
    format!("{} {} {}", date.day(), month(date), date.year())
}

/// `20 Nov 2026`
pub(crate) fn day(date: Date) -> String {
    format!("{} {}", day_of_year(date), date.year())
}

/// `20 Nov`
pub(super) fn day_of_year(date: Date) -> String {
    format!("{} {}", date.day(), short_month(date))
}

/// `Nov`
pub(super) fn short_month(date: Date) -> &'static str {
    let month = month(date);
    month.get(..3).unwrap_or(month)
}

/// `November 2026`
pub(super) fn month_of_year(date: Date) -> String {
    format!("{} {}", month(date), date.year())
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
        .map(duration)
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
        let said = [300, 3600, 600, 60, 7200, 90].map(|s| target(SignedDuration::from_secs(s)));
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
        assert_eq!(elapsed(Elapsed::Days(0)), "the same day");
        assert_eq!(elapsed(Elapsed::Days(1)), "1 day");
        let rough = Elapsed::Seconds {
            seconds: 840,
            approximate: true,
        };
        assert_eq!(elapsed(rough), "about 14 min");
    }

    #[test]
    fn figures_have_their_thousands_apart() {
        let said = [0.0, 412.0, 1200.0, 310_000.0, 0.28, -1234.5].map(figure);
        assert_eq!(said, ["0", "412", "1,200", "310,000", "0.28", "−1,234.5"]);
    }

    #[test]
    fn gaps_are_said_in_one_unit() {
        let said = [1, 17, 28, 61, 90, 252, 365, 730].map(gap);
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
        assert_eq!(day_long(day_one), "1 November 2026");
        assert_eq!(day(day_one), "1 Nov 2026");
    }
}
