//! What a group is called, in words a manager reads.

use std::collections::BTreeMap;

use super::{profile::Profile, vectors::SPEAKS, witness::Witness};

/// Mean share of a cause in what the members speak of, from which it names a group.
const NAMES: f32 = 0.15;

/// What describes a group.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Description {
    pub(super) name: String,
    /// The words its members share most, the most telling first.
    pub(super) terms: Vec<String>,
    /// Causes of the lexicon that name it, by position; none when words do.
    pub(super) concepts: Vec<usize>,
}

pub(super) struct Namer<'a> {
    pub(super) witness: Witness<'a>,
}

impl Namer<'_> {
    pub(super) fn describe(&self, members: &[usize]) -> Description {
        let concepts = self.concepts(members);
        let terms = self.terms(members);
        let names: Vec<&str> = concepts
            .iter()
            .map(|&concept| self.witness.past.lexicon.concepts()[concept].name.as_str())
            .collect();
        let name = match (names.as_slice(), terms.as_slice()) {
            ([], []) => "Similar incidents".to_owned(),
            ([], [one]) => capitalised(one),
            ([], [one, other, ..]) => format!("{} and {other}", capitalised(one)),
            (names, _) => names.join(" + "),
        };
        Description {
            name,
            terms,
            concepts,
        }
    }

    /// Up to two causes that half of the members, and two at least, clearly speak of, the most telling first.
    #[allow(
        clippy::cast_precision_loss,
        reason = "debriefs are counted in thousands"
    )]
    fn concepts(&self, members: &[usize]) -> Vec<usize> {
        let count = self.witness.past.lexicon.concepts().len();
        let mut shares: BTreeMap<usize, f32> = BTreeMap::new();
        for &member in members {
            for &(concept, value) in &self.witness.past.space.concepts[member] {
                *shares.entry(concept as usize).or_default() += value / members.len() as f32;
            }
        }
        let speaking = |concept: usize| {
            let speak = |profile: &Profile| {
                let mut found = profile.concepts.iter();
                found.any(|(known, points)| usize::from(*known) == concept && *points >= SPEAKS)
            };
            members
                .iter()
                .filter(|&&member| speak(&self.witness.past.profiles.all[member]))
                .count()
        };
        let mut named: Vec<(usize, f32)> = shares
            .into_iter()
            .filter(|(concept, share)| *concept < count && *share > NAMES)
            .filter(|(concept, _)| speaking(*concept) >= members.len().div_ceil(2).max(2))
            .collect();
        named.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        named
            .into_iter()
            .take(2)
            .map(|(concept, _)| concept)
            .collect()
    }

    /// Four terms of at least two members, weighed by how few debriefs have them.
    #[allow(
        clippy::cast_precision_loss,
        reason = "debriefs are counted in thousands"
    )]
    fn terms(&self, members: &[usize]) -> Vec<String> {
        let mut weights: BTreeMap<u32, (f32, usize)> = BTreeMap::new();
        for &member in members {
            for &(dimension, value) in &self.witness.past.space.words[member] {
                let weight = weights.entry(dimension).or_default();
                *weight = (weight.0 + value, weight.1 + 1);
            }
        }
        let all = self.witness.past.profiles.all.len() as f32;
        let rarity = |dimension: u32| {
            1.0 - self.witness.past.space.frequency[dimension as usize] as f32 / all
        };
        let mut terms: Vec<(u32, f32)> = weights
            .into_iter()
            .filter(|(_, (_, holders))| *holders >= 2)
            .map(|(dimension, (weight, _))| (dimension, weight * rarity(dimension)))
            .collect();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        self.witness.spelled(
            terms.into_iter().map(|(dimension, _)| dimension),
            Vec::new(),
            4,
        )
    }
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
}
