//! The steps after the incident: the meeting in its window, the checkpoints on their days.

use super::subject::Subject;
use crate::{
    diagnostic::{Code, Diagnostic},
    insight::{CheckpointState, DebriefState, Elapsed},
    model::{Checkpoint, Kind},
    render::texts::english,
};

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if subject.is_foreign() || !matches!(subject.debrief().kind, Kind::Incident | Kind::Security) {
        return;
    }
    found.extend(meeting(subject));
    if !subject.is_draft() {
        let checkpoints = subject.derived.tracker.checkpoints.iter();
        let missed = checkpoints
            .enumerate()
            .filter(|(_, (_, state))| *state == CheckpointState::Missed);
        found.extend(missed.map(|(i, (checkpoint, _))| missed_checkpoint(subject, i, checkpoint)));
    }
}

fn meeting(subject: &Subject<'_>) -> Option<Diagnostic> {
    let (from, to) = subject.config.targets.debrief;
    let window = format!("{} to {} hours", from.as_hours(), to.as_hours());
    let tracker = &subject.derived.tracker;
    let delay = match (&tracker.resolution, &tracker.debriefed) {
        (Some(over), Some(held)) => english().elapsed(Elapsed::between(over, held)),
        _ => String::new(),
    };
    let outside = |when: &str, help: &str| {
        let message = format!(
            "the debrief was held {delay} after the fix, {when} than the window of {window}"
        );
        subject
            .at_key(Code::DebriefTiming, message, "process.debriefed")
            .help(help)
    };
    match tracker.debrief {
        DebriefState::Early => Some(outside(
            "sooner",
            "people who have not slept remember less and judge harder; a night in between helps the next time",
        )),
        DebriefState::Late => Some(outside(
            "later",
            "details fade within days; fix a time for the next one on the day of the incident",
        )),
        DebriefState::Overdue => Some(
            subject
                .at_key(
                    Code::DebriefOverdue,
                    format!("the debrief has not been held, and its window ({window} after the fix) is over"),
                    "status",
                )
                .help("hold it this week, and write `process: {debriefed: …}`; late is better than never"),
        ),
        DebriefState::InTime | DebriefState::Held | DebriefState::Due | DebriefState::Unknown => None,
    }
}

fn missed_checkpoint(subject: &Subject<'_>, index: usize, checkpoint: &Checkpoint) -> Diagnostic {
    let day = english().day(checkpoint.due);
    let path = if checkpoint.stated {
        format!("process.checkpoints.{index}")
    } else {
        "process.debriefed".to_owned()
    };
    subject
        .at_key(Code::CheckpointMissed, format!("nobody wrote down a checkpoint on {day}"), &path)
        .help(format!(
            "look at the open actions together, then write `process: {{checkpoints: [{{due: {}, held: …}}]}}`; when nothing is left to do, `status: closed` ends it",
            checkpoint.due
        ))
}
