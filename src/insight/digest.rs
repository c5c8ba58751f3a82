use std::collections::BTreeSet;

use jiff::civil::Date;

use super::{Answer, AnswerFacts, Insight, causes::Basis};
use crate::{
    library::Library,
    model::{ActionState, LearningKind},
};

/// What one month brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// Its first day.
    pub month: Date,
    /// The day everything is told for: its last, or today while it lasts.
    pub until: Date,
    /// Debriefs of the month, by position in the library, the newest first.
    pub happened: Vec<usize>,
    /// Lines of the ledger whose later incident is of the month and that a person confirmed.
    pub again: Vec<usize>,
    /// Positions of action items whose day had passed by then, with the days they were late; the latest first.
    pub late: Vec<(usize, i32)>,
    /// Positions of action items that were done in the month.
    pub done: Vec<usize>,
    /// Those of them that answer a "no": what should turn it into a yes next time, and which debrief said no.
    pub turned: Vec<Turned>,
    /// Topics learned in the month; lessons first, as they say most out of their place.
    pub learned: Vec<usize>,
}

/// An action that was done so that a "no" becomes a yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Turned {
    /// Position in [`Insight::actions`].
    pub item: usize,
    /// Position of the debrief that said no.
    pub debrief: usize,
    /// Whether it was about being found in time; else about being fixed.
    pub detect: bool,
}

/// First days of the months that brought anything, the newest first; none after `today`.
pub(super) fn months(library: &Library, insight: &Insight, today: Date) -> Vec<Date> {
    let dates = library.entries.iter().filter_map(|entry| entry.date());
    let ended = insight.actions.iter().filter_map(|item| item.closed);
    let months: BTreeSet<Date> = dates
        .chain(ended)
        .filter(|date| *date <= today)
        .map(Date::first_of_month)
        .collect();
    months.into_iter().rev().collect()
}

/// Looks back at the month that a day is in, as it stood on its last day (or on `today`).
#[must_use]
pub fn digest(library: &Library, insight: &Insight, month: Date, today: Date) -> Digest {
    let month = month.first_of_month();
    let until = month.last_of_month().min(today.max(month));
    let within = |date: Date| date.first_of_month() == month && date <= until;
    let of_month = |debrief: usize| library.entries[debrief].date().is_some_and(within);
    let happened: Vec<usize> = (0..library.entries.len())
        .filter(|&i| of_month(i))
        .collect();
    let done: Vec<usize> = (0..insight.actions.len())
        .filter(|&i| {
            let item = &insight.actions[i];
            item.state == ActionState::Done && item.closed.is_some_and(within)
        })
        .collect();
    let again = insight.causes.again.iter().enumerate();
    let again = again.filter(|(_, line)| line.basis == Basis::Confirmed && of_month(line.later));
    Digest {
        month,
        until,
        again: again.map(|(i, _)| i).collect(),
        late: late(insight, until),
        turned: turned(insight, &done),
        learned: learned(insight, &happened),
        happened,
        done,
    }
}

/// Items that were open on a day although theirs had passed. One that ended on an unknown day is not claimed.
fn late(insight: &Insight, on: Date) -> Vec<(usize, i32)> {
    let days = |i: usize| {
        let item = &insight.actions[i];
        let was_open = match item.closed {
            Some(closed) => closed > on,
            None => item.state.is_open(),
        };
        let begun = item.since.is_none_or(|since| since <= on);
        let days = (on - item.due?).get_days();
        (was_open && begun && days > 0).then_some((i, days))
    };
    let mut late: Vec<(usize, i32)> = (0..insight.actions.len()).filter_map(days).collect();
    late.sort_unstable_by_key(|&(i, days)| (-days, i));
    late
}

fn turned(insight: &Insight, done: &[usize]) -> Vec<Turned> {
    let mut turned = Vec::new();
    for (debrief, derived) in insight.derived.iter().enumerate() {
        let mut look = |facts: &AnswerFacts, detect: bool| {
            if facts.answer != Answer::No {
                return;
            }
            let items = facts
                .follow_up
                .iter()
                .filter_map(|&i| derived.actions.get(i));
            for &item in items.filter(|item| done.contains(item)) {
                turned.push(Turned {
                    item,
                    debrief,
                    detect,
                });
            }
        };
        look(&derived.detect, true);
        look(&derived.fix, false);
    }
    turned
}

fn learned(insight: &Insight, happened: &[usize]) -> Vec<usize> {
    let mut topics: Vec<usize> = (0..insight.learnings.len())
        .filter(|&i| {
            let sources = &insight.learnings[i].sources;
            sources
                .iter()
                .any(|source| happened.binary_search(&source.debrief).is_ok())
        })
        .collect();
    topics.sort_by_key(|&i| (insight.learnings[i].kind != LearningKind::Lesson, i));
    topics
}
