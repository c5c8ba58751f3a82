//! Who is near to whom.

use rayon::prelude::*;

use super::{
    index::Index,
    vectors::{Space, dot},
};

/// Share of the lexicon in the likeness of two debriefs; the rest is that of their words.
pub(super) const LEXICON: f32 = 0.4;

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
    /// One that nothing is known of yet.
    pub(super) fn unknown(debrief: u32) -> Self {
        Self {
            debrief,
            words: 0.0,
            concepts: 0.0,
        }
    }

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
    scales: Vec<Scale>,
    usual: Crowd,
}

/// The factors by which a debrief's likeness to others counts: above 1 where it is lonely, below 1 in a crowd.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Scale {
    /// Of the likeness of words.
    pub(super) words: f32,
    /// Of the likeness in all.
    pub(super) whole: f32,
}

impl Neighbours {
    pub(super) fn of(space: &Space, index: &Index) -> Self {
        let near: Vec<Vec<Near>> = (0..space.words.len())
            .into_par_iter()
            .map_init(
                || index.room(),
                |room, debrief| {
                    let own = (&space.words[debrief], &space.concepts[debrief]);
                    index.nearest(space, own, Some(debrief), room)
                },
            )
            .collect();
        let crowds: Vec<Crowd> = near.iter().map(|near| Crowd::of(near)).collect();
        let usual = Crowd::mean(&crowds);
        Self {
            scales: crowds.into_iter().map(|crowd| crowd.scale(usual)).collect(),
            usual,
            near,
        }
    }

    /// The remembered neighbours of a debrief.
    pub(super) fn near(&self, debrief: usize) -> &[Near] {
        &self.near[debrief]
    }

    /// The factors of a debrief.
    pub(super) fn scale(&self, debrief: usize) -> Scale {
        self.scales[debrief]
    }

    /// The factors of a text that is none of the debriefs, from its neighbours.
    pub(super) fn scale_of(&self, near: &[Near]) -> Scale {
        Crowd::of(near).scale(self.usual)
    }

    /// How alike two debriefs are; computed when neither remembers the other.
    pub(super) fn between(&self, space: &Space, a: usize, b: usize) -> Near {
        // Debriefs are counted in thousands.
        #[allow(clippy::cast_possible_truncation)]
        let debrief = b as u32;
        let known = self.remembered(a, b).or_else(|| self.remembered(b, a));
        match known {
            Some(near) => Near { debrief, ..near },
            None => Near {
                debrief,
                words: dot(&space.words[a], &space.words[b]),
                concepts: dot(&space.concepts[a], &space.concepts[b]),
            },
        }
    }

    fn remembered(&self, by: usize, debrief: usize) -> Option<Near> {
        let near = &self.near[by];
        let at = near.binary_search_by_key(&debrief, |near| near.debrief as usize);
        Some(near[at.ok()?])
    }

    /// Likeness in all, against what is usual around the two.
    pub(super) fn whole(&self, debrief: usize, near: Near) -> f32 {
        near.whole() * self.scale(debrief).whole * self.scale(near.debrief as usize).whole
    }
}

/// Mean likeness to the [`CROWD`] nearest.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
struct Crowd {
    words: f64,
    whole: f64,
}

impl Crowd {
    fn of(near: &[Near]) -> Self {
        let mean = |likeness: fn(&Near) -> f32| {
            let mut all: Vec<f32> = near.iter().map(likeness).collect();
            all.sort_unstable_by(|a, b| b.total_cmp(a));
            all.truncate(CROWD);
            all.into_iter().map(f64::from).sum::<f64>() / 5.0
        };
        Self {
            words: mean(|near| near.words),
            whole: mean(|near| near.whole()),
        }
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "debriefs are counted in thousands"
    )]
    fn mean(crowds: &[Self]) -> Self {
        let count = crowds.len().max(1) as f64;
        let mean = |of: fn(&Self) -> f64| crowds.iter().map(of).sum::<f64>() / count;
        Self {
            words: mean(|crowd| crowd.words),
            whole: mean(|crowd| crowd.whole),
        }
    }

    fn scale(self, usual: Self) -> Scale {
        Scale {
            words: scale(self.words, usual.words),
            whole: scale(self.whole, usual.whole),
        }
    }
}

#[allow(clippy::cast_possible_truncation, reason = "a factor near 1")]
fn scale(crowd: f64, usual: f64) -> f32 {
    if usual > 0.0 {
        (usual / crowd.max(usual / 2.0)).powf(0.25) as f32
    } else {
        1.0
    }
}
