//! Action items that somebody can do: owned by one, dated, worded as a change.

mod dates;
mod wording;

use super::subject::{Subject, first_line};
use crate::{
    diagnostic::{Code, Diagnostic},
    model::{Action, ActionState, ActionType},
    render::words,
};

/// Open items of one debrief beyond which few are ever done.
const MOST_OPEN: usize = 7;

/// Owners that leave it to everybody, and so to nobody.
const EVERYBODY: &[&str] = &[
    "all",
    "anybody",
    "anyone",
    "dev",
    "devs",
    "everybody",
    "everyone",
    "nobody",
    "ops",
    "people",
    "somebody",
    "someone",
    "tbd",
    "team",
    "the team",
    "the-team",
    "us",
    "we",
];

pub(super) fn check(subject: &Subject<'_>, found: &mut Vec<Diagnostic>) {
    if subject.is_foreign() {
        return;
    }
    let actions = &subject.debrief().actions;
    for (index, action) in actions.iter().enumerate() {
        if action.state.is_open() && !subject.is_draft() {
            found.extend(unowned(subject, action));
            found.extend(undated(subject, action));
        }
        if action.state.is_open() {
            found.extend(vague(subject, action));
            found.extend(endless(subject, action, actions));
        }
        found.extend(unexplained(subject, action));
        found.extend(dates::problem(subject, index, action));
    }
    if !subject.is_draft() {
        found.extend(unmarked(subject, actions));
    }
    found.extend(too_many(subject, actions));
}

/// A finding about an item, shown by its first line.
fn about(
    subject: &Subject<'_>,
    code: Code,
    message: impl Into<String>,
    action: &Action,
) -> Diagnostic {
    subject.at(code, message, first_line(&subject.entry.text, action.span))
}

fn unowned(subject: &Subject<'_>, action: &Action) -> Option<Diagnostic> {
    let owner = action.moved_to.as_ref().or(action.owner.as_ref());
    let message = match owner {
        None => "nobody owns this open action".to_owned(),
        Some(owner) if EVERYBODY.contains(&owner.to_lowercase().as_str()) => {
            format!("`{owner}` owns this open action, which is to say nobody does")
        }
        Some(_) => return None,
    };
    let help = "name one person or one team behind it, such as `@ana` or `@platform`";
    Some(about(subject, Code::UnownedAction, message, action).help(help))
}

fn undated(subject: &Subject<'_>, action: &Action) -> Option<Diagnostic> {
    if action.due.is_some() {
        return None;
    }
    let message = "this open action has no day";
    let help = "add `due:2026-12-15`, or drop the item with `[-]` and a `because:\"…\"`";
    Some(about(subject, Code::UndatedAction, message, action).help(help))
}

/// One finding for all of them: it is one habit.
fn unmarked(subject: &Subject<'_>, actions: &[Action]) -> Option<Diagnostic> {
    let mut unknown = actions
        .iter()
        .filter(|action| action.state == ActionState::Unknown);
    let first = unknown.next()?;
    let message = match unknown.count() {
        0 => "this action does not say whether it is done".to_owned(),
        more => format!(
            "this action and {} do not say whether they are done",
            words::counted(more, "other", "others")
        ),
    };
    let help = "begin it with `- [ ]` for open or `- [x]` for done; until then it counts as open";
    Some(about(subject, Code::UnmarkedAction, message, first).help(help))
}

fn vague(subject: &Subject<'_>, action: &Action) -> Option<Diagnostic> {
    let vague = wording::vague(action)?;
    Some(about(subject, Code::VagueAction, vague.message(), action).help(vague.help()))
}

fn endless(subject: &Subject<'_>, action: &Action, all: &[Action]) -> Option<Diagnostic> {
    let investigates =
        action.kind == Some(ActionType::Investigate) || wording::investigates(&action.text);
    let named = |other: &Action| {
        let anchor = action.anchor.as_ref();
        anchor.is_some_and(|anchor| other.text.contains(&format!("^{anchor}")))
    };
    if !investigates || wording::says_the_end(action) || all.iter().any(named) {
        return None;
    }
    let message = "this investigation does not say what it ends in";
    let help = "say how one will know that it is over, `done-when:\"the cause is written down here, with an action\"`, or add the item that follows from it";
    Some(about(subject, Code::EndlessInvestigation, message, action).help(help))
}

fn too_many(subject: &Subject<'_>, actions: &[Action]) -> Option<Diagnostic> {
    let open: Vec<&Action> = actions
        .iter()
        .filter(|action| action.state.is_open())
        .collect();
    let beyond = open.get(MOST_OPEN)?;
    let message = format!(
        "{} open actions; lists of more than {} are rarely finished",
        open.len(),
        words::counted(MOST_OPEN, "item", "items")
    );
    let help = "keep those that would turn a \"no\" into a yes or stop it from coming back, and keep the others as ideas under a heading of their own";
    Some(about(subject, Code::TooManyActions, message, beyond).help(help))
}

fn unexplained(subject: &Subject<'_>, action: &Action) -> Option<Diagnostic> {
    let (message, help) = match action.state {
        ActionState::Irrelevant
            if action.because.is_none() && !wording::gives_a_reason(&action.text) =>
        {
            (
                "this action was dropped, and nothing says why",
                "add `because:\"…\"`; dropping an item is fine, and the next reader will ask",
            )
        }
        ActionState::Moved if action.moved_to.is_none() => (
            "this action was moved upwards, and nothing says to whom",
            "add `to:@who`; until then it belongs to nobody",
        ),
        _ => return None,
    };
    Some(about(subject, Code::UnexplainedAction, message, action).help(help))
}
