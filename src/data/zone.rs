use std::sync::LazyLock;

use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};

use super::nearest;

/// The rules built into the program; it remembers the zones it was asked for.
static RULES: LazyLock<TimeZoneDatabase> = LazyLock::new(TimeZoneDatabase::bundled);

/// The rules of an IANA zone, in any case. Those of the machine are never asked: two machines must build one site.
#[must_use]
pub fn zone_rules(name: &str) -> Option<TimeZone> {
    RULES.get(name).ok()
}

/// A time zone that exists: an IANA name or a fixed offset.
///
/// Names are looked up in the data built into the program, so that a build gives the same times everywhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    name: String,
    zone: TimeZone,
}

impl Zone {
    /// Coordinated Universal Time.
    #[must_use]
    pub fn utc() -> Self {
        Self {
            name: "UTC".to_owned(),
            zone: TimeZone::UTC,
        }
    }

    /// Reads `Europe/Berlin` (in any case), `UTC`, `Z`, `+01:00`, `+0100`, `UTC+2` or `GMT-3:30`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if ["z", "utc", "gmt", "etc/utc"].contains(&text.to_ascii_lowercase().as_str()) {
            return Some(Self::utc());
        }
        let bare = strip_word(text, "utc")
            .or_else(|| strip_word(text, "gmt"))
            .unwrap_or(text);
        if let Some(offset) = parse_offset(bare.trim_start()) {
            return Some(Self::fixed(offset));
        }
        let zone = zone_rules(text)?;
        let name = zone.iana_name()?.to_owned();
        Some(Self { name, zone })
    }

    /// The zone of a fixed offset; UTC for none.
    #[must_use]
    pub fn fixed(offset: Offset) -> Self {
        if offset == Offset::UTC {
            return Self::utc();
        }
        let minutes = offset.seconds() / 60;
        let sign = if minutes < 0 { '-' } else { '+' };
        Self {
            name: format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60),
            zone: TimeZone::fixed(offset),
        }
    }

    /// The IANA name, or the offset as `+01:00`. [`Zone::parse`] reads it back.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// To compute with.
    #[must_use]
    pub fn time_zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The zone that was probably meant by a name that does not exist.
    #[must_use]
    pub fn suggest(text: &str) -> Option<String> {
        let upper = text.trim().to_ascii_uppercase();
        if let Some((_, name)) = ABBREVIATIONS.iter().find(|(short, _)| *short == upper) {
            return Some((*name).to_owned());
        }
        let names: Vec<String> = RULES
            .available()
            .map(|name| name.as_str().to_owned())
            .collect();
        let city = |name: &str| name.rsplit('/').next().unwrap_or_default().to_lowercase();
        let typed = text.trim().replace(' ', "_").to_lowercase();
        names
            .iter()
            .find(|name| city(name) == typed)
            .cloned()
            .or_else(|| nearest(text, names.iter().map(String::as_str)).map(String::from))
    }
}

/// Abbreviations that are no zones, because half of the year another one holds or because several countries use them.
const ABBREVIATIONS: &[(&str, &str)] = &[
    ("AEST", "Australia/Sydney"),
    ("BST", "Europe/London"),
    ("CDT", "America/Chicago"),
    ("CEST", "Europe/Berlin"),
    ("CST", "America/Chicago"),
    ("EDT", "America/New_York"),
    ("EEST", "Europe/Helsinki"),
    ("IST", "Asia/Kolkata"),
    ("JST", "Asia/Tokyo"),
    ("MDT", "America/Denver"),
    ("PDT", "America/Los_Angeles"),
    ("PST", "America/Los_Angeles"),
    ("PT", "America/Los_Angeles"),
    ("SGT", "Asia/Singapore"),
];

/// The rest of `text` after `word` in any case, when there is a rest.
fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    head.eq_ignore_ascii_case(word)
        .then(|| &text[word.len()..])
        .filter(|rest| !rest.is_empty())
}

/// `+1`, `+01`, `+01:00`, `+0100`, and the same with `-` or a real minus sign.
fn parse_offset(text: &str) -> Option<Offset> {
    let mut chars = text.chars();
    let sign = match chars.next()? {
        '+' => 1,
        '-' | '\u{2212}' => -1,
        _ => return None,
    };
    let digits = chars.as_str();
    let (hours, minutes) = match digits.split_once(':') {
        Some((hours, minutes)) if minutes.len() == 2 => (hours, minutes),
        Some(_) => return None,
        None if digits.len() == 4 => digits.split_at_checked(2)?,
        None => (digits, "0"),
    };
    if hours.len() > 2 || !is_number(hours) || !is_number(minutes) {
        return None;
    }
    let (hours, minutes): (i32, i32) = (hours.parse().ok()?, minutes.parse().ok()?);
    // The widest offset ever in force is UTC+14.
    if hours > 14 || minutes > 59 {
        return None;
    }
    Offset::from_seconds(sign * (hours * 3600 + minutes * 60)).ok()
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_read_in_the_forms_people_write() {
        for (text, name) in [
            ("Europe/Berlin", "Europe/Berlin"),
            ("europe/berlin", "Europe/Berlin"),
            ("UTC", "UTC"),
            ("z", "UTC"),
            ("+00:00", "UTC"),
            ("+01:00", "+01:00"),
            ("-0330", "-03:30"),
            ("UTC+2", "+02:00"),
            ("gmt -3", "-03:00"),
            ("CET", "CET"),
        ] {
            let zone = Zone::parse(text).unwrap();
            assert_eq!(zone.name(), name, "{text}");
            assert_eq!(Zone::parse(zone.name()), Some(zone), "{text}");
        }
        for text in [
            "",
            "Berlin",
            "Mars/Base",
            "+25:00",
            "+1:5",
            "PST",
            "UTC+",
            "+é1",
        ] {
            assert_eq!(Zone::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_zone_that_does_not_exist_has_a_suggestion() {
        for (text, name) in [
            ("Europe/Berln", "Europe/Berlin"),
            ("berlin", "Europe/Berlin"),
            ("PST", "America/Los_Angeles"),
        ] {
            assert_eq!(Zone::suggest(text).as_deref(), Some(name), "{text}");
        }
        assert_eq!(Zone::suggest("Middle Earth"), None);
    }
}
