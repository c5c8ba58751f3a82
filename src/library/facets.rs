use std::collections::BTreeMap;

use super::Entry;
use crate::model::Label;

/// One value of a facet with the debriefs that have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Facet {
    /// Its name, as the first debrief (by path) that has it spells it.
    pub label: Label,
    /// Positions in the library, newest first.
    pub members: Vec<usize>,
}

/// What debriefs are grouped by. Each list is sorted by slug.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    /// Services hurt.
    pub services: Vec<Facet>,
    /// Teams involved.
    pub teams: Vec<Facet>,
    /// Free tags.
    pub tags: Vec<Facet>,
    /// Causes named in the frontmatter.
    pub causes: Vec<Facet>,
    /// Years, the newest first.
    pub years: Vec<(i16, Vec<usize>)>,
}

impl Facets {
    /// Groups the entries of a library, which are sorted already.
    pub(super) fn of(entries: &[Entry]) -> Self {
        Self {
            services: group(entries, |entry| entry.debrief.services.iter().collect()),
            teams: group(entries, |entry| entry.debrief.teams.iter().collect()),
            tags: group(entries, |entry| entry.debrief.tags.iter().collect()),
            causes: group(entries, |entry| {
                entry
                    .debrief
                    .causes
                    .iter()
                    .map(|cause| &cause.label)
                    .collect()
            }),
            years: years(entries),
        }
    }
}

fn group<'a>(entries: &'a [Entry], labels: impl Fn(&'a Entry) -> Vec<&'a Label>) -> Vec<Facet> {
    // The spelling of the first path wins, so that a new debrief does not rename a page.
    let mut groups: BTreeMap<&str, (&str, &Label, Vec<usize>)> = BTreeMap::new();
    for (i, entry) in entries.iter().enumerate() {
        let source = entry.debrief.source.as_str();
        for label in labels(entry) {
            let group = groups
                .entry(&label.slug)
                .or_insert((source, label, Vec::new()));
            if source < group.0 {
                (group.0, group.1) = (source, label);
            }
            if group.2.last() != Some(&i) {
                group.2.push(i);
            }
        }
    }
    groups
        .into_values()
        .map(|(_, label, members)| Facet {
            label: label.clone(),
            members,
        })
        .collect()
}

fn years(entries: &[Entry]) -> Vec<(i16, Vec<usize>)> {
    let mut years: BTreeMap<i16, Vec<usize>> = BTreeMap::new();
    for (i, entry) in entries.iter().enumerate() {
        if let Some(date) = entry.date() {
            years.entry(date.year()).or_default().push(i);
        }
    }
    years.into_iter().rev().collect()
}
