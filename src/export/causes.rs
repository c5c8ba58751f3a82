use jiff::civil::Date;
use serde::{Serialize, Serializer};

use super::{VERSION, json};
use crate::{
    insight::{
        Insight,
        causes::{Basis, Class, Evidence, Membership, OpenAction, Strength},
    },
    library::Library,
};

/// Bytes for each debrief, about: its suggestions and what is like it.
const ROOM: usize = 12 << 10;

#[derive(Serialize)]
struct File<'a> {
    version: u32,
    clusters: Vec<ClusterRecord<'a>>,
    again: Vec<AgainRecord<'a>>,
    similar: std::collections::BTreeMap<&'a str, Vec<SimilarRecord<'a>>>,
}

#[derive(Serialize)]
struct ClusterRecord<'a> {
    id: &'a str,
    url: String,
    name: &'a str,
    terms: &'a [String],
    confirmed: bool,
    members: Vec<MemberRecord<'a>>,
}

#[derive(Serialize)]
struct MemberRecord<'a> {
    id: &'a str,
    basis: Membership,
    score: f64,
}

#[derive(Serialize)]
struct AgainRecord<'a> {
    earlier: &'a str,
    later: &'a str,
    gap_days: Option<i32>,
    class: Class,
    basis: Basis,
    score: f64,
    strength: Strength,
    because: Said<'a>,
    open_actions: Vec<OpenRecord<'a>>,
}

#[derive(Serialize)]
struct OpenRecord<'a> {
    key: &'a str,
    text: &'a str,
    owner: Option<&'a str>,
    due: Option<Date>,
    late_days: Option<i32>,
}

#[derive(Serialize)]
struct SimilarRecord<'a> {
    id: &'a str,
    score: f64,
    because: Said<'a>,
}

/// Evidence in words, written as it is said: there are hundreds of thousands of pairs.
struct Said<'a>(&'a [Evidence]);

impl Serialize for Said<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(InWords))
    }
}

struct InWords<'a>(&'a Evidence);

impl Serialize for InWords<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

/// `data/causes.json`: recurring causes, the never-twice ledger, and the ten most similar of each debrief.
#[must_use]
pub fn causes(library: &Library, insight: &Insight) -> Vec<u8> {
    let causes = &insight.causes;
    let id = |debrief: usize| library.entries[debrief].debrief.id.as_str();
    let clusters = causes.clusters.iter().map(|cluster| ClusterRecord {
        id: &cluster.id,
        url: format!("causes/{}/", cluster.id),
        name: &cluster.name,
        terms: &cluster.terms,
        confirmed: cluster.confirmed,
        members: cluster
            .members
            .iter()
            .map(|member| MemberRecord {
                id: id(member.debrief),
                basis: member.basis,
                score: member.score,
            })
            .collect(),
    });
    let again = causes.again.iter().map(|one| AgainRecord {
        earlier: id(one.earlier),
        later: id(one.later),
        gap_days: one.gap_days,
        class: one.class,
        basis: one.basis,
        score: one.score,
        strength: one.strength,
        because: Said(&one.because),
        open_actions: one
            .open
            .iter()
            .map(|action| open(library, insight, one.earlier, action))
            .collect(),
    });
    let similar = causes.similar.iter().enumerate().map(|(debrief, similar)| {
        let similar = similar.iter().map(|similar| SimilarRecord {
            id: id(similar.debrief),
            score: similar.score,
            because: Said(&similar.because),
        });
        (id(debrief), similar.collect())
    });
    json(
        &File {
            version: VERSION,
            clusters: clusters.collect(),
            again: again.collect(),
            similar: similar.collect(),
        },
        library.entries.len() * ROOM,
    )
}

/// An action as the earlier debrief words it.
fn open<'a>(
    library: &'a Library,
    insight: &'a Insight,
    earlier: usize,
    open: &OpenAction,
) -> OpenRecord<'a> {
    let item = &insight.actions[insight.derived[earlier].actions[open.index]];
    let action = &library.entries[earlier].debrief.actions[open.index];
    OpenRecord {
        key: &item.key,
        text: &action.text,
        owner: action.owner.as_deref().or(item.owner.as_deref()),
        due: action.due.or(item.due),
        late_days: open.late_days,
    }
}
