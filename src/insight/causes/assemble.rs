//! Groups by name and groups by text, put together: each cause stands once.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use serde::Serialize;

use super::{
    again::Strength,
    cluster::Group,
    hundredths,
    lock::{Born, Lock, free_id},
    naming::Namer,
    tags::Tags,
};
use crate::{library::Library, model::slugify};

/// Why a debrief belongs to a cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Membership {
    /// Its authors named the cause.
    Stated,
    /// Its text is like that of the others.
    Text,
    /// It may share it: it is in another group too, or others named the cause and it did not.
    Suggested,
}

/// A debrief of a cause.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Member {
    /// Position in the library.
    pub debrief: usize,
    /// Why it is here.
    pub basis: Membership,
    /// Likeness to the others, in hundredths; 1 when stated.
    pub score: f64,
    /// The same in a word.
    pub strength: Strength,
}

/// A recurring cause.
#[derive(Debug, Clone, PartialEq)]
pub struct Cluster {
    /// The part of its address; stays once the lock file has it.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Words its members share.
    pub terms: Vec<String>,
    /// Causes of the lexicon that most members speak of, by position.
    pub concepts: Vec<usize>,
    /// Whether people said of at least two members that they share it.
    pub confirmed: bool,
    /// Newest first.
    pub members: Vec<Member>,
}

impl Cluster {
    /// Positions of its members in the library, newest first.
    #[must_use]
    pub fn debriefs(&self) -> Vec<usize> {
        self.members.iter().map(|member| member.debrief).collect()
    }
}

/// The causes of a library.
#[derive(Debug, Default)]
pub(super) struct Assembled {
    /// Those with most members first.
    pub(super) clusters: Vec<Cluster>,
    /// Groups the lock file does not have yet.
    pub(super) born: Vec<Born>,
    /// Former ids with the ids of causes that now hold their members; empty when none does.
    pub(super) moved: Vec<(String, String)>,
}

pub(super) struct Assembly<'a> {
    pub(super) library: &'a Library,
    pub(super) tags: &'a Tags,
    pub(super) namer: &'a Namer<'a>,
    pub(super) lock: &'a Lock,
    pub(super) min_members: usize,
}

