//! Which wordings say the same thing.
//!
//! A wording joins another when all of this holds:
//!
//! - every telling word of the one is a word of the other (words are compared by their stem), so that nothing was
//!   exchanged: "the alert for search" and "the alert for payments" are two things;
//! - their shingles (single stems, and two that stand side by side) overlap by at least [`ALIKE`] of their union
//!   (Jaccard), so that the order is about the same and little was added;
//! - what was added turns nothing round: no "not", "never", "before", and no number;
//! - neither says "went well" where the other says "went wrong".
//!
//! The bar was set on 343 learnings of four organisations: of 57,000 pairs none from two debriefs overlaps by more than
//! 0.22, while pairs made by hand that differ in a thing that matters reach 0.50, and those that differ in nothing lie
//! between 0.44 and 0.87, so some of them are missed. A union that is missed costs a line; a wrong one hides what somebody learned.
//!
//! Wordings are taken oldest first and compared with the oldest wording of each topic only, so topics cannot grow by
//! chains, and a new debrief never takes an old topic apart. Candidates come from an index of rare shingles: two sets
//! that overlap enough share one of the rarest few of each (the prefix filter of Chaudhuri, Ganti and Kaushik, 2006), so
//! not everything is compared with everything, and nothing is missed.

use std::collections::BTreeSet;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::{
    insight::causes::words::{scan, stem},
    model::LearningKind,
};

/// The least overlap of the shingles of two wordings of one thought.
const ALIKE: f64 = 0.6;

/// Telling words both wordings have at least; shorter ones must be equal.
const TELLING: usize = 4;

/// Topics that may share a shingle before it is too common to find one by. Thousands of sentences from one mould would
/// otherwise be compared with each other; a union that is missed costs a line.
const MOST_TOPICS: usize = 256;

/// Words that carry no meaning of their own between two wordings of one thought.
const SMALL: &[&str] = &[
    "a", "also", "an", "and", "are", "as", "at", "be", "been", "by", "can", "do", "does", "did",
    "for", "from", "had", "has", "have", "in", "is", "it", "its", "of", "on", "or", "our", "so",
    "that", "the", "their", "there", "they", "this", "to", "us", "very", "was", "we", "were",
    "which", "with", "you", "your",
];

/// Words that turn a thought round, or bound it, when only one of two wordings has them.
const TURNING: &[&str] = &[
    "after", "always", "before", "cannot", "down", "early", "except", "few", "first", "hardly",
    "increase", "decrease", "last", "late", "less", "more", "most", "neither", "never", "no",
    "nobody", "none", "nor", "not", "nothing", "off", "only", "out", "rarely", "reduce", "too",
    "unless", "until", "up", "without",
];

/// What one wording says.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Gist {
    /// Stems of the telling words, in order; when there are none, the text itself.
    stems: Vec<u32>,
    /// What sort of experience it was.
    side: Side,
}

/// Whether it tells of something good or bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Side {
    Neither,
    Well,
    Wrong,
}

impl Side {
    fn of(kind: LearningKind) -> Self {
        match kind {
            LearningKind::Lesson | LearningKind::Lucky => Self::Neither,
            LearningKind::WentWell => Self::Well,
            LearningKind::WentWrong => Self::Wrong,
        }
    }
}

/// Numbers for words and their stems: comparing numbers is much cheaper than comparing words.
#[derive(Debug, Default)]
pub(super) struct Stems {
    /// The stem of each spelling; `None` for small words.
    of: FxHashMap<Box<str>, Option<u32>>,
    numbers: FxHashMap<Box<str>, u32>,
    /// For each stem, whether it turns a thought round, or bounds it: one of [`TURNING`], or a number.
    turning: Vec<bool>,
}

impl Stems {
    pub(super) fn new() -> Self {
        let mut stems = Self::default();
        for word in TURNING {
            let number = stems.number(&stem(word));
            stems.turning[number as usize] = true;
        }
        stems
    }

