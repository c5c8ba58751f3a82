//! The form of RFC 5545. Written here because its rules for lines are few, and the libraries at hand fold the last line of
//! a long text one octet too late.

use jiff::{Timestamp, civil::Date};

use super::{day, utc};

/// Whole days in a calendar.
#[derive(Debug, Clone)]
pub(super) struct Event {
    /// Stays the same for ever; known nowhere else.
    pub(super) uid: String,
    /// When it was last changed.
    pub(super) stamp: Timestamp,
    /// The first day.
    pub(super) from: Date,
    /// The last day.
    pub(super) to: Date,
    pub(super) summary: String,
    pub(super) description: String,
    pub(super) url: Option<String>,
}

/// A calendar file.
pub(super) fn file(name: &str, events: &[Event]) -> Vec<u8> {
    let mut lines = Lines::default();
    lines.raw("BEGIN", "VCALENDAR");
    lines.raw("VERSION", "2.0");
    lines.raw("PRODID", "-//debriefs//debriefs//EN");
    lines.raw("CALSCALE", "GREGORIAN");
    lines.raw("METHOD", "PUBLISH");
    lines.text("NAME", name);
    lines.text("X-WR-CALNAME", name);
    lines.raw("REFRESH-INTERVAL;VALUE=DURATION", "P1D");
    lines.raw("X-PUBLISHED-TTL", "P1D");
    for event in events {
        lines.event(event);
    }
    lines.raw("END", "VCALENDAR");
    lines.0.into_bytes()
}

#[derive(Default)]
struct Lines(String);

impl Lines {
    fn event(&mut self, event: &Event) {
        self.raw("BEGIN", "VEVENT");
        self.text("UID", &format!("{}@debriefs", event.uid));
        self.raw("DTSTAMP", &utc(event.stamp));
        self.raw("DTSTART;VALUE=DATE", &day(event.from));
        // The end of whole days is the first day after them.
        let after = event.to.tomorrow().unwrap_or(event.to);
        self.raw("DTEND;VALUE=DATE", &day(after));
        self.text("SUMMARY", &event.summary);
        if !event.description.is_empty() {
            self.text("DESCRIPTION", &event.description);
        }
        if let Some(url) = &event.url {
            self.raw("URL", url);
        }
        // A day to keep in mind does not make anybody busy.
        self.raw("TRANSP", "TRANSPARENT");
        self.raw("END", "VEVENT");
    }

    /// A line whose value is no text (3.3.11).
    fn raw(&mut self, name: &str, value: &str) {
        fold(&mut self.0, &format!("{name}:{value}"));
    }

    fn text(&mut self, name: &str, value: &str) {
        fold(&mut self.0, &format!("{name}:{}", escape(value)));
    }
}

/// Text as it stands in a line (3.3.11); other control characters have no place in one.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => escaped.extend(['\\', c]),
            '\n' => escaped.push_str("\\n"),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
    }
    escaped
}

/// Octets of a line, its end not counted (3.1).
const MOST: usize = 75;

/// Writes a line; a long one goes on in lines that begin with a space, and no letter is torn apart.
fn fold(out: &mut String, line: &str) {
    let mut length = 0;
    for c in line.chars() {
        if length + c.len_utf8() > MOST {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(c);
        length += c.len_utf8();
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use icalendar::{Calendar, CalendarComponent, Component};
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn event(summary: &str) -> Event {
        Event {
            uid: "action-2026-11-20-x#^a1".into(),
            stamp: Timestamp::UNIX_EPOCH,
            from: date(2026, 12, 31),
            to: date(2026, 12, 31),
            summary: summary.into(),
            description: String::new(),
            url: None,
        }
    }

    #[test]
    fn whole_days_end_on_the_day_after() {
        let file = String::from_utf8(file("N", &[event("a; b, c\\d\ne")])).unwrap();
        let expected = "BEGIN:VEVENT\r\nUID:action-2026-11-20-x#^a1@debriefs\r\nDTSTAMP:19700101T000000Z\r\n\
            DTSTART;VALUE=DATE:20261231\r\nDTEND;VALUE=DATE:20270101\r\nSUMMARY:a\\; b\\, c\\\\d\\ne\r\n\
            TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n";
        assert!(file.contains(expected), "{file}");
    }

    #[test]
    fn a_line_has_75_octets_at_most() {
        let mut out = String::new();
        fold(&mut out, &format!("SUMMARY:{}", "ä".repeat(80)));
        let lengths: Vec<usize> = out.split_terminator("\r\n").map(str::len).collect();
        assert_eq!(lengths, [74, 75, 21]);
    }

    proptest! {
        /// Whatever is said comes out of somebody else's reader as it went in.
        #[test]
        fn others_read_what_was_written(summary in "[^\\p{C}]{1,200}") {
            let file = file("N", &[event(&summary)]);
            let text = String::from_utf8(file).unwrap();
            prop_assert!(text.split_terminator("\r\n").all(|line| line.len() <= MOST));
            let read: Calendar = text.parse().unwrap();
            let CalendarComponent::Event(event) = &read.components[0] else {
                panic!("no event");
            };
            prop_assert_eq!(event.get_summary().unwrap().trim_end(), summary.trim_end());
        }
    }
}
