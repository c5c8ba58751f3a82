//! What is counted in one debrief: words, causes, names of other debriefs.

use rayon::prelude::*;

use super::{
    lexicon::{Found, Lexicon, Matcher, Subject},
    names::Names,
    quote::{Quote, shortened},
    text::{self, Document, Emphasis, Sentence},
    words::{Role, Stems, StopWords, Vocabulary, WordId, scan},
};
use crate::library::{Entry, Library};

/// A stem or two neighbouring stems: the first stem's number in the upper half, one more than the second's in the lower.
pub(super) type Term = u64;

/// The stems of a term.
pub(super) fn stems_of(term: Term) -> (u32, Option<u32>) {
    // Both halves are 32 bits wide.
    #[allow(clippy::cast_possible_truncation)]
    let (first, second) = ((term >> 32) as u32, term as u32);
    (first, second.checked_sub(1))
}

fn term(first: u32, second: Option<u32>) -> Term {
    (u64::from(first) << 32) | second.map_or(0, |second| u64::from(second) + 1)
}

/// What was counted in one debrief.
#[derive(Debug, Clone, Default)]
pub(super) struct Profile {
    /// Sorted; each once.
    pub(super) terms: Vec<Term>,
    /// For each term: how often it was met, in quarters (see [`Emphasis::of_word`]).
    pub(super) counts: Vec<u16>,
    /// Causes with their points, sorted.
    pub(super) concepts: Vec<(u16, f32)>,
    /// One for each cause.
    pub(super) quotes: Vec<Quote>,
    /// Stems of the title, sorted.
    pub(super) title: Vec<u32>,
    /// HTTP status codes of errors in the title, sorted.
    pub(super) codes: Vec<u16>,
    /// Debriefs its text names or links to, sorted, with the sentence when there is one.
    pub(super) named: Vec<(usize, Option<String>)>,
    /// The sentence in which it says that this had happened before.
    pub(super) again: Option<String>,
    /// Phrases of the site's own lexicon that stand in it.
    pub(super) own_phrases: Vec<u32>,
    /// Addresses that look like tickets, sorted.
    pub(super) addresses: Vec<String>,
}

/// The profiles of a library, and the stems they speak of.
#[derive(Debug, Default)]
pub(super) struct Profiles {
    pub(super) all: Vec<Profile>,
    pub(super) stems: Stems,
}

/// Debriefs that share one vocabulary while they are read, at least. How they are parted decides nothing but the speed.
const CHUNK: usize = 64;

/// Parts of a large library for each thread, so that none waits long for the others at the end.
const CHUNKS: usize = 4;

impl Profiles {
    pub(super) fn of(
        library: &Library,
        lexicon: &Lexicon,
        stop: &StopWords,
        names: &Names,
    ) -> Self {
        let entries = &library.entries;
        let size = entries.len() / (rayon::current_num_threads() * CHUNKS);
        let mut chunks: Vec<Chunk> = entries
            .par_chunks(size.max(CHUNK))
            .map(|entries| Chunk::read(entries, lexicon, stop, names))
            .collect();
        let mut stems = Stems::default();
        for chunk in &mut chunks {
            chunk.numbers = stems.add(std::mem::take(&mut chunk.vocabulary));
        }
        stems.decide();
        let all = chunks
            .into_par_iter()
            .flat_map_iter(Chunk::renumbered)
            .collect();
        let mut profiles = Self { all, stems };
        for (position, profile) in profiles.all.iter_mut().enumerate() {
            profile.named.retain(|(named, _)| *named != position);
        }
        profiles
    }

    /// The profile of a text that is none of the library.
    pub(super) fn draft(
        &self,
        draft: &Entry,
        lexicon: &Lexicon,
        stop: &StopWords,
        names: &Names,
    ) -> Profile {
        let mut chunk = Chunk::read(std::slice::from_ref(draft), lexicon, stop, names);
        chunk.numbers = self.stems.find(&chunk.vocabulary);
        chunk.renumbered().next().unwrap_or_default()
    }

