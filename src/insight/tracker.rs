use jiff::{SignedDuration, civil::Date};
use serde::Serialize;

use crate::{
    config::Targets,
    model::{At, Checkpoint, Debrief, Kind, Moment, Status},
};

/// Whether people met, and when.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DebriefState {
    /// Held inside the window.
    InTime,
    /// Held before it: people may still have been tired.
    Early,
    /// Held after it: details may have been forgotten.
    Late,
    /// Held, but the window cannot be told.
    Held,
    /// Not held yet, and the window is open or ahead.
    Due,
    /// Not held, and the window is over.
    Overdue,
    /// Nothing says whether it was held.
    Unknown,
}

/// Whether somebody looked after the actions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CheckpointState {
    /// Held by its day.
    Held,
    /// Held after its day.
    HeldLate,
    /// Ahead.
    Due,
    /// Its day has passed.
    Missed,
}

/// The four steps: incident, resolution, debrief, checkpoints.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tracker {
    /// When it began.
    pub incident: Option<Moment>,
    /// When it was over.
    pub resolution: Option<Moment>,
    /// When people met.
    pub debriefed: Option<Moment>,
    /// Whether that was in the window.
    pub debrief: DebriefState,
    /// The checkpoints, stated or by default one after the debrief.
    pub checkpoints: Vec<(Checkpoint, CheckpointState)>,
}

/// Follows one debrief through the four steps, as of `today`.
pub(super) fn track(debrief: &Debrief, targets: &Targets, today: Date) -> Tracker {
    let resolution = debrief.times.resolved.as_ref().map(|at| at.value.clone());
    let debriefed = debrief.process.debriefed.clone();
    Tracker {
        incident: debrief.times.started.as_ref().map(|at| at.value.clone()),
        debrief: debrief_state(debrief, resolution.as_ref(), targets, today),
        checkpoints: checkpoints(debrief, targets, today),
        resolution,
        debriefed,
    }
}

fn debrief_state(
    debrief: &Debrief,
    resolution: Option<&Moment>,
    targets: &Targets,
    today: Date,
) -> DebriefState {
    let (earliest, latest) = targets.debrief;
    match (&debrief.process.debriefed, resolution) {
        (Some(held), Some(over)) => held_in_window(held, over, earliest, latest),
        (Some(_), None) => DebriefState::Held,
        // Only a text still on its way owes a meeting; an old report without a date was simply never asked.
        (None, Some(over)) if matches!(debrief.status, Status::Draft | Status::Review) => {
            let last_day = day_after(over.at.date(), latest);
            if today > last_day {
                DebriefState::Overdue
            } else {
                DebriefState::Due
            }
        }
        (None, _) => DebriefState::Unknown,
    }
}

/// Days are compared when either end is known to the day only: nobody is late by an unknown hour.
fn held_in_window(
    held: &Moment,
    over: &Moment,
    earliest: SignedDuration,
    latest: SignedDuration,
) -> DebriefState {
    let delay = match (held.at, over.at) {
        (
            At::Instant {
                timestamp: held, ..
            },
            At::Instant {
                timestamp: over, ..
            },
        ) => held.duration_since(over),
        _ => {
            let days = i64::from((held.at.date() - over.at.date()).get_days());
            SignedDuration::from_hours(days * 24)
        }
    };
    if delay < earliest {
        DebriefState::Early
    } else if delay > latest {
        DebriefState::Late
    } else {
        DebriefState::InTime
    }
}

/// The stated checkpoints; else one, when a meeting was held and the kind owes one (a near miss or a drill does not).
fn checkpoints(
    debrief: &Debrief,
    targets: &Targets,
    today: Date,
) -> Vec<(Checkpoint, CheckpointState)> {
    let stated = debrief.process.checkpoints.clone();
    let owes = matches!(debrief.kind, Kind::Incident | Kind::Security);
    let default = debrief
        .process
        .debriefed
        .as_ref()
        .filter(|_| stated.is_empty() && owes && debrief.status != Status::Closed)
        .map(|held| Checkpoint {
            due: day_after(held.at.date(), targets.checkpoint),
            held: None,
            note: None,
            stated: false,
        });
    stated
        .into_iter()
        .chain(default)
        .map(|checkpoint| {
            let state = checkpoint_state(&checkpoint, today);
            (checkpoint, state)
        })
        .collect()
}

fn checkpoint_state(checkpoint: &Checkpoint, today: Date) -> CheckpointState {
    match checkpoint.held {
        Some(held) if held <= checkpoint.due => CheckpointState::Held,
        Some(_) => CheckpointState::HeldLate,
        None if today > checkpoint.due => CheckpointState::Missed,
        None => CheckpointState::Due,
    }
}

/// The day a whole number of days (rounded up) after `day`.
fn day_after(day: Date, by: SignedDuration) -> Date {
    let days = (by.as_hours() + 23) / 24;
    day.checked_add(SignedDuration::from_hours(days * 24))
        .unwrap_or(Date::MAX)
}
