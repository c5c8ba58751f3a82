use std::{collections::BTreeSet, sync::Arc};

use jiff::Timestamp;

use super::{
    Derived, Insight,
    actions::{items, mark_recurring},
    causes::Causes,
    today,
};
use crate::{config::Config, library::Library};

/// What the pages of a few edited debriefs are made of: their own facts and items anew, all else as it was `before`.
/// `library` has the debriefs of that time at the same positions, those of `edited` with newer texts. Only good for the
/// pages of debriefs: learnings, checkpoints and figures are left out.
#[must_use]
pub fn glance(
    library: &Library,
    (before, causes): (&Insight, Arc<Causes>),
    edited: &BTreeSet<usize>,
    (config, now): (&Config, Timestamp),
) -> Insight {
    // A ticket makes one item of what stands in several debriefs.
    let sharing = edited.iter().flat_map(|&debrief| {
        let own = &before.derived[debrief].actions;
        own.iter().flat_map(|&item| &before.actions[item].parents)
    });
    let related: BTreeSet<usize> = (sharing.map(|parent| parent.debrief))
        .chain(edited.iter().copied())
        .collect();
    let mut fresh = items(library, related, today(now));
    mark_recurring(&mut fresh, &causes);
    let first = before.actions.len();
    // With room for all: growing would copy tens of thousands once more.
    let mut actions = Vec::with_capacity(first + fresh.len());
    actions.extend_from_slice(&before.actions);
    let mut insight = Insight {
        derived: before.derived.clone(),
        actions,
        causes,
        ..Insight::default()
    };
    forget_removed(&mut insight, library, edited);
    for &debrief in edited {
        let mut own = Vec::new();
        for (place, item) in (first..).zip(&fresh) {
            let here = item.parents.iter().filter(|one| one.debrief == debrief);
            own.extend(here.map(|parent| (parent.index, place)));
        }
        own.sort_unstable();
        let actions = own.into_iter().map(|(_, place)| place).collect();
        let at = (&config.targets, today(now));
        insight.derived[debrief] = Derived::of(&library.entries[debrief].debrief, actions, at);
    }
    insight.actions.append(&mut fresh);
    insight
}

/// Former items lose the places that are no longer there.
fn forget_removed(insight: &mut Insight, library: &Library, edited: &BTreeSet<usize>) {
    for &debrief in edited {
        let count = library.entries[debrief].debrief.actions.len();
        for &item in &insight.derived[debrief].actions {
            let parents = &mut insight.actions[item].parents;
            parents.retain(|parent| parent.debrief != debrief || parent.index < count);
        }
    }
}
