use serde::Serialize;

use crate::{
    insight::{CheckpointState, DebriefState, Elapsed, Tracker},
    model::Checkpoint,
    render::{clock::Clock, words},
};

/// One of the steps every incident should go through.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Step {
    title: &'static str,
    /// The symbol and the style.
    name: &'static str,
    /// When, and how that was.
    lines: Vec<String>,
}

fn step(title: &'static str, name: &'static str, lines: Vec<String>) -> Step {
    Step { title, name, lines }
}

/// Incident, resolution, debrief, checkpoints.
pub(crate) fn steps(tracker: &Tracker, clock: &Clock) -> Vec<Step> {
    let mut steps = vec![
        incident(tracker, clock),
        resolution(tracker, clock),
        debrief(tracker, clock),
    ];
    if tracker.checkpoints.is_empty() {
        steps.push(step("Checkpoint", "unknown", vec!["none planned".into()]));
    }
    let checkpoints = tracker.checkpoints.iter();
    steps.extend(checkpoints.map(|(checkpoint, state)| checkpoint_step(checkpoint, *state)));
    steps
}

fn incident(tracker: &Tracker, clock: &Clock) -> Step {
    match &tracker.incident {
        Some(at) => step("Incident", "done", vec![clock.full(at).text]),
        None => step("Incident", "done", vec!["start not known".into()]),
    }
}

fn resolution(tracker: &Tracker, clock: &Clock) -> Step {
    let Some(at) = &tracker.resolution else {
        return step("Resolution", "unknown", vec!["not known".into()]);
    };
    let day = tracker.incident.as_ref().map(|at| at.at.date());
    let mut lines = vec![clock.after(at, day).text];
    if let Some(began) = &tracker.incident {
        let elapsed = Elapsed::between(began, at);
        lines.push(match elapsed {
            Elapsed::Days(0) => words::elapsed(elapsed),
            _ => format!("after {}", words::elapsed(elapsed)),
        });
    }
    step("Resolution", "done", lines)
}

fn debrief(tracker: &Tracker, clock: &Clock) -> Step {
    let (name, said) = match tracker.debrief {
        DebriefState::InTime => ("done", "in time"),
        DebriefState::Early => ("done", "early"),
        DebriefState::Late => ("done", "late"),
        DebriefState::Held => ("done", ""),
        DebriefState::Due => ("due", "not held yet"),
        DebriefState::Overdue => ("late", "not held yet, and late"),
        DebriefState::Unknown => ("unknown", "not known"),
    };
    let mut lines = Vec::new();
    if let Some(held) = &tracker.debriefed {
        lines.push(clock.full(held).text);
        if let Some(over) = &tracker.resolution {
            let later = words::roughly(Elapsed::between(over, held));
            lines.push(format!("{later} later, {said}"));
            return step("Debrief", name, lines);
        }
    }
    lines.extend((!said.is_empty()).then(|| said.to_owned()));
    step("Debrief", name, lines)
}

fn checkpoint_step(checkpoint: &Checkpoint, state: CheckpointState) -> Step {
    let due = format!("due {}", words::day(checkpoint.due));
    let held = checkpoint.held.unwrap_or(checkpoint.due);
    let held_on = format!("held {}", words::day(held));
    let (name, mut lines) = match state {
        CheckpointState::Held => ("done", vec![held_on, "in time".into()]),
        CheckpointState::HeldLate => {
            let late = words::days_long((held - checkpoint.due).get_days());
            ("done", vec![held_on, format!("{late} late")])
        }
        CheckpointState::Due => ("due", vec![due]),
        CheckpointState::Missed => ("late", vec![due, "missed".into()]),
    };
    lines.extend(checkpoint.note.clone());
    step("Checkpoint", name, lines)
}