    /// In how many debriefs each stem stands.
    pub(super) fn frequency(&self) -> Vec<u32> {
        let mut frequency = vec![0; self.stems.count()];
        for term in self.all.iter().flat_map(|profile| &profile.terms) {
            if let (stem, None) = stems_of(*term) {
                frequency[stem as usize] += 1;
            }
        }
        frequency
    }

    /// For each debrief the sentences that speak of a cause.
    pub(super) fn take_quotes(&mut self) -> Vec<Vec<Quote>> {
        let profiles = self.all.iter_mut();
        profiles
            .map(|profile| std::mem::take(&mut profile.quotes))
            .collect()
    }

    /// Makes room once the terms have become vectors.
    pub(super) fn forget_terms(&mut self) {
        for profile in &mut self.all {
            profile.terms = Vec::new();
            profile.counts = Vec::new();
        }
    }
}

/// Some debriefs, their words numbered for themselves.
#[derive(Default)]
struct Chunk {
    vocabulary: Vocabulary,
    profiles: Vec<Profile>,
    /// For each word of the vocabulary: its stem in all texts.
    numbers: Vec<u32>,
}

impl Chunk {
    fn read(entries: &[Entry], lexicon: &Lexicon, stop: &StopWords, names: &Names) -> Self {
        let mut reader = Reader {
            vocabulary: Vocabulary::default(),
            matcher: Matcher::new(lexicon.phrases()),
            stop,
            names,
        };
        let profiles = entries.iter().map(|entry| reader.read(entry)).collect();
        Self {
            vocabulary: reader.vocabulary,
            profiles,
            numbers: Vec::new(),
        }
    }

    /// The profiles with the numbers of stems in all texts instead of words in this chunk.
    fn renumbered(self) -> impl Iterator<Item = Profile> {
        let numbers = self.numbers;
        self.profiles.into_iter().map(move |mut profile| {
            let number = |word: u32| numbers[word as usize];
            let counted = profile
                .terms
                .iter()
                .zip(&profile.counts)
                .map(|(&word, &count)| {
                    let (first, second) = stems_of(word);
                    (term(number(first), second.map(number)), count)
                });
            (profile.terms, profile.counts) = summed(counted.collect());
            profile.title = profile.title.iter().map(|&word| number(word)).collect();
            profile.title.sort_unstable();
            profile.title.dedup();
            profile
        })
    }
}

/// Sorts by term and adds up what stands for one term.
fn summed(mut counted: Vec<(Term, u16)>) -> (Vec<Term>, Vec<u16>) {
    counted.sort_unstable();
    let mut terms: Vec<Term> = Vec::with_capacity(counted.len());
    let mut counts: Vec<u16> = Vec::with_capacity(counted.len());
    for (term, count) in counted {
        match counts.last_mut() {
            Some(last) if terms.last() == Some(&term) => *last = last.saturating_add(count),
            _ => {
                terms.push(term);
                counts.push(count);
            }
        }
    }
    (terms, counts)
}

struct Reader<'a> {
    vocabulary: Vocabulary,
    matcher: Matcher<'a>,
    stop: &'a StopWords,
    names: &'a Names,
}

