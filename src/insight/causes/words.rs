//! Words: what counts as one, which say nothing, and which are forms of one another.

use std::{collections::HashSet, sync::LazyLock};

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

/// Words that say nothing about a cause, in two lists: of English, and of incident reports.
const STOP_WORDS: &str = include_str!("stopwords.txt");

/// What a word does in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::insight) enum Role {
    /// It tells something.
    Telling,
    /// A small word: skipped, as if it were not there.
    Small,
    /// A word of every report, or a number: skipped, and what stands around it does not belong together.
    Empty,
}

/// The two lists, with the words a site adds.
#[derive(Debug, Clone)]
pub(in crate::insight) struct StopWords {
    small: HashSet<String>,
    empty: HashSet<String>,
}

impl StopWords {
    /// The built-in lists and `extra` words of the site, such as the company's name.
    pub(in crate::insight) fn new(extra: &[String]) -> Self {
        static BUILT_IN: LazyLock<(HashSet<String>, HashSet<String>)> = LazyLock::new(built_in);
        let (small, mut empty) = BUILT_IN.clone();
        let words = extra.iter().flat_map(|entry| scan(entry));
        empty.extend(words.map(str::to_lowercase));
        Self { small, empty }
    }

    /// What a lower-case word does.
    pub(super) fn role(&self, word: &str) -> Role {
        if self.small.contains(word) {
            return Role::Small;
        }
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let length = word.chars().count();
        let is_number = digits == length || digits > 2 || (digits > 0 && length > 6);
        if is_number || !(2..=24).contains(&length) || self.empty.contains(word) {
            return Role::Empty;
        }
        Role::Telling
    }
}

fn built_in() -> (HashSet<String>, HashSet<String>) {
    let (small, empty) = STOP_WORDS
        .split_once("[reports]")
        .unwrap_or((STOP_WORDS, ""));
    let words = |text: &str| {
        text.lines()
            .filter(|line| !line.starts_with(['#', '[']))
            .flat_map(str::split_whitespace)
            .map(str::to_owned)
            .collect()
    };
    (words(small), words(empty))
}

/// The words of a text as written: runs of letters and digits. Addresses are skipped.
pub(in crate::insight) fn scan(text: &str) -> impl Iterator<Item = &str> {
    // Few texts hold an address; only those are taken apart at white space first.
    let (plain, with_addresses) = match text.contains("://") {
        true => ("", text),
        false => (text, ""),
    };
    let chunks = with_addresses.split_whitespace();
    let chunks = chunks.filter(|chunk| !chunk.contains("://"));
    runs(plain).chain(chunks.flat_map(runs))
}

fn runs(text: &str) -> impl Iterator<Item = &str> {
    let runs = text.split(|c: char| !c.is_alphanumeric());
    runs.filter(|run| !run.is_empty())
}

/// The stem of a lower-case word (Porter2). Words that are not plain ASCII, hence not English, are left as they are.
pub(in crate::insight) fn stem(word: &str) -> String {
    thread_local! {
        static ENGLISH: Stemmer = Stemmer::create(Algorithm::English);
    }
    if word.is_ascii() {
        ENGLISH.with(|stemmer| stemmer.stem(word).into_owned())
    } else {
        word.to_owned()
    }
}

/// Number of a word in a [`Vocabulary`].
pub(in crate::insight) type WordId = u32;

/// The words of some texts, each once.
#[derive(Debug, Default)]
pub(in crate::insight) struct Vocabulary {
    numbers: FxHashMap<Box<str>, WordId>,
    words: Vec<Word>,
    /// Room for a word in lower case, used again for the next.
    lowered: String,
}

/// One spelling.
#[derive(Debug)]
pub(in crate::insight) struct Word {
    /// Lower case.
    pub(super) spelling: Box<str>,
    pub(super) stem: String,
    pub(super) role: Role,
    /// How often it was met.
    pub(super) count: u32,
}

impl Vocabulary {
    /// The number of a word as written; counts it.
    pub(in crate::insight) fn number(&mut self, written: &str, stop: &StopWords) -> WordId {
        let mut spelling = std::mem::take(&mut self.lowered);
        lower(written, &mut spelling);
        let number = match self.numbers.get(spelling.as_str()) {
            Some(&number) => {
                self.words[number as usize].count += 1;
                number
            }
            None => self.add(&spelling, stop),
        };
        self.lowered = spelling;
        number
    }

    fn add(&mut self, spelling: &str, stop: &StopWords) -> WordId {
        // Texts have at most some million different words.
        #[allow(clippy::cast_possible_truncation)]
        let number = self.words.len() as WordId;
        self.words.push(Word {
            stem: stem(spelling),
            role: stop.role(spelling),
            spelling: spelling.into(),
            count: 1,
        });
        self.numbers.insert(spelling.into(), number);
        number
    }

