//! The ledger: which incident came back, and how.

use std::{cmp::Reverse, collections::BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use super::{
    class::{Actions, Class, OpenAction, start},
    evidence::Evidence,
    tags::Tags,
    witness::Witness,
};
use crate::library::Library;

/// Who says that it is the same cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Basis {
    /// A person: by `recurs`, or by naming the same narrow cause in both.
    Confirmed,
    /// The evidence; nobody has said yes or no.
    Suggested,
}

/// How much speaks for a link. Coarse, so that one more debrief does not change what every page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strength {
    /// Little.
    Faint,
    /// Some.
    Fair,
    /// Much.
    Strong,
}

impl Strength {
    pub(super) fn of(score: f32) -> Self {
        match score {
            score if score >= 0.5 => Self::Strong,
            score if score >= 0.35 => Self::Fair,
            _ => Self::Faint,
        }
    }
}

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Recurrence {
    /// Position in the library.
    pub earlier: usize,
    /// Position in the library.
    pub later: usize,
    /// Calendar days from the start of the one to the start of the other.
    pub gap_days: Option<i32>,
    /// How it came about.
    pub class: Class,
    /// Who says that it is the same cause.
    pub basis: Basis,
    /// How much speaks for it, whoever says so; hundredths.
    pub score: f64,
    /// How much speaks for it, in a word.
    pub strength: Strength,
    /// What speaks for it; never empty.
    pub because: Vec<Evidence>,
    /// Actions of the earlier debrief that were open when the later incident started.
    pub open: Vec<OpenAction>,
}

/// Score from which a pair is suggested: where precision and recall are balanced on the hand-labelled pairs
/// (`docs/causes.md` shows the whole curve).
const SUGGESTED: f32 = 0.23;

/// The same for a library of so few debriefs that rare words cannot be told from common ones: only what one debrief
/// says about the other counts.
const SUGGESTED_OF_FEW: f32 = 0.15;

/// Earlier debriefs shown for a later one, at most.
pub(super) const EARLIER: usize = 20;

/// Of these, at most so many that nobody has confirmed: as many as a narrow cause has debriefs. Nobody answers more
/// questions about one debrief, and the ledger grows with the debriefs, not with their pairs.
const OFFERED: usize = 8;

/// An earlier debrief, judged for a later one.
struct Judged {
    earlier: usize,
    basis: Basis,
    score: f32,
    /// What people said, before what the texts say.
    said: Vec<Evidence>,
}

/// Everything the ledger is made from.
pub(super) struct Ledger<'a> {
    pub(super) library: &'a Library,
    pub(super) witness: Witness<'a>,
    pub(super) tags: &'a Tags,
    pub(super) actions: Actions<'a>,
    /// Pairs that a person said are not related, both ways.
    pub(super) rejected: &'a BTreeSet<(usize, usize)>,
    /// Whether there are too few debriefs to tell rare words from common ones.
    pub(super) few: bool,
}

