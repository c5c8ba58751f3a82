//! Who is near to whom. An inverted index finds it without comparing everything with everything.

use rayon::prelude::*;

use super::vectors::{Space, Vector, dot};

/// Share of the lexicon in the likeness of two debriefs; the rest is that of their words.
pub(super) const LEXICON: f32 = 0.4;

/// Debriefs remembered for each, of those nearest by words and of those nearest in all.
const REMEMBERED: usize = 40;

/// Likeness below this is chance.
const CHANCE: f32 = 0.02;

/// A crowd is measured by this many nearest debriefs.
const CROWD: usize = 5;

/// How alike two debriefs are, each way from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Near {
    pub(super) debrief: u32,
    pub(super) words: f32,
    pub(super) concepts: f32,
}

impl Near {
    /// By words and lexicon together.
    pub(super) fn whole(self) -> f32 {
        self.words * (1.0 - LEXICON) + self.concepts * LEXICON
    }
}

/// The nearest debriefs of each, and how crowded it is around it.
///
/// Some debriefs are near to many, because they are long or tell of everything; others to none. Likeness is therefore
/// measured against what is usual around the two: it is multiplied with a factor of each (local scaling, Zelnik-Manor
/// and Perona 2004, here with the fourth root and bounds).
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    /// Sorted by debrief.
    near: Vec<Vec<Near>>,
    words: Vec<f32>,
    whole: Vec<f32>,
}

impl Neighbours {
    pub(super) fn of(space: &Space) -> Self {
        let words = Index::of(&space.words);
        let concepts = Index::of(&space.concepts);
        let count = space.words.len();
        let near: Vec<Vec<Near>> = (0..count)
            .into_par_iter()
            .map_init(
                || Sums::of(count),
                |sums, debrief| sums.nearest(debrief, space, &words, &concepts),
            )
            .collect();
        Self {
            words: scales(&near, |near| near.words),
            whole: scales(&near, |near| near.whole()),
            near,
        }
    }

    /// The remembered neighbours of a debrief.
    pub(super) fn near(&self, debrief: usize) -> &[Near] {
        &self.near[debrief]
    }

    /// How alike two debriefs are; computed when neither remembers the other.
    pub(super) fn between(&self, space: &Space, a: usize, b: usize) -> Near {
        // Debriefs are counted in thousands.
        #[allow(clippy::cast_possible_truncation)]
        let debrief = b as u32;
        let known = self.near[a].binary_search_by_key(&debrief, |near| near.debrief);
        known.map_or_else(
            |_| Near {
                debrief,
                words: dot(&space.words[a], &space.words[b]),
                concepts: dot(&space.concepts[a], &space.concepts[b]),
            },
            |at| self.near[a][at],
        )
    }

    /// Likeness of words, against what is usual around the two.
    pub(super) fn words(&self, debrief: usize, near: Near) -> f32 {
        near.words * self.words[debrief] * self.words[near.debrief as usize]
    }

    /// Likeness in all, against what is usual around the two.
    pub(super) fn whole(&self, debrief: usize, near: Near) -> f32 {
        near.whole() * self.whole[debrief] * self.whole[near.debrief as usize]
    }

    /// The factor of a debrief in [`Neighbours::whole`].
    pub(super) fn scale(&self, debrief: usize) -> f32 {
        self.whole[debrief]
    }
}

/// For each debrief the factor by which its likeness to others counts: above 1 where it is lonely, below 1 in a crowd.
fn scales(near: &[Vec<Near>], likeness: impl Fn(&Near) -> f32) -> Vec<f32> {
    let crowds: Vec<f64> = near
        .iter()
        .map(|near| {
            let mut all: Vec<f32> = near.iter().map(&likeness).collect();
            all.sort_unstable_by(|a, b| b.total_cmp(a));
            all.iter()
                .take(CROWD)
                .map(|&value| f64::from(value))
                .sum::<f64>()
                / 5.0
        })
        .collect();
    #[allow(
        clippy::cast_precision_loss,
        reason = "debriefs are counted in thousands"
    )]
    let usual = crowds.iter().sum::<f64>() / crowds.len().max(1) as f64;
    #[allow(clippy::cast_possible_truncation, reason = "a factor near 1")]
    let scale = |crowd: f64| (usual / crowd.max(usual / 2.0)).powf(0.25) as f32;
    crowds
        .into_iter()
        .map(|crowd| if usual > 0.0 { scale(crowd) } else { 1.0 })
        .collect()
}

/// For each dimension the debriefs that have it.
struct Index(Vec<Vec<(u32, f32)>>);

impl Index {
    fn of(vectors: &[Vector]) -> Self {
        let dimensions = vectors
            .iter()
            .filter_map(|vector| vector.last())
            .map(|last| last.0 + 1);
        let mut index = vec![Vec::new(); dimensions.max().unwrap_or_default() as usize];
        for (debrief, vector) in (0_u32..).zip(vectors) {
            for &(dimension, value) in vector {
                index[dimension as usize].push((debrief, value));
            }
        }
        Self(index)
    }

    fn add(&self, vector: &Vector, sums: &mut [f32]) {
        for &(dimension, value) in vector {
            for &(debrief, other) in &self.0[dimension as usize] {
                sums[debrief as usize] += value * other;
            }
        }
    }
}

/// Room for the products of one debrief with all others, used again for the next.
struct Sums {
    words: Vec<f32>,
    concepts: Vec<f32>,
}

impl Sums {
    fn of(count: usize) -> Self {
        Self {
            words: vec![0.0; count],
            concepts: vec![0.0; count],
        }
    }

    fn nearest(
        &mut self,
        debrief: usize,
        space: &Space,
        words: &Index,
        concepts: &Index,
    ) -> Vec<Near> {
        self.words.fill(0.0);
        self.concepts.fill(0.0);
        words.add(&space.words[debrief], &mut self.words);
        concepts.add(&space.concepts[debrief], &mut self.concepts);
        let all = (0_u32..).zip(self.words.iter().zip(&self.concepts));
        let mut found: Vec<Near> = all
            .map(|(debrief, (&words, &concepts))| Near {
                debrief,
                words,
                concepts,
            })
            .filter(|near| near.debrief as usize != debrief && near.whole() > CHANCE)
            .collect();
        let by_words = best(&mut found, |near| near.words);
        let mut kept = best(&mut found, |near| near.whole());
        kept.extend(by_words);
        kept.sort_unstable_by_key(|near| near.debrief);
        kept.dedup_by_key(|near| near.debrief);
        kept
    }
}

/// The [`REMEMBERED`] likest; the smaller position of equals.
fn best(found: &mut [Near], likeness: impl Fn(&Near) -> f32) -> Vec<Near> {
    let order = |a: &Near, b: &Near| {
        likeness(b)
            .total_cmp(&likeness(a))
            .then(a.debrief.cmp(&b.debrief))
    };
    if found.len() > REMEMBERED {
        found.select_nth_unstable_by(REMEMBERED, order);
    }
    found[..found.len().min(REMEMBERED)].to_vec()
}