impl Assembly<'_> {
    pub(super) fn run(&self, groups: &[Group], suggested: Vec<BTreeMap<usize, f32>>) -> Assembled {
        let mut suggested = suggested;
        let mut assembled = Assembled {
            moved: self.moved(),
            ..Assembled::default()
        };
        let mut taken: BTreeSet<String> = self
            .narrow_tags()
            .map(|tag| self.tags.all[tag].label.slug.clone())
            .collect();
        for group in groups {
            match self.dominant_tag(group) {
                Some(tag) => self.absorb(group, tag, &mut suggested[tag], &mut assembled),
                None => self.by_text(group, &mut taken, &mut assembled),
            }
        }
        for tag in self.narrow_tags() {
            assembled
                .clusters
                .extend(self.by_name(tag, &suggested[tag]));
        }
        let last = |cluster: &Cluster| cluster.members.iter().map(|member| member.debrief).min();
        assembled.clusters.sort_by_cached_key(|cluster| {
            (
                Reverse(cluster.members.len()),
                last(cluster),
                cluster.id.clone(),
            )
        });
        self.keep_addresses(&mut assembled);
        assembled
    }

    /// Former ids with where they lead in the end.
    fn moved(&self) -> Vec<(String, String)> {
        let moved = self.lock.moved.iter();
        moved
            .map(|(from, to)| (from.clone(), self.lock.end_of(to)))
            .collect()
    }

    /// A group that nobody is left in leads to the list of all causes.
    fn keep_addresses(&self, assembled: &mut Assembled) {
        for group in &self.lock.groups {
            let lives = assembled.clusters.iter().any(|one| one.id == group.id);
            let moved = assembled.moved.iter().any(|(from, _)| *from == group.id);
            if !lives && !moved {
                assembled.moved.push((group.id.clone(), String::new()));
            }
        }
    }

    fn narrow_tags(&self) -> impl Iterator<Item = usize> {
        (0..self.tags.all.len()).filter(|&tag| self.tags.all[tag].narrow)
    }

    /// The narrow cause that at least two members, and at least half of them, name.
    fn dominant_tag(&self, group: &Group) -> Option<usize> {
        let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
        for place in &group.places {
            for tag in self.tags.narrow(place.debrief) {
                *counts.entry(tag).or_default() += 1;
            }
        }
        let most = counts
            .into_iter()
            .max_by_key(|&(tag, count)| (count, Reverse(tag)));
        most.filter(|&(_, count)| count >= 2 && count * 2 >= group.places.len())
            .map(|(tag, _)| tag)
    }

    /// The members of a group by text that name no cause are offered the one that the others name.
    fn absorb(
        &self,
        group: &Group,
        tag: usize,
        suggested: &mut BTreeMap<usize, f32>,
        assembled: &mut Assembled,
    ) {
        let silent = group
            .places
            .iter()
            .filter(|place| !self.tags.names_any(place.debrief));
        for place in silent {
            // A likeness, rounded for showing.
            #[allow(clippy::cast_possible_truncation)]
            suggested.entry(place.debrief).or_insert(place.score as f32);
        }
        if let Some(seed) = group.seed {
            let to = self.tags.all[tag].label.slug.clone();
            assembled
                .moved
                .push((self.lock.groups[seed].id.clone(), to));
        }
    }

    fn by_text(&self, group: &Group, taken: &mut BTreeSet<String>, assembled: &mut Assembled) {
        if group.places.len() < self.min_members {
            return;
        }
        let positions: Vec<usize> = group
            .places
            .iter()
            .filter(|place| !place.second)
            .map(|place| place.debrief)
            .collect();
        let description = self.namer.describe(&positions);
        let id = match group.seed {
            Some(seed) => self.lock.groups[seed].id.clone(),
            None => {
                let id = self.free_id(&description.name, taken);
                assembled.born.push(self.born(&id, &positions));
                id
            }
        };
        taken.insert(id.clone());
        let members = group.places.iter().map(|place| Member {
            debrief: place.debrief,
            basis: if place.second {
                Membership::Suggested
            } else {
                Membership::Text
            },
            score: hundredths(place.score),
            strength: strength(place.score),
        });
        assembled.clusters.push(Cluster {
            id,
            name: description.name,
            terms: description.terms,
            concepts: description.concepts,
            confirmed: self.is_confirmed(&positions),
            members: members.collect(),
        });
    }

    fn free_id(&self, name: &str, taken: &BTreeSet<String>) -> String {
        let slug = match slugify(name) {
            slug if slug.is_empty() => "cause".to_owned(),
            slug => slug,
        };
        free_id(&slug, taken, self.lock)
    }

    fn born(&self, id: &str, positions: &[usize]) -> Born {
        let mut founders: Vec<String> = positions
            .iter()
            .map(|&debrief| self.library.entries[debrief].debrief.id.clone())
            .collect();
        founders.sort();
        Born {
            id: id.to_owned(),
            founders,
        }
    }

    /// Whether a person said of two members that one repeats the other.
    fn is_confirmed(&self, positions: &[usize]) -> bool {
        let mut stated = positions
            .iter()
            .flat_map(|&later| &self.library.recurs[later]);
        stated.any(|earlier| positions.contains(earlier))
    }

    /// The group of a named cause; its id is the name.
    fn by_name(&self, tag: usize, suggested: &BTreeMap<usize, f32>) -> Option<Cluster> {
        let tag = &self.tags.all[tag];
        let stated = tag.members.iter().map(|&debrief| Member {
            debrief,
            basis: Membership::Stated,
            score: 1.0,
            strength: Strength::Strong,
        });
        let suggested = suggested.iter().map(|(&debrief, &score)| Member {
            debrief,
            basis: Membership::Suggested,
            score: hundredths(score),
            strength: strength(score),
        });
        let mut members: Vec<Member> = stated.chain(suggested).collect();
        members.sort_by_key(|member| member.debrief);
        if members.len() < self.min_members {
            return None;
        }
        let description = self.namer.describe(&tag.members);
        let lexicon = &self.namer.witness.past.lexicon;
        let known = lexicon.find(&tag.label.slug);
        let position = |id: &str| {
            lexicon
                .concepts()
                .iter()
                .position(|concept| concept.id == id)
        };
        Some(Cluster {
            id: tag.label.slug.clone(),
            name: known.map_or_else(|| readable(&tag.label.name), |concept| concept.name.clone()),
            terms: description.terms,
            concepts: position(&tag.label.slug).map_or(description.concepts, |one| vec![one]),
            confirmed: tag.members.len() >= 2,
            members,
        })
    }
}

fn strength(score: impl Into<f64>) -> Strength {
    // A likeness, for a word.
    #[allow(clippy::cast_possible_truncation)]
    Strength::of(score.into() as f32)
}

/// `main-is-production` as people would say it.
fn readable(name: &str) -> String {
    let spaced = name.replace(['-', '_'], " ");
    let mut chars = spaced.chars();
    match chars.next() {
        Some(first) if !name.contains(' ') => first.to_uppercase().chain(chars).collect(),
        _ => name.to_owned(),
    }
}
