use jiff::SignedDuration;

/// A length of time as stated, and how far it may be off for having been rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) length: SignedDuration,
    /// Half of the smallest unit written, at least a minute.
    pub(super) slack: SignedDuration,
}

/// Names of units, and their seconds.
const UNITS: &[(&[&str], i64)] = &[
    (&["s", "sec", "secs", "second", "seconds"], 1),
    (&["m", "min", "mins", "minute", "minutes", "mn"], 60),
    (&["h", "hr", "hrs", "hour", "hours"], 3600),
    (&["d", "day", "days"], 86_400),
    (&["w", "week", "weeks"], 604_800),
];

/// Reads `8 minutes`, `19 hours 43 minutes.`, `2h 33m`, `1.5 hours`, `4d 1h 30m`, `00:45:00`; the text must begin with
/// it. `None` for `?`, `N/A` and anything else.
pub(super) fn read(text: &str) -> Option<Figure> {
    let mut rest = text
        .trim()
        .trim_start_matches(['~', '≈', '<', '>'])
        .trim_start();
    for word in [
        "about ",
        "around ",
        "approximately ",
        "approx. ",
        "approx ",
        "ca. ",
        "roughly ",
        "nearly ",
        "almost ",
        "over ",
        "under ",
    ] {
        if let Some(after) = rest
            .get(..word.len())
            .filter(|h| h.eq_ignore_ascii_case(word))
            .map(|_| &rest[word.len()..])
        {
            rest = after.trim_start();
        }
    }
    if let Some(figure) = clock_form(rest) {
        return Some(figure);
    }
    let (mut total, mut smallest) = (0.0_f64, None);
    while let Some((value, unit, after)) = part(rest) {
        // Seconds in a year are far below the precision of a double.
        #[allow(clippy::cast_precision_loss)]
        let seconds = value * unit as f64;
        total += seconds;
        smallest = Some(if value.fract() == 0.0 {
            unit
        } else {
            unit / 10
        });
        rest = after.trim_start_matches([' ', ',', '&']);
        if let Some(after) = rest.strip_prefix("and ") {
            rest = after;
        }
    }
    let unit = smallest?;
    if !(0.0..1e9).contains(&total) {
        return None;
    }
    // In range, as checked above.
    #[allow(clippy::cast_possible_truncation)]
    let length = SignedDuration::from_secs(total.round() as i64);
    Some(Figure {
        length,
        slack: SignedDuration::from_secs((unit / 2).max(60)),
    })
}

/// A number, its unit in seconds, and the text behind.
fn part(text: &str) -> Option<(f64, i64, &str)> {
    let digits = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let value: f64 = text.get(..digits)?.trim_end_matches('.').parse().ok()?;
    let after = text[digits..].trim_start_matches([' ', '-', '\u{a0}']);
    let letters = after
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(after.len());
    let word = after[..letters].to_lowercase();
    let (_, unit) = UNITS
        .iter()
        .find(|(names, _)| names.contains(&word.as_str()))?;
    Some((value, *unit, &after[letters..]))
}

/// `01:30:00` is hours, minutes and seconds.
fn clock_form(text: &str) -> Option<Figure> {
    let word = text.split_whitespace().next()?;
    let parts: Vec<i64> = word
        .split(':')
        .map(|p| p.parse().ok())
        .collect::<Option<_>>()?;
    let [hours, minutes, seconds] = parts[..] else {
        return None;
    };
    let valid =
        (0..10_000).contains(&hours) && (0..60).contains(&minutes) && (0..60).contains(&seconds);
    valid.then(|| Figure {
        length: SignedDuration::from_secs(hours * 3600 + minutes * 60 + seconds),
        slack: SignedDuration::from_secs(60),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_as_people_write_them() {
        for (text, minutes) in [
            ("8 minutes", 8),
            ("19 hours 43 minutes.", 19 * 60 + 43),
            ("2h 33m", 153),
            ("11 Days", 11 * 24 * 60),
            ("1.5 hours", 90),
            ("about 1 hour and 5 minutes", 65),
            ("00:45:00", 45),
            ("4d 1h 30m", 4 * 1440 + 90),
            ("0 minutes", 0),
            ("279 minutes [1]", 279),
        ] {
            assert_eq!(
                read(text).map(|f| f.length),
                Some(SignedDuration::from_mins(minutes)),
                "{text}"
            );
        }
        for text in [
            "?",
            "N/A",
            "",
            "many hours",
            "12",
            "12:30",
            "9999999999999 days",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
