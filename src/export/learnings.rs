use serde::Serialize;

use super::{VERSION, json};
use crate::{insight::Insight, library::Library, model::LearningKind};

#[derive(Serialize)]
struct File<'a> {
    version: u32,
    learnings: Vec<Record<'a>>,
}

#[derive(Serialize)]
struct Record<'a> {
    text: &'a str,
    kind: LearningKind,
    themes: Vec<&'a str>,
    sources: Vec<Source<'a>>,
}

#[derive(Serialize)]
struct Source<'a> {
    id: &'a str,
    anchor: String,
}

/// `data/learnings.json`: every learning once, those learned most often first.
#[must_use]
pub fn learnings(library: &Library, insight: &Insight) -> Vec<u8> {
    let learnings = insight.learnings.iter().map(|topic| Record {
        text: &topic.text,
        kind: topic.kind,
        themes: topic
            .themes
            .iter()
            .map(|theme| theme.slug.as_str())
            .collect(),
        sources: topic
            .sources
            .iter()
            .map(|source| Source {
                id: &library.entries[source.debrief].debrief.id,
                anchor: format!("l{}", source.index + 1),
            })
            .collect(),
    });
    json(&File {
        version: VERSION,
        learnings: learnings.collect(),
    })
}
