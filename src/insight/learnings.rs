use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::{
    library::Library,
    model::{Label, LearningKind},
};

/// Where a learning was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LearningSource {
    /// Position of the debrief in the library.
    pub debrief: usize,
    /// Position in [`crate::model::Debrief::learnings`].
    pub index: usize,
}

/// One learning, however often it was learned.
#[derive(Debug, Clone, PartialEq)]
pub struct LearningTopic {
    /// As the newest debrief words it.
    pub text: String,
    /// What kind of insight the newest debrief calls it.
    pub kind: LearningKind,
    /// Where it was learned, newest first, one for each debrief. Never empty.
    pub sources: Vec<LearningSource>,
    /// Tags of its debriefs, by slug.
    pub themes: Vec<Label>,
}

/// All learnings, equal ones together: those that differ in case, punctuation and small words only are equal.
pub(super) fn collect(library: &Library) -> Vec<LearningTopic> {
    let mut topics: BTreeMap<String, Vec<LearningSource>> = BTreeMap::new();
    for (debrief, entry) in library.entries.iter().enumerate() {
        for (index, learning) in entry.debrief.learnings.iter().enumerate() {
            let sources = topics.entry(gist(&learning.text)).or_default();
            if sources.last().is_none_or(|last| last.debrief != debrief) {
                sources.push(LearningSource { debrief, index });
            }
        }
    }
    let mut topics: Vec<LearningTopic> = topics
        .into_values()
        .map(|sources| topic(library, sources))
        .collect();
    topics.sort_by_key(|topic| (Reverse(topic.sources.len()), topic.sources[0]));
    topics
}

fn topic(library: &Library, sources: Vec<LearningSource>) -> LearningTopic {
    let newest = sources[0];
    let learning = &library.entries[newest.debrief].debrief.learnings[newest.index];
    let themes: BTreeSet<Label> = sources
        .iter()
        .flat_map(|source| library.entries[source.debrief].debrief.tags.iter().cloned())
        .collect();
    let mut themes: Vec<Label> = themes.into_iter().collect();
    themes.dedup_by(|a, b| a.slug == b.slug);
    LearningTopic {
        text: learning.text.clone(),
        kind: learning.kind,
        sources,
        themes,
    }
}

/// Words that carry no meaning of their own between two wordings of one thought.
const SMALL: &[&str] = &[
    "a", "an", "and", "are", "be", "been", "for", "in", "is", "it", "of", "on", "our", "that",
    "the", "this", "to", "was", "we", "were", "with",
];

/// What a learning says, for comparison: its words in order, without the small ones.
fn gist(text: &str) -> String {
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase);
    let telling: Vec<String> = words
        .filter(|word| !SMALL.contains(&word.as_str()))
        .collect();
    // Nothing but small words (or no letters at all): compare the text itself.
    if telling.is_empty() {
        text.to_owned()
    } else {
        telling.join(" ")
    }
}
