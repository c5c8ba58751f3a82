use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;

use super::causes::{Causes, Member, Membership};
use crate::{
    library::{Entry, Library},
    model::{Action, ActionState},
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
}

/// All items of the library, and for each debrief the positions of its own.
pub(super) fn collect(library: &Library, today: Date) -> (Vec<ActionItem>, Vec<Vec<usize>>) {
    let mut by_key: BTreeMap<String, Vec<Parent>> = BTreeMap::new();
    for (debrief, entry) in library.entries.iter().enumerate() {
        for index in 0..entry.debrief.actions.len() {
            by_key
                .entry(key(entry, index))
                .or_default()
                .push(Parent { debrief, index });
        }
    }
    let mut items: Vec<ActionItem> = by_key
        .into_iter()
        .map(|(key, parents)| item(library, key, parents, today))
        .collect();
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

/// A ticket makes items of several debriefs one; a bare `#12` is only unique inside its debrief.
fn key(entry: &Entry, index: usize) -> String {
    let (id, action) = (&entry.debrief.id, &entry.debrief.actions[index]);
    if let Some(ticket) = action.tickets.first() {
        return if ticket.id.starts_with('#') && ticket.url.is_none() {
            format!("{id}{}", ticket.id)
        } else {
            ticket.id.clone()
        };
    }
    if let Some(anchor) = &action.anchor {
        return format!("{id}#^{anchor}");
    }
    let text: String = normalised(&action.text);
    let twins = entry.debrief.actions[..index]
        .iter()
        .filter(|other| {
            other.anchor.is_none() && other.tickets.is_empty() && normalised(&other.text) == text
        })
        .count();
    let hash = blake3::hash(text.as_bytes()).to_hex();
    match twins {
        0 => format!("{id}#{}", &hash[..12]),
        n => format!("{id}#{}-{}", &hash[..12], n + 1),
    }
}

/// Lower-case words and nothing else, so that a comma or a capital does not make an item a new one.
fn normalised(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

fn item(library: &Library, key: String, parents: Vec<Parent>, today: Date) -> ActionItem {
    let said = |parent: &Parent| &library.entries[parent.debrief].debrief.actions[parent.index];
    let actions: Vec<&Action> = parents.iter().map(said).collect();
    let state = actions
        .iter()
        .map(|action| action.state)
        .find(|&state| state != ActionState::Unknown)
        .unwrap_or(ActionState::Unknown);
    let due = actions.iter().find_map(|action| action.due);
    let oldest_debrief = || {
        parents
            .iter()
            .filter_map(|parent| library.entries[parent.debrief].date())
            .min()
    };
    let since = actions
        .iter()
        .filter_map(|action| action.opened)
        .min()
        .or_else(oldest_debrief);
    ActionItem {
        owner: actions.iter().find_map(|action| action.owner.clone()),
        closed: if state.is_open() {
            None
        } else {
            actions.iter().find_map(|action| action.closed)
        },
        standing: standing(state, due, today),
        age_days: since
            .filter(|_| state.is_open())
            .map(|since| (today - since).get_days().max(0)),
        key,
        parents,
        state,
        due,
        since,
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