    /// What a learning says, for comparison.
    pub(super) fn gist(&mut self, text: &str, kind: LearningKind) -> Gist {
        let spelled = spelled(text);
        let mut stems: Vec<u32> = scan(&spelled).filter_map(|word| self.word(word)).collect();
        if stems.is_empty() {
            stems.push(self.number(text));
        }
        let side = Side::of(kind);
        Gist { stems, side }
    }

    fn word(&mut self, word: &str) -> Option<u32> {
        if let Some(known) = self.of.get(word) {
            return *known;
        }
        let stem = (!SMALL.contains(&word)).then(|| self.number(&stem(word)));
        self.of.insert(word.into(), stem);
        stem
    }

    fn number(&mut self, stem: &str) -> u32 {
        if let Some(&known) = self.numbers.get(stem) {
            return known;
        }
        #[allow(
            clippy::cast_possible_truncation,
            reason = "texts have at most some million different stems"
        )]
        let number = self.turning.len() as u32;
        self.numbers.insert(stem.into(), number);
        self.turning.push(stem.chars().any(|c| c.is_ascii_digit()));
        number
    }
}

/// A text in lower case, with one apostrophe, and its negations apart.
fn spelled(text: &str) -> String {
    let spelled = text.to_lowercase();
    if !spelled.contains(['’', '\'']) {
        return spelled;
    }
    spelled.replace('’', "'").replace("n't", " not")
}

/// For each wording, oldest first, the number of its topic; topics are numbered in the order they begin.
pub(super) fn topics(gists: &[Gist], stems: &Stems) -> Vec<usize> {
    let mut distinct: FxHashMap<&Gist, usize> = FxHashMap::default();
    let mut wordings: Vec<&Gist> = Vec::new();
    let which: Vec<usize> = gists
        .iter()
        .map(|gist| {
            *distinct.entry(gist).or_insert_with(|| {
                wordings.push(gist);
                wordings.len() - 1
            })
        })
        .collect();
    let topics = join(&shingled(&wordings), stems);
    which.into_iter().map(|wording| topics[wording]).collect()
}

/// A wording, ready to be compared.
struct Wording<'a> {
    gist: &'a Gist,
    /// Its stems, sorted.
    words: Vec<u32>,
    /// Numbers of its shingles, sorted: the rarest first.
    shingles: Vec<u32>,
}

fn shingled<'a>(gists: &[&'a Gist]) -> Vec<Wording<'a>> {
    let of_each: Vec<Vec<u64>> = gists.par_iter().map(|gist| shingles(gist)).collect();
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for &shingle in of_each.iter().flatten() {
        *counts.entry(shingle).or_default() += 1;
    }
    let mut by_rarity: Vec<(u64, u32)> = counts.into_iter().collect();
    by_rarity.sort_unstable_by_key(|&(shingle, count)| (count, shingle));
    let numbers: FxHashMap<u64, u32> = by_rarity
        .iter()
        .zip(0..)
        .map(|(&(shingle, _), number)| (shingle, number))
        .collect();
    let wording = |(gist, own): (&&'a Gist, Vec<u64>)| {
        let mut shingles: Vec<u32> = own.iter().map(|shingle| numbers[shingle]).collect();
        shingles.sort_unstable();
        Wording {
            gist,
            words: sorted(gist.stems.clone()),
            shingles,
        }
    };
    gists.par_iter().zip(of_each).map(wording).collect()
}

/// Single stems, and two that stand side by side: sorted, each once.
fn shingles(gist: &Gist) -> Vec<u64> {
    let single = gist.stems.iter().map(|&stem| u64::from(stem) << 32);
    let pairs = gist
        .stems
        .windows(2)
        .map(|two| (u64::from(two[0]) << 32) | (u64::from(two[1]) + 1));
    sorted(single.chain(pairs).collect())
}

fn sorted<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all.dedup();
    all
}

