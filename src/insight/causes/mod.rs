//! What came back: recurring root causes, the never-twice ledger, similar debriefs.
//!
//! `docs/causes.md` says how it decides and how well. Everything here depends on the library alone: not on time, order
//! of files or number of threads.

mod again;
mod assemble;
mod class;
mod cluster;
mod evidence;
pub(in crate::insight) mod lexicon;
mod lock;
mod names;
mod naming;
mod neighbours;
mod profile;
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
pub use lock::{Born, Lock, with_born};
pub use profile::Quote;

use self::{
    again::Ledger,
    assemble::{Assembled, Assembly},
    class::Actions,
    cluster::Rules,
    naming::Namer,
    neighbours::Neighbours,
    profile::Profiles,
    tags::Tags,
    vectors::Space,
    witness::Witness,
    words::StopWords,
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
    /// Former ids of causes with those they lead to.
    pub moved: Vec<(String, String)>,
}

/// Debriefs from which words can be told rare from common. Of fewer, only what people said counts.
const FEW: usize = 8;

/// Similar debriefs listed for one.
const SIMILAR: usize = 10;

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
    let mut found = Vec::new();
    let lexicon = &Lexicon::new(settings.lexicon, &mut found);
    let Settings { config, lock, .. } = settings;
    let stop = StopWords::new(&config.stop_words);
    let profiles = Profiles::of(library, lexicon, &stop);
    if let Some(site) = settings.lexicon {
        let met = profiles
            .all
            .iter()
            .map(|profile| profile.own_phrases.as_slice());
        found.extend(lexicon.broad_phrases(met, site));
    }
    let space = Space::of(&profiles.all, lexicon);
    let neighbours = Neighbours::of(&space);
    let witness = Witness::new(library, lexicon, &profiles, &space, &neighbours);
    let tags = Tags::of(library);
    let rejected = rejected(library);
    let few = library.entries.len() < FEW;
    let namer = Namer {
        lexicon,
        profiles: &profiles.all,
        space: &space,
        witness: &witness,
    };
    let assembled = if few {
        Assembled::default()
    } else {
        let seeds = seeds(library, lock);
        let rules = Rules {
            seeds: &seeds,
            rejected: &rejected,
        };
        let groups = cluster::groups(&space, &neighbours, &rules);
        let suggested = tags.suggested(&space, &neighbours, &rejected);
        assembly(library, &tags, &namer, lock, config).run(&groups, suggested)
    };
    let ledger = Ledger {
        library,
        neighbours: &neighbours,
        witness: &witness,
        tags: &tags,
        actions: Actions {
            library,
            items: &insight.actions,
            derived: &insight.derived,
        },
        rejected: &rejected,
        few,
    };
    let again = ledger.recurrences();
    let count = library.entries.len();
    let causes = Causes {
        clusters_of: positions(count, assembled.clusters.iter().map(Cluster::debriefs)),
        before: positions(count, again.iter().map(|one| vec![one.later])),
        after: positions(count, again.iter().map(|one| vec![one.earlier])),
        again,
        similar: similar(&neighbours, &witness, &rejected),
        clusters: assembled.clusters,
        born: assembled.born,
        moved: assembled.moved,
        concepts: lexicon.concepts().to_vec(),
        quotes: profiles
            .all
            .into_iter()
            .map(|profile| profile.quotes)
            .collect(),
    };
    Outcome::new(causes, found)
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

fn assembly<'a>(
    library: &'a Library,
    tags: &'a Tags,
    namer: &'a Namer<'a>,
    lock: &'a Lock,
    config: &CausesConfig,
) -> Assembly<'a> {
    Assembly {
        library,
        tags,
        namer,
        lock,
        min_members: config.min_members,
    }
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

fn similar(
    neighbours: &Neighbours,
    witness: &Witness<'_>,
    rejected: &BTreeSet<(usize, usize)>,
) -> Vec<Vec<Similar>> {
    let count = witness.count();
    (0..count)
        .into_par_iter()
        .map(|debrief| {
            let mut near: Vec<(f32, usize)> = neighbours
                .near(debrief)
                .iter()
                .filter(|near| !rejected.contains(&(debrief, near.debrief as usize)))
                .map(|&near| (witness.similar(debrief, near), near.debrief as usize))
                .collect();
            near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            near.truncate(SIMILAR);
            near.into_iter()
                .map(|(score, other)| Similar {
                    debrief: other,
                    score: hundredths(score),
                    because: witness.because(other, debrief),
                })
                .collect()
        })
        .collect()
}

/// At most 1, and rounded, so that what is the same to a reader is the same in the data.
fn hundredths(score: impl Into<f64>) -> f64 {
    (score.into().min(1.0) * 100.0).round() / 100.0
}

#[cfg(test)]
mod tests;
