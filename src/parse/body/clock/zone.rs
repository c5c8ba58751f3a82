//! Time zones as people name them.

use std::{collections::BTreeMap, sync::LazyLock};

use aho_corasick::AhoCorasick;
use jiff::{
    civil::DateTime,
    tz::{Offset, TimeZone},
};

use super::{
    cursor::Cursor,
    zone_names::{ABBREVIATIONS, PHRASES, REGIONS},
};
use crate::{data::zone_rules, model::At};

/// A zone: what it is called in our data, and its rules.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::parse::body) struct Zone {
    /// An IANA name, `UTC`, or an offset such as `-08:00`.
    pub(in crate::parse::body) name: String,
    rules: TimeZone,
}

/// A zone read from a text.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::parse::body) struct Found {
    pub(in crate::parse::body) zone: Zone,
    /// What to tell the author.
    pub(in crate::parse::body) warning: Option<String>,
}

impl Zone {
    /// UTC.
    pub(in crate::parse::body) fn utc() -> Self {
        Self {
            name: "UTC".into(),
            rules: TimeZone::UTC,
        }
    }

    /// So many minutes east of UTC; `None` past a day.
    pub(in crate::parse::body) fn fixed(minutes: i32) -> Option<Self> {
        if minutes == 0 {
            return Some(Self::utc());
        }
        let offset = Offset::from_seconds(minutes * 60).ok()?;
        let sign = if minutes < 0 { '-' } else { '+' };
        Some(Self {
            name: format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60),
            rules: offset.to_time_zone(),
        })
    }

    /// An IANA name or an offset, as the frontmatter and the config have it.
    pub(in crate::parse::body) fn named(name: &str) -> Option<Self> {
        if name.eq_ignore_ascii_case("utc") || name == "Z" {
            return Some(Self::utc());
        }
        if name.starts_with(['+', '-']) {
            return Self::fixed(offset(&mut Cursor::new(name))?);
        }
        let rules = zone_rules(name)?;
        let name = rules.iana_name().unwrap_or(name).to_owned();
        Some(Self { name, rules })
    }

    /// The instant a clock of this zone shows that time. In a gap or overlap the earlier reading of the rules holds.
    pub(in crate::parse::body) fn at(&self, time: DateTime) -> Option<At> {
        let timestamp = self.rules.to_ambiguous_timestamp(time).compatible().ok()?;
        Some(At::Instant {
            timestamp,
            offset: self.rules.to_offset(timestamp),
        })
    }
}

/// Reads the zone behind a time: `Z`, ` UTC`, ` (CET)`, `+02:00`. After a full ISO time a `-07:00` is an offset too;
/// elsewhere it begins a range.
pub(super) fn after_time(cursor: &mut Cursor<'_>, iso: bool) -> Option<Found> {
    if let Some(minutes) = cursor.attempt(|c| {
        let signed = c.peek() == Some('+') || (iso && matches!(c.peek(), Some('-' | '−')));
        if signed { offset(c) } else { None }
    }) {
        return Some(Found {
            zone: Zone::fixed(minutes)?,
            warning: None,
        });
    }
    cursor.attempt(|c| {
        let apart = c.spaces();
        if apart && c.peek() == Some('+') {
            let minutes = offset(c)?;
            return Some(Found {
                zone: Zone::fixed(minutes)?,
                warning: None,
            });
        }
        let bracket = c.eat_any("([");
        let found = name(c)?;
        if bracket.is_some() {
            c.eat_any(")]")?;
        }
        c.at_boundary().then_some(found)
    })
}

/// Finds the zone in a text known to speak of times: `in PST`, `Timeline (times in BST)`, `Time [UTC]`.
pub(in crate::parse::body) fn stated(text: &str) -> Option<Found> {
    // A statement is short; what follows far behind is about something else.
    let mut end = text.len().min(120);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let text = &text[..end];
    let mut cursor = Cursor::new(text);
    while let Some(c) = cursor.peek() {
        if (c.is_alphabetic() || matches!(c, '+' | '-'))
            && let Some(found) =
                cursor.attempt(|c| name(c).or_else(|| phrase(c)).filter(|_| c.at_boundary()))
        {
            return Some(with_bracketed_offset(&mut cursor, found));
        }
        // On to the next word.
        match cursor.word().len() {
            0 => cursor.bump(),
            length => cursor.skip(length),
        }
    }
    city(text)
}

/// Words before a statement of the zone of all times.
#[rustfmt::skip]
const OPENINGS: &[&str] = &[
    "all times", "times are", "times in", "all timestamps", "timestamps are", "timestamps in", "times listed",
    "time zone", "timezone", "times shown", "zeiten in", "alle zeiten", "all entries are in", "times (", "times:",
];

/// Where sentences about the zone of all times begin, past their opening words.
pub(in crate::parse::body) fn sentences(text: &str) -> impl Iterator<Item = usize> {
    static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
        AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .build(OPENINGS)
            .ok()
    });
    let words = WORDS.as_ref().into_iter();
    words
        .flat_map(move |words| words.find_iter(text).map(|found| found.end()))
        .take(MOST_SENTENCES)
}

/// So many mentions of times are looked at for a zone; a body that speaks of times more often states it early.
const MOST_SENTENCES: usize = 12;

