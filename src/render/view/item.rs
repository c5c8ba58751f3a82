use serde::Serialize;

use super::{Link, Phrase, reviews};
use crate::{
    insight::{ActionItem, Standing, Statement},
    model::{Action, ActionState, ActionType, Decision, Verdict, folder_slug},
    render::{
        Html, Inputs, Texts,
        clock::When,
        texts::{count, say},
    },
    site::{ActionGroup, url},
};

/// One action, on the page of its debrief or in a list.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Item {
    /// The `id` on the page of its debrief.
    anchor: Option<String>,
    /// The symbol and the style.
    name: &'static str,
    /// The state in words, for those who do not see the symbol.
    state: String,
    text: Text,
    /// `12 days late`, `due in four days`; at the day it is due, from which a browser counts anew.
    standing: Option<When>,
    late: bool,
    owner: Option<Phrase>,
    due: Option<When>,
    closed: Option<When>,
    /// `open for 512 days`; at the day it was opened.
    age: Option<When>,
    kind: Option<String>,
    tickets: Vec<Phrase>,
    moved_to: Option<String>,
    because: Option<String>,
    done_when: Option<String>,
    /// `due day moved twice, opened again once`
    history: Option<String>,
    /// What a monthly review decided.
    review: Option<Reviewed>,
    /// What somebody else says differently.
    differences: Vec<String>,
    /// The debriefs it comes from, in lists.
    from: Vec<Link>,
}

/// What a monthly review decided about an action.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Reviewed {
    /// `review of November 2026`
    link: Link,
    /// `still open, new day 15 Jan 2027`
    said: String,
    note: Option<String>,
}

/// What an action says: with the author's emphasis and links, or plain.
#[derive(Debug, Clone, Serialize)]
#[serde(untagged)]
pub(crate) enum Text {
    /// On the page of its debrief.
    Rich(Html),
    /// In lists.
    Plain(String),
}

impl Item {
    /// For a list: with the debriefs it comes from.
    pub(crate) fn listed(inputs: &Inputs<'_>, root: &url::Root, position: usize) -> Self {
        let item = &inputs.insight.actions[position];
        let action = item.wording(inputs.library);
        let from = item
            .parents
            .iter()
            .map(|parent| {
                let debrief = &inputs.library.entries[parent.debrief].debrief;
                let anchor = anchor(&debrief.actions[parent.index], parent.index);
                let page = root.to(&url::debrief(&debrief.id));
                Link {
                    text: debrief.title.value.clone(),
                    url: format!("{page}#{}", url::fragment(&anchor)),
                }
            })
            .collect();
        let newest = item
            .reviews
            .iter()
            .find(|said| said.decision(inputs.library).is_made());
        Self {
            from,
            age: age(inputs.texts, item),
            review: newest.map(|&said| reviewed(inputs, root, said)),
            ..Self::new(inputs, root, item, action, Text::Plain(action.text.clone()))
        }
    }

    /// For the page of a review: with what was decided there.
    pub(crate) fn reviewed(
        inputs: &Inputs<'_>,
        root: &url::Root,
        position: usize,
        said: Statement,
    ) -> Self {
        Self {
            review: Some(reviewed(inputs, root, said)),
            ..Self::listed(inputs, root, position)
        }
    }

    /// For the page of its debrief.
    pub(crate) fn own(
        inputs: &Inputs<'_>,
        root: &url::Root,
        item: &ActionItem,
        (action, index): (&Action, usize),
        html: Html,
    ) -> Self {
        let newest = item
            .reviews
            .iter()
            .find(|said| said.decision(inputs.library).is_made());
        Self {
            anchor: Some(anchor(action, index)),
            review: newest.map(|&said| reviewed(inputs, root, said)),
            ..Self::new(inputs, root, item, action, Text::Rich(html))
        }
    }

    fn new(
        inputs: &Inputs<'_>,
        root: &url::Root,
        item: &ActionItem,
        action: &Action,
        text: Text,
    ) -> Self {
        let t = inputs.texts;
        let (name, state) = appearance(item);
        let late = ActionGroup::of(item) == ActionGroup::Late;
        Self {
            anchor: None,
            name,
            state: t.get(state).into(),
            text,
            standing: standing(t, item),
            late,
            owner: item.owner.as_deref().map(|owner| holder(root, item, owner)),
            due: item.due.map(|day| When::day(t, day)),
            closed: item.closed.map(|day| When::day(t, day)),
            age: None,
            kind: action.kind.map(|kind| t.get(kind_word(kind)).into()),
            tickets: tickets(action),
            moved_to: item.moved_to.clone(),
            because: item
                .because
                .clone()
                .filter(|_| item.state == ActionState::Irrelevant),
            history: history(t, item),
            review: None,
            differences: differences(inputs, item),
            done_when: action.done_when.clone(),
            from: Vec::new(),
        }
    }
}

/// The `id` of an action on the page of its debrief: the author's, else its number.
pub(crate) fn anchor(action: &Action, index: usize) -> String {
    match &action.anchor {
        Some(anchor) => format!("^{anchor}"),
        None => format!("action-{}", index + 1),
    }
}

