//! Days to keep, as iCalendar (RFC 5545): debriefs to hold, checkpoints, days of actions.
//!
//! Every event lasts whole days, so no time zone is needed. What is not due any more leaves the calendar, except for
//! checkpoints that were held lately.

mod event;

use jiff::{
    ToSpan,
    civil::Date,
    tz::{Offset, TimeZone},
};

use self::event::Event;
use super::{Inputs, texts::say};
use crate::{
    insight::{self, ActionItem, CheckpointItem, CheckpointState, DebriefState},
    library::Entry,
    site::{Group, url},
};

/// How long a checkpoint stays in the calendar after it was held, in days.
const REMEMBERED: i32 = 90;

/// The calendar of everybody, or of the debriefs of a team.
pub(super) fn calendar(inputs: &Inputs<'_>, team: Option<&Group>) -> Vec<u8> {
    let is_of_team = |debrief: usize| {
        team.is_none_or(|team| {
            inputs.library.entries[debrief]
                .debrief
                .teams
                .iter()
                .any(|label| label.slug == team.slug)
        })
    };
    let site = &inputs.config.site;
    let name = match team {
        Some(team) => format!("{}: {}", site.title, team.name),
        None => site.title.clone(),
    };
    let mut events: Vec<Event> = Vec::new();
    for debrief in (0..inputs.library.entries.len()).filter(|&debrief| is_of_team(debrief)) {
        events.extend(meeting(inputs, debrief));
    }
    let checkpoints = inputs.insight.checkpoints.iter();
    let checkpoints = checkpoints.filter(|item| is_of_team(item.debrief));
    events.extend(checkpoints.filter_map(|item| checkpoint(inputs, item)));
    let actions = inputs.insight.actions.iter();
    let actions =
        actions.filter(|item| item.parents.iter().any(|parent| is_of_team(parent.debrief)));
    events.extend(actions.filter_map(|item| action(inputs, item)));
    events.sort_by(|a, b| (a.from, &a.uid).cmp(&(b.from, &b.uid)));
    event::file(&name, &events)
}

/// The window in which a debrief should be held.
fn meeting(inputs: &Inputs<'_>, position: usize) -> Option<Event> {
    let t = inputs.texts;
    let tracker = &inputs.insight.derived[position].tracker;
    if !matches!(tracker.debrief, DebriefState::Due | DebriefState::Overdue) {
        return None;
    }
    let over = tracker.resolution.as_ref()?.at.date();
    let (earliest, latest) = inputs.config.targets.debrief;
    let after = |hours: i64| over.checked_add(((hours + 23) / 24).days()).ok();
    let entry = &inputs.library.entries[position];
    Some(Event {
        from: after(earliest.as_hours())?,
        to: after(latest.as_hours())?,
        summary: say!(t, "calendar.hold", title = entry.debrief.title.value),
        description: say!(
            t,
            "calendar.hold_about",
            from = earliest.as_hours(),
            to = latest.as_hours(),
        ),
        ..of_debrief(inputs, entry, "debrief")
    })
}

fn checkpoint(inputs: &Inputs<'_>, item: &CheckpointItem) -> Option<Event> {
    let t = inputs.texts;
    let entry = &inputs.library.entries[item.debrief];
    let today = insight::today(inputs.now);
    let held = item.checkpoint.held;
    if held.is_some_and(|held| (today - held).get_days() > REMEMBERED) {
        return None;
    }
    let day = held.unwrap_or(item.checkpoint.due);
    let summary = match item.state {
        CheckpointState::Held | CheckpointState::HeldLate => "calendar.checkpoint_held",
        CheckpointState::Missed => "calendar.checkpoint_missed",
        CheckpointState::Due => "calendar.checkpoint",
    };
    let open = item.open.iter().map(|&i| {
        let item = &inputs.insight.actions[i];
        line(inputs, item)
    });
    let open: Vec<String> = open.collect();
    Some(Event {
        from: day,
        to: day,
        summary: t.fill(summary, &[("title", &entry.debrief.title.value)]),
        description: match open.is_empty() {
            true => t.get("calendar.nothing_open").into(),
            false => format!("{}\n{}", t.get("calendar.open"), open.join("\n")),
        },
        ..of_debrief(inputs, entry, &format!("checkpoint-{}", item.index + 1))
    })
}

fn action(inputs: &Inputs<'_>, item: &ActionItem) -> Option<Event> {
    let t = inputs.texts;
    let due = item.due.filter(|_| item.state.is_open())?;
    let entry = &inputs.library.entries[item.parents[0].debrief];
    let titles = item.parents.iter().map(|parent| {
        let debrief = &inputs.library.entries[parent.debrief].debrief;
        say!(t, "calendar.from", title = debrief.title.value)
    });
    let ticket = item.wording(inputs.library).tickets.first();
    let ticket = ticket.map(|ticket| ticket.url.clone().unwrap_or_else(|| ticket.id.clone()));
    let lines: Vec<String> = titles.chain(ticket).collect();
    Some(Event {
        uid: format!("action-{}", item.key),
        from: due,
        to: due,
        summary: say!(t, "calendar.due", action = line(inputs, item)),
        description: lines.join("\n"),
        ..of_debrief(inputs, entry, "action")
    })
}

/// `Alert on the age of the oldest message (ana)`
fn line(inputs: &Inputs<'_>, item: &ActionItem) -> String {
    let text = &item.wording(inputs.library).text;
    match &item.owner {
        Some(owner) => format!("{text} ({owner})"),
        None => text.clone(),
    }
}

/// What all events of a debrief have.
fn of_debrief(inputs: &Inputs<'_>, entry: &Entry, what: &str) -> Event {
    let id = &entry.debrief.id;
    let base = inputs.config.site.base_url.as_deref();
    Event {
        uid: format!("{what}-{id}"),
        stamp: stamp(inputs, entry),
        from: Date::MIN,
        to: Date::MIN,
        summary: String::new(),
        description: String::new(),
        url: base.map(|base| format!("{base}{}", url::debrief(id))),
    }
}

/// When the words of an event were last changed: with the file; else the day the debrief is filed under. The moment of the
/// build would make every event a new one each day.
fn stamp(inputs: &Inputs<'_>, entry: &Entry) -> jiff::Timestamp {
    let changed = entry.changed.as_ref().map(|change| change.at);
    let filed = || Some(entry.date()?.to_zoned(TimeZone::UTC).ok()?.timestamp());
    changed.or_else(filed).unwrap_or(inputs.now)
}

/// `20261120T013100Z`
fn utc(at: jiff::Timestamp) -> String {
    Offset::UTC
        .to_datetime(at)
        .strftime("%Y%m%dT%H%M%SZ")
        .to_string()
}

/// `20261120`
fn day(date: Date) -> String {
    date.strftime("%Y%m%d").to_string()
}
