use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::{Group, GroupKind, Groups, url};
use crate::{
    insight::{ActionItem, Insight, Standing},
    library::Library,
    model::{ActionState, folder_slug},
};

/// Where an action stands on a page that lists actions; in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActionGroup {
    /// Open, and its day has passed.
    Late,
    /// Open, somebody holds it, and its day is ahead.
    Open,
    /// Open, but nobody holds it or no day was named.
    Loose,
    /// Done.
    Done,
    /// Decided against.
    Dropped,
}

impl ActionGroup {
    /// The group of an action.
    #[must_use]
    pub fn of(item: &ActionItem) -> Self {
        match (item.state, item.standing) {
            (ActionState::Done, _) => Self::Done,
            (ActionState::Irrelevant, _) => Self::Dropped,
            (_, Standing::Overdue(_)) => Self::Late,
            (_, Standing::DueIn(_)) if item.owner.is_some() => Self::Open,
            _ => Self::Loose,
        }
    }

    /// Whether work may be left.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Late | Self::Open | Self::Loose)
    }
}

/// Which actions a page lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionsOf {
    /// Every open one.
    Everybody,
    /// Open ones whose day has passed.
    Late,
    /// Open ones that nobody holds, or that have no day.
    Loose,
    /// Open ones that somebody higher up holds now.
    Moved,
    /// Those about which a review or a ticket says something else than the debriefs.
    Differing,
    /// Those that were done.
    Done,
    /// Those that were decided against.
    Dropped,
    /// Open ones one person or team holds: slug and name.
    Owner(String, String),
    /// Open ones of a service: position in the groups of services.
    Service(usize),
}

/// Actions in the order of their page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActionList {
    /// Which.
    pub of: ActionsOf,
    /// Address of the first page.
    pub address: String,
    /// Positions in [`Insight::actions`]: of all open ones those of causes that came back first, and the oldest first; of
    /// those that have ended the latest first; else by [`ActionGroup`].
    pub items: Vec<usize>,
}

/// All lists of actions that have a page. The list of all open ones comes first.
pub(super) fn actions(library: &Library, insight: &Insight, groups: &Groups) -> Vec<ActionList> {
    let actions = &insight.actions;
    let group = |i: usize| ActionGroup::of(&actions[i]);
    let mut by_group: Vec<usize> = (0..actions.len()).collect();
    by_group.sort_by_key(|&i| place(&actions[i], i));
    let those = |wanted: &dyn Fn(usize) -> bool| -> Vec<usize> {
        by_group.iter().copied().filter(|&i| wanted(i)).collect()
    };
    let open = those(&|i| group(i).is_open());
    let mut oldest_first = open.clone();
    oldest_first.sort_by_key(|&i| urgency(&actions[i], i));
    let mut lists = vec![
        list(ActionsOf::Everybody, url::ACTIONS, oldest_first),
        list(
            ActionsOf::Late,
            url::LATE,
            those(&|i| group(i) == ActionGroup::Late),
        ),
        list(
            ActionsOf::Loose,
            url::LOOSE,
            those(&|i| is_loose(&actions[i])),
        ),
        list(
            ActionsOf::Moved,
            url::MOVED,
            those(&|i| actions[i].state == ActionState::Moved),
        ),
        list(
            ActionsOf::Differing,
            url::DIFFERING,
            those(&|i| actions[i].difference.is_some() || actions[i].ticket_differs),
        ),
        list(
            ActionsOf::Done,
            url::DONE,
            those(&|i| group(i) == ActionGroup::Done),
        ),
        list(
            ActionsOf::Dropped,
            url::DROPPED,
            those(&|i| group(i) == ActionGroup::Dropped),
        ),
    ];
    lists.extend(by_owner(insight, &open));
    for (position, group) in groups.of(GroupKind::Service).iter().enumerate() {
        let items = of_group(library, insight, group);
        let address = group.actions().unwrap_or_default();
        lists.push(list(ActionsOf::Service(position), &address, items));
    }
    lists
}

/// Whether an open item waits for somebody to hold it, or for a day.
fn is_loose(item: &ActionItem) -> bool {
    item.state.is_open() && (item.owner.is_none() || item.due.is_none())
}

/// What a manager looks at first: what belongs to a cause that came back, then what has been open longest.
#[must_use]
pub fn urgency(item: &ActionItem, position: usize) -> impl Ord + use<> {
    (item.recurring.is_none(), Reverse(item.age_days), position)
}

fn list(of: ActionsOf, address: &str, items: Vec<usize>) -> ActionList {
    ActionList {
        of,
        address: address.to_owned(),
        items,
    }
}

fn place(item: &ActionItem, position: usize) -> impl Ord + use<> {
    let group = ActionGroup::of(item);
    let closed = (!group.is_open()).then_some(Reverse(item.closed));
    (group, closed, position)
}

fn by_owner(insight: &Insight, open: &[usize]) -> Vec<ActionList> {
    let mut owners: BTreeMap<String, (String, Vec<usize>)> = BTreeMap::new();
    for &i in open {
        let Some(owner) = &insight.actions[i].owner else {
            continue;
        };
        let slug = folder_slug(owner);
        if !slug.is_empty() {
            let holder = owners.entry(slug);
            holder
                .or_insert_with(|| (owner.clone(), Vec::new()))
                .1
                .push(i);
        }
    }
    owners
        .into_iter()
        .map(|(slug, (name, items))| {
            let address = url::owner(&slug);
            list(ActionsOf::Owner(slug, name), &address, items)
        })
        .collect()
}

/// The open actions of the debriefs of a group, in the order of a page.
#[must_use]
pub fn of_group(library: &Library, insight: &Insight, group: &Group) -> Vec<usize> {
    debug_assert_eq!(library.entries.len(), insight.derived.len());
    let mut items: Vec<usize> = group
        .members
        .iter()
        .flat_map(|&member| insight.derived[member].actions.iter().copied())
        .filter(|&i| ActionGroup::of(&insight.actions[i]).is_open())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    items.sort_by_key(|&i| place(&insight.actions[i], i));
    items
}
