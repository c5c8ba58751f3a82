use super::about;
use crate::{
    check::subject::Subject,
    diagnostic::{Code, Diagnostic},
    model::Action,
};

/// The first thing that is wrong with the days of an item.
pub(super) fn problem(subject: &Subject<'_>, index: usize, action: &Action) -> Option<Diagnostic> {
    let (message, help) = in_the_future(subject, action)
        .or_else(|| done_before_opened(action))
        .or_else(|| due_before_it_was_written(subject, index, action))?;
    Some(about(subject, Code::ActionDates, message, action).help(help))
}

fn in_the_future(subject: &Subject<'_>, action: &Action) -> Option<(String, &'static str)> {
    let closed = action.closed.filter(|closed| *closed > subject.today)?;
    let message = format!("this action was done on {closed}, which is after today");
    Some((
        message,
        "`done:` is the day it was done; the day it should be is `due:`",
    ))
}

fn done_before_opened(action: &Action) -> Option<(String, &'static str)> {
    let (opened, closed) = (action.opened?, action.closed?);
    let message = format!("this action was done on {closed}, before it was opened on {opened}");
    (closed < opened).then_some((message, "correct one of the two days"))
}

/// What was done by then was due by then; an open item was never due before anybody wrote it down. One that an earlier
/// debrief has too was written down there.
fn due_before_it_was_written(
    subject: &Subject<'_>,
    index: usize,
    action: &Action,
) -> Option<(String, &'static str)> {
    let held = subject.debrief().process.debriefed.as_ref();
    let written = held
        .map(|held| held.at.date())
        .or_else(|| subject.entry.date())?;
    let since = subject.item(index).and_then(|item| item.since);
    let first = action
        .opened
        .or(since)
        .map_or(written, |since| since.min(written));
    let due = action
        .due
        .filter(|due| action.state.is_open() && *due < first)?;
    let message = format!("this action was due on {due}, before it was written down on {first}");
    Some((
        message,
        "correct the day; a slip in the year is the usual reason",
    ))
}
