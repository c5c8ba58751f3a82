use super::cursor::Cursor;

/// Which clock a time was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse::body) enum Style {
    /// 13:05, or anything that can only be a 24-hour clock.
    Full,
    /// With am or pm.
    Half,
    /// 1 to 12 without am or pm: either.
    Either,
    /// Both at once: `17:14pm`. Read as the 24-hour clock, with a warning.
    Mixed,
}

/// A time of day, as far as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse::body) enum Clock {
    /// Seconds since midnight (up to 24:00), the clock, and whether the minute is known.
    At {
        seconds: i32,
        style: Style,
        exact: bool,
    },
    /// A place left for a time: `HH:mm`, `??:??`, `--:--`.
    Blank,
    /// Looks like a time, but cannot be one: `25:70`.
    Impossible,
    /// So many seconds after the start: `T+5m`.
    After(i32),
}

/// What stands where a time will be filled in.
#[rustfmt::skip]
const BLANKS: &[&str] = &[
    "HH:mm:ss", "HH:mm", "??:??", "--:--", "__:__", "xx:xx", "nn:nn", "00:??", "TBD", "?:??",
    "hhmm", "0X:XX", "1X:XX", "2X:XX",
];

/// Reads a time of day. `loose` also takes a bare `0830`.
pub(super) fn read(cursor: &mut Cursor<'_>, loose: bool) -> Option<Clock> {
    cursor
        .attempt(blank)
        .or_else(|| cursor.attempt(relative))
        .or_else(|| cursor.attempt(|c| digits(c, loose)))
}

fn blank(cursor: &mut Cursor<'_>) -> Option<Clock> {
    let found = BLANKS.iter().any(|b| cursor.eat_text(b)) && cursor.at_boundary();
    found.then_some(Clock::Blank)
}

/// `T+5m`, `T + 1:30`, `T-10 min`, `T0`.
fn relative(cursor: &mut Cursor<'_>) -> Option<Clock> {
    if !cursor.eat('T') {
        return None;
    }
    cursor.spaces();
    if cursor.eat('0') {
        return cursor.at_boundary().then_some(Clock::After(0));
    }
    let sign = if cursor.eat_any("+-−")? == '+' {
        1
    } else {
        -1
    };
    cursor.spaces();
    let (first, _) = cursor.number(1, 4)?;
    let first = i32::try_from(first).ok()?;
    if cursor.eat(':') {
        let (minutes, _) = cursor.number(2, 2)?;
        return Some(Clock::After(
            sign * (first * 3600 + i32::try_from(minutes).ok()? * 60),
        ));
    }
    let mut seconds = first * cursor.attempt(unit).unwrap_or(60);
    // `T+1h05m`
    while let Some((value, unit)) = cursor.attempt(|c| Some((c.number(1, 2)?.0, unit(c)?))) {
        seconds += i32::try_from(value).ok()? * unit;
    }
    Some(Clock::After(sign * seconds))
}

/// A unit of time, in seconds; a space may stand before it.
fn unit(cursor: &mut Cursor<'_>) -> Option<i32> {
    cursor.spaces();
    Some(match cursor.eat_word_of(UNITS)? {
        0..=3 => 1,
        4..=8 => 60,
        9..=12 => 3600,
        _ => 86_400,
    })
}

#[rustfmt::skip]
const UNITS: &[&str] = &[
    "s", "sec", "secs", "seconds", "m", "min", "mins", "minute", "minutes", "h", "hr", "hour",
    "hours", "d", "day", "days",
];

fn digits(cursor: &mut Cursor<'_>, loose: bool) -> Option<Clock> {
    if let Some((hour, _)) = cursor.number(1, 2) {
        return after_hour(cursor, hour);
    }
    let (value, _) = cursor.number(4, 4)?;
    compact(cursor, value, loose)
}

fn after_hour(cursor: &mut Cursor<'_>, hour: u32) -> Option<Clock> {
    if cursor.eat(':') {
        return after_colon(cursor, hour);
    }
    cursor
        .attempt(|c| french(c, hour))
        .or_else(|| cursor.attempt(|c| dotted(c, hour)))
        .or_else(|| {
            let half = meridiem(cursor)?;
            Some(clock(hour, 0, 0, Some(half)))
        })
}

