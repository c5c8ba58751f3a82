use jiff::civil::Date;

use super::Entry;
use crate::{
    config::Edition,
    diagnostic::{Code, Diagnostic},
    model::Status,
};

/// What may be in the library.
#[derive(Debug, Clone)]
pub struct Selection {
    /// Whose site it is.
    pub edition: Edition,
    /// Whether drafts, and debriefs dated after `today`, are held too.
    pub drafts: bool,
    /// The day it is.
    pub today: Date,
}

/// Keeps what the selection allows. Drafts are named in a notice; debriefs of another edition are not named at
/// all, because the log of a build is read by more people than they are.
pub(super) fn select(
    entries: Vec<Entry>,
    selection: &Selection,
    found: &mut Vec<Diagnostic>,
) -> Vec<Entry> {
    let mut kept = Vec::with_capacity(entries.len());
    for entry in entries {
        if !selection
            .edition
            .visibility
            .contains(&entry.debrief.visibility)
        {
            continue;
        }
        match reason_to_wait(&entry, selection) {
            Some(reason) if !selection.drafts => found.push(
                Diagnostic::new(Code::NotPublished, reason)
                    .in_file(&entry.shown)
                    .help("`--drafts` builds it for a look"),
            ),
            _ => kept.push(entry),
        }
    }
    kept
}

fn reason_to_wait(entry: &Entry, selection: &Selection) -> Option<String> {
    if entry.debrief.status == Status::Draft {
        return Some("a draft is not published".into());
    }
    let date = entry.date().filter(|&date| date > selection.today)?;
    Some(format!(
        "dated {date}, which is after today ({})",
        selection.today
    ))
}
