//! Why two debriefs stand together, for a reader to check.

use super::{
    evidence::Evidence,
    profile::stems_of,
    side::Side,
    vectors::{SPEAKS, shared},
    witness::{Witness, same_trigger},
    words::scan,
};
use crate::model::Label;

/// How alike two titles must be for their words to be a reason.
const TITLES: f32 = 0.25;

/// Share of the likeness of two debriefs from which a cause is a reason.
const CAUSE: f32 = 0.03;

/// Share of the likeness of two debriefs from which a word is a reason.
const WORD: f32 = 0.004;

/// Of so many words that tell most, some have no stem in common.
const ENOUGH: usize = 24;

impl Witness<'_> {
    /// What speaks for a pair, in the order a reader should see it.
    pub(super) fn because(&self, earlier: &Side<'_>, later: &Side<'_>) -> Vec<Evidence> {
        let (a, b) = (earlier.debrief, later.debrief);
        let tickets = self.same_tickets(earlier, later);
        let services = same_labels(&a.services, &b.services);
        let titles = self.titles(earlier, later);
        let spoken = self.spoken(earlier, later);
        let said = self.said(titles.as_ref(), spoken.as_ref(), later);
        let reasons = [
            naming(earlier, later),
            (!tickets.is_empty()).then_some(Evidence::SameTickets(tickets)),
            titles,
            spoken,
            self.rare_words(earlier, later, said),
            (!services.is_empty()).then_some(Evidence::SameServices(services)),
            same_trigger(a, b).map(|kind| Evidence::SameTrigger(kind.to_owned())),
        ];
        reasons.into_iter().flatten().collect()
    }

    fn same_tickets(&self, one: &Side<'_>, other: &Side<'_>) -> Vec<String> {
        let common = self.common_tickets(one, other).take(3);
        common.map(|address| short_address(address)).collect()
    }

    fn titles(&self, one: &Side<'_>, other: &Side<'_>) -> Option<Evidence> {
        let likeness = self.title(one, other);
        let (a, b) = (&one.profile.title, &other.profile.title);
        if likeness > 0.0 && a == b {
            return Some(Evidence::SameTitle);
        }
        if likeness < TITLES {
            return None;
        }
        let in_both = |stem: u32| a.binary_search(&stem).is_ok() && b.binary_search(&stem).is_ok();
        let mut words: Vec<&str> = Vec::new();
        for word in scan(&other.debrief.title.value) {
            let stem = self.past.profiles.stems.number(word);
            let is_new = !words.iter().any(|known| known.eq_ignore_ascii_case(word));
            if is_new && stem.is_some_and(in_both) {
                words.push(word);
            }
        }
        let words = words.into_iter().take(5).map(str::to_owned);
        Some(Evidence::TitleWords(words.collect()))
    }

    /// Stems that other reasons have said: what the titles share, and the names of causes.
    fn said(
        &self,
        titles: Option<&Evidence>,
        spoken: Option<&Evidence>,
        later: &Side<'_>,
    ) -> Vec<u32> {
        let mut said = match titles {
            Some(_) => later.profile.title.clone(),
            None => Vec::new(),
        };
        if let Some(Evidence::SpokenCauses(concepts, _)) = spoken {
            let names = concepts.iter();
            said.extend(names.flat_map(|&concept| &self.past.concept_stems[concept]));
        }
        said
    }

    /// Causes of the lexicon that both clearly speak of, the most telling first.
    fn spoken(&self, one: &Side<'_>, other: &Side<'_>) -> Option<Evidence> {
        let concepts = self.past.lexicon.concepts();
        let mut both: Vec<(usize, f32)> = shared(one.concepts, other.concepts)
            .map(|(concept, product)| (concept as usize, product))
            .filter(|(concept, product)| *concept < concepts.len() && *product > CAUSE)
            .filter(|(concept, _)| speaks(one, *concept) && speaks(other, *concept))
            .collect();
        both.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        both.truncate(2);
        let positions: Vec<usize> = both.into_iter().map(|(concept, _)| concept).collect();
        let names = positions
            .iter()
            .map(|&concept| concepts[concept].name.clone())
            .collect();
        (!positions.is_empty()).then_some(Evidence::SpokenCauses(positions, names))
    }

    /// The words that make two debriefs alike, the most telling first, none twice and none that another reason has said.
    fn rare_words(&self, one: &Side<'_>, other: &Side<'_>, said: Vec<u32>) -> Option<Evidence> {
        let mut both: Vec<(u32, f32)> = shared(one.words, other.words)
            .filter(|(_, product)| *product > WORD)
            .collect();
        let order = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        if both.len() > ENOUGH {
            both.select_nth_unstable_by(ENOUGH, order);
            both.truncate(ENOUGH);
        }
        both.sort_unstable_by(order);
        let dimensions = both.into_iter().map(|(dimension, _)| dimension);
        let words = self.spelled(dimensions, said, 4);
        (!words.is_empty()).then_some(Evidence::RareWords(words))
    }

    /// The first terms of a list, none of which shares a stem with one before it, or with what was `seen` elsewhere.
    pub(super) fn spelled(
        &self,
        dimensions: impl Iterator<Item = u32>,
        mut seen: Vec<u32>,
        most: usize,
    ) -> Vec<String> {
        let mut words = Vec::new();
        for dimension in dimensions {
            let (first, second) = stems_of(self.past.space.terms[dimension as usize]);
            let stems = [Some(first), second].into_iter().flatten();
            if stems.clone().any(|stem| seen.contains(&stem)) {
                continue;
            }
            let mut spelled = String::new();
            for stem in stems {
                let space = if spelled.is_empty() { "" } else { " " };
                spelled.extend([space, self.past.profiles.stems.spelling(stem)]);
                seen.push(stem);
            }
            words.push(spelled);
            if words.len() == most {
                break;
            }
        }
        words
    }
}

fn naming(earlier: &Side<'_>, later: &Side<'_>) -> Option<Evidence> {
    let ways = [
        (later.naming(earlier), true),
        (earlier.naming(later), false),
    ];
    ways.into_iter().find_map(|(sentence, later)| {
        let sentence = sentence?.clone();
        Some(Evidence::Names { later, sentence })
    })
}

fn speaks(side: &Side<'_>, concept: usize) -> bool {
    let mut known = side.profile.concepts.iter();
    known.any(|(known, points)| usize::from(*known) == concept && *points >= SPEAKS)
}

/// Names of the labels both have, as the first spells them.
fn same_labels(a: &[Label], b: &[Label]) -> Vec<String> {
    a.iter()
        .filter(|label| b.iter().any(|other| other.slug == label.slug))
        .map(|label| label.name.clone())
        .collect()
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
