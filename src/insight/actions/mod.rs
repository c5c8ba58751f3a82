mod key;
mod said;
mod settle;
mod statements;

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use self::{said::Said, settle::Settled};
pub use self::{settle::Difference, statements::Statement};
use super::causes::{Causes, Member, Membership};
use crate::{
    library::Library,
    model::{Action, ActionState, ItemHistory, Status, TicketState},
};

/// Where an item stands in one debrief.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Parent {
    /// Position of the debrief in the library.
    pub debrief: usize,
    /// Position of the item in [`crate::model::Debrief::actions`].
    pub index: usize,
}

/// What about an item should catch the eye.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Open, and its day has passed by this many days (at least 1).
    Overdue(i32),
    /// Open, with a day that is today or ahead, in this many days.
    DueIn(i32),
    /// Open, and nobody said until when.
    Undated,
    /// Done or decided against.
    Ended,
}

/// One action item, wherever it is written down.
#[derive(Debug, Clone, PartialEq)]
pub struct ActionItem {
    /// What it is known by: `id#^a1`, else its ticket, else `id#` and a hash of its text.
    pub key: String,
    /// Where it is written down, newest debrief first. Never empty.
    pub parents: Vec<Parent>,
    /// The state: of the newest debrief that says one.
    pub state: ActionState,
    /// Who holds it: as the newest debrief that names somebody says.
    pub owner: Option<String>,
    /// Until when: as the newest debrief that gives a day says.
    pub due: Option<Date>,
    /// Since when: the stated day, else the day of the oldest debrief that has it.
    pub since: Option<Date>,
    /// When it ended, if a debrief says so.
    pub closed: Option<Date>,
    /// How it stands on the day the site is built for.
    pub standing: Standing,
    /// Days it has been open, for open items with a known beginning.
    pub age_days: Option<i32>,
    /// Why it was decided against.
    pub because: Option<String>,
    /// Who higher up holds it now, without `@`.
    pub moved_to: Option<String>,
    /// What monthly reviews say about it, the newest first.
    pub reviews: Vec<Statement>,
    /// What a review and the debriefs say differently.
    pub difference: Option<Difference>,
    /// What the git history of the newest debrief that is known there says.
    pub history: Option<ItemHistory>,
    /// What the ticket system last said about its ticket.
    pub ticket: Option<TicketState>,
    /// Whether that is not what the debriefs say.
    pub ticket_differs: bool,
    /// Position in [`super::causes::Causes::clusters`] of the confirmed cause that one of its debriefs shares with
    /// others: while the item is open, that cause may come back. Set by [`super::Insight::with_causes`].
    pub recurring: Option<usize>,
}

impl ActionItem {
    /// The item as the newest debrief words it.
    #[must_use]
    pub fn wording<'a>(&self, library: &'a Library) -> &'a Action {
        let parent = self.parents[0];
        &library.entries[parent.debrief].debrief.actions[parent.index]
    }

    /// Whether a debrief that is no draft holds it: what is only written down is not yet promised.
    #[must_use]
    pub fn is_promised(&self, library: &Library) -> bool {
        let mut parents = self.parents.iter();
        parents.any(|parent| library.entries[parent.debrief].debrief.status != Status::Draft)
    }
}

/// An item before what is said about it has been weighed.
struct Keyed {
    key: String,
    parents: Vec<Parent>,
    statements: Vec<Statement>,
}

/// The items of some debriefs, by key, as if there were no others.
pub(super) fn items(
    library: &Library,
    debriefs: impl IntoIterator<Item = usize>,
    today: Date,
) -> Vec<ActionItem> {
    let mut by_key: BTreeMap<String, Vec<Parent>> = BTreeMap::new();
    for debrief in debriefs {
        let keys = key::keys(&library.entries[debrief]).into_iter().enumerate();
        for (index, key) in keys {
            let parents = by_key.entry(key).or_default();
            parents.push(Parent { debrief, index });
        }
    }
    let mut statements = statements::by_key(library, &by_key);
    let item = |(key, parents)| {
        let keyed = Keyed {
            statements: statements.remove(&key).unwrap_or_default(),
            key,
            parents,
        };
        item(library, keyed, today)
    };
    by_key.into_iter().map(item).collect()
}