impl Reader<'_> {
    fn read(&mut self, entry: &Entry) -> Profile {
        let document = text::read(entry);
        let mut profile = Profile {
            codes: error_codes(&entry.debrief.title.value),
            addresses: addresses(&document, entry),
            ..Profile::default()
        };
        let mut counted = Vec::new();
        let mut best = Vec::new();
        for sentence in &document.sentences {
            self.sentence(sentence, &mut profile, &mut counted, &mut best);
        }
        profile.own_phrases = self.matcher.take_own();
        for link in &document.links {
            let named = self.names.find(link);
            profile.named.extend(named.map(|named| (named, None)));
        }
        (profile.terms, profile.counts) = summed(counted);
        best.sort_by_key(|(quote, _): &(Quote, f32)| quote.concept);
        profile.quotes = best.into_iter().map(|(quote, _)| quote).collect();
        // A name in a sentence before a bare link to the same debrief.
        profile
            .named
            .sort_by_key(|(named, sentence)| (*named, sentence.is_none()));
        profile.named.dedup_by_key(|(named, _)| *named);
        profile
    }

    fn sentence(
        &mut self,
        sentence: &Sentence,
        profile: &mut Profile,
        counted: &mut Vec<(Term, u16)>,
        best: &mut Vec<(Quote, f32)>,
    ) {
        let written: Vec<&str> = scan(&sentence.text).collect();
        let words: Vec<WordId> = written
            .iter()
            .map(|word| self.vocabulary.number(word, self.stop))
            .collect();
        self.count(sentence, &words, profile, counted);
        let found = self.matcher.search(&words, &self.vocabulary);
        if !found.iter().any(|found| found.subject == Subject::RuledOut) {
            speak(sentence, &written, &found, profile, best);
        }
        let named = self.names.in_sentence(&sentence.text);
        let quote = || Some(shortened(&sentence.text, 0));
        profile.named.extend(named.map(|named| (named, quote())));
    }

    /// Telling words and pairs of neighbours; a word of every report parts its neighbours, a small word does not.
    fn count(
        &self,
        sentence: &Sentence,
        words: &[WordId],
        profile: &mut Profile,
        counted: &mut Vec<(Term, u16)>,
    ) {
        let weight = sentence.emphasis.of_word();
        let mut before = None;
        for &word in words {
            match self.vocabulary.words()[word as usize].role {
                Role::Small => {}
                Role::Empty => before = None,
                Role::Telling => {
                    counted.push((term(word, None), weight));
                    if let Some(before) = before {
                        counted.push((term(before, Some(word)), weight));
                    }
                    before = Some(word);
                    if sentence.emphasis == Emphasis::Title {
                        profile.title.push(word);
                    }
                }
            }
        }
    }
}

/// Notes what a sentence says about causes, and that it had happened before.
fn speak(
    sentence: &Sentence,
    written: &[&str],
    found: &[Found],
    profile: &mut Profile,
    best: &mut Vec<(Quote, f32)>,
) {
    for found in found {
        match found.subject {
            Subject::Cause(concept) => {
                let points = found.points * sentence.emphasis.of_phrase();
                match profile
                    .concepts
                    .binary_search_by_key(&concept, |known| known.0)
                {
                    Ok(at) => profile.concepts[at].1 += points,
                    Err(at) => profile.concepts.insert(at, (concept, points)),
                }
                let concept = usize::from(concept);
                let known = best.iter().position(|(quote, _)| quote.concept == concept);
                let better = known.is_none_or(|at| best[at].1 < points);
                if better {
                    best.extend([(Quote::new(concept, sentence, written, found.words), points)]);
                    known.into_iter().for_each(|at| drop(best.swap_remove(at)));
                }
            }
            Subject::Again if !sentence.dated && profile.again.is_none() => {
                profile.again = Some(shortened(&sentence.text, 0));
            }
            Subject::Again | Subject::RuledOut => {}
        }
    }
}

/// `503` in a title: an error that another title with `404` does not share.
fn error_codes(title: &str) -> Vec<u16> {
    let mut codes: Vec<u16> = scan(title)
        .filter_map(|word| word.parse().ok())
        .filter(|code| (400..600).contains(code))
        .collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Addresses with a number at their end: tickets, changes, messages. A folder or a home page is shared by too many.
fn addresses(document: &Document, entry: &Entry) -> Vec<String> {
    let tickets = entry
        .debrief
        .actions
        .iter()
        .flat_map(|action| &action.tickets);
    let ids = tickets
        .filter(|ticket| !ticket.id.starts_with('#'))
        .map(|ticket| ticket.id.clone());
    let links = document.links.iter().filter_map(|link| {
        let address = link.split(['#', '?']).next()?.trim_end_matches('/');
        let last = address.split_once("://")?.1.rsplit_once('/')?.1;
        last.ends_with(|c: char| c.is_ascii_digit())
            .then(|| address.to_owned())
    });
    let mut all: Vec<String> = ids.chain(links).collect();
    all.sort_unstable();
    all.dedup();
    all
}