/// Gives each wording the topic whose oldest wording is most like it, or a new one.
fn join(wordings: &[Wording<'_>], stems: &Stems) -> Vec<usize> {
    let mut oldest: Vec<usize> = Vec::new();
    let mut by_shingle: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    let mut topics = Vec::with_capacity(wordings.len());
    for (i, wording) in wordings.iter().enumerate() {
        let prefix = &wording.shingles[..prefix(wording.shingles.len())];
        let candidates: BTreeSet<usize> = prefix
            .iter()
            .filter_map(|shingle| by_shingle.get(shingle))
            .filter(|topics| topics.len() <= MOST_TOPICS)
            .flatten()
            .copied()
            .collect();
        let mut best: Option<(f64, usize)> = None;
        for topic in candidates {
            let near = similarity(&wordings[oldest[topic]], wording, stems);
            // Of equally near topics the oldest stays.
            if near.is_some_and(|near| best.is_none_or(|(best, _)| near > best)) {
                best = near.map(|near| (near, topic));
            }
        }
        let topic = best.map_or(oldest.len(), |(_, topic)| topic);
        if topic == oldest.len() {
            oldest.push(i);
            for &shingle in prefix {
                by_shingle.entry(shingle).or_default().push(topic);
            }
        }
        topics.push(topic);
    }
    topics
}

/// How many of the rarest shingles of a set of `len` one must look at to meet every set that overlaps enough.
fn prefix(len: usize) -> usize {
    #[allow(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a sentence has few words"
    )]
    let needed = (ALIKE * len as f64).ceil() as usize;
    (len + 1).saturating_sub(needed.max(1)).min(len)
}

/// How alike two different wordings are; `None` when they do not say the same.
fn similarity(a: &Wording<'_>, b: &Wording<'_>, stems: &Stems) -> Option<f64> {
    let opposed = matches!(
        (a.gist.side, b.gist.side),
        (Side::Well, Side::Wrong) | (Side::Wrong, Side::Well)
    );
    if opposed {
        return None;
    }
    if a.gist.stems == b.gist.stems {
        return Some(1.0);
    }
    // Nearly every candidate fails here.
    let overlap = Some(jaccard(&a.shingles, &b.shingles)).filter(|overlap| *overlap >= ALIKE)?;
    let (fewer, more) = if a.words.len() < b.words.len() {
        (&a.words, &b.words)
    } else {
        (&b.words, &a.words)
    };
    let is_in = |word: &u32, words: &[u32]| words.binary_search(word).is_ok();
    let nested = fewer.iter().all(|word| is_in(word, more));
    let turned = more
        .iter()
        .any(|word| stems.turning[*word as usize] && !is_in(word, fewer));
    (fewer.len() >= TELLING && nested && !turned).then_some(overlap)
}

