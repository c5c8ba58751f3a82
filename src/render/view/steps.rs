use serde::Serialize;

use crate::{
    insight::{CheckpointState, DebriefState, Elapsed, Tracker},
    model::Checkpoint,
    render::{Texts, clock::Clock, texts::say},
};

/// One of the steps every incident should go through.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Step {
    title: String,
    /// The symbol and the style.
    name: &'static str,
    /// When, and how that was.
    lines: Vec<String>,
}

fn step(title: &str, name: &'static str, lines: Vec<String>) -> Step {
    let title = title.to_owned();
    Step { title, name, lines }
}

/// Incident, resolution, debrief, checkpoints.
pub(crate) fn steps(tracker: &Tracker, clock: &Clock<'_>) -> Vec<Step> {
    let t = clock.texts;
    let mut steps = vec![
        incident(tracker, clock),
        resolution(tracker, clock),
        debrief(tracker, clock),
    ];
    if tracker.checkpoints.is_empty() {
        steps.push(step(
            t.get("step.checkpoint"),
            "unknown",
            vec![t.get("step.none_planned").into()],
        ));
    }
    let checkpoints = tracker.checkpoints.iter();
    steps.extend(checkpoints.map(|(checkpoint, state)| checkpoint_step(t, checkpoint, *state)));
    steps
}

fn incident(tracker: &Tracker, clock: &Clock<'_>) -> Step {
    let t = clock.texts;
    let began = match &tracker.incident {
        Some(at) => clock.full(at).text,
        None => t.get("step.start_unknown").into(),
    };
    step(t.get("step.incident"), "done", vec![began])
}

fn resolution(tracker: &Tracker, clock: &Clock<'_>) -> Step {
    let t = clock.texts;
    let title = t.get("step.resolution");
    let Some(at) = &tracker.resolution else {
        return step(title, "unknown", vec![t.get("step.not_known").into()]);
    };
    let day = tracker.incident.as_ref().map(|at| at.at.date());
    let mut lines = vec![clock.after(at, day).text];
    if let Some(began) = &tracker.incident {
        let elapsed = Elapsed::between(began, at);
        lines.push(match elapsed {
            Elapsed::Days(0) => t.get("row.same_day").into(),
            _ => say!(t, "fact.after", time = t.elapsed(elapsed)),
        });
    }
    step(title, "done", lines)
}

fn debrief(tracker: &Tracker, clock: &Clock<'_>) -> Step {
    let t = clock.texts;
    let title = t.get("step.debrief");
    let (name, said) = match tracker.debrief {
        DebriefState::InTime => ("done", Some("step.in_time")),
        DebriefState::Early => ("done", Some("step.early")),
        DebriefState::Late => ("done", Some("step.late")),
        DebriefState::Held => ("done", None),
        DebriefState::Due => ("due", Some("step.not_held")),
        DebriefState::Overdue => ("late", Some("step.not_held_late")),
        DebriefState::Unknown => ("unknown", Some("step.not_known")),
    };
    let said = said.map(|key| t.get(key));
    let mut lines = Vec::new();
    if let Some(held) = &tracker.debriefed {
        lines.push(clock.full(held).text);
        if let Some(over) = &tracker.resolution {
            let later = t.roughly(Elapsed::between(over, held));
            lines.push(match said {
                Some(how) => say!(t, "step.later_said", time = later, how = how),
                None => say!(t, "step.later", time = later),
            });
            return step(title, name, lines);
        }
    }
    lines.extend(said.map(str::to_owned));
    step(title, name, lines)
}

fn checkpoint_step(t: &Texts, checkpoint: &Checkpoint, state: CheckpointState) -> Step {
    let due = say!(t, "item.due", day = t.day(checkpoint.due));
    let held = checkpoint.held.unwrap_or(checkpoint.due);
    let held_on = say!(t, "step.held", day = t.day(held));
    let (name, mut lines) = match state {
        CheckpointState::Held => ("done", vec![held_on, t.get("step.in_time").into()]),
        CheckpointState::HeldLate => {
            let late = t.days((held - checkpoint.due).get_days());
            (
                "done",
                vec![held_on, say!(t, "step.held_late", days = late)],
            )
        }
        CheckpointState::Due => ("due", vec![due]),
        CheckpointState::Missed => ("late", vec![due, t.get("step.missed").into()]),
    };
    lines.extend(checkpoint.note.clone());
    step(t.get("step.checkpoint"), name, lines)
}
