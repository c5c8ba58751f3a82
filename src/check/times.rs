//! Times that cannot be: in the wrong order, after today, of nobody knows which zone.

use std::sync::LazyLock;

use jiff::{civil::Date, tz::Offset};
use regex::Regex;

use super::subject::{Subject, first_line};
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{At, DetectedBy, Moment, Provenance, ResolvedBy, Sourced},
};

type Named<'a> = (&'static str, &'a Sourced<Moment>);

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    let times = known(subject);
    // A time that is far off is out of order with all the others, and is named once.
    let mut named: Vec<&str> = Vec::new();
    for (i, later) in times.iter().enumerate() {
        let wrong = |earlier: &&Named<'_>| {
            is_before(later, earlier) && !is_allowed(subject, earlier, later)
        };
        let mut wrong = times[..i].iter().filter(wrong);
        if let Some(earlier) = wrong.find(|earlier| !named.contains(&earlier.0)) {
            named.push(earlier.0);
            found.push(out_of_order(subject, earlier, later));
        }
        if is_after(later.1.value.at, subject.today) {
            found.push(in_the_future(subject, later));
        }
    }
    found.extend(detected_at_start(subject));
    found.extend(guessed_zone(subject));
}

/// The times that are known, in the order of a life.
fn known<'a>(subject: &Subject<'a>) -> Vec<Named<'a>> {
    let named = subject.debrief().times.named().into_iter();
    named
        .filter_map(|(name, time)| Some((name, time?)))
        .collect()
}

/// Days are compared where either is known to the day only.
fn is_before(later: &Named<'_>, earlier: &Named<'_>) -> bool {
    let (later, earlier) = (later.1.value.at, earlier.1.value.at);
    match (later.timestamp(), earlier.timestamp()) {
        (Some(later), Some(earlier)) => later < earlier,
        _ => later.date() < earlier.date(),
    }
}

/// Found before it hurt, with a word on how, is a save; a machine may mitigate before anybody takes it.
fn is_allowed(subject: &Subject<'_>, earlier: &Named<'_>, later: &Named<'_>) -> bool {
    let debrief = subject.debrief();
    let explained = || {
        [earlier, later]
            .iter()
            .any(|(_, time)| time.value.note.is_some())
    };
    let automatic = debrief.resolved_by == Some(ResolvedBy::Automatic)
        || debrief.detected_by == Some(DetectedBy::Automation);
    match (earlier.0, later.0) {
        ("started", "detected" | "acknowledged") => explained(),
        ("detected" | "acknowledged", "mitigated") => automatic,
        _ => false,
    }
}

fn out_of_order(subject: &Subject<'_>, earlier: &Named<'_>, later: &Named<'_>) -> Diagnostic {
    let (first, second) = (earlier.0, later.0);
    let message = format!(
        "`{second}` is before `{first}`: {} and {}",
        later.1.value.at, earlier.1.value.at
    );
    let help = match (first, second) {
        ("started", "detected") => {
            "`started` is when the fault went live, not when somebody noticed; if it was found before it hurt, say so: `detected: {at: …, note: …}`"
        }
        ("acknowledged", "mitigated") => {
            "correct whichever is wrong; if it healed itself, `resolved_by: automatic` says so"
        }
        _ => "correct whichever is wrong; a day or a zone that slipped is the usual reason",
    };
    let file = &subject.entry.shown;
    let mut finding = Diagnostic::new(Code::TimeOrder, message).help(help);
    for (name, time) in [later, earlier] {
        if let Some(span) = subject.place_of(name, time) {
            finding = finding.at(file, span, *name);
        }
    }
    if finding.places.is_empty() {
        finding = finding.in_file(file);
    }
    finding
}

/// Whether it is after the day, in UTC as `today` is.
fn is_after(at: At, today: Date) -> bool {
    let day = match at {
        At::Day(date) => date,
        At::Instant { timestamp, .. } => Offset::UTC.to_datetime(timestamp).date(),
    };
    day > today
}

fn in_the_future(subject: &Subject<'_>, (name, time): &Named<'_>) -> Diagnostic {
    let message = format!("`{name}` is after today: {}", time.value.at);
    let finding = match subject.place_of(name, time) {
        Some(span) => subject.at(Code::FutureTime, message, span),
        None => Diagnostic::new(Code::FutureTime, message).in_file(&subject.entry.shown),
    };
    finding.help(format!(
        "correct it; today is {}, unless `--now` says otherwise",
        subject.today
    ))
}

fn detected_at_start(subject: &Subject<'_>) -> Option<Diagnostic> {
    let times = &subject.debrief().times;
    let (started, detected) = (times.started.as_ref()?, times.detected.as_ref()?);
    let same = started.value.at.timestamp()? == detected.value.at.timestamp()?;
    let explained = started.value.note.is_some() || detected.value.note.is_some();
    // One line read as both is a guess of ours, not a claim of the author's.
    let guessed = started.from == detected.from && !started.from.is_stated();
    if !same || explained || guessed {
        return None;
    }
    let message = "`started` and `detected` are the same minute";
    let span = subject.place_of("started", started)?;
    Some(subject.at(Code::DetectedAtStart, message, span).help(
        "`started` is when the fault went live (the merge, the query change, the provider's crash), not the first complaint; if it was seen at once, add how: `detected: {at: …, note: …}`",
    ))
}

/// Times of day in a timeline, when neither the debrief nor the configuration nor the time itself says a zone.
fn guessed_zone(subject: &Subject<'_>) -> Option<Diagnostic> {
    let debrief = subject.debrief();
    if debrief.timezone.from != Provenance::Default || subject.config.site.timezone_stated {
        return None;
    }
    let entry = debrief.timeline.iter().find(|entry| {
        let has_time = entry
            .at
            .as_ref()
            .is_some_and(|at| at.at.timestamp().is_some());
        has_time && !ZONE.is_match(&entry.written)
    })?;
    let span = first_line(&subject.entry.text, entry.span);
    let message = format!(
        "nothing says the time zone of the timeline, so it is read as {}",
        debrief.timezone.value
    );
    Some(subject.at(Code::GuessedZone, message, span).help(
        "write `timezone: Europe/Berlin` in the frontmatter, \"All times in UTC\" above the timeline, or `timezone` under `[site]` in debriefs.toml",
    ))
}

/// A zone beside a time: `UTC`, `CEST`, `Z`, `+01:00`; not `AM` and `PM`.
#[allow(clippy::unwrap_used, reason = "the pattern is constant and tested")]
static ZONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:\d ?Z\b|\b(?:[A-Z]{3,4}T|UTC|GMT|UT|IST|CET|EST|PST|BST|MSK|WET|EET)\b|[+-]\d\d:?\d\d$|[A-Z][a-z]+/[A-Z])").unwrap()
});
