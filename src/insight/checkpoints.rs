use std::cmp::Reverse;

use jiff::civil::Date;

use super::{ActionItem, CheckpointState, Derived};
use crate::{library::Library, model::Checkpoint};

/// A checkpoint of a debrief, with what was open then.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckpointItem {
    /// Position of the debrief in the library.
    pub debrief: usize,
    /// Which of its checkpoints, from 0.
    pub index: usize,
    /// When it should be held, and when it was.
    pub checkpoint: Checkpoint,
    /// How it stands.
    pub state: CheckpointState,
    /// Positions in [`super::Insight::actions`] of the debrief's items that were open on the day it was held; else on
    /// its day, or today when that is still ahead.
    pub open: Vec<usize>,
    /// Items that have ended since, nobody knows when: they may have been open then.
    pub unclear: usize,
}

/// All checkpoints: missed ones first, the longest missed foremost; then those ahead; then those held, the latest first.
pub(super) fn collect(
    library: &Library,
    derived: &[Derived],
    actions: &[ActionItem],
    today: Date,
) -> Vec<CheckpointItem> {
    debug_assert_eq!(library.entries.len(), derived.len());
    let mut all: Vec<CheckpointItem> = derived
        .iter()
        .enumerate()
        .flat_map(|(debrief, derived)| {
            let checkpoints = derived.tracker.checkpoints.iter().enumerate();
            checkpoints.map(move |(index, (checkpoint, state))| {
                let day = checkpoint.held.unwrap_or(checkpoint.due.min(today));
                let (open, unclear) = open_on(actions, &derived.actions, day);
                CheckpointItem {
                    debrief,
                    index,
                    checkpoint: checkpoint.clone(),
                    state: *state,
                    open,
                    unclear,
                }
            })
        })
        .collect();
    all.sort_by_key(|item| (order(item), item.debrief, item.index));
    all
}

/// Those of `own` that were open on a day, and how many more may have been.
fn open_on(actions: &[ActionItem], own: &[usize], day: Date) -> (Vec<usize>, usize) {
    let begun = |i: &usize| actions[*i].since.is_none_or(|since| since <= day);
    let (mut open, mut unclear) = (Vec::new(), 0);
    for &i in own.iter().filter(|i| begun(i)) {
        match (actions[i].state.is_open(), actions[i].closed) {
            (true, _) => open.push(i),
            (false, Some(closed)) if closed > day => open.push(i),
            (false, Some(_)) => {}
            (false, None) => unclear += 1,
        }
    }
    (open, unclear)
}

fn order(item: &CheckpointItem) -> impl Ord + use<> {
    let Checkpoint { due, held, .. } = item.checkpoint;
    match item.state {
        CheckpointState::Missed => (0, Some(due), Reverse(None)),
        CheckpointState::Due => (1, Some(due), Reverse(None)),
        CheckpointState::Held | CheckpointState::HeldLate => (2, None, Reverse(held)),
    }
}