/// `14h05`
fn french(cursor: &mut Cursor<'_>, hour: u32) -> Option<Clock> {
    cursor.eat_any("hH")?;
    let (minute, _) = cursor.number(2, 2)?;
    cursor.at_boundary().then(|| clock(hour, minute, 0, None))
}

/// `13.45 Uhr`, `1.45pm`; without such a word it is a version or a price.
fn dotted(cursor: &mut Cursor<'_>, hour: u32) -> Option<Clock> {
    cursor.eat_any(".")?;
    let (minute, _) = cursor.number(2, 2)?;
    let half = meridiem(cursor);
    (half.is_some() || hours_word(cursor)).then(|| clock(hour, minute, 0, half))
}

fn after_colon(cursor: &mut Cursor<'_>, hour: u32) -> Option<Clock> {
    if ["??", "xx", "--", "mm", "?", "__"]
        .iter()
        .any(|b| cursor.eat_text(b))
    {
        return Some(match clock(hour, 0, 0, meridiem(cursor)) {
            Clock::At { seconds, style, .. } => Clock::At {
                seconds,
                style,
                exact: false,
            },
            other => other,
        });
    }
    let (minute, _) = cursor.number(2, 2)?;
    let second = cursor.attempt(seconds).unwrap_or(0);
    let half = meridiem(cursor);
    hours_word(cursor);
    Some(clock(hour, minute, second, half))
}

/// `:41`, `:41.250`
fn seconds(cursor: &mut Cursor<'_>) -> Option<u32> {
    cursor.eat_any(":")?;
    let (value, _) = cursor.number(2, 2)?;
    cursor.attempt(|c| {
        c.eat_any(".,")?;
        c.number(1, 9)
    });
    Some(value)
}

/// ` Uhr`, ` hrs`
fn hours_word(cursor: &mut Cursor<'_>) -> bool {
    cursor
        .attempt(|c| {
            c.spaces();
            c.eat_word_of(&["Uhr", "hrs", "hours"])
        })
        .is_some()
}

/// `0830`, when what follows shows that it is a time, or the caller knows.
fn compact(cursor: &mut Cursor<'_>, value: u32, loose: bool) -> Option<Clock> {
    let (hour, minute) = (value / 100, value % 100);
    let half = meridiem(cursor);
    let marked = half.is_some()
        || hours_word(cursor)
        || cursor
            .attempt(|c| c.eat_any("hH").filter(|_| c.at_boundary()))
            .is_some();
    let zulu = cursor
        .rest()
        .strip_prefix('Z')
        .is_some_and(|r| !r.starts_with(char::is_alphanumeric));
    if !(marked || zulu || loose) || hour > 23 || minute > 59 {
        return None;
    }
    Some(clock(hour, minute, 0, half))
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meridiem {
    Am,
    Pm,
}

/// `am`, ` PM`, `a.m.`, and the `a` of `7:27a`.
fn meridiem(cursor: &mut Cursor<'_>) -> Option<Meridiem> {
    cursor.attempt(|c| {
        let apart = c.spaces();
        let first = c.eat_any("aApP")?;
        let dot = c.eat('.');
        let full = c.eat_any("mM").is_some();
        if full && dot {
            c.eat('.');
        }
        // A lone `a` after a space is a word.
        if !c.at_boundary() || (!full && (apart || dot)) {
            return None;
        }
        Some(if first.eq_ignore_ascii_case(&'a') {
            Meridiem::Am
        } else {
            Meridiem::Pm
        })
    })
}

fn clock(hour: u32, minute: u32, second: u32, half: Option<Meridiem>) -> Clock {
    if minute > 59 || second > 60 || hour > 24 || (hour == 24 && minute > 0) {
        return Clock::Impossible;
    }
    let (hour, style) = match half {
        Some(Meridiem::Am) if hour == 12 => (0, Style::Half),
        Some(Meridiem::Pm) if hour < 12 => (hour + 12, Style::Half),
        Some(_) if hour > 12 || hour == 0 => (hour, Style::Mixed),
        Some(_) => (hour, Style::Half),
        None if (1..=12).contains(&hour) => (hour, Style::Either),
        None => (hour, Style::Full),
    };
    let seconds = hour * 3600 + minute * 60 + second;
    Clock::At {
        seconds: i32::try_from(seconds).unwrap_or(0),
        style,
        exact: true,
    }
}
