//! What speaks for two debriefs having the same cause: everything a reader could point at, weighed.

use std::collections::BTreeSet;

use super::{
    evidence::Evidence,
    neighbours::Near,
    past::Past,
    profile::stems_of,
    side::Side,
    vectors::{dot, shared},
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

/// Weighs pairs of debriefs.
#[derive(Clone, Copy)]
pub(super) struct Witness<'a> {
    pub(super) library: &'a Library,
    pub(super) past: &'a Past,
}

impl<'a> Witness<'a> {
    pub(super) fn new(library: &'a Library, past: &'a Past) -> Self {
        Self { library, past }
    }

    /// A debrief of the library.
    pub(super) fn side(&self, position: usize) -> Side<'a> {
        Side {
            position: Some(position),
            debrief: &self.library.entries[position].debrief,
            profile: &self.past.profiles.all[position],
            words: &self.past.space.words[position],
            concepts: &self.past.space.concepts[position],
            scale: self.past.neighbours.scale(position),
        }
    }

    /// Pairs worth a look although their words may not be near: one names the other, or both point to one ticket.
    pub(super) fn pointed_pairs(&self) -> BTreeSet<(usize, usize)> {
        let profiles = self.past.profiles.all.iter().enumerate();
        let named = profiles.flat_map(|(position, profile)| {
            let named = profile.named.iter();
            named.map(move |(named, _)| (position, *named))
        });
        let tickets = self.past.tickets.values().flat_map(|holders| {
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
    pub(super) fn score(&self, earlier: &Side<'_>, later: &Side<'_>, near: Near) -> f32 {
        let (a, b) = (earlier.debrief, later.debrief);
        self.words(earlier, later, near)
            + near.concepts * weight::CONCEPTS
            + self.title(earlier, later) * weight::TITLE
            + if_so(is_naming(earlier, later), weight::NAMES)
            + if_so(self.share_ticket(earlier, later), weight::TICKETS)
            + if_so(share_label(&a.services, &b.services), weight::SERVICES)
            + if_so(same_trigger(a, b).is_some(), weight::TRIGGER)
    }

    /// Whether one points at the other, by its name, a ticket or the same title: what counts in a small library.
    pub(super) fn is_pointing(&self, earlier: &Side<'_>, later: &Side<'_>) -> bool {
        is_naming(earlier, later)
            || self.share_ticket(earlier, later)
            || (self.title(earlier, later) > 0.0 && earlier.profile.title == later.profile.title)
    }

    /// How much two debriefs are worth reading together: less strict than [`Witness::score`].
    pub(super) fn similar(&self, one: &Side<'_>, other: &Side<'_>, near: Near) -> f32 {
        self.words(one, other, near) * 0.6
            + near.concepts * 0.4
            + self.title(one, other) * weight::SIMILAR_TITLE
            + if_so(is_naming(one, other), weight::NAMES)
            + if_so(self.share_ticket(one, other), weight::TICKETS)
    }

    /// The sentence in which a debrief says that this had happened before, with what that weighs.
    pub(super) fn says_again(&self, later: usize) -> Option<(f32, Evidence)> {
        let sentence = self.past.profiles.all[later].again.clone()?;
        Some((weight::AGAIN, Evidence::SaysAgain(sentence)))
    }

    /// Whether both point to a ticket that few others point to.
    fn share_ticket(&self, one: &Side<'_>, other: &Side<'_>) -> bool {
        self.common_tickets(one, other).next().is_some()
    }

    /// Tickets that both point to and few others.
    pub(super) fn common_tickets<'b>(
        &self,
        one: &'b Side<'_>,
        other: &'b Side<'_>,
    ) -> impl Iterator<Item = &'b String> {
        let tickets = &self.past.tickets;
        let common = one.common_addresses(other);
        common.filter(|address| tickets.contains_key(*address))
    }

    /// Likeness of words; of two titles with different error codes without the words of both titles.
    fn words(&self, one: &Side<'_>, other: &Side<'_>, near: Near) -> f32 {
        let mut likeness = near.words;
        if one.codes_differ(other) {
            let (a, b) = (&one.profile.title, &other.profile.title);
            let in_both =
                |stem: u32| a.binary_search(&stem).is_ok() && b.binary_search(&stem).is_ok();
            let of_titles = |dimension: u32| {
                let (first, second) = stems_of(self.past.space.terms[dimension as usize]);
                in_both(first) && second.is_none_or(in_both)
            };
            likeness -= shared(one.words, other.words)
                .filter(|(dimension, _)| of_titles(*dimension))
                .map(|(_, product)| product)
                .sum::<f32>();
        }
        likeness * one.scale.words * other.scale.words
    }

    /// How alike two titles are, from 0 to 1: what their common words tell of what all their words tell. Titles that
    /// name different error codes are of different errors.
    pub(super) fn title(&self, one: &Side<'_>, other: &Side<'_>) -> f32 {
        let (a, b) = (one.profile, other.profile);
        if one.codes_differ(other) || a.title.is_empty() || b.title.is_empty() {
            return 0.0;
        }
        let told = |stem: &u32| self.past.told_by(*stem);
        let common: f32 = common(&a.title, &b.title).map(told).sum();
        let all: f32 = a.title.iter().chain(&b.title).map(told).sum::<f32>() - common;
        let codes = f32::from(u8::from(!a.codes.is_empty() && a.codes == b.codes));
        ((common + codes) / (all + codes).max(f32::MIN_POSITIVE)).min(1.0)
    }
}

/// How alike two debriefs are.
pub(super) fn likeness(one: &Side<'_>, other: &Side<'_>) -> Near {
    // Debriefs are counted in thousands.
    #[allow(clippy::cast_possible_truncation)]
    Near {
        debrief: other.position.unwrap_or_default() as u32,
        words: dot(one.words, other.words),
        concepts: dot(one.concepts, other.concepts),
    }
}

fn if_so(so: bool, weight: f32) -> f32 {
    if so { weight } else { 0.0 }
}

/// Whether either names the other.
fn is_naming(one: &Side<'_>, other: &Side<'_>) -> bool {
    one.naming(other).is_some() || other.naming(one).is_some()
}

fn share_label(a: &[Label], b: &[Label]) -> bool {
    a.iter()
        .any(|label| b.iter().any(|other| other.slug == label.slug))
}

/// What set both off, when it was the same kind of thing.
pub(super) fn same_trigger<'a>(a: &'a Debrief, b: &Debrief) -> Option<&'a str> {
    let kind = a.trigger.as_ref()?.kind.as_deref()?;
    let other = b.trigger.as_ref()?.kind.as_deref()?;
    (kind == other).then_some(kind)
}

/// What two sorted lists share.
fn common<'a>(a: &'a [u32], b: &'a [u32]) -> impl Iterator<Item = &'a u32> {
    a.iter().filter(|stem| b.binary_search(stem).is_ok())
}
