use jiff::civil::{Date, Weekday};

use super::cursor::Cursor;

/// A day, as far as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::parse::body) enum DayRef {
    /// With its year. `corrected` when the year had a digit too many.
    Full { date: Date, corrected: bool },
    /// Without a year.
    MonthDay { month: i8, day: i8 },
    /// `10/30` or `3/4/2024`: which number is the month must be guessed; the year is 0 when missing.
    Numeric { first: i8, second: i8, year: i16 },
    /// `Tuesday`
    Weekday(Weekday),
    /// Partly unknown: `2022-05-??`.
    Blank,
    /// No such day: `2023-02-30`.
    Impossible,
}

impl DayRef {
    /// Whether it says a day by itself, not only together with a time.
    pub(in crate::parse::body) fn stands_alone(self) -> bool {
        !matches!(self, Self::Numeric { year: 0, .. } | Self::Weekday(_))
    }
}

#[rustfmt::skip]
const MONTHS: &[&str] = &[
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
];

const OTHER_MONTHS: [&[&str]; 12] = [
    &["januar", "jänner", "janvier", "enero"],
    &["februar", "février", "febrero"],
    &["märz", "mars", "marzo"],
    &["avril", "abril"],
    &["mai", "mayo"],
    &["juni", "juin", "junio"],
    &["juli", "juillet", "julio"],
    &["août", "agosto"],
    &["septembre", "septiembre"],
    &["oktober", "octobre", "octubre"],
    &["novembre", "noviembre"],
    &["dezember", "décembre", "diciembre"],
];

#[rustfmt::skip]
const WEEKDAYS: &[&str] = &[
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
];

/// Reads a date.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<DayRef> {
    cursor
        .attempt(year_first)
        .or_else(|| cursor.attempt(blank))
        .or_else(|| cursor.attempt(month_first))
        .or_else(|| cursor.attempt(day_first))
        .or_else(|| cursor.attempt(numeric))
}

/// Reads the name of a day of the week, at least three letters of it.
pub(super) fn weekday(cursor: &mut Cursor<'_>) -> Option<Weekday> {
    let word = cursor.word();
    let index = prefix_of(word, WEEKDAYS)?;
    cursor.skip(word.len());
    cursor.eat('.');
    Weekday::from_monday_zero_offset(i8::try_from(index).ok()?).ok()
}

/// The name a word of three or more letters begins, whatever its case.
fn prefix_of(word: &str, names: &[&str]) -> Option<usize> {
    if word.len() < 3 || !word.is_ascii() {
        return None;
    }
    names
        .iter()
        .position(|name| name.len() >= word.len() && name[..word.len()].eq_ignore_ascii_case(word))
}

fn month(cursor: &mut Cursor<'_>) -> Option<i8> {
    let word = cursor.word();
    let month = match prefix_of(word, MONTHS) {
        Some(index) => i8::try_from(index + 1).ok()?,
        None => elsewhere(word)?,
    };
    cursor.skip(word.len());
    cursor.eat('.');
    Some(month)
}

/// The month a whole word names in German, French or Spanish.
fn elsewhere(word: &str) -> Option<i8> {
    // Most words that are asked for are no month.
    if !(3..=12).contains(&word.len()) {
        return None;
    }
    let word = word.to_lowercase();
    let index = OTHER_MONTHS
        .iter()
        .position(|names| names.contains(&word.as_str()))?;
    i8::try_from(index + 1).ok()
}

/// `2017-09-27`, `2017/9/27`, `2017.09.27`; a year of five digits loses the last.
fn year_first(cursor: &mut Cursor<'_>) -> Option<DayRef> {
    let (year, digits) = cursor.number(4, 5)?;
    let (year, corrected) = if digits == 5 {
        (year / 10, true)
    } else {
        (year, false)
    };
    let separator = cursor.eat_any("-/.–‐‑")?;
    let (month, _) = cursor.number(1, 2)?;
    if !cursor.eat(separator) {
        return None;
    }
    let (day, _) = cursor.number(1, 2)?;
    if !(cursor.at_boundary() || matches!(cursor.peek(), Some('T' | 't' | '_'))) {
        return None;
    }
    let date = Date::new(
        i16::try_from(year).ok()?,
        i8::try_from(month).ok()?,
        i8::try_from(day).ok()?,
    );
    Some(date.map_or(DayRef::Impossible, |date| DayRef::Full { date, corrected }))
}

