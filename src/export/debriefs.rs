use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;

use super::{VERSION, json};
use crate::{
    insight::{Answer, Derived, Elapsed, Insight},
    library::{Entry, Library},
    model::{
        Action, ActionState, ActionType, At, DataLoss, DetectedBy, Impact, Kind, Mark, Precision,
        Quantity, ResolvedBy, Status, TimelineEntry, Times, Visibility,
    },
};

/// Bytes of a debrief, about.
const ROOM: usize = 8 << 10;

#[derive(Serialize)]
struct File<'a> {
    version: u32,
    debriefs: Vec<Record<'a>>,
}

#[derive(Serialize)]
struct Record<'a> {
    id: &'a str,
    url: String,
    source: &'a str,
    title: &'a str,
    date: Option<Date>,
    kind: Kind,
    status: Status,
    visibility: Visibility,
    severity: Option<&'a str>,
    services: Vec<&'a str>,
    teams: Vec<&'a str>,
    causes: Vec<&'a str>,
    tags: Vec<&'a str>,
    trigger: Option<TriggerRecord<'a>>,
    detected_by: Option<DetectedBy>,
    resolved_by: Option<ResolvedBy>,
    summary: Option<&'a str>,
    times: BTreeMap<&'static str, Option<At>>,
    durations: DurationsRecord,
    provenance: BTreeMap<String, String>,
    precision: BTreeMap<&'static str, Precision>,
    answers: AnswersRecord,
    impact: ImpactRecord<'a>,
    timeline: Vec<TimelineRecord<'a>>,
    incidents: Vec<IncidentRecord<'a>>,
    actions: Vec<ActionRecord<'a>>,
    learnings: Vec<&'a str>,
    sections: Vec<SectionRecord<'a>>,
    recurs: Vec<&'a str>,
}

#[derive(Serialize)]
struct TriggerRecord<'a> {
    r#type: Option<&'a str>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct DurationsRecord {
    ttd: Option<i64>,
    tta: Option<i64>,
    ttm: Option<i64>,
    ttr: Option<i64>,
    time_to_fix: Option<i64>,
}

#[derive(Serialize)]
struct AnswersRecord {
    detected_in_target: Answer,
    fixed_in_target: Answer,
}

#[derive(Serialize)]
struct ImpactRecord<'a> {
    customers: Option<Figure>,
    complaints: Option<Figure>,
    cost: Option<CostRecord<'a>>,
    requests_failed: Option<Figure>,
    error_rate: Option<Figure>,
    data_loss: Option<&'static str>,
    other: BTreeMap<&'a str, &'a str>,
}

#[derive(Serialize)]
struct CostRecord<'a> {
    amount: Figure,
    currency: Option<&'a str>,
    basis: Option<&'a str>,
}

/// A plain number stays a number; everything else is the text people would write.
#[derive(Serialize)]
#[serde(untagged)]
enum Figure {
    Whole(i64),
    Number(f64),
    Text(String),
}

#[derive(Serialize)]
struct TimelineRecord<'a> {
    at: Option<At>,
    precision: Option<Precision>,
    until: Option<At>,
    written: &'a str,
    text: &'a str,
    mark: Option<Mark>,
}

#[derive(Serialize)]
struct IncidentRecord<'a> {
    title: &'a str,
    anchor: &'a str,
    times: BTreeMap<&'static str, Option<At>>,
}

#[derive(Serialize)]
struct ActionRecord<'a> {
    id: Option<&'a str>,
    text: &'a str,
    state: ActionState,
    owner: Option<&'a str>,
    due: Option<Date>,
    opened: Option<Date>,
    closed: Option<Date>,
    ticket: Option<&'a str>,
    r#type: Option<ActionType>,
}

#[derive(Serialize)]
struct SectionRecord<'a> {
    kind: crate::model::SectionKind,
    title: Option<&'a str>,
    anchor: Option<&'a str>,
}

/// `data/debriefs.json`: one record a file, newest first.
#[must_use]
pub fn debriefs(library: &Library, insight: &Insight) -> Vec<u8> {
    let records = library.entries.iter().zip(&insight.derived);
    json(
        &File {
            version: VERSION,
            debriefs: records
                .enumerate()
                .map(|(i, (entry, derived))| record(library, i, entry, derived))
                .collect(),
        },
        library.entries.len() * ROOM,
    )
}

