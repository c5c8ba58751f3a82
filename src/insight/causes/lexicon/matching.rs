use std::{collections::BTreeSet, ops::Range};

use super::compile::{AtomId, Phrase, Phrases, Shape, Subject};
use crate::insight::causes::words::{Vocabulary, WordId};

/// Words that may stand between two parts of a phrase.
const MOST_BETWEEN: usize = 5;

/// What a cause gets from one sentence at most, however many phrases speak of it.
const MOST_FROM_A_SENTENCE: f32 = 2.0;

/// A cause that a sentence speaks of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::insight) struct Found {
    pub(in crate::insight) subject: Subject,
    /// 0.35 for a weak phrase alone, 1 for a phrase, at most 2.
    pub(in crate::insight) points: f32,
    /// Words of the first and weightiest phrase, first and last included.
    pub(in crate::insight) words: (usize, usize),
    /// What that phrase is worth.
    weight: f32,
}

/// Finds the phrases of a lexicon in sentences made of the words of one vocabulary.
#[derive(Debug)]
pub(in crate::insight) struct Matcher<'a> {
    phrases: &'a Phrases,
    /// The atoms that each word of the vocabulary fits, one list after the other.
    atoms: Vec<AtomId>,
    /// Where the list of each word ends.
    ends: Vec<u32>,
    /// For each atom the last sentence that held it.
    held: Vec<u32>,
    /// Sentences searched so far.
    sentences: u32,
    /// Phrases of the site that were met since [`Matcher::take_own`] was last asked.
    own: BTreeSet<u32>,
}

impl<'a> Matcher<'a> {
    pub(in crate::insight) fn new(phrases: &'a Phrases) -> Self {
        Self {
            phrases,
            atoms: Vec::new(),
            ends: Vec::new(),
            held: vec![0; phrases.starting.len()],
            sentences: 0,
            own: BTreeSet::new(),
        }
    }

    /// Numbers of the phrases of the site that were met since this was last asked.
    pub(in crate::insight) fn take_own(&mut self) -> Vec<u32> {
        std::mem::take(&mut self.own).into_iter().collect()
    }

    /// Everything a sentence speaks of, in the order of the lexicon.
    pub(in crate::insight) fn search(
        &mut self,
        sentence: &[WordId],
        vocabulary: &Vocabulary,
    ) -> Vec<Found> {
        self.learn(vocabulary);
        self.sentences += 1;
        for &word in sentence {
            for at in self.places_of(word) {
                self.held[self.atoms[at] as usize] = self.sentences;
            }
        }
        let mut hits: Vec<(u32, (usize, usize))> = Vec::new();
        for (at, &word) in sentence.iter().enumerate() {
            for atom in self.atoms_of(word) {
                for &number in &self.phrases.starting[*atom as usize] {
                    let phrase = &self.phrases.all[number as usize];
                    if self.may_stand(phrase) && hits.iter().all(|(known, _)| *known != number) {
                        let words = self.fits(phrase, sentence, at);
                        hits.extend(words.map(|words| (number, words)));
                    }
                }
            }
        }
        hits.sort_unstable();
        let own = hits.iter().map(|(number, _)| *number);
        let is_own = |number: &u32| self.phrases.all[*number as usize].own.is_some();
        self.own.extend(own.filter(is_own));
        self.sum(&hits)
    }

    fn learn(&mut self, vocabulary: &Vocabulary) {
        for word in &vocabulary.words()[self.ends.len()..] {
            let atoms = self.phrases.atoms_of(&word.spelling, &word.stem);
            self.atoms.extend(atoms);
            // Few words fit any atom.
            #[allow(clippy::cast_possible_truncation)]
            self.ends.push(self.atoms.len() as u32);
        }
    }

    /// The atoms that a word fits.
    fn atoms_of(&self, word: WordId) -> &[AtomId] {
        &self.atoms[self.places_of(word)]
    }

    fn places_of(&self, word: WordId) -> Range<usize> {
        let word = word as usize;
        let start = word.checked_sub(1).map_or(0, |before| self.ends[before]);
        start as usize..self.ends[word] as usize
    }

    /// Whether the sentence that is searched holds the end of a phrase. Most that begin in it do not go on.
    fn may_stand(&self, phrase: &Phrase) -> bool {
        let last = phrase.shape.parts().last().and_then(|part| part.last());
        last.is_none_or(|&atom| self.held[atom as usize] == self.sentences)
    }

    fn sum(&self, hits: &[(u32, (usize, usize))]) -> Vec<Found> {
        let mut found: Vec<Found> = Vec::new();
        for &(number, words) in hits {
            let Phrase {
                subject, weight, ..
            } = self.phrases.all[number as usize];
            match found.iter_mut().find(|known| known.subject == subject) {
                Some(known) => {
                    known.points = (known.points + weight).min(MOST_FROM_A_SENTENCE);
                    if weight > known.weight {
                        (known.weight, known.words) = (weight, words);
                    }
                }
                None => found.push(Found {
                    subject,
                    points: weight,
                    words,
                    weight,
                }),
            }
        }
        found.sort_by_key(|found| found.subject);
        found
    }

    /// The first and last word of a phrase whose first part begins at `at`, if it stands there.
    fn fits(&self, phrase: &Phrase, sentence: &[WordId], at: usize) -> Option<(usize, usize)> {
        let (first, others) = phrase.shape.parts().split_first()?;
        let mut end = self.part(first, sentence, at)?;
        let mut start = at;
        for part in others {
            let places = match phrase.shape {
                Shape::Ordered(_) => end..end + MOST_BETWEEN + 1,
                Shape::Together(_) => 0..sentence.len(),
            };
            let (from, to) = places
                .into_iter()
                .find_map(|place| Some((place, self.part(part, sentence, place)?)))?;
            (start, end) = (start.min(from), end.max(to));
        }
        Some((start, end - 1))
    }

    /// The place after a part that stands at `at`.
    fn part(&self, part: &[AtomId], sentence: &[WordId], at: usize) -> Option<usize> {
        let words = sentence.get(at..at + part.len())?;
        let fits = |(atom, word): (&AtomId, &WordId)| self.atoms_of(*word).contains(atom);
        part.iter().zip(words).all(fits).then_some(at + part.len())
    }
}
