//! What came back: recurring root causes, the never-twice ledger, similar debriefs.
//!
//! `docs/causes.md` says how it decides and how well. Everything here depends on the library alone: not on time, order
//! of files or number of threads.

mod again;
mod assemble;
mod best;
mod carry;
mod class;
mod cluster;
mod evidence;
mod index;
pub(in crate::insight) mod lexicon;
mod lock;
mod names;
mod naming;
mod neighbours;
mod past;
mod profile;
mod quote;
mod reasons;
mod recluster;
mod side;
mod spread;
mod tags;
mod text;
mod vectors;
mod witness;
pub(in crate::insight) mod words;

use std::collections::BTreeSet;

use rayon::prelude::*;

pub use again::{Basis, Recurrence, Strength};
pub use assemble::{Cluster, Member, Membership};
pub use class::{Class, OpenAction};
pub use evidence::Evidence;
pub use lexicon::{Concept, Lexicon};
pub use lock::{Born, Lock, reclustered, with_born};
pub use past::Past;
pub use quote::Quote;
pub use recluster::{Gone, Proposal, Regrouped, propose};

use self::{
    again::Ledger,
    assemble::{Assembled, Assembly},
    class::Actions,
    cluster::Rules,
    naming::Namer,
    past::SIMILAR,
    tags::Tags,
    witness::Witness,
};
use super::Insight;
use crate::{
    config::{CausesConfig, SiteFile},
    diagnostic::Outcome,
    library::Library,
};

/// A debrief that is worth reading beside another.
#[derive(Debug, Clone, PartialEq)]
pub struct Similar {
    /// Position in the library.
    pub debrief: usize,
    /// How similar, in hundredths.
    pub score: f64,
    /// What they share.
    pub because: Vec<Evidence>,
}

/// What came back.
#[derive(Debug, Clone, Default)]
pub struct Causes {
    /// Recurring causes, those with most debriefs first.
    pub clusters: Vec<Cluster>,
    /// The ledger: those that came back while an action was open first, then the newest.
    pub again: Vec<Recurrence>,
    /// For each debrief of the library the ten most similar, the most similar first.
    pub similar: Vec<Vec<Similar>>,
    /// For each debrief of the library the sentences that speak of a cause most clearly.
    pub quotes: Vec<Vec<Quote>>,
    /// The causes of the lexicon.
    pub concepts: Vec<Concept>,
    /// For each debrief of the library the positions in `clusters` that it is in.
    pub clusters_of: Vec<Vec<usize>>,
    /// For each debrief of the library the positions in `again` where it is the later one.
    pub before: Vec<Vec<usize>>,
    /// For each debrief of the library the positions in `again` where it is the earlier one.
    pub after: Vec<Vec<usize>>,
    /// Groups that the lock file does not have yet.
    pub born: Vec<Born>,
    /// Former ids of causes with those they lead to; an empty one leads to the list of all causes.
    pub moved: Vec<(String, String)>,
}

/// Debriefs from which words can be told rare from common. Of fewer, only what people said counts.
const FEW: usize = 8;

/// What a site says about causes outside its debriefs.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'a> {
    /// `[causes]`
    pub config: &'a CausesConfig,
    /// The site's own lexicon.
    pub lexicon: Option<&'a SiteFile>,
    /// The groups of earlier builds.
    pub lock: &'a Lock,
}

/// Computes all of it. `insight` must be of the same library. Findings: a lexicon of the site that cannot be used,
/// phrases of it that stand everywhere.
pub fn derive(library: &Library, insight: &Insight, settings: Settings<'_>) -> Outcome<Causes> {
    let Outcome { value, diagnostics } = Past::of(library, settings);
    Outcome::new(derive_from(value, library, insight, settings), diagnostics)
}

