use jiff::civil::Date;
use serde::Serialize;

use super::{VERSION, json};
use crate::{
    insight::{ActionItem, Insight, Standing},
    library::Library,
    model::{ActionState, ActionType, Decision, Month, Verdict},
};

/// Bytes of an action, about.
const ROOM: usize = 1 << 10;

#[derive(Serialize)]
struct File<'a> {
    version: u32,
    actions: Vec<Record<'a>>,
}

#[derive(Serialize)]
struct Record<'a> {
    key: &'a str,
    text: &'a str,
    state: ActionState,
    owner: Option<&'a str>,
    due: Option<Date>,
    opened: Option<Date>,
    closed: Option<Date>,
    ticket: Option<&'a str>,
    r#type: Option<ActionType>,
    because: Option<&'a str>,
    moved_to: Option<&'a str>,
    parents: Vec<&'a str>,
    /// Days past the due day; null when not overdue.
    late_days: Option<i32>,
    review: Option<ReviewRecord>,
    history: Option<HistoryRecord>,
    ticket_state: Option<TicketRecord<'a>>,
    /// `review`, `ticket`: who says something else than the debriefs.
    differences: Vec<&'static str>,
}

#[derive(Serialize)]
struct ReviewRecord {
    month: Month,
    decision: &'static str,
}

#[derive(Serialize)]
struct HistoryRecord {
    since: Date,
    due_moves: u32,
    reopened: u32,
}

#[derive(Serialize)]
struct TicketRecord<'a> {
    closed: bool,
    status: &'a str,
    seen: Date,
}

fn differences(item: &ActionItem) -> Vec<&'static str> {
    let of = [
        ("review", item.difference.is_some()),
        ("ticket", item.ticket_differs),
    ];
    of.into_iter()
        .filter(|(_, differs)| *differs)
        .map(|(name, _)| name)
        .collect()
}

/// The name of a decision in data.
pub(super) fn decision(decision: &Decision) -> &'static str {
    match decision.verdict {
        Verdict::Undecided => "undecided",
        Verdict::Unreadable => "unreadable",
        Verdict::StillOpen => "open",
        Verdict::Done(_) => "done",
        Verdict::Irrelevant(_) => "irrelevant",
        Verdict::Moved(_) => "moved",
    }
}

/// `data/actions.json`: all items of all states, open ones first.
#[must_use]
pub fn actions(library: &Library, insight: &Insight) -> Vec<u8> {
    actions_of(library, &insight.actions.iter().collect::<Vec<_>>())
}

/// The same of some of them, in their order.
#[must_use]
pub fn actions_of(library: &Library, items: &[&ActionItem]) -> Vec<u8> {
    json(
        &File {
            version: VERSION,
            actions: items.iter().map(|item| record(library, item)).collect(),
        },
        items.len() * ROOM,
    )
}

fn record<'a>(library: &'a Library, item: &'a ActionItem) -> Record<'a> {
    let wording = item.wording(library);
    Record {
        key: &item.key,
        text: &wording.text,
        state: item.state,
        owner: item.owner.as_deref(),
        due: item.due,
        opened: item.since,
        closed: item.closed,
        ticket: wording.tickets.first().map(|ticket| ticket.id.as_str()),
        r#type: wording.kind,
        because: item.because.as_deref(),
        moved_to: item.moved_to.as_deref(),
        review: item.reviews.first().map(|statement| ReviewRecord {
            month: statement.review(library).month,
            decision: decision(statement.decision(library)),
        }),
        history: item.history.as_ref().map(|history| HistoryRecord {
            since: history.since,
            due_moves: history.due_moves,
            reopened: history.reopened,
        }),
        ticket_state: item.ticket.as_ref().map(|ticket| TicketRecord {
            closed: ticket.closed,
            status: &ticket.status,
            seen: ticket.seen,
        }),
        differences: differences(item),
        parents: item
            .parents
            .iter()
            .map(|parent| library.entries[parent.debrief].debrief.id.as_str())
            .collect(),
        late_days: match item.standing {
            Standing::Overdue(days) => Some(days),
            _ => None,
        },
    }
}
