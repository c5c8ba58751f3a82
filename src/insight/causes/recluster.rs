//! Groups formed anew, as if none had an address yet, and what becomes of the addresses there are.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use super::{
    Causes, Lock, Settings,
    assemble::Membership,
    derive,
    lock::{Born, free_id},
};
use crate::{insight::Insight, library::Library};

/// What forming the groups by text anew would change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proposal {
    /// The groups there would be, by id.
    pub groups: Vec<Regrouped>,
    /// The groups there would be no more, by id.
    pub gone: Vec<Gone>,
    /// Former ids with the ids they would lead to; an empty one leads to the list of all causes.
    pub moved: Vec<(String, String)>,
}

/// A group as it would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regrouped {
    /// The part of its address: that of the group it continues.
    pub id: String,
    /// What it would be called.
    pub name: String,
    /// Whether it has an address today.
    pub known: bool,
    /// Ids of its debriefs, sorted.
    pub members: Vec<String>,
    /// Those that are not in it today.
    pub joined: Vec<String>,
    /// Those that are in it today and would not be.
    pub left: Vec<String>,
}

impl Regrouped {
    /// Whether nothing about it would change.
    #[must_use]
    pub fn is_as_before(&self) -> bool {
        self.known && self.joined.is_empty() && self.left.is_empty()
    }
}

/// A group whose address would lead elsewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gone {
    /// The part of its address.
    pub id: String,
    /// Ids of the debriefs in it today.
    pub members: Vec<String>,
    /// The id its address would lead to: the group, or the named cause, that holds most of them. `None` when none does.
    pub to: Option<String>,
}

impl Proposal {
    /// Whether nothing would change.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.gone.is_empty() && self.groups.iter().all(Regrouped::is_as_before)
    }

    /// The lines it would leave in the lock file.
    pub(super) fn founders(&self) -> impl Iterator<Item = Born> {
        self.groups.iter().map(|group| Born {
            id: group.id.clone(),
            founders: group.members.clone(),
        })
    }
}

/// Forms the groups anew and follows each group that has an address to the one that holds at least half of it.
#[must_use]
pub fn propose(library: &Library, insight: &Insight, settings: Settings<'_>) -> Proposal {
    let today = derive(library, insight, settings).value;
    let blank = Lock::default();
    let anew = Settings {
        lock: &blank,
        ..settings
    };
    let anew = derive(library, insight, anew).value;
    Matching {
        old: with_addresses(library, &today, settings.lock),
        new: &anew.born,
        lock: settings.lock,
    }
    .proposal(&today, &anew)
}

/// The groups by text that have an address, with the debriefs in them today.
fn with_addresses(library: &Library, today: &Causes, lock: &Lock) -> Vec<Born> {
    let ids = lock.groups.iter().chain(&today.born);
    ids.map(|group| {
        let cluster = today.clusters.iter().find(|cluster| cluster.id == group.id);
        let members = cluster.into_iter().flat_map(|cluster| &cluster.members);
        let members = members.filter(|member| member.basis == Membership::Text);
        let mut founders: Vec<String> = members
            .map(|member| library.entries[member.debrief].debrief.id.clone())
            .collect();
        founders.sort();
        Born {
            id: group.id.clone(),
            founders,
        }
    })
    .collect()
}

struct Matching<'a> {
    old: Vec<Born>,
    new: &'a [Born],
    lock: &'a Lock,
}

impl Matching<'_> {
    fn proposal(&self, today: &Causes, anew: &Causes) -> Proposal {
        let continued = self.continued();
        let ids = self.ids(&continued);
        let mut proposal = Proposal::default();
        for (group, id) in self.new.iter().zip(&ids) {
            let cluster = anew.clusters.iter().find(|cluster| cluster.id == group.id);
            let name = cluster.map_or_else(String::new, |cluster| cluster.name.clone());
            proposal.groups.push(self.regrouped(group, id, name));
        }
        proposal.groups.sort_by(|a, b| a.id.cmp(&b.id));
        for (position, old) in self.old.iter().enumerate() {
            if !continued.values().any(|&kept| kept == position) {
                let to = self.holder(old, &ids).or_else(|| named(today, &old.id));
                proposal.gone.push(Gone {
                    id: old.id.clone(),
                    members: old.founders.clone(),
                    to,
                });
            }
        }
        proposal.gone.sort_by(|a, b| a.id.cmp(&b.id));
        let gone = proposal.gone.iter();
        let gone = gone.map(|gone| (gone.id.clone(), gone.to.clone().unwrap_or_default()));
        proposal.moved = self.lock.moved.iter().cloned().chain(gone).collect();
        proposal
    }

    /// For each new group that continues an old one its position. The largest overlap decides, then the older id.
    fn continued(&self) -> BTreeMap<usize, usize> {
        let mut overlaps = Vec::new();
        for (old, group) in self.old.iter().enumerate() {
            for (new, other) in self.new.iter().enumerate() {
                let common = common(&group.founders, &other.founders);
                if common > 0 && common * 2 >= group.founders.len() {
                    overlaps.push((Reverse(common), old, new));
                }
            }
        }
        overlaps.sort_unstable();
        let mut taken = BTreeSet::new();
        let mut continued = BTreeMap::new();
        for (_, old, new) in overlaps {
            if !continued.contains_key(&new) && taken.insert(old) {
                continued.insert(new, old);
            }
        }
        continued
    }

    /// The id of each new group.
    fn ids(&self, continued: &BTreeMap<usize, usize>) -> Vec<String> {
        let mut taken: BTreeSet<String> = self.old.iter().map(|old| old.id.clone()).collect();
        let id = |(new, group): (usize, &Born)| match continued.get(&new) {
            Some(&old) => self.old[old].id.clone(),
            None => {
                let id = free_id(&group.id, &taken, self.lock);
                taken.insert(id.clone());
                id
            }
        };
        self.new.iter().enumerate().map(id).collect()
    }

    fn regrouped(&self, group: &Born, id: &str, name: String) -> Regrouped {
        let old = self.old.iter().find(|old| old.id == id);
        let before = old.map(|old| old.founders.as_slice()).unwrap_or_default();
        Regrouped {
            id: id.to_owned(),
            name,
            known: old.is_some(),
            members: group.founders.clone(),
            joined: without(&group.founders, before),
            left: without(before, &group.founders),
        }
    }

    /// The id of the new group that holds most of an old one.
    fn holder(&self, old: &Born, ids: &[String]) -> Option<String> {
        let groups = self.new.iter().zip(ids);
        let counted = groups.map(|(new, id)| (common(&old.founders, &new.founders), Reverse(id)));
        let (count, Reverse(id)) = counted.max()?;
        (count > 0).then(|| id.clone())
    }
}

/// The named cause that a group has become part of.
fn named(today: &Causes, id: &str) -> Option<String> {
    let mut moved = today.moved.iter();
    let (_, to) = moved.find(|(from, to)| from == id && !to.is_empty())?;
    Some(to.clone())
}

fn common(a: &[String], b: &[String]) -> usize {
    a.iter().filter(|id| b.contains(id)).count()
}

fn without(all: &[String], those: &[String]) -> Vec<String> {
    let rest = all.iter().filter(|id| !those.contains(id));
    rest.cloned().collect()
}