/// `PST (UTC-7)`: the offset wins, and the author is told when the two disagree.
fn with_bracketed_offset(cursor: &mut Cursor<'_>, found: Found) -> Found {
    let bracketed = cursor.attempt(|c| {
        c.spaces();
        c.eat_any("([,/=")?;
        c.spaces();
        if !(c.eat_word("UTC") || c.eat_word("GMT") || matches!(c.peek(), Some('+' | '-'))) {
            return None;
        }
        c.spaces();
        offset(c)
    });
    let Some(zone) = bracketed.and_then(Zone::fixed) else {
        return found;
    };
    let warning = (found.zone.rules.to_fixed_offset().is_ok() && found.zone.name != zone.name)
        .then(|| {
            format!(
                "the zone is given both as {} and as {}; the offset {} was used",
                found.zone.name, zone.name, zone.name
            )
        });
    Found { zone, warning }
}

/// `UTC`, `UTC+1`, `GMT-07:00`, `CEST`, `Europe/Berlin`, `+02:00`.
fn name(cursor: &mut Cursor<'_>) -> Option<Found> {
    if matches!(cursor.peek(), Some('+' | '-')) {
        // A bare number after a sign could be anything; `+02:00` could not.
        let minutes = cursor
            .rest()
            .get(3..4)
            .filter(|&c| c == ":")
            .and_then(|_| offset(cursor))?;
        return Some(Found {
            zone: Zone::fixed(minutes)?,
            warning: None,
        });
    }
    if let Some(zone) = cursor.attempt(iana) {
        return Some(Found {
            zone,
            warning: None,
        });
    }
    let word = cursor.word();
    if word == "Z" {
        cursor.skip(1);
        return Some(Found {
            zone: Zone::utc(),
            warning: None,
        });
    }
    if word.len() < 2 || !word.bytes().all(|b| b.is_ascii_uppercase()) {
        return utc_in_any_case(cursor, word);
    }
    if let Some((_, zone)) = REGIONS.iter().find(|(name, _)| *name == word) {
        cursor.skip(word.len());
        return Some(Found {
            zone: Zone::named(zone)?,
            warning: None,
        });
    }
    let &(_, minutes, others) = ABBREVIATIONS.iter().find(|(name, ..)| *name == word)?;
    cursor.skip(word.len());
    let minutes = if matches!(word, "UTC" | "GMT") {
        cursor.attempt(offset).unwrap_or(0)
    } else {
        minutes
    };
    let zone = Zone::fixed(minutes)?;
    let warning = (!others.is_empty()).then(|| {
        format!(
            "{word} stands for several zones; it was read as UTC{} and may be {others}",
            zone.name
        )
    });
    Some(Found { zone, warning })
}

fn utc_in_any_case(cursor: &mut Cursor<'_>, word: &str) -> Option<Found> {
    word.eq_ignore_ascii_case("utc").then(|| {
        cursor.skip(word.len());
        Found {
            zone: Zone::utc(),
            warning: None,
        }
    })
}

/// `Europe/Berlin`, `America/Argentina/Ushuaia`
fn iana(cursor: &mut Cursor<'_>) -> Option<Zone> {
    let rest = cursor.rest();
    let end = rest
        .find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+')))
        .unwrap_or(rest.len());
    let candidate = rest[..end].trim_end_matches(['-', '/', '+']);
    if !candidate.contains('/')
        || !candidate.starts_with(|c: char| c.is_ascii_uppercase())
        || candidate.len() > 40
    {
        return None;
    }
    let zone = Zone::named(candidate)?;
    cursor.skip(candidate.len());
    Some(zone)
}

/// `+1`, `-07:00`, `+0530`, `−3`; minutes east of UTC.
fn offset(cursor: &mut Cursor<'_>) -> Option<i32> {
    cursor.spaces();
    let sign = match cursor.eat_any("+-−–")? {
        '+' => 1,
        _ => -1,
    };
    let (value, digits) = cursor.number(1, 4)?;
    let (hours, minutes) = match digits {
        1 | 2 => {
            let minutes = cursor.attempt(|c| {
                c.eat_any(":")?;
                c.number(2, 2)
            });
            (value, minutes.map_or(0, |(minutes, _)| minutes))
        }
        4 => (value / 100, value % 100),
        _ => return None,
    };
    if hours > 14 || minutes > 59 {
        return None;
    }
    Some(sign * i32::try_from(hours * 60 + minutes).ok()?)
}

/// `Pacific Time (US & Canada)`, `Edinburgh, London`, `Central European Summer Time`.
fn phrase(cursor: &mut Cursor<'_>) -> Option<Found> {
    if !cursor.peek()?.is_uppercase() {
        return None;
    }
    let &(words, zone) = PHRASES.iter().find(|(words, _)| {
        let mut probe = *cursor;
        probe.eat_text(words) && probe.at_boundary()
    })?;
    cursor.skip(words.len());
    Some(Found {
        zone: Zone::named(zone)?,
        warning: None,
    })
}

/// A city by which a zone is named: `in Bucharest`, `(Zurich time)`.
fn city(text: &str) -> Option<Found> {
    static CITIES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
        let names = jiff::tz::db()
            .available()
            .map(|name| name.as_str().to_owned());
        names
            .filter_map(|name| {
                let (area, city) = name.rsplit_once('/')?;
                (area != "Etc" && city.len() > 3)
                    .then(|| (city.replace('_', " ").to_lowercase(), name.clone()))
            })
            .collect()
    });
    let words: Vec<&str> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .collect();
    for length in (1..=3.min(words.len())).rev() {
        for window in words.windows(length) {
            if window[0].starts_with(char::is_uppercase)
                && let Some(name) = CITIES.get(&window.join(" ").to_lowercase())
            {
                return Some(Found {
                    zone: Zone::named(name)?,
                    warning: None,
                });
            }
        }
    }
    None
}
