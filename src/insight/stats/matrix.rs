use std::cmp::Reverse;

use crate::{insight::Insight, library::Library, model::Label};

/// Services and causes of a table; the others are counted.
const SHOWN: usize = 12;

/// A cause as the column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CauseColumn {
    /// Id and name.
    pub label: Label,
    /// Debriefs that have it, by position in the library, ascending.
    pub members: Vec<usize>,
}

/// How many debriefs of a service have a cause.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Matrix {
    /// Services that were hurt most often, with how often.
    pub services: Vec<(Label, usize)>,
    /// Causes that were met most often: those authors name, or, where none does, recurring ones.
    pub causes: Vec<CauseColumn>,
    /// For each service its count for each cause.
    pub counts: Vec<Vec<usize>>,
    /// Services left out.
    pub more_services: usize,
    /// Causes left out.
    pub more_causes: usize,
    /// Debriefs that name no service.
    pub without_service: usize,
    /// Debriefs without any of all causes.
    pub without_cause: usize,
}

pub(super) fn matrix(library: &Library, insight: &Insight) -> Matrix {
    let mut causes = columns(library, insight);
    let mut services: Vec<(Label, &[usize])> = library
        .facets
        .services
        .iter()
        .map(|facet| (facet.label.clone(), facet.members.as_slice()))
        .collect();
    let mut known = vec![false; library.entries.len()];
    for &member in causes.iter().flat_map(|cause| &cause.members) {
        known[member] = true;
    }
    causes.sort_by_key(|cause| Reverse(cause.members.len()));
    services.sort_by_key(|(_, members)| Reverse(members.len()));
    let mut found = Matrix {
        more_services: services.len().saturating_sub(SHOWN),
        more_causes: causes.len().saturating_sub(SHOWN),
        without_service: library
            .entries
            .iter()
            .filter(|entry| entry.debrief.services.is_empty())
            .count(),
        without_cause: known.iter().filter(|known| !**known).count(),
        ..Matrix::default()
    };
    causes.truncate(SHOWN);
    services.truncate(SHOWN);
    for (label, members) in services {
        let count = |cause: &CauseColumn| {
            let common = members.iter();
            common
                .filter(|member| cause.members.binary_search(member).is_ok())
                .count()
        };
        found.counts.push(causes.iter().map(count).collect());
        found.services.push((label, members.len()));
    }
    found.causes = causes;
    found
}

fn columns(library: &Library, insight: &Insight) -> Vec<CauseColumn> {
    let named = library.facets.causes.iter().map(|facet| CauseColumn {
        label: facet.label.clone(),
        members: facet.members.clone(),
    });
    let named: Vec<CauseColumn> = named.collect();
    if !named.is_empty() {
        return named;
    }
    let clusters = insight.causes.clusters.iter();
    clusters
        .map(|cluster| {
            let mut members: Vec<usize> = cluster.members.iter().map(|one| one.debrief).collect();
            members.sort_unstable();
            CauseColumn {
                label: Label {
                    slug: cluster.id.clone(),
                    name: cluster.name.clone(),
                },
                members,
            }
        })
        .collect()
}