    /// The words in the order they were first met.
    pub(in crate::insight) fn words(&self) -> &[Word] {
        &self.words
    }
}

/// Writes a word in lower case.
fn lower(written: &str, to: &mut String) {
    to.clear();
    if written.is_ascii() {
        to.push_str(written);
        to.make_ascii_lowercase();
    } else {
        to.push_str(&written.to_lowercase());
    }
}

/// The stems of all texts, with the spelling that is shown for each.
#[derive(Debug, Default)]
pub(super) struct Stems {
    numbers: FxHashMap<String, u32>,
    /// How often each stem is spelled how, until that is decided.
    spellings: Vec<Vec<(Box<str>, u32)>>,
    shown: Vec<Box<str>>,
}

impl Stems {
    /// Adds a vocabulary; gives the number of the stem of each of its words. The order of calls decides the numbers.
    pub(super) fn add(&mut self, vocabulary: Vocabulary) -> Vec<u32> {
        let words = vocabulary.words.into_iter();
        words.map(|word| self.add_word(word)).collect()
    }

    fn add_word(&mut self, word: Word) -> u32 {
        // Texts have at most some million different stems.
        #[allow(clippy::cast_possible_truncation)]
        let next = self.spellings.len() as u32;
        let number = *self.numbers.entry(word.stem).or_insert(next);
        if number == next {
            self.spellings.push(Vec::new());
        }
        let spellings = &mut self.spellings[number as usize];
        match spellings
            .iter_mut()
            .find(|(known, _)| *known == word.spelling)
        {
            Some((_, count)) => *count += word.count,
            None => spellings.push((word.spelling, word.count)),
        }
        number
    }

    /// Decides how stems are shown, once all texts were added: by the spelling met most often; the first in the alphabet
    /// of equals.
    pub(super) fn decide(&mut self) {
        let spellings = std::mem::take(&mut self.spellings).into_iter();
        let most = |all: Vec<(Box<str>, u32)>| {
            all.into_iter()
                .max_by(|(a, times), (b, more)| times.cmp(more).then_with(|| b.cmp(a)))
        };
        let shown = spellings.map(|all| most(all).map(|(word, _)| word).unwrap_or_default());
        self.shown = shown.collect();
    }

    /// How many there are; their numbers are below.
    pub(super) fn count(&self) -> usize {
        self.shown.len()
    }

    /// The numbers of the stems of a vocabulary that is not added. Stems that are not known get numbers of their own.
    pub(super) fn find(&self, vocabulary: &Vocabulary) -> Vec<u32> {
        // Texts have at most some million different stems.
        #[allow(clippy::cast_possible_truncation)]
        let unknown = self.shown.len() as u32..;
        let words = vocabulary.words.iter().zip(unknown);
        words
            .map(|(word, unknown)| self.numbers.get(&word.stem).copied().unwrap_or(unknown))
            .collect()
    }

    /// The number of the stem of a word as written, if any text has it.
    pub(super) fn number(&self, written: &str) -> Option<u32> {
        let mut spelling = String::new();
        lower(written, &mut spelling);
        self.numbers.get(&stem(&spelling)).copied()
    }

    /// How a stem is shown.
    pub(super) fn spelling(&self, stem: u32) -> &str {
        self.shown
            .get(stem as usize)
            .map_or("", |spelling| spelling)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_tells_something_is_small_or_is_of_every_report() {
        let stop = StopWords::new(&["Mosslight GmbH".into()]);
        let cases = [
            ("certificate", Role::Telling),
            ("the", Role::Small),
            ("incident", Role::Empty),
            ("mosslight", Role::Empty),
            ("gmbh", Role::Empty),
            ("2026", Role::Empty),
            ("i0a1b2c3d4", Role::Empty),
            ("v2", Role::Telling),
            ("x", Role::Empty),
            ("überlast", Role::Telling),
        ];
        for (word, role) in cases {
            assert_eq!(stop.role(word), role, "{word}");
        }
    }

    #[test]
    fn addresses_are_not_words() {
        let words: Vec<_> = scan("see https://x.example/a-b (TLS-1.3)").collect();
        assert_eq!(words, ["see", "TLS", "1", "3"]);
        let words: Vec<_> = scan("see the Übersicht (TLS-1.3)").collect();
        assert_eq!(words, ["see", "the", "Übersicht", "TLS", "1", "3"]);
    }

    #[test]
    fn a_stem_is_shown_as_people_spell_it_most_often() {
        let stop = StopWords::new(&[]);
        let mut vocabulary = Vocabulary::default();
        for word in scan("Expired expires expired certificates certificate") {
            vocabulary.number(word, &stop);
        }
        let mut stems = Stems::default();
        let numbers = stems.add(vocabulary);
        stems.decide();
        let shown: Vec<_> = numbers.iter().map(|&stem| stems.spelling(stem)).collect();
        assert_eq!(shown, ["expired", "expired", "certificate", "certificate"]);
    }
}