/// All items of the library, and for each debrief the positions of its own.
pub(super) fn collect(library: &Library, today: Date) -> (Vec<ActionItem>, Vec<Vec<usize>>) {
    let mut items = items(library, 0..library.entries.len(), today);
    items.sort_by(|a, b| order(a).cmp(&order(b)).then_with(|| a.key.cmp(&b.key)));
    let mut own = vec![Vec::new(); library.entries.len()];
    for (position, item) in items.iter().enumerate() {
        for parent in &item.parents {
            own[parent.debrief].push((parent.index, position));
        }
    }
    let own = own
        .into_iter()
        .map(|mut list| {
            list.sort_unstable();
            list.into_iter().map(|(_, position)| position).collect()
        })
        .collect();
    (items, own)
}

fn item(library: &Library, keyed: Keyed, today: Date) -> ActionItem {
    let Keyed {
        key,
        parents,
        statements,
    } = keyed;
    let said = Said::of(library, &parents);
    let settled = settle::settle(library, &said, &statements);
    let Settled {
        state,
        due,
        closed,
        because,
        moved_to,
        difference,
    } = settled;
    let since = said.since(library, &parents);
    let ticket = said.ticket(library);
    ActionItem {
        owner: said.actions.iter().find_map(|action| action.owner.clone()),
        closed: closed.filter(|_| !state.is_open()),
        standing: standing(state, due, today),
        age_days: since
            .filter(|_| state.is_open())
            .map(|since| (today - since).get_days().max(0)),
        ticket_differs: ticket
            .as_ref()
            .is_some_and(|ticket| ticket.closed == state.is_open()),
        history: said.history(),
        reviews: statements,
        difference,
        ticket,
        key,
        parents,
        state,
        due,
        since,
        because,
        moved_to,
        recurring: None,
    }
}

/// Marks the items of debriefs whose cause people say came back; of several such causes the most frequent counts.
pub(super) fn mark_recurring(actions: &mut [ActionItem], causes: &Causes) {
    let stated = |cluster: usize, debrief: usize| {
        let cluster = &causes.clusters[cluster];
        let is_it =
            |member: &Member| member.debrief == debrief && member.basis == Membership::Stated;
        cluster.confirmed && cluster.members.iter().any(is_it)
    };
    for item in actions {
        let clusters = item.parents.iter().flat_map(|parent| {
            let of_debrief = causes.clusters_of.get(parent.debrief);
            let of_debrief = of_debrief.map_or(&[][..], Vec::as_slice).iter();
            of_debrief.filter(|&&cluster| stated(cluster, parent.debrief))
        });
        item.recurring = clusters.min().copied();
    }
}

fn standing(state: ActionState, due: Option<Date>, today: Date) -> Standing {
    if !state.is_open() {
        return Standing::Ended;
    }
    match due.map(|due| (due - today).get_days()) {
        None => Standing::Undated,
        Some(days) if days < 0 => Standing::Overdue(-days),
        Some(days) => Standing::DueIn(days),
    }
}

/// Overdue first, the latest of them foremost; then by day; then the oldest undated; ended ones last.
fn order(item: &ActionItem) -> (u8, i32, Reverse<i32>) {
    let age = Reverse(item.age_days.unwrap_or(-1));
    match item.standing {
        Standing::Overdue(days) => (0, -days, age),
        Standing::DueIn(days) => (1, days, age),
        Standing::Undated => (2, 0, age),
        Standing::Ended => {
            let ended = item.closed.or(item.since).map_or(i32::MAX, |day| {
                -(i32::from(day.year()) * 400 + i32::from(day.day_of_year()))
            });
            (3, ended, Reverse(0))
        }
    }
}
