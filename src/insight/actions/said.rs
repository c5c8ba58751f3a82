//! What the debriefs that hold an item say about it.

use jiff::civil::Date;

use super::Parent;
use crate::{
    library::Library,
    model::{Action, ActionState, ItemHistory, TicketState},
};

/// The words of the debriefs that hold an item, the newest first.
pub(super) struct Said<'a> {
    pub(super) actions: Vec<&'a Action>,
    /// What the history says of each.
    histories: Vec<Option<&'a ItemHistory>>,
}

impl<'a> Said<'a> {
    pub(super) fn of(library: &'a Library, parents: &[Parent]) -> Self {
        let debrief = |parent: &Parent| &library.entries[parent.debrief].debrief;
        let history = |parent: &Parent| {
            let file = library.follow_up.histories.get(&debrief(parent).source)?;
            file.get(parent.index)?.as_ref()
        };
        Self {
            actions: parents
                .iter()
                .map(|parent| &debrief(parent).actions[parent.index])
                .collect(),
            histories: parents.iter().map(history).collect(),
        }
    }

    /// The first debrief that says a state, and which.
    fn stating(&self) -> Option<usize> {
        let mut actions = self.actions.iter();
        actions.position(|action| action.state != ActionState::Unknown)
    }

    pub(super) fn state(&self) -> ActionState {
        let stating = self.stating();
        stating.map_or(ActionState::Unknown, |i| self.actions[i].state)
    }

    /// The day on which the state was said, as far as anybody knows: the stated one, else that of the commit that changed
    /// it. The commit that brought the item says nothing: the debrief may have been written long before.
    pub(super) fn state_day(&self) -> Option<Date> {
        let i = self.stating()?;
        let changed = || self.histories[i]?.state_since;
        self.actions[i].closed.or_else(changed)
    }

    /// When it ended: as a debrief says, else when the commit was made that ended it.
    pub(super) fn closed(&self) -> Option<Date> {
        let stated = self.actions.iter().find_map(|action| action.closed);
        // An item that was written down as done may have been done long before.
        let seen = || self.histories[self.stating()?]?.state_since;
        stated.or_else(seen)
    }

    pub(super) fn due(&self) -> Option<Date> {
        self.actions.iter().find_map(|action| action.due)
    }

    /// The day on which the due day was changed, as far as the history knows.
    pub(super) fn due_day(&self) -> Option<Date> {
        let i = self
            .actions
            .iter()
            .position(|action| action.due.is_some())?;
        self.histories[i]?.due_since
    }

    /// Since when: as stated, else the day of the oldest debrief that has it, or the day it was added to one that was there
    /// before.
    pub(super) fn since(&self, library: &Library, parents: &[Parent]) -> Option<Date> {
        let stated = self.actions.iter().filter_map(|action| action.opened).min();
        let each = parents
            .iter()
            .zip(&self.histories)
            .filter_map(|(parent, history)| {
                let filed = library.entries[parent.debrief].date();
                match history {
                    Some(history) if history.added_later => Some(history.since),
                    // A debrief that came to the repository long after its day brought its items with it.
                    history => filed.or_else(|| Some(history.as_ref()?.since)),
                }
            });
        stated.or_else(|| each.min())
    }

    /// Of the newest debrief that the history knows.
    pub(super) fn history(&self) -> Option<ItemHistory> {
        self.histories.iter().find_map(|history| history.cloned())
    }

    /// What the ticket system says about the item's own ticket.
    pub(super) fn ticket(&self, library: &Library) -> Option<TicketState> {
        let ticket = self
            .actions
            .iter()
            .find_map(|action| action.tickets.first())?;
        let known = &library.follow_up.tickets;
        let by_url = || known.get(ticket.url.as_ref()?);
        known.get(&ticket.id).or_else(by_url).cloned()
    }
}
