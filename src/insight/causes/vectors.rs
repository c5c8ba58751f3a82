//! Debriefs as vectors: one of words, one of causes of the lexicon. Formulas and figures: `docs/causes.md`.

use rayon::prelude::*;

use super::{
    lexicon::Lexicon,
    profile::{Profile, Term},
};

/// Coordinates that are not zero, sorted by dimension.
pub(super) type Vector = Vec<(u32, f32)>;

/// Words that a share of the debriefs larger than this have tell nothing.
const COMMON: f64 = 0.35;

/// Coordinates that are kept of a vector of words: the weightiest.
const KEPT: usize = 200;

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
    /// The term of each dimension of `words`.
    pub(super) terms: Vec<Term>,
    /// In how many debriefs each term stands.
    pub(super) frequency: Vec<u32>,
}

impl Space {
    pub(super) fn of(profiles: &[Profile], lexicon: &Lexicon) -> Self {
        let (terms, frequency) = shared_terms(profiles);
        let weights = Idf::new(profiles.len());
        let idf: Vec<f64> = frequency.iter().map(|&count| weights.of(count)).collect();
        Self {
            words: profiles
                .par_iter()
                .map(|profile| words(profile, &terms, &idf))
                .collect(),
            concepts: concepts(profiles, lexicon, &weights),
            terms,
            frequency,
        }
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
    let mut all: Vec<Term> = Vec::with_capacity(profiles.iter().map(|p| p.terms.len()).sum());
    all.extend(profiles.iter().flat_map(|profile| &profile.terms));
    all.par_sort_unstable();
    all.chunk_by(|a, b| a == b)
        .map(|run| (run[0], run.len() as u32))
        .filter(|(_, count)| (2..=most).contains(count))
        .unzip()
}

/// `ln(1 + count) * idf`, the weightiest coordinates, length 1.
fn words(profile: &Profile, terms: &[Term], idf: &[f64]) -> Vector {
    let mut weighted: Vec<(u32, f64)> = Vec::with_capacity(profile.terms.len());
    let mut from = 0;
    for (term, &quarters) in profile.terms.iter().zip(&profile.counts) {
        // Both lists are sorted, so each search can begin where the last one ended.
        let place = terms[from..].binary_search(term);
        from += place.unwrap_or_else(|place| place);
        if place.is_ok() {
            let count = f64::from(quarters) / 4.0;
            // There are fewer terms than words in all texts.
            #[allow(clippy::cast_possible_truncation)]
            weighted.push((from as u32, count.ln_1p() * idf[from]));
        }
    }
    if weighted.len() > KEPT {
        weighted.select_nth_unstable_by(KEPT, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        weighted.truncate(KEPT);
        weighted.sort_unstable_by_key(|(dimension, _)| *dimension);
    }
    unit(&weighted)
}

/// `ln(1 + points) * idf` for each cause but the factors, and [`FAMILY`] of it for its family, length 1.
fn concepts(profiles: &[Profile], lexicon: &Lexicon, weights: &Idf) -> Vec<Vector> {
    let concepts = lexicon.concepts();
    let mut speaking = vec![0_u32; concepts.len()];
    for (concept, points) in profiles.iter().flat_map(|profile| &profile.concepts) {
        speaking[usize::from(*concept)] += u32::from(*points >= SPEAKS);
    }
    let families = families(lexicon);
    let weight = |concept: usize| {
        let share = if concepts[concept].place { PLACE } else { 1.0 };
        weights.of(speaking[concept]).max(0.05) * share
    };
    profiles
        .iter()
        .map(|profile| {
            let mut coordinates: Vec<(u32, f64)> = Vec::new();
            let mut of_family = vec![0.0; concepts.len()];
            for &(concept, points) in &profile.concepts {
                let position = usize::from(concept);
                if !concepts[position].factor {
                    let value = f64::from(points).ln_1p() * weight(position);
                    coordinates.push((u32::from(concept), value));
                    of_family[families[position]] += value * FAMILY.sqrt();
                }
            }
            let shared = of_family
                .iter()
                .enumerate()
                .filter(|(_, value)| **value > 0.0);
            // A lexicon has some hundred causes.
            #[allow(clippy::cast_possible_truncation)]
            coordinates.extend(shared.map(|(at, value)| ((concepts.len() + at) as u32, *value)));
            unit(&coordinates)
        })
        .collect()
}

/// For each cause the number of its family: the position of the first cause that has it.
fn families(lexicon: &Lexicon) -> Vec<usize> {
    let concepts = lexicon.concepts();
    let first = |family: &str| concepts.iter().position(|concept| concept.family == family);
    concepts
        .iter()
        .map(|concept| first(&concept.family).unwrap_or_default())
        .collect()
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
