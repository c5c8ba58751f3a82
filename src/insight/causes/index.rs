//! Finds who is near without comparing everybody with everybody: an inverted index.

use super::{
    best::Best,
    neighbours::Near,
    spread::Spread,
    vectors::{Space, Vector},
};

/// Debriefs kept for a dimension: those that have most of it. More only means that it tells little. No library of fewer
/// debriefs loses anything by it; of a larger one the work for each debrief stays the same however many there are.
const HOLDERS: usize = 512;

/// Products added up for one debrief by its words, and as many by its causes: its weightiest dimensions are looked up
/// until there are so many. No library of some hundred debriefs comes to it.
const ADDED: usize = 16 * 1024;

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
        let (words, concepts) = space.dimensions();
        Self {
            words: Postings::of(&space.words, words),
            concepts: Postings::of(&space.concepts, concepts),
            debriefs: space.words.len(),
        }
    }

    /// Room for [`Index::nearest`].
    pub(super) fn room(&self) -> Room {
        Room {
            sums: vec![Sum::default(); self.debriefs],
            met: Vec::new(),
            words: Spread::over(self.words.dimensions()),
            concepts: Spread::over(self.concepts.dimensions()),
            likely: Nearest::of(LOOKED_AT),
            nearest: Nearest::of(REMEMBERED),
        }
    }

    /// The nearest debriefs to these vectors, by position. `own`: the one that the vectors are of.
    pub(super) fn nearest(
        &self,
        space: &Space,
        (words, concepts): (&Vector, &Vector),
        own: Option<usize>,
        room: &mut Room,
    ) -> Vec<Near> {
        room.add(&self.words, words, |sum| &mut sum.words);
        room.add(&self.concepts, concepts, |sum| &mut sum.concepts);
        let likely = room.likely(own).into_iter();
        let mut looked_at: Vec<Near> = likely.map(Near::unknown).collect();
        room.words.with(words, |words| {
            let dot = |near: &Near| words.dot(&space.words[near.debrief as usize]);
            looked_at.iter_mut().for_each(|near| near.words = dot(near));
        });
        room.concepts.with(concepts, |concepts| {
            let dot = |near: &Near| concepts.dot(&space.concepts[near.debrief as usize]);
            looked_at
                .iter_mut()
                .for_each(|near| near.concepts = dot(near));
        });
        looked_at.retain(|near| near.whole() > CHANCE);
        room.nearest_of(looked_at)
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
    fn of(vectors: &[Vector], dimensions: usize) -> Self {
        let mut ends = starts(vectors, dimensions);
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
        for dimension in 0..self.dimensions() {
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

    fn dimensions(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    fn list(&self, dimension: u32) -> &[(u32, f32)] {
        let at = dimension as usize;
        &self.holders[self.starts[at]..self.starts[at + 1]]
    }
}

/// Where the list of each dimension begins, when all are written one after the other, and where all end.
fn starts(vectors: &[Vector], dimensions: usize) -> Vec<usize> {
    let mut starts = vec![0; dimensions + 1];
    for (dimension, _) in vectors.iter().flatten() {
        starts[*dimension as usize + 1] += 1;
    }
    for at in 1..starts.len() {
        starts[at] += starts[at - 1];
    }
    starts
}

/// Room for [`Index::nearest`], used again for the next debrief.
#[derive(Debug)]
pub(super) struct Room {
    /// For each debrief.
    sums: Vec<Sum>,
    /// Debriefs with a product.
    met: Vec<u32>,
    words: Spread,
    concepts: Spread,
    likely: Nearest,
    nearest: Nearest,
}

/// The products of one debrief with another, as far as they were added up.
#[derive(Debug, Default, Clone, Copy)]
struct Sum {
    words: f32,
    concepts: f32,
}

impl Room {
    /// Adds up the products by the weightiest dimensions of a vector; [`ADDED`] says how many.
    fn add(&mut self, postings: &Postings, vector: &Vector, of: impl Fn(&mut Sum) -> &mut f32) {
        let mut heaviest = vector.clone();
        heaviest.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let mut added = 0;
        for (dimension, value) in heaviest {
            let list = postings.list(dimension);
            for &(debrief, other) in list {
                let sum = &mut self.sums[debrief as usize];
                if sum.words == 0.0 && sum.concepts == 0.0 {
                    self.met.push(debrief);
                }
                *of(sum) += value * other;
            }
            added += list.len();
            if added >= ADDED {
                break;
            }
        }
    }

    /// The debriefs most likely to be near by what was added up, sorted; of that nothing is left here.
    fn likely(&mut self, own: Option<usize>) -> Vec<u32> {
        for debrief in self.met.drain(..) {
            let Sum { words, concepts } = std::mem::take(&mut self.sums[debrief as usize]);
            let near = Near {
                debrief,
                words,
                concepts,
            };
            if own != Some(debrief as usize) && near.whole() > CHANCE / 2.0 {
                self.likely.offer(near);
            }
        }
        self.likely.take()
    }

    /// The nearest of some, sorted by debrief as they are.
    fn nearest_of(&mut self, mut near: Vec<Near>) -> Vec<Near> {
        near.iter().for_each(|&near| self.nearest.offer(near));
        let nearest = self.nearest.take();
        near.retain(|near| nearest.binary_search(&near.debrief).is_ok());
        near.shrink_to_fit();
        near
    }
}

/// The nearest by words and the nearest in all.
#[derive(Debug)]
struct Nearest {
    by_words: Best,
    in_all: Best,
}

impl Nearest {
    fn of(most: usize) -> Self {
        Self {
            by_words: Best::of(most),
            in_all: Best::of(most),
        }
    }

    fn offer(&mut self, near: Near) {
        self.by_words.offer(near.words, near.debrief);
        self.in_all.offer(near.whole(), near.debrief);
    }

    /// Both together, sorted, each once.
    fn take(&mut self) -> Vec<u32> {
        let mut all: Vec<u32> = self.by_words.take().collect();
        all.extend(self.in_all.take());
        all.sort_unstable();
        all.dedup();
        all
    }
}
