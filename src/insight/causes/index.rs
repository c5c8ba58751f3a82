//! Finds who is near without comparing everybody with everybody: an inverted index.

use super::{
    neighbours::Near,
    vectors::{Space, Vector, dot},
};

/// Debriefs kept for a dimension: those that have most of it. More only means that it tells little. No library of fewer
/// debriefs loses anything by it; of a larger one the work for each debrief stays the same however many there are.
const HOLDERS: usize = 512;

/// Debriefs looked at closely for each, of those nearest by words and of those nearest in all.
const LOOKED_AT: usize = 60;

/// Debriefs remembered for each, of those nearest by words and of those nearest in all.
const REMEMBERED: usize = 40;

/// Likeness below this is chance.
const CHANCE: f32 = 0.02;

/// Words and causes of the lexicon with the debriefs that have them.
#[derive(Debug, Default)]
pub(super) struct Index {
    words: Postings,
    concepts: Postings,
    debriefs: usize,
}

impl Index {
    pub(super) fn of(space: &Space) -> Self {
        Self {
            words: Postings::of(&space.words),
            concepts: Postings::of(&space.concepts),
            debriefs: space.words.len(),
        }
    }

    /// Room for [`Index::nearest`].
    pub(super) fn sums(&self) -> Sums {
        Sums {
            words: vec![0.0; self.debriefs],
            concepts: vec![0.0; self.debriefs],
            met: Vec::new(),
        }
    }

    /// The nearest debriefs to these vectors, by position. `own`: the one that the vectors are of.
    pub(super) fn nearest(
        &self,
        space: &Space,
        (words, concepts): (&Vector, &Vector),
        own: Option<usize>,
        sums: &mut Sums,
    ) -> Vec<Near> {
        sums.add(&self.words, words, |sums| &mut sums.words);
        sums.add(&self.concepts, concepts, |sums| &mut sums.concepts);
        let found = sums.take(own);
        let mut closely = nearest_both_ways(found, LOOKED_AT);
        for near in &mut closely {
            let other = near.debrief as usize;
            near.words = dot(words, &space.words[other]);
            near.concepts = dot(concepts, &space.concepts[other]);
        }
        closely.retain(|near| near.whole() > CHANCE);
        nearest_both_ways(closely, REMEMBERED)
    }
}

/// For each dimension the debriefs that have it, one list after the other.
#[derive(Debug, Default)]
struct Postings {
    /// Where the list of each dimension begins; the last is where all end.
    starts: Vec<usize>,
    holders: Vec<(u32, f32)>,
}

impl Postings {
    fn of(vectors: &[Vector]) -> Self {
        let mut ends = starts(vectors);
        let mut holders = vec![(0, 0.0); ends.last().copied().unwrap_or_default()];
        let starts = ends.clone();
        for (debrief, vector) in (0_u32..).zip(vectors) {
            for &(dimension, value) in vector {
                let end = &mut ends[dimension as usize];
                holders[*end] = (debrief, value);
                *end += 1;
            }
        }
        Self { starts, holders }.shortened()
    }

    /// With the [`HOLDERS`] that have most of each dimension.
    fn shortened(mut self) -> Self {
        let mut end = 0;
        for dimension in 0..self.starts.len().saturating_sub(1) {
            let (from, to) = (self.starts[dimension], self.starts[dimension + 1]);
            let list = &mut self.holders[from..to];
            if list.len() > HOLDERS {
                list.select_nth_unstable_by(HOLDERS, |a, b| {
                    b.1.total_cmp(&a.1).then(a.0.cmp(&b.0))
                });
            }
            let kept = list.len().min(HOLDERS);
            self.holders.copy_within(from..from + kept, end);
            self.starts[dimension] = end;
            end += kept;
        }
        if let Some(last) = self.starts.last_mut() {
            *last = end;
        }
        self.holders.truncate(end);
        self.holders.shrink_to_fit();
        self
    }

    fn list(&self, dimension: u32) -> &[(u32, f32)] {
        let at = dimension as usize;
        match (self.starts.get(at), self.starts.get(at + 1)) {
            (Some(&from), Some(&to)) => &self.holders[from..to],
            _ => &[],
        }
    }
}

/// Where the list of each dimension begins, when all are written one after the other, and where all end.
fn starts(vectors: &[Vector]) -> Vec<usize> {
    let last = |vector: &Vector| vector.last().map(|(dimension, _)| *dimension as usize + 1);
    let dimensions = vectors.iter().filter_map(last).max().unwrap_or_default();
    let mut starts = vec![0; dimensions + 1];
    for (dimension, _) in vectors.iter().flatten() {
        starts[*dimension as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    starts
}

/// Room for the products of one debrief with others, used again for the next.
#[derive(Debug)]
pub(super) struct Sums {
    words: Vec<f32>,
    concepts: Vec<f32>,
    /// Debriefs with a product.
    met: Vec<u32>,
}

impl Sums {
    fn add(&mut self, postings: &Postings, vector: &Vector, of: fn(&mut Self) -> &mut Vec<f32>) {
        for &(dimension, value) in vector {
            for &(debrief, other) in postings.list(dimension) {
                let at = debrief as usize;
                if self.words[at] == 0.0 && self.concepts[at] == 0.0 {
                    self.met.push(debrief);
                }
                of(self)[at] += value * other;
            }
        }
    }

    /// What was added up; nothing is left here.
    fn take(&mut self, own: Option<usize>) -> Vec<Near> {
        let mut found = Vec::with_capacity(self.met.len());
        for debrief in self.met.drain(..) {
            let at = debrief as usize;
            let near = Near {
                debrief,
                words: std::mem::take(&mut self.words[at]),
                concepts: std::mem::take(&mut self.concepts[at]),
            };
            if own != Some(at) && near.whole() > CHANCE / 2.0 {
                found.push(near);
            }
        }
        found
    }
}

/// The nearest by words and the nearest in all, sorted by debrief.
fn nearest_both_ways(mut found: Vec<Near>, most: usize) -> Vec<Near> {
    let by_words = best(&mut found, most, |near| near.words);
    let mut kept = best(&mut found, most, |near| near.whole());
    kept.extend(by_words);
    kept.sort_unstable_by_key(|near| near.debrief);
    kept.dedup_by_key(|near| near.debrief);
    kept
}

/// The likest; the smaller position of equals.
fn best(found: &mut [Near], most: usize, likeness: impl Fn(&Near) -> f32) -> Vec<Near> {
    let order = |a: &Near, b: &Near| {
        likeness(b)
            .total_cmp(&likeness(a))
            .then(a.debrief.cmp(&b.debrief))
    };
    if found.len() > most {
        found.select_nth_unstable_by(most, order);
    }
    found[..found.len().min(most)].to_vec()
}
