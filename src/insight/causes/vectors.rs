//! Debriefs as vectors: one of words, one of causes of the lexicon. Formulas and figures: `docs/causes.md`.

use std::{cmp::Ordering, collections::BTreeMap};

use rayon::prelude::*;

use super::{
    lexicon::{Concept, Lexicon},
    profile::{Profile, Term, stems_of},
};

/// Coordinates that are not zero, sorted by dimension.
pub(super) type Vector = Vec<(u32, f32)>;

/// Words that a share of the debriefs larger than this have tell nothing.
const COMMON: f64 = 0.35;

/// Coordinates that are kept of a vector of words: the weightiest.
const KEPT: usize = 200;

/// Coordinates that are kept of a sum of vectors: the weightiest.
const KEPT_OF_SUM: usize = 300;

/// What two debriefs share that only share the family of their causes, against sharing the cause (squared).
const FAMILY: f64 = 0.3;

/// What a cause counts that tells where it broke rather than why ("the proxy").
const PLACE: f64 = 0.5;

/// Points from which a debrief is said to speak of a cause.
pub(super) const SPEAKS: f32 = 1.0;

/// The vectors of all debriefs. All have length 1, but for those that hold nothing.
#[derive(Debug, Default)]
pub(super) struct Space {
    pub(super) words: Vec<Vector>,
    /// Causes of the lexicon by position, families after them.
    pub(super) concepts: Vec<Vector>,
    /// The term of each dimension of `words`, sorted.
    pub(super) terms: Vec<Term>,
    /// For each stem where the terms that begin with it begin, and where all end.
    starts: Vec<u32>,
    /// In how many debriefs each term stands.
    pub(super) frequency: Vec<u32>,
    /// How much it tells that a debrief has each term.
    idf: Vec<f64>,
    causes: Vec<Cause>,
}

/// What a cause of the lexicon counts.
#[derive(Debug, Clone, Copy)]
struct Cause {
    /// None for a factor of most incidents.
    weight: Option<f64>,
    /// The position of the first cause of its family.
    family: usize,
}

impl Space {
    pub(super) fn of(profiles: &[Profile], lexicon: &Lexicon) -> Self {
        let (terms, frequency) = shared_terms(profiles);
        let weights = Idf::new(profiles.len());
        let mut space = Self {
            idf: frequency.iter().map(|&count| weights.of(count)).collect(),
            causes: causes(profiles, lexicon, &weights),
            starts: starts(&terms),
            terms,
            frequency,
            ..Self::default()
        };
        (space.words, space.concepts) = profiles
            .par_iter()
            .map(|profile| space.place(profile))
            .unzip();
        space
    }

    /// How many dimensions the vectors of words have, and those of causes.
    pub(super) fn dimensions(&self) -> (usize, usize) {
        // Each cause, and each family by the position of its first cause.
        (self.terms.len(), self.causes.len() * 2)
    }

    /// The vectors of a debrief, or of another text.
    pub(super) fn place(&self, profile: &Profile) -> (Vector, Vector) {
        (self.words_of(profile), self.concepts_of(profile))
    }

    /// `ln(1 + count) * idf`, the weightiest coordinates, length 1.
    fn words_of(&self, profile: &Profile) -> Vector {
        let mut weighted: Vec<(u32, f64)> = Vec::with_capacity(profile.terms.len());
        for (&term, &quarters) in profile.terms.iter().zip(&profile.counts) {
            if let Some(dimension) = self.dimension(term) {
                let count = f64::from(quarters) / 4.0;
                weighted.push((dimension, count.ln_1p() * self.idf[dimension as usize]));
            }
        }
        if weighted.len() > KEPT {
            weighted.select_nth_unstable_by(KEPT, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            weighted.truncate(KEPT);
            weighted.sort_unstable_by_key(|(dimension, _)| *dimension);
        }
        unit(&weighted)
    }

    /// The dimension of a term, if more than one debrief has it.
    fn dimension(&self, term: Term) -> Option<u32> {
        let first = stems_of(term).0 as usize;
        let (&from, &to) = (self.starts.get(first)?, self.starts.get(first + 1)?);
        let found = self.terms[from as usize..to as usize].binary_search(&term);
        // There are fewer terms than words in all texts.
        #[allow(clippy::cast_possible_truncation)]
        found.ok().map(|at| from + at as u32)
    }

    /// `ln(1 + points) * idf` for each cause but the factors, and [`FAMILY`] of it for its family, length 1.
    fn concepts_of(&self, profile: &Profile) -> Vector {
        let mut coordinates: Vec<(u32, f64)> = Vec::new();
        let mut of_family: BTreeMap<u32, f64> = BTreeMap::new();
        // A lexicon has some hundred causes.
        #[allow(clippy::cast_possible_truncation)]
        let offset = self.causes.len() as u32;
        for &(concept, points) in &profile.concepts {
            let cause = self.causes[usize::from(concept)];
            if let Some(weight) = cause.weight {
                let value = f64::from(points).ln_1p() * weight;
                coordinates.push((u32::from(concept), value));
                #[allow(clippy::cast_possible_truncation)]
                let family = offset + cause.family as u32;
                *of_family.entry(family).or_default() += value * FAMILY.sqrt();
            }
        }
        coordinates.extend(of_family);
        unit(&coordinates)
    }
}

/// How much it tells that a debrief has something: `ln((N + 1) / (n + 0.5))` for what `n` of `N` have.
struct Idf {
    debriefs: f64,
}

impl Idf {
    #[allow(
        clippy::cast_precision_loss,
        reason = "debriefs are counted in thousands"
    )]
    fn new(debriefs: usize) -> Self {
        Self {
            debriefs: debriefs as f64,
        }
    }

    fn of(&self, count: u32) -> f64 {
        ((self.debriefs + 1.0) / (f64::from(count) + 0.5)).ln()
    }
}

