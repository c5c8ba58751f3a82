//! The monthly review as a file that people edit: what it asks, and how it is written without losing a word of theirs.

mod agenda;
mod merge;

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use super::{VERSION, actions::decision, json};
use crate::{
    insight::Insight,
    library::Library,
    model::{Month, Review, Verdict},
};

pub use agenda::agenda;

/// What a review asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agenda {
    /// The month.
    pub month: Month,
    /// The day it is written for; people change it to the day they met.
    pub held: Date,
    /// Its parts; none is empty.
    pub parts: Vec<Part>,
}

/// Lines below one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The heading.
    pub heading: &'static str,
    /// What stands below it.
    pub lines: Vec<Asked>,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The item it is about; `None` for what is told only.
    pub key: Option<String>,
    /// What a file holds that has this line already, however it was edited.
    pub mark: String,
    /// The line, without its end.
    pub text: String,
}

/// The file: a new one, or `former` with the lines it lacks. No line of `former` is changed, moved or removed; `present`
/// are the keys of the items that it has lines for.
#[must_use]
pub fn review_text(agenda: &Agenda, former: Option<&str>, present: &BTreeSet<String>) -> String {
    match former {
        Some(former) => merge::merge(agenda, former, present),
        None => merge::fresh(agenda),
    }
}

/// Keys of the items a review has lines for, as they are known now.
#[must_use]
pub fn present_in(insight: &Insight, review: usize) -> BTreeSet<String> {
    let named = insight.actions.iter().filter(|item| {
        let mut said = item.reviews.iter();
        said.any(|statement| statement.review == review)
    });
    named.map(|item| item.key.clone()).collect()
}

#[derive(Serialize)]
struct File<'a> {
    version: u32,
    reviews: Vec<ReviewRecord<'a>>,
}

#[derive(Serialize)]
struct ReviewRecord<'a> {
    month: Month,
    held: Option<Date>,
    url: String,
    undecided: usize,
    decisions: Vec<DecisionRecord<'a>>,
}

#[derive(Serialize)]
struct DecisionRecord<'a> {
    key: &'a str,
    decision: &'static str,
    due: Option<Date>,
    on: Option<Date>,
    because: Option<&'a str>,
    moved_to: Option<&'a str>,
    note: Option<&'a str>,
}

/// `data/reviews.json`: all monthly reviews with their decisions, the newest first. Lines about items that this edition does
/// not hold are left out.
#[must_use]
pub fn reviews(library: &Library, insight: &Insight) -> Vec<u8> {
    let all = 0..library.follow_up.reviews.len();
    json(
        &File {
            version: VERSION,
            reviews: all.rev().map(|i| record(library, insight, i)).collect(),
        },
        1 << 12,
    )
}

/// The same of one review.
#[must_use]
pub fn review(library: &Library, insight: &Insight, position: usize) -> Vec<u8> {
    json(
        &File {
            version: VERSION,
            reviews: vec![record(library, insight, position)],
        },
        1 << 12,
    )
}

fn record<'a>(library: &'a Library, insight: &'a Insight, position: usize) -> ReviewRecord<'a> {
    let review: &Review = &library.follow_up.reviews[position];
    let mut lines: Vec<(usize, DecisionRecord<'a>)> = Vec::new();
    for item in &insight.actions {
        for statement in item.reviews.iter().filter(|said| said.review == position) {
            let line = &review.lines[statement.line];
            let (on, because, moved_to) = match &line.decision.verdict {
                Verdict::Done(on) => (*on, None, None),
                Verdict::Irrelevant(because) => (None, Some(because.as_str()), None),
                Verdict::Moved(to) => (None, None, Some(to.as_str())),
                Verdict::Undecided | Verdict::Unreadable | Verdict::StillOpen => (None, None, None),
            };
            let record = DecisionRecord {
                key: &item.key,
                decision: decision(&line.decision),
                due: line.decision.due,
                on,
                because,
                moved_to,
                note: line.note.as_deref(),
            };
            lines.push((statement.line, record));
        }
    }
    lines.sort_by_key(|(line, _)| *line);
    let decisions: Vec<DecisionRecord<'a>> = lines.into_iter().map(|(_, record)| record).collect();
    let open = ["undecided", "unreadable"];
    ReviewRecord {
        month: review.month,
        held: review.held,
        url: format!("reviews/{}/", review.month),
        undecided: decisions
            .iter()
            .filter(|record| open.contains(&record.decision))
            .count(),
        decisions,
    }
}
