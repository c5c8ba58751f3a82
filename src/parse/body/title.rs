use jiff::civil::Date;

use super::clock::{self, DayRef, Stamp};

/// A heading that is the title of a debrief, taken apart.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Title {
    /// Without a date, a number or `Incident on …` before it; the whole when nothing else would be left.
    pub(super) text: String,
    /// The date in it.
    pub(super) stamp: Option<Stamp>,
}

/// Words before the date or the name that say only what kind of page it is.
#[rustfmt::skip]
const OPENINGS: &[&str] = &[
    "incidents/", "incident/",
    "incident report for", "incident report on", "incident report", "incident review", "incident date",
    "incident on", "incident of", "incident", "postmortem report", "postmortem for", "postmortem of",
    "postmortem on", "postmortem", "post-mortem report", "post-mortem for", "post-mortem of", "post-mortem",
    "post mortem for", "post mortem of", "post mortem", "outage report", "outage on", "debrief of", "debrief on",
    "debrief", "retrospective on", "retrospective", "rca for", "rca", "root cause analysis", "after action review",
    "report",
];

/// Takes a title apart.
pub(super) fn read(heading: &str) -> Title {
    let mut rest = heading.trim();
    let mut stamp = None;
    // A title has few such prefixes; each step takes one away.
    for _ in 0..6 {
        if stamp.is_none()
            && let Some(found) = clock::leading(rest).filter(|s| s.day.is_some_and(is_date))
        {
            rest = rest[found.rest..].trim_start();
            stamp = Some(found);
            continue;
        }
        let Some(shorter) = without_number(rest).or_else(|| without_opening(rest, stamp.is_none()))
        else {
            break;
        };
        rest = shorter;
    }
    if stamp.is_none() {
        stamp = date_inside(heading);
    }
    let text = rest
        .trim_matches([' ', '-', '–', '—', ':', ',', '|'])
        .to_owned();
    // `Incident report` alone, or a date alone: better the whole than nothing.
    let text = if text.chars().filter(|c| c.is_alphanumeric()).count() < 2 {
        heading.trim().to_owned()
    } else {
        text
    };
    Title { text, stamp }
}

fn is_date(day: DayRef) -> bool {
    matches!(
        day,
        DayRef::Full { .. } | DayRef::MonthDay { .. } | DayRef::Impossible
    ) || matches!(day, DayRef::Numeric { year, .. } if year != 0)
}

/// `Postmortem: …`, `Incident on 2024-…`. A word that begins the sentence itself stays: `Incident response was slow`.
fn without_opening(text: &str, before_date: bool) -> Option<&str> {
    OPENINGS.iter().find_map(|opening| {
        let head = text
            .get(..opening.len())
            .filter(|h| h.eq_ignore_ascii_case(opening))?;
        let rest = &text[head.len()..];
        let tail = rest.trim_start();
        if opening.ends_with('/') && clock::leading(tail).is_some() {
            return Some(tail);
        }
        if let Some(named) = tail.strip_prefix([':', '-', '–', '—', '|']) {
            return Some(named.trim_start()).filter(|n| !n.is_empty());
        }
        let dated = before_date && clock::leading(tail).is_some_and(|s| s.day.is_some_and(is_date));
        let linked = opening.ends_with(" for") || opening.ends_with(" of");
        ((dated || linked) && rest.starts_with(' ')).then_some(tail)
    })
}

/// `PM2019-009 - …`, `INC-123: …`, `#42 …`, `[SEV1] …`
fn without_number(text: &str) -> Option<&str> {
    if let Some(inner) = text.strip_prefix('[')
        && let Some(end) = inner
            .find(']')
            .filter(|&e| e <= 16 && inner[..e].bytes().any(|b| b.is_ascii_digit()))
    {
        return Some(inner[end + 1..].trim_start()).filter(|r| !r.is_empty());
    }
    let end = text.find([' ', ':'])?;
    let word = &text[..end];
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let shaped = word.bytes().all(|b| {
        b.is_ascii_uppercase() || b.is_ascii_digit() || matches!(b, b'-' | b'#' | b'_' | b'.')
    });
    let rest = text[end..].trim_start();
    let parted = rest
        .strip_prefix([':', '-', '–', '—', '|'])
        .map(str::trim_start);
    // `503 errors` is a name; `PM-503: errors` has a number before it.
    (digits >= 1 && shaped && word.len() <= 16)
        .then_some(parted?)
        .filter(|r| !r.is_empty())
}

/// A full date anywhere else in the title: `Login outage (2024-03-01)`.
pub(super) fn date_inside(heading: &str) -> Option<Stamp> {
    let mut boundary = true;
    for (i, c) in heading.char_indices().take(400) {
        if boundary
            && (c.is_ascii_digit() || c.is_uppercase())
            && let Some(stamp) = clock::leading(&heading[i..])
            && matches!(stamp.day, Some(DayRef::Full { .. }))
        {
            return Some(stamp);
        }
        boundary = !c.is_alphanumeric();
    }
    None
}

/// The date a stamp gives by itself.
pub(super) fn full_date(stamp: &Stamp) -> Option<Date> {
    match stamp.day {
        Some(DayRef::Full { date, .. }) => Some(date),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_go_and_names_stay() {
        for (heading, text, date) in [
            (
                "2018-02-22 Router crash",
                "Router crash",
                Some("2018-02-22"),
            ),
            (
                "2017-11-30 4:23PM PST, Out of memory",
                "Out of memory",
                Some("2017-11-30"),
            ),
            (
                "Incident report July 11 2025 - Health check fails",
                "Health check fails",
                Some("2025-07-11"),
            ),
            (
                "Incident on 2023-09-18 15:12 - Disks full",
                "Disks full",
                Some("2023-09-18"),
            ),
            (
                "incident date: 2019-02-20, logs unavailable",
                "logs unavailable",
                Some("2019-02-20"),
            ),
            ("PM2019-009 - Node deletion", "Node deletion", None),
            ("Post-mortem for the shop move", "the shop move", None),
            ("503 errors everywhere", "503 errors everywhere", None),
            ("2024-01-02", "2024-01-02", Some("2024-01-02")),
            (
                "Incident response was slow",
                "Incident response was slow",
                None,
            ),
            (
                "2019-04-03, 30min outage during an upgrade",
                "30min outage during an upgrade",
                Some("2019-04-03"),
            ),
            (
                "Login outage (3 May 2024)",
                "Login outage (3 May 2024)",
                Some("2024-05-03"),
            ),
        ] {
            let title = read(heading);
            assert_eq!(title.text, text);
            assert_eq!(
                title
                    .stamp
                    .as_ref()
                    .and_then(full_date)
                    .map(|d| d.to_string())
                    .as_deref(),
                date,
                "{heading}"
            );
        }
    }
}