/// `2022-05-??`, `2021/22-??-??`, `yyyy-mm-dd`
fn blank(cursor: &mut Cursor<'_>) -> Option<DayRef> {
    if cursor.eat_text("yyyy-mm-dd") {
        return Some(DayRef::Blank);
    }
    cursor.number(4, 4)?;
    let (mut unknown, mut length) = (false, 0);
    while let Some(c) = cursor.eat_any("0123456789-/.?xX") {
        unknown |= matches!(c, '?' | 'x' | 'X');
        length += 1;
    }
    (unknown && length > 2 && cursor.at_boundary()).then_some(DayRef::Blank)
}

/// `Sep 27 2017`, `July 14, 2025`, `May 3rd`
fn month_first(cursor: &mut Cursor<'_>) -> Option<DayRef> {
    let month = month(cursor)?;
    cursor.spaces();
    cursor.eat_word("the");
    cursor.spaces();
    let (day, _) = cursor.number(1, 2)?;
    ordinal(cursor);
    // `Sep 13:06` names a month and a time, not a day.
    if cursor.peek() == Some(':') || !cursor.at_boundary() {
        return None;
    }
    with_year(cursor, month, day)
}

/// `19. April`, `27 Sep 2017`, `3rd of May`, `30-Oct-2023`
fn day_first(cursor: &mut Cursor<'_>) -> Option<DayRef> {
    let (day, _) = cursor.number(1, 2)?;
    ordinal(cursor);
    cursor.eat('.');
    cursor.eat('-');
    cursor.spaces();
    cursor.eat_word("of");
    cursor.spaces();
    let month = month(cursor)?;
    if !cursor.at_boundary() {
        return None;
    }
    with_year(cursor, month, day)
}

fn ordinal(cursor: &mut Cursor<'_>) {
    cursor.eat_word_of(&["st", "nd", "rd", "th"]);
}

fn with_year(cursor: &mut Cursor<'_>, month: i8, day: u32) -> Option<DayRef> {
    let day = i8::try_from(day).ok()?;
    let year = cursor.attempt(|c| {
        c.eat_any(",-");
        c.spaces();
        c.eat_any("'’");
        let (year, _) = c.number(4, 4)?;
        (c.peek() != Some(':') && c.at_boundary() && (1970..2200).contains(&year)).then_some(year)
    });
    Some(match year {
        Some(year) => full(year, month, day),
        // Any leap year will do to see whether the day exists at all.
        None if Date::new(2024, month, day).is_err() => DayRef::Impossible,
        None => DayRef::MonthDay { month, day },
    })
}

fn full(year: u32, month: i8, day: i8) -> DayRef {
    let date = i16::try_from(year)
        .ok()
        .and_then(|year| Date::new(year, month, day).ok());
    date.map_or(DayRef::Impossible, |date| DayRef::Full {
        date,
        corrected: false,
    })
}

/// `10/30`, `27.09.2017`, `27.9.`, `30-10-2023`
fn numeric(cursor: &mut Cursor<'_>) -> Option<DayRef> {
    let (first, _) = cursor.number(1, 2)?;
    let separator = cursor.eat_any("/.-")?;
    let (second, _) = cursor.number(1, 2)?;
    let year = cursor.attempt(|c| {
        c.eat_any(&separator.to_string())?;
        let (year, digits) = c.number(2, 4)?;
        (digits != 3).then_some(if digits == 2 { 2000 + year } else { year })
    });
    // `1.21` is a version and `3-4` a range; `27.9.` and `10/30` are days.
    if year.is_none() && !(separator == '/' || (separator == '.' && cursor.eat('.'))) {
        return None;
    }
    if !cursor.at_boundary() {
        return None;
    }
    let (first, second) = (i8::try_from(first).ok()?, i8::try_from(second).ok()?);
    let year = i16::try_from(year.unwrap_or(0)).ok()?;
    // Points are written where the day comes first.
    if separator == '.' {
        return Some(if year == 0 {
            day_month(second, first)
        } else {
            Date::new(year, second, first).map_or(DayRef::Impossible, |date| DayRef::Full {
                date,
                corrected: false,
            })
        });
    }
    Some(DayRef::Numeric {
        first,
        second,
        year,
    })
}

fn day_month(month: i8, day: i8) -> DayRef {
    if Date::new(2024, month, day).is_ok() {
        DayRef::MonthDay { month, day }
    } else {
        DayRef::Impossible
    }
}
