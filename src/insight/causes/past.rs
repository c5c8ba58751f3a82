//! What is known of all debriefs together, ready to compare them with one another or with one that is being written.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Settings, Similar, hundredths,
    index::Index,
    lexicon::{Concept, Lexicon},
    names::Names,
    neighbours::Neighbours,
    profile::{Profile, Profiles},
    side::Side,
    vectors::Space,
    witness::{Witness, likeness},
    words::{StopWords, scan},
};
use crate::{
    diagnostic::{Diagnostic, Outcome},
    library::{Entry, Library},
};

/// Similar debriefs listed for one.
pub(super) const SIMILAR: usize = 10;

/// Debriefs that may point to one ticket before it says nothing about a common cause.
const SHARED_TICKET: usize = 5;

/// All debriefs of a library, made comparable. Making it takes a while, asking it does not: a preview keeps it while
/// somebody writes, and asks after each change.
#[derive(Debug)]
pub struct Past {
    pub(super) lexicon: Lexicon,
    stop: StopWords,
    names: Names,
    pub(super) profiles: Profiles,
    pub(super) space: Space,
    index: Index,
    pub(super) neighbours: Neighbours,
    /// Debriefs that point to an address, for addresses of few.
    pub(super) tickets: BTreeMap<String, Vec<usize>>,
    /// For each cause of the lexicon the stems of its name.
    pub(super) concept_stems: Vec<Vec<u32>>,
    /// How much it tells that a title has a stem.
    title_idf: Vec<f32>,
    /// The same for a stem that no debrief has.
    title_idf_of_none: f32,
}

impl Past {
    /// Reads a library. Findings: a lexicon of the site that cannot be used, phrases of it that stand everywhere.
    #[must_use]
    pub fn of(library: &Library, settings: Settings<'_>) -> Outcome<Self> {
        let mut found = Vec::new();
        let lexicon = Lexicon::new(settings.lexicon, &mut found);
        let stop = StopWords::new(&settings.config.stop_words);
        let names = Names::of(library);
        let mut profiles = Profiles::of(library, &lexicon, &stop, &names);
        found.extend(broad_phrases(&lexicon, &profiles, settings));
        let count = library.entries.len();
        let frequency = profiles.frequency().into_iter();
        let title_idf = frequency.map(|stem| title_idf(count, stem)).collect();
        let space = Space::of(&profiles.all, &lexicon);
        profiles.forget_terms();
        let index = Index::of(&space);
        let neighbours = Neighbours::of(&space, &index);
        let past = Self {
            tickets: tickets(&profiles.all),
            concept_stems: concept_stems(&lexicon, &profiles),
            title_idf,
            title_idf_of_none: self::title_idf(count, 0),
            lexicon,
            stop,
            names,
            profiles,
            space,
            index,
            neighbours,
        };
        Outcome::new(past, found)
    }

    /// The debriefs most like one that is being written, the most similar first. `library` must be the one this was
    /// made of; the draft may be in it, in an older version, or not.
    #[must_use]
    pub fn similar_to(&self, library: &Library, draft: &Entry) -> Vec<Similar> {
        let own = library.by_source.get(&draft.debrief.source).copied();
        let profile = self
            .profiles
            .draft(draft, &self.lexicon, &self.stop, &self.names);
        let (words, concepts) = self.space.place(&profile);
        let mut room = self.index.room();
        let near = self
            .index
            .nearest(&self.space, (&words, &concepts), own, &mut room);
        let side = Side {
            position: own,
            debrief: &draft.debrief,
            profile: &profile,
            words: &words,
            concepts: &concepts,
            scale: self.neighbours.scale_of(&near),
        };
        let mut others: BTreeSet<usize> = near.iter().map(|near| near.debrief as usize).collect();
        others.extend(self.pointed_to(&profile));
        let rejected = draft.debrief.not_related.iter();
        let rejected: Vec<usize> = rejected.filter_map(|(id, _)| library.find(id)).collect();
        let witness = Witness::new(library, self);
        let mut found: Vec<(f32, usize)> = others
            .into_iter()
            .filter(|other| Some(*other) != own && !rejected.contains(other))
            .map(|other| (witness.side(other), other))
            .map(|(past, other)| (witness.similar(&side, &past, likeness(&side, &past)), other))
            .collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        found.truncate(SIMILAR);
        let similar = found.into_iter().map(|(score, other)| Similar {
            debrief: other,
            score: hundredths(score),
            because: witness.because(&witness.side(other), &side),
        });
        similar.collect()
    }

    /// How much it tells that a title has a stem.
    pub(super) fn told_by(&self, stem: u32) -> f32 {
        let known = self.title_idf.get(stem as usize);
        known.copied().unwrap_or(self.title_idf_of_none)
    }

    /// Debriefs that a text names, or that point to a ticket it points to.
    fn pointed_to(&self, profile: &Profile) -> impl Iterator<Item = usize> {
        let named = profile.named.iter().map(|(named, _)| *named);
        let tickets = profile.addresses.iter();
        let tickets = tickets.filter_map(|address| self.tickets.get(address));
        named.chain(tickets.flatten().copied())
    }
}

fn broad_phrases(
    lexicon: &Lexicon,
    profiles: &Profiles,
    settings: Settings<'_>,
) -> Vec<Diagnostic> {
    let met = profiles
        .all
        .iter()
        .map(|profile| profile.own_phrases.as_slice());
    let check = |site| lexicon.broad_phrases(met, site);
    settings.lexicon.map(check).unwrap_or_default()
}

fn concept_stems(lexicon: &Lexicon, profiles: &Profiles) -> Vec<Vec<u32>> {
    let stems = |concept: &Concept| {
        let words = scan(&concept.name);
        words
            .filter_map(|word| profiles.stems.number(word))
            .collect()
    };
    lexicon.concepts().iter().map(stems).collect()
}

fn tickets(profiles: &[Profile]) -> BTreeMap<String, Vec<usize>> {
    let mut holders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (position, profile) in profiles.iter().enumerate() {
        for address in &profile.addresses {
            holders.entry(address.clone()).or_default().push(position);
        }
    }
    holders.retain(|_, holders| holders.len() <= SHARED_TICKET);
    holders
}

/// `ln((N + 1) / (n + 0.5))` for something that `n` of `N` debriefs have.
#[allow(
    clippy::cast_precision_loss,
    reason = "debriefs are counted in thousands"
)]
fn title_idf(debriefs: usize, count: u32) -> f32 {
    let all = debriefs as f32 + 1.0;
    (all / (count as f32 + 0.5)).ln().max(0.01)
}
