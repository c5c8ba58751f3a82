use jiff::tz::Offset;

use super::{
    clock_time::{self, Clock, Style},
    cursor::Cursor,
    date::{self, DayRef},
    zone::{self, Zone},
};

/// Something odd about a time that is read all the same.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::parse::body) enum Oddity {
    /// A name of a zone that stands for several, or contradicts the offset beside it: what to tell the author.
    Zone(String),
}

/// The end of a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::parse::body) struct End {
    pub(in crate::parse::body) day: Option<DayRef>,
    pub(in crate::parse::body) clock: Clock,
}

/// A point in time as it was written.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::parse::body) struct Stamp {
    pub(in crate::parse::body) day: Option<DayRef>,
    pub(in crate::parse::body) clock: Option<Clock>,
    pub(in crate::parse::body) zone: Option<Zone>,
    pub(in crate::parse::body) until: Option<End>,
    /// `~`, `ca.`, `?`
    pub(in crate::parse::body) approx: bool,
    pub(in crate::parse::body) oddity: Option<Oddity>,
    /// Where in the text it begins and ends.
    pub(in crate::parse::body) start: usize,
    pub(in crate::parse::body) end: usize,
    /// Where the text about it begins, past separators.
    pub(in crate::parse::body) rest: usize,
}

impl Stamp {
    /// Whether it tells a time of day, or at least holds the place of one.
    pub(in crate::parse::body) fn has_clock(&self) -> bool {
        self.clock.is_some()
    }
}

/// Reads the time at the start of a text. A date alone is read only when it says a day by itself.
pub(in crate::parse::body) fn leading(text: &str) -> Option<Stamp> {
    // Nearly every text that is no time is refused here, at its first character.
    let first = text
        .trim_start_matches([' ', '[', '(', '<', '~', '*', '≈', '"'])
        .chars()
        .next()?;
    if !(first.is_alphanumeric() || matches!(first, '?' | '-' | '_')) {
        return None;
    }
    read(text, false)
}

/// Reads a text that is a time and nothing else, but for brackets and a word or two of doubt. Takes `0830`.
pub(in crate::parse::body) fn only(text: &str) -> Option<Stamp> {
    let text = text.trim();
    if text.len() > 80 {
        return None;
    }
    if let Some(stamp) = epoch(text) {
        return Some(stamp);
    }
    let mut stamp = read(text, true)?;
    let tail = text[stamp.end..].trim();
    if tail.starts_with('(') && tail.ends_with(')') && tail.len() < 40 {
        stamp.approx |=
            tail.contains(['?', '~']) || tail.contains("about") || tail.contains("approx");
        return Some(stamp);
    }
    let tail = tail.trim_matches([
        ':', '-', '–', '—', ']', ')', '.', ',', '*', '>', ' ', '?', '"',
    ]);
    tail.is_empty().then_some(stamp)
}

/// Seconds since 1970, from 2001 to 2033, as machines write them.
fn epoch(text: &str) -> Option<Stamp> {
    if text.len() != 10 || !text.starts_with('1') || !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let at = jiff::Timestamp::from_second(text.parse().ok()?).ok()?;
    let civil = Offset::UTC.to_datetime(at);
    let midnight = civil.date().at(0, 0, 0, 0);
    Some(Stamp {
        day: Some(DayRef::Full {
            date: civil.date(),
            corrected: false,
        }),
        clock: Some(Clock::At {
            seconds: i32::try_from(civil.duration_since(midnight).as_secs()).ok()?,
            style: Style::Full,
            exact: true,
        }),
        zone: Some(Zone::utc()),
        until: None,
        approx: false,
        oddity: None,
        start: 0,
        end: text.len(),
        rest: text.len(),
    })
}

/// The time a text ends with, day and clock, and where it begins: `Resolved - All is well. Oct 12, 14:32 UTC`.
pub(in crate::parse::body) fn trailing(text: &str) -> Option<(usize, Stamp)> {
    // No such time is longer.
    let mut from = text.len().saturating_sub(48);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    let mut boundary = from == 0;
    for (i, c) in text[from..].char_indices() {
        if boundary
            && c.is_alphanumeric()
            && let Some(stamp) = only(&text[from + i..])
            && stamp.has_clock()
            && stamp.day.is_some_and(DayRef::stands_alone)
        {
            return Some((from + i, stamp));
        }
        boundary = !c.is_alphanumeric();
    }
    None
}

fn read(text: &str, loose: bool) -> Option<Stamp> {
    let mut cursor = Cursor::new(text);
    let bracket = opening(&mut cursor);
    while cursor.eat_word_of(&["at", "on"]).is_some() {
        cursor.spaces();
    }
    let start = cursor.at();
    let mut stamp = Stamp {
        day: None,
        clock: None,
        zone: None,
        until: None,
        approx: approximately(&mut cursor),
        oddity: None,
        start,
        end: start,
        rest: start,
    };
    pieces(&mut cursor, &mut stamp, loose);
    let clock_like = stamp.clock.is_some();
    let bare_weekday = matches!(stamp.day, Some(DayRef::Weekday(_)))
        && cursor.rest().trim_end_matches([':', ' ', '*']).is_empty();
    if !clock_like && !bare_weekday && !stamp.day.is_some_and(DayRef::stands_alone) {
        return None;
    }
    suffix(&mut cursor, &mut stamp);
    if !cursor.at_boundary() {
        return None;
    }
    stamp.end = cursor.at();
    stamp.rest = separators(cursor, bracket);
    Some(stamp)
}

