//! What speaks for two debriefs having the same cause: everything a reader could point at, weighed.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    evidence::Evidence,
    lexicon::Lexicon,
    neighbours::{Near, Neighbours},
    profile::{Profile, Profiles, stems_of},
    vectors::{SPEAKS, Space, shared},
};
use crate::{
    library::Library,
    model::{Debrief, Label},
};

/// Weights beside the likeness of words, which counts as it is. Chosen on one corpus, checked on the others by the
/// precision of the ranking (`docs/causes.md`); services and triggers, which those do not state, are only supporting.
mod weight {
    pub(super) const TITLE: f32 = 0.2;
    pub(super) const CONCEPTS: f32 = 0.1;
    pub(super) const NAMES: f32 = 0.15;
    pub(super) const TICKETS: f32 = 0.1;
    pub(super) const AGAIN: f32 = 0.1;
    pub(super) const SERVICES: f32 = 0.03;
    pub(super) const TRIGGER: f32 = 0.02;
    /// Of the title in the order of similar debriefs.
    pub(super) const SIMILAR_TITLE: f32 = 0.1;
}

/// Debriefs that may point to one ticket before it says nothing about a common cause.
const SHARED_TICKET: usize = 5;

/// Everything needed to weigh a pair.
pub(super) struct Witness<'a> {
    library: &'a Library,
    lexicon: &'a Lexicon,
    profiles: &'a Profiles,
    space: &'a Space,
    neighbours: &'a Neighbours,
    /// Debriefs that point to an address, for addresses of few.
    tickets: BTreeMap<&'a str, Vec<usize>>,
    /// How much it tells that a title has a stem.
    title_idf: BTreeMap<u32, f32>,
}

impl<'a> Witness<'a> {
    pub(super) fn new(
        library: &'a Library,
        lexicon: &'a Lexicon,
        profiles: &'a Profiles,
        space: &'a Space,
        neighbours: &'a Neighbours,
    ) -> Self {
        Self {
            tickets: tickets(&profiles.all),
            title_idf: title_idf(&profiles.all),
            library,
            lexicon,
            profiles,
            space,
            neighbours,
        }
    }

    /// How many debriefs there are.
    pub(super) fn count(&self) -> usize {
        self.profiles.all.len()
    }

    /// Pairs worth a look although their words may not be near: one names the other, or both point to one ticket.
    pub(super) fn pointed_pairs(&self) -> BTreeSet<(usize, usize)> {
        let named = self
            .profiles
            .all
            .iter()
            .enumerate()
            .flat_map(|(position, profile)| {
                profile
                    .named
                    .iter()
                    .map(move |(named, _)| (position, *named))
            });
        let tickets = self.tickets.values().flat_map(|holders| {
            holders
                .iter()
                .flat_map(|&a| holders.iter().map(move |&b| (a, b)))
        });
        named
            .chain(tickets)
            .filter(|(a, b)| a != b)
            .map(|(a, b)| (a.min(b), a.max(b)))
            .collect()
    }

    /// How much speaks for a pair. What the later one says of an earlier case is judged by [`Witness::says_again`].
    pub(super) fn score(&self, earlier: usize, later: usize) -> f32 {
        let near = self.neighbours.between(self.space, later, earlier);
        let (a, b) = (
            &self.library.entries[earlier].debrief,
            &self.library.entries[later].debrief,
        );
        let if_so = |so: bool, weight: f32| if so { weight } else { 0.0 };
        self.words(later, near)
            + near.concepts * weight::CONCEPTS
            + self.title(earlier, later) * weight::TITLE
            + if_so(self.is_naming(earlier, later), weight::NAMES)
            + if_so(self.share_ticket(earlier, later), weight::TICKETS)
            + if_so(share_label(&a.services, &b.services), weight::SERVICES)
            + if_so(same_trigger(a, b).is_some(), weight::TRIGGER)
    }

    /// What speaks for a pair, in the order a reader should see it.
    pub(super) fn because(&self, earlier: usize, later: usize) -> Vec<Evidence> {
        let (a, b) = (
            &self.library.entries[earlier].debrief,
            &self.library.entries[later].debrief,
        );
        let tickets = self.same_tickets(earlier, later);
        let services = same_labels(&a.services, &b.services);
        let reasons = [
            self.naming(earlier, later),
            (!tickets.is_empty()).then_some(Evidence::SameTickets(tickets)),
            self.title_evidence(earlier, later),
            self.spoken(earlier, later),
            self.rare_words(earlier, later),
            (!services.is_empty()).then_some(Evidence::SameServices(services)),
            same_trigger(a, b).map(|kind| Evidence::SameTrigger(kind.to_owned())),
        ];
        reasons.into_iter().flatten().collect()
    }

    /// Whether one points at the other, by its name, a ticket or the same title: what counts in a small library.
    pub(super) fn is_pointing(&self, earlier: usize, later: usize) -> bool {
        let titles = &self.profiles.all;
        self.is_naming(earlier, later)
            || self.share_ticket(earlier, later)
            || (self.title(earlier, later) > 0.0 && titles[earlier].title == titles[later].title)
    }