/// The symbol, and the key of the state.
fn appearance(item: &ActionItem) -> (&'static str, &'static str) {
    match (item.state, item.standing) {
        (ActionState::Done, _) => ("done", "item.state_done"),
        (ActionState::Irrelevant, _) => ("dropped", "item.state_dropped"),
        (_, Standing::Overdue(_)) => ("late", "item.state_late"),
        (ActionState::Moved, _) => ("moved", "item.state_moved"),
        (ActionState::InProgress, _) => ("progress", "item.state_progress"),
        (ActionState::Open, _) => ("open", "item.state_open"),
        (ActionState::Unknown, _) => ("unmarked", "item.state_unmarked"),
    }
}

fn standing(t: &Texts, item: &ActionItem) -> Option<When> {
    let text = match item.standing {
        Standing::Overdue(days) => count!(t, "script.late", usize::try_from(days).ok()?),
        Standing::DueIn(days) if days <= 14 => {
            count!(t, "script.due_in", usize::try_from(days).ok()?)
        }
        Standing::DueIn(_) | Standing::Undated | Standing::Ended => return None,
    };
    let iso = item.due?.to_string();
    Some(When { iso, text })
}

/// `open for 512 days`, of an open item that is not from today.
fn age(t: &Texts, item: &ActionItem) -> Option<When> {
    let days = item.age_days.filter(|&days| days > 0)?;
    Some(When {
        iso: item.since?.to_string(),
        text: count!(t, "script.open_for", usize::try_from(days).ok()?),
    })
}

/// `due day moved twice, opened again once`; nothing when nothing happened.
fn history(t: &Texts, item: &ActionItem) -> Option<String> {
    let history = item.history.as_ref()?;
    let times = |count: u32, what: &str| {
        let count = usize::try_from(count).ok().filter(|&count| count > 0)?;
        Some(t.fill(what, &[("times", &t.times(count))]))
    };
    let parts = [
        times(history.due_moves, "item.due_moved"),
        times(history.reopened, "item.reopened"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn reviewed(inputs: &Inputs<'_>, root: &url::Root, statement: Statement) -> Reviewed {
    let review = statement.review(inputs.library);
    let line = statement.line(inputs.library);
    Reviewed {
        link: Link {
            text: reviews::title(inputs.texts, review),
            url: root.to(&url::review(review.month)),
        },
        said: decided(inputs.texts, &line.decision),
        note: line.note.clone(),
    }
}

/// `still open, new day 15 Jan 2027`
fn decided(t: &Texts, decision: &Decision) -> String {
    let verdict = match &decision.verdict {
        Verdict::Undecided => t.get("item.undecided").into(),
        Verdict::Unreadable => t.get("item.unreadable").into(),
        Verdict::StillOpen => t.get("item.still_open").into(),
        Verdict::Done(Some(on)) => say!(t, "item.decided_done_on", day = t.day(*on)),
        Verdict::Done(None) => t.get("item.done").into(),
        Verdict::Irrelevant(because) => say!(t, "item.irrelevant", reason = because),
        Verdict::Moved(to) => say!(t, "item.moved_up", who = to),
    };
    match decision.due {
        Some(due) => say!(t, "item.new_day", decision = verdict, day = t.day(due)),
        None => verdict,
    }
}

/// Where somebody else says something else than the debrief does.
fn differences(inputs: &Inputs<'_>, item: &ActionItem) -> Vec<String> {
    let t = inputs.texts;
    let mut said = Vec::new();
    if let Some(difference) = item.difference {
        let title = reviews::title(t, difference.statement.review(inputs.library));
        said.push(match difference.review_counts {
            true => say!(t, "item.review_newer", review = title),
            false => say!(t, "item.debrief_newer", review = title),
        });
    }
    if let Some(ticket) = item.ticket.as_ref().filter(|_| item.ticket_differs) {
        let key = match ticket.closed {
            true => "item.ticket_closed",
            false => "item.ticket_open",
        };
        said.push(t.fill(
            key,
            &[("status", &ticket.status), ("day", &t.day(ticket.seen))],
        ));
    }
    said
}

/// Somebody's name, with the way to everything they hold when this is still open.
fn holder(root: &url::Root, item: &ActionItem, owner: &str) -> Phrase {
    let slug = folder_slug(owner);
    if ActionGroup::of(item).is_open() && !slug.is_empty() {
        Phrase::link(owner, root.to(&url::owner(&slug)))
    } else {
        Phrase::plain(owner)
    }
}

fn tickets(action: &Action) -> Vec<Phrase> {
    action
        .tickets
        .iter()
        .map(|ticket| Phrase {
            text: ticket.id.clone(),
            url: ticket.url.clone(),
        })
        .collect()
}

/// The key of what an action does.
fn kind_word(kind: ActionType) -> &'static str {
    match kind {
        ActionType::Prevent => "item.prevent",
        ActionType::Detect => "item.detect",
        ActionType::Mitigate => "item.mitigate",
        ActionType::Process => "item.process",
        ActionType::Document => "item.document",
        ActionType::Investigate => "item.investigate",
    }
}