/// Terms of at least two debriefs and of at most [`COMMON`] of them, sorted, with how many have them.
#[allow(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "debriefs are counted in thousands"
)]
fn shared_terms(profiles: &[Profile]) -> (Vec<Term>, Vec<u32>) {
    let most = (COMMON * profiles.len() as f64).max(3.0) as u32;
    let mut shared: Vec<(Term, u32)> = (0..PARTS)
        .into_par_iter()
        .flat_map_iter(|part| {
            let terms = profiles.iter().flat_map(|profile| &profile.terms);
            let mut all: Vec<Term> = terms
                .copied()
                .filter(|&term| part_of(term) == part)
                .collect();
            all.sort_unstable();
            let counted = all.chunk_by(|a, b| a == b);
            let counted = counted.map(|run| (run[0], run.len() as u32));
            let counted = counted.filter(|(_, count)| (2..=most).contains(count));
            counted.collect::<Vec<_>>()
        })
        .collect();
    shared.par_sort_unstable();
    shared.into_iter().unzip()
}

/// For each stem up to the last one where the terms that begin with it begin, and where all end.
#[allow(
    clippy::cast_possible_truncation,
    reason = "there are fewer terms than words in all texts"
)]
fn starts(terms: &[Term]) -> Vec<u32> {
    let mut starts = Vec::new();
    for (at, &term) in terms.iter().enumerate() {
        starts.resize(stems_of(term).0 as usize + 1, at as u32);
    }
    starts.push(terms.len() as u32);
    starts
}

/// Parts that terms are counted in, so that never all occurrences of all terms are held at once.
const PARTS: u64 = 8;

/// Fibonacci hashing: neighbouring terms fall into different parts.
fn part_of(term: Term) -> u64 {
    term.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 61
}

/// What each cause counts: the less, the more debriefs speak of it.
fn causes(profiles: &[Profile], lexicon: &Lexicon, weights: &Idf) -> Vec<Cause> {
    let concepts = lexicon.concepts();
    let mut speaking = vec![0_u32; concepts.len()];
    for (concept, points) in profiles.iter().flat_map(|profile| &profile.concepts) {
        speaking[usize::from(*concept)] += u32::from(*points >= SPEAKS);
    }
    let first = |family: &str| concepts.iter().position(|concept| concept.family == family);
    let cause = |(concept, speaking): (&Concept, u32)| {
        let share = if concept.place { PLACE } else { 1.0 };
        Cause {
            weight: (!concept.factor).then(|| weights.of(speaking).max(0.05) * share),
            family: first(&concept.family).unwrap_or_default(),
        }
    };
    concepts.iter().zip(speaking).map(cause).collect()
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "seven digits are enough for a similarity"
)]
fn unit(vector: &[(u32, f64)]) -> Vector {
    let length = vector
        .iter()
        .map(|(_, value)| value * value)
        .sum::<f64>()
        .sqrt();
    vector
        .iter()
        .filter(|_| length > 0.0)
        .map(|&(dimension, value)| (dimension, (value / length) as f32))
        .collect()
}

/// The coordinates two vectors share, with the products.
pub(super) fn shared<'a>(
    a: &'a [(u32, f32)],
    b: &'a [(u32, f32)],
) -> impl Iterator<Item = (u32, f32)> + 'a {
    let (mut i, mut j) = (0, 0);
    std::iter::from_fn(move || {
        while i < a.len() && j < b.len() {
            let ((x, value), (y, other)) = (a[i], b[j]);
            i += usize::from(x <= y);
            j += usize::from(y <= x);
            if x == y {
                return Some((x, value * other));
            }
        }
        None
    })
}

/// The sum of the products: the cosine of two vectors of length 1.
pub(super) fn dot(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    shared(a, b).map(|(_, product)| product).sum()
}

/// The sum of two vectors.
pub(super) fn sum(a: &[(u32, f32)], b: &[(u32, f32)]) -> Vector {
    let mut all = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while let (Some(&x), Some(&y)) = (a.get(i), b.get(j)) {
        match x.0.cmp(&y.0) {
            Ordering::Less => all.push(x),
            Ordering::Equal => all.push((x.0, x.1 + y.1)),
            Ordering::Greater => all.push(y),
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    all.extend_from_slice(&a[i..]);
    all.extend_from_slice(&b[j..]);
    if all.len() > KEPT_OF_SUM {
        all.select_nth_unstable_by(KEPT_OF_SUM, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        all.truncate(KEPT_OF_SUM);
        all.sort_unstable_by_key(|(dimension, _)| *dimension);
        all.shrink_to_fit();
    }
    all
}