    /// The reasons two debriefs are worth reading together, and how much: less strict than [`Witness::judge`].
    pub(super) fn similar(&self, one: usize, near: Near) -> f32 {
        let other = near.debrief as usize;
        let words = self.words(one, near);
        let if_so = |so: bool, weight: f32| if so { weight } else { 0.0 };
        words * 0.6
            + near.concepts * 0.4
            + self.title(one, other) * weight::SIMILAR_TITLE
            + if_so(self.is_naming(one, other), weight::NAMES)
            + if_so(self.share_ticket(one, other), weight::TICKETS)
    }

    /// The sentence in which a debrief says that this had happened before, with what that weighs.
    pub(super) fn says_again(&self, later: usize) -> Option<(f32, Evidence)> {
        let sentence = self.profiles.all[later].again.clone()?;
        Some((weight::AGAIN, Evidence::SaysAgain(sentence)))
    }

    /// Whether either names the other.
    fn is_naming(&self, one: usize, other: usize) -> bool {
        self.sentence_naming(one, other).is_some() || self.sentence_naming(other, one).is_some()
    }

    fn sentence_naming(&self, one: usize, other: usize) -> Option<&Option<String>> {
        let named = &self.profiles.all[one].named;
        let at = named
            .binary_search_by_key(&other, |(named, _)| *named)
            .ok()?;
        Some(&named[at].1)
    }

    fn naming(&self, earlier: usize, later: usize) -> Option<Evidence> {
        let names = [(later, earlier, true), (earlier, later, false)];
        names.into_iter().find_map(|(one, other, later)| {
            let sentence = self.sentence_naming(one, other)?.clone();
            Some(Evidence::Names { later, sentence })
        })
    }

    fn share_ticket(&self, one: usize, other: usize) -> bool {
        let theirs = &self.profiles.all[other].addresses;
        self.profiles.all[one].addresses.iter().any(|address| {
            theirs.binary_search(address).is_ok() && self.tickets.contains_key(address.as_str())
        })
    }

    fn same_tickets(&self, one: usize, other: usize) -> Vec<String> {
        let theirs = &self.profiles.all[other].addresses;
        let mut same: Vec<String> = self.profiles.all[one]
            .addresses
            .iter()
            .filter(|address| theirs.binary_search(address).is_ok())
            .filter(|address| self.tickets.contains_key(address.as_str()))
            .map(|address| short_address(address))
            .collect();
        same.truncate(3);
        same
    }

    /// Likeness of words; of two titles with different error codes without the words of both titles.
    fn words(&self, one: usize, near: Near) -> f32 {
        let other = near.debrief as usize;
        let mut near = near;
        if self.codes_differ(one, other) {
            let (a, b) = (
                &self.profiles.all[one].title,
                &self.profiles.all[other].title,
            );
            let in_both =
                |stem: u32| a.binary_search(&stem).is_ok() && b.binary_search(&stem).is_ok();
            let of_titles = |dimension: u32| {
                let (first, second) = stems_of(self.space.terms[dimension as usize]);
                in_both(first) && second.is_none_or(in_both)
            };
            near.words -= shared(&self.space.words[one], &self.space.words[other])
                .filter(|(dimension, _)| of_titles(*dimension))
                .map(|(_, product)| product)
                .sum::<f32>();
        }
        self.neighbours.words(one, near)
    }

    /// Whether the titles name errors, and none of them is the same.
    fn codes_differ(&self, one: usize, other: usize) -> bool {
        let (a, b) = (
            &self.profiles.all[one].codes,
            &self.profiles.all[other].codes,
        );
        !a.is_empty() && !b.is_empty() && a.iter().all(|code| !b.contains(code))
    }

    /// How alike two titles are, from 0 to 1: what their common words tell of what all their words tell. Titles that
    /// name different error codes are of different errors.
    fn title(&self, one: usize, other: usize) -> f32 {
        let (a, b) = (&self.profiles.all[one], &self.profiles.all[other]);
        if self.codes_differ(one, other) || a.title.is_empty() || b.title.is_empty() {
            return 0.0;
        }
        let told = |stem: &u32| self.title_idf.get(stem).copied().unwrap_or_default();
        let common: f32 = common(&a.title, &b.title).map(told).sum();
        let all: f32 = a.title.iter().chain(&b.title).map(told).sum::<f32>() - common;
        let codes = f32::from(u8::from(!a.codes.is_empty() && a.codes == b.codes));
        ((common + codes) / (all + codes).max(f32::MIN_POSITIVE)).min(1.0)
    }

    fn title_evidence(&self, one: usize, other: usize) -> Option<Evidence> {
        let likeness = self.title(one, other);
        let (a, b) = (
            &self.profiles.all[one].title,
            &self.profiles.all[other].title,
        );
        if likeness > 0.0 && a == b {
            return Some(Evidence::SameTitle);
        }
        if likeness < 0.25 {
            return None;
        }
        let words = common(a, b).map(|&stem| self.profiles.stems.spelling(stem).to_owned());
        Some(Evidence::TitleWords(words.take(5).collect()))
    }

