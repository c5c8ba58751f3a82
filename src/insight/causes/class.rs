//! How a recurrence came about, judged at the moment the later incident started.

use std::cmp::Ordering;

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    insight::{ActionItem, Derived},
    library::Library,
    model::{Action, ActionState, At, Debrief, Status},
};

/// What had become of the earlier debrief's actions when the later incident started. The first that holds, in this
/// order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// An action was still open.
    WhileOpen,
    /// The debrief had not been held yet.
    BeforeDebrief,
    /// An action had been decided against.
    AfterDropped,
    /// All actions had been done.
    AlthoughDone,
    /// There were none.
    NoAction,
    /// The dates do not tell.
    UnknownDates,
}

impl Class {
    /// What stands over the lines of this class.
    #[must_use]
    pub fn heading(self) -> &'static str {
        match self {
            Self::WhileOpen => "While an action was still open",
            Self::BeforeDebrief => "Before the debrief",
            Self::AfterDropped => "After an action was decided against",
            Self::AlthoughDone => "Although everything was done",
            Self::NoAction => "With no action on record",
            Self::UnknownDates => "The dates do not tell",
        }
    }
}

/// An action that was open when the later incident started.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenAction {
    /// Position in the earlier debrief's own [`Debrief::actions`].
    pub index: usize,
    /// Days past its due day at that moment; `None` when it was not late or nobody said until when.
    pub late_days: Option<i32>,
}

/// Where an action stood at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stood {
    /// It was written down later.
    Unborn,
    Open,
    Done,
    Dropped,
    /// The dates do not tell.
    Unknown,
}

/// What is known of a library's actions.
pub(super) struct Actions<'a> {
    pub(super) library: &'a Library,
    pub(super) items: &'a [ActionItem],
    pub(super) derived: &'a [Derived],
}

impl Actions<'_> {
    /// How the later debrief's incident came about although the earlier one's had been, and what was open then.
    pub(super) fn judge(&self, earlier: usize, later: usize) -> (Class, Vec<OpenAction>) {
        let debrief = &self.library.entries[earlier].debrief;
        if debrief.actions.is_empty() && debriefed(debrief).is_none() && !is_pending(debrief) {
            return (Class::NoAction, Vec::new());
        }
        let Some(moment) = start(self.library, later) else {
            return (Class::UnknownDates, Vec::new());
        };
        let stood: Vec<Stood> = (0..debrief.actions.len())
            .map(|index| self.stood(earlier, index, moment))
            .collect();
        let open = self.open(earlier, &stood, moment.date());
        (class(debrief, &stood, moment), open)
    }

    fn open(&self, earlier: usize, stood: &[Stood], on: Date) -> Vec<OpenAction> {
        let open = stood.iter().enumerate();
        let mut open: Vec<OpenAction> = open
            .filter(|(_, stood)| **stood == Stood::Open)
            .map(|(index, _)| {
                let due = self.due(earlier, index, on);
                let late_days = due.map(|due| (on - due).get_days());
                OpenAction {
                    index,
                    late_days: late_days.filter(|&days| days > 0),
                }
            })
            .collect();
        // The most overdue first; else as written.
        open.sort_by_key(|action| std::cmp::Reverse(action.late_days));
        open
    }

    /// Until when an action should have been done, as people had last said by a day: a debrief in between that holds
    /// the same ticket may have agreed on another day.
    fn due(&self, earlier: usize, index: usize, on: Date) -> Option<Date> {
        let item = &self.items[self.derived[earlier].actions[index]];
        let said = item.parents.iter().filter(|parent| {
            let day = start(self.library, parent.debrief).map(|at| at.date());
            day.is_some_and(|day| day < on)
        });
        let actions = |debrief: usize| &self.library.entries[debrief].debrief.actions;
        let mut due = said.map(|parent| actions(parent.debrief)[parent.index].due);
        due.find_map(|due| due).or(actions(earlier)[index].due)
    }

    fn stood(&self, earlier: usize, index: usize, moment: At) -> Stood {
        let debrief = &self.library.entries[earlier].debrief;
        let action = &debrief.actions[index];
        let item = &self.items[self.derived[earlier].actions[index]];
        // What a newer debrief says about the same ticket counts, unless this one gives the day it ended.
        let (state, closed) = if action.closed.is_some() {
            (action.state, action.closed)
        } else {
            (item.state, item.closed)
        };
        if born(debrief, action).is_some_and(|day| day > moment.date()) {
            return Stood::Unborn;
        }
        match (state, closed) {
            (ActionState::Unknown, _) => Stood::Unknown,
            (state, _) if state.is_open() => Stood::Open,
            (_, Some(day)) if day > moment.date() => Stood::Open,
            (ActionState::Irrelevant, Some(_)) => Stood::Dropped,
            (_, Some(_)) => Stood::Done,
            (_, None) => Stood::Unknown,
        }
    }
}

/// When the incident started: else, the day its debrief is filed under.
pub(super) fn start(library: &Library, debrief: usize) -> Option<At> {
    let entry = &library.entries[debrief];
    let started = entry
        .debrief
        .times
        .started
        .as_ref()
        .map(|started| started.value.at);
    started.or_else(|| entry.date().map(At::Day))
}

/// When people met over it.
fn debriefed(debrief: &Debrief) -> Option<At> {
    debrief.process.debriefed.as_ref().map(|moment| moment.at)
}

/// Whether the text is still on its way.
fn is_pending(debrief: &Debrief) -> bool {
    matches!(debrief.status, Status::Draft | Status::Review)
}

/// The day an action was written down: as said, else that of the debrief. One that was done before the debrief (the
/// immediate fix) existed on the day it was done.
fn born(debrief: &Debrief, action: &Action) -> Option<Date> {
    let met = || debriefed(debrief).map(|at| at.date());
    let born = action.opened.or_else(met)?;
    Some(action.closed.map_or(born, |closed| closed.min(born)))
}

/// Whether one moment was before another; when either is known to the day only, whether its day was.
fn is_before(one: At, other: At) -> bool {
    match (one.timestamp(), other.timestamp()) {
        (Some(one), Some(other)) => one.cmp(&other) == Ordering::Less,
        _ => one.date() < other.date(),
    }
}

fn class(debrief: &Debrief, stood: &[Stood], moment: At) -> Class {
    let any = |wanted| stood.contains(&wanted);
    let not_met = match debriefed(debrief) {
        Some(met) => is_before(moment, met),
        None => is_pending(debrief),
    };
    let known = stood.iter().filter(|stood| **stood != Stood::Unborn);
    if any(Stood::Open) {
        Class::WhileOpen
    } else if not_met {
        Class::BeforeDebrief
    } else if any(Stood::Dropped) {
        Class::AfterDropped
    } else if known.clone().count() > 0 && known.clone().all(|stood| *stood == Stood::Done) {
        Class::AlthoughDone
    } else if known.count() == 0 {
        Class::NoAction
    } else {
        Class::UnknownDates
    }
}