/// Common elements over all elements, of two sorted lists; 0 where their lengths alone keep it below [`ALIKE`].
fn jaccard(a: &[u32], b: &[u32]) -> f64 {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    #[allow(clippy::cast_precision_loss, reason = "a sentence has few words")]
    let too_short = (short.len() as f64) < ALIKE * long.len() as f64;
    if too_short {
        return 0.0;
    }
    let common = a.iter().filter(|one| b.binary_search(one).is_ok()).count();
    let all = a.len() + b.len() - common;
    #[allow(clippy::cast_precision_loss, reason = "a sentence has few words")]
    let share = common as f64 / all.max(1) as f64;
    share
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The topics of lessons.
    fn topics_of(texts: &[&str]) -> Vec<usize> {
        let (gists, stems) = gists(texts);
        topics(&gists, &stems)
    }

    fn gists(texts: &[&str]) -> (Vec<Gist>, Stems) {
        let mut stems = Stems::new();
        let lesson = |text: &&str| stems.gist(text, LearningKind::Lesson);
        (texts.iter().map(lesson).collect(), stems)
    }

    fn same(a: &str, b: &str) -> bool {
        let topics = topics_of(&[a, b]);
        topics[0] == topics[1]
    }

    #[test]
    fn wordings_of_one_thought_are_one_topic() {
        for (a, b) in [
            ("Retries multiply.", "retries  multiply!"),
            (
                "Retrying without a pause turns a slow minute into a slow hour.",
                "Retries without a pause turn one slow minute into a slow hour.",
            ),
            (
                "We had no alert for a full disk.",
                "There was no alert for the full disk",
            ),
            (
                "Follow up on action items from debriefs",
                "Follow up on the action items of earlier debriefs",
            ),
            (
                "Feature flags switch off faster than a rollback",
                "A feature flag switches off faster than a rollback can.",
            ),
            (
                "Don’t deploy on Friday evenings",
                "Do not deploy on a Friday evening",
            ),
        ] {
            assert!(same(a, b) && same(b, a), "{a} / {b}");
        }
    }

    #[test]
    fn thoughts_that_differ_in_a_thing_that_matters_stay_apart() {
        for (a, b) in [
            (
                "The alert for the search service rang too late to save the night",
                "The alert for the payment service rang too late to save the night",
            ),
            (
                "Scale the cluster before the sale begins and watch it",
                "Scale the cluster after the sale begins and watch it",
            ),
            (
                "The alert for the queue rang within a minute of the fault",
                "The alert for the queue never rang within a minute of the fault",
            ),
            (
                "Keep backups of the order database for 30 days in two places",
                "Keep backups of the order database for days in two places",
            ),
            ("Test the restore", "Test the restore monthly"),
            (
                "Asking the customer before the deploy",
                "Deploying before asking the customer",
            ),
        ] {
            assert!(!same(a, b) && !same(b, a), "{a} / {b}");
        }
    }

    #[test]
    fn what_went_well_and_what_went_wrong_stay_apart() {
        let text = "The alert for a full disk";
        let mut stems = Stems::new();
        let gists = [
            LearningKind::WentWell,
            LearningKind::WentWrong,
            LearningKind::WentWell,
        ]
        .map(|kind| stems.gist(text, kind));
        assert_eq!(topics(&gists, &stems), [0, 1, 0]);
    }

    #[test]
    fn topics_do_not_grow_by_chains() {
        let words = "alert disk queue cache index token shard lease quota batch";
        let all: Vec<&str> = words.split(' ').collect();
        // Each is the one before with a word more: the last has little in common with the first.
        let chain: Vec<String> = (4..=10).map(|n| all[..n].join(" ")).collect();
        let chain: Vec<&str> = chain.iter().map(String::as_str).collect();
        let found = topics_of(&chain);
        assert_eq!(found[0], found[1], "one word more is near");
        assert_ne!(found[0], found[6], "six words more are not");
    }

    #[test]
    fn the_index_finds_what_comparing_everything_finds() {
        let all = ["alert", "disk", "queue", "cache", "index", "token", "shard"];
        // All texts of four to six of seven words, in two orders.
        let mut texts = Vec::new();
        for mask in 0_u32..128 {
            let chosen: Vec<&str> = (0..7)
                .filter(|bit| mask & (1 << bit) != 0)
                .map(|bit| all[bit as usize])
                .collect();
            if (4..=6).contains(&chosen.len()) {
                texts.push(chosen.join(" "));
                texts.push(chosen.iter().rev().copied().collect::<Vec<_>>().join(" "));
            }
        }
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let (gists, stems) = gists(&texts);
        let refs: Vec<&Gist> = gists.iter().collect();
        let wordings = shingled(&refs);
        let mut oldest: Vec<usize> = Vec::new();
        let mut expected = Vec::new();
        for i in 0..wordings.len() {
            let mut best: Option<(f64, usize)> = None;
            for (topic, &first) in oldest.iter().enumerate() {
                if let Some(near) = similarity(&wordings[first], &wordings[i], &stems)
                    && best.is_none_or(|(best, _)| near > best)
                {
                    best = Some((near, topic));
                }
            }
            expected.push(best.map_or(oldest.len(), |(_, topic)| topic));
            if best.is_none() {
                oldest.push(i);
            }
        }
        assert_eq!(topics(&gists, &stems), expected);
        assert!(oldest.len() < texts.len(), "some were joined");
    }
}
