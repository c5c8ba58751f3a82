//! How much the words of a row speak for each event.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;

use super::vocabulary::{ACKNOWLEDGED, DETECTED, DOUBTS, MITIGATED, RESOLVED, STARTED, Weights};

/// How much a row speaks for each event; 4 and more is plain, below 2 hardly anything.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Score {
    pub(super) started: f32,
    pub(super) detected: f32,
    pub(super) acknowledged: f32,
    pub(super) mitigated: f32,
    pub(super) resolved: f32,
}

const LISTS: [Weights; 6] = [STARTED, DETECTED, ACKNOWLEDGED, MITIGATED, RESOLVED, DOUBTS];

/// All words in one automaton; `None` only if it could not be built, and then no word counts.
static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    let all = LISTS
        .iter()
        .flat_map(|list| list.iter().map(|(word, _)| word));
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(all)
        .ok()
});

/// List and weight of each word, in the order of the automaton.
static WEIGHTS: LazyLock<Vec<(usize, f32)>> = LazyLock::new(|| {
    let weights = LISTS.iter().enumerate();
    weights
        .flat_map(|(list, words)| words.iter().map(move |&(_, weight)| (list, weight)))
        .collect()
});

/// Weighs the words of a row. Of each list the heaviest word counts, and each further one a little.
pub(super) fn weigh(text: &str) -> Score {
    let Some(words) = &*WORDS else {
        return Score::default();
    };
    let mut seen = vec![false; WEIGHTS.len()];
    let (mut best, mut sum) = ([0.0_f32; LISTS.len()], [0.0_f32; LISTS.len()]);
    for found in words.find_overlapping_iter(text) {
        let word = found.pattern().as_usize();
        let begins = !text[..found.start()].ends_with(|c: char| c.is_alphanumeric());
        if begins && !std::mem::replace(&mut seen[word], true) {
            let (list, weight) = WEIGHTS[word];
            best[list] = best[list].max(weight);
            sum[list] += weight;
        }
    }
    let total = |list: usize| best[list] + ((sum[list] - best[list]) * 0.1).min(1.0);
    let doubt = total(5);
    Score {
        started: total(0),
        detected: total(1),
        acknowledged: total(2),
        mitigated: (total(3) - doubt).max(0.0),
        resolved: (total(4) - doubt).max(0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_speak_for_what_they_tell() {
        assert!(weigh("Alert: queue is full").detected >= 4.0);
        assert!(weigh("Everything is back to NORMAL").resolved >= 4.0);
        assert!(weigh("An attempt to restart did not help, still not resolved").resolved < 4.0);
        assert!(weigh("On-call acknowledges the page").acknowledged >= 4.0);
        assert!(weigh("The certificate expires").started >= 3.0);
        assert_eq!(weigh("Lunch"), Score::default());
    }
}
