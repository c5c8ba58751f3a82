//! Everything learned: equal and near-equal learnings together, with their themes.

mod alike;
mod recall;
mod themes;

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

pub use recall::{Recall, recall};

use self::{
    alike::{Gist, Stems},
    themes::{Known, Reader, Themes},
};
use rayon::prelude::*;

use crate::{
    library::Library,
    model::{Label, Learning, LearningKind},
};

/// Where a learning was written down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct LearningSource {
    /// Position of the debrief in the library.
    pub debrief: usize,
    /// Position in [`crate::model::Debrief::learnings`].
    pub index: usize,
}

impl LearningSource {
    fn learning(self, library: &Library) -> &Learning {
        &library.entries[self.debrief].debrief.learnings[self.index]
    }
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
    /// Positions in [`super::Insight::themes`], ascending: what its words speak of, and the tags of its debriefs.
    pub themes: Vec<usize>,
}

/// What several learnings are about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    /// Part of the address, and what it is called.
    pub label: Label,
    /// The thought behind it, for those that come with the program.
    pub about: Option<String>,
    /// Positions in [`super::Insight::learnings`], in their order. Never empty.
    pub topics: Vec<usize>,
}

/// All learnings, those that say the same together, and all themes that have any, by slug.
pub(super) fn collect(
    library: &Library,
    own_themes: &BTreeMap<String, Vec<String>>,
) -> (Vec<LearningTopic>, Vec<Theme>) {
    let mut topics: Vec<LearningTopic> = gathered(library)
        .into_iter()
        .map(|sources| topic(library, sources))
        .collect();
    topics.sort_by_key(|topic| (Reverse(topic.sources.len()), topic.sources[0]));
    let themes = with_themes(library, &mut topics, &Themes::new(own_themes));
    (topics, themes)
}

/// The places of each topic: one for each debrief, newest first.
fn gathered(library: &Library) -> Vec<Vec<LearningSource>> {
    let mut places: Vec<LearningSource> = Vec::new();
    for (debrief, entry) in library.entries.iter().enumerate().rev() {
        let all = 0..entry.debrief.learnings.len();
        places.extend(all.map(|index| LearningSource { debrief, index }));
    }
    let mut stems = Stems::new();
    let gists: Vec<Gist> = places
        .iter()
        .map(|place| place.learning(library))
        .map(|learning| stems.gist(&learning.text, learning.kind))
        .collect();
    let numbers = alike::topics(&gists, &stems);
    let count = numbers.iter().max().map_or(0, |most| most + 1);
    let mut gathered: Vec<Vec<LearningSource>> = vec![Vec::new(); count];
    for (place, number) in places.into_iter().zip(numbers) {
        gathered[number].push(place);
    }
    for sources in &mut gathered {
        sources.sort_unstable();
        sources.dedup_by_key(|source| source.debrief);
    }
    gathered
}

fn topic(library: &Library, sources: Vec<LearningSource>) -> LearningTopic {
    let learning = sources[0].learning(library);
    LearningTopic {
        text: learning.text.clone(),
        kind: learning.kind,
        sources,
        themes: Vec::new(),
    }
}

/// Gives every topic its themes; a tag with the slug of a known theme is that theme.
fn with_themes(library: &Library, topics: &mut [LearningTopic], known: &Themes) -> Vec<Theme> {
    let labels: Vec<BTreeSet<&Label>> = topics
        .par_iter()
        .map_init(
            || known.reader(),
            |reader, topic| labels(library, topic, known, reader),
        )
        .collect();
    let mut by_slug: BTreeMap<&str, (&Label, Vec<usize>)> = BTreeMap::new();
    for (position, labels) in labels.into_iter().enumerate() {
        for label in labels {
            let theme = by_slug.entry(&label.slug).or_insert((label, Vec::new()));
            if theme.1.last() != Some(&position) {
                theme.1.push(position);
            }
        }
    }
    let by_slug = by_slug.into_values();
    let themes: Vec<Theme> = by_slug
        .map(|(label, topics)| theme(known, library, label, topics))
        .collect();
    for (number, theme) in themes.iter().enumerate() {
        for &topic in &theme.topics {
            topics[topic].themes.push(number);
        }
    }
    themes
}

/// What a topic is about: the themes its words speak of, and the tags of its debriefs.
fn labels<'a>(
    library: &'a Library,
    topic: &LearningTopic,
    known: &'a Themes,
    reader: &mut Reader<'_>,
) -> BTreeSet<&'a Label> {
    let mut labels = BTreeSet::new();
    for source in &topic.sources {
        let said = reader.themes(&source.learning(library).text);
        labels.extend(said.into_iter().map(|theme| &known.known[theme].label));
        labels.extend(&library.entries[source.debrief].debrief.tags);
    }
    labels
}

fn theme(known: &Themes, library: &Library, label: &Label, topics: Vec<usize>) -> Theme {
    let same = |known: &&Known| known.label.slug == label.slug;
    let standing = known.known.iter().find(same);
    let tag = || {
        let tags = &library.facets.tags;
        let found = tags.binary_search_by(|tag| tag.label.slug.cmp(&label.slug));
        found.map_or(label, |at| &tags[at].label)
    };
    Theme {
        label: standing.map_or_else(tag, |known| &known.label).clone(),
        about: standing.and_then(|known| known.about.clone()),
        topics,
    }
}