    /// Causes of the lexicon that both clearly speak of, the most telling first.
    fn spoken(&self, one: usize, other: usize) -> Option<Evidence> {
        let concepts = self.lexicon.concepts();
        let mut both: Vec<(usize, f32)> =
            shared(&self.space.concepts[one], &self.space.concepts[other])
                .map(|(concept, product)| (concept as usize, product))
                .filter(|(concept, product)| *concept < concepts.len() && *product > 0.03)
                .filter(|(concept, _)| self.speaks(one, *concept) && self.speaks(other, *concept))
                .collect();
        both.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        both.truncate(2);
        let positions: Vec<usize> = both.into_iter().map(|(concept, _)| concept).collect();
        let names = positions
            .iter()
            .map(|&concept| concepts[concept].name.clone())
            .collect();
        (!positions.is_empty()).then_some(Evidence::SpokenCauses(positions, names))
    }

    fn speaks(&self, debrief: usize, concept: usize) -> bool {
        let found = self.profiles.all[debrief]
            .concepts
            .iter()
            .find(|(known, _)| usize::from(*known) == concept);
        found.is_some_and(|(_, points)| *points >= SPEAKS)
    }

    /// The words that make two debriefs alike, the most telling first, none twice.
    fn rare_words(&self, one: usize, other: usize) -> Option<Evidence> {
        let mut both: Vec<(u32, f32)> = shared(&self.space.words[one], &self.space.words[other])
            .filter(|(_, product)| *product > 0.004)
            .collect();
        both.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let dimensions = both.into_iter().map(|(dimension, _)| dimension);
        let words = self.spelled(dimensions, 4);
        (!words.is_empty()).then_some(Evidence::RareWords(words))
    }

    /// The first terms of a list, none of which shares a stem with one before it.
    pub(super) fn spelled(
        &self,
        dimensions: impl Iterator<Item = u32>,
        most: usize,
    ) -> Vec<String> {
        let mut seen: Vec<u32> = Vec::new();
        let mut words = Vec::new();
        for dimension in dimensions {
            let (first, second) = stems_of(self.space.terms[dimension as usize]);
            let stems = [Some(first), second].into_iter().flatten();
            if stems.clone().any(|stem| seen.contains(&stem)) {
                continue;
            }
            let spelled: Vec<&str> = stems
                .clone()
                .map(|stem| self.profiles.stems.spelling(stem))
                .collect();
            seen.extend(stems);
            words.push(spelled.join(" "));
            if words.len() == most {
                break;
            }
        }
        words
    }
}

fn share_label(a: &[Label], b: &[Label]) -> bool {
    a.iter()
        .any(|label| b.iter().any(|other| other.slug == label.slug))
}

/// What set both off, when it was the same kind of thing.
fn same_trigger<'a>(a: &'a Debrief, b: &Debrief) -> Option<&'a str> {
    let kind = a.trigger.as_ref()?.kind.as_deref()?;
    let other = b.trigger.as_ref()?.kind.as_deref()?;
    (kind == other).then_some(kind)
}

/// Names of the labels both have, as the first spells them.
pub(super) fn same_labels(a: &[Label], b: &[Label]) -> Vec<String> {
    a.iter()
        .filter(|label| b.iter().any(|other| other.slug == label.slug))
        .map(|label| label.name.clone())
        .collect()
}

/// What two sorted lists share.
fn common<'a>(a: &'a [u32], b: &'a [u32]) -> impl Iterator<Item = &'a u32> {
    a.iter().filter(|stem| b.binary_search(stem).is_ok())
}

fn tickets(profiles: &[Profile]) -> BTreeMap<&str, Vec<usize>> {
    let mut holders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (position, profile) in profiles.iter().enumerate() {
        for address in &profile.addresses {
            holders.entry(address).or_default().push(position);
        }
    }
    holders.retain(|_, holders| (2..=SHARED_TICKET).contains(&holders.len()));
    holders
}

/// `ln((N + 1) / (n + 0.5))` for every stem of a title, `n` of `N` debriefs having it anywhere.
#[allow(
    clippy::cast_precision_loss,
    reason = "debriefs are counted in thousands"
)]
fn title_idf(profiles: &[Profile]) -> BTreeMap<u32, f32> {
    let mut counts: BTreeMap<u32, f32> = profiles
        .iter()
        .flat_map(|profile| &profile.title)
        .map(|&stem| (stem, 0.0))
        .collect();
    for term in profiles.iter().flat_map(|profile| &profile.terms) {
        if let (stem, None) = stems_of(*term)
            && let Some(count) = counts.get_mut(&stem)
        {
            *count += 1.0;
        }
    }
    let all = profiles.len() as f32 + 1.0;
    counts
        .values_mut()
        .for_each(|count| *count = (all / (*count + 0.5)).ln().max(0.01));
    counts
}

/// `org/repo/issues/12` of an address: what people recognise.
fn short_address(address: &str) -> String {
    let path = address.split_once("://").map_or(address, |(_, path)| path);
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        [_, rest @ ..] if !rest.is_empty() => rest[rest.len().saturating_sub(4)..].join("/"),
        _ => path.to_owned(),
    }
}
