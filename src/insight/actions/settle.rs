//! Which word counts when a monthly review and the debriefs say different things: the one of the later day.

use jiff::civil::Date;

use super::{Statement, said::Said};
use crate::{
    library::Library,
    model::{ActionState, Decision, Verdict},
};

/// A review and the debriefs do not say the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Difference {
    /// What the review says.
    pub statement: Statement,
    /// Whether its word counts, because the debriefs' is older or has no day.
    pub review_counts: bool,
}

/// How an item stands after everything said about it was weighed.
pub(super) struct Settled {
    pub(super) state: ActionState,
    pub(super) due: Option<Date>,
    pub(super) closed: Option<Date>,
    pub(super) because: Option<String>,
    pub(super) moved_to: Option<String>,
    pub(super) difference: Option<Difference>,
}

/// Weighs what the debriefs say against the newest decision.
pub(super) fn settle(library: &Library, said: &Said<'_>, statements: &[Statement]) -> Settled {
    let mut settled = Settled {
        state: said.state(),
        due: said.due(),
        closed: said.closed(),
        because: said
            .actions
            .iter()
            .find_map(|action| action.because.clone()),
        moved_to: said
            .actions
            .iter()
            .find_map(|action| action.moved_to.clone()),
        difference: None,
    };
    let made = |statement: &&Statement| statement.decision(library).is_made();
    let Some(&statement) = statements.iter().find(made) else {
        return settled;
    };
    let (decision, held) = (statement.decision(library), statement.day(library));
    let later = |day: Option<Date>| day.is_some_and(|day| day > held);
    let state_counts = !later(said.state_day()) && !is_older_than_its_end(said, decision);
    let due_counts = decision.due.is_some() && !later(said.due_day());
    let differs = !agrees(said, decision);
    let other_day = due_counts && decision.due != settled.due;
    if differs && state_counts {
        apply(&mut settled, decision, held);
    }
    if other_day {
        settled.due = decision.due;
    }
    // What was left open and ended later is no difference: that is what it was left open for.
    let is_progress = !state_counts && !said.state().is_open();
    let is_difference = (differs && !is_progress) || other_day;
    settled.difference = is_difference.then_some(Difference {
        statement,
        review_counts: state_counts,
    });
    settled
}

/// A review lists open items. One that a debrief calls ended without a day, and the review "still open", was ended after
/// the review.
fn is_older_than_its_end(said: &Said<'_>, decision: &Decision) -> bool {
    !said.state().is_open() && said.state_day().is_none() && decision.verdict == Verdict::StillOpen
}

fn agrees(said: &Said<'_>, decision: &Decision) -> bool {
    let state = said.state();
    match &decision.verdict {
        Verdict::Undecided | Verdict::Unreadable => true,
        Verdict::StillOpen => state.is_open(),
        Verdict::Done(_) => state == ActionState::Done,
        Verdict::Irrelevant(_) => state == ActionState::Irrelevant,
        Verdict::Moved(_) => state == ActionState::Moved,
    }
}

fn apply(settled: &mut Settled, decision: &Decision, held: Date) {
    match &decision.verdict {
        Verdict::Undecided | Verdict::Unreadable => {}
        Verdict::StillOpen => settled.state = ActionState::Open,
        Verdict::Done(on) => {
            settled.state = ActionState::Done;
            settled.closed = Some(on.unwrap_or(held));
        }
        Verdict::Irrelevant(because) => {
            settled.state = ActionState::Irrelevant;
            settled.closed = Some(held);
            settled.because = Some(because.clone());
        }
        Verdict::Moved(to) => {
            settled.state = ActionState::Moved;
            settled.moved_to = Some(to.clone());
        }
    }
}
