use std::collections::{BTreeSet, HashMap};

use super::file::File;
use crate::insight::causes::words::{scan, stem};

/// Number of an atom.
pub(in crate::insight) type AtomId = u32;

/// What one word of a phrase stands for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Atom {
    /// `full`: any form of the word.
    Stem(String),
    /// `=ups`: this word.
    Exact(String),
    /// `expir*`: any word that begins so.
    Prefix(String),
}

/// How the parts of a phrase stand to each other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Shape {
    /// `disk .. full`: in this order, each beginning at most five words after the one before. One part: `disk full`.
    Ordered(Vec<Vec<AtomId>>),
    /// `cert & expir*`: all in one sentence.
    Together(Vec<Vec<AtomId>>),
}

impl Shape {
    pub(super) fn parts(&self) -> &[Vec<AtomId>] {
        match self {
            Self::Ordered(parts) | Self::Together(parts) => parts,
        }
    }
}

/// What a phrase speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::insight) enum Subject {
    /// A cause, by its position.
    Cause(u16),
    /// That it had happened before.
    Again,
    /// That something was not the cause.
    RuledOut,
}

/// One phrase.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub(super) subject: Subject,
    pub(super) weight: f32,
    pub(super) shape: Shape,
    /// As the site wrote it, when the site added it.
    pub(super) own: Option<String>,
}

/// What a phrase that may mean something else is worth, against one that may not.
const WEAK: f32 = 0.35;

/// All phrases of a lexicon, findable by the words that begin them.
#[derive(Debug, Clone, Default)]
pub(in crate::insight) struct Phrases {
    pub(super) all: Vec<Phrase>,
    /// For each atom the phrases whose first part begins with it.
    pub(super) starting: Vec<Vec<u32>>,
    stems: HashMap<String, AtomId>,
    exact: HashMap<String, AtomId>,
    prefixes: Vec<(String, AtomId)>,
    atoms: HashMap<Atom, AtomId>,
}

impl Phrases {
    pub(super) fn compile(file: &File) -> Self {
        let mut phrases = Self::default();
        let mut seen = BTreeSet::new();
        for (position, cause) in file.cause.iter().enumerate() {
            // A lexicon has some hundred causes.
            #[allow(clippy::cast_possible_truncation)]
            let subject = Subject::Cause(position as u16);
            let strong = cause.phrases.iter().map(|phrase| (phrase, 1.0));
            let weak = cause.weak.iter().map(|phrase| (phrase, WEAK));
            for (phrase, weight) in strong.chain(weak) {
                let own = file.own.contains(phrase);
                phrases.add(subject, (phrase, own), weight, &mut seen);
            }
        }
        for phrase in &file.again {
            phrases.add(Subject::Again, (phrase, false), 1.0, &mut seen);
        }
        for phrase in &file.ruled_out {
            phrases.add(Subject::RuledOut, (phrase, false), 1.0, &mut seen);
        }
        phrases
    }

    /// Lists of phrases, each list the phrases of the cause at its position.
    pub(in crate::insight) fn of_lists<'a>(lists: impl Iterator<Item = &'a [String]>) -> Self {
        let mut phrases = Self::default();
        let mut seen = BTreeSet::new();
        for (position, list) in (0..).zip(lists) {
            for phrase in list {
                phrases.add(Subject::Cause(position), (phrase, false), 1.0, &mut seen);
            }
        }
        phrases
    }

    /// Two phrases of one subject with the same stems are one.
    fn add(
        &mut self,
        subject: Subject,
        (text, own): (&str, bool),
        weight: f32,
        seen: &mut BTreeSet<(Subject, Shape)>,
    ) {
        let shape = if text.contains(" & ") {
            Shape::Together(text.split(" & ").map(|part| self.part(part)).collect())
        } else {
            Shape::Ordered(text.split(" .. ").map(|part| self.part(part)).collect())
        };
        let Some(&first) = shape.parts().first().and_then(|part| part.first()) else {
            return;
        };
        let whole = shape.parts().iter().all(|part| !part.is_empty());
        if whole && seen.insert((subject, shape.clone())) {
            // Phrases are counted in thousands.
            #[allow(clippy::cast_possible_truncation)]
            let number = self.all.len() as u32;
            self.starting[first as usize].push(number);
            self.all.push(Phrase {
                subject,
                weight,
                shape,
                own: own.then(|| text.to_owned()),
            });
        }
    }

    fn part(&mut self, text: &str) -> Vec<AtomId> {
        let words = text.split(|c: char| c.is_whitespace() || c == '_');
        words
            .filter(|word| !word.is_empty())
            .map(|word| self.atom(&word.to_lowercase()))
            .collect()
    }

    fn atom(&mut self, word: &str) -> AtomId {
        let atom = match (word.strip_prefix('='), word.strip_suffix('*')) {
            (Some(exact), _) => Atom::Exact(exact.to_owned()),
            (None, Some(prefix)) => Atom::Prefix(prefix.to_owned()),
            (None, None) => Atom::Stem(scan(word).map(stem).collect()),
        };
        // As many as there are different words in the lexicon.
        #[allow(clippy::cast_possible_truncation)]
        let next = self.atoms.len() as AtomId;
        let number = *self.atoms.entry(atom.clone()).or_insert(next);
        if number == next {
            self.starting.push(Vec::new());
            match atom {
                Atom::Stem(stem) => drop(self.stems.insert(stem, number)),
                Atom::Exact(word) => drop(self.exact.insert(word, number)),
                Atom::Prefix(prefix) => self.prefixes.push((prefix, number)),
            }
        }
        number
    }

    /// The atoms a word of a text fits.
    pub(super) fn atoms_of(&self, spelling: &str, stem: &str) -> Vec<AtomId> {
        let known = [self.stems.get(stem), self.exact.get(spelling)];
        let prefixed = self
            .prefixes
            .iter()
            .filter(|(prefix, _)| spelling.starts_with(prefix.as_str()));
        known
            .into_iter()
            .flatten()
            .copied()
            .chain(prefixed.map(|(_, atom)| *atom))
            .collect()
    }
}
