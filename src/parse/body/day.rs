//! The zone and the day of the whole body.

use jiff::civil::Date;

use super::{
    Body,
    calendar::Calendar,
    clock::{DayRef, Zone, zone},
    facts::{self, Facts},
    metadata::Named,
    outline::Draft,
    source::Source,
    title,
};
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{Provenance, SectionKind, Sourced, Times},
    parse::markdown::BlockKind,
};

/// The zone the body states: in the heading of the timeline, in a sentence, or in the head of its table.
pub(super) fn zone(
    source: &Source<'_>,
    drafts: &[Draft],
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Sourced<String>> {
    let (found, at) = in_heading(drafts)
        .or_else(|| in_sentence(source))
        .or_else(|| in_table(source, drafts))?;
    if let Some(warning) = &found.warning {
        diagnostics.push(
            source
                .finding(Code::AmbiguousZone, warning.clone(), &at, "")
                .help("name the zone by its offset or its region, such as +01:00 or Europe/Dublin, here or as `timezone:` in the frontmatter"),
        );
    }
    Some(Sourced::new(
        found.zone.name.clone(),
        Provenance::Body(source.line(at.start)),
    ))
}

type Place = std::ops::Range<usize>;

fn in_heading(drafts: &[Draft]) -> Option<(zone::Found, Place)> {
    drafts
        .iter()
        .filter(|d| d.kind == SectionKind::Timeline && d.day.is_none())
        .find_map(|draft| {
            let heading = draft.heading.as_ref()?;
            let found = zone::stated(&heading.text)?;
            Some((found, draft.range.start..draft.range.start + 1))
        })
}

/// `All times in PST`, anywhere. The raw text is searched, so markup and line breaks are taken out of the find.
fn in_sentence(source: &Source<'_>) -> Option<(zone::Found, Place)> {
    let text = &source.prepared.text;
    zone::sentences(text).find_map(|at| {
        let mut end = (at + 160).min(text.len());
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let cleaned: String = text[at..end]
            .chars()
            .map(|c| {
                if matches!(c, '\n' | '\r' | '*' | '_' | '`') {
                    ' '
                } else {
                    c
                }
            })
            .collect();
        let cleaned = cleaned.split_whitespace().collect::<Vec<_>>().join(" ");
        let sentence = cleaned
            .split_once(". ")
            .map_or(cleaned.as_str(), |(first, _)| first);
        let found = zone::stated(sentence)?;
        Some((found, at..end))
    })
}

fn in_table(source: &Source<'_>, drafts: &[Draft]) -> Option<(zone::Found, Place)> {
    let tables = drafts
        .iter()
        .filter(|d| d.reads_as == SectionKind::Timeline)
        .flat_map(|d| &d.pieces)
        .filter(|p| p.block.kind == BlockKind::Table);
    tables.into_iter().find_map(|piece| {
        let head = source.children(&piece.block).into_iter().next()?;
        source.children(&head).iter().find_map(|cell| {
            let found = zone::stated(&source.plain(source.inner(cell)))?;
            Some((found, cell.range.clone()))
        })
    })
}

/// The calendar to read the timeline with: the zone of the frontmatter, else of the body, else the default; and the day
/// of the frontmatter, else of the title, else of the file's name, else of a label, else the first the text names.
pub(super) fn calendar(
    source: &Source<'_>,
    drafts: &[Draft],
    title: Option<&Named>,
    body_zone: Option<&Sourced<String>>,
) -> Calendar {
    let context = source.context;
    let stated = context.stated_zone.and_then(Zone::named);
    let zone = stated
        .clone()
        .or_else(|| body_zone.and_then(|z| Zone::named(&z.value)))
        .or_else(|| Zone::named(context.default_zone))
        .unwrap_or_else(Zone::utc);
    let typed = context
        .day
        .as_ref()
        .filter(|d| d.from.is_stated())
        .map(|d| d.value);
    let base = typed.or_else(|| title_date(source, title));
    let named = context.day.as_ref().map(|d| d.value);
    let mut calendar = Calendar::new(zone, stated.is_some(), base.or(named));
    if base.is_none()
        && let Some(day) = facts::incident_day(source, drafts, &calendar)
    {
        calendar.rebase(day);
        return calendar;
    }
    let base = base.or(named);
    if base.is_none()
        && let Some(day) =
            facts::labelled_day(source, drafts, &calendar).or_else(|| first_day(source, drafts))
    {
        calendar.rebase(day);
    }
    calendar
}

/// The first full date in the prose before the timeline.
fn first_day(source: &Source<'_>, drafts: &[Draft]) -> Option<Date> {
    let before = drafts
        .iter()
        .take_while(|d| d.reads_as != SectionKind::Timeline);
    before
        .flat_map(|d| &d.pieces)
        .filter(|p| p.block.kind == BlockKind::Paragraph)
        .take(8)
        .find_map(|piece| {
            title::date_inside(&source.plain_start(source.inner(&piece.block), 400))
                .as_ref()
                .and_then(title::full_date)
        })
}

/// The date of the title; without a year it takes the one of the file.
fn title_date(source: &Source<'_>, title: Option<&Named>) -> Option<Date> {
    let stamp = title?.parts.stamp.as_ref()?;
    if let Some(date) = title::full_date(stamp) {
        return Some(date);
    }
    let near = source.context.day.as_ref()?.value;
    match stamp.day? {
        day @ (DayRef::MonthDay { .. } | DayRef::Numeric { .. }) => {
            Calendar::new(Zone::utc(), true, Some(near)).date(day)
        }
        _ => None,
    }
}

/// The day the body gives: the title's, unless the timeline and the file's name agree on another; else the timeline's;
/// else a line such as `Date: …`.
pub(super) fn date(
    source: &Source<'_>,
    title: Option<&Named>,
    body: &Body,
    facts: &Facts,
) -> Option<Sourced<Date>> {
    let named = title.and_then(|t| Some(Sourced::new(title_date(source, Some(t))?, t.name.from)));
    let told = of_times(body).or_else(|| of_timeline(body));
    let stated = facts
        .date
        .map(|(date, at)| Sourced::new(date, Provenance::Body(source.line(at))));
    let file = source.context.day.as_ref().map(|d| d.value);
    match (named, told) {
        (Some(named), Some(told)) if named.value != told.value && file == Some(told.value) => {
            Some(told)
        }
        (Some(named), _) => Some(named),
        (None, told) => told.or(stated),
    }
}

/// The day it started; of several incidents, the latest.
fn of_times(body: &Body) -> Option<Sourced<Date>> {
    let began = |times: &Times| times.started.clone().or_else(|| times.detected.clone());
    let latest = body
        .incidents
        .iter()
        .filter_map(|i| began(&i.times))
        .max_by_key(|t| t.value.at.sort_key());
    let found = latest.or_else(|| began(&body.times))?;
    Some(Sourced::new(found.value.at.date(), found.from))
}

fn of_timeline(body: &Body) -> Option<Sourced<Date>> {
    let entry = body.timeline.iter().find(|e| e.at.is_some())?;
    let moment = entry.at.as_ref()?;
    Some(Sourced::new(
        moment.at.date(),
        Provenance::Timeline(entry.line),
    ))
}