/// Opening brackets, and which must close again.
fn opening(cursor: &mut Cursor<'_>) -> Option<char> {
    cursor.spaces();
    let bracket = match cursor.eat_any("[(<\"") {
        Some('[') => Some(']'),
        Some('(') => Some(')'),
        Some('<') => Some('>'),
        Some(_) => Some('"'),
        None => None,
    };
    cursor.spaces();
    bracket
}

/// `~`, `ca.`, `about`; and small words that say nothing (`at`, `on`).
fn approximately(cursor: &mut Cursor<'_>) -> bool {
    let mut approx = false;
    loop {
        if cursor.eat_any("~≈∼").is_some() {
            approx = true;
        } else if cursor
            .eat_word_of(&[
                "ca",
                "circa",
                "c",
                "approx",
                "approximately",
                "about",
                "around",
                "roughly",
                "early",
                "late",
            ])
            .is_some()
        {
            cursor.eat('.');
            approx = true;
        } else if cursor.eat_word_of(&["at", "on"]).is_none() {
            return approx;
        }
        cursor.spaces();
    }
}

/// Weekday, date and time, in whatever order, each once.
fn pieces(cursor: &mut Cursor<'_>, stamp: &mut Stamp, loose: bool) {
    let mut weekday = None;
    loop {
        let before = *cursor;
        if !between(cursor, stamp) {
            break;
        }
        stamp.approx |= approximately(cursor);
        let found = if weekday.is_none()
            && let Some(day) = cursor.attempt(|c| date::weekday(c).filter(|_| c.at_boundary()))
        {
            weekday = Some(day);
            true
        } else if !matches!(stamp.day, Some(d) if !matches!(d, DayRef::Weekday(_)))
            && let Some(day) = date::read(cursor)
        {
            stamp.day = Some(day);
            true
        } else if stamp.clock.is_none()
            && let Some(clock) = time(cursor, stamp, loose)
        {
            stamp.clock = Some(clock);
            true
        } else {
            false
        };
        if !found {
            *cursor = before;
            break;
        }
    }
    if stamp.day.is_none() {
        stamp.day = weekday.map(DayRef::Weekday);
    }
}

/// What may stand between two pieces.
fn between(cursor: &mut Cursor<'_>, stamp: &Stamp) -> bool {
    if stamp.day.is_none() && stamp.clock.is_none() {
        cursor.eat_any(",");
        cursor.spaces();
        return true;
    }
    let touching = cursor.at();
    cursor.spaces();
    if cursor.eat_any(",;").is_none() && stamp.clock.is_none() {
        // A hyphen may part a date from its time, but after a time it begins a range or the text.
        cursor.eat_any("-–—@|_T");
    }
    cursor.spaces();
    cursor.eat_word_of(&["at", "on", "um"]);
    cursor.spaces();
    cursor.at() > touching
}

/// A time of day and the zone behind it. A time before the date must be followed by it directly.
fn time(cursor: &mut Cursor<'_>, stamp: &mut Stamp, loose: bool) -> Option<Clock> {
    let iso = cursor.before().is_some_and(|c| matches!(c, 'T' | 't'));
    let clock = cursor.attempt(|c| {
        let clock = clock_time::read(c, loose || stamp.day.is_some_and(DayRef::stands_alone));
        clock.filter(|_| c.at_boundary() || matches!(c.peek(), Some('Z')))
    })?;
    if cursor.eat_any("~?").is_some()
        || cursor
            .attempt(|c| {
                c.eat('-');
                c.eat_word("ish").then_some(())
            })
            .is_some()
    {
        stamp.approx = true;
    }
    if let Some(found) = zone::after_time(cursor, iso) {
        stamp.oddity = found.warning.map(Oddity::Zone);
        stamp.zone = Some(found.zone);
    }
    Some(clock)
}

/// The end of a range, a sign of doubt, a zone after the range.
fn suffix(cursor: &mut Cursor<'_>, stamp: &mut Stamp) {
    if stamp.clock.is_some()
        && let Some(end) = cursor.attempt(range_end)
    {
        stamp.until = Some(end);
        if stamp.zone.is_none()
            && let Some(found) = zone::after_time(cursor, false)
        {
            stamp.oddity = found.warning.map(Oddity::Zone);
            stamp.zone = Some(found.zone);
        }
    }
    if cursor
        .attempt(|c| {
            c.spaces();
            c.eat_any("~?")
        })
        .is_some()
    {
        stamp.approx = true;
    }
}

fn range_end(cursor: &mut Cursor<'_>) -> Option<End> {
    cursor.spaces();
    if cursor.eat_any("-–—→").is_none() {
        if !cursor.eat_text("..") {
            cursor.eat_word_of(&["to", "until", "till", "through"])?;
        }
    } else {
        cursor.eat('>');
    }
    cursor.spaces();
    approximately(cursor);
    let day = cursor.attempt(|c| {
        let day = date::read(c)?;
        c.spaces();
        c.eat_any(",T");
        c.spaces();
        c.eat_word("at");
        c.spaces();
        Some(day)
    });
    let clock = clock_time::read(cursor, day.is_some())?;
    cursor.at_boundary().then_some(End { day, clock })
}

/// Where the text begins: past the closing bracket and whatever parts it from the time.
fn separators(mut cursor: Cursor<'_>, bracket: Option<char>) -> usize {
    cursor.spaces();
    if let Some(bracket) = bracket {
        cursor.eat(bracket);
    }
    loop {
        cursor.spaces();
        if cursor.eat_any(":|,;–—-→*>").is_none() {
            return cursor.at();
        }
    }
}