fn derive_from(
    mut past: Past,
    library: &Library,
    insight: &Insight,
    settings: Settings<'_>,
) -> Causes {
    let rejected = rejected(library);
    let tags = Tags::of(library);
    let witness = Witness::new(library, &past);
    let assembled = assembled(witness, &tags, &rejected, settings);
    let ledger = Ledger {
        library,
        witness,
        tags: &tags,
        actions: Actions {
            library,
            items: &insight.actions,
            derived: &insight.derived,
        },
        rejected: &rejected,
        few: library.entries.len() < FEW,
    };
    let again = ledger.recurrences();
    let count = library.entries.len();
    Causes {
        clusters_of: positions(count, assembled.clusters.iter().map(Cluster::debriefs)),
        before: positions(count, again.iter().map(|one| vec![one.later])),
        after: positions(count, again.iter().map(|one| vec![one.earlier])),
        again,
        similar: similar(witness, &rejected),
        clusters: assembled.clusters,
        born: assembled.born,
        moved: assembled.moved,
        concepts: past.lexicon.concepts().to_vec(),
        quotes: past.profiles.take_quotes(),
    }
}

/// The recurring causes. Too few debriefs have none but by what people said.
fn assembled(
    witness: Witness<'_>,
    tags: &Tags,
    rejected: &BTreeSet<(usize, usize)>,
    settings: Settings<'_>,
) -> Assembled {
    let Witness { library, past } = witness;
    if library.entries.len() < FEW {
        return Assembled::default();
    }
    let seeds = seeds(library, settings.lock);
    let rules = Rules {
        seeds: &seeds,
        rejected,
    };
    let groups = cluster::groups(&past.space, &past.neighbours, &rules);
    let suggested = tags.suggested(&past.space, &past.neighbours, rejected);
    let assembly = Assembly {
        library,
        tags,
        namer: &Namer { witness },
        lock: settings.lock,
        min_members: settings.config.min_members,
    };
    assembly.run(&groups, suggested)
}

/// For each debrief the positions of the lists that hold it.
fn positions(count: usize, lists: impl Iterator<Item = Vec<usize>>) -> Vec<Vec<usize>> {
    let mut positions = vec![Vec::new(); count];
    for (position, debriefs) in lists.enumerate() {
        for debrief in debriefs {
            positions[debrief].push(position);
        }
    }
    positions
}

/// The founders of each group of the lock file that are still here. A debrief founds one group only.
fn seeds(library: &Library, lock: &Lock) -> Vec<Vec<usize>> {
    let mut taken = BTreeSet::new();
    lock.groups
        .iter()
        .map(|group| {
            let mut found: Vec<usize> = group
                .founders
                .iter()
                .filter_map(|id| library.find(id))
                .filter(|&debrief| taken.insert(debrief))
                .collect();
            found.sort_unstable();
            found
        })
        .collect()
}

/// Pairs that a person said are not related, both ways.
fn rejected(library: &Library) -> BTreeSet<(usize, usize)> {
    let mut rejected = BTreeSet::new();
    for (one, entry) in library.entries.iter().enumerate() {
        for (id, _) in &entry.debrief.not_related {
            rejected.extend(
                library
                    .find(id)
                    .into_iter()
                    .flat_map(|other| [(one, other), (other, one)]),
            );
        }
    }
    rejected
}

fn similar(witness: Witness<'_>, rejected: &BTreeSet<(usize, usize)>) -> Vec<Vec<Similar>> {
    (0..witness.library.entries.len())
        .into_par_iter()
        .map(|debrief| {
            let own = witness.side(debrief);
            let near = witness.past.neighbours.near(debrief).iter();
            let mut near: Vec<(f32, usize)> = near
                .map(|&near| (near, near.debrief as usize))
                .filter(|(_, other)| !rejected.contains(&(debrief, *other)))
                .map(|(near, other)| (witness.similar(&own, &witness.side(other), near), other))
                .collect();
            near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            near.truncate(SIMILAR);
            let similar = near.into_iter().map(|(score, other)| Similar {
                debrief: other,
                score: hundredths(score),
                because: witness.because(&witness.side(other), &own),
            });
            similar.collect()
        })
        .collect()
}

/// At most 1, and rounded, so that what is the same to a reader is the same in the data.
fn hundredths(score: impl Into<f64>) -> f64 {
    (score.into().min(1.0) * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests;
