use jiff::civil::Date;
use serde::Serialize;

use super::{VERSION, json};
use crate::{insight::Insight, library::Library, model::LearningKind};

/// Bytes of a learning, about.
const ROOM: usize = 1 << 10;

#[derive(Serialize)]
struct File<'a> {
    version: u32,
    themes: Vec<ThemeRecord<'a>>,
    learnings: Vec<Record<'a>>,
}

#[derive(Serialize)]
struct ThemeRecord<'a> {
    id: &'a str,
    name: &'a str,
    about: Option<&'a str>,
    url: String,
    learnings: usize,
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
    /// As this debrief words it.
    text: &'a str,
    date: Option<Date>,
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
            .map(|&theme| insight.themes[theme].label.slug.as_str())
            .collect(),
        sources: topic
            .sources
            .iter()
            .map(|source| {
                let entry = &library.entries[source.debrief];
                Source {
                    id: &entry.debrief.id,
                    anchor: format!("l{}", source.index + 1),
                    text: &entry.debrief.learnings[source.index].text,
                    date: entry.date(),
                }
            })
            .collect(),
    });
    let themes = insight.themes.iter().map(|theme| ThemeRecord {
        id: &theme.label.slug,
        name: &theme.label.name,
        about: theme.about.as_deref(),
        url: format!("learnings/theme/{}/", theme.label.slug),
        learnings: theme.topics.len(),
    });
    json(
        &File {
            version: VERSION,
            themes: themes.collect(),
            learnings: learnings.collect(),
        },
        insight.learnings.len() * ROOM,
    )
}
