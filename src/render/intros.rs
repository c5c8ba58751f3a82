//! Sentences above lists. They count the whole list, so they are made once and not on each of its pages.

use std::sync::OnceLock;

use super::Inputs;
use crate::site::GroupKind;

/// What stands above the pages of each list; `None` above an empty one.
#[derive(Debug)]
pub(super) struct Intros {
    debriefs: OnceLock<Option<String>>,
    actions: Vec<OnceLock<Option<String>>>,
    /// By kind, then by position.
    groups: [Vec<OnceLock<Option<String>>>; GroupKind::ALL.len()],
}

/// Which list.
#[derive(Debug, Clone, Copy)]
pub(super) enum Above {
    /// All debriefs.
    Debriefs,
    /// Position in the lists of actions.
    Actions(usize),
    /// Kind, and position in its groups.
    Group(GroupKind, usize),
}

impl Intros {
    pub(super) fn new(inputs: &Inputs<'_>) -> Self {
        let slots = |len: usize| (0..len).map(|_| OnceLock::new()).collect();
        Self {
            debriefs: OnceLock::new(),
            actions: slots(inputs.site.action_lists.len()),
            groups: GroupKind::ALL.map(|kind| slots(inputs.site.groups.of(kind).len())),
        }
    }

    /// The sentence above a list, which `make` makes on the first of its pages that asks.
    pub(super) fn get(&self, of: Above, make: impl FnOnce() -> Option<String>) -> Option<String> {
        let slot = match of {
            Above::Debriefs => &self.debriefs,
            Above::Actions(position) => &self.actions[position],
            Above::Group(kind, position) => &self.groups[kind as usize][position],
        };
        slot.get_or_init(make).clone()
    }
}