impl Ledger<'_> {
    /// All recurrences: those while an action was open first, and so on; then the newest first.
    pub(super) fn recurrences(&self) -> Vec<Recurrence> {
        let ages = self.ages();
        let candidates = self.candidates(&ages);
        let of_one: Vec<&[(usize, usize)]> = candidates.chunk_by(|a, b| a.0 == b.0).collect();
        let mut all: Vec<Recurrence> = of_one
            .into_par_iter()
            .flat_map_iter(|pairs| self.of(pairs))
            .collect();
        all.sort_by_key(|one| {
            (
                one.class,
                one.basis,
                Reverse(ages[one.later]),
                Reverse(ages[one.earlier]),
            )
        });
        all
    }

    /// For each debrief its place in time, from 0 for the oldest. Equal starts by id; one without a start is likely a
    /// draft, so it comes last.
    fn ages(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.library.entries.len()).collect();
        order.sort_by_cached_key(|&debrief| {
            let at = start(self.library, debrief).map(|at| at.sort_key());
            (
                at.is_none(),
                at,
                self.library.entries[debrief].debrief.id.clone(),
            )
        });
        let mut ages = vec![0; order.len()];
        for (age, &debrief) in order.iter().enumerate() {
            ages[debrief] = age;
        }
        ages
    }

    /// Each later debrief with each earlier one to look at, sorted.
    fn candidates(&self, ages: &[usize]) -> Vec<(usize, usize)> {
        let near = (0..ages.len()).flat_map(|debrief| {
            let near = self.witness.past.neighbours.near(debrief).iter();
            near.map(move |near| (debrief, near.debrief as usize))
        });
        let stated = self.library.recurs.iter().enumerate();
        let stated =
            stated.flat_map(|(later, all)| all.iter().map(move |&earlier| (later, earlier)));
        let mut candidates: Vec<(usize, usize)> = near
            .chain(stated)
            .chain(self.tags.narrow_pairs(ages))
            .chain(self.witness.pointed_pairs())
            .filter(|(a, b)| a != b && !self.rejected.contains(&(*a, *b)))
            .map(|(a, b)| self.in_order(a, b, ages))
            .map(|(earlier, later)| (later, earlier))
            .collect();
        candidates.par_sort_unstable();
        candidates.dedup();
        candidates
    }

    /// The earlier one first. Who wrote `recurs` is the later, whatever the dates say.
    fn in_order(&self, a: usize, b: usize, ages: &[usize]) -> (usize, usize) {
        let says = |one: usize, other: usize| self.library.recurs[one].contains(&other);
        match (says(a, b), says(b, a)) {
            (true, false) => (b, a),
            (false, true) => (a, b),
            _ if ages[a] < ages[b] => (a, b),
            _ => (b, a),
        }
    }

    /// The recurrences of one later debrief, of all pairs it is the later one in: confirmed ones first, then the
    /// likeliest.
    fn of(&self, pairs: &[(usize, usize)]) -> Vec<Recurrence> {
        let Some(&(later, _)) = pairs.first() else {
            return Vec::new();
        };
        let judged = pairs
            .iter()
            .map(|&(later, earlier)| self.judge(earlier, later));
        let mut judged: Vec<Judged> = judged.collect();
        self.add_what_it_says(later, &mut judged);
        judged.sort_by(|a, b| {
            let score = b.score.total_cmp(&a.score);
            a.basis
                .cmp(&b.basis)
                .then(score)
                .then(a.earlier.cmp(&b.earlier))
        });
        let enough = if self.few {
            SUGGESTED_OF_FEW
        } else {
            SUGGESTED
        };
        let confirmed = judged.iter().filter(|one| one.basis == Basis::Confirmed);
        let most = EARLIER.min(confirmed.count() + OFFERED);
        judged
            .into_iter()
            .filter(|one| one.basis == Basis::Confirmed || one.score >= enough)
            .take(most)
            .map(|one| self.recurrence(later, one))
            .collect()
    }

    /// A debrief that says "this had happened before" most likely means the earlier one it is most like.
    fn add_what_it_says(&self, later: usize, judged: &mut [Judged]) {
        let Some((weight, evidence)) = self.witness.says_again(later) else {
            return;
        };
        let likeliest = judged.iter_mut().max_by(|a, b| {
            let order = b.basis.cmp(&a.basis).then(a.score.total_cmp(&b.score));
            order.then(b.earlier.cmp(&a.earlier))
        });
        if let Some(one) = likeliest {
            one.score += weight;
            one.said.insert(0, evidence);
        }
    }

    fn judge(&self, earlier: usize, later: usize) -> Judged {
        let mut said = Vec::new();
        let recurs = &self.library.recurs;
        if recurs[later].contains(&earlier) || recurs[earlier].contains(&later) {
            said.push(Evidence::Stated);
        }
        let causes = self.tags.narrow_in_both(earlier, later);
        if !causes.is_empty() {
            said.push(Evidence::SameCauses(causes));
        }
        let basis = match said.is_empty() {
            true => Basis::Suggested,
            false => Basis::Confirmed,
        };
        Judged {
            earlier,
            score: self.score(earlier, later, basis),
            basis,
            said,
        }
    }

    fn score(&self, earlier: usize, later: usize, basis: Basis) -> f32 {
        let Witness { past, .. } = self.witness;
        let (one, other) = (self.witness.side(earlier), self.witness.side(later));
        if self.few && basis == Basis::Suggested && !self.witness.is_pointing(&one, &other) {
            return 0.0;
        }
        let near = past.neighbours.between(&past.space, later, earlier);
        self.witness.score(&one, &other, near)
    }

    fn recurrence(&self, later: usize, judged: Judged) -> Recurrence {
        let earlier = judged.earlier;
        let day = |debrief| start(self.library, debrief).map(|at| at.date());
        let gap = |(from, to): (jiff::civil::Date, jiff::civil::Date)| (to - from).get_days();
        let (class, open) = self.actions.judge(earlier, later);
        let mut because = judged.said;
        let sides = (self.witness.side(earlier), self.witness.side(later));
        because.extend(self.witness.because(&sides.0, &sides.1));
        Recurrence {
            earlier,
            later,
            gap_days: day(earlier).zip(day(later)).map(gap),
            class,
            basis: judged.basis,
            score: super::hundredths(judged.score),
            strength: Strength::of(judged.score),
            because,
            open,
        }
    }
}
