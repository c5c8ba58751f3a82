//! Which line of a review speaks of which item.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{
    Parent,
    key::{keys, normalised},
};
use crate::{
    library::Library,
    model::{Decision, Review, ReviewLine},
};

/// What a monthly review says about an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Statement {
    /// Position in [`crate::library::FollowUp::reviews`].
    pub review: usize,
    /// Position in [`Review::lines`].
    pub line: usize,
}

impl Statement {
    /// The review.
    #[must_use]
    pub fn review(self, library: &Library) -> &Review {
        &library.follow_up.reviews[self.review]
    }

    /// The line.
    #[must_use]
    pub fn line(self, library: &Library) -> &ReviewLine {
        &self.review(library).lines[self.line]
    }

    /// What was decided.
    #[must_use]
    pub fn decision(self, library: &Library) -> &Decision {
        &self.line(library).decision
    }

    /// The day it counts from.
    #[must_use]
    pub fn day(self, library: &Library) -> Date {
        self.review(library).day()
    }
}

/// The statements about each item, the newest first.
pub(super) fn by_key(
    library: &Library,
    items: &BTreeMap<String, Vec<Parent>>,
) -> BTreeMap<String, Vec<Statement>> {
    let mut found: BTreeMap<String, Vec<Statement>> = BTreeMap::new();
    let mut reviews: Vec<usize> = (0..library.follow_up.reviews.len()).collect();
    reviews.sort_by_key(|&i| std::cmp::Reverse(library.follow_up.reviews[i].day()));
    for review in reviews {
        for (line, said) in library.follow_up.reviews[review].lines.iter().enumerate() {
            let key = match items.contains_key(&said.key) {
                true => Some(said.key.clone()),
                false => renamed(library, said),
            };
            if let Some(key) = key {
                found
                    .entry(key)
                    .or_default()
                    .push(Statement { review, line });
            }
        }
    }
    found
}

/// Likeness from which two wordings are one item: half of their words are the same.
const ALIKE: f64 = 0.5;

/// The item a line means whose key has changed, because its words, its anchor or its ticket did: the one of the same
/// debrief whose words are most like those of the line.
fn renamed(library: &Library, said: &ReviewLine) -> Option<String> {
    let (id, _) = said.key.split_once('#')?;
    let entry = &library.entries[library.find(id)?];
    let wanted = words(&said.text);
    let actions = entry.debrief.actions.iter().enumerate();
    let scored = actions.map(|(index, action)| (likeness(&wanted, &words(&action.text)), index));
    let (score, index) = scored.max_by(|a, b| a.0.total_cmp(&b.0))?;
    (score >= ALIKE).then(|| keys(entry).swap_remove(index))
}

fn words(text: &str) -> BTreeSet<String> {
    normalised(text).split(' ').map(String::from).collect()
}

/// Words two texts share, of all words they have (Jaccard).
pub(super) fn likeness(a: &BTreeSet<String>, b: &BTreeSet<String>) -> f64 {
    let all = a.union(b).count();
    #[allow(clippy::cast_precision_loss, reason = "a line has few words")]
    let share = a.intersection(b).count() as f64 / all.max(1) as f64;
    share
}
