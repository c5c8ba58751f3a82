//! Causes that people named in the frontmatter.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::{again::EARLIER, neighbours::Neighbours, vectors::Space};
use crate::{library::Library, model::Label};

/// A cause is narrow when at most this many debriefs name it, or [`NARROW_SHARE`] of all if that is more. Two debriefs
/// that name a broad one ("nobody was alerted") need not have the same cause: it is a facet.
const NARROW: usize = 8;

/// In hundredths.
const NARROW_SHARE: usize = 5;

/// Mean likeness to the two likest debriefs that name a cause, from which one that names none may share it.
const MAY_SHARE: f32 = 0.25;

/// Debriefs that name a cause, the newest, with which one that is near to a single one of them is compared.
const COMPARED: usize = 64;

/// A cause that somebody named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag {
    pub(super) label: Label,
    /// Who names it, sorted.
    pub(super) members: Vec<usize>,
    pub(super) narrow: bool,
}

/// All named causes.
#[derive(Debug, Default)]
pub(super) struct Tags {
    /// By slug.
    pub(super) all: Vec<Tag>,
    /// For each debrief the positions of those it names.
    of: Vec<Vec<usize>>,
}

impl Tags {
    pub(super) fn of(library: &Library) -> Self {
        let count = library.entries.len();
        let most = NARROW.max(count * NARROW_SHARE / 100);
        let all: Vec<Tag> = library
            .facets
            .causes
            .iter()
            .map(|facet| {
                let mut members = facet.members.clone();
                members.sort_unstable();
                Tag {
                    label: facet.label.clone(),
                    narrow: members.len() <= most,
                    members,
                }
            })
            .collect();
        let mut of = vec![Vec::new(); count];
        for (position, tag) in all.iter().enumerate() {
            tag.members
                .iter()
                .for_each(|&member| of[member].push(position));
        }
        Self { all, of }
    }

    /// Whether a debrief names any cause.
    pub(super) fn names_any(&self, debrief: usize) -> bool {
        !self.of[debrief].is_empty()
    }

    /// Narrow causes a debrief names.
    pub(super) fn narrow(&self, debrief: usize) -> impl Iterator<Item = usize> {
        self.of[debrief]
            .iter()
            .copied()
            .filter(|&tag| self.all[tag].narrow)
    }

    /// Names of the narrow causes that both debriefs name.
    pub(super) fn narrow_in_both(&self, one: usize, other: usize) -> Vec<String> {
        let both = self.narrow(one).filter(|tag| self.of[other].contains(tag));
        both.map(|tag| self.all[tag].label.name.clone()).collect()
    }

    /// Pairs that name one narrow cause: each debrief with the last ones before it, as many as the ledger shows.
    pub(super) fn narrow_pairs(&self, ages: &[usize]) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for tag in self.all.iter().filter(|tag| tag.narrow) {
            let mut members = tag.members.clone();
            members.sort_by_key(|&member| ages[member]);
            for (place, &later) in members.iter().enumerate() {
                let earlier = &members[place.saturating_sub(EARLIER)..place];
                pairs.extend(earlier.iter().map(|&earlier| (earlier, later)));
            }
        }
        pairs
    }

    /// Debriefs without a named cause that may share one, with how like they are to those that name it.
    pub(super) fn suggested(
        &self,
        space: &Space,
        neighbours: &Neighbours,
        rejected: &BTreeSet<(usize, usize)>,
    ) -> Vec<BTreeMap<usize, f32>> {
        let likely: Vec<Vec<(usize, f32)>> = (0..self.of.len())
            .into_par_iter()
            .map(|debrief| self.likely(space, neighbours, debrief))
            .collect();
        let mut suggested = vec![BTreeMap::new(); self.all.len()];
        for (debrief, tags) in likely.into_iter().enumerate() {
            for (tag, likeness) in tags {
                let mut members = self.all[tag].members.iter();
                if !members.any(|&member| rejected.contains(&(debrief, member))) {
                    suggested[tag].insert(debrief, likeness);
                }
            }
        }
        suggested
    }

    /// The causes that a debrief which names none may share, with how like it is to those that name them.
    fn likely(&self, space: &Space, neighbours: &Neighbours, debrief: usize) -> Vec<(usize, f32)> {
        if self.names_any(debrief) {
            return Vec::new();
        }
        let near = self.near_tags(neighbours, debrief).into_iter();
        let likely = near.map(|(tag, mut likeness)| {
            likeness.sort_unstable_by(|a, b| b.total_cmp(a));
            let mean = match likeness.as_slice() {
                // The second likest is not among the neighbours, but it may still be like.
                [best] if self.all[tag].members.len() > 1 => {
                    (best + self.second_best(space, neighbours, debrief, tag)) / 2.0
                }
                [best] => best * 0.95,
                [best, second, ..] => (best + second) / 2.0,
                [] => 0.0,
            };
            (tag, mean)
        });
        likely.filter(|(_, mean)| *mean >= MAY_SHARE).collect()
    }

    /// Narrow causes that neighbours of a debrief name, with how like it these neighbours are.
    fn near_tags(&self, neighbours: &Neighbours, debrief: usize) -> BTreeMap<usize, Vec<f32>> {
        let mut near_tags: BTreeMap<usize, Vec<f32>> = BTreeMap::new();
        for &near in neighbours.near(debrief) {
            for tag in self.narrow(near.debrief as usize) {
                near_tags
                    .entry(tag)
                    .or_default()
                    .push(neighbours.whole(debrief, near));
            }
        }
        near_tags
    }

    fn second_best(
        &self,
        space: &Space,
        neighbours: &Neighbours,
        debrief: usize,
        tag: usize,
    ) -> f32 {
        let members = self.all[tag].members.iter().take(COMPARED);
        let likeness = members
            .map(|&member| neighbours.whole(debrief, neighbours.between(space, debrief, member)));
        let mut all: Vec<f32> = likeness.collect();
        all.sort_unstable_by(|a, b| b.total_cmp(a));
        all.get(1).copied().unwrap_or_default()
    }
}
