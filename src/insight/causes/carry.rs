//! What came back, as far as it still holds after an edit.

use super::{Causes, Cluster, Member, OpenAction, Recurrence, Similar, positions};
use crate::{insight::causes::Class, library::Library};

/// Members a recurring cause has at least.
const FEWEST: usize = 2;

impl Causes {
    /// The causes of a former library, for this one: what spoke of debriefs and actions that are gone is left out, what
    /// is new is not considered. `to` gives for each position of the former library the one of the same debrief now.
    #[must_use]
    pub fn carried(&self, library: &Library, to: &[Option<usize>]) -> Self {
        let count = library.entries.len();
        let clusters: Vec<Cluster> = (self.clusters.iter())
            .map(|cluster| carried_cluster(cluster, to))
            .filter(|cluster| cluster.members.len() >= FEWEST)
            .collect();
        let again: Vec<Recurrence> = (self.again.iter())
            .filter_map(|one| carried_line(one, library, to))
            .collect();
        let similar = (self.similar.iter())
            .map(|of_one| {
                let others = of_one.iter().filter_map(|one| {
                    let debrief = now(to, one.debrief)?;
                    Some(Similar {
                        debrief,
                        ..one.clone()
                    })
                });
                others.collect()
            })
            .collect();
        Self {
            clusters_of: positions(count, clusters.iter().map(Cluster::debriefs)),
            before: positions(count, again.iter().map(|one| vec![one.later])),
            after: positions(count, again.iter().map(|one| vec![one.earlier])),
            similar: moved(similar, count, to),
            quotes: moved(self.quotes.clone(), count, to),
            clusters,
            again,
            concepts: self.concepts.clone(),
            born: self.born.clone(),
            moved: self.moved.clone(),
        }
    }
}

fn now(to: &[Option<usize>], then: usize) -> Option<usize> {
    to.get(then).copied().flatten()
}

/// A list with something for each debrief, in the new order.
fn moved<T: Default + Clone>(of_each: Vec<T>, count: usize, to: &[Option<usize>]) -> Vec<T> {
    let mut placed = vec![T::default(); count];
    for (then, value) in of_each.into_iter().enumerate() {
        if let Some(place) = now(to, then).and_then(|now| placed.get_mut(now)) {
            *place = value;
        }
    }
    placed
}

fn carried_cluster(cluster: &Cluster, to: &[Option<usize>]) -> Cluster {
    let members = cluster.members.iter().filter_map(|member| {
        let debrief = now(to, member.debrief)?;
        Some(Member { debrief, ..*member })
    });
    let mut members: Vec<Member> = members.collect();
    members.sort_by_key(|member| member.debrief);
    Cluster {
        members,
        ..cluster.clone()
    }
}

fn carried_line(one: &Recurrence, library: &Library, to: &[Option<usize>]) -> Option<Recurrence> {
    let (earlier, later) = (now(to, one.earlier)?, now(to, one.later)?);
    let actions = library.entries[earlier].debrief.actions.len();
    let is_there = |action: &&OpenAction| action.index < actions;
    let open: Vec<OpenAction> = one.open.iter().filter(is_there).copied().collect();
    let holds = one.class != Class::WhileOpen || !open.is_empty();
    holds.then(|| Recurrence {
        earlier,
        later,
        open,
        ..one.clone()
    })
}
