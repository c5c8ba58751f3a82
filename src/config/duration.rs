use jiff::SignedDuration;

/// The forms of a duration, for messages.
pub(super) const FORMS: &str = "a duration such as `90s`, `5m`, `1h`, `14d` or `2w`";

/// Reads `90s`, `5m`, `1h`, `14d`, `2w` or several of them (`1h 30m`). A day is 24 hours, a week seven days: targets
/// are compared with spans of clock time, not with calendars.
pub(super) fn parse(text: &str) -> Option<SignedDuration> {
    let mut rest = text.trim();
    let mut total = SignedDuration::ZERO;
    if rest.is_empty() {
        return None;
    }
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let count: i64 = rest[..digits].parse().ok()?;
        let after = rest[digits..].trim_start();
        let letters = after.bytes().take_while(u8::is_ascii_alphabetic).count();
        let unit = unit(&after[..letters])?;
        total = total.checked_add(SignedDuration::from_secs(count.checked_mul(unit)?))?;
        rest = after[letters..].trim_start();
    }
    Some(total)
}

/// Seconds of a unit.
fn unit(name: &str) -> Option<i64> {
    match name.to_ascii_lowercase().as_str() {
        "s" | "sec" | "second" | "seconds" => Some(1),
        "m" | "min" | "minute" | "minutes" => Some(60),
        "h" | "hour" | "hours" => Some(3600),
        "d" | "day" | "days" => Some(24 * 3600),
        "w" | "week" | "weeks" => Some(7 * 24 * 3600),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_numbers_with_units() {
        for (text, seconds) in [
            ("90s", 90),
            ("5m", 300),
            ("1h", 3600),
            ("1h30m", 5400),
            ("1 hour 30 min", 5400),
            ("14d", 14 * 86_400),
            ("2w", 14 * 86_400),
            ("0s", 0),
        ] {
            assert_eq!(
                parse(text),
                Some(SignedDuration::from_secs(seconds)),
                "{text}"
            );
        }
        for text in [
            "",
            "5",
            "m",
            "5 parsecs",
            "-5m",
            "1.5h",
            "99999999999999999999s",
            "9999999999999999w",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