fn record<'a>(
    library: &'a Library,
    position: usize,
    entry: &'a Entry,
    derived: &Derived,
) -> Record<'a> {
    let debrief = &entry.debrief;
    let slugs =
        |labels: &'a [crate::model::Label]| labels.iter().map(|l| l.slug.as_str()).collect();
    Record {
        id: &debrief.id,
        url: format!("debriefs/{}/", debrief.id),
        source: &debrief.source,
        title: &debrief.title.value,
        date: entry.date(),
        kind: debrief.kind,
        status: debrief.status,
        visibility: debrief.visibility,
        severity: debrief.severity.as_deref(),
        services: slugs(&debrief.services),
        teams: slugs(&debrief.teams),
        causes: debrief
            .causes
            .iter()
            .map(|cause| cause.label.slug.as_str())
            .collect(),
        tags: slugs(&debrief.tags),
        trigger: debrief.trigger.as_ref().map(|trigger| TriggerRecord {
            r#type: trigger.kind.as_deref(),
            note: trigger.note.as_deref(),
        }),
        detected_by: debrief.detected_by,
        resolved_by: debrief.resolved_by,
        summary: debrief.summary.as_deref(),
        times: times(&debrief.times),
        durations: durations(derived),
        provenance: provenance(entry),
        precision: precision(&debrief.times),
        answers: AnswersRecord {
            detected_in_target: derived.detect.answer,
            fixed_in_target: derived.fix.answer,
        },
        impact: impact(&debrief.impact),
        timeline: debrief.timeline.iter().map(timeline).collect(),
        incidents: debrief
            .incidents
            .iter()
            .map(|incident| IncidentRecord {
                title: &incident.title,
                anchor: &incident.anchor,
                times: times(&incident.times),
            })
            .collect(),
        actions: debrief.actions.iter().map(action).collect(),
        learnings: debrief.learnings.iter().map(|l| l.text.as_str()).collect(),
        sections: sections(debrief),
        recurs: library.recurs[position]
            .iter()
            .map(|&earlier| library.entries[earlier].debrief.id.as_str())
            .collect(),
    }
}

/// Every lifecycle time but `introduced` is always there, null when unknown.
fn times(times: &Times) -> BTreeMap<&'static str, Option<At>> {
    times
        .named()
        .into_iter()
        .filter(|(name, at)| *name != "introduced" || at.is_some())
        .map(|(name, at)| (name, at.map(|at| at.value.at)))
        .collect()
}

fn precision(times: &Times) -> BTreeMap<&'static str, Precision> {
    let known = times.named().into_iter();
    known
        .filter_map(|(name, at)| Some((name, at?.value.precision)))
        .collect()
}

fn provenance(entry: &Entry) -> BTreeMap<String, String> {
    let debrief = &entry.debrief;
    let mut from: BTreeMap<String, String> = debrief
        .times
        .named()
        .into_iter()
        .filter_map(|(name, at)| Some((format!("times.{name}"), at?.from.to_string())))
        .collect();
    from.insert("title".into(), debrief.title.from.to_string());
    from.insert("timezone".into(), debrief.timezone.from.to_string());
    if let Some(date) = &debrief.date {
        from.insert("date".into(), date.from.to_string());
    }
    from
}

fn durations(derived: &Derived) -> DurationsRecord {
    let seconds = |elapsed: Option<Elapsed>| elapsed.and_then(Elapsed::seconds);
    let durations = &derived.durations;
    DurationsRecord {
        ttd: seconds(durations.ttd),
        tta: seconds(durations.tta),
        ttm: seconds(durations.ttm),
        ttr: seconds(durations.ttr),
        time_to_fix: seconds(durations.time_to_fix),
    }
}

fn impact(impact: &Impact) -> ImpactRecord<'_> {
    let figure = |quantity: &Option<Quantity>| quantity.as_ref().map(figure);
    ImpactRecord {
        customers: figure(&impact.customers),
        complaints: figure(&impact.complaints),
        cost: impact.cost.as_ref().map(|cost| CostRecord {
            amount: self::figure(&cost.amount),
            currency: cost.currency.as_deref(),
            basis: cost.basis.as_deref(),
        }),
        requests_failed: figure(&impact.requests_failed),
        error_rate: figure(&impact.error_rate),
        data_loss: impact.data_loss.map(|loss| match loss {
            DataLoss::None => "none",
            DataLoss::Recovered => "recovered",
            DataLoss::Partial => "partial",
            DataLoss::Permanent => "permanent",
            DataLoss::Unknown => "unknown",
        }),
        other: impact
            .other
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect(),
    }
}

fn figure(quantity: &Quantity) -> Figure {
    match quantity {
        Quantity::Exact(value) => number(*value),
        other => Figure::Text(other.to_string()),
    }
}

/// Whole numbers are written without `.0`.
fn number(value: f64) -> Figure {
    // Beyond 2^53 an f64 is not exact anyway.
    if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 {
        #[allow(
            clippy::cast_possible_truncation,
            reason = "whole and in range, checked above"
        )]
        return Figure::Whole(value as i64);
    }
    Figure::Number(value)
}

fn timeline(entry: &TimelineEntry) -> TimelineRecord<'_> {
    TimelineRecord {
        at: entry.at.as_ref().map(|at| at.at),
        precision: entry.at.as_ref().map(|at| at.precision),
        until: entry.until.as_ref().map(|until| until.at),
        written: &entry.written,
        text: &entry.text,
        mark: entry.mark,
    }
}

fn action(action: &Action) -> ActionRecord<'_> {
    ActionRecord {
        id: action.anchor.as_deref(),
        text: &action.text,
        state: action.state,
        owner: action.owner.as_deref(),
        due: action.due,
        opened: action.opened,
        closed: action.closed,
        ticket: action.tickets.first().map(|ticket| ticket.id.as_str()),
        r#type: action.kind,
    }
}

fn sections(debrief: &crate::model::Debrief) -> Vec<SectionRecord<'_>> {
    debrief
        .sections
        .iter()
        .map(|section| SectionRecord {
            kind: section.kind,
            title: section
                .heading
                .as_ref()
                .map(|heading| heading.text.as_str()),
            anchor: section
                .heading
                .as_ref()
                .map(|heading| heading.anchor.as_str()),
        })
        .collect()
}
