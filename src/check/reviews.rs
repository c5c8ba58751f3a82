//! Monthly reviews beside the debriefs: what the newest one has not decided, and where one and a debrief differ.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Code, Diagnostic},
    insight::{ActionItem, Difference, Insight},
    library::Library,
    model::{ReviewBlock, Span, Verdict},
};

use super::subject::first_line;

pub(super) fn check(library: &Library, insight: &Insight) -> Vec<Diagnostic> {
    let newest = library.follow_up.reviews.len().checked_sub(1);
    let mut found = newest.map_or_else(Vec::new, |newest| undecided(library, insight, newest));
    found.extend(unknown(library, insight));
    let differing = insight.actions.iter();
    let differing = differing.filter_map(|item| Some((item, item.difference?)));
    found.extend(differing.map(|(item, difference)| differs(library, item, difference)));
    let tickets = insight.actions.iter().filter(|item| item.ticket_differs);
    found.extend(tickets.filter_map(|item| ticket_differs(library, item)));
    found
}

fn ticket_differs(library: &Library, item: &ActionItem) -> Option<Diagnostic> {
    let state = item.ticket.as_ref()?;
    let (parent, action) = (item.parents[0], item.wording(library));
    let entry = &library.entries[parent.debrief];
    let id = &action.tickets.first()?.id;
    let (message, help) = match state.closed {
        true => (
            format!(
                "the ticket {id} is closed ({}), the item is open",
                state.status
            ),
            format!(
                "if it was done, write `[x] … done:{}`; if not, open the ticket again",
                state.seen
            ),
        ),
        false => (
            format!(
                "the ticket {id} is open ({}), the item has ended",
                state.status
            ),
            "close the ticket, or open the item again".to_owned(),
        ),
    };
    let finding = Diagnostic::new(Code::TicketDiffers, message)
        .at(&entry.shown, first_line(&entry.text, action.span), "")
        .help(help);
    Some(finding)
}

/// Lines about an item that its debrief does not have. Of a debrief that this edition may not hold nothing is said.
fn unknown(library: &Library, insight: &Insight) -> Vec<Diagnostic> {
    let said = insight.actions.iter().flat_map(|item| &item.reviews);
    let known: BTreeSet<(usize, usize)> = said.map(|said| (said.review, said.line)).collect();
    let mut found = Vec::new();
    for (i, review) in library.follow_up.reviews.iter().enumerate() {
        for (j, line) in review.lines.iter().enumerate() {
            let debrief = line
                .key
                .split_once('#')
                .and_then(|(id, _)| library.find(id));
            let Some(debrief) = debrief.filter(|_| !known.contains(&(i, j))) else {
                continue;
            };
            let id = &library.entries[debrief].debrief.id;
            let message = format!("`{id}` has no action item that is known by `{}`", line.key);
            found.push(
                Diagnostic::new(Code::UnknownReference, message)
                    .at(&review.shown, line.span, "")
                    .help("the item was removed from the debrief, or its words changed much: decide about it in the debrief"),
            );
        }
    }
    found
}

/// What a review owes: a decision on each of its lines about an item that is still open; the newest one also a line for each
/// item that was open on its day.
#[must_use]
pub fn undecided(library: &Library, insight: &Insight, position: usize) -> Vec<Diagnostic> {
    let reviews = &library.follow_up.reviews;
    let review = &reviews[position];
    let is_newest = position + 1 == reviews.len();
    let mut found = Vec::new();
    let mut named = BTreeSet::new();
    let open = insight.actions.iter().filter(|item| item.state.is_open());
    for item in open.filter(|item| item.is_promised(library)) {
        let statements = item.reviews.iter().filter(|said| said.review == position);
        for statement in statements {
            named.insert(&item.key);
            let line = statement.line(library);
            if line.decision.verdict == Verdict::Undecided {
                let message = format!(
                    "nothing is decided about \"{}\"",
                    item.wording(library).text
                );
                found.push(
                    Diagnostic::new(Code::ReviewUndecided, message)
                        .at(&review.shown, line.span, "")
                        .help("write `still open`, `done`, `irrelevant because …`, `moved upwards to …` or `new date 2027-01-15`"),
                );
            }
        }
        let was_open = is_newest && item.since.is_none_or(|since| since < review.day());
        if was_open && !named.contains(&item.key) {
            let message = format!(
                "no line is about \"{}\", which is open",
                item.wording(library).text
            );
            found.push(
                Diagnostic::new(Code::ReviewUndecided, message)
                    .at(&review.shown, place(library, position), "")
                    .help(format!("`debriefs review {}` adds the lines that are missing, and leaves the others as they are", review.month)),
            );
        }
    }
    found
}

/// Where a missing line would stand: at the heading of the first section with lines.
fn place(library: &Library, review: usize) -> Span {
    let review = &library.follow_up.reviews[review];
    let lines = |block: &ReviewBlock| matches!(block, ReviewBlock::Lines(_));
    let section = review
        .sections
        .iter()
        .find(|section| section.blocks.iter().any(lines));
    let section = section.or_else(|| {
        review
            .sections
            .iter()
            .find(|section| section.heading.is_some())
    });
    section.map_or(Span::at(0), |section| section.span)
}

fn differs(library: &Library, item: &ActionItem, difference: Difference) -> Diagnostic {
    let (statement, parent) = (difference.statement, item.parents[0]);
    let entry = &library.entries[parent.debrief];
    let action = &entry.debrief.actions[parent.index];
    let month = statement.review(library).month;
    let line = statement.line(library);
    let message = format!(
        "the review of {month} and the debrief say different things about \"{}\"",
        action.text
    );
    let help = match difference.review_counts {
        true => format!(
            "the review counts, for the debrief says no later day: write what was decided into the debrief ({})",
            written(&line.decision, statement.day(library))
        ),
        false => {
            "the debrief counts, for its word is newer; if that is right, nothing is left to do"
                .to_owned()
        }
    };
    Diagnostic::new(Code::ReviewDiffers, message)
        .at(
            &entry.shown,
            first_line(&entry.text, action.span),
            "the debrief",
        )
        .at(&statement.review(library).shown, line.span, "the review")
        .help(help)
}

/// A decision as an author would write it into a debrief.
fn written(decision: &crate::model::Decision, held: jiff::civil::Date) -> String {
    let due = decision.due.map(|due| format!("due:{due}"));
    let state = match &decision.verdict {
        Verdict::Undecided | Verdict::Unreadable => None,
        Verdict::StillOpen => due.is_none().then(|| "`[ ]`".to_owned()),
        Verdict::Done(on) => Some(format!("`[x] … done:{}`", on.unwrap_or(held))),
        Verdict::Irrelevant(because) => Some(format!("`[-] … because:\"{because}\" done:{held}`")),
        Verdict::Moved(to) => Some(format!("`[>] … to:@{to}`")),
    };
    let due = due.map(|due| format!("`{due}`"));
    state
        .into_iter()
        .chain(due)
        .collect::<Vec<_>>()
        .join(" and ")
}
