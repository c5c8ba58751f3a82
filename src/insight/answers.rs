use jiff::SignedDuration;
use serde::Serialize;

use super::{Durations, Elapsed};
use crate::{
    config::Targets,
    model::{Action, ActionState, ActionType, AnswerNote, Debrief, ResolvedBy},
};

/// The answer to one of the two questions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// Soon enough.
    Yes,
    /// Not soon enough.
    No,
    /// It healed itself (the second question only).
    Automatic,
    /// The times do not tell.
    Unknown,
}

/// The figure an answer rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The time the question asks for.
    Measured(Elapsed),
    /// Another time that settles it, because the asked one cannot be shorter.
    AtLeast(Elapsed),
    /// `resolved_by: automatic`.
    HealedItself,
    /// Nothing to go by.
    Nothing,
}

/// An answer with what is behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerFacts {
    /// The answer.
    pub answer: Answer,
    /// What it rests on.
    pub reason: Reason,
    /// What counts as soon enough.
    pub target: SignedDuration,
    /// Whether the stretch target was met too (the second question only).
    pub stretch: bool,
    /// Items of this debrief that would turn a "no" into a yes: linked, or of the fitting type. Positions in
    /// [`Debrief::actions`].
    pub follow_up: Vec<usize>,
    /// Why the "no" is accepted.
    pub accepted: Option<String>,
}

impl AnswerFacts {
    /// A "no" that nobody has answered yet: neither an action nor a reason to accept it.
    #[must_use]
    pub fn is_unanswered(&self) -> bool {
        self.answer == Answer::No && self.follow_up.is_empty() && self.accepted.is_none()
    }
}

/// Was it found in under the target, from `started`? An exact limit is too late: "under 5 minutes".
pub(super) fn detect(debrief: &Debrief, durations: &Durations, targets: &Targets) -> AnswerFacts {
    let target = targets.detect;
    let (answer, reason) = judge(durations.ttd, &[], target);
    facts(
        debrief,
        (answer, reason),
        target,
        &debrief.answers.detect,
        ActionType::Detect,
    )
}

/// Was it completely fixed in under the target, from `started`, or did it heal itself?
///
/// Without a start the answer can still be "no": nothing is fixed sooner after its start than after its detection,
/// and nothing is resolved before it is mitigated.
pub(super) fn fix(debrief: &Debrief, durations: &Durations, targets: &Targets) -> AnswerFacts {
    let target = targets.fix;
    let judged = match debrief.resolved_by {
        Some(ResolvedBy::Automatic) => (Answer::Automatic, Reason::HealedItself),
        _ => judge(
            durations.ttr,
            &[durations.time_to_fix, durations.ttm],
            target,
        ),
    };
    let mut facts = facts(
        debrief,
        judged,
        target,
        &debrief.answers.fix,
        ActionType::Mitigate,
    );
    facts.stretch = durations
        .ttr
        .and_then(Elapsed::at_most)
        .is_some_and(|seconds| seconds < targets.stretch.as_secs());
    facts
}

fn judge(
    asked: Option<Elapsed>,
    lower_bounds: &[Option<Elapsed>],
    target: SignedDuration,
) -> (Answer, Reason) {
    let limit = target.as_secs();
    if let Some(elapsed) = asked {
        if elapsed.at_least() >= limit {
            return (Answer::No, Reason::Measured(elapsed));
        }
        if elapsed.at_most().is_some_and(|most| most < limit) {
            return (Answer::Yes, Reason::Measured(elapsed));
        }
    }
    let settled = lower_bounds
        .iter()
        .flatten()
        .find(|bound| bound.at_least() >= limit);
    match (settled, asked) {
        (Some(bound), _) => (Answer::No, Reason::AtLeast(*bound)),
        (None, Some(elapsed)) => (Answer::Unknown, Reason::Measured(elapsed)),
        (None, None) => (Answer::Unknown, Reason::Nothing),
    }
}

fn facts(
    debrief: &Debrief,
    (answer, reason): (Answer, Reason),
    target: SignedDuration,
    note: &AnswerNote,
    fitting: ActionType,
) -> AnswerFacts {
    AnswerFacts {
        answer,
        reason,
        target,
        stretch: false,
        follow_up: follow_up(&debrief.actions, note, fitting),
        accepted: note.accepted.as_ref().map(|accepted| accepted.0.clone()),
    }
}

/// Linked items count whatever their type; others by their type, unless they were decided against.
fn follow_up(actions: &[Action], note: &AnswerNote, fitting: ActionType) -> Vec<usize> {
    let counts = |action: &Action| {
        let linked = action
            .anchor
            .as_ref()
            .is_some_and(|anchor| note.actions.contains(anchor));
        linked || (action.kind == Some(fitting) && action.state != ActionState::Irrelevant)
    };
    (0..actions.len())
        .filter(|&i| counts(&actions[i]))
        .collect()
}
